"""A section's blocks as the leaves that a redline shows: paragraphs, items, rows, quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from policydocs.document import (
    Block,
    BulletList,
    Contents,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    plain_text,
)
from policydocs.values import frozen

CELL_BORDER = " | "

Style = tuple[object, ...]  #: what makes a text look or lead elsewhere than the same words would


@frozen
class Leaf:
    """One block that holds text itself, in reading order."""

    kind: str  #: "paragraph", "item", "row", "quote" or "heading"
    text: str  #: plain; the cells of a row joined by " | "
    style: Style = ()  #: emphasis, link targets, kind and depth of the list it stands in
    line: int = field(default=0, compare=False)
    block: Block | Row | None = field(default=None, compare=False)


def leaves(blocks: Iterable[Block], around: Style = ()) -> Iterator[Leaf]:
    """The leaves of some blocks, in reading order.

    The first paragraph of a list's item is the item; what else stands in it follows as leaves of its own.
    """
    for block in blocks:
        match block:
            case Paragraph(inlines=inlines, line=line):
                yield _leaf("paragraph", inlines, around, line, block)
            case Heading(level=level, inlines=inlines, line=line):
                yield _leaf("heading", inlines, (*around, level), line, block)
            case BulletList() | NumberedList():
                yield from _list_leaves(block, around)
            case Quote(blocks=inner):
                for leaf in leaves(inner, (*around, "quote")):
                    yield Leaf(
                        "quote" if leaf.kind == "paragraph" else leaf.kind,
                        leaf.text,
                        leaf.style,
                        leaf.line,
                        leaf.block,
                    )
            case Table(header=header, rows=rows, alignments=alignments):
                look = (*around, "table", *alignments)
                for number, row in enumerate((header, *rows)):
                    style = (*look, number == 0, *(_style(cell) for cell in row.cells))
                    text = CELL_BORDER.join(plain_text(cell) for cell in row.cells)
                    yield Leaf("row", text, style, row.line, row)
            case PageBreak() | Contents():
                continue


def _list_leaves(block: BulletList | NumberedList, around: Style) -> Iterator[Leaf]:
    inside = (*around, "bullets" if isinstance(block, BulletList) else "numbers")
    for item in block.items:
        first, *rest = item.blocks or (Paragraph(()),)
        if isinstance(first, Paragraph):
            yield _leaf("item", first.inlines, inside, first.line or item.line, first)
        else:
            rest = [first, *rest]
        yield from leaves(rest, inside)


def _leaf(kind: str, inlines: Inlines, around: Style, line: int, block: Block) -> Leaf:
    return Leaf(kind, plain_text(inlines), (*around, *_style(inlines)), line, block)


def _style(inlines: Inlines) -> Style:
    """Where emphasis and links stand, by offset in the plain text."""
    marks: list[tuple[int, int, str]] = []
    _mark(inlines, 0, marks)
    return tuple(sorted(marks))


def _mark(inlines: Inlines, start: int, marks: list[tuple[int, int, str]]) -> None:
    for inline in inlines:
        end = start + len(plain_text((inline,)))
        what = _mark_of(inline)
        if what is not None and end > start:
            marks.append((start, end, what))
        if isinstance(inline, Emphasis | Strong | Link):
            _mark(inline.children, start, marks)
        start = end


def _mark_of(inline: Inline) -> str | None:
    match inline:
        case Emphasis():
            return "emphasis"
        case Strong():
            return "strong"
        case Link(target=target):
            return f"link {target}"
        case _:
            return None
