"""The words of the field, by concept, and where they stand in a sentence.

The lexicon is data (`data/lexicon/*.toml`, see `phrase_book`). Phrases are found by their first two words,
whose forms are worked out when they are met for the first time: most of the lexicon is never needed for
one policy. A sentence is read in one pass, each word costing the few phrases that could begin there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from policydocs.checklist.frames.morphology import Form, base_words, noun_forms, verb_forms
from policydocs.checklist.frames.phrase_book import GAP, PhraseBook, lexicon_book
from policydocs.values import frozen

_MOST_KNOWN = 2000  #: sentences: the rules read some of a document's again
_MOST_BEGINNINGS = 20_000  #: words
_MOST_SECONDS = 400  #: words remembered to stand, or not to stand, second after one word
_GAP_WORDS = 4  #: how many words "~" may stand for
#: Pronouns and the like: "is" is no plural of "i", "us" none of "u".
_UNCHANGED = frozenset(("i", "me", "we", "us", "he", "it", "x", "u", "a"))
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
#: "do ~ search" is not "do not search".
_NO_GAP = frozenset((*".;:!?()—", "not", "never", "no", "i", "we"))


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


VERBS = frozenset(("verbs", "flips"))
#: Groups that name what a clause is about.
CONTENT = VERBS | {"nouns", "elements"}


class _Entry(NamedTuple):
    """A phrase, in one of its forms, by what follows its first word."""

    rest: tuple[str, ...]
    concept: str
    form: Form
    group: str
    meaning: tuple[str, str]  #: concept and group: one phrase of each is found at a word
    has_gap: bool  #: before its third word


def _entry(rest: Sequence[str], concept: str, form: Form, group: str) -> _Entry:
    return _Entry(tuple(rest), concept, form, group, (concept, group), GAP in rest[:2])


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
        self._known: dict[tuple[str, ...], Phrases] = {}  # of the sentences of the last few documents
        self._beginnings: dict[str, _Beginning | None] = {}  # by word, for those that were met

    def concepts(self) -> frozenset[str]:
        return self._book.concepts

    def phrases(self, words: tuple[str, ...]) -> Phrases:
        """Every phrase in a sentence; a longer phrase of a concept hides a shorter one in it.

        A phrase of [overrides] hides the concepts that [hides] names, where they begin inside it; elements
        are never hidden.
        """
        known = self._known.get(words)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[words] = self._phrases(words)
        return known

    def _beginning(self, word: str) -> _Beginning | None:
        """The phrases that can begin with a word; remembered."""
        if word.isdigit() and word not in self._book.phrases:
            return None  # there are too many numbers to remember each
        if len(self._beginnings) >= _MOST_BEGINNINGS:
            self._beginnings.clear()
        known = any(base in self._book.phrases for base in base_words(word))
        made = self._beginnings[word] = _Beginning(word, self._book) if known else None
        return made

    def _phrases(self, words: tuple[str, ...]) -> Phrases:
        found: list[Hit] = []
        elements: list[tuple[int, frozenset[str]]] = []
        inside: set[int] = set()
        beginnings = self._beginnings
        ahead = (*words, "")
        for index, word in enumerate(words):
            beginning = beginnings[word] if word in beginnings else self._beginning(word)
            if beginning is None:
                continue
            named = beginning.elements
            single: Sequence[_Entry] = beginning.single
            longer = beginning.longer(words, index, ahead[index + 1]) if beginning.has_longer else ()
            if longer:
                hits, further = _longer_hits(longer, words, index, inside)
                if further:
                    named |= further
                if hits:
                    found += hits
                    seen = {(hit.concept, hit.group) for hit in hits}
                    single = [entry for entry in single if entry.meaning not in seen]
            for entry in single:
                found.append(Hit(entry.concept, index, index + 1, entry.form, entry.group))
            if named:
                elements.append((index, named))
        kept = tuple(self._without_hidden(found, words)) if found else ()
        for _, start, end, _, group, gapped in kept:
            if end - start > 1 and not gapped and group != "moods":
                inside.update(range(start + 1, end))
        content = frozenset([hit.concept for hit in kept if hit.group in CONTENT])
        content = content.union(*[named for _, named in elements])
        return Phrases(kept, tuple(elements), frozenset(inside), content)

    def _without_hidden(self, found: list[Hit], words: Sequence[str]) -> Iterator[Hit]:
        hidden, compounds = self._hiding(found)
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
            yield hit

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


class _Beginning:
    """The phrases that can begin with one word, in whatever form it is; longer ones first."""

    def __init__(self, word: str, book: PhraseBook) -> None:
        self._readings: list[_Reading] = []
        self._seconds: set[str] = set()
        self._by_second: dict[str, Sequence[_Entry]] = {}  # for the words that were met after it
        for base in base_words(word):
            phrases = book.phrases.get(base)
            if phrases:
                as_verb = next((name for form, name in verb_forms(base) if form == word), None)
                as_noun = next((name for form, name in noun_forms(base) if form == word), None)
                self._readings.append(_Reading(base, phrases, base == word, as_verb, as_noun))
                self._seconds.update(phrases)
        self._gapped: dict[str, list[_Entry]] = {}  # by the word behind the gap
        for entry in self._entries(GAP) if GAP in self._seconds else ():
            self._gapped.setdefault(entry.rest[1], []).append(entry)
        singles: dict[tuple[str, str], _Entry] = {}
        if "" in self._seconds:
            for entry in self._entries(""):
                singles.setdefault((entry.concept, entry.group), entry)
        #: Those of this word alone, each concept once; of elements, nothing but the concepts.
        self.single = tuple(entry for entry in singles.values() if entry.group != "elements")
        self.elements = frozenset(entry.concept for entry in singles.values() if entry.group == "elements")
        self._seconds -= {GAP, ""}
        self.has_longer = bool(self._seconds or self._gapped)

    def longer(self, words: Sequence[str], index: int, following: str) -> Sequence[_Entry]:
        """Those of more words that may stand where the word does; of two words, those that do."""
        found = self._by_second.get(following)
        if found is None:
            found = self._followed_by(following)
        if not self._gapped or self._gapped.keys().isdisjoint(words[index + 2 : index + 2 + _GAP_WORDS]):
            return found
        behind = [word for word in words[index + 2 : index + 2 + _GAP_WORDS] if word in self._gapped]
        over_gap = [entry for word in dict.fromkeys(behind) for entry in self._gapped[word]]
        return [*found, *sorted(over_gap, key=_longest_first)]

    def _followed_by(self, word: str) -> Sequence[_Entry]:
        """Those whose second word, in the form that it has there, is this word."""
        bases = base_words(word)
        if self._seconds.isdisjoint(bases):
            if len(self._by_second) < _MOST_SECONDS:
                self._by_second[word] = ()
            return ()
        seconds = self._seconds.intersection(bases)
        entries = (entry for second in sorted(seconds) for entry in self._entries(second, word))
        standing = [entry for entry in entries if entry.rest[0] == word]
        found = self._by_second[word] = sorted(standing, key=_longest_first)
        return found

    def _entries(self, second: str, met: str = "") -> list[_Entry]:
        made = [entry for reading in self._readings for entry in reading.entries(second, met)]
        made.sort(key=_longest_first)
        return made


def _longest_first(entry: _Entry) -> int:
    return -len(entry.rest)


_FIRST_INFLECTED = frozenset(("verbs", "flips", "deniers", "asking", "overrides"))
_LAST_INFLECTED = frozenset(("nouns", "people", "elements"))


@frozen
class _Reading:
    """A word that was met, taken as a form of a word with which phrases begin."""

    base: str
    phrases: Mapping[str, str]  #: of the book, by their second word
    same: bool  #: the word was met as the phrases have it
    as_verb: Form | None  #: which form of the base it is, as a verb, if any
    as_noun: Form | None

    def entries(self, second: str, met: str = "") -> list[_Entry]:
        """The phrases with this second word, with all the forms of their other words.

        Args:
            met: the form of it that was met; phrases that have another there may be left out.
        """
        made: list[_Entry] = []
        lines = self.phrases.get(second)
        for line in lines.split("\n") if lines else ():
            group, concept, *rest = line.split(" ")
            if met and met != second and len(rest) > 1:
                continue  # only the last word of a phrase has other forms
            if group in _FIRST_INFLECTED or (group == "moods" and concept == "ask"):
                if self.as_verb is not None:
                    made.append(_entry(rest, concept, self.as_verb, group))
            elif group in _LAST_INFLECTED:
                made += [_entry(ending, concept, form, group) for ending, form in self._endings(rest, group)]
            elif self.same:
                made.append(_entry(rest, concept, Form.BASE, group))
        return made

    def _endings(self, rest: Sequence[str], group: str) -> Iterator[tuple[tuple[str, ...], Form]]:
        """How a phrase whose last word is inflected goes on behind its first."""
        loose = group == "elements"  # what an element is about, as a verb or as a noun
        if not rest:
            if self.as_noun is not None and (self.same or self.base not in _UNCHANGED):
                yield (), Form.BASE if loose else self.as_noun
            elif loose and self.as_verb is not None:
                yield (), Form.BASE
            return
        if loose and self.as_verb is not None and not self.same:
            yield tuple(rest), Form.BASE
        if self.same and rest[-1].isalpha() and rest[-1] not in _UNCHANGED:
            for form, name in noun_forms(rest[-1]):
                yield (*rest[:-1], form), Form.BASE if loose else name
        elif self.same:
            yield tuple(rest), Form.BASE


def _longer_hits(
    entries: Sequence[_Entry], words: Sequence[str], index: int, inside: set[int]
) -> tuple[list[Hit], set[str]]:
    """Those phrases of more words that stand at a word, one of a meaning: the hits, the elements' concepts.

    Args:
        inside: takes in the words of elements' phrases behind their first.
    """
    hits: list[Hit] = []
    elements: set[str] = set()
    seen: set[tuple[str, str]] = set()
    third = words[index + 2] if index + 2 < len(words) else ""
    for rest, concept, form, group, meaning, has_gap in entries:
        end = plain_end = index + 1 + len(rest)
        if len(rest) > 1:
            if rest[1] != third and not has_gap:
                continue  # as most: a call less
            end = _match(words, index + 1, rest)
        if not end or meaning in seen:
            continue
        seen.add(meaning)
        if group != "elements":
            hits.append(Hit(concept, index, end, form, group, end > plain_end))
        else:
            elements.add(concept)
            if end == plain_end:
                inside.update(range(index + 1, end))
    return hits, elements


def _match(words: Sequence[str], index: int, rest: tuple[str, ...]) -> int:
    """Where a phrase's other words end, or 0. A gap takes the nearest fit."""
    for number, word in enumerate(rest):
        if word == GAP:
            for skipped in range(1, _GAP_WORDS + 1):
                stop = index + skipped
                if stop >= len(words) or words[stop - 1] in _NO_GAP:
                    return 0
                end = _match(words, stop, rest[number + 1 :])
                if end:
                    return end
            return 0
        if index >= len(words) or words[index] != word:
            return 0
        index += 1
    return index


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package, read once."""
    return Lexicon(lexicon_book())
