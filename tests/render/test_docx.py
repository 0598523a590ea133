"""A document as a Word file."""

import io
import itertools
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.document import Document as WordDocument
from tests.render.hostile import MARKUP, hostile_document
from tests.render.reading import letters, words_of
from tests.render.render_samples import (
    MADE_AT,
    SAMPLES,
    bullets,
    form_document,
    item,
    numbered,
    paragraph,
    policy_document,
    policy_with_contents,
    row,
)

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Document,
    Letterhead,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Table,
)
from policydocs.render.docx import to_docx
from policydocs.render.style import PageStyle, Paper

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = [PageStyle(paper, large) for paper in Paper for large in (False, True)]


def document(*blocks: Block) -> Document:
    return Document("T", "en", Letterhead("P", ("L",)), "Version 1", "T", blocks, "A")


def made(source: Document, style: PageStyle | None = None) -> bytes:
    return to_docx(source, style or PageStyle(), made_at=MADE_AT)


def opened(source: Document, style: PageStyle | None = None) -> WordDocument:
    return docx.Document(io.BytesIO(made(source, style)))


def style_names(word: WordDocument) -> list[str]:
    return [str(paragraph.style.name) if paragraph.style else "" for paragraph in word.paragraphs]


def texts(element: Any) -> Iterator[str]:
    for node in element.iter(f"{W}t"):
        yield node.text or ""


def values(element: Any, path: str, attribute: str = "val") -> list[str]:
    """The values of elements named one inside the other, as "numPr/numId"."""
    found = element.iterfind(".//" + "/".join(W + name for name in path.split("/")))
    return [each.get(W + attribute) for each in found]


# --- Styles, lists, tables -----------------------------------------------------------------------


def test_every_part_has_the_style_that_word_knows_it_by() -> None:
    names = style_names(opened(policy_document()))

    assert names.count("Title") == 1
    assert names.count("Heading 1") == 8
    assert names.count("Heading 2") == 1
    assert (names.count("List Bullet"), names.count("List Number"), names.count("Quote")) == (5, 3, 1)
    assert (names.count("Version Line"), names.count("Letterhead Name")) == (1, 1)


def test_every_style_used_is_defined() -> None:
    word = opened(policy_with_contents())
    defined = {style.style_id for style in word.styles}

    used = {
        *values(word.element, "pStyle"),
        *values(word.element, "tblStyle"),
        *values(word.element, "rStyle"),
    }

    assert used <= defined


def test_each_numbered_list_begins_anew_where_it_says() -> None:
    word = opened(document(numbered("a", "b"), paragraph("x"), numbered("c"), numbered("d", start=7)))
    numbers = values(word.element.body, "numPr/numId")
    root = word.part.numbering_part.element
    starts = {
        num.get(W + "numId"): values(num, "lvlOverride/startOverride")[0]
        for num in root.iterfind(f"{W}num")
        if num.find(f"{W}lvlOverride") is not None
    }

    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3
    assert [starts[number] for number in dict.fromkeys(numbers)] == ["1", "1", "7"]


def test_lists_within_lists_go_down_a_level() -> None:
    nested = BulletList((item("one", NumberedList((item("two", bullets("three")),))),))

    assert values(opened(document(nested)).element.body, "numPr/ilvl") == ["0", "1", "2"]


def test_a_second_paragraph_of_an_item_has_no_bullet_and_stands_below_the_first() -> None:
    word = opened(document(BulletList((ListItem((paragraph("one"), paragraph("more"))),))))

    first, second = word.paragraphs[-2:]
    assert first.paragraph_format.left_indent == second.paragraph_format.left_indent
    assert values(second._p, "numPr/numId") == []


def test_a_table_has_a_header_row_that_repeats_and_rows_that_stay_whole() -> None:
    (table,) = opened(policy_document()).tables

    rows = table._tbl.tr_lst
    assert [values(one, "tblHeader") for one in rows] == [[None], [], [], [], []]
    assert all(values(one, "cantSplit") == [None] for one in rows)
    assert [cell.text for cell in table.rows[0].cells] == ["Way", "What it is for", "I answer within"]
    assert values(rows[1], "jc") == ["left", "left", "right"]


