"""What was worked out of the documents that were looked at last.

A check asks for the same sentences many times in a row, and a translation for those of its source, which
was checked just before it and is read again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from policydocs.checklist.passages import Passage

T = TypeVar("T")

_FEW = 4


class LastFew(Generic[T]):
    """A function of passages that remembers its last few values.

    Args:
        make: the function; what it gives must not be changed.
    """

    def __init__(self, make: Callable[[tuple[Passage, ...]], T]) -> None:
        self._make = make
        self._kept: deque[tuple[tuple[Passage, ...], T]] = deque(maxlen=_FEW)

    def __call__(self, passages: Sequence[Passage]) -> T:
        passages = tuple(passages)  # no copy where it is one
        for known, made in reversed(tuple(self._kept)):  # another thread may add one
            if known is passages or known == passages:
                return made
        value = self._make(passages)
        self._kept.append((passages, value))
        return value
