"""The head of a policy's file."""

from __future__ import annotations

from datetime import date

import pytest

from policydocs.errors import InputErrors
from policydocs.model import Acknowledgment, FrontMatter, OnChange
from policydocs.source.markdown import read_policy


def front(yaml: str) -> FrontMatter:
    return read_policy(f"---\n{yaml}---\n\nText.\n", path="p.md", slug="p").front


def fault(text: str) -> tuple[int | None, str]:
    with pytest.raises(InputErrors) as raised:
        read_policy(text, path="p.md", slug="p")
    (only,) = raised.value.faults
    return only.line, f"{only.problem} {only.fix}"


def test_every_key_is_read() -> None:
    read = front(
        """title: "Texting: when and why"
checklists: [nasw-2021, good-practice]
on_change: notice
review_every: 1 year
reviewed: 2026-03-01
acknowledgment: I have read this.
contents: true
formerly: [phones, sms]
translates: 1.1.0
language: es-US
"""
    )

    assert read == FrontMatter(
        title="Texting: when and why",
        checklists=("nasw-2021", "good-practice"),
        on_change=OnChange.NOTICE,
        review_every_months=12,
        reviewed=date(2026, 3, 1),
        acknowledgment=Acknowledgment(True, "I have read this."),
        contents=True,
        formerly=("phones", "sms"),
        translates="1.1.0",
        language="es-US",
    )
    assert read.lines["formerly"] == 9


def test_what_is_not_said_has_its_default() -> None:
    read = front("title: T\n")

    assert read.checklists is None
    assert read.on_change is OnChange.NOTICE_AND_COPY
    assert not read.acknowledgment.wanted


def test_an_empty_list_of_checklists_is_on_purpose() -> None:
    assert front("title: T\nchecklists: []\n").checklists == ()


@pytest.mark.parametrize("title", ["2024", "yes", "no", "1.0", "2026-01-01", "null and void"])
def test_a_title_is_text_whatever_yaml_takes_it_for(title: str) -> None:
    assert front(f"title: {title}\n").title == title


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("true", Acknowledgment(True)),
        ("yes", Acknowledgment(True)),
        ("false", Acknowledgment(False)),
        ("{statement: I got it.}", Acknowledgment(True, "I got it.")),
    ],
)
def test_an_acknowledgment_is_asked_for_in_several_ways(written: str, expected: Acknowledgment) -> None:
    assert front(f"title: T\nacknowledgment: {written}\n").acknowledgment == expected


@pytest.mark.parametrize(
    ("written", "months"), [("12 months", 12), ("1 month", 1), ("2 years", 24), ('"6 months"', 6)]
)
def test_a_time_between_reviews_is_in_months_or_years(written: str, months: int) -> None:
    assert front(f"title: T\nreview_every: {written}\n").review_every_months == months


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("titel: X", 'Did you mean "title"'),
        ("on_change: email", "one of notice-and-copy, notice, post, none"),
        ("review_every: often", '"12 months" or "1 year"'),
        ("review_every: 0 months", '"12 months" or "1 year"'),
        ("reviewed: March", "year-month-day"),
        ("reviewed: 2026-02-30", "year-month-day"),
        ("contents: maybe", "true or false"),
        ("translates: 1.1", "such as 1.1.0"),
        ("language: English", "language code"),
        ("formerly: [Old Name]", "small letters"),
        ("formerly: [con]", "Windows"),
        ("checklists: [a, a]", "twice"),
        ("checklists: {a: 1}", "expected a text"),
        ("acknowledgment: [a]", "the sentence that the client signs"),
        ("acknowledgment: {text: a}", "statement"),
        ("on_change:", "one of"),
        ("clinician: ~", "expected a text"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_its_line_and_what_would_be_right(
    line: str, expected: str
) -> None:
    found_line, words = fault(f"---\ntitle: T\n{line}\n---\n\nText.\n")

    assert found_line == 3
    assert expected in words


def test_a_key_that_stands_twice_is_told_with_both_lines() -> None:
    line, words = fault("---\ntitle: T\nlanguage: en\nlanguage: es\n---\n\nText.\n")

    assert line == 4
    assert "line 3" in words


@pytest.mark.parametrize(
    ("yaml", "line", "expected"),
    [
        ("title: Texting: when", 2, "second colon"),
        ("title: T\nchecklists: [a", 3, "not valid YAML"),
        ("\ttitle: T", 2, "tab"),
        ("title: *T*", 2, "quotation marks"),
        ("title: &a T\nformerly: *a", 2, "anchors and aliases"),
        ("title: !!python/object:os.system x", 2, "tag"),
        ("title: 'T", 2, "not valid YAML"),
        ("title: T\n? [a, b]\n: c", 3, "plain word"),
        ("<<: {title: T}", 2, "plain word"),
        ("title: T\n...\nlanguage: en", 4, "not valid YAML"),
        ("a: &a [x]\nb: &b [*a, *a]", 2, "anchors"),
        ("title: " + "[" * 2000, 2, "nested too deeply"),
    ],
)
def test_yaml_that_is_invalid_or_too_clever_is_told_with_its_line(
    yaml: str, line: int, expected: str
) -> None:
    with pytest.raises(InputErrors) as raised:
        read_policy(f"---\n{yaml}\n---\n\nText.\n", path="p.md", slug="p")

    assert raised.value.path == "p.md"
    assert raised.value.line == line
    assert expected in raised.value.problem


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("Text.\n", 1, "no front matter"),
        ("# Title\n\nText.\n", 1, "no front matter"),
        ("---\ntitle: T\n\nText.\n", 1, "not closed"),
        ("---\n---\nText.\n", 1, "empty"),
        ("---\nlanguage: en\n---\nText.\n", 2, "no title"),
        ("---\ntitle:\n---\nText.\n", 2, "expected a text"),
        ("---\njust words\n---\nText.\n", 2, "key: value"),
        ("---\n- a\n---\nText.\n", 2, "key: value"),
    ],
)
def test_front_matter_that_is_not_there_is_told_with_an_example(text: str, line: int, expected: str) -> None:
    found_line, words = fault(text)

    assert found_line == line
    assert expected in words


def test_blank_lines_before_the_front_matter_do_no_harm() -> None:
    policy = read_policy("\n\n---\ntitle: T\n---\nText.\n", path="p.md", slug="p")

    assert policy.opening.line == 6


def test_a_value_may_hold_markup_of_any_language() -> None:
    title = "#x $y$ <b> {% z %} & \"q\" 'r'"

    escaped = title.replace('"', '\\"')
    assert front(f'title: "{escaped}"\n').title == title
