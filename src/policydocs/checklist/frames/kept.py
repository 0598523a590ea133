"""What was worked out before, where it is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class KeptAWhile(Generic[K, V]):
    """Values that are kept until one or two lots of others were made after them.

    Headings and standard sentences come again, in a document and in those of one practice, and nearly all of
    an older version in the newer. The two newest lots are kept, and dropped a lot at a time: to keep book of
    which was asked for last would take longer than it saves.

    Args:
        lot: how many values a lot has.
    """

    def __init__(self, lot: int) -> None:
        self._lot = lot
        self._newer: dict[int, tuple[K, V]] = {}  # by the hash of the key, which takes long to work out
        self._older: dict[int, tuple[K, V]] = {}

    def __len__(self) -> int:
        return len(self._newer) + len(self._older)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made if it is not kept."""
        mark = hash(key)
        kept = self._newer.get(mark) or self._older.get(mark)
        if kept is None or kept[0] != key:
            kept = key, make()
        if mark not in self._newer:
            if len(self._newer) >= self._lot:
                self._older, self._newer = self._newer, {}
            self._newer[mark] = kept
        return kept[1]
