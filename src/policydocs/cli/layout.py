"""Shapes that several commands draw with rich, without lines or boxes: they read the same in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from policydocs.values import frozen


def pairs(
    rows: Iterable[tuple[RenderableType, RenderableType]], *, indent: int = 2, right: bool = False
) -> Padding:
    """Two columns: the first as wide as its longest word or phrase, the second wraps in what is left."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, justify="right" if right else "left")
    table.add_column(overflow="fold")
    for left, said in rows:
        table.add_row(left, said)
    return Padding(table, (0, 0, 0, indent))


#: Below this many columns a table is unreadable, and is told row by row.
NARROW = 60


@frozen
class Rows:
    """A table without lines; in a narrow window each row is a heading with its cells below it.

    Args:
        headers: of the columns.
        rows: one Text a column; "" and "-" say that there is nothing to tell.
        numbers: the columns that stand flush right, counted from 0.
    """

    headers: tuple[str, ...]
    rows: Sequence[Sequence[Text]]
    numbers: frozenset[int] = frozenset()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < NARROW:
            yield from self._stacked()
            return
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
        for number, header in enumerate(self.headers):
            table.add_column(header, overflow="fold", justify="right" if number in self.numbers else "left")
        for row in self.rows:
            table.add_row(*row)
        yield table

    def _stacked(self) -> Iterator[RenderableType]:
        for row in self.rows:
            yield Text(row[0].plain, style="bold", overflow="fold")
            for header, cell in zip(self.headers[1:], row[1:], strict=True):
                if cell.plain not in ("", "-"):
                    yield indented(Text(f"{header}: ", style="dim").append_text(cell))


def indented(text: Text, by: int = 2) -> Padding:
    """A paragraph moved in, every line of it."""
    return Padding(text, (0, 0, 0, by))


@frozen
class Aside:
    """A quiet paragraph; an address in it is never broken, so that it can be copied."""

    text: str
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        before = " " * self.indent
        for line in wrap(
            self.text,
            options.max_width,
            initial_indent=before,
            subsequent_indent=before,
            break_long_words=False,
            break_on_hyphens=False,
        ):
            yield Text(line, style="dim", overflow="ignore")
