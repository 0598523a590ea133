"""Headings and the title of a document whose author formatted them by eye.

Bold lines, lines in capitals, bare short lines above a paragraph: what a reader takes for a heading is
made one. When in doubt a line stays text, because a position that becomes a heading is lost as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from policydocs.document import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Strong,
    Text,
    plain_text,
    walk_inlines,
)
from policydocs.source.late_pattern import LatePattern
from policydocs.source.reading import HeadingMark, LeftOut, Piece, Pieces

LONGEST_HEADING = 90
MOST_WORDS = 12

_CREDENTIALS = LatePattern(
    r",\s*(?:[A-Z]{2,}|[A-Z][a-z]{0,3}\.?[A-Z][A-Za-z.]*|M\.?\s?[AS]c?\.?|Ph\.?\s?D|Psy\.?\s?D|Ed\.?\s?D)[\w.-]*\b"
)
_COMPANY = LatePattern(
    r"\b(?:LLC|PLLC|L\.L\.C\.|Inc\.?|Ltd\.?|P\.?C\.|counsell?ing|psychotherapy|therapy|psychology|psychiatry"
    r"|group|cent(?:er|re)|clinic|associates|collective|infirmary|hospital|department|practice)$",
    re.IGNORECASE,
)
#: What such documents call themselves, or are about.
_DOCUMENT = LatePattern(
    r"\b(?:polic(?:y|ies)|agreements?|consent|guidelines?|rules?|statement|handout|form|notice|information"
    r"|communications?|contract|manual|faqs?|questions?|guide|procedures?|terms|instructions?|authori[sz]ation"
    r"|media|internet|online|technology|digital|phones?|electronic)\b",
    re.IGNORECASE,
)
_DATED = LatePattern(
    r"\b(?:rev(?:ised|ision)?|updated|version|effective|date)\b\.?|\b(?:19|20)\d\d\b", re.IGNORECASE
)
_SAID = LatePattern(r"(?:I|we|you|please|if|there|thank|do|it|they|he|she)\b(?!.*\?$)", re.IGNORECASE)
_CONTACT = LatePattern(r"\d{3}.?\d{4}|@|https?:|www\.")
_ADDRESSED = LatePattern(r"[—–-]|(?:by|from|to|dear|date)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{3,}|\d-\d|@|https?:|www\.")
_LISTED = LatePattern(r"^(?:\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})[.)]|[•◦▪‣●·*–—-])\s")
_BLANK = re.compile(r"_{3,}|[☐□❑❏▢⬜]|\[\s?\]")  #: a place to fill in
_END = re.compile(r"[.,;!…][\"'”’)]*$")


_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")
_SENTENCES = re.compile(r"[a-z][.!]\s+[A-Z]")  #: one ends and another begins

#: A line that ends with one of these goes on in the next.
_UNFINISHED = re.compile(
    r"\b(?:or|and|the|an?|to|of|in|at|on|for|with|by|from|my|your|our|is|are|be|that|which|if|as|but|not|will)$"
)


def could_be_heading(text: str) -> bool:
    """Short enough, with words, no end of a sentence, no telephone number or address in it."""
    return (
        0 < len(text) <= LONGEST_HEADING
        and len(text.split()) <= MOST_WORDS
        and any(char.isalpha() for char in text)
        and not _END.search(text)
        and not _NUMBER.search(text)
        and not _UNFINISHED.search(text)
        and not has_place_to_fill_in(text)
        and text[0] != "("
        and (text.endswith("?") or not _SENTENCES.search(text))
    )


def has_place_to_fill_in(text: str) -> bool:
    """A blank or a box to tick is in it."""
    return "[[" in text or bool(_BLANK.search(text))


def in_capitals(text: str) -> bool:
    """Written in capitals throughout, four letters or more of them."""
    letters = [char for char in text if char.isalpha()]
    return (
        len(letters) >= 4
        and all(not char.islower() for char in letters)
        and any(c.isupper() for c in letters)
    )


def has_credentials(text: str) -> bool:
    """A person's name with a degree or licence after it."""
    return bool(_CREDENTIALS.search(text)) and not in_capitals(text)


def names_somebody(text: str) -> bool:
    """A person, a practice or a date: above a document's first section it is no heading."""
    return has_credentials(text) or bool(_COMPANY.search(text) or _DATED.search(text))


# --- headings that are only bold or in capitals --------------------------------------------------


