"""What of a redline is shown and what is folded away: a reader looks for changes, not for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policydocs.compare.comparison import BlockChange, Change, FactChange, SectionChange
from policydocs.compare.runs import Op, Run
from policydocs.render.redline.summary import shown
from policydocs.values import frozen

LONG = 45  #: words of unchanged text within a block beyond which its middle is folded
KEPT = 16  #: words of it that stay on the side of a change
_WORD = re.compile(r"\S+")


@frozen
class Shown:
    """A block that is printed."""

    block: BlockChange
    changed: bool  #: False: it stands there so that the reader knows where she is


@frozen
class Folded:
    """Unchanged blocks in a row that are not."""

    count: int


Part = Shown | Folded


def folded(section: SectionChange, facts: Sequence[FactChange], *, context: int) -> Iterator[Part]:
    """A section's blocks: the changed ones with some unchanged around them, the rest counted.

    Args:
        facts: those that are told by themselves.
        context: unchanged blocks to keep on either side of a change.
    """
    changed = [
        section.change in (Change.ADDED, Change.REMOVED) or shown(block, section, facts)
        for block in section.blocks
    ]
    places = [number for number, here in enumerate(changed) if here]
    near = {near for place in places for near in range(place - context, place + context + 1)}
    count = 0
    for number, block in enumerate(section.blocks):
        if number in near:
            if count:
                yield Folded(count)
            count = 0
            yield Shown(block, changed[number])
        else:
            count += 1
    if count:
        yield Folded(count)


def without_long_stretches(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The same runs, the middle of long unchanged ones replaced by an ellipsis."""
    if all(run.op is Op.EQUAL for run in runs):
        return tuple(runs)
    last = len(runs) - 1
    return tuple(
        Run(run.op, _shortened(run.text, head=number > 0, tail=number < last)) if run.op is Op.EQUAL else run
        for number, run in enumerate(runs)
    )


def _shortened(text: str, *, head: bool, tail: bool) -> str:
    """Its first and last words; only those that stand beside a change."""
    found = list(_WORD.finditer(text))
    if len(found) <= LONG:
        return text
    before = text[: found[KEPT - 1].end()] + " " if head else ""
    after = " " + text[found[-KEPT].start() :] if tail else ""
    return f"{before}[…]{after}"
