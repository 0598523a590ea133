"""Everything that a Word file shows in print."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from policydocs.errors import InputError
from policydocs.source.docx_package import words_of_word_file

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(*paragraphs: str) -> bytes:
    """A file whose body is those paragraphs, given as WordprocessingML."""
    word = docx.Document()
    word.core_properties.title = "Messages"
    word.sections[0].header.paragraphs[0].text = "Above"
    word.sections[0].footer.paragraphs[0].text = "Code 7QX2-9TDK"
    for paragraph in paragraphs:
        word.element.body.sectPr.addprevious(parse_xml(f"<w:p {W}>{paragraph}</w:p>"))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_body_header_footer_and_title_are_read() -> None:
    found = words_of_word_file(word_file(run("I do ") + run("not text."), "<w:pPr/>"), path="a.docx")

    assert found.body == ("I do not text.",)
    assert found.margins == ("Code 7QX2-9TDK", "Above")
    assert found.title == "Messages"
    assert found.remarks == ()


def test_tabs_and_breaks_part_words() -> None:
    found = words_of_word_file(
        word_file(f"{run('a')}<w:r><w:tab/></w:r>{run('b')}<w:r><w:br/></w:r>{run('c')}"), path="a.docx"
    )

    assert found.body == ("a b c",)


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    deleted = '<w:del w:id="1" w:author="A"><w:r><w:delText>not </w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="A">{run("always ")}</w:ins>'
    moved = f'<w:moveFrom w:id="3" w:author="A">{run("gone ")}</w:moveFrom>'

    found = words_of_word_file(
        word_file(run("I ") + deleted + inserted + moved + run("text.")), path="a.docx"
    )

    assert found.body == ("I always text.",)
    assert "tracked changes" in found.remarks[0]


def test_a_text_box_is_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:p>{run('In a box.')}</w:p>"
    both = (
        f'<w:r><mc:AlternateContent {mc}><mc:Choice Requires="wps"><w:txbxContent>{box}</w:txbxContent>'
        f"</mc:Choice><mc:Fallback><w:txbxContent>{box}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    found = words_of_word_file(word_file(run("Before.") + both), path="a.docx")

    assert found.body == ("Before.", "In a box.")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0old", b"text"])
def test_what_is_no_word_file_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        words_of_word_file(data, path="a.docx")
