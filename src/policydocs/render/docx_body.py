"""The blocks of a document as WordprocessingML: paragraphs, lists, tables, fields to fill in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from policydocs.document import (
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
    Row,
    Strong,
    Table,
    Text,
    plain_text,
)
from policydocs.render import docx_styles as names
from policydocs.render.columns import column_shares
from policydocs.render.docx_lists import Numbering, list_indent
from policydocs.render.docx_properties import (
    NBSP,
    copied,
    hang_box,
    in_order,
    keep_with_next,
    local,
    on_new_page,
    space,
    tick_box,
    with_more,
)
from policydocs.render.forms import (
    COLUMN_WEIGHTS,
    FormRow,
    field_label,
    filling_fields,
    flow_label,
    form_rows,
    is_form,
    is_tick_list,
    keeps_with_next,
    label_before_line,
    with_following,
)
from policydocs.render.links import inward, outward, printed_address
from policydocs.render.ooxml import (
    RIGHT_TO_LEFT,
    Element,
    field_code,
    pieces_by_direction,
    run,
    text_node,
    twips,
    w,
)
from policydocs.render.phrases import Phrases
from policydocs.render.printable import contents_entries
from policydocs.render.style import PageStyle

#: A line in the middle of a sentence: underlined spaces, which a screen reader passes over.
_BLANK = NBSP * 34
#: Between two places on one line, in twips; and the least room to write a date, in the type's size.
_GUTTER = 360
_LEAST_TO_WRITE_EMS = 3.8


@dataclass(frozen=True, slots=True)
class _Where:
    """What stands around a block: how deep in lists and quotes, and what its first paragraph begins with."""

    style: str = names.BODY
    depth: int = 0  #: lists around it
    left: int = 0  #: where its text begins, in twips
    quoted: int = 0
    number: int | None = None  #: the list whose bullet or number stands before its first paragraph
    hanging: int = 0


class BodyWriter:
    """Writes the blocks of one printable document."""

    def __init__(
        self,
        document: Document,
        style: PageStyle,
        words: Phrases,
        *,
        styles: dict[str, str],
        numbering: Numbering,
        text_width: int,
        relate: Callable[[str], str],
        bookmarks: Mapping[str, str] | None = None,
        noted: Callable[[Sequence[Element]], None] | None = None,
    ) -> None:
        """
        Args:
            styles: style ids by name.
            text_width: from margin to margin, in twips.
            relate: gives the relationship id of an outward address.
            bookmarks: the name of the bookmark around each heading, by its id; None: one of ours.
            noted: told, in reading order, the paragraphs or the row that each heading, paragraph and row of
                a table became.
        """
        self._document = document
        self._style = style
        self._words = words
        self._styles = styles
        self._numbering = numbering
        self._width = text_width
        self._relate = relate
        headings = (block for block in document.blocks if isinstance(block, Heading))
        self._bookmarks = bookmarks or {
            heading.id: f"_Toc{number:06}" for number, heading in enumerate(headings, 1)
        }
        self._noted = noted or (lambda _: None)
        self._marked = 0
        self._breaks_page = False  # the next paragraph begins a page

    def blocks(self, blocks: Sequence[Block], where: _Where | None = None) -> list[Element]:
        place = where or _Where()
        made: list[Element] = []
        for block, following in with_following(blocks):
            written = self._block(block, place)
            if self._breaks_page and written:
                written = on_new_page(written)
                self._breaks_page = False
            if keeps_with_next(block, following):
                for paragraph in written:
                    keep_with_next(paragraph)
            if is_form(block) and not is_form(following):
                space(written[-1], after=twips(self._style.measures.paragraph_gap_pt * 1.8))
            made.extend(written)
            place = replace(place, number=None)
        return made

    def _block(self, block: Block, where: _Where) -> list[Element]:
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph(inlines=inlines):
                return self._paragraph_or_form(inlines, where)
            case BulletList() | NumberedList():
                return self._list(block, where)
            case Quote(blocks=blocks):
                inner = replace(
                    where, style=names.QUOTE, quoted=where.quoted + 1, left=where.left + 280, number=None
                )
                return self.blocks(blocks, inner)
            case Table():
                return self._table(block, where)
            case PageBreak():
                self._breaks_page = True
                return []
            case Contents(title=title):
                return self._contents(title)

    # --- Paragraphs ---

    def paragraph(
        self, name: str, content: Sequence[Element], *properties: Element, words: str = ""
    ) -> Element:
        """A paragraph in a style; `words` tells its direction."""
        first = next((c for c in words if RIGHT_TO_LEFT.match(c) or c.isalpha()), "")
        bidi = w("bidi") if first and RIGHT_TO_LEFT.match(first) else None
        style = w("pStyle", val=self._styles[name])
        return w("p", w("pPr", *in_order([style, bidi, *properties])), *content)

    def text_paragraph(self, name: str, text: str, *properties: Element) -> Element:
        return self.paragraph(name, self._text(text, ()), *properties, words=text)

    def _heading(self, heading: Heading) -> Element:
        name = names.HEADINGS[min(heading.level, 6) - 2]
        self._marked += 1
        mark = self._bookmarks.get(heading.id, f"_Toc9{self._marked:05}")
        content = [
            w("bookmarkStart", id=self._marked, name=mark),
            *self._inlines(heading.inlines),
            w("bookmarkEnd", id=self._marked),
        ]
        made = self.paragraph(name, content, words=plain_text(heading.inlines))
        self._noted([made])
        return made

    def _paragraph_or_form(self, inlines: Inlines, where: _Where) -> list[Element]:
        made = self._paragraph_or_rows(inlines, where)
        self._noted(made)
        return made

    def _paragraph_or_rows(self, inlines: Inlines, where: _Where) -> list[Element]:
        rows = form_rows(inlines)
        if rows:
            return [line for row in rows for line in self._form_row(row, where)]
        fills = bool(filling_fields(inlines))
        tabs = w("tabs", w("tab", val="right", leader="underscore", pos=self._width)) if fills else None
        properties = [*self._placed(where), *([tabs] if tabs is not None else [])]
        content = self._inlines(inlines)
        if where.hanging and where.number is None:
            hang_box(content)
        return [self.paragraph(where.style, content, *properties, words=plain_text(inlines))]

    def _placed(self, where: _Where) -> list[Element]:
        """The list that a paragraph belongs to, or how far it is set in."""
        if where.number is not None:
            numbered = w("numPr", w("ilvl", val=where.depth - 1), w("numId", val=where.number))
            return [numbered, w("ind", left=where.left, hanging=where.hanging)]
        if where.hanging:
            return [w("ind", left=where.left, hanging=where.hanging)]
        if where.left:
            return [w("ind", left=where.left)]
        return []

    # --- Inlines ---

    def _inlines(self, inlines: Inlines, properties: tuple[Element, ...] = ()) -> list[Element]:
        filling = filling_fields(inlines)
        made: list[Element] = []
        for position, inline in enumerate(inlines):
            if isinstance(inline, Field):
                label = flow_label(inlines, position, self._words)
                made.extend(self._field(inline, label, properties, position in filling))
            else:
                made.extend(self._inline(inline, properties))
        return made

    def _inline(
        self, inline: Text | LineBreak | Emphasis | Strong | Link, properties: tuple[Element, ...]
    ) -> list[Element]:
        match inline:
            case Text(text=text):
                return self._text(text, properties)
            case LineBreak():
                return [run(w("br"))]
            case Emphasis(children=children):
                mark = (w("u", val="single"),) if self._style.large_print else (w("i"), w("iCs"))
                return self._inlines(children, with_more(properties, mark))
            case Strong(children=children):
                return self._inlines(children, with_more(properties, (w("b"), w("bCs"))))
            case Link():
                return self._link(inline, properties)

    def _text(self, text: str, properties: tuple[Element, ...]) -> list[Element]:
        made = []
        for piece, right_to_left in pieces_by_direction(text):
            own = with_more(properties, (w("rtl"),)) if right_to_left else properties
            made.append(run(text_node(piece), properties=copied(own)))
        return made

    def _link(self, link: Link, properties: tuple[Element, ...]) -> list[Element]:
        children = self._inlines(link.children, properties)
        mark = self._bookmarks.get(inward(link))
        if mark:
            return [w("hyperlink", *children, anchor=mark, history=1)]
        if not outward(link):
            return children
        address = printed_address(link)
        after = self._text(f" ({address})", properties) if address else []
        return [w("hyperlink", *children, r_id=self._relate(outward(link)), history=1), *after]

    def _field(self, field: Field, label: str, properties: tuple[Element, ...], fills: bool) -> list[Element]:
        if field.kind is FieldKind.BOX:
            return [tick_box(), *(self._text(f"{NBSP}{label}", properties) if label else [])]
        before = self._text(label_before_line(label) + NBSP, properties) if label else []
        if fills:
            return [*before, run(w("tab"))]
        return [*before, run(text_node(_BLANK), properties=(w("u", val="single"),))]

    def _form_row(self, row: FormRow, where: _Where) -> list[Element]:
        """Labels, each with a rule after it; as many beside each other as leave room to write."""
        lines: list[list[Field]] = []
        least = twips(self._style.measures.body_pt * _LEAST_TO_WRITE_EMS)
        for field in row.fields:
            beside = [*lines[-1], field] if lines else [field]
            if lines and self._room_to_write(beside, where) >= least * _weight(beside):
                lines[-1] = beside
            else:
                lines.append([field])
        made = [self._form_line(line, where) for line in lines]
        for paragraph in made[:-1]:
            keep_with_next(paragraph)
        return made

    def _form_labels(self, fields: Sequence[Field]) -> list[tuple[str, int]]:
        """Each label with its width in twips."""
        letter = _letter(self._style)
        labels = [label_before_line(field_label(field, self._words)) for field in fields]
        return [(label, len(label) * letter) for label in labels]

    def _room_to_write(self, fields: Sequence[Field], where: _Where) -> int:
        labels = sum(size for _, size in self._form_labels(fields))
        return self._width - where.left - labels - _GUTTER * (len(fields) - 1)

    def _form_line(self, fields: Sequence[Field], where: _Where) -> Element:
        free = max(self._room_to_write(fields, where), 0)
        content: list[Element] = []
        stops: list[Element] = []
        position = where.left
        for number, (field, (label, size)) in enumerate(zip(fields, self._form_labels(fields), strict=True)):
            if number:
                position += _GUTTER
                stops.append(w("tab", val="left", pos=position))
                content.append(run(w("tab")))
            last = number == len(fields) - 1
            position += size + free * COLUMN_WEIGHTS[field.kind] // _weight(fields)
            place = self._width if last else position
            stops.append(w("tab", val="right" if last else "left", leader="underscore", pos=place))
            content.extend([*self._text(f"{label}{NBSP}", ()), run(w("tab"))] if label else [run(w("tab"))])
        indent = [w("ind", left=where.left)] if where.left else []
        return self.paragraph(names.FORM_LINE, content, w("tabs", *stops), *indent)

    # --- Lists ---

    def _list(self, block: BulletList | NumberedList, where: _Where) -> list[Element]:
        bullets = isinstance(block, BulletList)
        base, hanging = list_indent(self._style, 0)
        left = where.left + base
        ticks = is_tick_list(block.items)
        start = 1 if isinstance(block, BulletList) else block.start
        number = None if ticks else self._numbering.new_list(bullets=bullets, level=where.depth, start=start)
        style = names.BULLET if bullets else names.NUMBER
        made: list[Element] = []
        for item in block.items:
            inner = _Where(names.CONTINUED, where.depth + 1, left, where.quoted)
            first = replace(inner, style=style, number=number, hanging=hanging)
            if _begins_with_text(item):
                made.extend(self.blocks(item.blocks[:1], first))
                made.extend(self.blocks(item.blocks[1:], inner))
            else:
                made.append(self.paragraph(style, (), *self._placed(first)))
                made.extend(self.blocks(item.blocks, inner))
        if where.depth == 0 and local(made[-1]) == "p":
            space(made[-1], after=twips(self._style.measures.paragraph_gap_pt))
        return made

    # --- Tables ---

    def _table(self, table: Table, where: _Where) -> list[Element]:
        widths = _column_widths(table, self._width - where.left, self._style)
        properties = w(
            "tblPr",
            w("tblStyle", val=self._styles[names.TABLE]),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblInd", w=where.left, type="dxa"),
            w("tblLayout", type="fixed"),
            w(
                "tblLook",
                val="0020",
                firstRow=1,
                lastRow=0,
                firstColumn=0,
                lastColumn=0,
                noHBand=1,
                noVBand=1,
            ),
        )
        grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
        rows = [self._row(table, table.header, widths, header=True)]
        rows.extend(self._row(table, row, widths, header=False) for row in table.rows)
        gap = twips(self._style.measures.paragraph_gap_pt * 1.4)
        after = w("p", w("pPr", w("spacing", before=0, after=0, line=gap, lineRule="exact")))
        return [w("tbl", properties, grid, *rows), after]

    def _row(self, table: Table, row: Row, widths: list[int], *, header: bool) -> Element:
        whole = sum(len(plain_text(cell)) for cell in row.cells) <= 700
        properties = w("trPr", w("cantSplit") if whole else None, w("tblHeader") if header else None)
        name = names.TABLE_HEADING if header else names.TABLE_TEXT
        cells = []
        for cell, width, alignment in zip(row.cells, widths, table.alignments, strict=True):
            side = w("jc", val=alignment.value)
            tabs = w("tabs", w("tab", val="right", leader="underscore", pos=width - 170))
            extra = [tabs, side] if filling_fields(cell) else [side]
            content = self.paragraph(name, self._inlines(cell), *extra, words=plain_text(cell))
            cells.append(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), content))
        made = w("tr", properties, *cells)
        self._noted([made])
        return made

    # --- Contents ---

    def _contents(self, title: str) -> list[Element]:
        """A field that Word can update, with its entries already there; without page numbers, which only
        Word knows once it has laid out the pages."""
        entries = contents_entries(self._document)
        begin, instruction, separate, _, end = field_code('TOC \\o "1-2" \\n \\h \\z \\u', "")
        made = [self.text_paragraph(names.CONTENTS_HEADING, title)]
        for number, heading in enumerate(entries):
            link = w(
                "hyperlink", *self._inlines(heading.inlines), anchor=self._bookmarks[heading.id], history=1
            )
            content = [link]
            if number == 0:
                content[:0] = [begin, instruction, separate]
            if number == len(entries) - 1:
                content.append(end)
            name = names.CONTENTS[heading.level - 2]
            made.append(self.paragraph(name, content, words=plain_text(heading.inlines)))
        space(made[-1], after=twips(self._style.measures.paragraph_gap_pt * 2.5))
        return made


def _weight(fields: Sequence[Field]) -> int:
    return sum(COLUMN_WEIGHTS[field.kind] for field in fields)


def _begins_with_text(item: ListItem) -> bool:
    first = item.blocks[0] if item.blocks else None
    return isinstance(first, Paragraph) and not form_rows(first.inlines)


def _letter(style: PageStyle) -> int:
    """The width of an average letter in twips; Word's faces are wider than those of the PDF."""
    return twips(style.measures.body_pt * style.measures.letter_em * 1.12)


def _column_widths(table: Table, room: int, style: PageStyle) -> list[int]:
    """Widths in twips, together the room from margin to margin."""
    letter = _letter(style)
    return [round(share * letter) for share in column_shares(table, room / letter, padding_letters=2.2)]
