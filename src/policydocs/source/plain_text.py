"""Plain text to pieces: wrapped lines joined, lists and tables recognized, headings found by their look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policydocs.document import (
    Alignment,
    BulletList,
    Inlines,
    ListItem,
    NumberedList,
    Paragraph,
    Row,
    Table,
    Text,
)
from policydocs.source.furniture import is_furniture
from policydocs.source.reading import HeadingMark, LeftOut, Piece, Pieces
from policydocs.source.recovery import could_be_heading, has_credentials, in_capitals
from policydocs.values import record

WIDEST_WRAP = 130  #: characters; longer lines are paragraphs in one line each
DEEPEST_INDENT = 24  #: columns; what is indented further is not told apart
_BULLET = re.compile(r"(?:[•◦▪‣●○■□·*]|[–—-]|o(?=\s{2,}|\t))\s+(?=\S)")
_NUMBER = re.compile(r"\(?([0-9]{1,3})[.)]\s+(?=\S)")
_LETTER = re.compile(r"(?:\(?([a-z])\)|([a-z])\.)\s+(?=\S)")
_CLAUSE = re.compile(r"(?:[A-Z]\.?)?[0-9]{1,2}(?:\.[0-9]{1,2})+\.?\s")
_NUMBERED_HEAD = re.compile(
    r"(?:\(?(?:[0-9]{1,2}|[A-Z]|[IVX]{1,5})[.)]|§+\s?[0-9.]+|(?:Section|Part)\s+\w+[.:]?)\s+"
)
_LONE_DASH = "lone"  #: the marker of a first line with a bullet or dash that no list follows
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)]*$")


@record
class _Unit:
    """A paragraph, list item or bare line: its source lines with their numbers."""

    lines: list[tuple[int, str]]
    indent: int
    marker: str = ""  #: "bullet", "number", "letter", or "" for none
    number: int = 1
    apart: bool = True  #: an empty line stands before it
    level: int = 0  #: of a heading that is underlined with signs; 0 for any other line

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.lines)

    @property
    def line(self) -> int:
        return self.lines[0][0]

    def inlines(self) -> Inlines:
        text, starts = "", []
        for _, words in self.lines:
            if text:
                text += " "
                starts.append(len(text))
            text += words
        return (Text(text, self.line, tuple(starts)),)


def read_plain_text(text: str, *, is_part: bool = False) -> Pieces:
    """The pieces of a plain text; the first of several readings that a person would make of it.

    Args:
        text: decoded, lines ending in "\\n".
        is_part: it stands within a document, so that no menu or frame is around it.
    """
    found = Pieces([], lines_are_judged=True)
    units = [unit for unit in _units(text) if is_part or not _left_out(unit, found)]
    _settle_markers(units)
    _settle_lone_dash(units, found, may_be_menu=not is_part)
    underlined = sum(bool(unit.level) for unit in units) > 1  # then bare lines are no headings
    at = 0
    while at < len(units):
        if table_end := _table_end(units, at):
            found.pieces.append(_table(units[at:table_end]))
            at = table_end
        elif units[at].marker and not units[at].level and not _heads_section(units, at):
            end = _list_end(units, at)
            found.pieces.extend(_lists(units[at:end]))
            lettered = [unit for unit in units[at:end] if unit.marker == "letter"]
            found.list_letters += [item_letter(unit.number) for unit in lettered]
            at = end
        else:
            found.pieces.append(_line_or_paragraph(units, at, bare=not underlined))
            at += 1
    return found


# --- lines to units ------------------------------------------------------------------------------


def _units(text: str) -> list[_Unit]:
    lines = [(number, line.expandtabs(4)) for number, line in enumerate(text.split("\n"), 1)]
    width = _wrap_width([line for _, line in lines])
    units: list[_Unit] = []
    apart = True
    for number, raw in lines:
        words = " ".join(raw.split())
        if not words:
            apart = True
            continue
        if not apart and units and (level := _underlines(words, units[-1])):
            units[-1].level = level
            apart = True
            continue
        indent = min(len(raw) - len(raw.lstrip()), DEEPEST_INDENT)
        marker, value, rest = item_marker(words)
        if not marker and units and _continues(units[-1], words, 0 if apart else width):
            units[-1].lines.append((number, words))
        else:
            units.append(_Unit([(number, rest)], indent, marker, value, apart))
        apart = False
    return units


def _underlines(words: str, above: _Unit) -> int:
    """The level of the heading that a row of signs makes of the line above it; 0 for none."""
    if not _UNDERLINE.fullmatch(words) or not could_be_heading(above.text):
        return 0
    return (
        0
        if above.marker == "bullet" or len(above.lines) > 1 or not above.apart
        else {"=": 1}.get(words[0], 2)
    )


def _wrap_width(lines: Sequence[str]) -> int:
    """The column at which the lines were broken; 0 where paragraphs stand in one line each."""
    stripped = [line.strip() for line in lines]
    followed = sorted(len(line) for line, after in pairwise(stripped) if line and after)
    # A longer line or two, such as blanks to sign on, do not move the margin.
    width = followed[int(len(followed) * 0.95)] if followed else 0
    if not 40 <= width <= WIDEST_WRAP:
        return 0
    full = sum(length > 0.7 * width for length in followed)
    return width if full >= 3 and full >= 0.5 * len(followed) else 0


def _continues(unit: _Unit, words: str, width: int) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last = unit.lines[-1][1]
    if last.startswith("|") or words.startswith("|"):
        return False
    if words[0].islower() and not _SENTENCE_END.search(last) and len(last) > 30:
        return True  # also over an empty line: a sentence was broken there by some program
    if not width:
        return False
    first_word = len(words.split(maxsplit=1)[0])
    return unit.indent + len(last) + 1 + first_word > 0.85 * width


def item_marker(words: str) -> tuple[str, int, str]:
    """What kind of list item a line begins, its number, and the line without the sign."""
    if match := _BULLET.match(words):
        return "bullet", 1, words[match.end() :]
    if _CLAUSE.match(words):
        return "", 1, words
    if match := _NUMBER.match(words):
        return "number", int(match[1]), words[match.end() :]
    if match := _LETTER.match(words):
        return "letter", ord(match[1] or match[2]) - ord("a") + 1, words[match.end() :]
    return "", 1, words


def _left_out(unit: _Unit, found: Pieces) -> bool:
    if not unit.marker and is_furniture(unit.text):
        found.left_out.append(LeftOut(unit.text, "part of a website or program around the text", unit.line))
        return True
    return False


def _settle_markers(units: list[_Unit]) -> None:
    """A dash before a line that stands alone is no list, nor is a number without a neighbour."""
    for at, unit in enumerate(units):
        if not unit.marker:
            continue
        near = [units[other] for other in (at - 1, at + 1) if 0 <= other < len(units)]
        alone = not any(other.marker == unit.marker for other in near)
        if alone and unit.marker == "bullet" and unit.line == units[0].line:
            unit.marker = _LONE_DASH


def _settle_lone_dash(units: list[_Unit], found: Pieces, *, may_be_menu: bool) -> None:
    """A line behind a lone dash is text; a word or two may be left of a website's menu, and are left out."""
    if not units or units[0].marker != _LONE_DASH:
        return
    first = units[0]
    first.marker = ""
    if may_be_menu and len(units) > 1 and is_menu_entry(first.text):
        found.left_out.append(LeftOut(first.text, "navigation", first.line))
        del units[0]


