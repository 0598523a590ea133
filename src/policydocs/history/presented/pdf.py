"""The text of a handout in PDF, page by page, as it is held against what was released."""

from __future__ import annotations

import time

from pypdf import PageObject, PdfReader

from policydocs.errors import InputError
from policydocs.source.pdf_file import opened_pdf
from policydocs.values import frozen

MOST_PAGES = 500  #: a policy in large print has thirty
MOST_CHARACTERS = 4_000_000
LONGEST_S = 30.0  #: for all pages; ours take a tenth of a second


@frozen
class PdfText:
    """What stands on the pages, as lines, and the title of the file's properties."""

    pages: tuple[tuple[str, ...], ...]
    title: str
    has_notes: bool  #: comments, or fields that were filled in, which lie above the text and are not read


def read_pdf(data: bytes, *, path: str) -> PdfText:
    """The lines of each page.

    Raises:
        InputError: no PDF, damaged, protected by a password, a scan, or larger than any policy.
    """
    with opened_pdf(data, path=path, most_pages=MOST_PAGES) as reader:
        found = _read(reader, path)
    if not any(line.strip() for page in found.pages for line in page):
        raise InputError(
            "the PDF holds no text: it is a scan or a photograph.",
            path=path,
            fix="Type the code from the foot of a page:  policydocs verify --code CODE",
        )
    return found


def _read(reader: PdfReader, path: str) -> PdfText:
    pages: list[tuple[str, ...]] = []
    end = time.monotonic() + LONGEST_S
    size, has_notes = 0, False
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > MOST_CHARACTERS or time.monotonic() > end:
            raise InputError("the PDF holds more than any policy.", path=path, fix="Is it the right file?")
        pages.append(tuple(text.split("\n")))
        has_notes = has_notes or _has_notes(page)
    title = reader.metadata.title if reader.metadata else None
    return PdfText(tuple(pages), title if isinstance(title, str) else "", has_notes)


def _has_notes(page: PageObject) -> bool:
    """Anything laid over the page that is no link."""
    kinds = {str(note.get_object().get("/Subtype")) for note in page.get("/Annots") or ()}
    return bool(kinds - {"/Link", "/Popup"})
