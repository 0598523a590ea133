"""A document as the data that the Typst template reads: text as values, never as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from policydocs.document import (
    Block,
    BulletList,
    Contents,
    Document,
    Emphasis,
    Field,
    FieldKind,
    Heading,
    Inline,
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
from policydocs.render.columns import GRID_LETTERS, column_shares
from policydocs.render.forms import (
    COLUMN_WEIGHTS,
    FormRow,
    field_label,
    filling_fields,
    flow_label,
    form_rows,
    has_fields,
    is_tick_list,
    keeps_with_next,
    label_before_line,
    spoken,
    with_following,
)
from policydocs.render.links import inward, outward, printed_address
from policydocs.render.phrases import Phrases
from policydocs.render.printable import contents_columns
from policydocs.render.style import Measures, PageStyle, letterhead_lines
from policydocs.render.typefaces import Typefaces
from policydocs.render.unbroken import PHONE

Node = dict[str, Any]

_WORD = re.compile(rf"{PHONE.pattern}(?!\S)|\S+")
#: What Typst takes for a link, and parts anywhere.
_ADDRESS = re.compile(r"https?://|www\.")
_PARTED = re.compile(rf"{PHONE.pattern}|{_ADDRESS.pattern}")
_MARKS = r"/.@?&=_\-"  #: after which an address may be broken
#: A row with more words than this may break across pages: whole, it might not fit on one.
_LONG_ROW_CHARACTERS = 700
#: A table of no more than this stays on one page; even in large print it fills a part of it.
_SMALL_TABLE_ROWS = 8
_SMALL_TABLE_CHARACTERS = 500
#: A box to tick moves to the next line with its whole label where that is shorter than so much of a line.
_SHORT_LABEL_SHARE = 0.9


def typeset(
    document: Document,
    style: PageStyle,
    words: Phrases,
    faces: Typefaces,
    measures: Measures | None = None,
) -> str:
    """JSON for the template `page.typ`; the document must have been made printable.

    Args:
        measures: other ones than those of the style.
    """
    language, _, region = document.language.partition("-")
    ids = {block.id for block in document.blocks if isinstance(block, Heading)}
    writer = _Typesetter(words, style, ids, contents_columns(document, style))
    order = faces.large_print if style.large_print else faces.regular
    lines = letterhead_lines(document.letterhead.lines, style, words.separator)
    return json.dumps(
        {
            "title": document.title,
            "author": document.author,
            "subject": document.subject,
            "lang": language.lower(),
            "region": region.upper() if re.fullmatch(r"[A-Za-z]{2}", region) else None,
            "rtl": words.right_to_left,
            "large": style.large_print,
            "draft": document.is_draft,
            "measures": asdict(measures or style.measures),
            "paper": {"width_mm": style.paper.width_mm, "height_mm": style.paper.height_mm},
            "faces": order,
            "heading_faces": order,
            "letterhead": {"name": document.letterhead.name, "lines": lines},
            "version_line": document.version_line,
            "running_title": document.running_title,
            "page_label": _page_label(document.page_label),
            "blocks": writer.blocks(document.blocks),
        },
        ensure_ascii=False,
    )


def _page_label(label: str) -> list[str | Node]:
    parts = [part for part in re.split(r"(\{pages?\})", label) if part]
    return [{"number": part[1:-1]} if part in {"{page}", "{pages}"} else part for part in parts]


class _Typesetter:
    def __init__(self, words: Phrases, style: PageStyle, ids: set[str], contents_columns: int) -> None:
        self._words = words
        self._room_letters = style.line_letters
        self._longest_word = round(style.line_letters / 2)
        self._ids = ids
        self._contents_columns = contents_columns

    def blocks(self, blocks: tuple[Block, ...]) -> list[Node]:
        made = [self._block(block) for block in blocks]
        for node, (block, following) in zip(made, with_following(blocks), strict=True):
            node["keep"] = keeps_with_next(block, following)
            node["leads"] = isinstance(following, BulletList | NumberedList)
        return made

    def _block(self, block: Block) -> Node:
        match block:
            case Paragraph(inlines=inlines):
                return self._paragraph(inlines)
            case Heading(level=level, inlines=inlines, id=name):
                return {"t": "h", "level": level, "id": name, "c": self._inlines(inlines)}
            case BulletList(items=items):
                return {"t": "ul", **self._items(items)}
            case NumberedList(items=items, start=start):
                return {"t": "ol", "start": start, **self._items(items)}
            case Quote(blocks=blocks):
                return {"t": "q", "c": self.blocks(blocks)}
            case Table():
                return self._table(block)
            case PageBreak():
                return {"t": "pb"}
            case Contents(title=title):
                return {"t": "toc", "title": title, "columns": self._contents_columns}

    def _items(self, items: tuple[ListItem, ...]) -> Node:
        return {
            "items": [self.blocks(item.blocks) for item in items],
            "tight": all(_is_one_paragraph(item) for item in items),
            "ticks": is_tick_list(items),
        }

    def _table(self, table: Table) -> Node:
        room, padding = (GRID_LETTERS, 1.5) if table.is_grid else (1, 1.6)
        shares = column_shares(table, self._room_letters * room, padding_letters=padding)
        rows = [
            {
                "cells": self._cells(row.cells, shares),
                "long": _is_long(row),
                "written_on": any(map(has_fields, row.cells)),
            }
            for row in table.rows
        ]
        return {
            "t": "table",
            "align": [alignment.value for alignment in table.alignments],
            "columns": [round(share, 2) for share in shares],
            "header": self._cells([_unlinked(cell) for cell in table.header.cells], shares),
            "rows": rows,
            "whole": _is_small(table),
            "grid": table.is_grid,
        }

    def _cells(self, cells: Sequence[Inlines], shares: Sequence[float]) -> list[list[str | Node]]:
        """The cells of a row; a word is broken only where its column is too narrow for it."""
        whole = self._longest_word
        made = []
        for cell, share in zip(cells, shares, strict=True):
            self._longest_word = max(3, int(share - 1.6))
            made.append(self._inlines(cell))
        self._longest_word = whole
        return made

    # --- Inlines ---

    def _paragraph(self, inlines: Inlines) -> Node:
        rows = form_rows(inlines)
        if not rows:
            return {"t": "p", "c": self._inlines(inlines)}
        return {"t": "form", "rows": [self._form_row(row) for row in rows]}

    def _inlines(self, inlines: Inlines) -> list[str | Node]:
        filling = filling_fields(inlines)
        made: list[str | Node] = []
        for position, inline in enumerate(inlines):
            if isinstance(inline, Field):
                label = flow_label(inlines, position, self._words)
                made.append(self._field(inline, label, position in filling))
            else:
                made.extend(self._inline(inline))
        return made

    def _inline(self, inline: Text | LineBreak | Emphasis | Strong | Link) -> list[str | Node]:
        match inline:
            case Text(text=text):
                return self._breakable(text)
            case LineBreak():
                return [{"t": "br"}]
            case Emphasis(children=children):
                return [{"t": "em", "c": self._inlines(children)}]
            case Strong(children=children):
                return [{"t": "st", "c": self._inlines(children)}]
            case Link():
                return self._link(inline)

    def _breakable(self, text: str) -> list[str | Node]:
        """The text, its words that are too long in pieces that may part, its phone numbers kept whole.

        Also kept whole are addresses, which Typst would part within a word.
        """
        if not _PARTED.search(text) and max(map(len, text.split()), default=0) <= self._longest_word:
            return [text] if text else []  # as nearly all
        made: list[str | Node] = []
        end = 0
        for match in _WORD.finditer(text):
            is_phone = PHONE.fullmatch(match.group().rstrip(".,;:)"))
            is_short = len(match.group()) <= self._longest_word
            if not is_phone and is_short and not _ADDRESS.search(match.group()):
                continue
            if match.start() > end:
                made.append(text[end : match.start()])
            if is_phone or is_short:
                made.append({"t": "keep", "text": match.group()})
            else:
                made.append({"t": "long", "pieces": _pieces(match.group(), self._longest_word)})
            end = match.end()
        if end < len(text):
            made.append(text[end:])
        return made

    def _link(self, link: Link) -> list[str | Node]:
        children = self._inlines(link.children)
        if inward(link) in self._ids:
            return [{"t": "ref", "to": inward(link), "c": children}]
        if not outward(link):
            return children
        address = printed_address(link)
        after = self._breakable(address) if address else None
        return [{"t": "a", "to": outward(link), "c": children, "after": after}]

    def _field(self, field: Field, label: str, fills: bool) -> Node:
        return {
            "t": "f",
            "kind": field.kind.value,
            "label": label if field.kind is FieldKind.BOX else label_before_line(label),
            "whole": len(label) < self._room_letters * _SHORT_LABEL_SHARE,
            "spoken": spoken(field, self._words),
            "fills": fills,
        }

    def _form_row(self, row: FormRow) -> Node:
        fields = []
        for field in row.fields:
            label = field_label(field, self._words)
            fields.append(
                {
                    "label": label_before_line(label) if row.label_before else label,
                    "spoken": spoken(field, self._words),
                    "weight": COLUMN_WEIGHTS[field.kind],
                }
            )
        return {"before": row.label_before, "fields": fields}


def _pieces(word: str, longest: int) -> list[str]:
    """A long word where it may part: after its marks, and among letters only where a run is too long."""
    runs = re.findall(rf"[^{_MARKS}]+[{_MARKS}]*|[{_MARKS}]+", word)
    cut = min(10, longest)
    return [
        piece
        for run in runs
        for piece in ([run] if len(run) <= longest else re.findall(rf".{{1,{cut}}}", run, re.DOTALL))
    ]


def _unlinked(inlines: Inlines) -> Inlines:
    """Links as words with their address: a header that pages repeat is an artifact and may hold no link."""
    kept: list[Inline] = []
    for inline in inlines:
        match inline:
            case Link(children=children):
                address = printed_address(inline)
                kept.extend(_unlinked(children))
                kept.extend([Text(f" ({address})")] if address else [])
            case Emphasis(children=children) | Strong(children=children):
                kept.append(replace(inline, children=_unlinked(children)))
            case _:
                kept.append(inline)
    return tuple(kept)


def _is_one_paragraph(item: ListItem) -> bool:
    return sum(not isinstance(block, BulletList | NumberedList) for block in item.blocks) <= 1


def _is_small(table: Table) -> bool:
    """Whether a page must not break in it: a list of fees is read, and filled in, as one."""
    letters = sum(len(plain_text(cell)) for row in table.rows for cell in row.cells)
    return len(table.rows) <= _SMALL_TABLE_ROWS and letters <= _SMALL_TABLE_CHARACTERS


def _is_long(row: Row) -> bool:
    return sum(len(plain_text(cell)) for cell in row.cells) > _LONG_ROW_CHARACTERS
