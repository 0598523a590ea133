"""Which places of one sequence stand again, in the same order, in another.

`difflib` finds good matches but takes quadratic time and worse, so it is only ever given small pieces:
what the two have in common at both ends is cut off first, then elements that stand exactly once on
either side divide the rest (as in patience diff), and only what lies between them goes to difflib.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Pair = tuple[int, int]


class _Piece(NamedTuple):
    """A stretch of the old sequence and the one of the new that stands against it."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int

    @property
    def size(self) -> int:
        return max(self.old_to - self.old_from, self.new_to - self.new_from)


SMALL = 300  #: elements on the longer side up to which difflib is quick and stays so


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Pairs (i, j) with old[i] == new[j], rising in both, each place at most once.

    As many as is reasonable rather than the most possible: the time grows about linearly with the
    length, whatever the sequences hold.
    """
    pairs: list[Pair] = []
    pending = [_Piece(0, len(old), 0, len(new))]
    while pending:
        piece = _without_shared_ends(old, new, pending.pop(), pairs)
        if piece.old_from == piece.old_to or piece.new_from == piece.new_to:
            continue
        anchors = _anchors(old, new, piece) if piece.size > SMALL else []
        if not anchors:
            pairs += _align_piece(old, new, piece)
            continue
        pairs += anchors
        starts = [(piece.old_from - 1, piece.new_from - 1), *anchors]
        ends = [*anchors, (piece.old_to, piece.new_to)]
        pending += [
            _Piece(i + 1, next_i, j + 1, next_j)
            for (i, j), (next_i, next_j) in zip(starts, ends, strict=True)
            if i + 1 < next_i and j + 1 < next_j
        ]
    return sorted(pairs)


def _without_shared_ends(
    old: Sequence[Hashable], new: Sequence[Hashable], piece: _Piece, pairs: list[Pair]
) -> _Piece:
    """Add what both sides begin and end with to the pairs; give the rest."""
    old_from, old_to, new_from, new_to = piece
    while old_from < old_to and new_from < new_to and old[old_from] == new[new_from]:
        pairs.append((old_from, new_from))
        old_from, new_from = old_from + 1, new_from + 1
    while old_from < old_to and new_from < new_to and old[old_to - 1] == new[new_to - 1]:
        old_to, new_to = old_to - 1, new_to - 1
        pairs.append((old_to, new_to))
    return _Piece(old_from, old_to, new_from, new_to)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], piece: _Piece) -> list[Pair]:
    """Elements that stand once on either side and keep their order."""
    old_from, old_to, new_from, new_to = piece
    old_counts = Counter(old[old_from:old_to])
    new_counts = Counter(new[new_from:new_to])
    place = {old[i]: i for i in range(old_from, old_to) if old_counts[old[i]] == 1}
    candidates = [
        (place[new[j]], j) for j in range(new_from, new_to) if new_counts[new[j]] == 1 and new[j] in place
    ]
    kept = longest_rising([i for i, _ in candidates])
    return [candidates[k] for k in kept]


def _align_piece(old: Sequence[Hashable], new: Sequence[Hashable], piece: _Piece) -> list[Pair]:
    """A piece without anchors: by difflib where it is small, else the k-th of a kind with the k-th."""
    old_from, old_to, new_from, new_to = piece
    if piece.size <= SMALL:
        matcher = SequenceMatcher(None, old[old_from:old_to], new[new_from:new_to], autojunk=False)
        return [
            (old_from + match.a + k, new_from + match.b + k)
            for match in matcher.get_matching_blocks()
            for k in range(match.size)
        ]
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for i in range(old_to - 1, old_from - 1, -1):
        waiting[old[i]].append(i)
    candidates = [(waiting[new[j]].pop(), j) for j in range(new_from, new_to) if waiting.get(new[j])]
    kept = longest_rising([i for i, _ in candidates])
    return [candidates[k] for k in kept]


def longest_rising(values: Sequence[int], weights: Sequence[int] | None = None) -> list[int]:
    """Places of a longest strictly rising subsequence; of those, one that weighs most.

    Args:
        values: distinct numbers.
        weights: how much each wants to stay, 0 or more; all alike if None.

    Returns:
        Places in `values`, rising. As few as possible are left out; the weights decide only between
        subsequences of that length.
    """
    if weights is None:
        return _longest_rising_unweighted(values)
    best: list[tuple[int, int]] = []  # for each place: (length, weight) of the best chain that ends there
    before: list[int] = []
    for k, value in enumerate(values):
        length, weight, previous = 0, 0, -1
        for earlier in range(k):
            if values[earlier] < value and best[earlier] > (length, weight):
                (length, weight), previous = best[earlier], earlier
        best.append((length + 1, weight + weights[k]))
        before.append(previous)
    place = max(range(len(values)), key=lambda k: best[k], default=-1)
    chain = []
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def _longest_rising_unweighted(values: Sequence[int]) -> list[int]:
    tails: list[int] = []  # the smallest value that ends a chain of each length
    tail_places: list[int] = []
    before: list[int] = []
    for k, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(tail_places[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            tail_places.append(k)
        else:
            tails[length], tail_places[length] = value, k
    chain = []
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
