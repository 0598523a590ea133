"""A document as a web page."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import lxml.html
import pytest
from lxml import etree
from tests.render.hostile import MARKUP, hostile_document
from tests.render.render_samples import (
    SAMPLES,
    form_document,
    paragraph,
    policy_document,
    policy_with_contents,
)

from policydocs.document import (
    Alignment,
    Contents,
    Document,
    Heading,
    Letterhead,
    Link,
    Paragraph,
    Row,
    Table,
    Text,
)
from policydocs.render.html import to_html
from policydocs.render.style import PageStyle, Paper

Page = etree._Element


def page(document: Document, style: PageStyle | None = None) -> Page:
    return lxml.html.document_fromstring(to_html(document, style or PageStyle()))


def find(where: Page, path: str) -> list[Any]:
    found: Any = where.xpath(path)
    return list(found)


def text(element: Page) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


@pytest.mark.parametrize("document", SAMPLES.values())
def test_a_page_has_its_language_title_landmarks_and_one_main_heading(
    document: Callable[[], Document],
) -> None:
    made = page(document())

    assert made.get("lang") == "en"
    assert [text(title) for title in find(made, "//h1")] == [document().title]
    assert all(len(find(made, f"/html/body/{name}")) == 1 for name in ("header", "main", "footer"))
    assert find(made, "/html/body/*[1]")[0].get("href") == "#" + str(find(made, "//main")[0].get("id"))


def test_headings_go_down_one_level_at_a_time_and_have_ids() -> None:
    levels = [int(str(heading.tag)[1]) for heading in find(page(policy_document()), "//h1|//h2|//h3")]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_table_names_its_columns_and_can_be_scrolled_with_the_keyboard() -> None:
    (box,) = find(page(policy_document()), "//div[@role='region']")

    assert (box.get("tabindex"), box.get("aria-label")) == ("0", "Way, What it is for, I answer within")
    assert [cell.get("scope") for cell in find(box, ".//th")] == ["col"] * 3
    assert len(find(box, ".//tbody/tr")) == 4


def test_a_grid_has_a_name_and_its_rows_are_named_by_their_first_cell() -> None:
    cells = tuple((Text(one),) for one in ("1.06(h)", "F"))
    sides = (Alignment.LEFT, Alignment.CENTER)
    grid = Table(Row(cells), (Row(cells), Row(cells)), sides, is_grid=True, name="Coverage")
    document = replace(policy_document(), blocks=(grid,))

    shown = page(document)

    (box,) = find(shown, "//*[@role='region']")
    assert box.get("aria-label") == "Coverage"
    assert [text(one) for one in find(shown, "//tbody//th[@scope='row']")] == ["1.06(h)", "1.06(h)"]
    assert "grid" in find(shown, "//table")[0].get("class").split()


def test_contents_lead_to_the_sections() -> None:
    made = page(policy_with_contents())
    ids = {element.get("id") for element in find(made, "//*[@id]")}

    targets = [str(link.get("href")) for link in find(made, "//nav//a")]

    assert len(targets) == 9
    assert all(target[1:] in ids for target in targets)


@pytest.mark.parametrize(
    ("headings", "large_print", "columns"), [(12, False, True), (11, False, False), (12, True, False)]
)
def test_long_contents_stand_in_two_columns(headings: int, large_print: bool, columns: bool) -> None:
    parts = [Heading(2, (Text(f"Part {n}"),), f"part-{n}") for n in range(headings)]
    source = replace(policy_document(), blocks=(Contents("Contents"), *parts))

    made = page(source, PageStyle(large_print=large_print))

    assert bool(find(made, "//nav/ul[@class='in-columns']")) is columns


def test_no_id_stands_twice() -> None:
    ids = [element.get("id") for element in find(page(policy_with_contents()), "//*[@id]")]

    assert len(ids) == len(set(ids))


def test_every_place_to_fill_in_is_spoken_and_none_can_be_filled_on_screen() -> None:
    made = page(form_document())
    places = find(made, "//*[@role='img']")

    assert len(places) == 24
    assert all(place.get("aria-label") for place in places)
    assert "Date of birth: blank line for a date" in [place.get("aria-label") for place in places]
    assert find(made, "//input|//form|//button|//textarea") == []


@pytest.mark.parametrize("document", [*SAMPLES.values(), hostile_document])
def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(document: Callable[[], Document]) -> None:
    made = page(document())
    (style,) = find(made, "//style")
    policy = str(find(made, "//meta[@http-equiv='Content-Security-Policy']")[0].get("content"))
    digest = base64.b64encode(hashlib.sha256(str(style.text).encode()).digest()).decode()

    assert find(made, "//script|//link|//img|//iframe|//object|//embed|//base") == []
    assert find(made, "//@style|//@onclick|//@onload|//@onerror|//@src") == []
    assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
    assert re.findall(r"url\(|@import|expression", str(style.text)) == []


def test_markup_in_any_slot_comes_out_as_the_same_text() -> None:
    made = page(hostile_document())
    main = find(made, "//main")[0]

    assert text(find(made, "//h1")[0]) == MARKUP
    assert "".join(map(str, main.itertext())).count(MARKUP) == 21
    assert text(find(made, "//header")[0]) == f"{MARKUP} {MARKUP}"
    assert [str(link.get("href")) for link in find(main, ".//p//a")] == [
        "https://example.org/\"'><b>",
        '#b"><script>',
    ]


def test_a_link_that_could_do_harm_is_plain_words() -> None:
    document = Document(
        "T",
        "en",
        Letterhead("P"),
        "V",
        "T",
        (Paragraph((Link("javascript:alert(1)", (Text("press"),)),)),),
        "A",
    )

    made = page(document)

    assert find(made, "//main//a") == []
    assert "press" in text(find(made, "//main")[0])


def test_text_from_right_to_left_says_so() -> None:
    document = Document("T", "en", Letterhead("P"), "V", "T", (paragraph("שלום"), paragraph("hello")), "A")

    directions = [block.get("dir") for block in find(page(document), "//main/p[not(@class)]")]

    assert directions == ["auto", None]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (PageStyle(Paper.LETTER), ["size: letter", "font-size: 12pt"]),
        (PageStyle(Paper.A4), ["size: A4", "font-size: 12pt"]),
        (
            PageStyle(Paper.A4, large_print=True),
            ["size: A4", "font-size: 18pt", "text-decoration: underline"],
        ),
    ],
)
def test_it_prints_on_the_paper_and_in_the_type_asked_for(style: PageStyle, expected: list[str]) -> None:
    css = str(find(page(policy_document(), style), "//style")[0].text)

    assert [wanted for wanted in expected if wanted not in css] == []


def test_large_print_has_no_italics_and_no_capitals() -> None:
    css = str(find(page(policy_document(), PageStyle(large_print=True)), "//style")[0].text)

    assert "em { font-style: normal; text-decoration: underline; }" in css
    assert "italic" not in css
    assert "uppercase" not in css
    assert "small-caps" not in css


def test_a_phone_number_is_kept_on_one_line() -> None:
    calls = page(replace(policy_document(), blocks=(paragraph("Call 360-555-0142, please."),)))

    assert [text(part) for part in find(calls, "//main//span[@class='whole']")] == ["360-555-0142"]
    assert "Call 360-555-0142, please." in text(find(calls, "//main")[0])