def is_menu_entry(words: str) -> bool:
    """What stands behind a lone dash above a text may be left of a menu: a word or two, no sentence."""
    return len(words.split()) <= 4 and not _SENTENCE_END.search(words)


# --- lists and tables ----------------------------------------------------------------------------


def _list_end(units: Sequence[_Unit], start: int) -> int:
    """Where the list that begins at `start` ends: at the first unit that is no item of it."""
    end = start + 1
    while end < len(units) and units[end].marker and not units[end].level and not _heads_section(units, end):
        first, here = units[start], units[end]
        if here.marker != first.marker and here.indent <= first.indent and here.apart:
            break
        if here.marker == "number" == first.marker and here.indent <= first.indent:
            before = [unit.number for unit in units[start:end] if unit.marker == "number"]
            if here.number != before[-1] + 1 and here.apart:
                break
        end += 1
    return end


def _lists(units: Sequence[_Unit]) -> list[Piece]:
    """One or more lists, those that are indented deeper inside the item above them."""
    made: list[Piece] = []
    at = 0
    while at < len(units):
        first = units[at]
        items: list[ListItem] = []
        while at < len(units) and _same_level(units[at], first):
            unit = units[at]
            at += 1
            deeper = at
            while (
                deeper < len(units) and not _same_level(units[deeper], first) and _below(units[deeper], first)
            ):
                deeper += 1
            inner = [piece for piece in _lists(units[at:deeper]) if not isinstance(piece, HeadingMark)]
            items.append(ListItem((Paragraph(unit.inlines(), unit.line), *inner), unit.line))
            at = deeper
        if first.marker == "bullet":
            made.append(BulletList(tuple(items), first.line))
        else:
            made.append(NumberedList(tuple(items), first.number, first.line))
    return made


