"""A document made fit for print, once, before any renderer sees it.

Every renderer may then rely on this: no character that a file cannot hold, no nesting that a page cannot
show, headings without a gap in their levels and each with an id of its own, tables whose rows are all
of one length, nothing empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

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
    Inline,
    Inlines,
    Letterhead,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    walk_inlines,
)
from policydocs.errors import InputError, InputErrors
from policydocs.render.forms import spaced
from policydocs.render.phrases import phrases
from policydocs.render.style import PageStyle

#: So many headings or more stand in two columns.
_CONTENTS_IN_COLUMNS_FROM = 12

#: Lists and quotes inside one another; Word knows nine levels, and no page has room for more.
MAX_BLOCK_DEPTH = 9
#: Emphasis, bold and links inside one another.
MAX_INLINE_DEPTH = 16

#: XML 1.0, and with it DOCX, has no way to hold these; HTML forbids most of them as well.
_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    # They turn the direction of the text around them, unseen; also in a reason or a name given on the way.
    "\u202a-\u202e\u2066-\u2069]"
)


#: A box to tick and a label up to this length stay on one line.
_SHORT_LABEL = 32
_NEW_LINE = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
#: "(555) 555-0100" stays on one line.
_PHONE = re.compile(r"(\(\d{3}\)) (?=\d{3})")


#: What was given last, and for what.
_last: tuple[Document, Document] | None = None


def printable(document: Document) -> Document:
    """The same document, fit for any renderer.

    A line break within a text becomes a `LineBreak`, a tab a space. Heading levels start at 2 and go up
    by one at most. Headings without an id, or with one that came before, get an id of their own.

    Raises:
        InputErrors: characters that no file can hold, or nesting too deep, each with its line.
    """
    global _last  # noqa: PLW0603  (a release asks eleven times for the same one)
    kept = _last
    if kept is not None and kept[0] is document:
        return kept[1]
    made = _made_printable(document)
    _last = document, made
    return made


def _made_printable(document: Document) -> Document:
    """See `printable`."""
    faults = [*_characters_without_place(document), *_too_deep(document.blocks)]
    if not _one_line(document.title):
        faults.append(InputError("the document has no title", fix="Write one at the head: `title: ...`."))
    if faults:
        raise InputErrors([_in_file(fault, document.path) for fault in faults])
    outline = _Outline(document)
    head = document.letterhead
    return replace(
        document,
        title=_one_line(document.title),
        letterhead=Letterhead(
            _one_line(head.name), tuple(_one_line(line) for line in head.lines if line.strip())
        ),
        version_line=_one_line(document.version_line),
        running_title=_one_line(document.running_title),
        author=_one_line(document.author),
        subject=_one_line(document.subject),
        blocks=_blocks(document.blocks, outline),
    )


def contents_entries(document: Document) -> tuple[Heading, ...]:
    """The headings that a table of contents lists: levels 2 and 3 that stand in no list and no quote."""
    return tuple(block for block in document.blocks if isinstance(block, Heading) and block.level <= 3)


def contents_columns(document: Document, style: PageStyle) -> int:
    """In how many columns they stand: one long one would push the text off the first page."""
    return 2 if len(contents_entries(document)) >= _CONTENTS_IN_COLUMNS_FROM and not style.large_print else 1


def without_links(inlines: Inlines) -> Inlines:
    """The same words with no link among them, for a place that is a link itself."""
    kept: list[Inline] = []
    for inline in inlines:
        match inline:
            case Link(children=children):
                kept.extend(without_links(children))
            case Emphasis(children=children) | Strong(children=children):
                kept.append(replace(inline, children=without_links(children)))
            case _:
                kept.append(inline)
    return tuple(kept)


def unprintable(character: str, line: int, why: str, path: str = "", fix: str = "") -> InputError:
    """The error for one character that cannot be printed: its name where it shows, its code point always."""
    shown = f"“{character}” " if character.isprintable() else ""
    return InputError(
        f"the character {shown}(U+{ord(character):04X}) {why}", line=line or None, path=path or None, fix=fix
    )


# --- What cannot be printed ----------------------------------------------------------------------


def texts(document: Document) -> Iterator[tuple[str, Text | None, int]]:
    """Every piece of text with its node (None outside the blocks) and its line (0 if unknown)."""
    head = document.letterhead
    for text in (document.title, document.running_title, document.version_line, head.name, *head.lines):
        yield text, None, 0
    pending: list[Block | ListItem | Inlines | Inline | Row] = list(reversed(document.blocks))
    line = 0
    while pending:
        node = pending.pop()
        match node:
            case tuple():
                pending.extend(reversed(node))
            case Text(text=text):
                yield text, node, node.line or line
            case Field(label=text):
                yield text, None, node.line or line
            case Heading(inlines=inlines) | Paragraph(inlines=inlines):
                line = node.line or line
                pending.append(inlines)
            case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                pending.append(children)
            case BulletList(items=items) | NumberedList(items=items):
                pending.extend(reversed(items))
            case ListItem(blocks=blocks) | Quote(blocks=blocks):
                line = node.line or line
                pending.extend(reversed(blocks))
            case Table(header=header, rows=rows):
                pending.extend(reversed((header, *rows)))
            case Row(cells=cells):
                line = node.line or line
                pending.extend(reversed(cells))
            case _:
                pass


def _characters_without_place(document: Document) -> Iterator[InputError]:
    for text, node, line in texts(document):
        found = _NO_CHARACTER.search(text)
        if found:
            yield unprintable(
                found.group(),
                node.line_at(found.start()) if node and node.line else line,
                "is a control code, not a letter, and cannot stand in a document",
                fix="Delete it there; it often comes along when text is copied from another program.",
            )


def _too_deep(blocks: tuple[Block, ...]) -> Iterator[InputError]:
    """The first place that is nested too deep; without recursion, since the nesting may be endless."""
    pending: list[tuple[Block, int]] = [(block, 0) for block in reversed(blocks)]
    while pending:
        block, depth = pending.pop()
        match block:
            case BulletList(items=items) | NumberedList(items=items):
                inner = [child for item in items for child in item.blocks]
            case Quote(blocks=children):
                inner = list(children)
            case Table(header=header, rows=rows):
                cells = [cell for row in (header, *rows) for cell in row.cells]
                if any(_inlines_too_deep(cell) for cell in cells):
                    yield _deep_inlines(block.line)
                    return
                continue
            case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                if _inlines_too_deep(inlines):
                    yield _deep_inlines(block.line)
                    return
                continue
            case _:
                continue
        if depth == MAX_BLOCK_DEPTH:
            yield InputError(
                f"lists or quotes stand inside one another more than {MAX_BLOCK_DEPTH} levels deep, "
                "which no page can show",
                line=block.line or None,
                fix="Bring the inner points out to a level of their own, or make them a section.",
            )
            return
        pending.extend((child, depth + 1) for child in reversed(inner))


def _inlines_too_deep(inlines: Inlines) -> bool:
    pending = [(inline, 1) for inline in inlines]
    while pending:
        inline, depth = pending.pop()
        if depth > MAX_INLINE_DEPTH:
            return True
        if isinstance(inline, Emphasis | Strong | Link):
            pending.extend((child, depth + 1) for child in inline.children)
    return False


def _deep_inlines(line: int) -> InputError:
    return InputError(
        f"bold, italics or links stand inside one another more than {MAX_INLINE_DEPTH} deep",
        line=line or None,
        fix="Use one of them at a time.",
    )


def _in_file(fault: InputError, path: str) -> InputError:
    fault.path = fault.path or path or None
    return fault


# --- The same tree, tidied -----------------------------------------------------------------------


class _Outline:
    """The levels and ids of the headings, as they come."""

    def __init__(self, document: Document) -> None:
        self.contents_title = phrases(document.language).contents  #: where the document gives none
        self._level = 1
        self._seen: set[str] = set()
        self._wanted = {block.id for block in document.blocks if isinstance(block, Heading) and block.id}
        self._made = 0

    def heading(self, heading: Heading) -> Heading:
        self._level = min(max(2, heading.level), self._level + 1, 6)
        return Heading(self._level, _inlines(heading.inlines), self._id(heading.id), heading.line)

    def contents(self, title: str) -> Contents:
        """It has a title of its own, of the second level, after which a reader expects no fourth."""
        self._level = 2
        return Contents(title or self.contents_title)

    def _id(self, wanted: str) -> str:
        if wanted and wanted not in self._seen:
            self._seen.add(wanted)
            return wanted
        while True:
            self._made += 1
            made = f"part-{self._made}"
            if made not in self._seen and made not in self._wanted:
                self._seen.add(made)
                return made


def _blocks(blocks: tuple[Block, ...], outline: _Outline) -> tuple[Block, ...]:
    tidied = (_block(block, outline) for block in blocks)
    return tuple(block for block in tidied if block is not None)


def _block(block: Block, outline: _Outline) -> Block | None:
    match block:
        case Paragraph(inlines=inlines):
            kept = _inlines(inlines)
            return replace(block, inlines=kept) if kept else None
        case Heading(inlines=inlines):
            # A heading without a letter names nothing, and PDF/UA refuses it; a field in it is kept.
            if any(isinstance(leaf, Text) and leaf.text.strip() for leaf in walk_inlines(inlines)):
                return outline.heading(block)
            return _block(Paragraph(inlines, block.line), outline)
        case BulletList(items=items) | NumberedList(items=items):
            return replace(block, items=_items(items, outline)) if items else None
        case Quote(blocks=children):
            inner = _blocks(children, outline)
            return replace(block, blocks=inner) if inner else None
        case Table():
            return _table(block)
        case Contents(title=title):
            return outline.contents(_one_line(title))
        case _:
            return block


def _items(items: tuple[ListItem, ...], outline: _Outline) -> tuple[ListItem, ...]:
    return tuple(ListItem(_blocks(item.blocks, outline), item.line) for item in items)


def _table(table: Table) -> Table | None:
    columns = max(len(row.cells) for row in (table.header, *table.rows))
    if not columns:
        return None
    missing = (Alignment.LEFT,) * (columns - len(table.alignments))
    return Table(
        _row(table.header, columns),
        tuple(_row(row, columns) for row in table.rows),
        (*table.alignments, *missing)[:columns],
        table.line,
        table.is_grid,
        _one_line(table.name),
    )


def _row(row: Row, columns: int) -> Row:
    cells = tuple(_inlines(cell) for cell in row.cells)
    return Row(cells + ((),) * (columns - len(cells)), row.line)


def _inlines(inlines: Inlines) -> Inlines:
    tidied: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                tidied.extend(_text(inline))
            case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                kept = _inlines(children)
                if kept:
                    tidied.append(replace(inline, children=kept))
            case Field():
                tidied.append(replace(inline, label=_label(inline)))
            case LineBreak():
                tidied.append(inline)
    return spaced(tuple(tidied))


def _text(node: Text) -> Iterator[Inline]:
    text = _NEW_LINE.sub("\n", _no_marks(node.text)).replace("\t", " ")
    text = _PHONE.sub("\\1\N{NO-BREAK SPACE}", text)
    for number, part in enumerate(text.split("\n")):
        if number:
            yield LineBreak()
        if part:
            yield Text(part, node.line, node.line_starts)


def _label(field: Field) -> str:
    label = _one_line(field.label)
    is_short = field.kind is FieldKind.BOX and len(label) <= _SHORT_LABEL
    return label.replace(" ", "\N{NO-BREAK SPACE}") if is_short else label


def _one_line(text: str) -> str:
    return " ".join(_no_marks(text).split())


def _no_marks(text: str) -> str:
    """Without the byte order mark, which some editors leave at the head of a file or of a pasted piece."""
    return text.replace("\ufeff", "")
