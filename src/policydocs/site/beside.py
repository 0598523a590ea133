"""A policy in two languages, section beside section: they have the same ids in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from policydocs.document import (
    Block,
    BulletList,
    Contents,
    Document,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
)
from policydocs.render.html import to_html
from policydocs.render.phrases import phrases
from policydocs.render.style import PageStyle
from policydocs.site.frame import style_of, text_of
from policydocs.values import frozen


@frozen
class Pair:
    """One section in both languages; a side without it is empty."""

    left: Markup
    right: Markup


def pairs(left: Document, right: Document, style: PageStyle) -> tuple[tuple[Pair, ...], str]:
    """The sections of both in the order of the left one, and the style sheet that their tables need.

    What stands only on the right comes where it stands there. The page to sign is not shown.
    """
    ours, theirs = sections_of(left, "a-"), sections_of(right, "b-")
    order = _merged(list(ours), list(theirs))
    found = []
    label = phrases(left.language).page  # no code at the foot: it is that of one text
    css = style_of(to_html(replace(left, blocks=(), code="", page_label=label), style))
    for id_ in order:
        sides = []
        for document, sections in ((left, ours), (right, theirs)):
            blocks = sections.get(id_, ())
            sides.append(text_of(to_html(replace(document, blocks=blocks), style)) if blocks else Markup(""))
        found.append(Pair(*sides))
    return tuple(found), css


def _merged(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Every id once: the left order, and what only the right has behind what it follows there."""
    order = list(left)
    before = ""
    for id_ in right:
        if id_ not in order:
            order.insert(order.index(before) + 1 if before in order else 0, id_)
        before = id_
    return order


def sections_of(document: Document, prefix: str) -> dict[str, tuple[Block, ...]]:
    """The blocks of each main section by its id, "" for the opening text; no id is one of the other side."""
    found: dict[str, list[Block]] = {}
    current = ""
    for number, block in enumerate(document.blocks, 1):
        if isinstance(block, PageBreak):
            break
        if isinstance(block, Contents):
            continue
        if isinstance(block, Heading) and block.level == 2:
            current = block.id or f"-{len(found)}"
        named = replace(block, id=f"part-{number}") if isinstance(block, Heading) and not block.id else block
        found.setdefault(current, []).append(_block(named, prefix))
    return {id_: tuple(blocks) for id_, blocks in found.items()}


def _block(block: Block, prefix: str) -> Block:
    match block:
        case Heading():
            return replace(block, id=f"{prefix}{block.id}", inlines=_inlines(block.inlines, prefix))
        case Paragraph():
            return replace(block, inlines=_inlines(block.inlines, prefix))
        case BulletList() | NumberedList():
            return replace(block, items=tuple(_item(one, prefix) for one in block.items))
        case Quote():
            return replace(block, blocks=tuple(_block(one, prefix) for one in block.blocks))
        case Table():
            rows = tuple(_row(one, prefix) for one in block.rows)
            return replace(block, header=_row(block.header, prefix), rows=rows)
        case _:
            return block


def _item(item: ListItem, prefix: str) -> ListItem:
    return replace(item, blocks=tuple(_block(one, prefix) for one in item.blocks))


def _row(row: Row, prefix: str) -> Row:
    return replace(row, cells=tuple(_inlines(one, prefix) for one in row.cells))


def _inlines(inlines: Inlines, prefix: str) -> Inlines:
    return tuple(_linked(inlines, prefix))


def _linked(inlines: Inlines, prefix: str) -> Iterator[Inline]:
    for one in inlines:
        if isinstance(one, Link):
            target = f"#{prefix}{one.target[1:]}" if one.target.startswith("#") else one.target
            yield replace(one, target=target, children=_inlines(one.children, prefix))
        elif isinstance(one, Emphasis | Strong):
            yield replace(one, children=_inlines(one.children, prefix))
        else:
            yield one
