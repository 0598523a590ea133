"""The phrases of the lexicon that can begin with a word that was met, and how they go on.

They are found by their first three words, whose forms are worked out when they are met for the first time:
most of the lexicon is never needed for one policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from policydocs.checklist.frames.morphology import Form, base_words, noun_forms, verb_forms
from policydocs.checklist.frames.phrase_book import GAP, LAST_INFLECTED, MORE, PhraseBook
from policydocs.values import frozen

_MOST_SECONDS = 400  #: words remembered to stand, or not to stand, second after one word
GAP_WORDS = 4  #: how many words "~" may stand for
#: Pronouns and the like: "is" is no plural of "i", "us" none of "u".
_UNCHANGED = frozenset(("i", "me", "we", "us", "he", "it", "x", "u", "a"))
#: "do ~ search" is not "do not search".
_NO_GAP = frozenset(
    (*".;:!?()—", "not", "never", "no", "i", "we", "because", "unless", "although", "whereas")
)


class Entry(NamedTuple):
    """A phrase, in one of its forms, by what follows its first word."""

    rest: tuple[str, ...]
    concept: str
    form: Form
    group: str
    meaning: tuple[str, str]  #: concept and group: one phrase of each is found at a word
    has_gap: bool  #: before its third word


#: An entry of its parts; a call of `Entry` takes twice as long, and thousands are made at a start.
_entry = cast(
    Callable[[tuple[tuple[str, ...], str, Form, str, tuple[str, str], bool]], Entry],
    partial(tuple.__new__, Entry),
)


def _made(rest: Sequence[str], concept: str, form: Form, group: str) -> Entry:
    return _entry((tuple(rest), concept, form, group, (concept, group), GAP in rest[:2]))


def _longest_first(entry: Entry) -> int:
    return -len(entry.rest)


class _Followed:
    """The phrases that go on with one second word, longer ones first.

    Args:
        readings: of the first word, each with a word of the book that the second can be a form of.
    """

    def __init__(self, readings: Sequence[tuple[_Reading, str]], second: str) -> None:
        self._second = second
        self._of_two = [entry for one, base in readings for entry in one.entries(one.lines(base), second)]
        #: Those of more words, not yet made. Only the last word of a phrase has other forms: not the second.
        self._of_more = [
            (one, one.lines(second + MORE))
            for one, base in readings
            if base == second and second + MORE in one.phrases
        ]
        thirds = {third for _, lines in self._of_more for third in lines[0].split()}
        #: those that may stand before any third word: of two words, or with a gap there
        self.otherwise = self._standing("") if GAP in thirds else self._of_two
        #: by third words that some need, those that may stand before it; worked out when it is met
        self.by_third: dict[str, Sequence[Entry] | None] = dict.fromkeys(thirds - {GAP})

    def before(self, third: str) -> Sequence[Entry]:
        """Those that may stand before a third word that some need."""
        found = self.by_third[third] = self._standing(third)
        return found

    def _standing(self, third: str) -> list[Entry]:
        written = [f" {self._second} {word}" for word in (GAP, *(base_words(third) if third else ()))]
        longer = [
            entry
            for one, lines in self._of_more
            for entry in one.entries(line for line in lines[1:] if any(words in line for words in written))
            if entry.has_gap or entry.rest[1] == third
        ]
        longer.sort(key=_longest_first)
        return [*longer, *self._of_two]


_NOT_FOLLOWED = _Followed((), "")


class Beginning:
    """The phrases that can begin with one word, in whatever form it is; longer ones first."""

    def __init__(self, word: str, book: PhraseBook) -> None:
        self._readings: list[_Reading] = []
        self._seconds: set[str] = set()
        self._by_second: dict[str, _Followed] = {}  # for the words that were met after it
        for base in base_words(word):
            phrases = book.phrases.get(base)
            if phrases:
                as_verb = next((name for form, name in verb_forms(base) if form == word), None)
                as_noun = next((name for form, name in noun_forms(base) if form == word), None)
                self._readings.append(_Reading(base, phrases, base == word, as_verb, as_noun))
                self._seconds.update(phrases)
        self._gapped: dict[str, list[Entry]] = {}  # by the word behind the gap
        for entry in self._entries(GAP) if GAP in self._seconds else ():
            self._gapped.setdefault(entry.rest[1], []).append(entry)
        singles: dict[tuple[str, str], Entry] = {}
        if "" in self._seconds:
            for entry in self._entries(""):
                singles.setdefault((entry.concept, entry.group), entry)
        #: Those of this word alone, each concept once; of elements, nothing but the concepts.
        self.single = tuple(entry for entry in singles.values() if entry.group != "elements")
        self.elements = frozenset(entry.concept for entry in singles.values() if entry.group == "elements")
        self.overrides = any(entry.group == "overrides" for entry in self.single)
        #: Those of this word alone by the place where it stands, for the lexicon to keep.
        self.alone: dict[int, list[Any]] = {}
        self._seconds -= {GAP, ""}
        self.has_longer = bool(self._seconds or self._gapped)

    def longer(self, words: Sequence[str], index: int) -> Sequence[Entry]:
        """Those of more words of which the first three can stand where the word does, longer ones first.

        Args:
            words: of the sentence, with two empty ones behind it.
        """
        second = words[index + 1]
        followed = self._by_second.get(second)
        if followed is None:
            followed = self._followed_by(second)
        third = words[index + 2]
        found = followed.by_third.get(third, followed.otherwise)
        if found is None:
            found = followed.before(third)
        if not self._gapped or self._gapped.keys().isdisjoint(words[index + 2 : index + 2 + GAP_WORDS]):
            return found
        behind = [word for word in words[index + 2 : index + 2 + GAP_WORDS] if word in self._gapped]
        over_gap = [entry for word in dict.fromkeys(behind) for entry in self._gapped[word]]
        return [*found, *sorted(over_gap, key=_longest_first)]

    def _followed_by(self, word: str) -> _Followed:
        """Those whose second word, in the form that it has there, is this word; remembered."""
        seconds = self._seconds.intersection(base_words(word))
        if not seconds and len(self._by_second) >= _MOST_SECONDS:
            return _NOT_FOLLOWED
        readings = [(one, second) for second in sorted(seconds) for one in self._readings]
        made = self._by_second[word] = _Followed(readings, word) if readings else _NOT_FOLLOWED
        return made

    def _entries(self, second: str) -> list[Entry]:
        made = [entry for one in self._readings for entry in one.entries(one.lines(second))]
        made.sort(key=_longest_first)
        return made


_FIRST_INFLECTED = frozenset(("verbs", "flips", "deniers", "asking", "overrides"))


@frozen
class _Reading:
    """A word that was met, taken as a form of a word with which phrases begin."""

    base: str
    phrases: Mapping[str, str]  #: of the book, by their second word
    same: bool  #: the word was met as the phrases have it
    as_verb: Form | None  #: which form of the base it is, as a verb, if any
    as_noun: Form | None

    def lines(self, second: str) -> list[str]:
        """What the book says under a second word."""
        text = self.phrases.get(second)
        return text.split("\n") if text else []

    def entries(self, lines: Iterable[str], met: str = "") -> list[Entry]:
        """The phrases of these lines, with all the forms of their last word.

        Args:
            met: the second word of phrases of two, as it was met; those that have another there are left out.
        """
        made: list[Entry] = []
        for line in lines:
            group, concept, *rest = line.split(" ")
            if met and met != rest[0] and group not in LAST_INFLECTED:
                continue  # no other word of it has other forms
            if group in _FIRST_INFLECTED or (group == "moods" and concept == "ask"):
                if self.as_verb is not None:
                    made.append(_made(rest, concept, self.as_verb, group))
            elif group in LAST_INFLECTED:
                made += [
                    _made(ending, concept, form, group)
                    for ending, form in self._endings(rest, group)
                    if not met or ending[0] == met
                ]
            elif self.same:
                made.append(_made(rest, concept, Form.BASE, group))
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


def end_of(rest: Sequence[str], words: Sequence[str], index: int) -> int:
    """Where a phrase's other words end, or 0. A gap takes the nearest fit."""
    for number, word in enumerate(rest):
        if word == GAP:
            for skipped in range(1, GAP_WORDS + 1):
                stop = index + skipped
                if stop >= len(words) or words[stop - 1] in _NO_GAP:
                    return 0
                end = end_of(rest[number + 1 :], words, stop)
                if end:
                    return end
            return 0
        if index >= len(words) or words[index] != word:
            return 0
        index += 1
    return index
