"""Passages to frames: the sentence with its context read, divided, and told who does what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from policydocs.checklist.frames.clause_reader import CONTENT, ClauseReader
from policydocs.checklist.frames.clauses import clauses_of
from policydocs.checklist.frames.conditions import conditions_of, qualifies_previous
from policydocs.checklist.frames.frame import ClauseKind, Condition, Frame, Person, Sentence
from policydocs.checklist.frames.lexicon import Hit, Lexicon, lexicon
from policydocs.checklist.frames.negation import leads_with_denial
from policydocs.checklist.frames.people import (
    AUXILIARIES,
    mentions,
)
from policydocs.checklist.frames.tokens import Token, tokenize
from policydocs.checklist.frames.wordset import phrases, wordset
from policydocs.checklist.passages import Passage, PassageKind

_POINTERS = wordset(
    "it them that this those these such one ones so they there either neither same here both do does no "
    "yes nope never not any all then request requests invitation invitations messages message something anything accounts others"
)
_NO = wordset("no nope never nah not negative none neither")
_YES = wordset("yes yep yeah sure absolutely certainly definitely")
_LONG_CONTEXT = 240  #: characters: a longer heading or stem names too much to say what follows is about
_MAX_WORDS = 400  #: a "sentence" longer than this is a table or a wall of text: read piece by piece


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as frames."""

    sentences: tuple[Sentence, ...]  #: one a passage, in order
    frames: tuple[Frame, ...]


def read_frames(passages: Sequence[Passage], words: Lexicon | None = None) -> Reading:
    """All frames of a document.

    Args:
        passages: in reading order, as `passages.passages` gives them.
        words: the lexicon; the package's own if None.
    """
    reader = _Reader(words or lexicon())
    drafts = [reader.draft(passage) for passage in passages]
    sentences: list[Sentence] = []
    frames: list[Frame] = []
    for number, draft in enumerate(drafts):
        conditions = draft.conditions
        if number + 1 < len(drafts):
            following = drafts[number + 1]
            same = following.passage.section == draft.passage.section
            if same and following.qualifies and following.passage.kind is not PassageKind.HEADING:
                conditions |= following.conditions
        sentence = Sentence(
            passage=draft.passage,
            concepts=draft.concepts,
            context=draft.context,
            conditions=conditions,
            position=number,
            of=len(drafts),
            words=len(draft.tokens),
        )
        sentences.append(sentence)
        frames.extend(draft.frames(sentence))
    return Reading(tuple(sentences), tuple(frames))


class _Reader:
    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self._known: dict[str, frozenset[str]] = {}
        self._before: tuple[int, frozenset[str], frozenset[str]] = (-1, frozenset(), frozenset())

    def draft(self, passage: Passage) -> _Draft:
        text = full_text(passage)
        tokens = tokenize(text)[:_MAX_WORDS]
        hits = self.words.hits(tokens)
        concepts = frozenset(h.concept for h in hits if h.group in CONTENT)
        context = self._context(passage) | self._earlier(passage, tokens, concepts)
        answered: tuple[tuple[Token, ...], tuple[Hit, ...]] | None = None
        if passage.question and not passage.asks:
            asked = tokenize(passage.question)
            answered = (asked, self.words.hits(asked))
        return _Draft(
            passage=passage,
            tokens=tokens,
            hits=hits,
            concepts=concepts,
            context=context - concepts,
            answered=answered,
        )

    def _earlier(self, passage: Passage, tokens: Sequence[Token], concepts: frozenset[str]) -> frozenset[str]:
        """What its paragraph began with, and what the sentence before named, where this one points back."""
        block, first, before = self._before
        if block != passage.block or passage.kind is PassageKind.HEADING:
            self._before = (passage.block, concepts, concepts)
            return frozenset()
        self._before = (block, first, concepts | before if len(tokens) < 8 else concepts)
        return first | before

    def _context(self, passage: Passage) -> frozenset[str]:
        if passage.kind is PassageKind.HEADING:
            return frozenset()
        around = [
            *passage.titles[-2:],
            passage.lead,
            passage.question,
            passage.stem,
            passage.row,
            passage.column,
        ]
        found: frozenset[str] = frozenset()
        for text in around:
            if text and len(text) <= _LONG_CONTEXT:
                found |= self._concepts_of(text)
        return found

    def _concepts_of(self, text: str) -> frozenset[str]:
        if text not in self._known:
            hits = self.words.hits(tokenize(text)[:60])
            self._known[text] = frozenset(h.concept for h in hits if h.group in CONTENT)
        return self._known[text]


def full_text(passage: Passage) -> str:
    """The sentence with what it continues: a stem, a run-in heading, a row and a column."""
    body = passage.body
    fragment = _is_fragment(body)
    if passage.kind is PassageKind.HEADING:
        return passage.text
    if passage.kind is PassageKind.CELL and passage.row and fragment:
        column = passage.column.rstrip(" .:…")
        joined = f"{column} {body}" if _leads_on(column) else f"{column}: {body}" if column else body
        return f"{passage.row}: {joined}" if not passage.row.endswith("?") else joined
    if passage.stem and fragment:
        stem = passage.stem.rstrip()
        return f"{stem.rstrip(':—- ')} {body}" if _leads_on(stem.rstrip(":—- .…")) else f"{stem} {body}"
    if (
        passage.kind is PassageKind.ITEM
        and not passage.stem
        and fragment
        and _leads_on(passage.section_title)
    ):
        return f"{passage.section_title} {body}"
    if passage.lead_length and fragment and body:
        return f"{passage.lead}: {body}"
    return body or passage.text


