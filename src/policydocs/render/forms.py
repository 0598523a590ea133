"""How fields stand on the page: which paragraphs are rows of a form, and which fields fill the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydocs.document import (
    Block,
    Field,
    FieldKind,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    ListItem,
    PageBreak,
    Paragraph,
    Text,
    walk_inlines,
)
from policydocs.render.phrases import Phrases
from policydocs.values import frozen

#: How wide the places of one row are beside each other: a date needs half of what a name does.
COLUMN_WEIGHTS = {FieldKind.LINE: 2, FieldKind.SIGNATURE: 2, FieldKind.DATE: 1, FieldKind.BOX: 1}


WIDE_SPACE = "\N{EM SPACE}"


@frozen
class FormRow:
    """Places to write on that stand beside each other, over the whole width."""

    fields: tuple[Field, ...]

    @property
    def is_signed(self) -> bool:
        return any(field.kind is FieldKind.SIGNATURE for field in self.fields)

    @property
    def label_before(self) -> bool:
        """One line has its label before it; a signature, and lines beside each other, have it below."""
        return len(self.fields) == 1 and not self.is_signed


def form_rows(paragraph: Inlines) -> tuple[FormRow, ...]:
    """The rows of a paragraph that holds nothing but lines, dates and signatures; () for any other."""
    rows: list[list[Field]] = [[]]
    for inline in paragraph:
        match inline:
            case Field(kind=kind) if kind is not FieldKind.BOX:
                rows[-1].append(inline)
            case LineBreak():
                rows.append([])
            case Text(text=text) if not text.strip():
                pass
            case _:
                return ()
    return tuple(FormRow(tuple(row)) for row in rows if row)


def is_form(block: Block | None) -> bool:
    """Whether a block is rows of a form."""
    return isinstance(block, Paragraph) and bool(form_rows(block.inlines))


def filling_fields(inlines: Inlines) -> frozenset[int]:
    """Positions (at the top level) of the lines that end their printed line and so fill what is left of it.

    A line in the middle of a sentence is as long as a name instead.
    """
    filling: set[int] = set()
    last: int | None = None
    for position, inline in enumerate(inlines):
        match inline:
            case Field(kind=kind):
                last = None if kind is FieldKind.BOX else position
            case LineBreak():
                filling.update(() if last is None else (last,))
                last = None
            case Text(text=text) if not text.strip(" .;,"):
                pass
            case _:
                last = None
    filling.update(() if last is None else (last,))
    return frozenset(filling)


def with_following(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block and the one after it; the last has None."""
    for position, block in enumerate(blocks):
        yield block, blocks[position + 1] if position + 1 < len(blocks) else None


def keeps_with_next(block: Block, following: Block | None) -> bool:
    """Whether a page must not break between them: an announcement and its matter, the lines of a form."""
    if not isinstance(block, Paragraph):
        return False
    if isinstance(following, Paragraph) and (rows := form_rows(following.inlines)):
        # Boxes are a choice of their own, unless a lone line below finishes it: "Other:", "Because:".
        return rows[0].label_before or not _is_boxes(block.inlines)
    last = block.inlines[-1] if block.inlines else None
    announces = isinstance(last, Text) and last.text.rstrip().endswith(":")
    return announces and not isinstance(following, Heading | PageBreak | None)


def _is_boxes(inlines: Inlines) -> bool:
    """Nothing but boxes to tick."""
    boxes = [inline for inline in inlines if _is_box(inline)]
    return bool(boxes) and all(
        _is_box(inline)
        or isinstance(inline, LineBreak)
        or (isinstance(inline, Text) and not inline.text.strip())
        for inline in inlines
    )


def is_tick_list(items: tuple[ListItem, ...]) -> bool:
    """Every item begins with a box to tick, which then stands in the place of the bullet or number."""
    return bool(items) and all(_begins_with_box(item.blocks[:1]) for item in items)


def _begins_with_box(blocks: tuple[Block, ...]) -> bool:
    return any(
        isinstance(block, Paragraph) and bool(block.inlines) and _is_box(block.inlines[0]) for block in blocks
    )


def field_label(field: Field, words: Phrases) -> str:
    """What is printed beside the place: the author's label, else "Date" or "Signature", else nothing."""
    if field.label:
        return field.label
    return {FieldKind.DATE: words.field_date, FieldKind.SIGNATURE: words.field_signature}.get(field.kind, "")


def label_before_line(label: str) -> str:
    """A label as it stands before its line: "Recipient:"; a question keeps its own mark, "$" stands alone."""
    return label if not label or label[-1] in ":?.…,;$#" else f"{label}:"


def spoken(field: Field, words: Phrases) -> str:
    """What a screen reader says of the empty place."""
    label = field_label(field, words)
    match field.kind:
        case FieldKind.BOX:
            return words.spoken_box
        case FieldKind.DATE:
            return words.spoken_date.format(label=label)
        case FieldKind.SIGNATURE:
            return words.spoken_signature.format(label=label)
        case _:
            return words.spoken_line.format(label=label) if label else words.spoken_plain_line


def flow_label(inlines: Inlines, position: int, words: Phrases) -> str:
    """The label of a place within a run: none for a bare date whose sentence says what it is for."""
    inline = inlines[position]
    if not isinstance(inline, Field):
        return ""
    before = inlines[position - 1] if position else None
    is_told = isinstance(before, Text) and bool(before.text.strip())
    return "" if is_told and not inline.label else field_label(inline, words)


def spaced(inlines: Inlines) -> Inlines:
    """The same run with a wide space where nothing but a space stood between two boxes to tick."""
    made = list(inlines)
    for position in range(1, len(made) - 1):
        before, between, after = made[position - 1 : position + 2]
        if isinstance(between, Text) and not between.text.strip() and _is_box(before) and _is_box(after):
            made[position] = Text(f"{WIDE_SPACE} ", between.line)
    return tuple(made)


def _is_box(inline: Inline) -> bool:
    return isinstance(inline, Field) and inline.kind is FieldKind.BOX


def has_fields(inlines: Inlines) -> bool:
    """Whether anything in this run is to be filled in."""
    return any(isinstance(inline, Field) for inline in walk_inlines(inlines))
