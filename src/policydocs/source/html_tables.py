"""HTML tables to pieces: tables of facts stay tables, tables of layout are read cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from policydocs.document import (
    Alignment,
    BulletList,
    Inlines,
    LineBreak,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    plain_text,
    walk_blocks,
)
from policydocs.source.reading import HeadingMark, Piece, first_line

if TYPE_CHECKING:
    from policydocs.source.html_blocks import BlockMaker

MOST_COLUMNS = 40
_CELLS = frozenset(["td", "th"])
LONGEST_HEADER = 80  #: characters of a cell; a longer first row is no header


def table_pieces(maker: BlockMaker, element: HtmlElement, depth: int) -> list[Piece]:
    """The pieces of one table: a `Table` alone, or what a table of layout arranges."""
    rows = _rows(element)
    if _has_strays(element):
        return maker.pieces(element, depth + 1)
    caption = [piece for one in element.iterchildren("caption") for piece in maker.pieces(one, depth + 1)]
    if _is_layout(element, rows):
        inside = [piece for row in rows for cell in row for piece in maker.pieces(cell, depth + 1)]
        return [*caption, *inside]
    read = [_row(maker, row, depth + 1) for row in rows]
    read = [row for row in read if any(plain_text(cell).strip() for cell in row.cells)]
    if not read:
        return caption
    width = max(len(row.cells) for row in read)
    read = [Row((*row.cells, *((),) * (width - len(row.cells))), row.line) for row in read]
    if not _is_header(rows, read):
        read.insert(0, Row(((),) * width, read[0].line))
    header = Row(tuple(_plain_header(cell) for cell in read[0].cells), read[0].line)
    return [*caption, Table(header, tuple(read[1:]), (Alignment.LEFT,) * width, header.line)]


def _rows(element: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of the table's own rows, not of tables inside it; cells without a row make one."""
    rows: list[list[HtmlElement]] = [[]]
    for child in element:
        if child.tag in _CELLS:
            rows[-1].append(child)
        elif child.tag == "tr":
            rows += [[cell for cell in child if cell.tag in _CELLS], []]
        elif child.tag in {"thead", "tbody", "tfoot"}:
            rows += [*_rows(child), []]
    return [row for row in rows if row]


def _has_strays(element: HtmlElement) -> bool:
    """Text or elements stand between the cells, where a browser would move them out of the table."""
    allowed = {"tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col", "script", "style"}
    frames = [
        element,
        *(node for node in element.iter("tr", "thead", "tbody", "tfoot") if _table_of(node) is element),
    ]
    return any(
        (node.text or "").strip()
        or any((child.tail or "").strip() or child.tag not in allowed for child in node)
        for node in frames
    )


def _table_of(node: HtmlElement) -> HtmlElement | None:
    return next(node.iterancestors("table"), None)


def _is_layout(element: HtmlElement, rows: list[list[HtmlElement]]) -> bool:
    """One column or one row, another table or a heading inside: it arranges a page."""
    if element.get("role") in {"presentation", "none"}:
        return True
    if any(node.tag == "th" for row in rows for node in row):
        return False
    inner = ("table", "h1", "h2", "h3", "h4", "h5", "h6")
    holds = any(node.tag in inner for row in rows for cell in row for node in cell.iterdescendants())
    return holds or len(rows) < 2 or max(map(len, rows), default=0) < 2


def _row(maker: BlockMaker, cells: list[HtmlElement], depth: int) -> Row:
    read: list[Inlines] = []
    for cell in cells:
        read.append(_flat(maker.pieces(cell, depth)))
        span = cell.get("colspan") or "1"
        extra = int(span) - 1 if span.isascii() and span.isdigit() and len(span) < 4 else 0
        read.extend([()] * max(0, min(extra, MOST_COLUMNS - len(read))))
    return Row(tuple(read), next((line for inlines in read if (line := first_line(inlines))), 0))


def _flat(pieces: list[Piece]) -> Inlines:
    """What stands in a cell as one run, its paragraphs and items parted by breaks."""
    flat: list[Inlines] = []
    for piece in pieces:
        match piece:
            case HeadingMark(inlines=inlines):
                flat.append((Strong(inlines),))
            case Paragraph(inlines=inlines):
                flat.append(inlines)
            case BulletList() | NumberedList() | Quote() | Table():
                for block in walk_blocks([piece]):
                    if isinstance(block, Paragraph):
                        flat.append(block.inlines)
                    elif isinstance(block, Table):
                        flat.extend(cell for row in (block.header, *block.rows) for cell in row.cells if cell)
    joined: Inlines = ()
    for inlines in flat:
        joined = (*joined, LineBreak(), *inlines) if joined else inlines
    return joined


def _is_header(cells: list[list[HtmlElement]], rows: list[Row]) -> bool:
    """The first row names the columns: marked so, or all of its cells short."""
    if any(cell.tag == "th" for cell in cells[0]) or len(rows) == 1:
        return True
    texts = [plain_text(cell).strip() for cell in rows[0].cells]
    return all(text and len(text) <= LONGEST_HEADER and not text.endswith(".") for text in texts)


def _plain_header(cell: Inlines) -> Inlines:
    """A header is bold by itself."""
    if len(cell) == 1 and isinstance(cell[0], Strong):
        return cell[0].children
    return cell if any(not isinstance(inline, Text) for inline in cell) or cell else ()
