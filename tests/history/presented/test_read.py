"""The words of documents from anywhere, and documents made to do harm."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from policydocs.document import Document, Letterhead, Paragraph, Text
from policydocs.errors import InputError
from policydocs.history.presented import pdf as pdf_module
from policydocs.history.presented.read import read_presented
from policydocs.render.docx import to_docx
from policydocs.render.html import to_html
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle
from policydocs.render.text import to_text

AT = datetime(2026, 3, 1, tzinfo=UTC)
DOCUMENT = Document(
    title="Messages",
    language="en",
    letterhead=Letterhead("Harbor Counseling"),
    version_line="Version 1.0.0",
    running_title="Messages",
    blocks=(Paragraph((Text("I do not text."),)),),
    author="Harbor Counseling",
    code="Code 7QX2-9TDK",
    page_label="Code 7QX2-9TDK · Page {page} of {pages}",
)


def handout_pdf() -> bytes:
    return to_pdf(DOCUMENT, PageStyle(), made_at=AT)


def stream_pdf(content: bytes, *, pages: int = 1) -> bytes:
    """A PDF whose pages draw that content."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page()
        page.Contents = made.make_stream(content)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "txt"])
def test_each_format_says_its_words_whatever_the_files_name(kind: str) -> None:
    makers: dict[str, Callable[[], bytes]] = {
        "pdf": handout_pdf,
        "docx": lambda: to_docx(DOCUMENT, PageStyle(), made_at=AT),
        "html": lambda: to_html(DOCUMENT, PageStyle()).encode(),
        "txt": lambda: to_text(DOCUMENT).encode(),
    }

    found = read_presented("from-the-mail.bin", makers[kind]())

    assert found.kind == kind
    assert "I do not text." in found.text
    assert "Code 7QX2-9TDK" in found.text


def test_comments_on_a_pdf_are_told() -> None:
    with pikepdf.open(io.BytesIO(handout_pdf())) as changed:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9])
        changed.pages[0].Annots = changed.make_indirect(pikepdf.Array([note]))
        out = io.BytesIO()
        changed.save(out)

    assert "not read" in read_presented("a.pdf", out.getvalue()).remarks[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"%PDF-1.7\n1 0 obj\n<</Kids[1 0 R]>>\nendobj\ntrailer<</Root 1 0 R>>", "damaged"),
        (b"PK\x03\x04....", "no Word file"),
        (b"\x00\x01\x02" * 100, "no"),
    ],
    ids=["empty", "cut off", "a page tree in a circle", "no zip", "bytes"],
)
def test_what_cannot_be_read_is_told(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_presented("a.pdf", data)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_pdf_that_was_cut_off_gives_an_error_or_its_words_never_a_traceback(cut: float) -> None:
    data = handout_pdf()
    try:
        read_presented("a.pdf", data[: int(len(data) * cut)])
    except InputError as error:
        assert error.fix


def test_a_scan_is_sent_to_its_code() -> None:
    with pytest.raises(InputError) as refused:
        read_presented("a.pdf", stream_pdf(b"0 0 9 9 re f"))

    assert "verify --code" in refused.value.fix


def test_a_pdf_with_a_password_is_told() -> None:
    with pikepdf.open(io.BytesIO(handout_pdf())) as locked:
        out = io.BytesIO()
        locked.save(out, encryption=pikepdf.Encryption(owner="a", user="b", R=4))

    with pytest.raises(InputError, match="password"):
        read_presented("a.pdf", out.getvalue())


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(InputError, match="600 pages"):
        read_presented("a.pdf", stream_pdf(b"", pages=600))


def test_a_stream_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    bomb = zlib.compress(b"(a) Tj " * 40_000_000, 9)
    made = pikepdf.new()
    page = made.add_blank_page()
    page.Contents = pikepdf.Stream(made, bomb, Filter=pikepdf.Name.FlateDecode)
    out = io.BytesIO()
    made.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    with pytest.raises(InputError):
        read_presented("a.pdf", out.getvalue())


def test_a_page_that_takes_too_long_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "LONGEST_S", -1.0)

    with pytest.raises(InputError, match="more than any policy"):
        read_presented("a.pdf", handout_pdf())
