"""What was worked out before, where it is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MET_FOR_EACH = 16  #: keys that are only known to have come, for each whose value may be kept


class KeptWhenRepeated(Generic[K, V]):
    """Values, kept from the second time on that they are asked for.

    Most sentences come once. To keep what was read in them would drive what is needed out of the processor's
    own memory, and costs more than to read those twice that do come again: headings, standard sentences.

    Args:
        most: values that are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[int, tuple[K, V]] = {}  # by the hash of the key, which takes long to work out
        self._met: set[int] = set()  # hashes, too: a key that is taken for another is only kept early

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made if it is not kept."""
        mark = hash(key)
        kept = self._kept.get(mark)
        if kept is not None and kept[0] == key:
            return kept[1]
        made = make()
        if mark in self._met:
            if len(self._kept) >= self._most:
                self._kept.clear()
            self._kept[mark] = key, made
        else:
            if len(self._met) >= self._most * _MET_FOR_EACH:
                self._met.clear()
            self._met.add(mark)
        return made
