"""Any document of a practice to a `Policy`, as well as it can be understood: for `check`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePosixPath

from policydocs.errors import InputError
from policydocs.model import Clinician, Policy, Practice
from policydocs.source.assembly import STANDARD_INPUT, policy_from
from policydocs.source.characters import decode_leniently, without_forbidden
from policydocs.source.loose_markdown import read_loose_markdown
from policydocs.source.plain_text import read_plain_text
from policydocs.source.reading import Pieces, Reading

MARKDOWN, TEXT, HTML, DOCX = "markdown", "text", "html", "docx"
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
}
_ADVICE = {
    ".doc": 'Open it in Word or LibreOffice and use "Save as", type "Word Document (.docx)".',
    ".odt": 'Open it in LibreOffice and use "Save as", type "Word 2010-365 Document (.docx)".',
    ".rtf": 'Open it in Word and use "Save as", type "Word Document (.docx)".',
    ".pages": "In Pages use File, Export To, Word.",
    ".pdf": "Check the document that the PDF was made from, or copy its text into a .txt file.",
}


def read_document(
    name: str,
    data: bytes,
    *,
    practice: Practice | None = None,
    clinician: Clinician | None = None,
    known_topics: Collection[str] | None = None,
) -> Policy:
    """One document as a policy; see `read_reading`, which tells more."""
    return read_reading(name, data, practice=practice, clinician=clinician, known_topics=known_topics).policy


def read_reading(
    name: str,
    data: bytes,
    *,
    practice: Practice | None = None,
    clinician: Clinician | None = None,
    known_topics: Collection[str] | None = None,
) -> Reading:
    """One document, with what was assumed and left out.

    Args:
        name: of the file, as given; its ending tells the format. "-" for standard input, whose format
            is judged by its content.
        data: its bytes.
        practice: facts for a Markdown text that uses them; None where there are none.
        clinician: likewise.
        known_topics: what a Markdown heading may claim; None to take any.

    Returns:
        The policy: a title (found, or the file's name), sections with ids, lines of the source; in a
        DOCX the line is the paragraph's number. Nothing of the text is lost: it is in the policy or
        among what was left out.

    Raises:
        InputError: the file cannot be read: another format, too large, empty, damaged.
    """
    kind = document_format(name, data)
    if kind == MARKDOWN:
        text, remark = decode_leniently(data, path=name)
        reading = read_loose_markdown(
            without_forbidden(text), name, practice=practice, clinician=clinician, known_topics=known_topics
        )
        return replace(reading, remarks=((remark,) if remark else ()) + reading.remarks)
    return policy_from(_pieces(kind, name, data), name)


def document_format(name: str, data: bytes) -> str:
    """What kind of document it is.

    Raises:
        InputError: a kind that is not read, with how to make one that is.
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if name == STANDARD_INPUT or not ending:
        return _sniffed(data)
    if ending in FORMATS:
        return FORMATS[ending]
    raise InputError(
        f"files that end in {ending} are not read.",
        path=name,
        fix=_ADVICE.get(ending, "Give a .md, .txt, .html or .docx file."),
    )


def _pieces(kind: str, name: str, data: bytes) -> Pieces:
    if kind == HTML:
        from policydocs.source.html import read_html  # noqa: PLC0415  (lxml is slow to import)

        return read_html(data, path=name)
    if kind == DOCX:
        from policydocs.source.docx import read_docx  # noqa: PLC0415

        return read_docx(data, path=name)
    text, remark = decode_leniently(data, path=name)
    found = read_plain_text(without_forbidden(text))
    if remark:
        found.remarks.append(remark)
    return found


def _sniffed(data: bytes) -> str:
    """The format by the first bytes."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return DOCX
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<!-- saved from", b"<head", b"<body")):
        return HTML
    lines = head.split(b"\n")
    marked = any(line.startswith((b"# ", b"## ", b"**", b"| ")) for line in lines)
    return MARKDOWN if head.startswith(b"---") or marked else TEXT
