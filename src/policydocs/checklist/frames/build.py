"""Passages to frames: the sentence with its context read, divided, and told who does what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policydocs.checklist.frames.answers import is_elliptical
from policydocs.checklist.frames.continued import full_text
from policydocs.checklist.frames.draft import Asked, Draft, read_alone, repeated
from policydocs.checklist.frames.frame import Condition, Frame, Person, Sentence
from policydocs.checklist.frames.kept import KeptAWhile
from policydocs.checklist.frames.lexicon import Lexicon, Phrases, lexicon
from policydocs.checklist.frames.named import Names, acknowledges, names_of
from policydocs.checklist.frames.quotes import with_quotes_closed
from policydocs.checklist.frames.supposed import may_belong_to_case, sets_case
from policydocs.checklist.frames.tokens import Tokens, tokenize
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.values import frozen

_NONE = frozenset[str]()
_LONG_CONTEXT = 240  #: characters: a longer heading or stem names too much to say what follows is about
_OF_CLINICIAN = frozenset(("about_me", "find"))
_UNASKED_REACH = 3  #: sentences of the same paragraph before one that says that nobody is asked
_AROUND = 150  #: headings and questions whose phrases are kept, in two lots
_MAX_WORDS = 400  #: a "sentence" longer than this is a table or a wall of text: read piece by piece


#: Of headings and questions, which stand over many sentences and in many documents.
_phrases_around = KeptAWhile[tuple[Lexicon, tuple[str, ...]], Phrases](_AROUND)


def _phrases_of(lexicon: Lexicon, words: tuple[str, ...]) -> Phrases:
    return _phrases_around.get((lexicon, words), lambda: lexicon.phrases(words))


@frozen
class Reading:
    """A document as frames."""

    sentences: tuple[Sentence, ...]  #: one a passage, in order
    frames: tuple[Frame, ...]

    def with_frames(self) -> Iterator[tuple[Sentence, tuple[Frame, ...]]]:
        """Each sentence with its frames, in order."""
        end = 0
        for sentence in self.sentences:
            start = end
            while end < len(self.frames) and self.frames[end].sentence is sentence:
                end += 1
            yield sentence, self.frames[start:end]


def read_frames(passages: Sequence[Passage], words: Lexicon | None = None) -> Reading:
    """All frames of a document.

    Args:
        passages: in reading order, as `passages.passages` gives them.
        words: the lexicon; the package's own if None.
    """
    written = [(passage, text, tokenize(text)) for passage in passages for text in (full_text(passage),)]
    reader = _Reader(words or lexicon(), names_of((text, tokens) for _, text, tokens in written))
    drafts = [
        draft
        for (passage, _, _), tokens in zip(written, with_quotes_closed(written), strict=True)
        for draft in reader.drafts(passage, tokens)
    ]
    sentences: list[Sentence] = []
    frames: list[Frame] = []
    previous: list[Frame] = []
    case: Draft | None = None  # a sentence that only supposes something
    for number, draft in enumerate(drafts):
        conditions = draft.conditions
        if sets_case(draft.parsed.words):
            case = draft
        elif (
            case is not None
            and case.passage.block == draft.passage.block
            and may_belong_to_case(draft.parsed.vocabulary)
        ):
            conditions = conditions | case.conditions | {Condition.OTHER}
        named = draft.concepts | draft.unasked if draft.unasked else draft.concepts
        if number and drafts[number - 1].passage.block == draft.passage.block:
            named |= drafts[number - 1].unasked  # "I don't use forms. If your school calls, I tell them."
        if number + 1 < len(drafts):
            following = drafts[number + 1]
            same = following.passage.section == draft.passage.section
            for later in drafts[number + 1 : number + 1 + _UNASKED_REACH]:
                if later.unasked and later.passage.block == draft.passage.block:
                    named |= later.unasked
            if same and following.qualifies and following.passage.kind is not PassageKind.HEADING:
                conditions |= following.conditions
        sentence = Sentence(
            passage=draft.passage,
            concepts=named,
            context=draft.context,
            conditions=conditions,
            position=number,
            of=len(drafts),
            words=tuple(draft.parsed.words),
        )
        sentences.append(sentence)
        made = draft.frames(sentence)
        if (
            previous
            and made  # a heading has none
            and len(draft.parsed.parts) == 1
            and is_elliptical(draft.parsed.parts[0].clause, draft.parsed.words)
        ):
            whole = made[0]
            again = [replace(frame, sentence=sentence) for frame in previous]
            made += repeated(again, whole.agent, affirmed=whole.affirmed)
        previous = made
        frames.extend(made)
    return Reading(tuple(sentences), tuple(frames))


class _Reader:
    def __init__(self, words: Lexicon, names: Names) -> None:
        self.lexicon = words
        self.names = names
        self._of_client = replace(names, client_speaks=True)
        self._acknowledged = -1  # the paragraph in which the client speaks
        self._named: tuple[int, Person | None] = (-1, None)  # block, and whom "she" stands for in it
        self._last: Passage | None = None
        self._known: dict[str, frozenset[str]] = {}
        self._around: tuple[tuple[str, ...], frozenset[str]] = ((), _NONE)
        self._before: tuple[int, frozenset[str], frozenset[str]] = (-1, frozenset(), frozenset())

    def drafts(self, passage: Passage, tokens: Tokens) -> Iterator[Draft]:
        """The passage read; in pieces where it has no full stop for pages."""
        if len(tokens.words) <= _MAX_WORDS:
            yield self._draft(passage, tokens)
            return
        for start in range(0, len(tokens.words), _MAX_WORDS):
            yield self._draft(passage, tokens.part(start, start + _MAX_WORDS))

    def _draft(self, passage: Passage, tokens: Tokens) -> Draft:
        block, named = self._named
        names = self._names_of(passage, tokens.words)
        alone = read_alone(tokens, self.lexicon, names, named if block == passage.block else None)
        self._named = (passage.block, alone.parsed.named)
        concepts = alone.parsed.content
        context = self._context(passage) | self._earlier(passage, len(tokens.words), concepts)
        answered: Asked | None = None
        if passage.question and not passage.asks:
            asked = tokenize(passage.question)
            quoted = '"' in asked.words
            if quoted:
                asked = asked.without('"')
            opening = self._last is None or self._last.asks or self._last.block != passage.block
            answered = Asked(asked, _phrases_of(self.lexicon, asked.words), quoted=quoted, opening=opening)
        self._last = passage
        if answered is not None and answered.of_clinician:
            context |= _OF_CLINICIAN
        return Draft(
            passage=passage,
            alone=alone,
            names=names,
            context=context - concepts,
            answered=answered,
        )

    def _names_of(self, passage: Passage, words: Sequence[str]) -> Names:
        """Whom the words of a sentence name: in what the client initials, "I" is the client."""
        if not self.names.acknowledged:
            return self.names
        if acknowledges(words):
            self._acknowledged = passage.block
        return self._of_client if self._acknowledged == passage.block else self.names

    def _earlier(self, passage: Passage, length: int, concepts: frozenset[str]) -> frozenset[str]:
        """What its paragraph began with, and what the sentence before named, where this one points back."""
        block, first, before = self._before
        if block != passage.block or passage.kind is PassageKind.HEADING:
            self._before = (passage.block, concepts, concepts)
            return frozenset()
        self._before = (block, first, concepts | before if length < 8 else concepts)
        return first | before

    def _context(self, passage: Passage) -> frozenset[str]:
        """What the texts around a sentence name; the sentences of a paragraph share it."""
        if passage.kind is PassageKind.HEADING:
            return _NONE
        around = (
            *passage.titles[-2:],
            passage.lead,
            passage.question,
            passage.stem,
            passage.row,
            passage.column,
        )
        if self._around[0] != around:
            named = [self._concepts_of(text) for text in around if text and len(text) <= _LONG_CONTEXT]
            self._around = (around, _NONE.union(*named))
        return self._around[1]

    def _concepts_of(self, text: str) -> frozenset[str]:
        if text not in self._known:
            self._known[text] = _phrases_of(self.lexicon, tokenize(text).words[:60]).content
        return self._known[text]
