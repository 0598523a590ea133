"""A document as plain text of 72 columns: for an e-mail, a portal's message box, a screen reader."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Contents,
    Document,
    Emphasis,
    Field,
    FieldKind,
    Heading,
    Inlines,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from policydocs.render.columns import shared_out
from policydocs.render.forms import (
    COLUMN_WEIGHTS,
    WIDE_SPACE,
    FormRow,
    field_label,
    filling_fields,
    flow_label,
    form_rows,
    is_tick_list,
    label_before_line,
)
from policydocs.render.links import printed_address
from policydocs.render.phrases import Phrases, phrases
from policydocs.render.printable import contents_entries, printable

WIDTH = 72
TICK_BOX = "[ ]"
_RULE_OF_NAME = "_" * 24  #: a line in the middle of a sentence
_RULE_AT_END = "_" * 12  #: the least that is left of a line that ends its printed line
_GUTTER = "  "


def to_text(document: Document) -> str:
    """Plain text, lines of at most 72 characters where words allow, ending with a newline.

    Raises:
        InputErrors: characters or nesting that cannot be printed, each with its line.
    """
    document = printable(document)
    return _TextWriter(document, phrases(document.language)).whole()


class _TextWriter:
    """Writes one document; blocks come back as lists of lines."""

    def __init__(self, document: Document, words: Phrases) -> None:
        self._document = document
        self._words = words

    def whole(self) -> str:
        document = self._document
        head = document.letterhead
        title = _wrap(document.title, WIDTH)
        parts = [
            [part for line in (head.name, *head.lines) for part in self._head_line(line)],
            [*title, "=" * max((_columns(line) for line in title), default=0)],
            _wrap(document.version_line, WIDTH),
            *(self.block(block, WIDTH) for block in document.blocks),
            [document.code],
        ]
        lines = "\n\n".join("\n".join(part) for part in parts if any(part)).split("\n")
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def _head_line(self, line: str) -> list[str]:
        """A line of the letterhead; one too long has its parts, such as phone and e-mail, each on its own."""
        parts = [line] if _columns(line) <= WIDTH else line.split(self._words.separator)
        return [piece for part in parts for piece in _wrap(part, WIDTH)]

    def blocks(self, blocks: Sequence[Block], width: int, gap: bool) -> list[str]:
        """Blocks beneath each other, a blank line between them where there is a gap."""
        lines: list[str] = []
        for block in blocks:
            if lines and (gap or not isinstance(block, BulletList | NumberedList)):
                lines.append("")
            lines.extend(self.block(block, width))
        return lines

    def block(self, block: Block, width: int) -> list[str]:
        match block:
            case Heading():
                return self._heading(block, width)
            case Paragraph(inlines=inlines):
                return self._paragraph(inlines, width)
            case BulletList() | NumberedList():
                return self._list(block, width)
            case Quote(blocks=blocks):
                return ["> " + line if line else ">" for line in self.blocks(blocks, width - 2, gap=True)]
            case Table():
                return self._table(block, width)
            case PageBreak():
                return ["-" * width]
            case Contents(title=title):
                return self._contents(title, width)

    def _contents(self, title: str, width: int) -> list[str]:
        lines = [title, ""]
        for heading in contents_entries(self._document):
            indent = "  " * (heading.level - 1)
            lines.extend(_wrap(self._inline(heading.inlines), width, indent, indent + "  "))
        return lines

    def _heading(self, heading: Heading, width: int) -> list[str]:
        lines = _wrap(self._inline(heading.inlines), width)
        if heading.level == 2:
            lines.append("-" * max(_columns(line) for line in lines))
        return lines

    # --- Paragraphs and fields ---

    def _paragraph(self, inlines: Inlines, width: int) -> list[str]:
        rows = form_rows(inlines)
        if rows:
            return [line for row in rows for line in self._form_row(row, width)]
        lines = _wrap(self._inline(inlines), width)
        return [_stretched(line, width) for line in lines]

    def _inline(self, inlines: Inlines) -> str:
        filling = filling_fields(inlines)
        return "".join(
            self._field(inline, flow_label(inlines, position, self._words), position in filling)
            if isinstance(inline, Field)
            else self._one(inline)
            for position, inline in enumerate(inlines)
        )

    def _one(self, inline: Text | LineBreak | Emphasis | Strong | Link) -> str:
        match inline:
            case Text(text=text):
                return text.replace(WIDE_SPACE, "  ")
            case LineBreak():
                return "\n"
            case Link(children=children):
                address = printed_address(inline)
                shown = self._inline(children)
                return f"{shown} ({address})" if address else shown
            case Emphasis(children=children) | Strong(children=children):
                return self._inline(children)

    def _field(self, field: Field, label: str, fills: bool) -> str:
        if field.kind is FieldKind.BOX:
            box = TICK_BOX.replace(" ", "\N{NO-BREAK SPACE}")  # or a line could end inside the box
            return f"{box}\N{NO-BREAK SPACE}{label}" if label else box
        rule = _FILL if fills else _RULE_OF_NAME
        return f"{label_before_line(label)} {rule}" if label else rule

    def _form_row(self, row: FormRow, width: int) -> list[str]:
        labels = [label_before_line(field_label(field, self._words)) for field in row.fields]
        taken = sum(_columns(label) + 1 for label in labels if label) + len(_GUTTER) * (len(labels) - 1)
        weights = [COLUMN_WEIGHTS[field.kind] for field in row.fields]
        if width - taken < 8 * sum(weights):
            return [_stretched(f"{label} {_FILL}".strip(), width) for label in labels]
        shares = _shares(width - taken, weights)
        return [
            _GUTTER.join(
                f"{label} {'_' * share}".strip() for label, share in zip(labels, shares, strict=True)
            )
        ]

    # --- Lists ---

    def _list(self, block: BulletList | NumberedList, width: int) -> list[str]:
        loose = any(_is_long(item) for item in block.items)
        lines: list[str] = []
        for marker, item in zip(_markers(block), block.items, strict=True):
            if lines and loose:
                lines.append("")
            hang = " " * len(marker)
            blocks = self._without_box(item) if is_tick_list(block.items) else item.blocks
            inside = self.blocks(blocks, max(width - len(marker), 20), gap=loose) or [""]
            lines.append(marker + inside[0])
            lines.extend(hang + line if line else "" for line in inside[1:])
        return lines

    def _without_box(self, item: ListItem) -> tuple[Block, ...]:
        """The blocks of an item to tick, whose box stands in the place of the bullet."""
        first, *others = item.blocks
        if not isinstance(first, Paragraph):
            return item.blocks
        label = Text(flow_label(first.inlines, 0, self._words))
        return (Paragraph((label, *first.inlines[1:])), *others)

    # --- Tables ---

    def _table(self, table: Table, width: int) -> list[str]:
        cells = [
            [self._inline(cell).replace(_FILL, _RULE_AT_END) for cell in row.cells]
            for row in (table.header, *table.rows)
        ]
        widths = _column_widths(cells, width)
        if widths is None:
            return self._records(table, width)
        lines = _table_row(cells[0], widths, table.alignments)
        lines.append(_GUTTER.join("-" * column for column in widths))
        several = any(
            len(_wrap(cell, column)) > 1
            for row in cells[1:]
            for cell, column in zip(row, widths, strict=True)
        )
        for number, row in enumerate(cells[1:]):
            if number and several:
                lines.append("")
            lines.extend(_table_row(row, widths, table.alignments))
        return lines

    def _records(self, table: Table, width: int) -> list[str]:
        """A table too wide for columns: every row as "heading: cell" lines."""
        if not table.rows:
            return [line for cell in table.header.cells for line in self._record_line(cell, (), width)]
        lines: list[str] = []
        for number, row in enumerate(table.rows):
            if number:
                lines.append("")
            for heading, cell in zip(table.header.cells, row.cells, strict=True):
                lines.extend(self._record_line(heading, cell, width))
        return lines

    def _record_line(self, heading: Inlines, cell: Inlines, width: int) -> list[str]:
        label = label_before_line(self._inline(heading))
        text = f"{label} {self._inline(cell)}".replace(_FILL, _RULE_AT_END)
        return _wrap(text, width, "", "  ")


#: Stands for "the rest of the line" until the line has been wrapped; refused in any document's text.
_FILL = "\ufdd0" * len(_RULE_AT_END)


def _stretched(line: str, width: int) -> str:
    """The line with its marked rule drawn out to the full width."""
    if _FILL not in line:
        return line
    return line.replace(_FILL, "_" * max(len(_RULE_AT_END), width - _columns(line.replace(_FILL, ""))), 1)


def _markers(block: BulletList | NumberedList) -> list[str]:
    if is_tick_list(block.items):
        return [f"{TICK_BOX} "] * len(block.items)
    if isinstance(block, BulletList):
        return ["- "] * len(block.items)
    numbers = [f"{number}." for number in range(block.start, block.start + len(block.items))]
    widest = max(map(len, numbers))
    return [f"{number:>{widest}} " for number in numbers]


def _is_long(item: ListItem) -> bool:
    """An item of several paragraphs, whose list is then set with blank lines."""
    return sum(not isinstance(block, BulletList | NumberedList) for block in item.blocks) > 1


def _columns(text: str) -> int:
    """How many columns a terminal or an e-mail needs for it: wide characters take two, marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _wrap(text: str, width: int, first: str = "", following: str = "") -> list[str]:
    """Lines of a text, broken at spaces alone; an address longer than a line stays whole, to be copied."""
    lines: list[str] = []
    for part in text.split("\n"):
        indent = following if lines else first
        wrapped = textwrap.wrap(
            part, width, initial_indent=indent, subsequent_indent=following,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        lines.extend(wrapped or [""])
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _shares(total: int, weights: Sequence[int]) -> list[int]:
    unit = sum(weights)
    shares = [total * weight // unit for weight in weights]
    shares[0] += total - sum(shares)
    return shares


def _column_widths(cells: list[list[str]], width: int) -> list[int] | None:
    """A width for each column that lets the table fit; None where it cannot."""
    room = width - len(_GUTTER) * (len(cells[0]) - 1)
    columns = list(zip(*cells, strict=True))
    natural = [
        max(max(_columns(line) for line in cell.split("\n")) for cell in column) or 1 for column in columns
    ]
    longest = [
        max((_columns(word) for cell in column for word in cell.split()), default=1) for column in columns
    ]
    if sum(natural) <= room:
        return natural
    shares = shared_out(natural, longest, room)
    return None if shares is None else [int(share) for share in shares]


def _table_row(cells: list[str], widths: list[int], alignments: Sequence[Alignment]) -> list[str]:
    wrapped = [_wrap(cell, column) for cell, column in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    lines = []
    for number in range(height):
        parts = [
            _aligned(cell[number] if number < len(cell) else "", column, alignment)
            for cell, column, alignment in zip(wrapped, widths, alignments, strict=True)
        ]
        lines.append(_GUTTER.join(parts).rstrip())
    return lines


def _aligned(text: str, width: int, alignment: Alignment) -> str:
    space = max(0, width - _columns(text))
    match alignment:
        case Alignment.RIGHT:
            return " " * space + text
        case Alignment.CENTER:
            return " " * (space // 2) + text + " " * (space - space // 2)
        case _:
            return text + " " * space
