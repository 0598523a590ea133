"""The words of the field, by concept, and where they stand in a sentence.

The lexicon is data (`data/lexicon/*.toml`). Phrases are found by their first word, whose forms are
worked out when a word is met for the first time: most of the lexicon is never needed for one policy.
A sentence is read in one pass, each word costing the few phrases that could begin there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, product

from policydocs.checklist.frames.morphology import Form, base_words, noun_forms, verb_forms
from policydocs.checklist.frames.tokens import Token, tokenize

GAP = "~"
_GAP_WORDS = 4  #: how many words "~" may stand for
#: "do ~ search" is not "do not search".
#: Pronouns and the like: "is" is no plural of "i", "us" none of "u".
_UNCHANGED = frozenset(("i", "me", "we", "us", "he", "it", "x", "u", "a"))
_ALSO_VERBS = frozenset(("review_noun", "recording", "record_noun", "followers"))
_BEFORE_VERBS = frozenset(("i", "we", "you", "they", "to", "will", "may", "can", "not", "never"))
_NO_GAP = frozenset((*".;:!?()—", "not", "never", "no", "i", "we"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lexicon that stands in a sentence."""

    concept: str
    start: int  #: index of its first word
    end: int  #: index after its last word
    form: Form  #: of its first word (a verb's phrase) or its last (a noun's)
    group: str  #: verbs, flips, nouns, people, neutral, deniers, moods ...
    gapped: bool = False  #: other words stand inside it

    @property
    def is_verb(self) -> bool:
        return self.group in ("verbs", "flips")


@dataclass(frozen=True, slots=True)
class _Entry:
    rest: tuple[str, ...]
    concept: str
    form: Form
    group: str


