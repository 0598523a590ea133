"""A policy in the form that Markdown can say: what a reader found, without what no source could hold.

Word and web pages put spaces into bold words, bold into bold, line breaks into headings, lists thirteen
deep. None of it is seen on paper, and all of it would come back otherwise when its Markdown is read. The
words, and the order they stand in, stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Contents,
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
    walk_inlines,
)
from policydocs.model import Policy, Section
from policydocs.source.inlines import trimmed
from policydocs.source.links import link_target
from policydocs.source.recovery import joined_text

DEEPEST_LIST = 9  #: lists and quotes in one another; our source reads twelve
DEEPEST_SPAN = 4  #: emphasis, strong and link in one another
#: White space that is no plain space: its width is typesetting, which a source does not have.
_ODD_SPACE = re.compile("[\n\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: Between two signs that would begin or end a field or a fact.
_DOUBLED_SIGN = re.compile(r"(?<=\[)(?=\[)|(?<=\])(?=\])|(?<=\{)(?=\{)|(?<=\})(?=\})")
_LAST_NUMBER = 99_999_999  #: of a list's item, as Markdown has it


def in_normal_form(policy: Policy) -> Policy:
    """The same policy as reading its Markdown gives it back; see the module."""
    opening = _section(policy.opening)
    front = replace(policy.front, title=" ".join(policy.front.title.replace("{{", "{ {").split()))
    return replace(policy, front=front, opening=opening, sections=tuple(map(_section, policy.sections)))


def _section(section: Section) -> Section:
    return replace(
        section,
        title=one_line(section.title),
        blocks=normal_blocks(section.blocks),
        sections=tuple(_section(inner) for inner in section.sections),
    )


def normal_blocks(blocks: Iterable[Block], depth: int = 0) -> tuple[Block, ...]:
    """Each block as Markdown can say it; one without words goes."""
    return tuple(normal for block in blocks for normal in _block(block, depth))


def one_line(inlines: Inlines) -> Inlines:
    """Inlines as a heading has them: without breaks, fields or links to pieces of a page."""
    normal = normal_inlines(tuple(_in_heading(inlines)))
    # A heading is bold by itself.
    whole = len(normal) == 1 and isinstance(normal[0], Strong)
    return normal[0].children if whole and isinstance(normal[0], Strong) else normal


def _in_heading(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case LineBreak():
                yield Text(" ")
            case Field(label=label):
                yield Text(f" {label} ")
            case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                yield replace(inline, children=tuple(_in_heading(children)))
            case _:
                yield inline


# --- blocks --------------------------------------------------------------------------------------


def _block(block: Block, depth: int) -> Iterator[Block]:
    match block:
        case Paragraph(inlines=inlines):
            if normal := normal_inlines(inlines):
                yield replace(block, inlines=normal)
        case Heading(inlines=inlines, line=line):
            if normal := normal_inlines((Strong(one_line(inlines)),)):
                yield Paragraph(normal, line)
        case BulletList() | NumberedList():
            yield from _list(block, depth)
        case Quote(blocks=blocks):
            inner = normal_blocks(blocks, depth + 1)
            if depth >= DEEPEST_LIST:
                yield from inner
            elif inner:
                yield replace(block, blocks=inner)
        case Table():
            yield from _table(block)
        case PageBreak() | Contents():
            return


def _list(block: BulletList | NumberedList, depth: int) -> Iterator[Block]:
    items = [
        ListItem(blocks, item.line)
        for item in block.items
        if (blocks := normal_blocks(item.blocks, depth + 1))
    ]
    if depth >= DEEPEST_LIST:
        for item in items:
            yield from item.blocks
    elif items and isinstance(block, NumberedList):
        start = block.start if 0 <= block.start <= _LAST_NUMBER else 1
        yield replace(block, items=tuple(items), start=start)
    elif items:
        yield replace(block, items=tuple(items))


def _table(table: Table) -> Iterator[Block]:
    rows = [_row(row) for row in (table.header, *table.rows)]
    rows = [rows[0], *(row for row in rows[1:] if any(row.cells))]
    width = max(len(row.cells) for row in rows)
    if not any(cell for row in rows for cell in row.cells):
        return
    if width == 1:  # a box around paragraphs, as Word draws it
        for row in rows:
            if row.cells and row.cells[0]:
                yield Paragraph(row.cells[0], row.line)
        return
    padded = [replace(row, cells=(*row.cells, *((),) * (width - len(row.cells)))) for row in rows]
    sides = (*table.alignments, *(Alignment.LEFT,) * width)[:width]
    yield Table(padded[0], tuple(padded[1:]), sides, table.line)


def _row(row: Row) -> Row:
    return Row(tuple(normal_inlines(cell) for cell in row.cells), row.line)


# --- inlines -------------------------------------------------------------------------------------


def normal_inlines(inlines: Inlines) -> Inlines:
    """Neighbours joined, spaces single and outside of spans, spans that show nothing gone."""
    return trimmed(_single_spaced(_joined(_spans(inlines, frozenset(), 0))))


def _spans(inlines: Inlines, within: frozenset[type], depth: int) -> Inlines:
    made: list[Inline] = []
    for inline in inlines:
        match inline:
            case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                kind = type(inline)
                inner = _spans(children, within | {kind}, depth + 1)
                good = not isinstance(inline, Link) or _can_lead(inline, inner)
                if kind in within or depth >= DEEPEST_SPAN or not good:
                    made.extend(inner)
                else:
                    made.extend(_outside(inline, inner))
            case Text(text=text):
                if text:
                    made.append(inline)
            case Field(kind=kind_, label=label):
                made.extend(_field(inline, kind_, label))
            case _:
                made.append(inline)
    return _joined(tuple(made))


def _can_lead(link: Link, children: Inlines) -> bool:
    """Whether Markdown can make a link of it: with an address of ours, and no field to fill in in it."""
    holds_field = any(isinstance(inline, Field) for inline in walk_inlines(children))
    return bool(link.target) and link.target == link_target(link.target) and not holds_field


def _field(field: Field, kind: FieldKind, label: str) -> Inlines:
    """A field with a label that can stand in its notation; without one, nothing."""
    words = _DOUBLED_SIGN.sub(" ", " ".join(label.replace("|", "/").split())).rstrip("] ")
    if not words and kind is not FieldKind.DATE:
        return ()
    return (replace(field, label=words),)


def _outside(span: Emphasis | Strong | Link, children: Inlines) -> Inlines:
    """The span with the spaces and breaks at its ends outside of it; only those where it holds no more."""
    before, inner, after = _split_ends(children)
    if not inner:
        return (*before, *after)
    if not isinstance(span, Link) and not any(char.isalnum() for char in plain_text(inner)):
        return (*before, *inner, *after)  # a bold full stop: signs without words are not set apart
    return (*before, replace(span, children=inner), *after)


def _split_ends(inlines: Inlines) -> tuple[Inlines, Inlines, Inlines]:
    left = list(inlines)
    before: list[Inline] = []
    after: list[Inline] = []
    while left:
        first = left[0]
        if isinstance(first, LineBreak):
            before.append(left.pop(0))
        elif isinstance(first, Text) and first.text[:1].isspace():
            stripped = first.text.lstrip()
            before.append(Text(" "))
            left[:1] = [_cut(first, len(first.text) - len(stripped), None)] if stripped else []
        else:
            break
    while left:
        last = left[-1]
        if isinstance(last, LineBreak):
            after.insert(0, left.pop())
        elif isinstance(last, Text) and last.text[-1:].isspace():
            stripped = last.text.rstrip()
            after.insert(0, Text(" "))
            left[-1:] = [_cut(last, 0, len(stripped))] if stripped else []
        else:
            break
    return tuple(before), tuple(left), tuple(after)


def _cut(text: Text, start: int, end: int | None) -> Text:
    """A part of a text, with the lines that belong to it."""
    starts = tuple(at - start for at in text.line_starts if at > start)
    return Text(text.text[start:end], text.line_at(start), starts)


def _joined(inlines: Inlines) -> Inlines:
    """Neighbouring texts, and neighbouring spans of one kind, made one."""
    made: list[Inline] = []
    for inline in joined_text(inlines):
        last = made[-1] if made else None
        same = type(last) is type(inline)
        if isinstance(inline, Strong | Emphasis) and same:
            assert isinstance(last, Strong | Emphasis)
            made[-1] = replace(last, children=_joined((*last.children, *inline.children)))
        elif isinstance(inline, Link) and isinstance(last, Link) and last.target == inline.target:
            made[-1] = replace(last, children=_joined((*last.children, *inline.children)))
        else:
            made.append(inline)
    return tuple(made)


def _single_spaced(inlines: Inlines) -> Inlines:
    """No two spaces in a row, none at the start or beside a line break."""
    made, _ = _spaced(inlines, True)
    return _no_space_before_breaks(made)


def _spaced(inlines: Inlines, space: bool) -> tuple[Inlines, bool]:
    made: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                words = _collapsed(inline)
                if space and words.text[:1] == " ":
                    words = _cut(words, 1, None)
                if words.text:
                    made.append(words)
                    space = words.text.endswith(" ")
            case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                inner, space = _spaced(children, space)
                if inner:
                    made.append(replace(inline, children=inner))
            case LineBreak():
                made.append(inline)
                space = True
            case _:
                made.append(inline)
                space = False
    return joined_text(tuple(made)), space


def _collapsed(text: Text) -> Text:
    if "  " not in text.text and not _ODD_SPACE.search(text.text):
        return text
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    pending = list(text.line_starts)
    for at, char in enumerate(text.text):
        while pending and pending[0] <= at:
            starts.append(length)
            pending.pop(0)
        sign = " " if char == " " or _ODD_SPACE.match(char) else char
        if sign == " " and parts and parts[-1] == " ":
            continue
        parts.append(sign)
        length += 1
    return Text("".join(parts), text.line, tuple(starts))


def _no_space_before_breaks(inlines: Inlines) -> Inlines:
    made: list[Inline] = []
    for inline in inlines:
        last = made[-1] if made else None
        if isinstance(inline, LineBreak) and isinstance(last, Text) and last.text.endswith(" "):
            stripped = last.text.rstrip(" ")
            made[-1:] = [_cut(last, 0, len(stripped))] if stripped else []
        if isinstance(inline, Strong | Emphasis | Link):
            inline = replace(inline, children=_no_space_before_breaks(inline.children))  # noqa: PLW2901
        made.append(inline)
    return tuple(made)
