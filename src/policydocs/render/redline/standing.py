"""Which paragraphs of a redline must stand in both documents: those that a table follows, on either side.

LibreOffice forgets that the end of a paragraph was inserted or deleted, where a table follows it. Such a
paragraph leaves an empty line behind, unless another one takes its place when its own words go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from policydocs.render.redline.order import Fate, Step, is_stranded, steps
from policydocs.values import frozen

_REACH = 8  #: paragraphs on each side of a place that are looked at first
_UNLIKE = -0.5  #: what it costs to show a paragraph as gone and another as come in its place
_IMPOSSIBLE = float("-inf")
_MOST_TRIED = (
    2_000_000  #: pairs of paragraphs; only texts with nothing in common and hundreds of tables have more
)

Pairs = Mapping[int, int]  #: numbers of parts, new -> old, rising in both


@frozen
class Layout:
    """What follows what on the pages of both sides."""

    old_tables: Sequence[bool]  #: for each part of the old page, whether it is a table
    new_tables: Sequence[bool]
    worth: Callable[[int, int], float]  #: of an old and a new part that are shown as one, 0 or more
    alike: Callable[[int, int], bool]  #: whether two paragraphs that nobody has paired say the same
    moved: tuple[frozenset[int], frozenset[int]]  #: old and new parts that stand elsewhere on the other side


@frozen
class Standing:
    """What goes on as what."""

    kept: Pairs
    replaced: frozenset[int] = (
        frozenset()
    )  #: of the new parts in `kept`, those that took the place of another

    def steps(self, layout: Layout) -> list[Step]:
        old, new = layout.old_tables, layout.new_tables
        return steps(len(old), len(new), self.kept, replaced=self.replaced, tables=(old, new))


def with_room_before_tables(kept: Pairs, layout: Layout) -> Standing:
    """The pairs, changed where a paragraph before a table would have to vanish.

    There it is paired with one near it on the other side, so that as many words as possible are still shown
    as kept. Where there are too few paragraphs for that, all stays as it is.
    """
    found = Standing(kept)
    given_up: set[int] = set()
    for _ in range(len(layout.old_tables) + len(layout.new_tables)):
        place = next((at for at in _stranded(found, layout) if at not in given_up), None)
        if place is None:
            break
        better = _mended(found, layout, place)
        if better is None:
            given_up.add(place)
        else:
            found = better
    return found


def _stranded(standing: Standing, layout: Layout) -> list[int]:
    """Where a paragraph before a table would have to vanish: behind so many of the kept pairs."""
    made = standing.steps(layout)
    places: list[int] = []
    behind = 0
    for at, step in enumerate(made):
        if _is_table(step, layout) and is_stranded(made, at, lambda one: not _is_table(one, layout)):
            places.append(behind)
        behind += step.fate in (Fate.KEPT, Fate.REPLACED)
    return places


def _is_table(step: Step, layout: Layout) -> bool:
    return layout.new_tables[step.new] if step.new is not None else layout.old_tables[step.old or 0]


def _mended(standing: Standing, layout: Layout, place: int) -> Standing | None:
    """With other pairs around a place; None where that cannot be."""
    chain = [(old, new) for new, old in sorted(standing.kept.items()) if not layout.new_tables[new]]
    ends = (len(layout.old_tables), len(layout.new_tables))
    bounds = [(-1, -1), *chain, ends]
    before = [new for new in sorted(standing.kept)[:place] if not layout.new_tables[new]]
    at = len(before)  # the last bound before the place
    reach = _REACH
    while True:
        low, high = max(at - reach, 0), min(at + 1 + reach, len(bounds) - 1)
        pairs = _Window(standing.kept, layout, bounds[low], bounds[high]).pairs()
        if pairs is not None:
            return _joined(standing, layout, bounds[low], bounds[high], pairs)
        if low == 0 and high == len(bounds) - 1:
            return None
        reach *= 4


def _joined(
    standing: Standing,
    layout: Layout,
    low: tuple[int, int],
    high: tuple[int, int],
    pairs: Sequence[tuple[int, int]],
) -> Standing:
    outside = {new: old for new, old in standing.kept.items() if not low[1] < new < high[1]}
    inside = {new: old for old, new in pairs}
    told = {
        new
        for new, old in inside.items()
        if not layout.new_tables[new] and standing.kept.get(new) != old and not layout.alike(old, new)
    }
    still = {new for new in standing.replaced if new in outside or standing.kept[new] == inside.get(new)}
    return Standing({**outside, **inside}, frozenset(told | still))


class _Window:
    """The parts between two paragraphs that are kept, paired anew."""

    def __init__(self, kept: Pairs, layout: Layout, low: tuple[int, int], high: tuple[int, int]) -> None:
        self.kept, self.layout, self.low = kept, layout, low
        old = [n for n in range(low[0] + 1, high[0]) if not layout.old_tables[n]]
        new = [n for n in range(low[1] + 1, high[1]) if not layout.new_tables[n]]
        at_end = high[0] == len(layout.old_tables)
        old_must = frozenset(n for n in old if _has_to_stay(layout.old_tables, n, last=at_end))
        new_must = frozenset(n for n in new if _has_to_stay(layout.new_tables, n, last=at_end))
        self.old = _partners(old, old_must | frozenset(kept.values()), at_most=len(new_must))
        self.new = _partners(new, new_must | frozenset(kept), at_most=len(old_must))
        self.old_must = [n in old_must for n in self.old]
        self.new_must = [n in new_must for n in self.new]

    def pairs(self) -> list[tuple[int, int]] | None:
        """Old and new parts, tables too; each paragraph before a table is among them. None: too few are."""
        rows, columns = len(self.old) + 1, len(self.new) + 1
        if rows * columns > _MOST_TRIED:
            return self._one_by_one()
        best = [[_IMPOSSIBLE] * columns for _ in range(rows)]
        best[0][0] = 0.0
        for i in range(rows):
            for j in range(columns):
                if i and not self.old_must[i - 1]:
                    best[i][j] = max(best[i][j], best[i - 1][j])
                if j and not self.new_must[j - 1]:
                    best[i][j] = max(best[i][j], best[i][j - 1])
                if i and j and best[i - 1][j - 1] > _IMPOSSIBLE:
                    best[i][j] = max(best[i][j], best[i - 1][j - 1] + self._worth(i, j))
        if best[-1][-1] == _IMPOSSIBLE:
            return None
        found = self._read_back(best)
        with_tables = [self.low, *found] if self.low != (-1, -1) else found
        return sorted([*found, *(table for pair in with_tables for table in self._tables(*pair))])

    def _one_by_one(self) -> list[tuple[int, int]] | None:
        """Those that have to stay, one with the next; the surplus of one side with what else there is."""
        sides = (self.old, self.old_must), (self.new, self.new_must)
        turned = sum(self.new_must) > sum(self.old_must)
        (many, many_must), (few, few_must) = sides[::-1] if turned else sides
        surplus = sum(many_must) - sum(few_must)
        found: list[tuple[int, int]] = []
        partners = zip(few, few_must, strict=True)
        for place, must in zip(many, many_must, strict=True):
            if not must:
                continue
            partner = next(((one, bound) for one, bound in partners if bound or surplus), None)
            if partner is None:
                return None
            surplus -= not partner[1]
            found.append((partner[0], place) if turned else (place, partner[0]))
        return found

    def _read_back(self, best: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        i, j = len(self.old), len(self.new)
        while i or j:
            together = best[i - 1][j - 1] if i and j else _IMPOSSIBLE
            if together > _IMPOSSIBLE and best[i][j] == together + self._worth(i, j):
                i, j = i - 1, j - 1
                found.append((self.old[i], self.new[j]))
            elif i and not self.old_must[i - 1] and best[i][j] == best[i - 1][j]:
                i -= 1
            else:
                j -= 1
        return found[::-1]

    def _worth(self, i: int, j: int) -> float:
        old, new = self.old[i - 1], self.new[j - 1]
        if self.kept.get(new) == old:
            words = 1 + self.layout.worth(old, new)
        elif self.layout.alike(old, new):
            words = 0.5
        else:  # of a move, half would be left, which cannot be shown as one
            words = _UNLIKE * (1 + (old in self.layout.moved[0]) + (new in self.layout.moved[1]))
        return words + sum(1 + self.layout.worth(*table) for table in self._tables(old, new))

    def _tables(self, old: int, new: int) -> list[tuple[int, int]]:
        """The table behind two paragraphs, if it is the same one."""
        together = self.kept.get(new + 1) == old + 1
        return [(old + 1, new + 1)] if together and self.layout.new_tables[new + 1] else []


def _partners(places: Sequence[int], needed: frozenset[int], *, at_most: int) -> list[int]:
    """Those that are needed, and of each run of others as many as may have to stand against something."""
    found: list[int] = []
    others = 0
    for place in places:
        others = 0 if place in needed else others + 1
        if others <= at_most:
            found.append(place)
    return found


def _has_to_stay(tables: Sequence[bool], number: int, *, last: bool) -> bool:
    """Whether a table follows a paragraph; or nothing does."""
    follows = number + 1 < len(tables)
    return tables[number + 1] if follows else last
