"""A sentence divided: its clauses, each with the phrases and the people in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policydocs.checklist.frames.clauses import Clause, clauses_of
from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.lexicon import CONTENT, Hit, Phrases
from policydocs.checklist.frames.named import Names
from policydocs.checklist.frames.people import Mention, mentions
from policydocs.checklist.frames.tokens import Token


class Part(NamedTuple):
    """A clause with what begins in it."""

    clause: Clause
    hits: list[Hit]
    people: list[Mention]
    concepts: frozenset[str]  #: what it is about, the elements of checklists included


class Parsed:
    """The words of a sentence with what is known of them.

    Args:
        tokens: of the sentence.
        phrases: of the lexicon in it.
        names: of the document.
        named: whom "she" or "they" stands for at its beginning.
    """

    def __init__(
        self, tokens: Sequence[Token], phrases: Phrases, names: Names, named: Person | None = None
    ) -> None:
        self.tokens = tokens
        self.hits = phrases.hits
        self.people, self.named = mentions(phrases.hits, tokens, names, named)
        clauses = clauses_of(tokens, phrases.hits, phrases.inside)
        owners: dict[int, list[int]] = {}  # a stem belongs to each clause that continues it
        for number, clause in enumerate(clauses):
            for index in clause.indices:
                owners.setdefault(index, []).append(number)
        hits: list[list[Hit]] = [[] for _ in clauses]
        for hit in phrases.hits:
            for number in owners.get(hit.start, ()):
                hits[number].append(hit)
        people: list[list[Mention]] = [[] for _ in clauses]
        for mention in self.people:
            for number in owners.get(mention.start, ()):
                people[number].append(mention)
        #: Its clauses in order, each with the phrases and the people that begin in it.
        self.parts = [
            Part(clause, inside, named, _concepts(clause, inside, phrases))
            for clause, inside, named in zip(clauses, hits, people, strict=True)
        ]


def _concepts(clause: Clause, hits: Sequence[Hit], phrases: Phrases) -> frozenset[str]:
    about = frozenset([hit.concept for hit in hits if hit.group in CONTENT])
    return about.union(*[phrases.elements[index] for index in clause.indices])
