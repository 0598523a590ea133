"""A sentence divided: its clauses, each with the phrases and the people in it."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.frames.clauses import Clause, clauses_of
from policydocs.checklist.frames.frame import Person
from policydocs.checklist.frames.lexicon import Hit
from policydocs.checklist.frames.named import Names
from policydocs.checklist.frames.people import Mention, mentions
from policydocs.checklist.frames.tokens import Token


class Parsed:
    """The words of a sentence with what is known of them.

    Args:
        tokens: of the sentence.
        hits: of the lexicon in it, in order.
        names: of the document.
        named: whom "she" or "they" stands for at its beginning.
    """

    def __init__(
        self, tokens: Sequence[Token], hits: Sequence[Hit], names: Names, named: Person | None = None
    ) -> None:
        self.tokens = tokens
        self.hits = hits
        self.clauses = clauses_of(tokens, hits)
        self.people, self.named = mentions(
            [hit for hit in hits if hit.group != "elements"], tokens, names, named
        )
        self._owners: dict[int, list[int]] = {}
        for number, clause in enumerate(self.clauses):
            for index in clause.indices:
                self._owners.setdefault(index, []).append(number)
        self._hits: list[list[Hit]] = [[] for _ in self.clauses]
        for hit in hits:
            for number in self._owners.get(hit.start, ()):
                self._hits[number].append(hit)
        self._people: list[list[Mention]] = [[] for _ in self.clauses]
        for mention in self.people:
            for number in self._owners.get(mention.start, ()):
                self._people[number].append(mention)

    def parts(self) -> list[tuple[Clause, list[Hit], list[Mention]]]:
        """Each clause with the phrases and the people that begin in it."""
        return list(zip(self.clauses, self._hits, self._people, strict=True))
