"""A policy as a few lines of text, for tests to compare."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.document import (
    Block,
    BulletList,
    Inlines,
    Link,
    NumberedList,
    Paragraph,
    Quote,
    Strong,
    Table,
    plain_text,
    walk_inlines,
)
from policydocs.model import Policy


def outline(policy: Policy) -> list[str]:
    """Each heading as `## Title @line`, each block below it as a line of its own."""
    lines: list[str] = []
    for section in policy.walk():
        if section.id:
            lines.append(f"{'#' * section.level} {section.title_text} @{section.line}")
        for block in section.blocks:
            lines.extend(_block(block, ""))
    return lines


def _block(block: Block, indent: str) -> Iterator[str]:
    match block:
        case Paragraph(inlines=inlines, line=line):
            yield f"{indent}{plain_text(inlines)} @{line}".replace("\n", " / ")
        case BulletList(items=items) | NumberedList(items=items):
            number = block.start if isinstance(block, NumberedList) else None
            for at, item in enumerate(items):
                sign = "-" if number is None else f"{number + at}."
                for first, inner in enumerate(item.blocks):
                    lines = list(_block(inner, ""))
                    lead = f"{indent}{sign} " if not first else f"{indent}  "
                    yield lead + lines[0]
                    yield from (f"{indent}  {line}" for line in lines[1:])
        case Quote(blocks=blocks):
            for inner in blocks:
                yield from (f"{indent}> {line}" for line in _block(inner, ""))
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                cells = " | ".join(plain_text(cell).replace("\n", " / ") for cell in row.cells)
                yield f"{indent}| {cells} | @{row.line}"


def bold_words(inlines: Inlines) -> list[str]:
    return [plain_text(inline.children) for inline in walk_inlines(inlines) if isinstance(inline, Strong)]


def targets(policy: Policy) -> list[str]:
    """Every link's target."""
    return [
        inline.target
        for section in policy.walk()
        for block in section.blocks
        if isinstance(block, Paragraph)
        for inline in walk_inlines(block.inlines)
        if isinstance(inline, Link)
    ]
