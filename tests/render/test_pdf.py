"""A document as PDF: archivable, accessible, and with every word of the document in reading order."""

import io
import itertools
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import page
import pikepdf
import pytest
from tests.render.hostile import MARKUP, hostile_document
from tests.render.reading import letters, words_of
from tests.render.render_samples import (
    MADE_AT,
    SAMPLES,
    form_document,
    paragraph,
    policy_document,
    policy_with_contents,
    row,
)

from policydocs.document import (
    Alignment,
    Block,
    Contents,
    Document,
    Emphasis,
    Heading,
    Letterhead,
    Link,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from policydocs.errors import InputError, InputErrors
from policydocs.model import Acknowledgment
from policydocs.render.handout import acknowledgment_page, version_line
from policydocs.render.pdf import to_pdf
from policydocs.render.phrases import phrases
from policydocs.render.style import PageStyle, Paper
from policydocs.source.markdown import read_policy

STYLES = [PageStyle(paper, large) for paper in Paper for large in (False, True)]
PROFILES = [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils (pdftotext, pdfinfo, pdffonts) is not installed"
)


def document(*blocks: Block, title: str = "T") -> Document:
    return Document(title, "en", Letterhead("P", ("L",)), "Version 1", "T", blocks, "A", path="policies/x.md")


def pdf(made: Document, style: PageStyle | None = None) -> bytes:
    return to_pdf(made, style or PageStyle(), made_at=MADE_AT)


def said(tool: str, data: bytes, folder: Path, *options: str) -> str:
    """What a program of poppler-utils prints about a PDF."""
    path = folder / "made.pdf"
    path.write_bytes(data)
    tail = ["-"] if tool == "pdftotext" else []
    done = subprocess.run([tool, *options, str(path), *tail], capture_output=True, check=True)
    return done.stdout.decode()


# --- Conformance ---------------------------------------------------------------------------------


@needs_poppler
@pytest.mark.parametrize("headings", [13, 60])
def test_contents_in_two_columns_conform_and_are_whole_and_in_order(headings: int, tmp_path: Path) -> None:
    titles = [f"Part {number} {'and more ' * (number % 12)}".strip() for number in range(headings)]
    parts = [Heading(2 + (n % 3 == 2), (Text(title),), f"part-{n}") for n, title in enumerate(titles)]
    made = pdf(document(Contents("Contents"), *parts, Paragraph((Text("The end."),))))
    path = tmp_path / "made.pdf"
    path.write_bytes(made)

    read = " ".join(said("pdfinfo", made, tmp_path, "-struct-text").split())

    places = [read.find(f'"Part {number} ') for number in range(headings)]
    assert -1 not in places
    assert places == sorted(places)
    assert all("no failures" in str(page.validate_pdf(str(path), profile=profile)) for profile in PROFILES)


@pytest.mark.parametrize(("name", "style"), list(itertools.product(SAMPLES, STYLES)))
def test_every_sample_in_every_style_conforms(name: str, style: PageStyle, tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(SAMPLES[name](), style))

    for profile in PROFILES:
        report = page.validate_pdf(str(path), profile=profile)

        assert "no failures" in str(report), str(report)


def test_the_file_names_its_title_author_language_and_moment() -> None:
    made = policy_document()

    with pikepdf.open(io.BytesIO(pdf(made))) as opened:
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"] == "Contact and Social Media Policy"
            assert metadata["dc:creator"] == ["Ada Okafor, LICSW"]
            assert str(metadata["xmp:CreateDate"]).startswith("2026-02-03T09:30:00")
        assert opened.Root.Lang == "en"
        assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_a_moment_without_a_time_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_pdf(policy_document(), PageStyle(), made_at=datetime(2026, 1, 1))  # noqa: DTZ001


@needs_poppler
def test_only_our_own_fonts_are_used_and_all_stand_in_the_file(tmp_path: Path) -> None:
    lines = said("pdffonts", pdf(form_document()), tmp_path).splitlines()[2:]

    assert {re.sub(r"-.*", "", line.split("+")[1]) for line in lines} == {"LibertinusSerif"}
    assert all(re.search(r"\byes yes yes\b", line) for line in lines)


@needs_poppler
def test_large_print_is_sans_throughout_and_has_no_italics(tmp_path: Path) -> None:
    lines = said("pdffonts", pdf(policy_document(), PageStyle(large_print=True)), tmp_path).splitlines()[2:]

    assert {line.split("+")[1].split("-Identity")[0] for line in lines} == {
        "SourceSansPro-Regular",
        "SourceSansPro-Bold",
    }


@needs_poppler
def test_large_print_has_no_smaller_type_anywhere(tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(pdf(policy_with_contents(), PageStyle(large_print=True)))
    done = subprocess.run(
        ["pdftohtml", "-xml", "-stdout", "-i", str(tmp_path / "made.pdf")], capture_output=True, check=True
    )

    # pdftohtml counts pixels at 108 dots an inch: 18 points are 27.
    sizes = {int(size) for size in re.findall(r'<fontspec[^>]* size="(\d+)"', done.stdout.decode())}

    assert min(sizes) >= 26


@needs_poppler
@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize(
    ("language", "first", "last"), [("en", "Acknowledgment", "initials"), ("es", "Confirmación", "Iniciales")]
)
def test_the_page_to_sign_is_one_page_in_large_print_too(
    tmp_path: Path, paper: Paper, language: str, first: str, last: str
) -> None:
    words = phrases(language)
    signed = acknowledgment_page(
        words,
        "Social Media and Communications Policy",
        version_line(words, "1.0.0", date(2026, 9, 30)),
        Acknowledgment(wanted=True),
    )
    made = replace(document(Paragraph((Text("Before."),)), *signed), language=language)

    text = said("pdftotext", pdf(made, PageStyle(paper, large_print=True)), tmp_path, "-layout")

    pages = [page for page in text.split("\f") if first in page or last in page]
    assert len(pages) == 1


# --- Structure and words -------------------------------------------------------------------------


@needs_poppler
def test_the_title_is_the_one_first_level_heading(tmp_path: Path) -> None:
    structure = said("pdfinfo", pdf(policy_document()), tmp_path, "-struct-text")

    assert re.findall(r'^ *H1 .*\n *"(.*)"$', structure, re.MULTILINE) == ["Contact and Social Media Policy"]
    assert len(re.findall(r"^ *H2 ", structure, re.MULTILINE)) == 8
    assert len(re.findall(r"^ *TH ", structure, re.MULTILINE)) == 3
    assert "/Scope /Column" in structure


@needs_poppler
@pytest.mark.parametrize(("name", "style"), list(itertools.product(["policy", "form", "draft"], STYLES)))
def test_the_words_in_tag_order_are_those_of_the_document(
    name: str, style: PageStyle, tmp_path: Path
) -> None:
    made = SAMPLES[name]()
    structure = said("pdfinfo", pdf(made, style), tmp_path, "-struct-text")
    pieces = re.findall(r'^ *"(.*)"$', structure, re.MULTILINE)

    assert letters("".join(pieces)) == letters(" ".join(words_of(made)))


@needs_poppler
def test_places_to_fill_in_stay_within_their_table(tmp_path: Path) -> None:
    (tmp_path / "fees.pdf").write_bytes(pdf(document(_fees(rows=3))))

    subprocess.run(["pdftoppm", "-gray", "-r", "40", "fees.pdf", "seen"], cwd=tmp_path, check=True)

    width, _, pixels = re.fullmatch(  # "P5", width, height, 255, then a byte for each pixel
        rb"P5\s+(\d+)\s+(\d+)\s+255\s(.*)", next(tmp_path.glob("seen*.pgm")).read_bytes(), re.DOTALL
    ).groups()  # type: ignore[union-attr]
    row_size = int(width)
    margin = [pixels[at : at + row_size][-30:] for at in range(0, len(pixels), row_size)]
    assert min(map(min, margin)) > 200  # three quarters of an inch at the right edge are white


@needs_poppler
@pytest.mark.parametrize("rows", [7, 40])
def test_a_small_table_stays_on_one_page_and_a_long_one_does_not(rows: int, tmp_path: Path) -> None:
    above = [paragraph(f"Words to fill the page, line {number}.") for number in range(14)]

    said_by_page = said("pdftotext", pdf(document(*above, _fees(rows=rows))), tmp_path).split("\f")

    counted = [page.count("First session") for page in said_by_page if page.strip()]
    assert sum(counted) == rows
    assert (counted[0] == 0) is (rows == 7)


@needs_poppler
def test_a_grid_of_many_columns_keeps_every_mark_and_column(tmp_path: Path) -> None:
    numbers = tuple(str(number) for number in range(1, 19))
    header = Row(tuple((Text(one),) for one in ("Clause", "Result", *numbers)))
    cells = ("1.06(h): Avoid personal relationships with clients on social networks", "found", *("F" * 18))
    rows = tuple(Row(tuple((Text(one),) for one in cells)) for _ in range(30))
    grid = Table(header, rows, (Alignment.LEFT,) * 20, is_grid=True, name="Coverage")

    words = said("pdftotext", pdf(document(grid)), tmp_path).split()

    assert words.count("F") == 18 * 30
    assert {"18", "found", "Result"} <= set(words)  # none is broken


def _fees(*, rows: int) -> Table:
    policy = read_policy(
        "---\ntitle: Fees\n---\n\n"
        "| Service | Service code | How many | Each | Together |\n| --- | --- | --- | --- | --- |\n"
        + "| First session | [[line: Code]] | [[line: Number]] | [[line: $]] | [[line: Charge]] |\n"
        * rows,
        path="fees.md",
        slug="fees",
    )
    (table,) = policy.opening.blocks
    assert isinstance(table, Table)
    return table


def test_every_place_to_fill_in_is_a_figure_with_a_text() -> None:
    with pikepdf.open(io.BytesIO(pdf(form_document()))) as opened:
        figures = [
            str(thing.Alt)
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure
        ]

    assert len(figures) == 24
    assert "Date of birth: blank line for a date" in figures
    assert figures.count("Box to tick") == 8


@needs_poppler
def test_the_running_header_and_the_page_numbers_stand_on_every_page_after_the_first(tmp_path: Path) -> None:
    pages = said("pdftotext", pdf(policy_document()), tmp_path).split("\f")[:-1]

    assert [f"Page {n} of {len(pages)}" in text for n, text in enumerate(pages, 1)] == [True] * len(pages)
    assert all(text.startswith("Contact and Social Media Policy") for text in pages[1:])
    assert all("Version 1.0.0 · Effective March 1, 2026" in text for text in pages)


@needs_poppler
def test_an_address_is_printed_after_the_text_of_its_link(tmp_path: Path) -> None:
    made = document(Paragraph((Link("https://example.org/a", (Text("our page"),)), Text("."))))

    assert "our page (example.org/a)." in said("pdftotext", pdf(made), tmp_path)


@needs_poppler
def test_a_long_address_parts_after_its_marks_and_not_within_a_word(tmp_path: Path) -> None:
    made = document(
        *(
            Paragraph((Text("word " * words + "www.calmwaterscounselling.example.org/policies"),))
            for words in range(9, 22)
        )
    )

    printed = said("pdftotext", pdf(made), tmp_path)

    assert printed.count("calmwaterscounselling.") == 13
    assert "calmwaterscounselling.\nexample" in printed


@needs_poppler
def test_a_table_repeats_its_header_on_every_page(tmp_path: Path) -> None:
    table = Table(
        row("Way", "Answer"), tuple(row(f"way {n}", "soon") for n in range(80)), (Alignment.LEFT,) * 2
    )

    pages = said("pdftotext", pdf(document(table)), tmp_path).split("\f")[:-1]

    assert len(pages) > 1
    assert all("Answer" in text for text in pages)


@needs_poppler
@pytest.mark.parametrize(
    "address", ["www.quietharbortherapy.example.org", "https://harbortherapy.example.org"]
)
def test_a_web_address_of_usual_length_is_never_parted(address: str, tmp_path: Path) -> None:
    texts = [Paragraph((Text("word " * words + address + ", and more words."),)) for words in range(1, 17)]

    shown = said("pdftotext", pdf(document(*texts)), tmp_path, "-layout")

    assert shown.count(address) == len(texts)


@needs_poppler
def test_a_link_in_a_header_that_repeats_is_printed_as_its_address(tmp_path: Path) -> None:
    header = Row(((Strong((Link("https://example.org/a", (Text("our page"),)),)),),))
    table = Table(header, tuple(row(f"way {n}") for n in range(80)), (Alignment.LEFT,))

    pages = said("pdftotext", pdf(document(table)), tmp_path).split("\f")[:-1]

    assert len(pages) > 1
    assert all("our page (example.org/a)" in text for text in pages)


@needs_poppler
def test_a_row_too_long_for_a_page_loses_no_word(tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(2500)]
    table = Table(row("Way", "Text"), (row("x", " ".join(words)),), (Alignment.LEFT,) * 2)

    found = said("pdftotext", pdf(document(table)), tmp_path).split()

    assert [word for word in found if re.fullmatch(r"w\d+", word)] == words


@needs_poppler
def test_a_word_longer_than_the_line_stays_on_the_page(tmp_path: Path) -> None:
    made = pdf(document(paragraph("x" * 400)))

    boxes = re.findall(r'xMax="([\d.]+)"', said("pdftotext", made, tmp_path, "-bbox"))

    assert max(map(float, boxes)) < 612 - 31 / 25.4 * 72 + 1


# --- Text is data --------------------------------------------------------------------------------


@needs_poppler
def test_markup_in_any_slot_comes_out_as_the_same_text(tmp_path: Path) -> None:
    structure = said("pdfinfo", pdf(hostile_document()), tmp_path, "-struct-text")
    text = "".join(re.findall(r'^ *"(.*)"$', structure, re.MULTILINE))

    # Letterhead 2, title, version line, contents 3, headings 2, paragraphs 5, fields 3, list, quote, table 4.
    assert text.replace(" ", "").count(MARKUP) == 23


@pytest.mark.parametrize("style", STYLES)
def test_markup_in_any_slot_makes_a_file_that_conforms(style: PageStyle, tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(hostile_document(), style))

    assert all("no failures" in str(page.validate_pdf(str(path), profile=profile)) for profile in PROFILES)


# --- Characters and fonts ------------------------------------------------------------------------


def test_characters_that_no_font_has_are_named_with_their_lines() -> None:
    first = Paragraph((Text("A smile 😀 here\nand there", 3),), 3)
    second = Paragraph((Strong((Text("one two 中", 8, (8,)),)), Text("😀", 9)), 8)

    with pytest.raises(InputErrors) as caught:
        pdf(document(first, second))

    assert [(fault.line, fault.problem) for fault in caught.value.faults] == [
        (3, "the character “😀” (U+1F600) cannot be printed: none of the fonts has it"),
        (9, "the character “中” (U+4E2D) cannot be printed: none of the fonts has it"),
    ]
    assert caught.value.path == "policies/x.md"


def test_a_private_character_is_named_by_its_code_point() -> None:
    with pytest.raises(InputErrors, match=r"the character \(U\+E000\) cannot be printed"):
        pdf(document(paragraph("private \ue000")))


def test_a_character_without_a_font_in_the_title_or_the_letterhead_is_found_too() -> None:
    made = replace(document(), letterhead=Letterhead("中"), title="😀")

    with pytest.raises(InputErrors) as caught:
        pdf(made)

    assert {fault.problem[15] for fault in caught.value.faults} == {"😀", "中"}


@pytest.mark.parametrize("words", ["naïve café – “quoted” … 50 € ½ ™", "Ελληνικά", "Кириллица", "Tiếng Việt"])
@pytest.mark.parametrize("large_print", [False, True])
def test_the_letters_of_many_languages_are_there_in_every_face(words: str, large_print: bool) -> None:
    text = (Text(words),)

    assert pdf(document(Paragraph((*text, Emphasis(text), Strong(text)))), PageStyle(large_print=large_print))


DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@pytest.mark.skipif(not DEJAVU.exists(), reason="DejaVu Sans, a font with Arabic letters, is not installed")
@pytest.mark.parametrize("fonts", [[DEJAVU], [DEJAVU.read_bytes()] if DEJAVU.exists() else []])
def test_a_practices_own_font_adds_its_letters(fonts: list[Path | bytes]) -> None:
    made = document(paragraph("مرحبا"))

    assert to_pdf(made, PageStyle(), made_at=MADE_AT, fonts=fonts) == to_pdf(
        made, PageStyle(), made_at=MADE_AT, fonts=fonts
    )


def test_a_folder_of_fonts_may_be_given_and_may_be_empty(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("no font")

    made = to_pdf(form_document(), PageStyle(), made_at=MADE_AT, fonts=[tmp_path])

    assert made == pdf(form_document())


@pytest.mark.parametrize("data", [b"", b"not a font", b"OTTO" + b"\0" * 60])
def test_a_file_that_is_no_font_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError, match="not an OpenType or TrueType font"):
        to_pdf(form_document(), PageStyle(), made_at=MADE_AT, fonts=[data])


def test_a_document_after_a_refused_one_is_made_as_if_alone() -> None:
    before = pdf(form_document())

    with pytest.raises(InputErrors):
        pdf(document(paragraph("😀")))

    assert pdf(form_document()) == before


@pytest.mark.parametrize("made", [form_document, hostile_document])
def test_the_same_document_gives_the_same_bytes(made: Callable[[], Document]) -> None:
    assert pdf(made()) == pdf(made())
