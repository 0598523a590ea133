"""Any document of a practice to a `Policy`, as well as it can be understood: for `check`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from policydocs.model import Clinician, Policy, Practice
from policydocs.source.assembly import policy_from
from policydocs.source.characters import decode_leniently, without_forbidden
from policydocs.source.kinds import DOCX, HTML, MARKDOWN, ODT, PDF, RTF, document_kind
from policydocs.source.loose_markdown import read_loose_markdown
from policydocs.source.plain_text import read_plain_text
from policydocs.source.reading import Pieces, Reading
from policydocs.source.turned import without_turning


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
    kind, named_otherwise = document_kind(name, data)
    about_name = (named_otherwise,) if named_otherwise else ()
    if kind == MARKDOWN:
        text, remark = decode_leniently(data, path=name)
        reading = read_loose_markdown(
            without_forbidden(text), name, practice=practice, clinician=clinician, known_topics=known_topics
        )
        about_name = (*about_name, *((remark,) if remark else ()))
    else:
        reading = policy_from(_pieces(kind, name, data), name)
    return without_turning(replace(reading, remarks=(*about_name, *reading.remarks)))


def _pieces(kind: str, name: str, data: bytes) -> Pieces:
    if kind == HTML:
        from policydocs.source.html import read_html  # noqa: PLC0415  (lxml is slow to import)

        return read_html(data, path=name)
    if kind == DOCX:
        from policydocs.source.docx import read_docx  # noqa: PLC0415

        return read_docx(data, path=name)
    if kind == ODT:
        from policydocs.source.odt import read_odt  # noqa: PLC0415

        return read_odt(data, path=name)
    if kind == RTF:
        from policydocs.source.rtf import read_rtf  # noqa: PLC0415

        return read_rtf(data, path=name)
    if kind == PDF:
        from policydocs.source.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, path=name)
    text, remark = decode_leniently(data, path=name)
    found = read_plain_text(without_forbidden(text))
    if remark:
        found.remarks.append(remark)
    return found
