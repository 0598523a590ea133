"""Sentences with their places and their context."""

from __future__ import annotations

from policydocs.checklist.passages import PassageKind, passages
from policydocs.document import (
    Block,
    BulletList,
    Field,
    FieldKind,
    LineBreak,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from policydocs.model import FrontMatter, Policy, Section


def policy(*sections: Section, opening: tuple[Block, ...] = ()) -> Policy:
    first = Section("", (), 1, tuple(opening))
    return Policy("sample", FrontMatter("A title"), first, sections)


def section(
    title: str, *blocks: Block, key: str = "s", line: int = 1, inner: tuple[Section, ...] = ()
) -> Section:
    return Section(key, (Text(title),), 2, tuple(blocks), tuple(inner), line=line)


def paragraph(text: str, line: int = 1, starts: tuple[int, ...] = ()) -> Paragraph:
    return Paragraph((Text(text, line, starts),), line)


def item(text: str, line: int = 1) -> ListItem:
    return ListItem((paragraph(text, line),), line)


def test_a_sentence_knows_the_line_on_which_it_begins() -> None:
    text = "First one\nwraps here. Second one."
    read = passages(policy(opening=(paragraph(text, 4, (10,)),)))

    assert [(p.text, p.line) for p in read] == [("First one wraps here.", 4), ("Second one.", 5)]


def test_a_section_heading_comes_before_its_text_and_is_marked_as_heading() -> None:
    read = passages(policy(section("Texting", paragraph("I do not text.", 8), key="texting", line=7)))

    assert [(p.kind, p.text, p.section, p.line) for p in read] == [
        (PassageKind.HEADING, "Texting", "texting", 7),
        (PassageKind.PARAGRAPH, "I do not text.", "texting", 8),
    ]
    assert read[1].section_title == "Texting"


def test_items_continue_the_sentence_before_them() -> None:
    blocks = (paragraph("I do not:"), BulletList((item("accept requests;", 3), item("follow clients.", 4))))
    read = passages(policy(section("Friends", *blocks)))

    assert [(p.text, p.stem, p.line) for p in read[2:]] == [
        ("accept requests;", "I do not:", 3),
        ("follow clients.", "I do not:", 4),
    ]


def test_items_of_an_inner_list_continue_both_stems() -> None:
    inner = ListItem((paragraph("on any site:"), BulletList((item("add you"),))))
    read = passages(policy(opening=(paragraph("I do not,"), BulletList((inner,)))))

    assert read[-1].stem == "I do not, on any site:"


def test_a_finished_sentence_is_no_stem() -> None:
    read = passages(policy(opening=(paragraph("These are my rules."), BulletList((item("No texts"),)))))

    assert read[-1].stem == ""


def test_a_cell_stands_in_a_row_and_a_column() -> None:
    table = Table(
        Row(((Text("Way"),), (Text("Use it for"),))),
        (Row(((Text("Texting"),), (Text("Scheduling only. Nothing else."),)), line=9),),
        (),
    )
    read = [p for p in passages(policy(opening=(table,))) if p.kind is PassageKind.CELL]

    assert [(p.text, p.row, p.column) for p in read] == [
        ("Texting", "", "Way"),
        ("Scheduling only.", "Texting", "Use it for"),
        ("Nothing else.", "Texting", "Use it for"),
    ]


def test_a_question_stays_with_its_answer_in_the_same_paragraph() -> None:
    read = passages(policy(opening=(paragraph("Will you friend me? No. It would be awkward."),)))

    assert [p.question for p in read] == ["", "Will you friend me?", "Will you friend me?"]


def test_a_heading_that_asks_is_answered_by_what_stands_under_it() -> None:
    read = passages(policy(section("Will you friend me?", paragraph("Nope!"))))

    assert read[1].question == "Will you friend me?"


def test_a_paragraph_that_asks_is_answered_by_the_next_and_by_no_later_one() -> None:
    blocks = (paragraph("Do you text?"), paragraph("Never."), paragraph("I like tea."))
    read = passages(policy(opening=blocks))

    assert [p.question for p in read] == ["", "Do you text?", ""]


def test_a_bold_start_is_a_run_in_heading_for_the_whole_paragraph() -> None:
    block = Paragraph((Strong((Text("Friending."),)), Text(" I do not. It harms privacy.")))
    read = passages(policy(opening=(block,)))

    assert [(p.lead, p.body) for p in read] == [
        ("Friending", "I do not."),
        ("Friending", "It harms privacy."),
    ]


def test_a_word_before_a_colon_is_a_run_in_heading() -> None:
    read = passages(policy(opening=(paragraph("TEXTING: no. My number is a landline."),)))

    assert (read[0].lead, read[0].text, read[0].body) == ("TEXTING", "TEXTING: no.", "no.")


def test_a_clause_before_a_colon_is_no_heading() -> None:
    read = passages(policy(opening=(paragraph("I do not: add clients; follow clients."),)))

    assert read[0].lead == ""


def test_fields_are_known_to_the_sentence_in_which_they_stand() -> None:
    signature = Field(FieldKind.SIGNATURE, "Client")
    block = Paragraph((Text("Read and understood. "), signature))
    read = passages(policy(opening=(block,)))

    assert [p.fields for p in read] == [(), (signature,)]
    assert read[1].text == "[[signature: Client]]"


def test_a_hard_break_ends_a_sentence_unless_the_next_line_goes_on() -> None:
    block = Paragraph(
        (Text("Phone 555-0100"), LineBreak(), Text("Fax 555-0101"), LineBreak(), Text("by day"))
    )
    read = passages(policy(opening=(block,)))

    assert [p.text for p in read] == ["Phone 555-0100", "Fax 555-0101 by day"]


def test_a_quotation_is_marked_as_one() -> None:
    read = passages(policy(opening=(Quote((paragraph("Are you going to add me?"),)),)))

    assert read[0].kind is PassageKind.QUOTE


def test_sections_within_sections_know_their_outer_headings() -> None:
    inner = section("Inner", paragraph("Text."), key="inner")
    read = passages(policy(section("Outer", inner=(inner,), key="outer")))

    assert read[-1].titles == ("Outer", "Inner")


def test_an_empty_policy_has_no_passages() -> None:
    assert passages(policy()) == ()


def test_the_same_policy_is_read_once_and_another_for_itself() -> None:
    first, second = (policy(opening=(paragraph(text),)) for text in ("One.", "Two."))

    read = passages(first)

    assert [p.text for p in passages(second)] == ["Two."]
    assert passages(first) is read
    for number in range(9):
        passages(policy(opening=(paragraph(f"{number}."),)))
    assert passages(first) == read


def test_an_answer_under_a_number_answers_the_question_of_that_number() -> None:
    asked = NumberedList(
        tuple(
            ListItem((Paragraph((Text(text, 1),), 1),))
            for text in ("Will you add me?", "Do you follow us?", "May I text?")
        )
    )
    answers = tuple(
        Paragraph((Strong((Text(number, 5),)), Text(text, 5)), 5)
        for number, text in (
            ("1.", " No, to all."),
            ("2.", " Never, to anybody."),
            ("3.", " For times only."),
        )
    )
    read = passages(Policy("p", FrontMatter("T"), Section("", (), 1, (asked, *answers)), ()))

    assert [one.question for one in read if one.lead] == [
        "Will you add me?",
        "Do you follow us?",
        "May I text?",
    ]
