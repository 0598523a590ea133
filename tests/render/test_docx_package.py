"""The file that Word opens: what python-docx would save, member for member, in a zip of our own."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI

from policydocs.render.docx_package import empty_document, open_letterhead, packed

from .test_letterhead import members, saved


def with_logo() -> WordDocument:
    """A letterhead whose header shows a picture, as many do."""
    word = docx.Document()
    word.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    return word


def png() -> bytes:
    """One black point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def written(word: WordDocument) -> WordDocument:
    word.add_paragraph("I answer within one business day.")
    return word


@pytest.mark.parametrize("make", [empty_document, docx.Document, with_logo], ids=lambda make: make.__name__)
def test_a_file_has_what_python_docx_would_save(make: object) -> None:
    word = written(make())  # type: ignore[operator]

    assert members(packed(word, {})) == members(saved(word))


def test_pictures_whose_endings_differ_in_capitals_are_of_one_kind() -> None:
    word = written(with_logo())
    (logo,) = [part for part in word.part.package.parts if part.partname.ext == "png"]
    logo.partname = PackURI("/word/media/image7.PNG")
    word.add_picture(io.BytesIO(png()[:-12] + b"\0\0\0\0tEXt\0\0\0\0" + png()[-12:]))

    made = members(packed(word, {}))

    assert made["[Content_Types].xml"].lower().count(b'extension="png"') == 1
    assert made == members(saved(word))


def test_of_a_letterhead_too() -> None:
    word, kept = open_letterhead(saved(with_logo()))
    written(word)

    made = members(packed(word, kept))

    assert made == {**members(saved(word)), **{name: kept[name] for name in kept if name in made}}
    assert any(name.startswith("word/media/") for name in made)


def test_members_are_stored_at_one_time_with_the_list_of_kinds_first() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(written(empty_document()), {}))) as archive:
        entries = archive.infolist()

    assert entries[0].filename == "[Content_Types].xml"
    assert {(one.compress_type, one.date_time) for one in entries} == {
        (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))
    }
