# ruff: noqa: E501  (files made to harm are as wide as they are)

"""Files made to harm, or only broken: each is refused in words, or read with what was dropped told."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from tests.source.importing import other_documents as other
from tests.source.importing import word_documents as word
from tests.source.word_files import W, paragraph, word_file

from policydocs.errors import InputError
from policydocs.source.importing.import_document import import_document
from policydocs.source.importing.imported import Imported
from policydocs.source.importing.word_proof import policy_text

HEAD = paragraph("Texting", bold=True)
BODY = paragraph("I do not text with clients, and I never will.")
ENTITY = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


def imported(name: str, data: bytes) -> Imported:
    return import_document(name, data)


def refusal(name: str, data: bytes) -> InputError:
    with pytest.raises(InputError) as raised:
        imported(name, data)
    assert raised.value.path == name
    assert raised.value.fix
    return raised.value


def zip_of(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def locked(data: bytes) -> bytes:
    """The same archive with the mark of a password on each part."""
    made = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(sign)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(sign, at + 4)
    return bytes(made)


@pytest.mark.parametrize(
    ("name", "data", "said", "advice"),
    [
        ("old.doc", OLD_WORD, ".doc", "Save as"),
        ("old.docx", OLD_WORD, "old Word file (.doc), or one that is protected by a password", "Save as"),
        ("locked.docx", locked(word.with_styles()), "password", "without"),
        (
            "locked.odt",
            other.odt(parts={"META-INF/manifest.xml": b"<encryption-data/>"}),
            "password",
            "without",
        ),
        ("empty.docx", b"", "empty", "copy"),
        ("empty.txt", b"", "empty", "copy"),
        ("empty.html", b"", "empty", "copy"),
        ("blank.html", b"<html><body> </body></html>", "no text", "text"),
        ("broken.docx", word.with_styles()[:3000], "damaged", "Save as"),
        ("broken.odt", other.odt()[:400], "damaged", "Save as"),
        ("broken.pdf", b"%PDF-1.7\n" + b"1 0 obj <<" * 50, "damaged", "print it"),
        ("zip.docx", zip_of(hello=b"x"), "zip archive", "Save as"),
        ("sheet.docx", zip_of(**{"[Content_Types].xml": b"<x/>"}), "no text part", "Save as"),
        ("entity.docx", word_file(HEAD + BODY, prolog=ENTITY), "XML entities", "Save as"),
        ("entity.odt", other.odt(prolog=ENTITY), "XML entities", "Save as"),
        ("binary.txt", bytes(range(256)) * 40, "not a text file", "save"),
        ("scan.pdf", other.scanned_pdf(), "scan", "OCR"),
        ("nothing.rtf", b"{\\rtf1{\\fonttbl{\\f0 Arial;}}}", "no text", "right file"),
        ("sheet.xlsx", zip_of(x=b"x"), ".xlsx", "Give a .docx"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[:12] else "",
)
def test_what_cannot_be_read_is_refused_with_a_way_out(
    name: str, data: bytes, said: str, advice: str
) -> None:
    error = refusal(name, data)

    assert said in error.problem
    assert advice in error.fix


def test_a_zip_that_would_fill_the_memory_is_refused() -> None:
    bomb = word_file(
        HEAD + BODY, {"word/styles.xml": b" " * 30_000_000, "word/_rels/document.xml.rels": RELATION}
    )

    assert "too large" in refusal("bomb.docx", bomb).problem


def test_a_zip_that_lies_about_a_part_s_size_is_refused() -> None:
    honest = other.odt("<office:text>" + "<text:p>word</text:p>" * 1_100_000 + "</office:text>")

    assert "too large" in refusal("bomb.odt", honest).problem


RELATION = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    b"</Relationships>"
)


def test_a_page_of_two_hundred_megabytes_is_refused_before_it_is_read() -> None:
    assert "at most 20 MB" in refusal("page.html", b"<p>word</p>" * 18_500_000).problem


def test_macros_and_embedded_objects_are_neither_run_nor_read_and_told() -> None:
    parts = {"word/vbaProject.bin": b"Sub AutoOpen()", "word/embeddings/sheet.xlsx": b"PK"}

    found = imported("macro.docm", word_file(HEAD + BODY, parts))

    told = " ".join(found.remarks)
    assert "macros; they were neither run nor read" in told
    assert "embedded objects; they were not opened" in told
    assert "AutoOpen" not in found.markdown


def test_tracked_changes_are_taken_as_accepted_and_what_was_deleted_is_listed() -> None:
    changed = (
        '<w:p><w:r><w:t xml:space="preserve">Call me </w:t></w:r><w:del w:id="1"><w:r><w:delText>at night'
        '</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>by day</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>'
    )

    found = imported("changed.docx", word_file(HEAD + changed))

    assert "Call me by day." in found.markdown
    assert [(one.text, one.reason) for one in found.left_out] == [("at night", "deleted in a tracked change")]
    assert "read as if all were accepted" in " ".join(found.remarks)


def test_comments_are_listed_and_are_no_text() -> None:
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{paragraph("Ask Jo first!")}</w:comment></w:comments>'
    )
    relation = RELATION.replace(b"relationships/styles", b"relationships/comments").replace(
        b"styles.xml", b"comments.xml"
    )
    marked = BODY.replace("</w:p>", '<w:r><w:commentReference w:id="0"/></w:r></w:p>')
    parts = {"word/comments.xml": comments.encode(), "word/_rels/document.xml.rels": relation}

    found = imported("comments.docx", word_file(HEAD + marked, parts))

    assert "Ask Jo" not in found.markdown
    assert ("Ask Jo first!", "a comment") in [(one.text, one.reason) for one in found.left_out]


def test_a_file_is_read_as_what_it_is_whatever_it_is_called() -> None:
    for name, data, kind in (
        ("policy.txt", word.by_eye_in_bold(), "docx"),
        ("policy.docx", other.RTF, "rtf"),
        ("policy.doc", other.RTF, "rtf"),
        ("policy.docx", other.WEB_PAGE.encode(), "html"),
        ("policy.html", other.pdf(), "pdf"),
    ):
        found = imported(name, data)

        assert found.kind == kind
        assert "was read as such" in found.remarks[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.html", b"<table><tr><td>" * 3000 + b"deep words" + b"</td></tr></table>" * 3000),
        ("deep.html", b"<ul><li>" * 2000 + b"deep words" + b"</li></ul>" * 2000),
        ("deep.html", b"<b><i>" * 5000 + b"deep words" + b"</i></b>" * 5000),
        (
            "deep.odt",
            other.odt(
                "<office:text><text:section>" + "<text:p>deep words</text:p></text:section></office:text>"
            ),
        ),
        ("deep.rtf", b"{\\rtf1 " + b"{\\b " * 150 + b"deep words" + b"}" * 150 + b"\\par}"),
        ("long.txt", b"deep words " * 20_000),
        ("many.txt", b"- deep words\n" * 4_000),
    ],
)
def test_deep_and_endless_documents_are_read_or_refused_and_keep_their_words(name: str, data: bytes) -> None:
    found = imported(name, data)

    assert "deep words" in " ".join(policy_text(found.policy).split())


def test_groups_in_one_another_without_end_are_refused() -> None:
    with pytest.raises(InputError, match="too deep"):
        imported("deep.rtf", b"{\\rtf1 " + b"{\\b " * 5_000 + b"x" + b"}" * 5_000 + b"}")


def test_a_link_that_runs_something_is_words_alone() -> None:
    page = b"<html><body><h1>Links</h1><p>Press <a href='javascript:alert(1)'>this thing</a> never.</p></body></html>"

    found = imported("page.html", page)

    assert "javascript" not in found.markdown
    assert "Press this thing never." in found.markdown


def test_text_that_looks_like_our_own_signs_stays_text() -> None:
    text = b"Odd Signs\n\nWrite {{ practice.phone }} or [[line: x]] or {#id}, and 2 * 3 * 4 = 24.\n\n## is a sign, too.\n"

    found = imported("odd.txt", text)

    assert "{{ practice.phone }} or [[line: x]] or {#id}, and 2 * 3 * 4 = 24." in policy_text(found.policy)


def test_a_compressed_stream_in_a_pdf_that_never_ends_is_refused() -> None:
    stream = zlib.compress(b" " * 120_000_000, 9)
    objects = (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj\n4 0 obj <</Filter/FlateDecode"
        b"/Length " + str(len(stream)).encode() + b">>\nstream\n" + stream + b"\nendstream endobj\n"
        b"trailer <</Root 1 0 R>>\n%%EOF"
    )

    assert refusal("bomb.pdf", objects).problem
