"""A sentence divided: its clauses, each with the phrases and the people in it."""

from __future__ import annotations

from typing import NamedTuple

from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.clauses import clauses_of
from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.lexicon import CONTENT, Hit, Phrases
from policydocs.checklist.frames.named import Names
from policydocs.checklist.frames.people import Mention, mentions
from policydocs.checklist.frames.tokens import Tokens


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

    def __init__(self, tokens: Tokens, phrases: Phrases, names: Names, named: Person | None = None) -> None:
        self.words = words = tokens.words
        self.vocabulary = frozenset(words)  #: its words, to tell quickly that something is not in it
        self.hits = phrases.hits
        self.people, self.named = mentions(phrases.hits, tokens, names, named)
        clauses = clauses_of(words, phrases.hits, phrases.inside)
        owners: list[tuple[int, ...]] = [()] * len(words)  # a stem belongs to each clause that continues it
        for number, clause in enumerate(clauses):
            for index in clause.indices:
                owners[index] += (number,)
        hits: list[list[Hit]] = [[] for _ in clauses]
        concepts: list[set[str]] = [set() for _ in clauses]
        for hit in phrases.hits:
            for number in owners[hit.start]:
                hits[number].append(hit)
                if hit.group in CONTENT:
                    concepts[number].add(hit.concept)
        for index, named_there in phrases.elements:
            for number in owners[index]:
                concepts[number] |= named_there
        people: list[list[Mention]] = [[] for _ in clauses]
        for mention in self.people:
            for number in owners[mention.start]:
                people[number].append(mention)
        #: Its clauses in order, each with the phrases and the people that begin in it.
        self.parts = [
            Part(clause, inside, here, frozenset(about))
            for clause, inside, here, about in zip(clauses, hits, people, concepts, strict=True)
        ]
