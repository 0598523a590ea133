"""A handout that policydocs made, read back: what was added around the policy is told apart from its text.

A handout begins with the practice's letterhead and a line with its version, may have a table of contents,
and ends with whom to ask and a page to sign. None of it is the policy's own text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.html import HtmlElement

from policydocs.document import (
    Block,
    BulletList,
    Field,
    FieldKind,
    Inline,
    Inlines,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Strong,
    Text,
    plain_text,
)
from policydocs.source.paper_fields import block_with_fields
from policydocs.source.reading import HeadingMark, LeftOut, Piece, Pieces

#: Classes of what Word's styles of ours become (see `docx.STYLES`).
VERSION, CONTENTS = "policydocs-version", "policydocs-contents"
MADE_BY_US = "It is a handout that policydocs made; what surrounds the policy’s text on it was left out."
#: How the sentence above the signature begins where the author wrote none (see the renderers' phrases).
OWN_STATEMENTS = ("I received a copy of this document", "Recibí una copia de este documento")
PLAIN_DATES = frozenset(["Date", "Fecha"])  #: what a date without a label of its own is printed with
#: What each handout's part with whom to ask is called.
QUESTIONS_HEADINGS = frozenset(
    [
        "Questions about this policy?",
        "Questions about this form?",
        "¿Tiene preguntas sobre esta política?",
        "¿Tiene preguntas sobre este formulario?",
    ]
)
#: The line with the version, below the title; on a letterhead the code stands behind it.
PRINTED_VERSION = re.compile(
    r"(?:DRAFT · not yet in force|BORRADOR · todavía no está vigente"
    r"|Version \d+(?:\.\d+){1,2} · Effective .{6,40}"
    r"|Versión \d+(?:\.\d+){1,2} · Vigente a partir del .{6,40})"
)
FOOT_CODE = re.compile(r"(?:Code|Código) [0-9A-Z]{4}-[0-9A-Z]{4}")
_KINDS = {kind.value: kind for kind in FieldKind}


def is_own_page(root: HtmlElement) -> bool:
    """A web page is a handout of ours."""
    return bool(root.xpath("boolean(//main/p[@class='version'] and //body/header/p[@class='practice'])"))


def fields_of_page(root: HtmlElement, left_out: list[LeftOut]) -> dict[HtmlElement, Field]:
    """The fields of a page of ours, by their elements."""
    found: dict[HtmlElement, Field] = {}
    for span in root.xpath("//span[contains(concat(' ', @class, ' '), ' field ')]"):
        shape = span.xpath(".//span[@role='img']")
        kind = _KINDS.get(str(shape[0].get("class"))) if shape else None
        if kind is None:
            continue
        said = " ".join("".join(span.itertext()).split())
        label = re.sub(r"\s*:$", "", said)
        if kind is FieldKind.DATE and label in PLAIN_DATES:
            left_out.append(LeftOut(label, "what any place for a date is called", span.sourceline or 0))
            label = ""
        found[span] = Field(kind, label)
    return found


def without_frame(found: Pieces, version: str) -> None:
    """Takes what surrounds the text out of a handout's pieces; see the module.

    Args:
        version: the line with the version, as it stands below the title.
    """
    pieces = found.pieces
    title = next(
        (at for at, one in enumerate(pieces) if isinstance(one, HeadingMark) and one.level == 1), None
    )
    if title is None:
        return
    for piece in pieces[:title]:
        _leave(piece, "the letterhead", found)
    found.title = _text(pieces[title])
    rest = pieces[title + 1 :]
    if rest and _text(rest[0]) == version:
        _leave(rest.pop(0), "the version’s line", found)
    end = _signing_page(rest, version, found.title)
    if end is not None:
        _leave_page(rest[end:], found)
        rest = rest[:end]
    questions = [at for at, one in enumerate(rest) if isinstance(one, HeadingMark)]
    if questions and len(rest) - questions[-1] == 2:
        for piece in rest[questions[-1] :]:
            _leave(piece, "whom to ask, which each handout says", found)
        rest = rest[: questions[-1]]
    found.pieces = [_as_written(one, found) for one in rest]
    found.is_ours = True
    found.remarks.append(MADE_BY_US)


def _as_written(piece: Piece, found: Pieces) -> Piece:
    """A heading or block as its author wrote it: fields again, no addresses printed behind links."""
    if isinstance(piece, HeadingMark):
        return piece

    def unprinted(block: Block) -> Block:
        match block:
            case Paragraph(inlines=inlines):
                return replace(block, inlines=_without_addresses(inlines, found.left_out))
            case BulletList(items=items) | NumberedList(items=items):
                made = tuple(ListItem(tuple(map(unprinted, one.blocks)), one.line) for one in items)
                return replace(block, items=made)
            case Quote(blocks=blocks):
                return replace(block, blocks=tuple(map(unprinted, blocks)))
            case _:
                return block

    return block_with_fields(unprinted(piece))


def _without_addresses(inlines: Inlines, left_out: list[LeftOut]) -> Inlines:
    """Without the addresses that paper shows in parentheses behind a link's words."""
    made: list[Inline] = []
    for inline in inlines:
        before = made[-1] if made else None
        if isinstance(inline, Text) and isinstance(before, Link):
            match = re.match(r"\s*\((?P<address>[^\s()]+)\)", inline.text)
            if match is not None and match["address"].strip("/") in before.target:
                left_out.append(LeftOut(match["address"], "a link’s address, printed for paper", inline.line))
                rest = inline.text[match.end() :]
                starts = tuple(at - match.end() for at in inline.line_starts if at > match.end())
                if rest:
                    made.append(Text(rest, inline.line_at(match.end()), starts))
                continue
        made.append(inline)
    return tuple(made)


def _signing_page(pieces: list[Piece], version: str, title: str) -> int | None:
    """Where the page to sign begins: with a heading, and below it title and version again."""
    for at in range(len(pieces) - 1):
        head, below = pieces[at], pieces[at + 1]
        named = isinstance(head, HeadingMark) and _text(below) == f"{title} {version}"
        if named and isinstance(below, Paragraph) and isinstance(below.inlines[0], Strong):
            return at
    return None


def _leave_page(page: list[Piece], found: Pieces) -> None:
    for piece in page:
        _leave(piece, "the page to sign", found)
    statement = next((_text(one) for one in page[2:] if isinstance(one, Paragraph)), "")
    found.acknowledgment = "" if statement.startswith(OWN_STATEMENTS) else statement
    found.asks_for_signature = True


def _leave(piece: Piece, reason: str, found: Pieces) -> None:
    if words := _text(piece):
        found.left_out.append(LeftOut(words, reason, getattr(piece, "line", 0)))


def _text(piece: Piece) -> str:
    """The words of a heading or paragraph, fields with their labels."""
    if not isinstance(piece, HeadingMark | Paragraph):
        return ""
    return " ".join(plain_text(piece.inlines).split())
