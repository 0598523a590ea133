"""How fields stand on the page."""

import pytest

from policydocs.document import (
    BulletList,
    Field,
    FieldKind,
    Heading,
    Inline,
    LineBreak,
    ListItem,
    PageBreak,
    Paragraph,
    Text,
)
from policydocs.render.forms import (
    filling_fields,
    flow_label,
    form_rows,
    is_tick_list,
    keeps_with_next,
    label_before_line,
    spaced,
    spoken,
)
from policydocs.render.phrases import phrases

LINE = Field(FieldKind.LINE, "Name")
DATE = Field(FieldKind.DATE, "")
SIGNATURE = Field(FieldKind.SIGNATURE, "Client")
BOX = Field(FieldKind.BOX, "E-mail")
SPACE = Text(" ")


def test_a_paragraph_of_nothing_but_places_to_write_is_rows_of_a_form() -> None:
    rows = form_rows((SIGNATURE, SPACE, DATE, LineBreak(), LINE))

    assert [row.fields for row in rows] == [(SIGNATURE, DATE), (LINE,)]
    assert [row.label_before for row in rows] == [False, True]


@pytest.mark.parametrize("inlines", [(Text("On "), DATE), (BOX, SPACE, LINE), (Text("x"),), ()])
def test_a_paragraph_with_words_or_boxes_is_no_form(inlines: tuple[Inline, ...]) -> None:
    assert form_rows(inlines) == ()


def test_a_place_at_the_end_of_its_line_fills_it_and_one_in_the_middle_does_not() -> None:
    inlines = (Text("I, "), LINE, Text(", on "), DATE, LineBreak(), LINE, Text("."), SPACE)

    assert filling_fields(inlines) == {3, 5}


def test_a_bare_date_needs_no_label_where_the_sentence_says_what_it_is_for() -> None:
    assert flow_label((Text("It ends on "), DATE), 1, phrases("en")) == ""
    assert flow_label((BOX, SPACE, DATE), 2, phrases("en")) == "Date"
    assert flow_label((Text("It ends on "), LINE), 1, phrases("en")) == "Name"


def test_boxes_beside_each_other_stand_apart() -> None:
    assert spaced((BOX, SPACE, BOX, SPACE, Text("or"))) == (
        BOX,
        Text("\N{EM SPACE} "),
        BOX,
        SPACE,
        Text("or"),
    )


def test_a_list_whose_items_all_begin_with_a_box_is_one_to_tick() -> None:
    ticked = ListItem((Paragraph((BOX, Text(" or so"))),))
    plain = ListItem((Paragraph((Text("plain"),)),))

    assert is_tick_list((ticked, ticked))
    assert not is_tick_list((ticked, plain))
    assert not is_tick_list(())


@pytest.mark.parametrize(
    ("label", "shown"), [("Name", "Name:"), ("Which?", "Which?"), ("To:", "To:"), ("$", "$"), ("", "")]
)
def test_a_label_before_its_line_ends_with_a_colon_or_its_own_mark(label: str, shown: str) -> None:
    assert label_before_line(label) == shown


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (LINE, "Name: blank line to write on"),
        (Field(FieldKind.LINE, ""), "Blank line to write on"),
        (DATE, "Date: blank line for a date"),
        (SIGNATURE, "Client: blank line to sign on"),
        (BOX, "Box to tick"),
    ],
)
def test_a_screen_reader_says_what_an_empty_place_is_for(field: Field, said: str) -> None:
    assert spoken(field, phrases("en")) == said


def test_what_announces_something_stays_on_its_page() -> None:
    announcement = Paragraph((Text("As follows:"),))
    form = Paragraph((LINE,))
    items = BulletList((ListItem((Paragraph((Text("one"),)),)),))

    assert keeps_with_next(announcement, items)
    assert keeps_with_next(Paragraph((Text("Sign."),)), form)
    assert keeps_with_next(form, form)
    assert keeps_with_next(Paragraph((BOX, SPACE, BOX)), form)
    assert not keeps_with_next(Paragraph((BOX, SPACE, BOX)), Paragraph((LINE, SPACE, LINE)))
    assert keeps_with_next(Paragraph((Text("By:"), BOX)), Paragraph((LINE, SPACE, LINE)))
    assert not keeps_with_next(form, announcement)
    assert not keeps_with_next(announcement, Heading(2, (Text("H"),)))
    assert not keeps_with_next(announcement, PageBreak())
    assert not keeps_with_next(announcement, None)
