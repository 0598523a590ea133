"""Headings that stand in the line of their paragraph: "FRIENDING: I do not ...", "**Texting.** I ...".

One alone is emphasis. Where several paragraphs of a document begin so, and nothing else parts it, they are
its sections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policydocs.document import Inlines, Paragraph, Strong, Text, plain_text
from policydocs.source.reading import HeadingMark, Piece
from policydocs.source.recovery import could_be_heading, has_credentials, in_capitals, joined_text

FEWEST = 3  #: paragraphs that begin so, before it is how the document is made
MOST_WORDS = 8

_CAPITALS = re.compile(r"(?P<head>[A-Z][A-Z0-9'’&/,() -]{2,60}?)\s*(?P<sign>[:–—]|\.(?=\s))\s+(?=\S)")
#: In small letters a colon alone is a sign, and only before a sentence.
_LABEL = re.compile(r"(?P<head>[A-Z][\w'’&/-]{2,}(?: [\w'’&/-]+){0,4})(?P<sign>:)\s+(?=[A-Z“\"])")
_NO_HEADS = frozenset(
    ["note", "nb", "important", "please note", "warning", "example", "tip", "remember", "caution"]
)


def split_run_in_heads(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with such headings as headings, where the document is made of them."""
    heads = {at: found for at, piece in enumerate(pieces) if (found := _split(piece)) is not None}
    others = sum(isinstance(piece, HeadingMark) and piece.level > 1 for piece in pieces)
    if len(heads) < FEWEST or others > 1 or 2 * len(heads) < _paragraphs(pieces, min(heads)):
        return list(pieces)
    made: list[Piece] = []
    for at, piece in enumerate(pieces):
        made.extend(heads.get(at, (piece,)))
    return made


def _paragraphs(pieces: Sequence[Piece], start: int) -> int:
    return sum(isinstance(piece, Paragraph) for piece in pieces[start:])


def _split(piece: Piece) -> tuple[Piece, Piece] | None:
    """The heading and the paragraph that follows it in the same line."""
    if not isinstance(piece, Paragraph) or not piece.inlines:
        return None
    first = piece.inlines[0]
    if isinstance(first, Strong):
        return _after_bold(piece, first)
    if isinstance(first, Text) and (match := _CAPITALS.match(first.text) or _LABEL.match(first.text)):
        head = match["head"].strip()
        rest = Text(first.text[match.end() :], first.line_at(match.end()), _starts(first, match.end()))
        if (in_capitals(head) or match.re is _LABEL) and _is_head(head):
            return _parts(piece, (Text(head, first.line),), (rest, *piece.inlines[1:]))
    return None


def _starts(text: Text, cut: int) -> tuple[int, ...]:
    return tuple(at - cut for at in text.line_starts if at > cut)


def _after_bold(piece: Paragraph, bold: Strong) -> tuple[Piece, Piece] | None:
    said = plain_text(bold.children).strip()
    rest = piece.inlines[1:]
    following = plain_text(rest)
    if said[-1:] in ":.?–—":
        head = said if said.endswith("?") else said.rstrip(" :.–—")
    elif re.match(r"\s*[:–—]\s", following) and isinstance(rest[0], Text):
        head = said
    else:
        return None
    if not _is_head(head) or len(following.split()) < 4:
        return None
    return _parts(piece, (Text(head, piece.line),), _without_colon(rest))


def _without_colon(rest: Inlines) -> Inlines:
    first = rest[0]
    if not isinstance(first, Text):
        return rest
    cut = len(first.text) - len(re.sub(r"^[\s:–—]+", "", first.text))
    shorter = replace(first, text=first.text[cut:], line=first.line_at(cut), line_starts=_starts(first, cut))
    return joined_text((shorter, *rest[1:])) if shorter.text else rest[1:]


def _is_head(text: str) -> bool:
    return (
        len(text.split()) <= MOST_WORDS
        and could_be_heading(text)
        and not has_credentials(text)
        and text.casefold() not in _NO_HEADS
    )


def _parts(piece: Paragraph, head: Inlines, rest: Inlines) -> tuple[Piece, Piece] | None:
    if len(plain_text(rest).split()) < 4:
        return None
    return HeadingMark(2, head, piece.line, recovered=True), replace(piece, inlines=rest)