def test_a_row_too_long_for_a_page_may_break() -> None:
    table = Table(row("a", "b"), (row("word " * 500, "x"),), (Alignment.LEFT,) * 2)

    assert values(opened(document(table)).tables[0]._tbl.tr_lst[1], "cantSplit") == []


def test_a_page_break_is_a_property_of_what_follows() -> None:
    word = opened(document(paragraph("before"), PageBreak(), paragraph("after")))

    assert [bool(p.paragraph_format.page_break_before) for p in word.paragraphs[-2:]] == [False, True]


# --- Fields to fill in ---------------------------------------------------------------------------


def test_a_line_to_write_on_is_a_tab_with_a_leader_to_the_margin() -> None:
    word = opened(form_document())
    (phone,) = [p for p in word.paragraphs if p.text.startswith("Telephone")][:1]

    (stop,) = phone.paragraph_format.tab_stops
    section = word.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert str(stop.leader).startswith("LINES")
    assert abs(stop.position - width) < 1300
    assert phone.text.replace("\N{NO-BREAK SPACE}", " ") == "Telephone: \t"


def test_boxes_to_tick_are_drawn_as_boxes() -> None:
    assert "".join(texts(opened(form_document()).element)).count("☐") == 8


# --- Header, footer, properties ------------------------------------------------------------------


def test_the_running_header_and_the_page_numbers() -> None:
    section = opened(policy_document()).sections[0]

    assert section.header.paragraphs[0].text == (
        "Contact and Social Media Policy\tVersion 1.0.0 · Effective March 1, 2026"
    )
    assert section.first_page_header.paragraphs[0].text == ""
    for footer in (section.footer, section.first_page_footer):
        codes = [node.text.strip() for node in footer._element.iter(f"{W}instrText")]
        assert codes == ["PAGE", "NUMPAGES"]
        assert "".join(texts(footer._element)) == "Maple Street CounselingPage 1 of 1"


def test_the_file_names_its_title_author_language_and_moment() -> None:
    properties = opened(policy_document()).core_properties

    assert (properties.title, properties.author) == ("Contact and Social Media Policy", "Ada Okafor, LICSW")
    assert properties.subject == "Version 1.0.0 · Effective March 1, 2026"
    assert properties.language == "en-US"
    assert properties.created == properties.modified == datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


def test_the_language_of_the_text_is_told_to_word() -> None:
    assert values(opened(policy_document()).styles.element, "rPrDefault/rPr/lang") == ["en-US"]


@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, (12240, 15840)), (Paper.A4, (11906, 16838))])
def test_the_paper_is_the_one_asked_for(paper: Paper, size: tuple[int, int]) -> None:
    section = opened(policy_document(), PageStyle(paper)).sections[0]

    assert ((section.page_width or 0) // 635, (section.page_height or 0) // 635) == size


def test_large_print_is_sans_of_18_points_and_more_without_italics() -> None:
    word = opened(policy_with_contents(), PageStyle(large_print=True))

    sizes = {
        style.name: style.font.size.pt
        for style in word.styles
        if style.name in set(style_names(word)) and style.font.size
    }

    assert min(sizes.values()) == 18
    assert (sizes["Title"], sizes["Heading 1"], sizes["Heading 2"]) == (22, 22, 20)
    assert set(values(word.styles.element, "rFonts", "ascii")) == {"Arial"}
    assert list(word.element.iter(f"{W}i")) == []
    assert len(list(word.element.iter(f"{W}u"))) >= 2
    assert list(word.styles.element.iter(f"{W}caps", f"{W}smallCaps")) == []


# --- Contents ------------------------------------------------------------------------------------


def test_contents_are_a_field_with_its_entries_there_already() -> None:
    word = opened(policy_with_contents())
    codes = [node.text for node in word.element.iter(f"{W}instrText")]
    marks = set(values(word.element, "bookmarkStart", "name"))
    entries = [p for p in word.paragraphs if str(p.style and p.style.name).lower().startswith("toc")]

    assert codes == [' TOC \\o "1-2" \\n \\h \\z \\u ']
    assert [entry.text for entry in entries][:3] == ["In an emergency", "How to reach me", "When I am away"]
    assert {value for entry in entries for value in values(entry._p, "hyperlink", "anchor")} <= marks


@pytest.mark.parametrize("source", [*SAMPLES.values(), hostile_document])
def test_every_field_that_begins_also_ends(source: Any) -> None:
    kinds = values(opened(source()).element, "fldChar", "fldCharType")

    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "style"), list(itertools.product(SAMPLES, STYLES)))
