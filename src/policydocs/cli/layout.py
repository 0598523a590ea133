"""Shapes that several commands draw with rich, without lines or boxes: they read the same in a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


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


def indented(text: Text, by: int = 2) -> Padding:
    """A paragraph moved in, every line of it."""
    return Padding(text, (0, 0, 0, by))


@dataclass(frozen=True, slots=True)
class Aside:
    """A quiet paragraph; an address in it is never broken, so that it can be copied."""

    text: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in wrap(self.text, options.max_width, break_long_words=False, break_on_hyphens=False):
            yield Text(line, style="dim", overflow="ignore")
