"""Plain text, as it comes out of an e-mail or a website."""

from __future__ import annotations

import pytest
from tests.source.outlines import outline

from policydocs.model import Policy
from policydocs.source.read import read_document, read_reading


def read(text: str) -> Policy:
    return read_document("policy.txt", text.encode())


def test_bare_lines_above_paragraphs_are_headings() -> None:
    policy = read(
        "Texting Policy\n\nThis says how we text.\n\n \u00a0\n\nWhen I answer\u00a0\n\n"
        "I answer within a day.\n\n"
        "What if it is urgent?\nPlease call 911 right away.\n"
    )

    assert policy.title == "Texting Policy"
    assert outline(policy) == [
        "This says how we text. @3",
        "## When I answer @7",
        "I answer within a day. @9",
        "## What if it is urgent? @11",
        "Please call 911 right away. @12",
    ]


def test_without_empty_lines_a_question_above_its_answer_is_a_heading() -> None:
    policy = read(
        "Questions\nCan I text?\nYou may text me to move a session.\nCan I call?\nYou may always call me.\n"
    )

    assert outline(policy) == [
        "## Can I text? @2",
        "You may text me to move a session. @3",
        "## Can I call? @4",
        "You may always call me. @5",
    ]


def test_capitals_and_numbers_make_headings() -> None:
    policy = read("OFFICE POLICY\n\nTEXTING\nI do not text.\n\n2. Email use\n\nI answer e-mail on Mondays.\n")

    assert policy.title == "OFFICE POLICY"
    assert outline(policy) == [
        "## TEXTING @3",
        "I do not text. @4",
        "## 2. Email use @6",
        "I answer e-mail on Mondays. @8",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Call 911 or 988",
        "Jo Avery, LCSW",
        "Please call me at",
        "I am not on call. Go to the clinic",
        "[[date]]",
    ],
)
def test_what_a_client_must_read_is_not_made_a_heading(line: str) -> None:
    policy = read(f"Policy\n\nThis is about emergencies.\n\n{line}\n\nThe nearest room is at the hospital.\n")

    assert not policy.sections


def test_wrapped_lines_are_joined_and_know_their_lines() -> None:
    policy = read(
        "This paragraph was wrapped by a program at some column, as e-mail\n"
        "programs do, and it goes on for several lines until it comes to its\n"
        "end here.\n\nAnother one begins here and is as long as the first of them was\nor nearly so.\n"
    )

    paragraphs = policy.opening.blocks
    assert len(paragraphs) == 2
    text = paragraphs[0].inlines[0]  # type: ignore[union-attr]
    assert [text.line_at(text.text.index(word)) for word in ("wrapped", "programs", "end")] == [1, 2, 3]  # type: ignore[union-attr]


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    policy = read("Call: 555-0100.\nText: never.\nMail: 1 Elm St.\n")

    assert outline(policy) == ["Call: 555-0100. @1", "Text: never. @2", "Mail: 1 Elm St. @3"]


def test_lists_with_any_sign_are_lists() -> None:
    policy = read(
        "I use e-mail for:\n• times\n– places\n* forms\n\nRules:\n"
        "1. First.\n2) Second.\n   a) inner\n   b) more\n"
        "3. Third.\n\nThen:\n12. Twelve.\n"
    )

    assert outline(policy) == [
        "I use e-mail for: @1",
        "- times @2",
        "- places @3",
        "- forms @4",
        "Rules: @6",
        "1. First. @7",
        "2. Second. @8",
        "  1. inner @9",
        "  2. more @10",
        "3. Third. @11",
        "Then: @13",
        "12. Twelve. @14",
    ]


def test_clause_numbers_stay_in_the_text() -> None:
    policy = read("1. SCOPE\n1.1 This applies to all.\n1.2 It applies always.\n")

    assert outline(policy) == ["## 1. SCOPE @1", "1.1 This applies to all. @2", "1.2 It applies always. @3"]


def test_a_table_drawn_with_signs_is_a_table() -> None:
    policy = read("See here.\n| Way | Use |\n|---|---|\n| Phone | All |\n| Fax |\n")

    assert outline(policy)[1:] == ["| Way | Use | @2", "| Phone | All | @4", "| Fax |  | @5"]


def test_a_title_that_repeats_is_read_once_and_the_repeat_is_told() -> None:
    reading = read_reading(
        "policy.txt",
        b"Texting Policy\n\nTexting Policy\n\nMy Practice Texting and Calling Policy\n\nThis is how.\n",
    )

    assert reading.policy.title == "My Practice Texting and Calling Policy"
    assert outline(reading.policy) == ["This is how. @7"]
    assert [out.line for out in reading.left_out] == [1, 3]
    assert {out.reason for out in reading.left_out} == {"repeats the title"}


def test_who_signs_above_the_text_is_neither_title_nor_heading() -> None:
    policy = read("Oak Street Therapy, LLC\nJo Avery, LICSW\nOffice Policies\n\nThese are my rules.\n")

    assert policy.title == "Office Policies"
    assert outline(policy) == ["Oak Street Therapy, LLC @1", "Jo Avery, LICSW @2", "These are my rules. @5"]


def test_a_document_without_a_title_is_called_after_its_file() -> None:
    reading = read_reading("Office rules 2024.txt", b"Dear client,\n\nplease read this.\n")

    assert reading.policy.title == "Office rules 2024"
    assert reading.policy.slug == "office-rules-2024"
    assert "No title was found" in reading.remarks[0]


def test_lines_of_a_websites_frame_are_left_out_and_told() -> None:
    reading = read_reading("a.txt", "top of page\nMenu\n\nI do not text.\n\nFollow us\n© 2024 Oak\n".encode())

    assert outline(reading.policy) == ["I do not text. @4"]
    assert [out.text for out in reading.left_out] == ["top of page", "Menu", "Follow us", "© 2024 Oak"]


def test_the_last_line_heads_nothing() -> None:
    assert not read("I do not text clients at all.\n\nWarmly\n").sections


def test_ten_thousand_indents_are_read() -> None:
    text = "".join(f"{' ' * min(level, 3000)}- x\n" for level in range(600))

    assert read(text).opening.blocks


def test_lines_underlined_with_signs_are_headings_and_the_signs_are_none() -> None:
    text = """Harbor Counseling

Texting Policy
==============

Why I do not text
-----------------
I do not text with clients.

2. What you can do
------------------

Call me. Then:

- leave your name
- leave your number

---

That is all. It was agreed with
everybody here
--------------
"""

    assert outline(read_document("policy.txt", text.encode())) == [
        "Harbor Counseling @1",
        "## Why I do not text @6",
        "I do not text with clients. @8",
        "## 2. What you can do @10",
        "Call me. Then: @13",
        "- leave your name @15",
        "- leave your number @16",
        "--- @18",
        "That is all. It was agreed with everybody here @20",
        "-------------- @22",
    ]
