"""A clause: a run of words that holds one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policydocs.checklist.frames.frame import ClauseKind


class Clause(NamedTuple):
    """A run of words that holds one statement."""

    kind: ClauseKind
    indices: Sequence[int]  #: of its words in the sentence; a stem before a colon belongs to several clauses
    words: Sequence[str]
    continues: bool  #: begins with and, but, or: it shares the subject of the one before
    start: int  #: index of its first word
    end: int  #: index after its last word
    unbroken: bool  #: no other words stand between its own


class Run:
    """A clause that is being read."""

    __slots__ = ("continues", "indices", "kind", "words")

    def __init__(self, kind: ClauseKind, *, continues: bool = False) -> None:
        self.kind = kind
        self.continues = continues
        self.indices: list[int] = []
        self.words: list[str] = []

    def finished(self) -> Clause:
        """The clause; it has at least one word."""
        indices = self.indices
        start, end = indices[0], indices[-1] + 1
        unbroken = indices == list(range(start, end))
        return Clause(self.kind, indices, self.words, self.continues, start, end, unbroken)
