"""A PDF with text to pieces: its lines put together to paragraphs again.

A PDF knows no paragraphs and no headings, only where letters stand. Lines that stand close together are one
paragraph; what is larger or bolder than the text is a heading; what stands on every page is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lxml.html import HTMLParser, document_fromstring

from policydocs.document import Paragraph, plain_text
from policydocs.errors import InputError
from policydocs.source.characters import without_forbidden
from policydocs.source.html_blocks import BlockMaker
from policydocs.source.reading import HeadingMark, LeftOut, Piece, Pieces
from policydocs.values import record

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_PAGES = 150
LONGEST_HEADING = 120  #: characters
LONGEST_TEXT = 2_000_000

_BULLET = re.compile(r"^[•◦▪‣●○■□·\uf0b7–—-]\s+(?=\S)")
_NUMBERED = re.compile(r"^\(?(\d{1,3})[.)]\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?-?\s*\d{1,3}\s*-?(?:\s*(?:of|/|von|de)\s*\d{1,3})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)]*$")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[a-zà-ÿ])")
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_SCAN = "Type its text, or run a text recognition (OCR) over it, then import what that saves."


@record
class _Line:
    """One printed line."""

    number: int  #: from 1, over all pages
    text: str = ""
    sizes: Counter[float] = field(default_factory=Counter)  #: letters by their size
    bold: int = 0  #: letters that are bold
    y: float = 0.0
    x: float = 0.0
    page: int = 0

    @property
    def size(self) -> float:
        return self.sizes.most_common(1)[0][0] if self.sizes else 0.0

    @property
    def is_bold(self) -> bool:
        return self.bold > 0.8 * max(len("".join(self.text.split())), 1)


def read_pdf(data: bytes, *, path: str) -> Pieces:
    """The pieces of a PDF; the line of each is the number of its printed line.

    Raises:
        InputError: it is protected by a password, damaged, too large, or a scan without text.
    """
    lines = _lines(data, path)
    found = Pieces([])
    found.remarks.append(
        "A PDF does not say what is a heading or a list; these were recognized by their look. Please compare."
    )
    kept = _without_margins(lines, found)
    html = _html(kept)
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    body = document_fromstring(f"<html><body>{html}</body></html>".encode(), parser=parser).find("body")
    maker = BlockMaker(lambda element: int(element.get("data-number") or 0), found.left_out)
    found.pieces = _with_title_open(maker.pieces(body))
    if not found.pieces:
        raise InputError("the PDF holds no text of a policy.", path=path, fix=_SCAN)
    return found


def _with_title_open(pieces: list[Piece]) -> list[Piece]:
    """Where no line is so large that it must be the title, any of the headings at the top may be it."""
    if any(isinstance(piece, HeadingMark) and piece.level == 1 for piece in pieces):
        return pieces
    top = 0
    while top < len(pieces) and _is_short(pieces[top]):
        top += 1
    return [
        replace(piece, recovered=True) if at < top and isinstance(piece, HeadingMark) else piece
        for at, piece in enumerate(pieces)
    ]


def _is_short(piece: Piece) -> bool:
    return isinstance(piece, HeadingMark | Paragraph) and len(plain_text(piece.inlines)) <= LONGEST_HEADING


def text_of_pdf(data: bytes, *, path: str) -> str:
    """All text of a PDF, a printed line a line; words that a hyphen parts at a line's end are whole.

    Raises:
        InputError: as `read_pdf`.
    """
    return dehyphenated("\n".join(line.text for line in _lines(data, path)))


def dehyphenated(text: str) -> str:
    """The text with words made whole that were parted at a line's end."""
    return _HYPHENATED.sub("", text)


# --- lines ---------------------------------------------------------------------------------------


def _lines(data: bytes, path: str) -> list[_Line]:
    from policydocs.source.pdf_file import opened_pdf  # noqa: PLC0415  (pypdf is slow to import)

    lines: list[_Line] = []
    with opened_pdf(data, path=path, most_pages=MOST_PAGES) as reader:
        for number, page in enumerate(reader.pages):
            lines.extend(_page_lines(page, number, len(lines)))
            if sum(len(line.text) for line in lines) > LONGEST_TEXT:
                raise InputError("the PDF holds more text than a policy has.", path=path)
    if not any(line.text.strip() for line in lines):
        raise InputError("this PDF is a scan: its pages are pictures, without text.", path=path, fix=_SCAN)
    return [line for line in lines if line.text.strip()]


def _page_lines(page: PageObject, number: int, before: int) -> list[_Line]:
    lines = [_Line(before + 1, page=number)]

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        name = str((font or {}).get("/BaseFont", "")) if isinstance(font, dict) else ""
        height = abs(size * (tm[3] or tm[1]) * (cm[3] or 1.0)) if tm else size
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for at, part in enumerate(without_forbidden(text).split("\n")):
            if at:
                lines.append(_Line(before + len(lines) + 1, page=number))
            letters = len("".join(part.split()))
            line = lines[-1]
            if letters and not line.text.strip():
                line.x, line.y = x, y
            line.text += part
            if letters:
                line.sizes[round(height, 1)] += letters
                line.bold += letters if _BOLD.search(name) else 0

    page.extract_text(visitor_text=visit)
    for line in lines:
        line.text = " ".join(line.text.split())
    return lines