def test_every_word_of_the_document_stands_in_the_file_in_its_order(name: str, style: PageStyle) -> None:
    source = SAMPLES[name]()

    found = "".join(texts(opened(source, style).element.body))

    assert letters(found) == letters(" ".join(words_of(source, numbers=False)))


def test_markup_in_any_slot_comes_out_as_the_same_text() -> None:
    word = opened(hostile_document())

    assert "".join(texts(word.element.body)).count(MARKUP) == 23
    assert word.core_properties.title == MARKUP
    assert all(
        "javascript" not in str(relation._target)
        for relation in word.part.rels.values()
        if relation.is_external
    )


def test_text_from_right_to_left_says_so() -> None:
    word = opened(document(paragraph("שלום"), paragraph("hello שלום there")))
    hebrew, mixed = word.paragraphs[-2:]

    assert [len(values(p._p, "pPr/bidi")) for p in (hebrew, mixed)] == [1, 0]
    assert [(run.text, len(values(run._r, "rPr/rtl"))) for run in mixed.runs] == [
        ("hello ", 0),
        ("שלום", 1),
        (" there", 0),
    ]


# --- The file itself -----------------------------------------------------------------------------


def test_members_are_stored_in_one_order_at_one_time() -> None:
    with zipfile.ZipFile(io.BytesIO(made(policy_document()))) as archive:
        entries = archive.infolist()

    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}
    assert [entry.filename for entry in entries[1:]] == sorted(entry.filename for entry in entries[1:])


def test_a_moment_without_a_time_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_docx(policy_document(), PageStyle(), made_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_no_two_bookmarks_share_an_id_or_a_name() -> None:
    word = opened(policy_with_contents())

    for attribute in ("id", "name"):
        found = values(word.element, "bookmarkStart", attribute)
        assert len(found) == len(set(found)) == 9


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_lays_out_every_page(tmp_path: Path) -> None:
    for name in SAMPLES:
        (tmp_path / f"{name}.docx").write_bytes(made(SAMPLES[name]()))
    settings = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    names = [str(tmp_path / f"{name}.docx") for name in SAMPLES]
    subprocess.run(
        ["soffice", "--headless", settings, "--convert-to", "pdf", "--outdir", str(tmp_path), *names],
        capture_output=True,
        check=True,
        timeout=120,
    )

    pages = {name: len(pikepdf.open(tmp_path / f"{name}.pdf").pages) for name in SAMPLES}

    assert {name: count for name, count in pages.items() if not 2 <= count <= 5} == {}
    assert pages["form"] == 2


def test_no_element_stands_out_of_the_order_of_the_schema() -> None:
    """Word repairs, or refuses, a paragraph whose properties stand in another order."""
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "numPr",
        "pBdr",
        "tabs",
        "bidi",
        "spacing",
        "ind",
        "jc",
    ]
    for source in (policy_with_contents, form_document, hostile_document):
        for properties in opened(source()).element.body.iter(f"{W}pPr"):
            found = [re.sub(r"\{.*\}", "", child.tag) for child in properties]

            assert found == sorted(set(found), key=order.index)


def test_an_item_that_holds_no_text_keeps_its_bullet() -> None:
    word = opened(
        document(
            BulletList((ListItem(()), ListItem((Paragraph(()),)))),
        )
    )

    assert len(values(word.element.body, "numPr/numId")) == 2