def recover_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Paragraphs that are headings in all but name become headings, one level below the real ones."""
    split = [part for piece in pieces for part in _without_glued_heading(piece)]
    recovered: list[Piece] = []
    level = 2
    for number, piece in enumerate(split):
        following = split[number + 1] if number + 1 < len(split) else None
        if isinstance(piece, HeadingMark):
            level = min(piece.level + 1, 6) if not piece.recovered else piece.level
            if recovered and not piece.recovered and _is_recovered(recovered[-1]):
                # Nothing stands under it: bold words above a real heading, such as an author's name.
                recovered[-1] = split[number - 1]
            recovered.append(piece)
        elif isinstance(piece, Paragraph) and following is not None and looks_like_heading(piece):
            recovered.append(HeadingMark(level, _unbold(piece.inlines), piece.line, recovered=True))
        else:
            recovered.append(piece)
    return recovered


def _is_recovered(piece: Piece) -> bool:
    return isinstance(piece, HeadingMark) and piece.recovered


def looks_like_heading(piece: Paragraph) -> bool:
    """Short, and bold or in capitals throughout."""
    words = plain_text(piece.inlines).split(None, MOST_WORDS)
    if len(words) > MOST_WORDS:  # as nearly every paragraph
        return False
    text = " ".join(words)
    return (
        could_be_heading(text) and (_bold(piece.inlines) or in_capitals(text)) and not has_credentials(text)
    )


def _bold(inlines: Inlines) -> bool:
    """Every word is bold."""
    words = [inline for inline in inlines if plain_text((inline,)).strip(" :\n")]
    return bool(words) and all(_is_bold(inline) for inline in words)


def _is_bold(inline: object) -> bool:
    match inline:
        case Strong():
            return True
        case Emphasis(children=children) | Link(children=children):
            return _bold(children)
        case _:
            return False


def _unbold(inlines: Inlines) -> Inlines:
    """The same words as a heading's, which is bold anyway and stands in one line."""
    plain: list[object] = []
    for inline in inlines:
        match inline:
            case Strong(children=children):
                plain.extend(_unbold(children))
            case LineBreak():
                plain.append(Text(" "))
            case _:
                plain.append(inline)
    return joined_text(tuple(plain))  # type: ignore[arg-type]


def joined_text(inlines: Inlines) -> Inlines:
    """Neighbouring texts as one."""
    joined: list[object] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text):
            shift = len(last.text)
            starts = (*last.line_starts, *(start + shift for start in inline.line_starts))
            joined[-1] = Text(last.text + inline.text, last.line or inline.line, starts)
        else:
            joined.append(inline)
    return tuple(joined)  # type: ignore[arg-type]


def _without_glued_heading(piece: Piece) -> list[Piece]:
    """Lines that head others, with a mere line break between, become paragraphs of their own."""
    if not isinstance(piece, Paragraph) or not any(
        isinstance(one, LineBreak) for one in walk_inlines(piece.inlines)
    ):
        return [piece]
    lines = [line for line in _lines(piece.inlines) if _line_text(line)]
    heads = [at for at in range(len(lines) - 1) if _heads_lines(lines, at)]
    if not heads:
        return [piece]
    cuts = sorted({0, len(lines), *heads, *(at + 1 for at in heads)})
    parts = [_rejoined(lines[start:end]) for start, end in pairwise(cuts)]
    return [replace(piece, inlines=part, line=_line_of(part) or piece.line) for part in parts]


def _lines(inlines: Inlines) -> list[Inlines]:
    """What stands between the line breaks, those in bold words among them."""
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        match inline:
            case LineBreak():
                lines.append([])
            case Strong(children=children):
                for number, part in enumerate(_lines(children)):
                    if number:
                        lines.append([])
                    if plain_text(part).strip():
                        lines[-1].append(replace(inline, children=part))
            case _:
                lines[-1].append(inline)
    return [tuple(line) for line in lines]


def _heads_lines(lines: Sequence[Inlines], at: int) -> bool:
    """Bold or in capitals, above a line that is neither, and below none that goes on."""
    text, above = _line_text(lines[at]), _line_text(lines[at - 1]) if at else ""
    set_apart = _bold(lines[at]) or in_capitals(text)
    below = lines[at + 1]
    return (
        set_apart
        and could_be_heading(text)
        and not has_credentials(text)
        and not _bold(below)
        and not in_capitals(_line_text(below))
        and (not above or bool(_SENTENCE_END.search(above)))
    )


def _rejoined(lines: Sequence[Inlines]) -> Inlines:
    made: list[Inline] = []
    for number, line in enumerate(lines):
        made.extend((LineBreak(), *line) if number else line)
    return tuple(made)


def _line_text(inlines: Inlines) -> str:
    return " ".join(plain_text(inlines).split())


def _line_of(inlines: Inlines) -> int:
    return next((inline.line for inline in inlines if isinstance(inline, Text)), 0)


# --- the title -----------------------------------------------------------------------------------


