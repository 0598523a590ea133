"""What a document from anywhere says, in the order of its pages."""

from __future__ import annotations

from pathlib import PurePosixPath

from policydocs.errors import InputError
from policydocs.source.characters import TURNING, decode_leniently, without_forbidden
from policydocs.values import frozen

PDF, DOCX, HTML, TEXT = "pdf", "docx", "html", "txt"
_ENDINGS = {".pdf": PDF, ".docx": DOCX, ".docm": DOCX, ".html": HTML, ".htm": HTML, ".xhtml": HTML}


@frozen
class Presented:
    """The words of a document; how they look is nothing to us."""

    kind: str  #: PDF, DOCX, HTML or TEXT
    pages: tuple[tuple[str, ...], ...]  #: the lines of each; a format without pages has one
    margins: tuple[str, ...] = ()  #: headers and footers, where the format keeps them apart
    title: str = ""  #: of the file's properties
    remarks: tuple[str, ...] = ()  #: what was not read

    @property
    def text(self) -> str:
        """Everything, headers and footers last."""
        return "\n".join([*(line for page in self.pages for line in page), *self.margins])


def read_presented(name: str, data: bytes) -> Presented:
    """The words of a PDF, Word file, web page or text.

    Args:
        name: of the file, for messages; its ending counts only where the content does not tell.

    Raises:
        InputError: it cannot be read: another format, too large, empty, damaged, protected.
    """
    if not data:
        raise InputError("the file is empty.", path=name, fix="Is it the right file?")
    kind = _kind(name, data)
    if kind == PDF:
        from policydocs.history.presented.pdf import read_pdf  # noqa: PLC0415  (slow to import)

        found = read_pdf(data, path=name)
        note = "Comments or filled-in fields lie above its pages; they were not read."
        return Presented(PDF, found.pages, title=found.title, remarks=(note,) if found.has_notes else ())
    if kind == DOCX:
        from policydocs.source.docx_package import words_of_word_file  # noqa: PLC0415

        word = words_of_word_file(data, path=name)
        return Presented(DOCX, (word.body,), word.margins, word.title, word.remarks)
    if kind == HTML:
        from policydocs.source.html import parsed_page  # noqa: PLC0415
        from policydocs.source.html_blocks import all_text  # noqa: PLC0415

        page = parsed_page(data, path=name)
        body = page.find("body")
        lines = all_text(page if body is None else body).split("\n")
        return Presented(HTML, (tuple(line.strip() for line in lines if line.strip()),))
    text, remark = decode_leniently(data, path=name)
    lines = TURNING.sub("", without_forbidden(text)).split("\n")
    return Presented(TEXT, (tuple(lines),), remarks=(remark,) if remark else ())


def _kind(name: str, data: bytes) -> str:
    """By the first bytes, since a file may have any name; by its ending where they tell nothing."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return DOCX
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<!-- saved from", b"<head", b"<body")):
        return HTML
    return _ENDINGS.get(PurePosixPath(name.replace("\\", "/")).suffix.lower(), TEXT)
