"""The parts that the ledger's papers are made of: headings, tables, lists, in the clinician's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Document,
    Heading,
    Inlines,
    Letterhead,
    LineBreak,
    ListItem,
    Paragraph,
    Row,
    Table,
    Text,
)
from policydocs.model import Practice
from policydocs.render.phrases import phrases


def paper(practice: Practice, title: str, made: datetime, blocks: tuple[Block, ...]) -> Document:
    """A paper of the practice, with the day on which it was made."""
    words = phrases("en")
    return Document(
        title=title,
        language="en",
        letterhead=Letterhead(practice.name, tuple(practice.facts.get("address", "").splitlines())),
        version_line=f"Made {words.written_date(made.date())}",
        running_title=title,
        blocks=blocks,
        author=practice.name,
        page_label=words.page,
    )


def heading(text: str) -> Heading:
    return Heading(2, _text(text))


def said(text: str) -> Paragraph:
    return Paragraph(_text(text))


def listed(texts: Iterable[str]) -> BulletList:
    return BulletList(tuple(ListItem((said(text),)) for text in texts))


def named_digests(rows: Iterable[tuple[str, str]]) -> BulletList:
    """Names of files, and below each its digest in one line, to be compared digit by digit."""
    pairs = ((Text(name), LineBreak(), Text(digest)) for name, digest in rows)
    return BulletList(tuple(ListItem((Paragraph(pair),)) for pair in pairs))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of texts; long digests break where they must."""
    return Table(
        _row(headings),
        tuple(_row([_breakable(cell) for cell in row]) for row in rows),
        (Alignment.LEFT,) * len(headings),
    )


def _row(cells: Sequence[str]) -> Row:
    return Row(tuple(_text(cell) for cell in cells))


def _text(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _breakable(cell: str) -> str:
    """Blanks within a digest, so that a narrow column holds it and an eye can compare it."""
    if len(cell) < 40 or not cell.isalnum():
        return cell
    return " ".join(cell[at : at + 16] for at in range(0, len(cell), 16))
