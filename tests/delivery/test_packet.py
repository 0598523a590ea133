"""The pages of a packet."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from policydocs.delivery.clients import Client, PostalAddress, Recipient, Way
from policydocs.delivery.deliveries import News
from policydocs.delivery.due import Matter, Owed
from policydocs.delivery.enclosures import Enclosure, Part
from policydocs.delivery.envelopes import LABELS, address_labels, address_sheets, fitting_pt
from policydocs.delivery.letters import Letter
from policydocs.delivery.packet import PacketPrinter
from policydocs.document import Document, Letterhead, Paragraph, Text
from policydocs.errors import InputError
from policydocs.history.archive import sha256
from policydocs.model import Practice, Version
from policydocs.render.handout import acknowledgment_page
from policydocs.render.pdf import to_pdf
from policydocs.render.phrases import phrases
from policydocs.render.style import PageStyle, Paper

MADE_AT = datetime(2027, 3, 1, tzinfo=UTC)
PRACTICE = Practice("harbor", "Harbor Counseling", {"phone": "360-555-0100"})
LONG = "I answer a message within two working days, and I say so when I am away. " * 5


def enclosure(part: Part, paragraphs: int, *, signed: bool = False, large: bool = False) -> Enclosure:
    from policydocs.model import Acknowledgment

    blocks = tuple(Paragraph((Text(f"{part.upper()} {n}. {LONG}"),)) for n in range(paragraphs))
    page = (
        acknowledgment_page(phrases("en"), "Messages", "Version 1.1.0", Acknowledgment(True))
        if signed
        else ()
    )
    document = Document(
        "Messages", "en", Letterhead("Harbor"), "Version 1.1.0", "Messages", (*blocks, *page), "Harbor"
    )
    data = to_pdf(document, PageStyle(large_print=large), made_at=MADE_AT)
    return Enclosure(part, "Messages", data, sha256(data), signed)


def letter(number: int, *enclosures: Enclosure, large: bool = False, name: str = "") -> Letter:
    name = name or f"Person {number} Example"
    recipient = Recipient(f"c-{number:04}.1", name)
    client = Client(f"c-{number:04}", name, (recipient,), "en", large)
    matter = Matter("messages", News.VERSION, Version(1, 1, 0), Version(1, 0, 0), "en")
    return Letter(Owed(client, recipient, (matter,), (Way.SESSION,), "active client"), enclosures, {})


def pages(*letters: Letter, most: int = 50) -> list[list[str]]:
    """The text of each page of each part."""
    printer = PacketPrinter(PRACTICE, date(2027, 3, 1), MADE_AT, Paper.LETTER, most_letters=most)
    return [
        [page.extract_text() for page in PdfReader(io.BytesIO(part.data)).pages]
        for part in printer.parts(letters)
    ]


@pytest.mark.parametrize("notice", [2, 9])
@pytest.mark.parametrize("copy", [3, 14])
@pytest.mark.parametrize("large", [False, True])
def test_each_letter_policy_and_page_to_sign_is_on_a_right_hand_page(
    notice: int, copy: int, large: bool
) -> None:
    files = enclosure(Part.NOTICE, notice, large=large), enclosure(Part.COPY, copy, signed=True, large=large)
    (part,) = pages(*(letter(n, *files, large=large) for n in range(3)))

    starts = [at for at, text in enumerate(part) if "Dear Person" in text]
    copies = [at for at, text in enumerate(part) if "COPY 0." in text]
    signed = [at for at, text in enumerate(part) if "Acknowledgment" in text.split("\n")]
    assert len(starts) == len(copies) == len(signed) == 3
    assert not [at for at in (*starts, *copies, *signed) if at % 2]
    assert len(part) % 2 == 0


def test_the_pages_of_a_letter_are_numbered_through_and_empty_ones_not_counted() -> None:
    files = enclosure(Part.NOTICE, 9), enclosure(Part.COPY, 14, signed=True)
    (part,) = pages(letter(1, *files), letter(2, *files))

    numbered = [text for text in part if text.strip()]
    total = len(numbered) // 2
    for at, text in enumerate(numbered):
        assert f"Page {at % total + 1} of {total} of this letter" in text


def test_letters_come_in_their_order_in_parts_of_so_many() -> None:
    files = (enclosure(Part.NOTICE, 2),)
    parts = pages(*(letter(n, *files) for n in range(5)), most=2)

    assert [sum("Dear Person" in text for text in part) for part in parts] == [2, 2, 1]
    order = [line for part in parts for text in part for line in text.split("\n") if line.startswith("Dear")]
    assert order == [f"Dear Person {n} Example," for n in range(5)]


def test_a_name_is_text_and_never_markup() -> None:
    (part,) = pages(letter(1, enclosure(Part.NOTICE, 1), name="#panic() *Ana* $x$ <b> \\ [[line]]"))

    assert "Dear #panic() *Ana* $x$ <b> \\ [[line]]," in part[0]


def test_on_an_address_sheet_stands_the_address_and_nothing_else() -> None:
    plain = Recipient("c-1.1", "Ana Example", address=PostalAddress(("1 Main St", "Town, WA 98000"), True))
    careful = Recipient(
        "c-2.1", "Bo Example", address=PostalAddress(("2 Side St",), True, "B. Example", "PO Box 9, Town")
    )
    for paper in Paper:
        data = address_sheets([plain, careful], paper, made_at=MADE_AT)
        first, second = (page.extract_text().split("\n") for page in PdfReader(io.BytesIO(data)).pages)
        assert [line.strip() for line in first if line.strip()] == [
            "Ana Example",
            "1 Main St",
            "Town, WA 98000",
        ]
        assert [line.strip() for line in second if line.strip()] == [
            "PO Box 9, Town",
            "B. Example",
            "2 Side St",
        ]


def test_labels_hold_names_and_addresses_in_the_order_of_the_letters() -> None:
    for paper, sheet in LABELS.items():
        count = sheet.columns * sheet.rows + 1
        recipients = [
            Recipient(f"c-{n}.1", f"Name {n}", address=PostalAddress((f"{n} Main St", "Town"), True))
            for n in range(count)
        ]

        first, second = PdfReader(io.BytesIO(address_labels(recipients, paper, made_at=MADE_AT))).pages

        lines = first.extract_text().split()
        assert [lines[at + 1] for at in range(0, len(lines), 6)] == [str(n) for n in range(count - 1)]
        assert second.extract_text().split("\n")[:3] == [f"Name {count - 1}", f"{count - 1} Main St", "Town"]
        assert sheet.left + (sheet.columns - 1) * sheet.across + sheet.width <= paper.width_mm
        assert sheet.top + sheet.rows * sheet.down <= paper.height_mm


def test_a_long_line_of_an_address_becomes_smaller_and_stays_one_line() -> None:
    assert fitting_pt("1 Main St", 82, 11) == 11
    assert 6 < fitting_pt("c/o Northwest Community Behavioral Health Center", 82, 11) < 11


def test_an_address_that_no_font_can_print_is_told_and_not_printed_as_boxes() -> None:
    far = Recipient("c-1.1", "李", address=PostalAddress(("1 Main St",), True))

    with pytest.raises(InputError, match="no font"):
        address_sheets([far], Paper.LETTER, made_at=MADE_AT)
