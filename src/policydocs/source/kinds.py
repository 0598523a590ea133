"""The kinds of document that are read, by the endings of their names or by their first bytes."""

from __future__ import annotations

from pathlib import PurePosixPath

from policydocs.errors import InputError
from policydocs.source.assembly import STANDARD_INPUT

MARKDOWN, TEXT, HTML, DOCX = "markdown", "text", "html", "docx"
ODT, RTF, PDF = "odt", "rtf", "pdf"

FORMATS = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": TEXT,
    ".text": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
    ".docm": DOCX,
    ".odt": ODT,
    ".rtf": RTF,
    ".pdf": PDF,
}

_SAVE_AS_WORD = 'Open it in Word or LibreOffice and use "Save as", type "Word Document (.docx)".'
_ADVICE = {
    ".dot": _SAVE_AS_WORD,
    ".wpd": _SAVE_AS_WORD,
    ".wps": _SAVE_AS_WORD,
    ".pages": "In Pages use File, Export To, Word.",
    ".gdoc": "In Google Docs use File, Download, Microsoft Word (.docx).",
    ".eml": "Copy the policy’s text from the message into a .txt file.",
    ".msg": "Copy the policy’s text from the message into a .txt file.",
}
_OLD_WORD = b"\xd0\xcf\x11\xe0"
#: How files of each kind begin; what begins otherwise is text of some kind.
_BEGINNINGS = (
    (_OLD_WORD, DOCX),
    (b"{\\rtf", RTF),
    (b"%PDF-", PDF),
)
#: As people call them.
_NAMES = {
    MARKDOWN: "Markdown",
    TEXT: "plain text",
    HTML: "a web page",
    DOCX: "a Word document",
    ODT: "an OpenDocument text",
    RTF: "rich text (RTF)",
    PDF: "a PDF",
}


def document_format(name: str, data: bytes) -> str:
    """What kind of document it is.

    Raises:
        InputError: a kind that is not read, with how to make one that is.
    """
    return document_kind(name, data)[0]


def document_kind(name: str, data: bytes) -> tuple[str, str]:
    """What kind of document it is, and a remark where its name says another.

    A name's ending is believed where the content can be that; a Word file named .txt is read as a Word file.

    Args:
        name: of the file; "-" for standard input.

    Raises:
        InputError: a kind that is not read, with how to make one that is.
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if name == STANDARD_INPUT or not ending:
        return _sniffed(data), ""
    said = FORMATS.get(ending)
    found = _by_beginning(data)
    if said is None and not (ending == ".doc" and found):
        fix = _ADVICE.get(ending, _SAVE_AS_WORD if ending == ".doc" else "")
        raise InputError(
            f"files that end in {ending} are not read.",
            path=name,
            fix=fix or "Give a .docx, .odt, .rtf, .pdf, .html, .txt or .md file.",
        )
    if found in {"", said} or data.startswith(_OLD_WORD):
        return said or found, ""
    if said in {MARKDOWN, TEXT} and found == HTML:
        return said, ""  # HTML in Markdown is usual
    return found, f"The file is named {ending}, but it is {_NAMES[found]}, and was read as such."


def _by_beginning(data: bytes) -> str:
    """The kind that the content is sure to be; "" where it may be any text."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return ODT if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200] else DOCX
    if head.lower().startswith((b"<!doctype html", b"<html")):
        return HTML
    return ""


def _sniffed(data: bytes) -> str:
    """The format by the first bytes alone."""
    if found := _by_beginning(data):
        return found
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<!-- saved from", b"<head", b"<body")):
        return HTML
    lines = head.split(b"\n")
    marked = any(line.startswith((b"# ", b"## ", b"**", b"| ")) for line in lines)
    return MARKDOWN if head.startswith(b"---") or marked else TEXT