_SUBJECTS = wordset(
    "i we you it they he she there this that please the nobody no your my our clients if when"
)
_OPEN_ENDS = wordset(
    "not never to will do does would can may i we you for about use it following these on at by if with "
    "cannot don't won't"
)


def _is_fragment(body: str) -> bool:
    """No subject with a verb of its own near the start."""
    words = [token.word for token in tokenize(body[:160])[:12]]
    for place, word in enumerate(words):
        if word in AUXILIARIES and place and words[place - 1] not in ("to", ","):
            return False
        if word in ("i", "we", "please", "there") and place < 8:
            return False
    return True


def _leads_on(text: str) -> bool:
    """The text ends, or is, a clause that waits for its verb: "I do not", "We will"."""
    words = [token.word for token in tokenize(text)]
    if not words:
        return False
    subject = any(word in _SUBJECTS for word in words)
    return (subject and len(words) <= 30 and any(w in AUXILIARIES or w == "never" for w in words)) or words[
        -1
    ] in _OPEN_ENDS


class _Draft:
    """One passage, read but not yet joined with what the next one adds."""

    def __init__(
        self,
        *,
        passage: Passage,
        tokens: tuple[Token, ...],
        hits: tuple[Hit, ...],
        concepts: frozenset[str],
        context: frozenset[str],
        answered: tuple[tuple[Token, ...], tuple[Hit, ...]] | None,
    ) -> None:
        self.passage = passage
        self.tokens = tokens
        self.hits = hits
        self.concepts = concepts
        self.context = context
        self.answered = answered
        self.clauses = clauses_of(tokens, hits)
        self.people = mentions(hits, tokens)
        self.conditions: frozenset[Condition] = conditions_of(self.clauses, tokens, hits)
        self.qualifies = qualifies_previous(tokens)
        self.leading = leads_with_denial(tokens)

    def frames(self, sentence: Sentence) -> list[Frame]:
        found: list[Frame] = []
        if self.passage.kind is PassageKind.HEADING:
            return found
        previous: Person | None = None
        past = self._is_past()
        for clause in self.clauses:
            kind = (
                ClauseKind.QUESTION if self.passage.asks and clause.kind is ClauseKind.MAIN else clause.kind
            )
            read = ClauseReader(
                clause=clause,
                kind=kind,
                tokens=self.tokens,
                hits=self.hits,
                people=self.people,
                inherited=previous,
                leading=self.leading,
                past=past,
            )
            found.extend(read.frames(sentence))
            if kind is ClauseKind.MAIN and read.agent is not Person.UNSAID:
                previous = read.agent
        if self.answered is not None:
            found.extend(self._answer(sentence))
        return found

    def _is_past(self) -> bool:
        return any(h.concept == "past_only" for h in self.hits)

    def _answer(self, sentence: Sentence) -> list[Frame]:
        """The frames of the question, affirmed or denied by the first words of its answer."""
        verdict = short_answer(self.tokens)
        if verdict is None or self.answered is None:
            return []
        tokens, hits = self.answered
        people = mentions(hits, tokens)
        swap = voiced_by_client(tokens)
        found: list[Frame] = []
        for clause in clauses_of(tokens, hits):
            if clause.kind is not ClauseKind.MAIN:
                continue
            read = ClauseReader(
                clause=clause,
                kind=clause.kind,
                tokens=tokens,
                hits=hits,
                people=people,
                inherited=None,
                past=False,
            )
            for frame in read.frames(sentence):
                agent = _swapped(frame.agent) if swap else frame.agent
                target = _swapped(frame.target) if swap and frame.target else frame.target
                found.append(
                    Frame(sentence, ClauseKind.MAIN, agent, target, frame.action, frame.affirmed is verdict,
                          frame.moods - {"may"} | {"ask"}, frame.concepts, frame.nominal, answer=True)
                )  # fmt: skip
        return found


_NO_STARTS = phrases(
    "better not; sorry ,; absolutely not; hard no; certainly not; of course not; i do not; we do not; "
    "it does not; they do not; they can not; they will not; please do not; i have not; i will not; we will not; we would rather; "
    "i would rather; i can not; we can not; i am not; we are not; you can not; you may not; you will not; "
    "afraid not; not at all; i never; we never"
)
_YES_STARTS = phrases("of course; you can; you may; you are welcome; go ahead; i do; we do; i will; we will")
_BUTS = wordset("not never but though unless")
_NOT_ONLY = wordset("only just always sure necessarily")


def short_answer(tokens: Sequence[Token]) -> bool | None:
    """True or False where a sentence begins with yes or no, else None."""
    words = tuple(token.word for token in tokens[:4])
    if not words:
        return None
    if words[0] in _NO:
        return None if words[1:2] and words[1] in _NOT_ONLY else False
    if any(words[: len(start)] == start for start in _NO_STARTS):
        return False
    if words[0] in _YES or any(words[: len(start)] == start for start in _YES_STARTS):
        return None if _BUTS.intersection(token.word for token in tokens[:40]) else True
    return None


def voiced_by_client(tokens: Sequence[Token]) -> bool:
    """The question is asked by the client: "Will you friend me?", "Can I text you?"."""
    words = [token.word for token in tokens if token.word.isalpha()][:8]
    for first, second in pairwise(words):
        if (
            first in ("do", "will", "would", "are", "have", "did", "can", "could", "should", "why")
            and second == "you"
        ):
            return True
        if first in ("can", "may", "could", "might", "should") and second in ("i", "we", "my"):
            return True
    return False


def _swapped(person: Person) -> Person:
    return {Person.CLINICIAN: Person.CLIENT, Person.CLIENT: Person.CLINICIAN}.get(person, person)
