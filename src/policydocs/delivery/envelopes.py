"""One sheet for each letter that goes by post: through an envelope's window only the address is seen.

The sheet lies on top. Nothing else stands on it, so that no fold and no slip shows a word of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from policydocs.delivery.clients import Recipient
from policydocs.delivery.placed_text import PlacedLine, placed_pages
from policydocs.render.style import Paper

_LINE_MM = 5.2
_RETURN_MM = 4.6
#: Where the address begins: a US No. 10 envelope with one window on the left; DIN 5008 (form B) and its kin.
_AT_MM = {Paper.LETTER: (25.4, 62.0, 82.0), Paper.A4: (25.0, 48.0, 80.0)}
MOST_LINES = 6


def address_sheets(recipients: Sequence[Recipient], paper: Paper, *, made_at: datetime) -> bytes:
    """A PDF with a page for each, in the order given; each has an address that is safe to mail to.

    Raises:
        InputError: a letter that no font has.
    """
    pages = [list(_lines(one, paper)) for one in recipients]
    return placed_pages(pages, paper, title="Address sheets", made_at=made_at)


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
        yield PlacedLine(" · ".join(address.return_address.split("\n")), x, y, width, 7.5)
        y += _RETURN_MM
    for number, line in enumerate(printed_address(recipient)[:MOST_LINES]):
        yield PlacedLine(line, x, y + number * _LINE_MM, width, 11)
