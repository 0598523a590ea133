"""Two versions of a policy to everything that differs between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from policydocs.compare.alignment import longest_rising
from policydocs.compare.comparison import BlockChange, Change, Comparison, SectionChange
from policydocs.compare.facts import fact_changes
from policydocs.compare.leaves import Leaf, leaves
from policydocs.compare.level import with_level
from policydocs.compare.match_blocks import BlockMatches, PlacedLeaf, match_blocks, placed_leaf
from policydocs.compare.match_sections import Placed, match_sections, placed
from policydocs.compare.proof import prove
from policydocs.compare.runs import Op, Run
from policydocs.compare.wording import redline
from policydocs.model import Policy, Practice


def compare(
    old: Policy | None,
    new: Policy | None,
    *,
    old_practice: Practice | None = None,
    new_practice: Practice | None = None,
) -> Comparison:
    """Everything that differs between two versions of a policy, proved exact, with its level proposed.

    Args:
        old: None where the policy is new.
        new: None where the policy is gone.
        old_practice: the practice's facts that `old` was read with; likewise `new_practice`.

    Raises:
        ValueError: neither is given.
        InexactRedlineError: a fault of ours; nothing wrong is ever shown.
    """
    either = new or old
    if either is None:
        raise ValueError("nothing to compare")
    work = _Work(placed(old), placed(new))
    comparison = Comparison(
        either.slug, old, new, work.section_changes(), fact_changes(old, new, old_practice, new_practice)
    )
    prove(comparison)
    return with_level(comparison)


class _Work:
    """One comparison in the making."""

    def __init__(self, old: Sequence[Placed], new: Sequence[Placed]) -> None:
        self.old, self.new = old, new
        self.sections = match_sections(old, new)
        self.old_leaves, self.new_leaves = _all_leaves(old), _all_leaves(new)
        self.matches: BlockMatches = match_blocks(self.old_leaves, self.new_leaves, self.sections)
        self.new_of_old = {i: j for j, i in self.matches.pairs.items()}
        self.old_in, self.new_in = _by_section(self.old_leaves), _by_section(self.new_leaves)
        self.moved_sections = _moved_sections(old, new, self.sections)

    def section_changes(self) -> tuple[SectionChange, ...]:
        """In the new order; removed sections behind the one that they stood behind."""
        goes_on = set(self.sections.values())
        after: defaultdict[int, list[SectionChange]] = defaultdict(list)  # new number -> removed behind it
        new_of_old = {i: j for j, i in self.sections.items()}
        place = -1
        for one in self.old:
            if one.number in goes_on:
                if new_of_old[one.number] not in self.moved_sections or place < 0:
                    place = new_of_old[one.number]
            else:
                blocks = self._removed_blocks(one.number)
                after[place].append(SectionChange(Change.REMOVED, False, one.section, None, tuple(blocks)))
        result = list(after[-1])
        for one in self.new:
            result.append(self._section_change(one))
            result += after[one.number]
        return tuple(result)

    def _section_change(self, one: Placed) -> SectionChange:
        before = self.old[self.sections[one.number]] if one.number in self.sections else None
        blocks = self._blocks(one.number, None if before is None else before.number)
        if before is None:
            return SectionChange(Change.ADDED, False, None, one.section, blocks)
        retitled = before.section.title_text != one.section.title_text
        left = any(
            self.new_leaves[self.new_of_old[i]].section != one.number
            for i in self.old_in[before.number]
            if i in self.new_of_old
        )
        reworded = retitled or left or any(_rewords(block) for block in blocks)
        change = Change.REWORDED if reworded else Change.SAME
        return SectionChange(change, one.number in self.moved_sections, before.section, one.section, blocks)

    def _blocks(self, section: int, before: int | None) -> tuple[BlockChange, ...]:
        """The new section's blocks in its order, removed ones behind the one they stood behind."""
        mine = self.new_in[section]
        removed: defaultdict[int, list[BlockChange]] = defaultdict(list)
        if before is not None:
            stays = {self.matches.pairs[j]: j for j in mine if j in self.matches.pairs}
            place = -1
            for i in self.old_in[before]:
                if i in stays and stays[i] not in self.matches.moved:
                    place = stays[i]
                elif i not in self.new_of_old:
                    removed[place].append(_removed(self.old_leaves[i].leaf))
        result = list(removed[-1])
        for j in mine:
            result.append(self._block_change(j))
            result += removed[j]
        return tuple(result)

    def _removed_blocks(self, section: int) -> list[BlockChange]:
        return [_removed(self.old_leaves[i].leaf) for i in self.old_in[section] if i not in self.new_of_old]

    def _block_change(self, j: int) -> BlockChange:
        new = self.new_leaves[j]
        if j not in self.matches.pairs:
            runs = (Run(Op.INSERT, new.leaf.text),) if new.leaf.text else ()
            return BlockChange(Change.ADDED, False, runs, None, new.leaf)
        old = self.old_leaves[self.matches.pairs[j]]
        moved = j in self.matches.moved
        elsewhere = self.sections.get(new.section) != old.section
        change = BlockChange(
            _kind_of_change(old.leaf, new.leaf),
            moved,
            redline(old.leaf.text, new.leaf.text),
            old.leaf,
            new.leaf,
        )
        return replace(change, from_section=self.old[old.section].section.id) if elsewhere else change


def _all_leaves(sections: Sequence[Placed]) -> list[PlacedLeaf]:
    return [placed_leaf(leaf, one.number) for one in sections for leaf in leaves(one.section.blocks)]


def _by_section(leaves: Sequence[PlacedLeaf]) -> defaultdict[int, list[int]]:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, leaf in enumerate(leaves):
        places[leaf.section].append(number)
    return places


def _removed(leaf: Leaf) -> BlockChange:
    runs = (Run(Op.DELETE, leaf.text),) if leaf.text else ()
    return BlockChange(Change.REMOVED, False, runs, leaf, None)


def _kind_of_change(old: Leaf, new: Leaf) -> Change:
    if old.text != new.text:
        return Change.REWORDED
    return Change.SAME if (old.kind, old.style) == (new.kind, new.style) else Change.FORMATTING


def _rewords(block: BlockChange) -> bool:
    return block.change in (Change.ADDED, Change.REMOVED, Change.REWORDED) or block.from_section is not None


def _moved_sections(old: Sequence[Placed], new: Sequence[Placed], pairs: dict[int, int]) -> set[int]:
    """Sections under another parent, and those out of order among the siblings that remain."""
    moved = set()
    siblings: defaultdict[int, list[int]] = defaultdict(list)
    for one in new:
        if one.number not in pairs:
            continue
        was_under = old[pairs[one.number]].parent
        stayed = was_under == -1 if one.parent == -1 else pairs.get(one.parent) == was_under
        if stayed:
            siblings[one.parent].append(one.number)
        else:
            moved.add(one.number)
    for numbers in siblings.values():
        sizes = [sum(new[number].bag.values()) for number in numbers]
        kept = longest_rising([pairs[number] for number in numbers], sizes)
        moved |= set(numbers) - {numbers[k] for k in kept}
    return moved
