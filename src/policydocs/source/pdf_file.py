"""Opening a PDF from anywhere: its size, its faults and its password, before a page is read.

Read by pypdf: pure Python, nothing is run, nothing is fetched.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from policydocs.errors import InputError

LARGEST_PDF_BYTES = 50_000_000

#: pypdf trusts a file's structure; one that breaks its rules ends in any of these.
_BROKEN = (
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


@contextmanager
def opened_pdf(data: bytes, *, path: str, most_pages: int) -> Iterator[PdfReader]:
    """The file for as long as its pages are read: a fault that only shows then is told as one of the file.

    Args:
        data: the file.
        path: as the user knows it, for messages.
        most_pages: more are refused.

    Raises:
        InputError: no PDF, damaged, protected by a password, or larger than any policy.
    """
    if len(data) > LARGEST_PDF_BYTES:
        raise InputError(
            f"the file has {len(data) // 10**6} MB; at most {LARGEST_PDF_BYTES // 10**6} MB are read.",
            path=path,
            fix="Is it the right file? A policy in PDF has less than one.",
        )
    if b"%PDF-" not in data[:1024]:
        raise InputError("this is no PDF, or a damaged one.", path=path, fix="Is it the right file?")
    try:
        with _quietly():
            yield _reader(data, path, most_pages)
    except _BROKEN as error:
        raise InputError(
            "the PDF is damaged, or made in a way that cannot be read.",
            path=path,
            fix="Open it in a PDF viewer. If it opens there, print it to a new PDF and use that one.",
        ) from error


def _reader(data: bytes, path: str, most_pages: int) -> PdfReader:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(
            "the PDF is protected by a password.",
            path=path,
            fix="Open it, and print it into a new PDF without one.",
        )
    count = len(reader.pages)
    if count > most_pages:
        raise InputError(
            f"the PDF has {count} pages; at most {most_pages} are read.",
            path=path,
            fix="Is it the right file? A policy has a few.",
        )
    return reader


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
