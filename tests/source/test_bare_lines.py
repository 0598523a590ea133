"""Headings and lists that were only typed: the same document as text, as a Word file and as a page."""

from __future__ import annotations

import html
import io
from pathlib import Path

import docx
import pytest
from tests.source.outlines import outline

from policydocs.checklist.passages import passages
from policydocs.document import BulletList, NumberedList
from policydocs.source.read import read_reading
from policydocs.source.reading import Reading

SEED = Path(__file__).parents[3] / "shared" / "seed" / "social-media-policy.txt"
KINDS = ("docx", "html")

PASTED = [
    "Office Policies",
    "What about e-mail?",
    "You may write to me about appointments. Please keep it short.",
    "Friend requests",
    "I accept no friend requests from clients, whoever they are.",
    "2. Texting",
    "I read no texts, so please call me instead.",
]


def _word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(lines: list[str]) -> bytes:
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines).encode()


def read(lines: list[str], kind: str = "docx") -> Reading:
    data = _word(lines) if kind == "docx" else _page(lines)
    return read_reading(f"pasted.{kind}", data)


def headings(lines: list[str], kind: str = "docx") -> list[str]:
    return [section.title_text for section in read(lines, kind).policy.walk() if section.id]


@pytest.mark.parametrize("kind", KINDS)
def test_bare_lines_above_text_are_headings_where_nothing_else_is(kind: str) -> None:
    reading = read(PASTED, kind)

    assert reading.policy.title == "Office Policies"
    assert headings(PASTED, kind) == ["What about e-mail?", "Friend requests", "2. Texting"]
    assert len(reading.recovered_headings) == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.skipif(not SEED.exists(), reason="the shared examples are not here")
def test_a_text_pasted_into_an_editor_has_the_sections_of_the_text(kind: str) -> None:
    text = SEED.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip()]

    pasted = read(lines, kind)
    plain = read_reading("pasted.txt", SEED.read_bytes())

    assert pasted.policy.title == plain.policy.title
    assert headings(lines, kind) == [one.title_text for one in plain.policy.walk() if one.id]
    assert [one.text for one in pasted.left_out] == [one.text for one in plain.left_out]


def test_what_is_left_of_a_menu_is_left_out_even_as_a_list() -> None:
    page = "<ul><li>Welcome</li></ul>" + _page(PASTED).decode()

    reading = read_reading("pasted.html", page.encode())

    assert reading.policy.title == "Office Policies"
    assert [(one.text, one.reason) for one in reading.left_out] == [("Welcome", "navigation")]


def test_a_dash_above_more_lines_is_no_menu() -> None:
    reading = read_reading("pasted.md", "— Spring  \nAt our office\n\nI do not text with clients.\n".encode())

    assert reading.left_out == ()
    assert "At our office" in "".join(one.text for one in passages(reading.policy))


def test_where_headings_are_real_a_bare_line_stays_text() -> None:
    document = docx.Document()
    document.add_heading("Office Policies", 0)
    for head, line in (("Texting", "In short"), ("E-mail", "At a glance")):
        document.add_heading(head, 1)
        document.add_paragraph(line)
        document.add_paragraph("This is what I do, and here is why I do it so.")
    stream = io.BytesIO()
    document.save(stream)

    policy = read_reading("real.docx", stream.getvalue()).policy

    assert [one.title_text for one in policy.walk() if one.id] == ["Texting", "E-mail"]


@pytest.mark.parametrize(
    "row",
    [
        ["12 Elm Street", "Second floor", "Springfield"],  # an address
        ["Please call first"],  # said to the client
        ["Jo Lee, LICSW"],
        ["Dear client"],
        ["Ways to reach me:"],  # a label, with a short answer
        ["Phone | Mail"],
    ],
)
def test_a_short_line_that_heads_nothing_stays_text(row: list[str]) -> None:
    lines = [*PASTED[:5], *row, "The office is open in the morning, and closed at noon.", *PASTED[5:]]

    assert headings(lines) == ["What about e-mail?", "Friend requests", "2. Texting"]


def test_one_bare_line_alone_is_no_heading() -> None:
    lines = ["I answer within a day.", "Holidays", "I am away for two weeks in August, and tell you before."]

    assert headings(lines) == []


def test_the_place_to_sign_is_no_text_below_a_heading() -> None:
    lines = [*PASTED, "For the client", "Signature: ____________ Date: ________"]

    assert "For the client" not in headings(lines)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("typed", "list_of", "start"),
    [
        (["- no photos", "- no posts"], BulletList, 0),
        (["• no photos", "• no posts"], BulletList, 0),
        (["1. no photos", "2. no posts"], NumberedList, 1),
        (["3) no photos", "4) no posts"], NumberedList, 3),
        (["a) no photos", "b) no posts"], NumberedList, 1),
    ],
)
def test_typed_items_are_a_list(kind: str, typed: list[str], list_of: type, start: int) -> None:
    reading = read(["I ask two things of you.", *typed, "Thank you."], kind)

    made = reading.policy.opening.blocks[1]
    assert isinstance(made, list_of)
    sign = "-" if not start else f"{start}."
    assert outline(reading.policy)[1].startswith(f"{sign} no photos")
    assert len(outline(reading.policy)) == 4
    assert reading.list_letters == (("a", "b") if typed[0].startswith("a") else ())


def test_numbers_that_do_not_follow_one_another_are_no_list() -> None:
    lines = ["I say this.", "1. no photos", "3. no posts", "Thank you."]

    assert [line.split(" @")[0] for line in outline(read(lines).policy)] == lines