# --- what stands on every page -------------------------------------------------------------------


def _without_margins(lines: Sequence[_Line], found: Pieces) -> list[_Line]:
    """The lines without headers, footers and page numbers, which are noted."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = [line for page in pages.values() for line in _edges(page)]
    seen = Counter(_pattern(line.text) for line in edges)
    needed = max(2, (len(pages) + 1) // 2)
    outside = {
        line.number
        for line in edges
        if _PAGE_NUMBER.fullmatch(line.text)
        or (len(pages) > 1 and seen[_pattern(line.text)] >= needed and len(line.text) < 150)
    }
    for line in lines:
        if line.number in outside:
            reason = "a page’s number" if _PAGE_NUMBER.fullmatch(line.text) else "stands on every page"
            found.left_out.append(LeftOut(line.text, reason, line.number))
    return [line for line in lines if line.number not in outside]


def _edges(page: Sequence[_Line]) -> list[_Line]:
    """The first and the last lines of a page, however the file orders them."""
    inorder = sorted(page, key=lambda line: -line.y)
    return [*inorder[:3], *inorder[3:][-3:]]


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "0", text.casefold())


# --- paragraphs ----------------------------------------------------------------------------------


def _html(lines: Sequence[_Line]) -> str:
    """Paragraphs, points and headings as HTML, each with the number of its first line."""
    usual = _usual_size(lines)
    gap = _usual_gap(lines)
    html: list[str] = []
    open_list = ""
    for group in _groups(lines, usual, gap):
        first = group[0]
        text = dehyphenated("\n".join(line.text for line in group)).replace("\n", " ")
        tag, words, start = _kind(group, text, usual)
        in_list = {"ul": "ul", "ol": "ol"}.get(tag, "")
        if in_list != open_list:
            html.append(f"</{open_list}>" if open_list else "")
            html.append(f'<{in_list} start="{start}">' if in_list else "")
            open_list = in_list
        name = "li" if in_list else tag
        inner = f"<strong>{escape(words)}</strong>" if name == "b" else escape(words)
        name = "p" if name == "b" else name
        html.append(f'<{name} data-number="{first.number}">{inner}</{name}>')
    html.append(f"</{open_list}>" if open_list else "")
    return "".join(html)


def _kind(group: Sequence[_Line], text: str, usual: float) -> tuple[str, str, int]:
    """ "h1", "h2", "p", "b" for a bold one, "ul" or "ol"; the words; an ordered list's number."""
    if bullet := _BULLET.match(text):
        return "ul", text[bullet.end() :], 1
    size = group[0].size
    short = len(text) <= LONGEST_HEADING and not text.endswith((".", ",", ";"))
    if short and size >= 1.5 * usual:
        return "h1", text, 1
    if short and size >= 1.12 * usual:
        return "h2", text, 1
    bold = all(line.is_bold for line in group)
    if (number := _NUMBERED.match(text)) and not bold:
        return "ol", text[number.end() :], int(number[1])
    return ("b" if bold else "p"), text, 1


def _usual_size(lines: Sequence[_Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes.update(line.sizes)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _usual_gap(lines: Sequence[_Line]) -> float:
    """From one line of a paragraph to the next."""
    gaps = [round(one.y - two.y, 1) for one, two in pairwise(lines) if one.page == two.page and one.y > two.y]
    return Counter(gaps).most_common(1)[0][0] if gaps else 14.0


def _groups(lines: Sequence[_Line], usual: float, gap: float) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    widest = max((len(line.text) for line in lines), default=0)
    for line in lines:
        larger = max(1.0, line.size / usual) if usual else 1.0
        if groups and _goes_on(groups[-1], line, gap * larger, widest):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: Sequence[_Line], line: _Line, gap: float, widest: int) -> bool:
    """Whether a line belongs to the paragraph above it."""
    last = group[-1]
    if _BULLET.match(line.text) or abs(last.size - line.size) > 0.6 or last.is_bold != line.is_bold:
        return last.page == line.page and abs(last.y - line.y) < 1 and not _BULLET.match(line.text)
    if last.page != line.page:
        return line.text[0].islower() and not _SENTENCE_END.search(last.text)
    down = last.y - line.y
    if down > 1.35 * gap or down < -2:
        return line.text[0].islower() and not _SENTENCE_END.search(last.text)
    if _NUMBERED.match(line.text) and (_SENTENCE_END.search(last.text) or _NUMBERED.match(group[0].text)):
        return False
    # A short line that ends a sentence ends its paragraph.
    return not (len(last.text) < 0.6 * widest and _SENTENCE_END.search(last.text) and line.text[0].isupper())