class Lexicon:
    """Phrases by their first word.

    Args:
        tables: group -> concept -> phrases divided by ";". The groups verbs, flips and nouns name
            concepts; overrides and hides say which words do not count inside which phrases;
            compounds lists noun concepts inside whose phrases no verb is read ("friend request").
    """

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._phrases: dict[str, list[tuple[str, str, str]]] = {}  # first word -> (phrase, concept, group)
        self._entries: dict[str, _Entries] = {}  # the same, inflected, for words that were met
        self._hides: dict[str, frozenset[str]] = {}
        self._compounds: frozenset[str] = frozenset()
        self._concepts: set[str] = set()
        for group, concepts in tables.items():
            for concept, listed in concepts.items():
                if group == "compounds":
                    self._compounds = frozenset(_phrases(listed))
                elif group == "hides":
                    self._hides[concept] = frozenset(_phrases(listed))
                else:
                    self._concepts.add(concept)
                    for phrase in _phrases(listed):
                        self._add(phrase, concept, group)

    def concepts(self) -> frozenset[str]:
        return frozenset(self._concepts)

    def hits(self, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        """Every phrase in a sentence, in order; a longer phrase of a concept hides a shorter one in it.

        A phrase of [overrides] hides the concepts that [hides] names, where they begin inside it.
        """
        words = [token.word for token in tokens]
        found: list[Hit] = []
        for index, word in enumerate(words):
            entries = self._entries.get(word)
            if entries is None:
                entries = self._entries[word] = self._inflected(word)
            if not entries.any:
                continue
            seen: set[tuple[str, str]] = set()
            following = words[index + 1] if index + 1 < len(words) else ""
            for entry in chain(entries.by_second.get(following, ()), entries.gapped, entries.single):
                key = (entry.concept, entry.group)
                if key in seen:
                    continue
                end = _match(words, index + 1, entry.rest)
                if end:
                    seen.add(key)
                    gapped = end - index > len(entry.rest) + 1
                    found.append(Hit(entry.concept, index, end, entry.form, entry.group, gapped))
        return tuple(self._without_hidden(found, words))

    def _without_hidden(self, found: list[Hit], words: Sequence[str]) -> Iterator[Hit]:
        hiding = [hit for hit in found if hit.group == "overrides"]
        compounds = [
            hit
            for hit in found
            if hit.end - hit.start > 1
            and not hit.gapped
            and (hit.group == "people" or (hit.group == "nouns" and hit.concept in self._compounds))
        ]
        reach: dict[str, int] = {}
        for hit in found:
            if hit.group == "overrides" or self._is_verb_here(hit, words):
                continue
            if any(
                over.start <= hit.start < over.end and hit.concept in self._hides.get(over.concept, ())
                for over in hiding
            ):
                continue
            if hit.group in ("verbs", "flips", "people") and any(
                noun.start <= hit.start
                and hit.end <= noun.end
                and hit.end - hit.start < noun.end - noun.start
                for noun in compounds
            ):
                continue
            key = f"{hit.group} {hit.concept}"
            if reach.get(key, 0) >= hit.end and not hit.gapped:
                continue  # inside a longer phrase of the same concept
            reach[key] = max(reach.get(key, 0), hit.end if not hit.gapped else 0)
            yield hit

    @staticmethod
    def _is_verb_here(hit: Hit, words: Sequence[str]) -> bool:
        """ "I review my notes": what stands behind a subject is no noun."""
        single = hit.group == "nouns" and hit.end - hit.start == 1 and hit.start > 0
        return single and hit.concept in _ALSO_VERBS and words[hit.start - 1] in _BEFORE_VERBS

    def _add(self, phrase: str, concept: str, group: str) -> None:
        if "/" in phrase:
            for choice in product(*(word.split("/") for word in phrase.split())):
                self._add(" ".join(choice), concept, group)
            return
        if not phrase.isalpha() and not _PLAIN.fullmatch(phrase):
            phrase = " ".join(token.word for token in tokenize(phrase))
        first = phrase.split(" ", 1)[0]
        self._phrases.setdefault(first, []).append((phrase, concept, group))

    def _inflected(self, word: str) -> _Entries:
        """The phrases that can begin with this word, in whatever form it is."""
        made = _Entries()
        for base in base_words(word):
            listed = self._phrases.get(base)
            if not listed:
                continue
            as_verb = next((name for form, name in verb_forms(base) if form == word), None)
            as_noun = next((name for form, name in noun_forms(base) if form == word), None)
            for phrase, concept, group in listed:
                inflected = "verbs" if (group, concept) == ("moods", "ask") else group
                for rest, form in _endings(phrase, inflected, base == word, as_verb, as_noun):
                    made.add(_Entry(rest, concept, form, group))
        made.sort()
        return made


class _Entries:
    """The phrases that begin with one word, by what follows it; longer ones first."""

    def __init__(self) -> None:
        self.by_second: dict[str, list[_Entry]] = {}
        self.gapped: list[_Entry] = []
        self.single: list[_Entry] = []
        self.any = False

    def add(self, entry: _Entry) -> None:
        self.any = True
        if not entry.rest:
            self.single.append(entry)
        elif entry.rest[0] == GAP:
            self.gapped.append(entry)
        else:
            self.by_second.setdefault(entry.rest[0], []).append(entry)

    def sort(self) -> None:
        for entries in (self.gapped, *self.by_second.values()):
            entries.sort(key=lambda entry: -len(entry.rest))


_PLAIN = re.compile(r"[a-z0-9~ ]+")


_FIRST_INFLECTED = frozenset(("verbs", "flips", "deniers", "asking", "overrides"))
_LAST_INFLECTED = frozenset(("nouns", "people"))


def _endings(
    phrase: str, group: str, same: bool, as_verb: Form | None, as_noun: Form | None
) -> Iterator[tuple[tuple[str, ...], Form]]:
    """How a phrase goes on behind its first word, for the form in which that word was met.

    Args:
        phrase: as the lexicon has it.
        group: says which of its words is inflected.
        same: the word was met as the phrase has it.
        as_verb, as_noun: which form of the phrase's first word it is, as a verb or a noun, if any.
    """
    _, *rest = phrase.split()
    if group in _FIRST_INFLECTED:
        if as_verb is not None:
            yield tuple(rest), as_verb
    elif group in _LAST_INFLECTED or group == "elements":
        loose = group == "elements"  # what an element is about, as a verb or as a noun
        if not rest:
            if as_noun is not None and (same or phrase not in _UNCHANGED):
                yield (), Form.BASE if loose else as_noun
            elif loose and as_verb is not None:
                yield (), Form.BASE
            return
        if loose and as_verb is not None and not same:
            yield tuple(rest), Form.BASE
        if same and rest[-1].isalpha() and rest[-1] not in _UNCHANGED:
            for form, name in noun_forms(rest[-1]):
                yield (*rest[:-1], form), Form.BASE if loose else name
        elif same:
            yield tuple(rest), Form.BASE
    elif same:
        yield tuple(rest), Form.BASE


def _match(words: Sequence[str], index: int, rest: tuple[str, ...]) -> int:
    """Where a phrase's other words end, or 0. A gap takes the nearest fit."""
    for number, word in enumerate(rest):
        if word == GAP:
            if number + 1 == len(rest):
                return index
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


def _phrases(listed: str) -> Iterator[str]:
    for phrase in listed.split(";"):
        plain = " ".join(phrase.split())
        if plain:
            yield plain


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package, read once."""
    folder = files("policydocs.checklist").joinpath("data", "lexicon")
    return Lexicon(dict(_tables(folder.joinpath(name).read_text("utf-8") for name in _FILES)))


_FILES = ("grammar.toml", "verbs.toml", "nouns.toml", "elements.toml")


def _tables(texts: Iterable[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for text in texts:
        yield from tomllib.loads(text).items()
