"""Which block of the old policy is which of the new: in place, moved, or moved and reworded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from policydocs.compare.alignment import align, longest_rising
from policydocs.compare.leaves import Leaf
from policydocs.compare.similarity import bag_weight, likeness_of_bags, likest_pairs, weight
from policydocs.compare.units import words
from policydocs.values import frozen, record

IN_PLACE = 0.35  #: likeness from which a block that stands between the same neighbours is the same block
ELSEWHERE = 0.6  #: the same for a block that stands somewhere else
TELLING = 5  #: words that a reworded block needs to be recognised somewhere else
TELLING_NEAR = 3  #: the same within its section
TELLING_EXACT = 3  #: words that an untouched block needs to be recognised in another section
CROWD = 60  #: blocks that share a word beyond which the word does not tell one from another


@record
class PlacedLeaf:
    """A leaf and the number of the section it stands in."""

    leaf: Leaf
    section: int
    words: list[str]


def placed_leaf(leaf: Leaf, section: int) -> PlacedLeaf:
    return PlacedLeaf(leaf, section, words(leaf.text))


@frozen
class BlockMatches:
    """New leaves' numbers to old ones', and which of the new ones stand elsewhere than before."""

    pairs: Mapping[int, int]
    moved: frozenset[int]


def match_blocks(
    old: Sequence[PlacedLeaf], new: Sequence[PlacedLeaf], sections: Mapping[int, int]
) -> BlockMatches:
    """Pair the leaves of two policies.

    Args:
        old: all leaves, in reading order.
        new: likewise.
        sections: numbers of new sections to those of the old ones that they go on from.
    """
    matching = _Matching(old, new, sections)
    matching.untouched_in_place()
    matching.untouched_elsewhere()
    matching.reworded_in_place()
    matching.reworded_elsewhere()
    return BlockMatches(matching.pairs, matching.moved())


class _Matching:
    def __init__(
        self, old: Sequence[PlacedLeaf], new: Sequence[PlacedLeaf], sections: Mapping[int, int]
    ) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()
        old_places, new_places = _by_section(old), _by_section(new)
        #: for each section that goes on: the numbers of its old and its new leaves
        self.lanes = [
            (old_places.get(before, []), new_places.get(after, [])) for after, before in sections.items()
        ]
        self.sections = sections

    def pair(self, new: int, old: int) -> None:
        self.pairs[new] = old
        self.taken.add(old)

    def open_old(self, numbers: Iterable[int]) -> list[int]:
        return [i for i in numbers if i not in self.taken]

    def open_new(self, numbers: Iterable[int]) -> list[int]:
        return [j for j in numbers if j not in self.pairs]

    def untouched_in_place(self) -> None:
        for old_lane, new_lane in self.lanes:
            for i, j in align(
                [self.old[i].leaf.text for i in old_lane], [self.new[j].leaf.text for j in new_lane]
            ):
                self.pair(new_lane[j], old_lane[i])

    def untouched_elsewhere(self) -> None:
        for old_lane, new_lane in self.lanes:
            self._pair_same_text(self.open_old(old_lane), self.open_new(new_lane))
        self._pair_same_text(
            [i for i in self.open_old(range(len(self.old))) if len(self.old[i].words) >= TELLING_EXACT],
            [j for j in self.open_new(range(len(self.new))) if len(self.new[j].words) >= TELLING_EXACT],
        )

    def _pair_same_text(self, old: Sequence[int], new: Sequence[int]) -> None:
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for i in reversed(old):
            waiting[self.old[i].leaf.text].append(i)
        for j in new:
            if waiting.get(self.new[j].leaf.text):
                self.pair(j, waiting[self.new[j].leaf.text].pop())

    def reworded_in_place(self) -> None:
        for old_lane, new_lane in self.lanes:
            for old_gap, new_gap in self._gaps(old_lane, new_lane):
                for i, j in likest_pairs(
                    [self.old[i].words for i in old_gap],
                    [self.new[j].words for j in new_gap],
                    at_least=IN_PLACE,
                ):
                    self.pair(new_gap[j], old_gap[i])

    def _gaps(self, old_lane: list[int], new_lane: list[int]) -> list[tuple[list[int], list[int]]]:
        """What lies open between the pairs of a section that stand in the same order."""
        place = {number: k for k, number in enumerate(old_lane)}
        inside = [(place[self.pairs[j]], k) for k, j in enumerate(new_lane) if self.pairs.get(j) in place]
        kept = [inside[n] for n in longest_rising([i for i, _ in inside])]
        gaps = []
        start = (0, 0)
        for i, k in [*kept, (len(old_lane), len(new_lane))]:
            old_gap = self.open_old(old_lane[start[0] : i])
            new_gap = self.open_new(new_lane[start[1] : k])
            if old_gap and new_gap:
                gaps.append((old_gap, new_gap))
            start = (i + 1, k + 1)
        return gaps

    def reworded_elsewhere(self) -> None:
        """The most alike first, wherever they stand."""
        old = [i for i in self.open_old(range(len(self.old))) if len(self.old[i].words) >= TELLING_NEAR]
        new = [j for j in self.open_new(range(len(self.new))) if len(self.new[j].words) >= TELLING_NEAR]
        bags = {i: Counter(self.old[i].words) for i in old}
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for i, bag in bags.items():
            for word in bag:
                if weight(word) == 1:
                    holders[word].append(i)
        candidates = []
        for j in new:
            bag = Counter(self.new[j].words)
            shared: Counter[int] = Counter()
            for word in bag:
                if len(holders.get(word, ())) <= CROWD:
                    shared.update(holders.get(word, ()))
            for i, count in shared.items():
                if count >= bag_weight(bag) / 5 and self._is_telling(i, j):
                    value = likeness_of_bags(bags[i], bag)
                    if value >= ELSEWHERE:
                        candidates.append((value, -j, -i))
        for _, minus_j, minus_i in sorted(candidates, reverse=True):
            if -minus_j not in self.pairs and -minus_i not in self.taken:
                self.pair(-minus_j, -minus_i)

    def _is_telling(self, i: int, j: int) -> bool:
        """Long enough to be recognised; in its own section a short item is, too."""
        if self.sections.get(self.new[j].section, -1) == self.old[i].section:
            return True
        return min(len(self.old[i].words), len(self.new[j].words)) >= TELLING

    def moved(self) -> frozenset[int]:
        """As few as possible: those from another section, and those out of order in their own."""
        moved = {
            j for j, i in self.pairs.items() if self.sections.get(self.new[j].section) != self.old[i].section
        }
        for _, new_lane in self.lanes:
            inside = [j for j in new_lane if j in self.pairs and j not in moved]
            kept = longest_rising([self.pairs[j] for j in inside])
            moved |= set(inside) - {inside[k] for k in kept}
        return frozenset(moved)


def _by_section(leaves: Sequence[PlacedLeaf]) -> dict[int, list[int]]:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, leaf in enumerate(leaves):
        places[leaf.section].append(number)
    return places
