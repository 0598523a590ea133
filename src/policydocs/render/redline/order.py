"""In which order the parts of two documents stand in their redline: the gone before what came."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from enum import Enum, auto

from policydocs.compare.alignment import longest_rising
from policydocs.values import record


class Fate(Enum):
    KEPT = auto()  #: in both, at its place
    GONE = auto()
    COME = auto()
    REPLACED = auto()  #: one went and another, unlike it, came; they share one mark


@record
class Step:
    """One part of the redline."""

    fate: Fate
    old: int | None
    new: int | None
    move: str = ""  #: the name of its move, where it stands elsewhere now or stood elsewhere before
    lends: bool = False  #: its mark goes, since that of the last part behind it has to stay
    ends: bool = False  #: it is that last part


def in_place(pairs: Mapping[int, int]) -> dict[int, int]:
    """Of pairs new -> old, as many as keep their order."""
    new = sorted(pairs)
    return {new[k]: pairs[new[k]] for k in longest_rising([pairs[number] for number in new])}


def steps(
    old_count: int,
    new_count: int,
    kept: Mapping[int, int],
    *,
    replaced: Container[int] = frozenset(),
    tables: tuple[Sequence[bool], Sequence[bool]] | None = None,
) -> list[Step]:
    """Every part of both, once; in each gap what went before what came.

    Args:
        kept: new -> old, rising in both.
        replaced: those new parts in `kept` that took the place of another, unlike them.
        tables: for each old and each new part whether it is a table. A table that came stands right behind
            the one that went, or behind a paragraph that was replaced, if no further table is in the gap.
    """
    made: list[Step] = []
    i = j = 0
    last = Fate.KEPT
    for new, old in [*sorted(kept.items()), (new_count, old_count)]:
        gone = [Step(Fate.GONE, number, None) for number in range(i, old)]
        come = [Step(Fate.COME, None, number) for number in range(j, new)]
        if tables is not None and _table_first(tables[0][i:old], tables[1][j:new], last):
            made += [*gone[: tables[0][i]], come.pop(0), *gone[tables[0][i] :]] if gone else [come.pop(0)]
            gone = []
        made += [*gone, *come]
        last = Fate.REPLACED if new in replaced else Fate.KEPT
        if new < new_count:
            made.append(Step(last, old, new))
        i, j = old + 1, new + 1
    return made


def _table_first(old_gap: Sequence[bool], new_gap: Sequence[bool], before: Fate) -> bool:
    """Whether the table that a gap's new parts begin with stands before the old paragraphs."""
    if not (new_gap and new_gap[0]) or any(new_gap[1:]) or any(old_gap[1:]):
        return False
    return before is Fate.REPLACED or bool(old_gap and old_gap[0])


def gaps(old_count: int, new_count: int, kept: Mapping[int, int]) -> Iterator[tuple[range, range]]:
    """What lies between the parts that are kept, on both sides."""
    i = j = 0
    for new, old in [*sorted(kept.items()), (new_count, old_count)]:
        yield range(i, old), range(j, new)
        i, j = old + 1, new + 1


def name_moves(made: Sequence[Step], moved: Mapping[int, int]) -> None:
    """Give what moved its names: neighbours that moved together have one.

    Args:
        moved: new -> old, of parts that are neither kept nor replaced.
    """
    names: dict[int, str] = {}
    last: tuple[int, int] | None = None
    number = 0
    for new in sorted(moved):
        if last is None or (new, moved[new]) != (last[0] + 1, last[1] + 1):
            number += 1
        names[new] = f"move{number}"
        last = new, moved[new]
    new_of_old = {old: new for new, old in moved.items()}
    for step in made:
        if step.fate is Fate.COME and step.new in names:
            step.move = names[step.new]
        elif step.fate is Fate.GONE and step.old in new_of_old:
            step.move = names[new_of_old[step.old]]


def keep_last_marks(
    made: Sequence[Step], moved: dict[int, int], *, is_paragraph: Callable[[Step], bool]
) -> list[Step]:
    """The steps so that no paragraph at the end, or right before a table, has to lose its mark.

    The last mark of a page cannot go, and LibreOffice cannot take away one before a table. Where paragraphs
    at such a place went and others came, the last two of them share a mark; where they only went, or only
    came, the mark of the paragraph before goes in the place of theirs.
    """
    result: list[Step] = []
    for step in made:
        if not is_paragraph(step):
            _settle_end(result, moved, is_paragraph, at_end=False)
        result.append(step)
    _settle_end(result, moved, is_paragraph, at_end=True)
    return result


def _settle_end(
    so_far: list[Step], moved: dict[int, int], is_paragraph: Callable[[Step], bool], *, at_end: bool
) -> None:
    start = _changed_from(so_far, len(so_far), is_paragraph)
    end = so_far[start:]
    gone = [step for step in end if step.fate is Fate.GONE]
    come = [step for step in end if step.fate is Fate.COME]
    if gone and come:
        last_gone, last_come = gone[-1], come[-1]
        for new in [new for new, old in moved.items() if new == last_come.new or old == last_gone.old]:
            del moved[new]  # half of a move cannot be shown as one
        kept = [step for step in end if step is not last_gone and step is not last_come]
        so_far[start:] = [*kept, Step(Fate.REPLACED, last_gone.old, last_come.new)]
    elif end and start and so_far[start - 1].fate is Fate.KEPT and is_paragraph(so_far[start - 1]):
        so_far[start - 1].lends = True
        end[-1].ends = True
    elif end and at_end:
        end[-1].ends = True


def _changed_from(made: Sequence[Step], at: int, is_paragraph: Callable[[Step], bool]) -> int:
    """Where the paragraphs begin that stand right before a place and of which each went or came."""
    start = at
    while start and made[start - 1].fate in (Fate.GONE, Fate.COME) and is_paragraph(made[start - 1]):
        start -= 1
    return start


def is_stranded(made: Sequence[Step], at: int, is_paragraph: Callable[[Step], bool]) -> bool:
    """Whether `keep_last_marks` finds no way to keep the last mark before a table.

    Args:
        at: where the table is.
    """
    start = _changed_from(made, at, is_paragraph)
    one_kind = len({step.fate for step in made[start:at]}) == 1
    lent = start and made[start - 1].fate is Fate.KEPT and is_paragraph(made[start - 1])
    return one_kind and not lent
