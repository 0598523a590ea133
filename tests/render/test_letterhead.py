"""The practice's own letterhead under a handout, and files that only look like one."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from tests.render.render_samples import MADE_AT, policy_document

from policydocs.errors import InputError
from policydocs.render.docx import to_docx
from policydocs.render.style import PageStyle, Paper

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def saved(word: WordDocument) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def letterhead() -> bytes:
    """As a practice would have it: name and a logo's place in the header, page fields in the footer."""
    word = docx.Document()
    section = word.sections[0]
    section.left_margin = section.right_margin = Mm(20)
    section.header.paragraphs[0].text = "OUR OWN LETTERHEAD"
    section.footer.paragraphs[0].text = "Our bank, our hours"
    heading = word.styles["Heading 1"]
    heading.font.name = "Garamond"
    heading.font.size = Pt(31)
    word.add_paragraph("")
    word.core_properties.author = "Somebody Else"
    word.core_properties.comments = "private"
    return saved(word)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def on(data: bytes, style: PageStyle | None = None) -> bytes:
    return to_docx(policy_document(), style or PageStyle(), made_at=MADE_AT, letterhead=data)


def test_header_and_footer_stay_byte_for_byte_as_they_are() -> None:
    given = letterhead()

    before, after = members(given), members(on(given))

    kept = [name for name in before if "header" in name or "footer" in name]
    assert len(kept) >= 2
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_the_version_line_stands_in_the_body_and_our_own_letterhead_does_not() -> None:
    word = docx.Document(io.BytesIO(on(letterhead())))

    assert [p.text for p in word.paragraphs[:2]] == [
        "Contact and Social Media Policy",
        "Version 1.0.0 · Effective March 1, 2026",
    ]
    assert word.sections[0].header.paragraphs[0].text == "OUR OWN LETTERHEAD"


def test_its_own_styles_are_used_and_missing_ones_are_added() -> None:
    word = docx.Document(io.BytesIO(on(letterhead())))

    assert word.styles["Heading 1"].font.name == "Garamond"
    assert "Form Line" in [style.name for style in word.styles]
    assert len({style.style_id for style in word.styles}) == len(list(word.styles))


def test_what_is_added_has_the_face_and_size_of_the_letterheads_text() -> None:
    word = docx.Document(io.BytesIO(on(letterhead())))

    added = word.styles["Form Line"]

    assert (added.font.name, added.font.size, added.base_style) == (None, None, word.styles["Normal"])


def test_large_print_on_a_letterhead_is_large_all_the_same() -> None:
    word = docx.Document(io.BytesIO(on(letterhead(), PageStyle(large_print=True))))

    assert word.styles["Heading 1"].font.size == Pt(22)
    assert word.styles["Body Text"].font.size == Pt(18)
    assert "Normal" in [style.name for style in word.styles]


def test_it_keeps_its_margins_and_gets_the_paper_asked_for() -> None:
    section = docx.Document(io.BytesIO(on(letterhead(), PageStyle(Paper.A4)))).sections[0]

    assert abs((section.left_margin or 0) - Mm(20)) < 635
    assert (section.page_width or 0) // 635 == 11906


def test_what_is_written_in_its_body_stays_on_top() -> None:
    word = docx.Document(io.BytesIO(letterhead()))
    word.paragraphs[0].text = "Maple Street, written in the body"

    texts = [p.text for p in docx.Document(io.BytesIO(on(saved(word)))).paragraphs[:2]]

    assert texts == ["Maple Street, written in the body", "Contact and Social Media Policy"]


def test_an_old_policy_is_no_letterhead() -> None:
    word = docx.Document(io.BytesIO(letterhead()))
    for _ in range(9):
        word.add_paragraph("I answer messages on weekdays and never on a Sunday afternoon.")

    with pytest.raises(InputError, match=r"text of 9\d words on its page"):
        on(saved(word))


def test_who_made_the_letterhead_is_not_told() -> None:
    properties = docx.Document(io.BytesIO(on(letterhead()))).core_properties

    assert (properties.author, properties.last_modified_by) == ("Ada Okafor, LICSW",) * 2
    assert properties.comments == ""


