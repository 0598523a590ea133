"""The text of a PDF from anywhere, read by pypdf: pure Python, nothing is run, nothing is fetched."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pypdf
from pypdf.errors import PyPdfError

from policydocs.errors import InputError
from policydocs.values import frozen

LARGEST_PDF_BYTES = 50_000_000
MOST_PAGES = 500  #: a policy in large print has thirty
MOST_CHARACTERS = 4_000_000
LONGEST_S = 30.0  #: for all pages; ours take a tenth of a second

#: The reader trusts a file's structure; one that breaks its rules ends in any of these.
_DAMAGED = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


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
    if len(data) > LARGEST_PDF_BYTES:
        raise InputError(
            f"the file has {len(data) // 10**6} MB; at most {LARGEST_PDF_BYTES // 10**6} MB are read.",
            path=path,
            fix="A policy in PDF has less than one. Is it the right file?",
        )
    if b"%PDF-" not in data[:1024]:
        raise InputError("this is no PDF, or a damaged one.", path=path, fix="Is it the right file?")
    with _quietly():
        try:
            found = _read(data, path)
        except _DAMAGED as error:
            raise InputError(
                "the PDF is damaged, or made in a way that cannot be read.",
                path=path,
                fix="Open it in a PDF viewer. If it opens there, print it to a new PDF and check that one.",
            ) from error
    if not any(line.strip() for page in found.pages for line in page):
        raise InputError(
            "the PDF holds no text: it is a scan or a photograph.",
            path=path,
            fix="Type the code from the foot of a page:  policydocs verify --code CODE",
        )
    return found


def _read(data: bytes, path: str) -> PdfText:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("the PDF is protected by a password.", path=path, fix="Save it without one.")
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise InputError(
            f"the PDF has {count} pages; at most {MOST_PAGES} are read.",
            path=path,
            fix="A policy has thirty at most. Is it the right file?",
        )
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


def _has_notes(page: pypdf.PageObject) -> bool:
    """Anything laid over the page that is no link."""
    kinds = {str(note.get_object().get("/Subtype")) for note in page.get("/Annots") or ()}
    return bool(kinds - {"/Link", "/Popup"})


@contextmanager
def _quietly() -> Iterator[None]:
    """What pypdf would log of a file's faults is not for the reader of our report."""
    logger = logging.getLogger("pypdf")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
