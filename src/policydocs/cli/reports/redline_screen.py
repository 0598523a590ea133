"""A redline as it stands on the screen, or in a file of plain text."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.text import Text

from policydocs.cli.output import visible
from policydocs.cli.redlining import Redlined
from policydocs.cli.reports.redline_text import redline_report

#: Width of a text that is written to a file.
_COLUMNS = 80


def screen(redline: Redlined, *, side_by_side: bool, context: int) -> Iterator[RenderableType]:
    """What to print, in order."""
    if not redline.comparison.changed:
        yield from _nothing_changed(redline)
    elif side_by_side:
        from policydocs.cli.reports.redline_columns import columns_report

        yield from columns_report(redline.comparison, redline.names, context=context)
    else:
        yield from redline_report(redline.comparison, redline.names, context=context)


def as_text(redline: Redlined, *, side_by_side: bool, context: int) -> str:
    """The same as plain text of a fixed width."""
    console = Console(file=io.StringIO(), width=_COLUMNS, markup=False, highlight=False, emoji=False)
    with console.capture() as drawn:
        for part in screen(redline, side_by_side=side_by_side, context=context):
            console.print(part)
    return "\n".join(line.rstrip() for line in drawn.get().split("\n")).rstrip() + "\n"


def _nothing_changed(redline: Redlined) -> Iterator[RenderableType]:
    slug, names = redline.states.new.slug, redline.names
    yield Text(visible(f"Nothing has changed in {slug}: {names.old} and {names.new} say the same."))
    yield ""
    if redline.states.new.revision is None:
        yield Text("If you expected a change: is the file saved? Another place to compare with:")
        yield Text(visible(f"  policydocs diff {slug} HEAD~1"))
    else:
        yield Text("Another place to compare with:")
        yield Text(visible(f"  policydocs diff {slug} {redline.states.old.name}"))
