"""A policy's Markdown, strictly read: what is understood, and what is refused with its line."""

from __future__ import annotations

import pytest
from tests.source.small_policy import HEAD, blocks, fault_of, read

from policydocs.document import (
    Alignment,
    BulletList,
    Emphasis,
    Field,
    FieldKind,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
    plain_text,
)
from policydocs.errors import InputErrors
from policydocs.source.markdown import read_policy

# --- structure -----------------------------------------------------------------------------------


def test_text_before_the_first_heading_is_the_opening() -> None:
    policy = read("Hello.\n\n## One\n\nBody.\n")

    assert policy.opening.blocks == (Paragraph((Text("Hello."),)),)
    assert policy.opening.line == 4
    assert [(section.id, section.title_text, section.line) for section in policy.sections] == [
        ("one", "One", 6)
    ]


def test_sections_hold_their_subsections() -> None:
    policy = read("## A\n### B\n#### C\n### D\n## E\n")

    outline = [(section.id, section.level) for section in policy.walk()]
    assert outline == [("", 1), ("a", 2), ("b", 3), ("c", 4), ("d", 3), ("e", 2)]
    assert [section.id for section in policy.sections[0].sections] == ["b", "d"]


def test_a_level_that_is_skipped_is_kept_as_written() -> None:
    assert [section.level for section in read("## A\n#### B\n").walk()] == [1, 2, 4]


def test_a_title_heading_that_repeats_the_title_is_not_read_twice() -> None:
    policy = read("# texting\n\nHello.\n")

    assert [plain_text(block.inlines) for block in policy.opening.blocks if isinstance(block, Paragraph)] == [
        "Hello."
    ]
    assert policy.sections == ()


@pytest.mark.parametrize(
    "body", ["# Another title\n\nHello.", "Hello.\n\n# Texting\n", "## A\n\n# Texting\n"]
)
def test_any_other_title_heading_is_refused(body: str) -> None:
    assert "second title" in fault_of(body).problem


def test_headings_carry_ids_topics_and_attestations() -> None:
    body = (
        '## Friend requests {#friending topics="friend_requests following" attest="Said *so* there"}\n\nNo.\n'
    )

    (section,) = read(body).sections

    assert section.id == "friending"
    assert section.id_is_explicit
    assert section.title_text == "Friend requests"
    assert section.topics == ("friend_requests", "following")
    assert section.attest == "Said *so* there"


def test_an_attestation_may_carry_the_fingerprint_of_its_text() -> None:
    (section,) = read('## A {#a topics="texting" attest="so" attested="0123abcd"}\n\nNo.\n').sections

    assert (section.attest, section.attested) == ("so", "0123abcd")


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ('attest="so" attested="yes"', "no fingerprint"),
        ('attest="so" attested="0123ABCD"', "no fingerprint"),
        ('attested="0123abcd"', "without a reason"),
    ],
)
def test_a_fingerprint_that_no_command_wrote_is_refused(attributes: str, problem: str) -> None:
    assert problem in fault_of(f"## A {{#a {attributes}}}\n\nNo.\n").problem


def test_curly_quotes_that_an_editor_put_in_are_understood() -> None:
    assert read("## A {#a topics=“texting”}\n\nNo.\n").sections[0].topics == ("texting",)


@pytest.mark.parametrize(
    ("title", "section_id"),
    [
        ("Friend requests", "friend-requests"),
        ("Don’t text me!", "dont-text-me"),
        ("Café & Crème brûlée", "cafe-creme-brulee"),
        ("מדיניות הודעות", "מדיניות-הודעות"),
        ("हिन्दी नीति", "हिन्दी-नीति"),
        ("1. Who may see it?", "1-who-may-see-it"),
        ("E-mail / SMS", "e-mail-sms"),
        ("🙂", "section"),
    ],
)
def test_a_heading_without_an_id_gives_its_own(title: str, section_id: str) -> None:
    (section,) = read(f"## {title}\n\nNo.\n").sections

    assert section.id == section_id
    assert not section.id_is_explicit


def test_headings_that_repeat_get_numbered_ids() -> None:
    policy = read("## A\n### Exceptions\n## B\n### Exceptions\n### Exceptions\n")

    assert [section.id for section in policy.walk()] == [
        "",
        "a",
        "exceptions",
        "b",
        "exceptions-2",
        "exceptions-3",
    ]


def test_an_id_that_stands_twice_is_told_with_both_lines() -> None:
    fault = fault_of("## A {#x}\n\n## B {#x}\n")

    assert fault.line == 6
    assert "line 4" in fault.problem


def test_a_heading_whose_own_id_another_section_took_is_told_with_both_lines() -> None:
    fault = fault_of("## Friending\n\n## Other {#friending}\n")

    assert fault.line == 4
    assert "line 6" in fault.problem


@pytest.mark.parametrize(
    ("attributes", "hint"),
    [
        ('{#a topic="texting"}', 'Did you mean "topics"'),
        ("{#A}", "small letters"),
        ("{#a #b}", "two ids"),
        ("{#a b}", "not understood"),
        ('{topics="Texting!"}', "topics are written like"),
        ("{#a_-b}", "cannot be used"),
    ],
)
def test_attributes_that_are_not_understood_are_refused(attributes: str, hint: str) -> None:
    fault = fault_of(f"Opening.\n\n## A {attributes}\n")

    assert fault.line == 6
    assert hint in f"{fault.problem} {fault.fix}"


def test_an_unknown_topic_is_told_with_the_nearest() -> None:
    with pytest.raises(InputErrors, match='Did you mean "texting"') as raised:
        read_policy(
            HEAD + '## A {topics="texing"}\n\nNo.\n',
            path="x.md",
            slug="x",
            known_topics=["texting", "following"],
        )

    assert raised.value.line == 4


