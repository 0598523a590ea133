"""Headings and lists that their author only typed: "- no photos", "2. Texting", "Can I text you?".

A text that was pasted into Word or a website's editor has paragraphs and nothing else. Where a document has
no headings that are styled, bold or in capitals, its bare short lines are the headings; its dashes, numbers
and letters are lists wherever two or more stand in a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from policydocs.document import (
    BulletList,
    Inlines,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Table,
    Text,
    plain_text,
    walk_inlines,
)
from policydocs.source.plain_text import is_menu_entry, item_letter, item_marker
from policydocs.source.reading import HeadingMark, LeftOut, Piece
from policydocs.source.recovery import (
    could_be_heading,
    has_credentials,
    has_place_to_fill_in,
    is_said,
    looks_like_heading,
    names_somebody,
)

FEWEST_HEADINGS = 2  #: bare lines above text, before that is how the document is made
FEWEST_ITEMS = 2
LONGEST_ANSWER = 60  #: characters of what a label with a colon announces; a section says more
MOST_WORDS_OF_LABEL = 6
LONGEST_ROW = 2  #: short lines below one another; more are an address, or a list without signs
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")
_GREETING = re.compile(
    r"(?:dear|hello|hi|welcome|sincerely|regards|warmly|yours|best|respectfully)\b", re.IGNORECASE
)


def with_typed_lists(pieces: Sequence[Piece], letters: list[str]) -> list[Piece]:
    """The pieces with rows of typed items as lists.

    Args:
        pieces: of a document whose reader knows real lists only.
        letters: gets those of lists with letters, which have numbers now.
    """
    made: list[Piece] = []
    at = 0
    while at < len(pieces):
        row = _items(pieces, at)
        if len(row) < FEWEST_ITEMS:
            made.append(pieces[at])
            at += 1
            continue
        items = tuple(ListItem((_without_marker(one),), one.line) for one in row)
        kind, first, _ = _marker(row[0])
        made.append(
            BulletList(items, row[0].line) if kind == "bullet" else NumberedList(items, first, row[0].line)
        )
        if kind == "letter":
            letters.extend(item_letter(first + number) for number in range(len(row)))
        at += len(row)
    return made


def _items(pieces: Sequence[Piece], start: int) -> list[Paragraph]:
    """The paragraphs from `start` on that are typed items of one list, the numbers one after the other."""
    row: list[Paragraph] = []
    kind, first = "", 0
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if not isinstance(piece, Paragraph):
            break
        here, number, rest = _marker(piece)
        kind, first = (kind, first) if row else (here, number)
        follows = kind == "bullet" or number == first + len(row)
        if not here or here != kind or not follows or not rest or looks_like_heading(piece):
            break
        row.append(piece)
    return row


def _marker(piece: Paragraph) -> tuple[str, int, str]:
    first = piece.inlines[0] if piece.inlines else None
    return item_marker(first.text) if isinstance(first, Text) else ("", 1, "")


def _without_marker(piece: Paragraph) -> Paragraph:
    first, *others = piece.inlines
    assert isinstance(first, Text)
    cut = len(first.text) - len(item_marker(first.text)[2])
    starts = tuple(at - cut for at in first.line_starts if at > cut)
    return replace(piece, inlines=(Text(first.text[cut:], first.line_at(cut), starts), *others))


def without_menu_entry(pieces: Sequence[Piece], left_out: list[LeftOut]) -> list[Piece]:
    """Without what is left of a website's menu above a text that was copied: a dash, and a word or two."""
    first = pieces[0] if pieces else None
    words = ""
    if isinstance(first, Paragraph) and not _items(pieces, 0)[1:] and _marker(first)[0] == "bullet":
        words = _marker(first)[2] if len(first.inlines) == 1 else ""  # one line, and nothing more in it
    elif isinstance(first, BulletList) and len(first.items) == 1 == len(first.items[0].blocks):
        only = first.items[0].blocks[0]
        words = _text(only) if isinstance(only, Paragraph) else ""
    if not words or len(pieces) == 1 or not is_menu_entry(words):
        return list(pieces)
    left_out.append(LeftOut(words, "navigation", getattr(first, "line", 0)))
    return list(pieces[1:])


