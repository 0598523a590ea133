"""Word files, the author's own and hostile ones."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from tests.source.outlines import bold_words, outline, targets
from tests.source.word_files import OFFICE, PACKAGE, RELATIONS, TYPES, paragraph, word_file

from policydocs.document import Paragraph
from policydocs.errors import InputError
from policydocs.source.docx_package import LARGEST_PART_BYTES, open_word_file
from policydocs.source.read import read_document, read_reading


def read(body: str) -> list[str]:
    return outline(read_document("policy.docx", word_file(body)))


def made_in_word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Social Media Policy", style="Title")
    document.add_paragraph("")
    document.add_paragraph().add_run("Friending").bold = True
    document.add_paragraph("I do not accept friend requests.")
    mixed = document.add_paragraph()
    mixed.add_run("Texting: ").bold = True
    mixed.add_run("never.\tReally\nnever.")
    document.add_heading("Email", 1)
    document.add_heading("Limits", 2)
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("inner", style="List Bullet 2")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("Said.", style="Quote")
    table = document.add_table(2, 2)
    for at, words in enumerate(["Way", "Use", "Phone", "All of it."]):
        table.cell(at // 2, at % 2).text = words
    document.add_paragraph("The end.")
    document.sections[0].header.paragraphs[0].text = "HEADER"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_document_keeps_its_structure_and_the_numbers_of_its_paragraphs() -> None:
    policy = read_document("Policy 2024.docx", made_in_word())

    assert policy.title == "Social Media Policy"
    assert policy.slug == "policy-2024"
    assert outline(policy) == [
        "## Friending @3",
        "I do not accept friend requests. @4",
        "Texting: never. Really / never. @5",
        "## Email @6",
        "### Limits @7",
        "- one @8",
        "  - inner @9",
        "1. first @10",
        "> Said. @11",
        "| Way | Use | @12",
        "| Phone | All of it. | @14",
        "The end. @16",
    ]


def test_an_underlined_line_is_set_apart_like_a_bold_one_and_a_link_is_not() -> None:
    document = docx.Document()
    document.add_heading("Policy", 0)
    for head, text in (("Texting", "I do not text."), ("What about e-mail?", "I do not mail.")):
        document.add_paragraph().add_run(head).underline = True
        document.add_paragraph(text)
    document.add_paragraph("I use it ").add_run("never").underline = True
    made = io.BytesIO()
    document.save(made)

    policy = read_document("policy.docx", made.getvalue())

    assert [line for line in outline(policy) if line.startswith("#")] == [
        "## Texting @2",
        "## What about e-mail? @4",
    ]
    last = policy.sections[-1].blocks[-1]
    assert isinstance(last, Paragraph)
    assert bold_words(last.inlines) == ["never"]
    run = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>here</w:t></w:r>'
    link = f'<w:hyperlink w:anchor="a">{run}</w:hyperlink>'
    linked = read_document("policy.docx", word_file(paragraph("See", extra=link)))
    assert not any(bold_words(one.inlines) for one in linked.opening.blocks if isinstance(one, Paragraph))


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    data = word_file(
        "<w:p><w:r><w:t>I </w:t></w:r><w:del><w:r><w:delText>sometimes </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>never </w:t></w:r></w:ins><w:r><w:t>text.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        + paragraph("Call me.")
    )

    reading = read_reading("a.docx", data)

    assert outline(reading.policy) == ["I never text. @1", "Call me. @3"]
    assert "tracked changes" in reading.remarks[0]


def test_what_was_not_read_is_said() -> None:
    body = paragraph("Text.") + "<w:p><w:r><w:commentReference/></w:r><w:r><w:drawing/></w:r></w:p>"
    data = word_file(body, {"word/vbaProject.bin": b"MZ", "word/embeddings/o.bin": b"x"})

    remarks = " ".join(read_reading("a.docx", data).remarks)

    for words in ("comments", "pictures", "macros", "embedded"):
        assert words in remarks


def test_links_and_notes_are_read() -> None:
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/hyperlink" Target="https://example.org" TargetMode="External"/>'
        f'<Relationship Id="b" Type="{OFFICE}/hyperlink" Target="javascript:x" TargetMode="External"/>'
        f'<Relationship Id="c" Type="{OFFICE}/image" Target="http://192.0.2.1/p.png" TargetMode="External"/>'
        f'<Relationship Id="d" Type="{OFFICE}/styles" Target="../../../../etc/passwd"/></Relationships>'
    )
    link = '<w:hyperlink r:id="{}"><w:r><w:t>{}</w:t></w:r></w:hyperlink>'
    data = word_file(
        f"<w:p>{link.format('a', 'one')}<w:r><w:t> </w:t></w:r>{link.format('b', 'two')}</w:p>",
        {"word/_rels/document.xml.rels": relations.encode()},
    )

    policy = read_document("a.docx", data)

    assert outline(policy) == ["one two @1"]
    assert targets(policy) == ["https://example.org"]


def test_a_text_box_is_read_once_and_counts_to_its_paragraph() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    body = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    lines = read(body + paragraph("After it."))

    assert [line.rpartition(" @")[0] for line in lines] == ["In a box.", "After it."]
    assert lines[-1].endswith("@2")


def test_markup_of_any_language_is_text() -> None:
    assert read(paragraph("&lt;w:p/&gt; #let $x$ {% y %} {{ z }} &lt;b&gt; *a* [b](c)")) == [
        "<w:p/> #let $x$ {% y %} {{ z }} <b> *a* [b](c) @1"
    ]


# --- hostile or broken ---------------------------------------------------------------------------


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as raised:
        read_document("bad.docx", data)
    assert raised.value.path == "bad.docx"
    assert raised.value.fix
    return raised.value.problem


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"hello", "no Word file"),
        (b"PK\x03\x04broken", "no Word file"),
        (word_file(paragraph("x"))[:-200], "no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word file"),
        (zipped({"a.txt": b"x"}), "no Word file"),
        (zipped({"[Content_Types].xml": b"<Types/>"}), "no text part"),
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"<not closed"}), "no valid XML"),
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"<a/>"}), "not a Word document"),
        (
            zipped({"[Content_Types].xml": b"x", "_rels/.rels": b"<x", "word/document.xml": b"<a/>"}),
            "no valid XML",
        ),
        (word_file(""), "no text"),
        (word_file("<w:p/>"), "no text"),
    ],
)
def test_a_file_that_is_no_readable_word_file_is_told(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_entities_are_never_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    for prolog in (
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://192.0.2.1/x.dtd">',
        '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    ):
        assert "entities" in refused(word_file(paragraph("x"), prolog=prolog))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(
        {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": RELATIONS.encode(),
            "word/document.xml": b" " * 30_000_000,
        }
    )

    assert len(bomb) < 100_000
    assert "too large" in refused(bomb)


def test_a_part_whose_size_is_a_lie_is_refused() -> None:
    data = word_file("<w:p/>" * 100)
    real = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size
    lying = data.replace(real.to_bytes(4, "little"), (1).to_bytes(4, "little"))

    assert refused(lying)
    assert LARGEST_PART_BYTES < 50_000_000


def test_a_bomb_that_no_text_needs_is_never_opened() -> None:
    data = word_file(
        paragraph("Text."), {"word/media/image1.png": b"\0" * 40_000_000, "customXml/x.xml": b"<x"}
    )

    package = open_word_file(data, path="a.docx").package

    assert len(package) < 10_000
    assert outline(read_document("a.docx", data)) == ["Text. @1"]


def test_a_password_is_told() -> None:
    data = bytearray(word_file(paragraph("x")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert "password" in refused(bytes(data))


def test_too_many_parts_are_refused() -> None:
    assert "too many parts" in refused(word_file("", {f"x/{number}": b"" for number in range(5_001)}))


@pytest.mark.parametrize("tag", ["w:tbl><w:tr><w:tc", "w:sdt><w:sdtContent", "w:ins", "w:smartTag"])
def test_deep_nesting_is_refused_or_read_but_never_fallen_into(tag: str) -> None:
    opened = "".join(f"<{name}>" for name in tag.split("><"))
    closed = "".join(f"</{name}>" for name in reversed(tag.split("><")))

    for depth in (20, 60, 3_000):
        data = word_file(opened * depth + paragraph("deep") + closed * depth)
        try:
            assert "deep" in " ".join(outline(read_document("bad.docx", data)))
        except InputError as error:
            assert error.fix


@pytest.mark.parametrize(
    "body",
    [
        paragraph("a", extra='<w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="99"/></w:numPr></w:pPr>'),
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='x'/></w:tcPr>"
        + paragraph("a")
        + "</w:tc></w:tr></w:tbl>",
        "<w:tbl><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tbl>",
        "<w:p><w:hyperlink r:id='nowhere'><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>",
        "<w:p><w:r><w:footnoteReference w:id='7'/><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:footnoteReference/><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType='end'/><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:sym w:char='zz' w:font='Wingdings'/><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:bookmarkStart w:name='policydocs-paragraph-9'/><w:r><w:t>a</w:t></w:r></w:p>",
    ],
)
def test_xml_that_breaks_words_rules_is_read_or_told(body: str) -> None:
    try:
        assert "a" in " ".join(read(body))
    except InputError as error:
        assert "damaged" in error.problem
