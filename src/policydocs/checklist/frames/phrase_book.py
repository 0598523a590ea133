"""The phrases of the lexicon, by the words that they begin with: what is worked out of its tables beforehand.

A page of text needs few of the lexicon's phrases, but all of them have to be sorted before the first can be
found. So they are sorted once and kept prepared (see `checklist.prepared`), in a form that is read fast.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from policydocs.checklist.frames.morphology import Form, noun_forms
from policydocs.checklist.frames.tokens import tokenize
from policydocs.checklist.prepared import Preparation, Sources
from policydocs.values import frozen

GAP = "~"  #: stands for a few words in between
MORE = " +"  #: behind a second word: the phrases that have a third
LAST_INFLECTED = frozenset(("nouns", "people", "elements"))  #: groups of phrases whose last word has forms
#: Further words for the elements of checklists stand in files of their own, `elements-<subject>.toml`.
_FILES = ("grammar", "verbs", "nouns", "elements", "elements-*")
_PLAIN = re.compile(r"[a-z0-9~ <>]+")


@frozen
class PhraseBook:
    """Phrases by their first word and their second ("" where there is none), as the lexicon has them.

    Under both stand lines "group concept words...", the words from the second on, in the lexicon's order.
    Phrases that go on behind the second stand under it and `MORE`, below a line of all third words that they
    need, in all their forms, and of the gap: the phrases are of no use where none of these stands.
    """

    phrases: Mapping[str, Mapping[str, str]]
    concepts: frozenset[str]
    hides: Mapping[str, frozenset[str]]  #: which concepts do not count inside the phrases of a concept
    compounds: frozenset[str]  #: noun concepts inside whose phrases no verb is read ("friend request")

    def as_json(self) -> dict[str, Any]:
        """What `from_json` makes the same book of."""
        return {
            "phrases": self.phrases,
            "concepts": sorted(self.concepts),
            "hides": {concept: sorted(hidden) for concept, hidden in self.hides.items()},
            "compounds": sorted(self.compounds),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> PhraseBook:
        """A book from what `as_json` gave."""
        return PhraseBook(
            phrases=data["phrases"],
            concepts=frozenset(data["concepts"]),
            hides={concept: frozenset(hidden) for concept, hidden in data["hides"].items()},
            compounds=frozenset(data["compounds"]),
        )


def phrase_book(tables: Mapping[str, Mapping[str, str]]) -> PhraseBook:
    """The book of a lexicon.

    Args:
        tables: group -> concept -> phrases divided by ";". The groups verbs, flips and nouns name
            concepts; overrides and hides say which words do not count inside which phrases;
            compounds lists noun concepts inside whose phrases no verb is read ("friend request").

    Raises:
        ValueError: a phrase begins or ends with a gap.
    """
    lines: dict[str, dict[str, list[str]]] = {}
    thirds: dict[tuple[str, str], dict[str, Form]] = {}
    concepts: set[str] = set()
    for group, listed in tables.items():
        if group in ("compounds", "hides"):
            continue
        concepts.update(listed)
        for concept, text in listed.items():
            for phrase in _spelled_out(text):
                first, *rest = phrase.split()
                if GAP in (first, *rest[-1:]):
                    raise ValueError(f'"{phrase}" of {concept}: a gap stands between words')
                by_second = lines.setdefault(first, {})
                here = by_second.setdefault(rest[0] if rest else "", [])
                if len(rest) > 1 and rest[0] != GAP:
                    here = by_second.setdefault(rest[0] + MORE, [])
                    thirds.setdefault((first, rest[0] + MORE), {}).update(_thirds(rest, group))
                here.append(" ".join((group, concept, *rest)))
    for (first, second), forms in thirds.items():
        lines[first][second].insert(0, " ".join(forms))
    return PhraseBook(
        phrases={
            first: {second: "\n".join(listed) for second, listed in by_second.items()}
            for first, by_second in lines.items()
        },
        concepts=frozenset(concepts),
        hides={concept: frozenset(_phrases(text)) for concept, text in tables.get("hides", {}).items()},
        compounds=frozenset(
            concept for text in tables.get("compounds", {}).values() for concept in _phrases(text)
        ),
    )


def _thirds(rest: Sequence[str], group: str) -> dict[str, Form]:
    """The forms in which the third word of a phrase may stand, or the gap."""
    is_inflected = len(rest) == 2 and group in LAST_INFLECTED
    return dict(noun_forms(rest[1])) if is_inflected else {rest[1]: Form.BASE}


def _spelled_out(text: str) -> Iterator[str]:
    """Each phrase in each of its choices ("put/set up"), spelled as a sentence's words are."""
    for phrase in _phrases(text):
        for choice in product(*(word.split("/") for word in phrase.split())):
            spelled = " ".join(choice)
            if _PLAIN.fullmatch(spelled):
                yield spelled
            else:
                yield " ".join(tokenize(spelled).words)


def _phrases(text: str) -> Iterator[str]:
    for phrase in text.split(";"):
        plain = " ".join(phrase.split())
        if plain:
            yield plain


def _made(sources: Sources) -> dict[str, Any]:
    tables: dict[str, dict[str, str]] = {}
    for path, content in sources.items():
        for group, listed in tomllib.loads(content.decode()).items():
            known = tables.setdefault(group, {})
            if twice := sorted(known.keys() & listed.keys()):
                raise ValueError(f"{path}: there twice in [{group}]: {', '.join(twice)}")
            known.update(listed)
    return phrase_book(tables).as_json()


PREPARATION = Preparation("lexicon", tuple(f"lexicon/{name}.toml" for name in _FILES), _made)


def lexicon_book() -> PhraseBook:
    """The book of the package's own lexicon."""
    return PhraseBook.from_json(PREPARATION.load())