def _same_level(unit: _Unit, first: _Unit) -> bool:
    return unit.marker == first.marker and abs(unit.indent - first.indent) < 2


def _below(unit: _Unit, first: _Unit) -> bool:
    order = ("number", "letter", "bullet")
    same_margin = abs(unit.indent - first.indent) < 2
    return unit.indent >= first.indent + 2 or (
        same_margin and order.index(unit.marker) > order.index(first.marker)
    )


def item_letter(number: int) -> str:
    """The letter of a list's item: "a" of the first."""
    return chr(ord("a") + number - 1)


def _table_end(units: Sequence[_Unit], start: int) -> int:
    """Where a table drawn with | signs ends; 0 where none begins."""
    end = start
    while end < len(units) and units[end].text.startswith("|") and units[end].text.count("|") > 1:
        end += 1
    return end if end - start >= 2 and units[start].text.count("|") > 2 else 0


def _table(units: Sequence[_Unit]) -> Table:
    rows: list[Row] = []
    for unit in units:
        cells = [cell.strip() for cell in unit.text.strip().strip("|").split("|")]
        if not all(re.fullmatch(r":?-*:?", cell) for cell in cells):
            rows.append(Row(tuple((Text(cell, unit.line),) if cell else () for cell in cells), unit.line))
    if not rows:
        rows = [Row(((Text(units[0].text, units[0].line),),), units[0].line)]
    width = max(len(row.cells) for row in rows)
    padded = [Row((*row.cells, *((),) * (width - len(row.cells))), row.line) for row in rows]
    return Table(padded[0], tuple(padded[1:]), (Alignment.LEFT,) * width, padded[0].line)


# --- headings ------------------------------------------------------------------------------------


def _heads_section(units: Sequence[_Unit], at: int) -> bool:
    """A numbered line is a section's heading, and not an item: "3. Text messages" above a paragraph."""
    unit = units[at]
    if unit.marker == "bullet" or not could_be_heading(unit.text.rstrip(":")) or at + 1 == len(units):
        return False
    following = units[at + 1]
    if in_capitals(unit.text):
        return True
    if unit.marker == "letter":
        return False
    if following.marker == unit.marker and abs(following.indent - unit.indent) < 2:
        return False
    return len(unit.text.split()) <= 9 and not unit.text[0].islower()


def _line_or_paragraph(units: Sequence[_Unit], at: int, *, bare: bool) -> Piece:
    unit = units[at]
    if unit.level and not unit.marker:
        return HeadingMark(unit.level, unit.inlines(), unit.line)
    if unit.marker:  # a numbered heading keeps its number: the text may refer to it
        number = f"{unit.number if unit.marker == 'number' else item_letter(unit.number)}. "
        text = (Text(number + unit.text, unit.line),)
        return HeadingMark(unit.level or 2, text, unit.line, recovered=not unit.level)
    if bare and _is_heading(units, at):
        return HeadingMark(2, unit.inlines(), unit.line, recovered=True)
    return Paragraph(unit.inlines(), unit.line)


def _is_heading(units: Sequence[_Unit], at: int) -> bool:
    unit = units[at]
    text = unit.text
    if len(unit.lines) > 1 or at + 1 >= len(units) or not could_be_heading(text) or has_credentials(text):
        return False
    following = units[at + 1]
    if in_capitals(text) or _NUMBERED_HEAD.match(text):
        return True
    if not unit.apart and any(other.apart for other in units[1:]):
        return False  # where empty lines part the paragraphs, one stands above each heading
    if text.endswith(":"):
        return (
            not following.marker and following.apart and len(text.split()) <= 6 and len(following.text) > 60
        )
    # A bare line heads what follows: a fuller paragraph, a list, or another heading below it.
    fuller = len(following.text) > len(text) or bool(_SENTENCE_END.search(following.text))
    return bool(following.marker) or fuller or could_be_heading(following.text)
