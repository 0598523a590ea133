"""A document made fit for print."""

import pytest

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Contents,
    Document,
    Emphasis,
    Field,
    FieldKind,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from policydocs.errors import InputErrors
from policydocs.render.printable import MAX_BLOCK_DEPTH, contents_entries, printable


def document(*blocks: Block, title: str = "T", letterhead: Letterhead | None = None) -> Document:
    return Document(
        title, "en", letterhead or Letterhead("P"), "Version 1", "T", blocks, "A", path="policies/x.md"
    )


def says(text: str, line: int = 1, line_starts: tuple[int, ...] = ()) -> Paragraph:
    return Paragraph((Text(text, line, line_starts),), line)


def heading(level: int, name: str = "", title: str = "H") -> Heading:
    return Heading(level, (Text(title),), name)


def test_heading_levels_begin_at_two_and_never_jump() -> None:
    made = printable(document(*(heading(level) for level in (1, 4, 4, 2, 3, 6, 2))))

    assert [block.level for block in made.blocks if isinstance(block, Heading)] == [2, 3, 4, 2, 3, 4, 2]


def test_after_the_contents_a_heading_is_of_the_third_level_at_most() -> None:
    """Their own title is of the second: a reader of headings expects no gap after it."""
    made = printable(document(heading(3), heading(3), Contents(""), heading(4), heading(4)))

    assert [block.level for block in made.blocks if isinstance(block, Heading)] == [2, 3, 3, 4]


def test_every_heading_has_an_id_of_its_own_and_keeps_the_one_it_came_with() -> None:
    made = printable(document(heading(2, "a"), heading(2), heading(2, "a"), heading(2, "part-1")))

    ids = [block.id for block in made.blocks if isinstance(block, Heading)]

    assert ids[0] == "a"
    assert ids[3] == "part-1"
    assert len(set(ids)) == 4


def test_contents_list_sections_and_subsections_alone() -> None:
    made = printable(document(heading(2, "a"), heading(3, "b"), heading(4, "c"), heading(2, "d")))

    assert [entry.id for entry in contents_entries(made)] == ["a", "b", "d"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_a_line_break_within_a_text_is_a_line_break(newline: str) -> None:
    made = printable(document(says(f"one{newline}two")))

    assert made.blocks == (Paragraph((Text("one"), LineBreak(), Text("two"))),)


def test_a_telephone_number_stays_on_one_line() -> None:
    made = printable(document(says("call (555) 555-0100 now")))

    assert made.blocks == (says("call (555)\N{NO-BREAK SPACE}555-0100 now"),)


def test_a_box_stays_on_one_line_with_a_short_label() -> None:
    short = Field(FieldKind.BOX, "Legal matter")
    long = Field(FieldKind.BOX, "At my own request, and I do not wish to say why")

    made = printable(document(Paragraph((short, long))))

    assert made.blocks == (Paragraph((Field(FieldKind.BOX, "Legal\N{NO-BREAK SPACE}matter"), long)),)


def test_a_byte_order_mark_is_no_text() -> None:
    made = printable(document(says("\ufeffone"), title="\ufeffTitle"))

    assert (made.title, made.blocks) == ("Title", (says("one"),))


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe", "\ufdd0", "\u202e", "\u2066"]
)
def test_a_control_code_is_an_error_with_its_file_line_and_code_point(character: str) -> None:
    with pytest.raises(InputErrors) as caught:
        printable(document(says("fine"), says(f"line one line two{character}", 7, (9,))))

    (fault,) = caught.value.faults
    assert (fault.path, fault.line) == ("policies/x.md", 8)
    assert f"U+{ord(character):04X}" in fault.problem


def test_every_text_with_a_control_code_is_reported_in_one_pass() -> None:
    table = Table(Row(((Text("a\x01", 4),),), 4), (Row(((Text("b\x02", 6),),), 6),), (Alignment.LEFT,), 4)

    with pytest.raises(InputErrors) as caught:
        printable(document(table, Quote((says("c\x03", 9),)), title="t\x04", letterhead=Letterhead("n\x05")))

    assert [fault.line for fault in caught.value.faults] == [None, None, 4, 6, 9]


def nested(depth: int) -> Block:
    block: Block = says("deep", 3)
    for level in range(depth):
        block = Quote((block,), 3) if level % 2 else BulletList((ListItem((block,), 3),), 3)
    return block


def test_lists_and_quotes_nest_as_deep_as_word_can_show() -> None:
    printable(document(nested(MAX_BLOCK_DEPTH)))


@pytest.mark.parametrize("depth", [MAX_BLOCK_DEPTH + 1, 10_000])
def test_deeper_nesting_is_an_error_with_its_line_and_no_crash(depth: int) -> None:
    with pytest.raises(InputErrors, match=r"policies/x\.md:3: lists or quotes .* 9 levels deep"):
        printable(document(nested(depth)))


def test_endless_emphasis_is_an_error_and_no_crash() -> None:
    inline: Inline = Text("deep")
    for level in range(10_000):
        inline = Strong((inline,)) if level % 2 else Emphasis((inline,))

    with pytest.raises(InputErrors, match="16 deep"):
        printable(document(Paragraph((inline,), 5)))


@pytest.mark.parametrize("title", ["", "  ", "\ufeff\n"])
def test_a_document_without_a_title_is_an_error(title: str) -> None:
    with pytest.raises(InputErrors, match="no title"):
        printable(document(title=title))


def test_a_heading_without_a_letter_is_no_heading() -> None:
    field = Field(FieldKind.LINE, "Name")

    made = printable(document(Heading(2, ()), Heading(2, (Text(" "),)), Heading(2, (field,))))

    assert made.blocks == (Paragraph((Text(" "),)), Paragraph((field,)))


def test_nothing_empty_is_left_and_table_rows_are_of_one_length() -> None:
    table = Table(Row(((Text("a"),), (Text("b"),))), (Row(((Text("c"),),)),), ())

    made = printable(document(Paragraph(()), BulletList(()), Quote(()), says(""), table))

    assert made.blocks == (
        Table(
            Row(((Text("a"),), (Text("b"),))),
            (Row(((Text("c"),), ())),),
            (Alignment.LEFT, Alignment.LEFT),
        ),
    )