# --- headings ------------------------------------------------------------------------------------


def recover_bare_headings(pieces: Sequence[Piece], *, titled: bool = False) -> list[Piece]:
    """The pieces with bare short lines as headings, where nothing else parts the document.

    Args:
        pieces: with the headings that were found so far.
        titled: the document's title is known, so that no line of these is.
    """
    if sum(isinstance(one, HeadingMark) and not one.recovered for one in pieces) > 1:
        return list(pieces)
    short = [_is_short(piece) for piece in pieces]
    opening = sum(1 for _ in takewhile(lambda at: short[at] or _is_mark(pieces[at]), range(len(pieces))))
    known = [
        isinstance(one, HeadingMark) and (at >= opening or not one.recovered) for at, one in enumerate(pieces)
    ]
    if sum(known) > 1:
        return list(pieces)
    heads = {at for at in range(len(pieces) - 1) if short[at] and _heads(pieces, short, at)}
    if len(heads) < FEWEST_HEADINGS or not any(at >= opening for at in heads):
        return list(pieces)
    titled = titled or any(isinstance(piece, HeadingMark) and piece.level == 1 for piece in pieces)
    for at in range(opening):
        if not titled and short[at]:
            heads.add(at)  # one of these is the title; the others become text again when it is taken
        elif names_somebody(_text(pieces[at])):
            heads.discard(at)
    return [
        HeadingMark(2, piece.inlines, piece.line, recovered=True)
        if at in heads and isinstance(piece, Paragraph)
        else piece
        for at, piece in enumerate(pieces)
    ]


def _is_mark(piece: Piece) -> bool:
    return isinstance(piece, HeadingMark)


def _is_short(piece: Piece) -> bool:
    """A line that could be a heading, by its words alone."""
    if not isinstance(piece, Paragraph) or _leads_away(piece.inlines):
        return False
    text = _text(piece)
    return (
        could_be_heading(text.rstrip(":"))
        and not has_credentials(text)
        and not is_said(text.rstrip(":"))
        and not _GREETING.match(text)
        and "|" not in text
        and not (text.endswith(":") and len(re.findall(r"[^\W\d]+", text)) > MOST_WORDS_OF_LABEL)
        and item_marker(text)[0] not in {"bullet", "letter"}
    )


def _leads_away(inlines: Inlines) -> bool:
    """A line with a link in it, or of several lines: a menu, an address."""
    return any(isinstance(one, Link | LineBreak) for one in walk_inlines(inlines))


def _heads(pieces: Sequence[Piece], short: Sequence[bool], at: int) -> bool:
    """Text follows, no row of short lines stands above, and it goes on with no sentence."""
    row = 1 + sum(1 for _ in takewhile(lambda before: short[before], range(at - 1, -1, -1)))
    few = row <= LONGEST_ROW or row == at + 1
    return few and not short[at + 1] and _is_text(pieces[at + 1], pieces[at]) and not _goes_on(pieces, at)


def _goes_on(pieces: Sequence[Piece], at: int) -> bool:
    """A line that some program broke off from the sentence above it."""
    above = pieces[at - 1] if at else None
    small = _text(pieces[at])[0].islower()
    return small and isinstance(above, Paragraph) and not _SENTENCE_END.search(_text(above))


def _is_text(piece: Piece, head: Piece) -> bool:
    """What can stand below a heading: a list, or sentences; what stands above a table may be its name."""
    if not isinstance(piece, Paragraph):
        return not isinstance(piece, HeadingMark | Table) and not _text(head).endswith(":")
    text = _text(piece)
    if has_place_to_fill_in(text) or has_credentials(text):
        return False
    if _text(head).endswith(":"):
        return len(text) > LONGEST_ANSWER
    return len(text) > len(_text(head)) or bool(_SENTENCE_END.search(text))


def _text(piece: Piece) -> str:
    return " ".join(plain_text(piece.inlines).split()) if isinstance(piece, HeadingMark | Paragraph) else ""
