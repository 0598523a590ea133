"""Shapes that several commands draw with rich, without lines or boxes: they read the same in a pipe."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
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


def whole_line(text: str) -> Text:
    """A line that is never broken, so that an address in it can be copied."""
    return Text(text, style="dim", no_wrap=True, overflow="ignore")
