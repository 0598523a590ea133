"""A policy as a handout: what stands on it, and in which order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from tests.render.render_samples import EFFECTIVE, FORM, POLICY, PRACTICE, paragraph, section

from policydocs.document import (
    Block,
    Contents,
    Document,
    Field,
    FieldKind,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Text,
    block_inlines,
    plain_text,
    walk_blocks,
    walk_inlines,
)
from policydocs.model import Acknowledgment, Clinician, FrontMatter, Policy, Practice, Section
from policydocs.render.handout import handout


def headings(document: Document) -> list[str]:
    return [plain_text(block.inlines) for block in document.blocks if isinstance(block, Heading)]


def fields(blocks: tuple[Block, ...]) -> Iterator[Field]:
    for block in walk_blocks(blocks):
        for inlines in block_inlines(block):
            yield from (inline for inline in walk_inlines(inlines) if isinstance(inline, Field))


def last_page(document: Document) -> tuple[Block, ...]:
    return document.blocks[document.blocks.index(PageBreak()) + 1 :]


def words(blocks: tuple[Block, ...]) -> str:
    return "\n".join(plain_text(inlines) for block in walk_blocks(blocks) for inlines in block_inlines(block))


@pytest.mark.parametrize(
    ("version", "effective", "line"),
    [
        ("1.0.0", date(2026, 3, 1), "Version 1.0.0 · Effective March 1, 2026"),
        ("2.3.1", None, "Version 2.3.1"),
        (None, None, "DRAFT · not yet in force"),
        (None, date(2026, 3, 1), "DRAFT · not yet in force"),
    ],
)
def test_the_version_line_says_which_version_and_since_when(
    version: str | None, effective: date | None, line: str
) -> None:
    assert handout(POLICY, PRACTICE, version=version, effective=effective).version_line == line


def test_the_sections_stand_in_their_order_with_their_levels_and_ids() -> None:
    document = handout(POLICY, PRACTICE, version="1.0.0")

    made = [(block.level, block.id) for block in document.blocks if isinstance(block, Heading) and block.id]

    assert made == [
        (2, "emergency"),
        (2, "reaching-me"),
        (3, "away"),
        (2, "friend-requests"),
        (2, "searching"),
        (2, "reviews"),
        (2, "changes"),
    ]
    assert document.blocks[0] == POLICY.opening.blocks[0]


def test_a_clinicians_policy_has_her_name_and_her_phone_on_the_practices_letterhead() -> None:
    letterhead = handout(POLICY, PRACTICE, version=None).letterhead

    assert letterhead.name == "Maple Street Counseling"
    assert letterhead.lines == (
        "Ada Okafor, LICSW · License 000000",
        "14 Maple Street, Suite 2, Riverton, ST 00000",
        "(555) 555-0143 · office@maplestreet.example.org · maplestreet.example.org",
    )


def test_a_practice_with_a_name_alone_has_a_letterhead_of_its_name() -> None:
    letterhead = handout(FORM, Practice("p", "Solo"), version=None).letterhead

    assert (letterhead.name, letterhead.lines) == ("Solo", ())


def test_a_website_is_printed_as_a_person_would_type_it() -> None:
    practice = Practice("p", "Solo", MappingProxyType({"website": "https://www.example.org/"}))

    assert handout(FORM, practice, version=None).letterhead.lines == ("www.example.org",)


def test_a_clinician_who_is_the_practice_is_not_named_twice() -> None:
    ada = Clinician("ada", "Ada Okafor", MappingProxyType({"license": "License 1"}))

    letterhead = handout(replace(POLICY, clinician=ada), Practice("p", "Ada Okafor"), version=None).letterhead

    assert (letterhead.name, letterhead.lines) == ("Ada Okafor", ("License 1",))


def test_it_ends_with_how_to_ask_a_question() -> None:
    document = handout(FORM, PRACTICE, version=None)

    asked = document.blocks[-1]

    assert headings(document)[-1] == "Questions about this form?"
    assert isinstance(asked, Paragraph)
    assert plain_text(asked.inlines) == (
        "Please ask, at any time. You can call (555) 555-0142 or write to office@maplestreet.example.org."
    )
    assert (
        Link("mailto:office@maplestreet.example.org", (Text("office@maplestreet.example.org"),))
        in asked.inlines
    )


def test_without_phone_or_e_mail_questions_are_for_the_next_meeting() -> None:
    document = handout(FORM, Practice("p", "Solo"), version=None)

    assert words(document.blocks[-1:]) == "Please ask, at any time. We can talk about it when we next meet."


def test_the_page_to_sign_stands_alone_and_names_the_document_and_its_version() -> None:
    document = handout(POLICY, PRACTICE, version="1.0.0", effective=EFFECTIVE)

    page = last_page(document)

    assert isinstance(page[0], Heading)
    assert "Contact and Social Media Policy\nVersion 1.0.0 · Effective March 1, 2026" in words(page)
    assert [(field.kind, field.label) for field in fields(page)] == [
        (FieldKind.LINE, "Client’s name"),
        (FieldKind.SIGNATURE, "Client’s signature"),
        (FieldKind.DATE, "Date"),
        (FieldKind.LINE, "Parent’s or guardian’s name"),
        (FieldKind.LINE, "Relationship to the client"),
        (FieldKind.SIGNATURE, "Parent’s or guardian’s signature"),
        (FieldKind.DATE, "Date"),
        (FieldKind.BOX, "The client declined to sign"),
        (FieldKind.BOX, "A signature could not be obtained"),
        (FieldKind.LINE, "Because"),
        (FieldKind.LINE, "Staff initials"),
        (FieldKind.DATE, "Date"),
    ]


def test_the_practices_own_statement_is_printed_as_it_is() -> None:
    own = Acknowledgment(wanted=True, statement="I have read {this} & agree.")

    document = handout(POLICY, PRACTICE, version=None, acknowledgment=own)

    assert "I have read {this} & agree." in words(last_page(document))


def test_a_policy_that_asks_for_no_signature_has_no_such_page() -> None:
    assert PageBreak() not in handout(FORM, PRACTICE, version="1.0.0").blocks


def test_braces_in_a_title_or_a_fact_are_nothing_special() -> None:
    policy = replace(
        POLICY, front=FrontMatter("A {title} of {0}", acknowledgment=Acknowledgment(wanted=True))
    )
    practice = replace(PRACTICE, facts=MappingProxyType({"phone": "{phone}", "email": "{x}@example.org"}))

    document = handout(replace(policy, clinician=None), practice, version="1.0.0")

    assert "A {title} of {0}" in words(document.blocks)
    assert "You can call {phone} or write to {x}@example.org." in words(document.blocks)


def long_policy(sections: int, words_each: int) -> Policy:
    body = paragraph("word " * words_each)
    parts = tuple(section(f"s{n}", f"Section {n}", body) for n in range(sections))
    return Policy("long", FrontMatter("Long"), Section("", (), 1, ()), parts)


@pytest.mark.parametrize(
    ("sections", "words_each", "expected"),
    [(10, 300, True), (20, 80, True), (10, 20, False), (3, 2000, False)],
)
def test_a_long_policy_of_many_sections_gets_contents(sections: int, words_each: int, expected: bool) -> None:
    document = handout(long_policy(sections, words_each), PRACTICE, version=None)

    assert (Contents("Contents") in document.blocks) is expected


def test_contents_stand_where_they_are_asked_for_and_not_where_they_are_declined() -> None:
    declined = replace(long_policy(10, 300), front=FrontMatter("Long", contents=False))

    assert Contents("Contents") in handout(POLICY, PRACTICE, version=None, contents=True).blocks
    assert Contents("Contents") not in handout(declined, PRACTICE, version=None).blocks


def test_a_title_too_long_for_the_running_header_is_shortened_there_alone() -> None:
    title = "A policy on " + "very " * 30 + "many things"

    document = handout(replace(FORM, front=FrontMatter(title)), PRACTICE, version=None)

    assert document.title == title
    assert len(document.running_title) <= 64
    assert document.running_title.endswith("…")