def test_the_template_it_was_made_from_is_forgotten() -> None:
    parts = members(letterhead())
    reference = f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rId1"/>'.encode()
    settings = parts["word/settings.xml"]
    end = settings.index(b"<w:defaultTabStop")
    parts["word/settings.xml"] = settings[:end] + reference + settings[end:]
    parts["word/_rels/settings.xml.rels"] = relations("attachedTemplate", "file:///C:/Users/ada/Secret.dotm")

    made = members(on(zipped(parts)))

    assert b"Secret" not in b"".join(made.values())
    assert b"attachedTemplate" not in made["word/settings.xml"]


def relations(kind: str, target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()


def test_a_letterhead_without_lists_or_styles_of_its_own_serves() -> None:
    parts = members(letterhead())
    drop = {"word/numbering.xml", "word/stylesWithEffects.xml", "docProps/thumbnail.jpeg"}
    types = parts["[Content_Types].xml"].decode()
    for name in drop:
        types = without(types, f'PartName="/{name}"')
    parts["[Content_Types].xml"] = types.encode()
    rels = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = without(
        without(rels, "/numbering"), "/stylesWithEffects"
    ).encode()
    parts["_rels/.rels"] = without(parts["_rels/.rels"].decode(), "thumbnail").encode()
    parts["word/styles.xml"] = (
        b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    )

    word = docx.Document(io.BytesIO(on(zipped({k: v for k, v in parts.items() if k not in drop}))))

    assert word.paragraphs[0].style is not None
    assert word.paragraphs[0].style.name == "Title"
    assert word.part.numbering_part is not None


def without(xml: str, mark: str) -> str:
    """The XML without the one empty element in which the mark stands."""
    place = xml.find(mark)
    if place < 0:
        return xml
    return xml[: xml.rindex("<", 0, place)] + xml[xml.index("/>", place) + 2 :]


def test_a_landscape_letterhead_is_turned_to_the_paper_of_the_handout() -> None:
    word = docx.Document(io.BytesIO(letterhead()))
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(279), Mm(216)

    turned = docx.Document(io.BytesIO(on(saved(word)))).sections[0]

    assert (turned.page_width or 0) < (turned.page_height or 0)
    assert turned.orientation == WD_ORIENT.PORTRAIT


# --- Files that are no letterhead ----------------------------------------------------------------


def with_part(name: str, content: bytes) -> bytes:
    return zipped({**members(letterhead()), name: content})


def with_macros_type() -> bytes:
    parts = members(letterhead())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    )
    return zipped(parts)


def doubled() -> bytes:
    out = io.BytesIO(letterhead())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", b"<x/>")
    return out.getvalue()


def damaged() -> bytes:
    data = bytearray(letterhead())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        place = archive.getinfo("word/document.xml").header_offset + 60
    data[place : place + 200] = b"\xff" * 200
    return bytes(data)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:hdr>&a;</w:hdr>'

CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "not a Word document"),
    "text": (lambda: b"Dear client", "not a Word document"),
    "pdf": (lambda: b"%PDF-1.7\n%%EOF", "not a Word document"),
    "old doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .doc file"),
    "another zip": (lambda: zipped({"a.txt": b"x"}), "not a Word document"),
    "cut off": (lambda: letterhead()[:-400], "not a Word document"),
    "damaged": (damaged, "damaged|not a Word document"),
    "a part twice": (doubled, "twice"),
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), "macros"),
    "macro type": (with_macros_type, "macros"),
    "embedded": (lambda: with_part("word/embeddings/oleObject1.bin", b"x"), "embedded program"),
    "entities": (lambda: with_part("word/header1.xml", ENTITIES), "document type"),
    "remote picture": (
        lambda: with_part("word/_rels/header1.xml.rels", relations("image", "https://example.org/spy.png")),
        "from elsewhere",
    ),
    "bad relations": (lambda: with_part("word/_rels/header1.xml.rels", b"<"), "damaged"),
    "not xml": (lambda: with_part("word/document.xml", b"<w:document>"), "damaged"),
    "no body": (
        lambda: with_part(
            "word/document.xml",
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
        ),
        "damaged|no page",
    ),
    "bomb": (lambda: with_part("word/media/image9.png", bytes(80_000_000)), "too large"),
    "many members": (
        lambda: zipped({**members(letterhead()), **{f"word/media/{n}.png": b"" for n in range(1200)}}),
        "too large",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_letterhead_is_an_error_that_says_why_and_what_to_do(case: str) -> None:
    make, problem = CASES[case]

    with pytest.raises(InputError, match=problem) as caught:
        on(make())

    assert caught.value.fix
