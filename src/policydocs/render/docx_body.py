"""The blocks of a document as WordprocessingML: headings, paragraphs, lists, tables, contents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from policydocs.document import (
    Block,
    BulletList,
    Contents,
    Document,
    Heading,
    Inlines,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Table,
    plain_text,
)
from policydocs.render import docx_styles as names
from policydocs.render.columns import column_shares
from policydocs.render.docx_forms import FormWriter, letter_width
from policydocs.render.docx_inlines import InlineWriter
from policydocs.render.docx_lists import Numbering, list_indent
from policydocs.render.docx_properties import (
    hang_box,
    keep_with_next,
    local,
    on_new_page,
    paragraph,
    space,
)
from policydocs.render.forms import (
    filling_fields,
    form_rows,
    is_form,
    is_tick_list,
    keeps_with_next,
    with_following,
)
from policydocs.render.ooxml import (
    Element,
    field_code,
    twips,
    w,
)
from policydocs.render.phrases import Phrases
from policydocs.render.printable import contents_entries
from policydocs.render.style import PageStyle
from policydocs.source.docx_names import id_bookmark
from policydocs.values import frozen


@frozen
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
        self._styles = styles
        self._numbering = numbering
        self._width = text_width
        headings = (block for block in document.blocks if isinstance(block, Heading))
        self._bookmarks = bookmarks or {
            # So that its handout, imported again, has the sections' own ids.
            heading.id: id_bookmark(heading.id) or f"_Toc{number:06}"
            for number, heading in enumerate(headings, 1)
        }
        self._inlines = InlineWriter(
            words, large_print=style.large_print, bookmarks=self._bookmarks, relate=relate
        )
        self._forms = FormWriter(
            style, words, style_id=styles[names.FORM_LINE], text_width=text_width, inlines=self._inlines
        )
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
        """A paragraph in the style of that name; `words` tells its direction."""
        return paragraph(self._styles[name], content, *properties, words=words)

    def text_paragraph(self, name: str, text: str, *properties: Element) -> Element:
        return self.paragraph(name, self._inlines.text(text), *properties, words=text)

    def _heading(self, heading: Heading) -> Element:
        name = names.HEADINGS[min(heading.level, 6) - 2]
        self._marked += 1
        mark = self._bookmarks.get(heading.id, f"_Toc9{self._marked:05}")
        content = [
            w("bookmarkStart", id=self._marked, name=mark),
            *self._inlines.written(heading.inlines),
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
            return [line for row in rows for line in self._forms.row(row, where.left)]
        fills = bool(filling_fields(inlines))
        tabs = w("tabs", w("tab", val="right", leader="underscore", pos=self._width)) if fills else None
        properties = [*self._placed(where), *([tabs] if tabs is not None else [])]
        content = self._inlines.written(inlines)
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
            content = self.paragraph(name, self._inlines.written(cell), *extra, words=plain_text(cell))
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
                "hyperlink",
                *self._inlines.written(heading.inlines),
                anchor=self._bookmarks[heading.id],
                history=1,
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


def _begins_with_text(item: ListItem) -> bool:
    first = item.blocks[0] if item.blocks else None
    return isinstance(first, Paragraph) and not form_rows(first.inlines)


def _column_widths(table: Table, room: int, style: PageStyle) -> list[int]:
    """Widths in twips, together the room from margin to margin."""
    letter = letter_width(style)
    return [round(share * letter) for share in column_shares(table, room / letter, padding_letters=2.2)]
