"""Places to fill in, drawn with underscores and boxes, made the fields of ours: `[[line: Name]]`.

Only where a paragraph is nothing but labels and blanks: a blank inside a sentence stays as it is, for its
author to fill in or to put in words.
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
    Strong,
    Text,
    plain_text,
)
from policydocs.model import Policy, Section

_BLANK = r"(?:_{3,}|\.{6,}|…{3,})(?:\s*(?:_{3,}|/|\.{6,}))*"
_PAIR = re.compile(rf"\s*(?P<label>[^_:.?!…☐□❑❏▢]{{2,70}}?)\s*[:：]?\s*{_BLANK}\s*[,;.|]?")
_BOX = re.compile(
    r"\s*(?:[☐□❑❏▢⬜]|\[\s?\]|_{1,3}\s?\[\s?\])\s*(?P<label>[^☐□❑❏▢⬜_\[\]\n]{1,120}?)\s*(?=[☐□❑❏▢⬜\n]|\[\s?\]|$)"
)
_SIGNS = re.compile(r"\b(?:signature|signed|sign here)\b", re.IGNORECASE)
_DATES = re.compile(r"date|today.s date", re.IGNORECASE)


def with_fields(policy: Policy) -> Policy:
    """The policy with its blanks as fields."""
    opening = _section(policy.opening)
    return replace(policy, opening=opening, sections=tuple(map(_section, policy.sections)))


def _section(section: Section) -> Section:
    return replace(
        section,
        blocks=tuple(map(_block, section.blocks)),
        sections=tuple(map(_section, section.sections)),
    )


def _block(block: Block) -> Block:
    match block:
        case Paragraph(inlines=inlines):
            return replace(block, inlines=_fields(inlines) or inlines)
        case BulletList(items=items) | NumberedList(items=items):
            return replace(
                block, items=tuple(ListItem(tuple(map(_block, one.blocks)), one.line) for one in items)
            )
        case Quote(blocks=blocks):
            return replace(block, blocks=tuple(map(_block, blocks)))
        case _:
            return block


def _fields(inlines: Inlines) -> Inlines:
    """The fields that a paragraph is made of; () where it says anything else."""
    if any(not isinstance(one, Text | LineBreak | Strong | Emphasis) for one in inlines):
        return ()
    made: list[Inline] = []
    for number, line in enumerate(plain_text(inlines).split("\n")):
        fields = list(_line(line, _first_line(inlines)))
        if not fields:
            return ()
        if number:
            made.append(LineBreak())
        for at, field in enumerate(fields):
            if at:
                made.append(Text(" "))
            made.append(field)
    return tuple(made)


def _line(text: str, line: int) -> Iterator[Field]:
    """The fields of one line; none where a word is left over."""
    for pattern in (_PAIR, _BOX):
        found: list[Field] = []
        at = 0
        while text[at:].strip():
            match = pattern.match(text, at)
            if match is None or match.end() == at:
                break
            found.append(_field(match["label"].strip(" ,;"), line, box=pattern is _BOX))
            at = match.end()
        if found and not text[at:].strip() and all(one.label or one.kind is FieldKind.DATE for one in found):
            yield from found
            return


def _field(label: str, line: int, *, box: bool) -> Field:
    if box:
        return Field(FieldKind.BOX, label, line)
    if _SIGNS.search(label):
        return Field(FieldKind.SIGNATURE, label, line)
    if _DATES.fullmatch(label):
        return Field(FieldKind.DATE, "" if label == "Date" else label, line)
    return Field(FieldKind.LINE, label, line)


def _first_line(inlines: Inlines) -> int:
    return next((one.line for one in inlines if isinstance(one, Text)), 0)
