"""A sentence divided: its clauses, each with the phrases and the people in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from policydocs.checklist.frames.clause import Clause
from policydocs.checklist.frames.clauses import clauses_of
from policydocs.checklist.frames.elsewhere import may_be_of_others
from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.lexicon import CONTENT, Hit, Phrases
from policydocs.checklist.frames.mentions import Mention, mentions
from policydocs.checklist.frames.named import Names
from policydocs.checklist.frames.negation import may_deny
from policydocs.checklist.frames.supposed import is_limited, may_be_supposed
from policydocs.checklist.frames.tokens import Tokens


class Part(NamedTuple):
    """A clause with what begins in it."""

    clause: Clause
    hits: Sequence[Hit]
    people: Sequence[Mention]
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
        self.content = phrases.content  #: every concept that tells what it is about
        self.people, self.named = mentions(phrases.hits, tokens, names, named)
        self.denies = may_deny(self.vocabulary, phrases.hits, self.people)  #: something in it may deny
        self.of_others = may_be_of_others(self.vocabulary)  #: it may tell what others do or think
        self.supposes = may_be_supposed(self.vocabulary)  #: it may tell what is not so
        self.limits = is_limited(words)  #: it tells how much of something is done
        #: Its clauses in order, each with the phrases and the people that begin in it.
        self.parts: list[Part] = []
        hit_starts = [hit.start for hit in phrases.hits]
        element_starts = [start for start, _ in phrases.elements]
        people_starts = [one.start for one in self.people]
        for clause in clauses_of(words, phrases.hits, phrases.inside):
            hits = _within(clause, phrases.hits, hit_starts)
            elements = _within(clause, phrases.elements, element_starts)
            if len(hits) == len(hit_starts) and len(elements) == len(element_starts):
                about = phrases.content
            else:
                about = frozenset([hit.concept for hit in hits if hit.group in CONTENT])
                about = about.union(*[named for _, named in elements])
            people = _within(clause, self.people, people_starts) if people_starts else ()
            self.parts.append(Part(clause, hits, people, about))


T = TypeVar("T")


def _within(clause: Clause, found: Sequence[T], starts: Sequence[int]) -> Sequence[T]:
    """What begins in a clause.

    Args:
        found: in the sentence, in order.
        starts: at which words it begins.
    """
    if clause.unbroken:
        first = bisect_left(starts, clause.start)
        return found[first : bisect_left(starts, clause.end, first)]
    own = set(clause.indices)
    return [one for one, start in zip(found, starts, strict=True) if start in own]