# --- blocks --------------------------------------------------------------------------------------


def words(text: str) -> ListItem:
    return ListItem((Paragraph((Text(text),)),))


def test_lists_nest_and_keep_their_numbers() -> None:
    made = blocks("- one\n- two\n  - inner\n\n3. three\n4. four\n")

    inner = BulletList((words("inner"),))
    assert made == (
        BulletList((words("one"), ListItem((Paragraph((Text("two"),)), inner)))),
        NumberedList((words("three"), words("four")), 3),
    )


def test_tables_have_a_header_and_alignments() -> None:
    made = blocks("| A | *B* | C |\n| --- | :-: | --: |\n| 1 | 2<br>3 | a \\| b |\n| only |\n")

    assert made == (
        Table(
            Row(((Text("A"),), (Emphasis((Text("B"),)),), (Text("C"),))),
            (
                Row(((Text("1"),), (Text("2"), LineBreak(), Text("3")), (Text("a | b"),))),
                Row(((Text("only"),), (), ())),
            ),
            (Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT),
        ),
    )


def test_quotes_emphasis_links_and_breaks() -> None:
    made = blocks(
        "> Said *she*, **he** and [they](https://example.org/?b=c \n).\n\nOne\\\ntwo <mailto:a@example.org>\n"
    )

    first, second = made
    assert isinstance(first, Quote)
    assert isinstance(second, Paragraph)
    assert second.inlines == (
        Text("One"),
        LineBreak(),
        Text("two "),
        Link("mailto:a@example.org", (Text("mailto:a@example.org"),)),
    )
    assert plain_text(first.blocks[0].inlines) == "Said she, he and they."  # type: ignore[union-attr]


def test_reference_links_are_links() -> None:
    (paragraph,) = blocks("See [the portal].\n\n[the portal]: https://portal.example.org\n")

    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines[1] == Link("https://portal.example.org", (Text("the portal"),))


def test_fields_are_places_to_fill_in() -> None:
    (paragraph,) = blocks(
        "[[line: Recipient]] [[box: By\ne-mail]] [[date]] [[signature: {{ clinician.name }}]]\n"
    )

    assert isinstance(paragraph, Paragraph)
    assert [inline for inline in paragraph.inlines if isinstance(inline, Field)] == [
        Field(FieldKind.LINE, "Recipient"),
        Field(FieldKind.BOX, "By e-mail"),
        Field(FieldKind.DATE, ""),
        Field(FieldKind.SIGNATURE, "Ana O'Neil"),
    ]


def test_comments_are_notes_of_the_author_and_are_not_printed() -> None:
    policy = read(
        "<!-- {{ nothing }}\nnote -->\n\nOne <!-- aside --> two.\n\n## A\n\n<!-- todo -->\n\nText.\n"
    )

    assert policy.opening.blocks == (Paragraph((Text("One two."),)),)
    assert policy.opening.blocks[0].line == 7


def test_indented_text_is_text_and_no_code() -> None:
    assert blocks("    I do not text.\n") == (Paragraph((Text("I do not text."),)),)


def test_entities_and_escapes_are_their_characters() -> None:
    made = blocks("&lt;b&gt; &amp; &copy; \\*stars\\* \\[[line: x]] 5 &times; 2\n")

    assert made == (Paragraph((Text("<b> & © *stars* [[line: x]] 5 × 2"),)),)


@pytest.mark.parametrize(
    "markup",
    [
        "#let x = 1 $a$ @ref #link",
        "{% for x in y %} {# no #} {{{{",
        "<w:p> <script>",
        "&lt;w:t&gt; \\&lt;",
    ],
)
def test_markup_of_other_languages_is_text_or_refused_but_never_lost(markup: str) -> None:
    try:
        (paragraph,) = blocks(f"Say {markup} so\n")
    except InputErrors:
        return

    assert isinstance(paragraph, Paragraph)
    for word in ("Say", "so"):
        assert word in plain_text(paragraph.inlines)


# --- places --------------------------------------------------------------------------------------


def test_every_part_knows_its_line() -> None:
    policy = read(
        "One\ntwo *three\nfour* five\n\n- six\n- 7\n  eight\n\n| A |\n| - |\n| b |\n\n[[box: x]]\n[[date]]\n"
    )

    paragraph, bullets, table, fields = policy.opening.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(bullets, BulletList)
    assert isinstance(table, Table)
    assert isinstance(fields, Paragraph)
    first, emphasis, last = paragraph.inlines
    assert isinstance(first, Text)
    assert isinstance(emphasis, Emphasis)
    assert isinstance(last, Text)
    assert (first.line, first.line_starts) == (4, (4,))
    assert emphasis.children == (Text("three four"),)
    assert isinstance(emphasis.children[0], Text)
    assert emphasis.children[0].line_at(0) == 5
    assert emphasis.children[0].line_at(6) == 6
    assert last.line == 6
    assert [item.line for item in bullets.items] == [8, 9]
    assert [row.line for row in (table.header, *table.rows)] == [12, 14]
    assert [inline.line for inline in fields.inlines if isinstance(inline, Field)] == [16, 17]


def test_a_link_whose_target_is_wrapped_keeps_the_lines_after_it_right() -> None:
    (paragraph,) = blocks("a [b](\nhttps://example.org\n) c\nd\n")

    assert isinstance(paragraph, Paragraph)
    last = paragraph.inlines[-1]
    assert isinstance(last, Text)
    assert last.text == " c d"
    assert [last.line_at(1), last.line_at(3)] == [6, 7]


def test_rewrapping_a_paragraph_changes_nothing() -> None:
    assert read("One two *three four* five.\n") == read("One\n  two *three\nfour*\nfive.\n")
