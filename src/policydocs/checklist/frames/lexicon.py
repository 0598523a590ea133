"""The words of the field, by concept, and where they stand in a sentence.

The lexicon is data (`data/lexicon/*.toml`, see `phrase_book`). Phrases are found by their first two words,
whose forms are worked out when they are met for the first time: most of the lexicon is never needed for
one policy. A sentence is read in one pass, each word costing the few phrases that could begin there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple, cast

from policydocs.checklist.frames.beginnings import Beginning, Entry, end_of
from policydocs.checklist.frames.morphology import Form, base_words
from policydocs.checklist.frames.phrase_book import PhraseBook, lexicon_book

_MOST_BEGINNINGS = 20_000  #: words
_MOST_PLACES = 25  #: of a word in a sentence, for which its phrases are kept
_ALSO_VERBS = frozenset(("review_noun", "recording", "record_noun", "followers"))
_BEFORE_VERBS = frozenset(("i", "we", "you", "they", "to", "will", "may", "can", "not", "never"))
_IN_COMPOUNDS = frozenset(("verbs", "flips", "people"))
_OBJECT_STARTS = frozenset(
    ("all", "every", "each", "everything", "whatever", "what", "your", "our", "my", "the")
)
_VIEWED = frozenset(("profile", "profiles", "posts", "accounts", "pages", "media", "feeds"))
_NOUN_STARTS = frozenset(
    (
        "the",
        "a",
        "of",
        "your",
        "my",
        "our",
        "for",
        "to",
        "in",
        "from",
        "any",
        "all",
        "and",
        "or",
        "no",
        "with",
        "are",
    )
)


class Hit(NamedTuple):
    """A phrase of the lexicon that stands in a sentence."""

    concept: str
    start: int  #: index of its first word
    end: int  #: index after its last word
    form: Form  #: of its first word (a verb's phrase) or its last (a noun's)
    group: str  #: verbs, flips, nouns, people, neutral, deniers, moods ...
    gapped: bool = False  #: other words stand inside it

    @property
    def is_verb(self) -> bool:
        return self.group in VERBS


#: A hit of its parts; a call of `Hit` takes twice as long, and thousands are made of a page.
_hit = cast(Callable[[tuple[str, int, int, Form, str, bool]], Hit], partial(tuple.__new__, Hit))
VERBS = frozenset(("verbs", "flips"))
#: Groups that name what a clause is about.
CONTENT = VERBS | {"nouns", "elements"}


class Phrases(NamedTuple):
    """What the lexicon finds in a sentence.

    Most of its phrases only name what an element of a checklist is about. They are kept as the bare names of
    their concepts, word by word: nobody asks for their forms or ends.
    """

    hits: tuple[Hit, ...]  #: of all other groups, in order
    elements: tuple[tuple[int, frozenset[str]], ...]  #: words at which phrases of elements begin, and theirs
    inside: frozenset[int]  #: words in a phrase behind its first, which no clause may begin with
    content: frozenset[str]  #: every concept that tells what the sentence is about


class Lexicon:
    """The phrases of a book, found in sentences in all their forms."""

    def __init__(self, book: PhraseBook) -> None:
        self._book = book
        self._beginnings: dict[str, Beginning | None] = {}  # by word, for those that were met

    def concepts(self) -> frozenset[str]:
        return self._book.concepts

    def phrases(self, words: tuple[str, ...]) -> Phrases:
        """Every phrase in a sentence; a longer phrase of a concept hides a shorter one in it.

        A phrase of [overrides] hides the concepts that [hides] names, where they begin inside it; elements
        are never hidden.
        """
        found: list[Hit] = []
        hiding: list[Hit] = []  # those that may hide others: of several words, or made to
        elements: list[tuple[int, frozenset[str]]] = []
        inside: set[int] = set()
        beginnings = self._beginnings
        ahead = (*words, "", "")
        for index, word in enumerate(words):
            beginning = beginnings[word] if word in beginnings else self._beginning(word)
            if beginning is None:
                continue
            named = beginning.elements
            alone = self._alone(beginning, index)
            longer = beginning.longer(ahead, index) if beginning.has_longer else ()
            if longer:
                hits, further = _longer_hits(longer, words, index, inside)
                if further:
                    named |= further
                if hits:
                    found += hits
                    hiding += hits
                    seen = {(hit.concept, hit.group) for hit in hits}
                    alone = [hit for hit in alone if (hit.concept, hit.group) not in seen]
            found += alone
            if beginning.overrides:
                hiding += [hit for hit in alone if hit.group == "overrides"]
            if named:
                elements.append((index, named))
        kept = self._without_hidden(found, words, *self._hiding(hiding), inside)
        content = frozenset([concept for concept, _, _, _, group, _ in kept if group in CONTENT])
        content = content.union(*[named for _, named in elements])
        return Phrases(tuple(kept), tuple(elements), frozenset(inside), content)

    def _beginning(self, word: str) -> Beginning | None:
        """The phrases that can begin with a word; remembered."""
        if word.isdigit() and word not in self._book.phrases:
            return None  # there are too many numbers to remember each
        if len(self._beginnings) >= _MOST_BEGINNINGS:
            self._beginnings.clear()
        known = any(base in self._book.phrases for base in base_words(word))
        made = self._beginnings[word] = Beginning(word, self._book) if known else None
        return made

    def _alone(self, beginning: Beginning, index: int) -> list[Hit]:
        """The phrases of one word that stand at a place: the same in every sentence, and made once."""
        made = beginning.alone.get(index)
        if made is None:
            made = [
                _hit((concept, index, index + 1, form, group, False))
                for _, concept, form, group, _, _ in beginning.single
            ]
            if index < _MOST_PLACES:
                beginning.alone[index] = made
        return made

    def _without_hidden(
        self,
        found: Sequence[Hit],
        words: Sequence[str],
        hidden: Mapping[str, set[int]],
        compounds: Mapping[int, Sequence[Hit]],
        inside: set[int],
    ) -> list[Hit]:
        """Those that count, what `_hiding` gave taken into account.

        Args:
            inside: takes in the words of phrases behind their first.
        """
        kept: list[Hit] = []
        reach: dict[tuple[str, str], int] = {}  # by concept and group: how far a longer phrase goes
        for hit in found:
            concept, start, end, _, group, gapped = hit
            if group == "overrides" or (
                group == "nouns" and concept in _ALSO_VERBS and self._is_verb_here(hit, words)
            ):
                continue
            if concept in hidden and start in hidden[concept] and not self._is_done_here(hit, words):
                continue
            if start in compounds and group in _IN_COMPOUNDS:
                around = compounds[start]
                if any(end <= noun.end and end - start < noun.end - noun.start for noun in around):
                    continue
            if not gapped:
                if reach and reach.get((concept, group), 0) >= end:
                    continue  # inside a longer phrase of the same concept
                if end - start > 1:
                    reach[concept, group] = end
                    if group != "moods":
                        inside.update(range(start + 1, end))
            kept.append(hit)
        return kept

    def _hiding(self, found: Sequence[Hit]) -> tuple[dict[str, set[int]], dict[int, list[Hit]]]:
        """By concept, the words where a phrase of it counts for nothing; the compounds, by their words."""
        hidden: dict[str, set[int]] = {}
        compounds: dict[int, list[Hit]] = {}
        for hit in found:
            if hit.group == "overrides":
                for concept in self._book.hides.get(hit.concept, ()):
                    hidden.setdefault(concept, set()).update(range(hit.start, hit.end))
            elif hit.end - hit.start > 1 and self._is_compound(hit):
                for index in range(hit.start, hit.end):
                    compounds.setdefault(index, []).append(hit)
        return hidden, compounds

    def _is_compound(self, hit: Hit) -> bool:
        """No verb and no person is read inside it: "friend request", "the people I see"."""
        named = hit.group == "people" or (hit.group == "nouns" and hit.concept in self._book.compounds)
        return named and not hit.gapped

    @staticmethod
    def _is_done_here(hit: Hit, words: Sequence[str]) -> bool:
        """ "The platform records all calls": a verb for sure, whatever noun is spelled like it."""
        if hit.form is Form.PAST and hit.concept == "view":
            return not _VIEWED.isdisjoint(words[max(0, hit.start - 6) : hit.start])
        if hit.form is not Form.PLURAL or hit.group != "verbs" or not 0 < hit.start < len(words) - 1:
            return False
        before, after = words[hit.start - 1], words[hit.start + 1]
        return after in _OBJECT_STARTS and before.isalpha() and before not in _NOUN_STARTS

    @staticmethod
    def _is_verb_here(hit: Hit, words: Sequence[str]) -> bool:
        """ "I review my notes": what stands behind a subject is no noun."""
        single = hit.end - hit.start == 1 and hit.start > 0 and hit.form is not Form.PLURAL
        return single and words[hit.start - 1] in _BEFORE_VERBS


def _longer_hits(
    entries: Sequence[Entry], words: Sequence[str], index: int, inside: set[int]
) -> tuple[list[Hit], set[str]]:
    """Those phrases of more words that stand at a word, one of a meaning: the hits, the elements' concepts.

    Args:
        entries: of which the first three words stand there, a gap aside.
        inside: takes in the words of elements' phrases behind their first.
    """
    hits: list[Hit] = []
    elements: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for rest, concept, form, group, meaning, has_gap in entries:
        if meaning in seen:
            continue
        end = plain_end = index + 1 + len(rest)
        if has_gap or len(rest) > 2:
            end = end_of(rest, words, index + 1)
            if not end:
                continue
        seen.add(meaning)
        if group != "elements":
            hits.append(_hit((concept, index, end, form, group, end > plain_end)))
        else:
            elements.add(concept)
            if end == plain_end:
                inside.update(range(index + 1, end))
    return hits, elements


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package, read once."""
    return Lexicon(lexicon_book())
