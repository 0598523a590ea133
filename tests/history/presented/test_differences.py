"""Which words differ, and what is no difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.history.presented.differences import Difference, Layout, compare_words
from policydocs.history.presented.read import Presented

VERSION = "Version 1.0.0 · Effective March 1, 2026"
FOOT = "Harbor Counseling Code 7QX2-9TDK · Page {page} of {pages}"
RUNNING = ("Harbor Counseling", "Messages", VERSION, "Code 7QX2-9TDK · Page {page} of {pages}")
LAYOUT = Layout(RUNNING)
TEXT = "I do not text with clients. Please call me at 360-555-0100 or write to office@harbor.example.org."


def pdf(*pages: str) -> Presented:
    return Presented("pdf", tuple(tuple(page.split("\n")) for page in pages))


def text(said: str) -> Presented:
    return Presented("txt", (tuple(said.split("\n")),))


def test_one_word_changed_is_found_with_the_words_around_it() -> None:
    (found,) = compare_words(pdf(TEXT), pdf("A page.", TEXT.replace("do not", "do")), LAYOUT)[1:]

    assert found == Difference("not", "", "I do", "text with clients. Please call", 2)


LAST = "or write to office@harbor.example.org."


@pytest.mark.parametrize(
    ("changed", "expected", "said"),
    [
        (TEXT.replace("360-555-0100", "360-555-0199"), "360-555-0100", "360-555-0199"),
        (TEXT.replace("Please", "Please never"), "", "never"),
        (TEXT.replace("clients.", "clients?"), "clients.", "clients?"),
        (TEXT + " And more.", "", "And more."),
        (TEXT.removesuffix(" or write to office@harbor.example.org."), LAST, ""),
    ],
    ids=["a number", "a word added", "a mark", "at the end", "left out at the end"],
)  # fmt: skip
def test_what_was_altered_is_told(changed: str, expected: str, said: str) -> None:
    (found,) = compare_words(text(TEXT), text(changed), LAYOUT)

    assert (found.expected, found.found, found.page) == (expected, said, None)


@pytest.mark.parametrize(
    "same",
    [
        TEXT.replace(" ", "\n"),
        TEXT.replace("office@harbor.example.org", "office@harbor.\nexample.org"),
        TEXT.replace("I do", "• I do"),
        TEXT.replace("clients. ", "clients. ____ ☐ "),
        TEXT.replace("text", "te\u00adxt").replace("360-555", "360\u2011555"),
    ],
    ids=["lines", "an address cut in two", "a bullet", "a rule and a box", "soft and hard hyphens"],
)
def test_layout_is_no_difference(same: str) -> None:
    assert compare_words(text(TEXT), text(same), LAYOUT) == ()


def test_running_headers_and_footers_may_stand_on_any_page() -> None:
    expected = pdf(f"{TEXT}\n{TEXT}\n{FOOT.format(page=1, pages=1)}")
    found = pdf(
        f"{TEXT}\n{FOOT.format(page=1, pages=2)}",
        f"Messages {VERSION}\n{TEXT}\n{FOOT.format(page=2, pages=2)}",
    )

    assert compare_words(expected, found, LAYOUT) == ()


def test_what_a_browser_prints_at_the_edge_of_a_page_is_no_difference() -> None:
    found = pdf(f"3/4/26, 6:30 PM Messages\n{TEXT}\nfile:///home/me/messages.html 1/1")

    assert compare_words(pdf(TEXT), found, LAYOUT) == ()


@pytest.mark.parametrize(
    "line", ["We share what you write. 3/4/26", "Version 2.0.0 · Effective March 1, 2026", "Call 1/1 https://x.example"]
)  # fmt: skip
def test_other_words_at_the_edge_of_a_page_are_one(line: str) -> None:
    found = compare_words(pdf(TEXT), pdf(f"{line}\n{TEXT}"), LAYOUT)

    assert [one.found for one in found] == [line.replace("· ", "")]


def test_the_head_of_a_table_may_be_repeated_where_the_table_goes_on() -> None:
    expected = pdf("Way Cost\nMail none\nPhone none")
    found = pdf("Way Cost\nMail none", "Way Cost\nPhone none")

    assert compare_words(expected, found, Layout(RUNNING, heads=("Way Cost",))) == ()
    assert compare_words(expected, found, LAYOUT) != ()


def test_the_page_numbers_of_a_table_of_contents_are_no_difference_and_other_numbers_are() -> None:
    layout = Layout(RUNNING, contents=("How to reach me", "If we meet in 3 days", "Your consent"))
    text = "How to reach me {}\nIf we meet in 3 days {}\nYour consent {}\nHow to reach me\nWait {} days."
    expected = pdf(text.format(1, 2, 3, 5))

    assert compare_words(expected, pdf(text.format(2, 4, 6, 5)), layout) == ()
    assert compare_words(expected, pdf(text.format("", "", "", 5)), layout) == ()
    (found,) = compare_words(expected, pdf(text.format(1, 2, 3, 6)), layout)
    assert (found.expected, found.found) == ("5", "6")
    assert compare_words(expected, pdf(text.format(1, 2, 3, 5).replace("Your", "My")), layout) != ()


@given(st.lists(st.sampled_from(["a", "b", "1.", "c"]), max_size=30))
def test_a_text_does_not_differ_from_itself(words: list[str]) -> None:
    assert compare_words(text(" ".join(words)), text("\n".join(words)), LAYOUT) == ()


@given(st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=20), st.data())
def test_a_word_put_in_anywhere_is_found(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    found = compare_words(
        text(" ".join(words)), text(" ".join([*words[:place], "xyz", *words[place:]])), Layout(())
    )

    assert any("xyz" in one.found for one in found)


def test_a_long_text_of_the_same_word_is_told_at_once() -> None:
    found = compare_words(text("no " * 20_000), text("no " * 19_000 + "yes " * 2_000), LAYOUT)

    assert sum(one.size for one in found) >= 2_000
