"""A document as plain text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.render.render_samples import box, form_document, item, line, paragraph, policy_document, row

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Document,
    Field,
    FieldKind,
    Letterhead,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Table,
    Text,
)
from policydocs.render.text import to_text

EXPECTED = Path(__file__).parent / "expected"


def body(*blocks: Block) -> str:
    """What the blocks become, without the head of the page."""
    document = Document("T", "en", Letterhead("P"), "V", "T", blocks, "A")
    return to_text(document).removeprefix("P\n\nT\n=\n\nV\n\n").removesuffix("\n")


@pytest.mark.parametrize(("name", "document"), [("policy.txt", policy_document), ("form.txt", form_document)])
def test_a_sample_reads_as_its_file_beside_this_test(name: str, document: Callable[[], Document]) -> None:
    assert to_text(document()) == (EXPECTED / name).read_text(encoding="utf-8")


def test_lines_end_within_72_columns_and_only_an_address_is_longer() -> None:
    address = "https://example.org/" + "a" * 80

    text = body(paragraph("word " * 100), paragraph(Link(address, (Text("there"),))))

    long = [found for found in text.split("\n") if len(found) > 72]
    assert long == [f"({address.removeprefix('https://')})"]


def test_numbers_begin_where_the_list_begins_and_stand_below_each_other() -> None:
    text = body(NumberedList((item("nine"), item("ten")), 9))

    assert text == " 9. nine\n10. ten"


def test_an_item_of_several_paragraphs_is_set_with_air() -> None:
    text = body(BulletList((ListItem((paragraph("one"), paragraph("more"))), item("two"))))

    assert text == "- one\n\n  more\n\n- two"


def test_a_box_to_tick_takes_the_place_of_the_bullet() -> None:
    assert body(BulletList((item(box("E-mail")), item(box("Post"))))) == "[ ] E-mail\n[ ] Post"


@pytest.mark.parametrize("words", range(60, 70))
def test_no_line_ends_inside_a_box(words: int) -> None:
    text = body(paragraph("x" * words, " ", box("Declined"), " ", box("Not obtained")))

    assert text.count("[ ]") == 2


def test_a_line_to_write_on_fills_its_line() -> None:
    text = body(
        paragraph(line("Name")), paragraph("Other: ", line("")), paragraph("I, ", line(""), ", agree")
    )

    name, _, other, _, middle = text.split("\n")
    assert (len(name), len(other)) == (72, 72)
    assert name.startswith("Name: ____")
    assert middle == "I, " + "_" * 24 + ", agree"


def test_signature_and_date_stand_beside_each_other() -> None:
    text = body(Paragraph((Field(FieldKind.SIGNATURE, ""), Text(" "), Field(FieldKind.DATE, ""))))

    assert len(text) == 72
    assert text.startswith("Signature: ____")
    assert "_  Date: ____" in text


def test_a_table_is_set_in_columns_by_their_alignment() -> None:
    table = Table(
        row("Way", "Fee"), (row("Letter", "$1"), row("Call", "$12")), (Alignment.LEFT, Alignment.RIGHT)
    )

    assert body(table) == "Way     Fee\n------  ---\nLetter   $1\nCall    $12"


def test_a_table_too_wide_for_columns_is_told_row_by_row() -> None:
    names = [f"Heading-number-{n}" for n in range(9)]
    table = Table(row(*names), (row(*"abcdefghi"),), (Alignment.LEFT,) * 9)

    assert body(table).split("\n")[:2] == ["Heading-number-0: a", "Heading-number-1: b"]


def test_a_quote_is_marked_on_every_line() -> None:
    text = body(Quote((paragraph("word " * 30), paragraph("end"))))

    assert all(found.startswith(">") for found in text.split("\n"))
