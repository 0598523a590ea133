"""The one tree that everything printed is made of: blocks, and the inlines in them.

Readers make it, the checklists read it, every renderer knows it and nothing else. All values are
frozen. Places (`line`, `line_starts`) take no part in equality: a paragraph wrapped anew, or moved
down a page, is the same paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum

from policydocs.values import frozen

# --- Inlines -------------------------------------------------------------------------------------


@frozen
class Text:
    """A run of characters, exactly as they are to be read; never markup."""

    text: str
    line: int = field(default=0, compare=False)  #: where it starts in the source, from 1; 0 if made by us
    line_starts: tuple[int, ...] = field(default=(), compare=False)
    #: offsets in `text` at which the next source line begins (a paragraph wrapped in its file)

    def line_at(self, offset: int) -> int:
        """The source line of one character."""
        if not self.line_starts:
            return self.line
        return self.line + sum(start <= offset for start in self.line_starts)


@frozen
class Emphasis:
    children: tuple[Inline, ...]


@frozen
class Strong:
    children: tuple[Inline, ...]


@frozen
class Link:
    target: str  #: absolute URL, `mailto:`, `tel:`, or `#id` of a section of the same document
    children: tuple[Inline, ...]


@frozen
class LineBreak:
    """A break that the author asked for, as in an address."""


class FieldKind(StrEnum):
    LINE = "line"  #: a rule to write on, with its label before it
    BOX = "box"  #: a box to tick, with its label after it
    DATE = "date"
    SIGNATURE = "signature"


@frozen
class Field:
    """A place to fill in on paper: printed, not fillable on screen, spoken by a screen reader."""

    kind: FieldKind
    label: str  #: "" for a plain `[[date]]`
    line: int = field(default=0, compare=False)


Inline = Text | Emphasis | Strong | Link | LineBreak | Field
Inlines = tuple[Inline, ...]

# --- Blocks --------------------------------------------------------------------------------------


@frozen
class Paragraph:
    inlines: Inlines
    line: int = field(default=0, compare=False)


@frozen
class Heading:
    level: int  #: 1 for the document's title, 2 for its sections, down to 6
    inlines: Inlines
    id: str = ""  #: what links within the document point to; "" for none
    line: int = field(default=0, compare=False)


@frozen
class ListItem:
    blocks: tuple[Block, ...]
    line: int = field(default=0, compare=False)


@frozen
class BulletList:
    items: tuple[ListItem, ...]
    line: int = field(default=0, compare=False)


@frozen
class NumberedList:
    items: tuple[ListItem, ...]
    start: int = 1
    line: int = field(default=0, compare=False)


@frozen
class Quote:
    blocks: tuple[Block, ...]
    line: int = field(default=0, compare=False)


class Alignment(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@frozen
class Row:
    cells: tuple[Inlines, ...]
    line: int = field(default=0, compare=False)


@frozen
class Table:
    """A table with one header row; every row has as many cells as the header."""

    header: Row
    rows: tuple[Row, ...]
    alignments: tuple[Alignment, ...]  #: one a column
    line: int = field(default=0, compare=False)
    is_grid: bool = False  #: marks in many narrow columns, set small; the first cell of a row names it
    name: str = ""  #: what a screen reader calls it; "" for the names of its columns


@frozen
class PageBreak:
    """What follows starts on a new page (an acknowledgment that is signed and kept apart)."""


@frozen
class Contents:
    """Where the table of contents stands: the headings of level 2 and 3, with page numbers on paper."""

    title: str


Block = Paragraph | Heading | BulletList | NumberedList | Quote | Table | PageBreak | Contents

# --- The document --------------------------------------------------------------------------------


@frozen
class Letterhead:
    """Who the document comes from, as printed on its first page."""

    name: str
    lines: tuple[str, ...] = ()  #: licence, address, phone, e-mail, website; one printed line each


@frozen
class Document:
    """A document ready to be rendered; every word on the page comes from here."""

    title: str
    language: str  #: BCP 47, as "en" or "es-US"
    letterhead: Letterhead
    version_line: str  #: "Version 1.0 · Effective March 1, 2026", or "DRAFT · ..." as text
    running_title: str  #: short, for the running header beside the version line
    blocks: tuple[Block, ...]
    author: str  #: for the file's properties
    subject: str = ""
    page_label: str = "Page {page} of {pages}"  #: in the document's language
    code: str = ""  #: "Code 7QX2-9TDK", of a released handout; it stands in the page label too
    is_draft: bool = False  #: not in force: its version line says so, in bold
    path: str = field(default="", compare=False)  #: the source as the user knows it, for messages


# --- Reading it ----------------------------------------------------------------------------------


def plain_text(inlines: Iterable[Inline]) -> str:
    """The words alone: no emphasis, no link targets; a hard break is a newline, a field its notation."""
    return "".join([one.text if isinstance(one, Text) else _plain(one) for one in inlines])


def _plain(inline: Emphasis | Strong | Link | LineBreak | Field) -> str:
    match inline:
        case LineBreak():
            return "\n"
        case Field(kind=kind, label=label):
            return f"[[{kind.value}: {label}]]" if label else f"[[{kind.value}]]"
        case _:
            return plain_text(inline.children)


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, outer before inner, in reading order."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Emphasis | Strong | Link):
            yield from walk_inlines(inline.children)


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, outer before inner, in reading order; the items of a list are entered."""
    for block in blocks:
        yield block
        if isinstance(block, BulletList | NumberedList):
            for item in block.items:
                yield from walk_blocks(item.blocks)
        elif isinstance(block, Quote):
            yield from walk_blocks(block.blocks)


def block_inlines(block: Block) -> Iterator[Inlines]:
    """The runs of text that stand in this block itself: one for a paragraph, one a cell for a table."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield inlines
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                yield from row.cells
        case _:
            return
