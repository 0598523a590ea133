"""The letters on paper as files to print: per client her page, the notice, the policy, in the roster's order.

What clients share is laid out once and merged; a client's own page is all that is made for her. Each letter
starts on a right-hand page, and so does each policy in it, so that what is printed on both sides can be
handed out as it falls; so does the page to sign, which goes back. The pages of a letter are numbered through;
empty ones are not counted.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date, datetime

from pypdf import PageObject, PdfReader, PdfWriter

from policydocs.delivery.enclosures import Enclosure, Part
from policydocs.delivery.letter_text import letter_phrases
from policydocs.delivery.letters import Letter, cover
from policydocs.delivery.placed_text import PlacedLine, placed_pages
from policydocs.errors import SurroundingsError
from policydocs.model import Practice
from policydocs.render.pdf import to_pdf
from policydocs.render.phrases import phrases
from policydocs.render.style import PageStyle, Paper
from policydocs.values import frozen, record

MOST_LETTERS = 50  #: in one file: what a printer takes at once and a person sorts
_FROM_BOTTOM_MM = {False: 10.5, True: 13.0}  #: where the number of a page stands, by large print


@frozen
class PacketPart:
    """One file to print."""

    data: bytes
    letters: tuple[Letter, ...]
    pages: int


@record
class PacketPrinter:
    """Makes the parts of a packet; holds the shared pages while it does."""

    practice: Practice
    on: date
    made_at: datetime
    paper: Paper
    fonts: Sequence[bytes] = ()
    most_letters: int = MOST_LETTERS
    _shared: dict[tuple[object, ...], list[PageObject | None]] = field(default_factory=dict)

    def parts(self, letters: Iterable[Letter]) -> Iterator[PacketPart]:
        """The files, one after the other, so that only one is in memory.

        Raises:
            InputError: a name has a letter that no font has.
            SurroundingsError: the typesetter failed.
        """
        waiting: list[Letter] = []
        for one in letters:
            waiting.append(one)
            if len(waiting) == self.most_letters:
                yield self._part(waiting)
                waiting = []
        if waiting:
            yield self._part(waiting)

    def _part(self, letters: Sequence[Letter]) -> PacketPart:
        writer = PdfWriter()
        for one in letters:
            self._append(writer, one)
        writer.add_metadata({"/Title": "Letters", "/Producer": "policydocs"})
        made = io.BytesIO()
        writer.write(made)
        pages = len(writer.pages)
        writer.close()
        return PacketPart(made.getvalue(), tuple(letters), pages)

    def _append(self, writer: PdfWriter, letter: Letter) -> None:
        enclosed = sum(_count(one.data) for one in letter.enclosures)
        own = self._own_pages(letter, enclosed + 1)
        if len(own) > 1:  # a long name or many policies: the numbers count all of them
            own = self._own_pages(letter, enclosed + len(own))
        count = 0
        for page in (*own, *self._shared_pages(letter, len(own))):
            count += 1
            if page is None:
                self._blank(writer)
            else:
                writer.add_page(page)
        if count % 2:
            self._blank(writer)

    def _blank(self, writer: PdfWriter) -> None:
        writer.add_blank_page(self.paper.width_mm / 25.4 * 72, self.paper.height_mm / 25.4 * 72)

    def _own_pages(self, letter: Letter, total: int) -> list[PageObject]:
        words = letter_phrases(letter.owed.language)
        label = words.sheet.format(page="{page}", pages=total)
        document = replace(cover(letter, self.practice, self.on), page_label=label)
        style = PageStyle(self.paper, letter.owed.client.large_print)
        data = to_pdf(document, style, made_at=self.made_at, fonts=self.fonts)
        return list(PdfReader(io.BytesIO(data)).pages)

    def _shared_pages(self, letter: Letter, before: int) -> list[PageObject | None]:
        """What follows the client's own pages; None for a page that is left empty."""
        key = (letter.group, letter.owed.language, letter.owed.client.large_print, before)
        if key not in self._shared:
            self._shared[key] = self._laid_out(letter, before)
        return self._shared[key]

    def _laid_out(self, letter: Letter, before: int) -> list[PageObject | None]:
        writer = PdfWriter()
        is_left_empty: list[bool] = []
        for one in letter.enclosures:
            if one.part is Part.COPY and (before + len(is_left_empty)) % 2:
                is_left_empty.append(True)
            pages = PdfReader(io.BytesIO(one.data)).pages
            apart = _first_to_sign(one, pages, letter.owed.language)
            for number, page in enumerate(pages):
                if number == apart and (before + len(is_left_empty)) % 2:
                    is_left_empty.append(True)
                writer.add_page(page)
                is_left_empty.append(False)
        stamps = self._numbers(letter, before, len(writer.pages))
        for page, stamp in zip(writer.pages, stamps, strict=True):
            page.merge_page(stamp)
        made = io.BytesIO()
        writer.write(made)
        writer.close()
        numbered = iter(PdfReader(made).pages)
        return [None if empty else next(numbered) for empty in is_left_empty]

    def _numbers(self, letter: Letter, before: int, count: int) -> list[PageObject]:
        large = letter.owed.client.large_print
        words = letter_phrases(letter.owed.language)
        measures = PageStyle(self.paper, large).measures
        sheets = [
            [
                PlacedLine(
                    words.sheet.format(page=before + number, pages=before + count),
                    0,
                    self.paper.height_mm - _FROM_BOTTOM_MM[large],
                    self.paper.width_mm,
                    measures.small_pt if large else measures.small_pt - 1,
                    centered=True,
                    gray=0 if large else 35,
                )
            ]
            for number in range(1, count + 1)
        ]
        made = placed_pages(
            sheets, self.paper, title="Numbers", made_at=self.made_at, language=letter.owed.language
        )
        found = list(PdfReader(io.BytesIO(made)).pages)
        if len(found) != count:
            raise SurroundingsError("the pages of the packet could not be numbered.")
        return found


def _first_to_sign(enclosure: Enclosure, pages: Sequence[PageObject], language: str) -> int | None:
    """The page on which the acknowledgment begins: it is signed and kept apart, so nothing is on its back."""
    if not enclosure.signed:
        return None
    heading = phrases(language).acknowledgment_heading
    found = [
        number
        for number, page in enumerate(pages)
        if number and heading in (line.strip() for line in page.extract_text().split("\n"))
    ]
    return found[-1] if found else len(pages) - 1


def _count(data: bytes) -> int:
    return len(PdfReader(io.BytesIO(data)).pages)