def take_title(found: Pieces) -> tuple[str, list[Piece]]:
    """The document's title, and the pieces without it.

    It is what the format calls so, else the first heading of the highest level, else the likeliest of
    the short lines above the first paragraph. Lines that only repeat it are noted as left out.
    """
    pieces = found.pieces
    tops = [
        piece
        for piece in pieces
        if isinstance(piece, HeadingMark) and piece.level == 1 and not piece.recovered
    ]
    if found.title:
        return found.title, _without_repeats(pieces, found.title, found)
    if len(tops) == 1 or (tops and tops[0] is pieces[0]):
        title = tops[0]
        return title.text, _without_repeats(
            [piece for piece in pieces if piece is not title], title.text, found
        )
    leading = _leading(pieces)
    best = max(leading, key=lambda at: _title_score(leading, at, pieces), default=None)
    if best is None or _title_score(leading, best, pieces) < _score_needed(leading, pieces):
        return found.fallback_title, _as_text(pieces, leading)
    title_text = _text(pieces[best])
    kept = [piece for at, piece in enumerate(pieces) if at != best]
    return title_text, _without_repeats(_as_text(kept, range(len(leading) - 1)), title_text, found)


def _score_needed(leading: range, pieces: Sequence[Piece]) -> float:
    """A heading that stands alone above the text may be its title; any other line must look like one."""
    return 0.0 if len(leading) == 1 and isinstance(pieces[0], HeadingMark) else 1.0


def _leading(pieces: Sequence[Piece]) -> range:
    """The short lines that a document begins with; the last is not among them where it heads a section."""
    end = 0
    for piece in pieces:
        text = _text(piece)
        real = isinstance(piece, HeadingMark) and not piece.recovered
        listed = isinstance(piece, HeadingMark) and _LISTED.match(text)
        if real or listed or not isinstance(piece, HeadingMark | Paragraph) or is_said(text):
            break
        end += 1
    if end == len(pieces):
        return range(0)  # nothing but short lines: the document has no text that they could head
    if end > 1 and isinstance(pieces[end - 1], HeadingMark):
        last = _text(pieces[end - 1])
        earlier = [_text(piece) for piece in pieces[: end - 1]]
        is_title = any(_words(one) <= _words(last) for one in earlier) or not any(
            map(_DOCUMENT.search, earlier)
        )
        if not (names_somebody(last) or (is_title and _DOCUMENT.search(last))):
            end -= 1
    return range(end)


def is_said(text: str) -> bool:
    """A sentence, or the beginning of one: no title."""
    return len(text) > 100 or bool(_END.search(text) or text.endswith(":") or _SAID.match(text))


def _title_score(leading: range, at: int, pieces: Sequence[Piece]) -> float:
    text = _text(pieces[at])
    others = [_text(pieces[other]) for other in leading if other != at]
    score = 3.0 if _DOCUMENT.search(text) else 0.0
    score += 1.0 if any(_words(other) == _words(text) for other in others) else 0.0
    score += 1.5 if any(_words(other) < _words(text) and _DOCUMENT.search(other) for other in others) else 0.0
    score -= 3.0 if has_credentials(text) or _CONTACT.search(text) else 0.0
    score -= 1.5 if _COMPANY.search(text) else 0.0
    score -= 2.0 if _DATED.search(text) or _LISTED.search(text) or _ADDRESSED.match(text) else 0.0
    return score - at * 0.1


def _as_text(pieces: Sequence[Piece], leading: range) -> list[Piece]:
    """Lines above the first section that are no title stay as text, not as empty sections."""
    return [
        Paragraph(piece.inlines, piece.line) if at in leading and isinstance(piece, HeadingMark) else piece
        for at, piece in enumerate(pieces)
    ]


def _without_repeats(pieces: Sequence[Piece], title: str, found: Pieces) -> list[Piece]:
    """Drops lines before the first paragraph that say the title again, or a part of it."""
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        text = _text(piece)
        if not isinstance(piece, HeadingMark | Paragraph) or _END.search(text) or len(text) > 100:
            kept.extend(pieces[at:])
            break
        again = _words(text) and _words(text) <= _words(title) and _DOCUMENT.search(text)
        same = _words(text) == _words(title)
        if same or (again and len(_words(text)) > 1):
            found.left_out.append(LeftOut(text, "repeats the title", piece.line))
        else:
            kept.append(piece)
    return kept


def _text(piece: Piece) -> str:
    return " ".join(plain_text(piece.inlines).split()) if isinstance(piece, HeadingMark | Paragraph) else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


# --- levels --------------------------------------------------------------------------------------


def with_levels_from_two(pieces: Sequence[Piece]) -> list[Piece]:
    """Headings of a document begin at level 2 below its title, and no level is skipped."""
    present = sorted({piece.level for piece in pieces if isinstance(piece, HeadingMark)})
    levels = {level: min(at + 2, 6) for at, level in enumerate(present)}
    return [
        replace(piece, level=levels[piece.level]) if isinstance(piece, HeadingMark) else piece
        for piece in pieces
    ]
