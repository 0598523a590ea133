"""Addresses of letters that go by post: a sheet for each, for envelopes with a window; or labels.

A sheet lies on top. Nothing else stands on it, so that no fold and no slip shows a word of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from policydocs.delivery.clients import Recipient
from policydocs.delivery.placed_text import PlacedLine, placed_pages
from policydocs.render.style import Paper
from policydocs.values import frozen

_LINE_MM = 5.2
_RETURN_MM = 4.6
#: Where the address begins: a US No. 10 envelope with one window on the left; DIN 5008 (form B) and its kin.
_AT_MM = {Paper.LETTER: (25.4, 62.0, 82.0), Paper.A4: (25.0, 48.0, 80.0)}
MOST_LINES = 6
_SMALLEST_PT = 6
#: Of an em, how wide a letter is at most on the average of a line.
_LETTER_EM = 0.56
_MM_PER_PT = 0.3528


@frozen
class LabelSheet:
    """How labels lie on a sheet; millimetres."""

    columns: int
    rows: int
    left: float  #: of the first label
    top: float
    across: float  #: from the left edge of one label to that of the next
    down: float
    width: float
    margin: float  #: within a label
    above: float  #: of its first line


#: Thirty of 2 5/8 by 1 inch (Avery 5160 and its like); twenty-four of 70 by 37 mm (Avery 3474 and its like).
LABELS = {
    Paper.LETTER: LabelSheet(3, 10, 4.8, 12.7, 69.85, 25.4, 66.7, 4.5, 3.2),
    Paper.A4: LabelSheet(3, 8, 0, 0.5, 70, 37, 70, 6, 7),
}
_LABEL_PT, _LABEL_LINE_MM = 9, 3.7


def address_sheets(recipients: Sequence[Recipient], paper: Paper, *, made_at: datetime) -> bytes:
    """A PDF with a page for each, in the order given; each has an address that is safe to mail to.

    Raises:
        InputError: a letter that no font has.
    """
    pages = [list(_lines(one, paper)) for one in recipients]
    return placed_pages(pages, paper, title="Address sheets", made_at=made_at)


def address_labels(recipients: Sequence[Recipient], paper: Paper, *, made_at: datetime) -> bytes:
    """A PDF of label sheets, row by row in the order given, with nothing but names and addresses.

    Raises:
        InputError: a letter that no font has.
    """
    sheet = LABELS[paper]
    each = sheet.columns * sheet.rows
    pages = [
        [
            line
            for place, one in enumerate(recipients[start : start + each])
            for line in _label(one, sheet, *divmod(place, sheet.columns))
        ]
        for start in range(0, len(recipients), each)
    ]
    return placed_pages(pages, paper, title="Address labels", made_at=made_at)


def _label(recipient: Recipient, sheet: LabelSheet, row: int, column: int) -> Iterator[PlacedLine]:
    x = sheet.left + column * sheet.across + sheet.margin
    y = sheet.top + row * sheet.down + sheet.above
    width = sheet.width - 2 * sheet.margin
    for number, line in enumerate(printed_address(recipient)[:MOST_LINES]):
        yield PlacedLine(line, x, y + number * _LABEL_LINE_MM, width, fitting_pt(line, width, _LABEL_PT))


def fitting_pt(line: str, width_mm: float, size_pt: float) -> float:
    """The size at which a line stays one line, so that it runs into none below; not under six points."""
    widest = width_mm / (max(1, len(line)) * _LETTER_EM * _MM_PER_PT)
    return max(_SMALLEST_PT, min(size_pt, round(widest, 1)))


def printed_address(recipient: Recipient) -> list[str]:
    """What stands in the window, a line each: the name that is safe to use, then the address."""
    address = recipient.address
    assert address is not None
    name = address.name_on_envelope or recipient.name
    return [line for line in (name, *address.lines) if line.strip()]


def _lines(recipient: Recipient, paper: Paper) -> Iterator[PlacedLine]:
    x, y, width = _AT_MM[paper]
    address = recipient.address
    if address is not None and address.return_address.strip():
        sender = " · ".join(address.return_address.split("\n"))
        yield PlacedLine(sender, x, y, width, fitting_pt(sender, width, 7.5))
        y += _RETURN_MM
    for number, line in enumerate(printed_address(recipient)[:MOST_LINES]):
        yield PlacedLine(line, x, y + number * _LINE_MM, width, fitting_pt(line, width, 11))
