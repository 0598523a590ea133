"""Places to fill in, drawn with underscores and boxes, made the fields of ours: `[[line: Name]]`.

Only where a line is nothing but labels and blanks: a blank inside a sentence stays as it is, for its author
to fill in or to put in words. A box with words behind it is one to tick, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policydocs.document import (
    Block,
    BulletList,
    Emphasis,
    Field,
    FieldKind,
    Inline,
    Inlines,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    plain_text,
)
from policydocs.model import Policy, Section
from policydocs.source.late_pattern import LatePattern

LONGEST_LABEL = 120

_BLANK = r"(?:_{3,}|\.{6,}|…{3,})(?:\s*(?:_{3,}|/|\.{6,}))*"
_PAIR = re.compile(rf"\s*(?P<label>[^_:：☐□❑❏▢⬜\[\]]{{1,90}}?)\s*[:：]?\s*{_BLANK}\s*[,;.|]?")
_ONE_PAIR = LatePattern(rf"\s*(?P<label>[^_.?!☐□❑❏▢⬜\[\]]{{2,120}}?)\s*:\s*{_BLANK}\s*")
_BOX = re.compile(r"[☐□❑❏▢⬜]|(?<![\w\]])\[\s?\](?!\()")
_WIDE_SPACE = "\u2003"
_SIGNS = LatePattern(r"\b(?:signature|signed|sign here|firma)\b", re.IGNORECASE)
_DATES = LatePattern(r"date|date signed|today['’]s date|fecha", re.IGNORECASE)
_LONGEST_SIGNATURE_WORDS = 6  #: "For the office: why no signature, with date" is no place to sign
_NAMES = LatePattern(r"\b(?:name|nombre|born|birth|time|relationship|phone)\b", re.IGNORECASE)


def with_fields(policy: Policy) -> Policy:
    """The policy with its blanks as fields."""
    opening = _section(policy.opening)
    return replace(policy, opening=opening, sections=tuple(map(_section, policy.sections)))


def block_with_fields(block: Block) -> Block:
    """One block, and those inside it, likewise."""
    match block:
        case Paragraph(inlines=inlines):
            return replace(block, inlines=_fields(inlines) or inlines)
        case BulletList(items=items) | NumberedList(items=items):
            made = tuple(ListItem(tuple(map(block_with_fields, one.blocks)), one.line) for one in items)
            return replace(block, items=made)
        case Quote(blocks=blocks):
            return replace(block, blocks=tuple(map(block_with_fields, blocks)))
        case Table(header=header, rows=rows):
            return replace(block, header=_row(header), rows=tuple(map(_row, rows)))
        case _:
            return block


def _section(section: Section) -> Section:
    return replace(
        section,
        blocks=tuple(map(block_with_fields, section.blocks)),
        sections=tuple(map(_section, section.sections)),
    )


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(_fields(cell) or cell for cell in row.cells))


def _fields(inlines: Inlines) -> Inlines:
    """A paragraph with its fields; () where it has none."""
    text = plain_text(inlines)
    if not (_BOX.search(text) or re.search(_BLANK, text)):
        return ()
    if any(not isinstance(one, Text | LineBreak | Strong | Emphasis | Field) for one in inlines):
        return ()
    if any(isinstance(one, Field) for one in inlines):
        return ()
    made: list[Inline] = []
    found = False
    line = _first_line(inlines)
    for number, said in enumerate(text.split("\n")):
        row = list(_pairs(said, line)) or list(_boxes(said, line))
        found = found or bool(row)
        if number:
            made.append(LineBreak())
        made.extend(row or [Text(said, line)])
    return tuple(made) if found else ()


def _pairs(text: str, line: int) -> Iterator[Inline]:
    """Labels with a blank behind each; nothing where a word is left over."""
    found: list[Field] = []
    at = 0
    while text[at:].strip(" .,;|"):
        match = _PAIR.match(text, at)
        if match is None or not re.search(r"[\w$€£#%]", match["label"]):
            found = []
            break
        found.append(_field(match["label"].strip(" ,;|" + _WIDE_SPACE), line))
        at = match.end()
    if not found and (one := _ONE_PAIR.fullmatch(text)):  # a label with a colon in it
        found = [_field(one["label"].strip(), line)]
    yield from _apart(_with_signatures(found))


def _apart(fields: list[Field]) -> Iterator[Inline]:
    for at, field in enumerate(fields):
        if at:
            yield Text(" ")
        yield field


def _with_signatures(fields: list[Field]) -> list[Field]:
    """A line with the day beside it is signed: "Client: ____ Date: ____"."""
    made = list(fields)
    for at, field in enumerate(fields[:-1]):
        dated = fields[at + 1].kind is FieldKind.DATE
        if dated and field.kind is FieldKind.LINE and not _NAMES.search(field.label):
            made[at] = replace(field, kind=FieldKind.SIGNATURE)
    return made


def _boxes(text: str, line: int) -> Iterator[Inline]:
    """What stands before the first box, then each box with its words; nothing where one has none."""
    starts = [match.span() for match in _BOX.finditer(text)]
    if not starts:
        return
    ends = [start for start, _ in starts[1:]] + [len(text)]
    labels = [
        text[begin:end].strip(" ,;" + _WIDE_SPACE) for (_, begin), end in zip(starts, ends, strict=True)
    ]
    if any(not re.search(r"\w", label) or len(label) > LONGEST_LABEL or "_" in label for label in labels):
        return
    if before := text[: starts[0][0]].rstrip():
        yield Text(f"{before} ", line)
    yield from _apart([Field(FieldKind.BOX, label, line) for label in labels])


def _field(label: str, line: int) -> Field:
    if _SIGNS.search(label) and len(label.split()) <= _LONGEST_SIGNATURE_WORDS:
        return Field(FieldKind.SIGNATURE, label, line)
    if _DATES.fullmatch(label):
        return Field(FieldKind.DATE, "" if label == "Date" else label, line)
    return Field(FieldKind.LINE, label, line)


def _first_line(inlines: Inlines) -> int:
    return next((one.line for one in inlines if isinstance(one, Text)), 0)
