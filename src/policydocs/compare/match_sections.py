"""Which section of the old policy is which of the new: by id, then by title, then by what they hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field

from policydocs.compare.leaves import leaves
from policydocs.compare.similarity import bag_weight, likeness_of_bags, weight
from policydocs.compare.units import words
from policydocs.model import Policy, Section
from policydocs.values import record

SAME_BODY = 0.5  #: likeness of what two sections hold from which one is the other renamed
SAME_BODY_AND_PLACE = 0.35  #: the same where they also stand at the same place


@record
class Placed:
    """A section with its place: its number in reading order and its parent's."""

    section: Section
    number: int
    parent: int  #: -1 at the top
    bag: Counter[str] = field(default_factory=Counter)  #: words of its own blocks

    @property
    def name(self) -> str:
        return " ".join(words(self.section.title_text))


_Key = Callable[[Placed], object]


def placed(policy: Policy | None) -> list[Placed]:
    """The opening text first, then all sections, in reading order; nothing where there is no policy."""
    result: list[Placed] = []

    def enter(section: Section, parent: int) -> None:
        number = len(result)
        bag = Counter(word for leaf in leaves(section.blocks) for word in words(leaf.text))
        result.append(Placed(section, number, parent, bag))
        for inner in section.sections:
            enter(inner, number)

    if policy is not None:
        enter(policy.opening, -1)
        for section in policy.sections:
            enter(section, -1)
    return result


def match_sections(old: Sequence[Placed], new: Sequence[Placed]) -> dict[int, int]:
    """Numbers of new sections to those of the old ones they go on from; each at most once."""
    matching = _Matching(old, new)
    matching.by_key(lambda one: True if one.section.id == "" else None)
    matching.by_key(lambda one: one.section.id if one.section.id_is_explicit else None)
    matching.by_key(lambda one: (one.name, _parent_name(one, old, new)) if one.name else None)
    matching.by_key(lambda one: one.name or None)
    matching.by_key(lambda one: one.section.id or None)
    matching.by_likeness()
    matching.by_their_children()
    return matching.pairs


def _parent_name(one: Placed, old: Sequence[Placed], new: Sequence[Placed]) -> str:
    side = old if one.number < len(old) and old[one.number] is one else new
    return side[one.parent].name if one.parent >= 0 else ""


class _Matching:
    def __init__(self, old: Sequence[Placed], new: Sequence[Placed]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()

    def pair(self, new: int, old: int) -> None:
        self.pairs[new] = old
        self.taken.add(old)

    def open_old(self) -> list[Placed]:
        return [one for one in self.old if one.number not in self.taken and one.section.id != ""]

    def open_new(self) -> list[Placed]:
        return [one for one in self.new if one.number not in self.pairs and one.section.id != ""]

    def by_key(self, key: _Key) -> None:
        """Pair the sections whose key stands once on either side."""
        old = _once((one for one in self.old if one.number not in self.taken), key)
        new = _once((one for one in self.new if one.number not in self.pairs), key)
        for name, one in new.items():
            if name in old:
                self.pair(one.number, old[name].number)

    def by_likeness(self) -> None:
        """Pair renamed sections: the most alike first."""
        candidates = []
        open_old, open_new = self.open_old(), self.open_new()
        holders = _holders(open_old)
        for one in open_new:
            for number in _sharing(one, holders):
                other = self.old[number]
                value = likeness_of_bags(other.bag, one.bag)
                at_place = self._same_place(other, one)
                needed = SAME_BODY_AND_PLACE if at_place else SAME_BODY
                if value >= needed:
                    candidates.append((value + 0.05 * at_place, -one.number, -number))
        for _, minus_new, minus_old in sorted(candidates, reverse=True):
            if -minus_new not in self.pairs and -minus_old not in self.taken:
                self.pair(-minus_new, -minus_old)

    def _same_place(self, old: Placed, new: Placed) -> bool:
        """Whether the section before, or the one after, is the same in both."""
        before = self.pairs.get(new.number - 1) == old.number - 1
        after = self.pairs.get(new.number + 1) == old.number + 1 and old.number + 1 < len(self.old)
        return before or after

    def by_their_children(self) -> None:
        """Pair sections that hold next to nothing but subsections by most of these."""
        for one in self.open_new():
            votes = Counter(
                self.old[self.pairs[child.number]].parent
                for child in self.new
                if child.parent == one.number and child.number in self.pairs
            )
            children = sum(child.parent == one.number for child in self.new)
            for number, count in votes.most_common(1):
                if number >= 0 and number not in self.taken and 2 * count > children:
                    self.pair(one.number, number)


def _once(ones: Iterable[Placed], key: _Key) -> dict[object, Placed]:
    found: defaultdict[object, list[Placed]] = defaultdict(list)
    for one in ones:
        name = key(one)
        if name is not None:
            found[name].append(one)
    return {name: same[0] for name, same in found.items() if len(same) == 1}


def _holders(ones: Iterable[Placed]) -> dict[str, list[int]]:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for one in ones:
        for word in one.bag:
            if weight(word) == 1:
                holders[word].append(one.number)
    return holders


def _sharing(one: Placed, holders: dict[str, list[int]]) -> list[int]:
    """Old sections that share enough of the telling words to be worth weighing."""
    shared: Counter[int] = Counter()
    for word, count in one.bag.items():
        for number in holders.get(word, ()):
            shared[number] += count
    enough = SAME_BODY_AND_PLACE * bag_weight(one.bag) / 4
    return [number for number, count in shared.items() if count >= enough]
