"""Words in one plain spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.frames.tokens import tokenize


def words(text: str) -> list[str]:
    return list(tokenize(text).words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't", ["i", "do", "not"]),
        ("I can’t, won’t and cannot", ["i", "can", "not", ",", "will", "not", "and", "can", "not"]),
        ("it's the client's", ["it", "is", "the", "client"]),
        ("the clients' pages", ["the", "clients", "pages"]),
        ("I'll check-in by e-mail", ["i", "will", "check", "in", "by", "email"]),
        ("E-mails, on-line", ["emails", ",", "online"]),
        ("call (555) 555-0123 now", ["call", "<phone>", "now"]),
        ("write to a.b@example.org.", ["write", "to", "<email>", "."]),
        ("see https://example.org/x?y", ["see", "<url>"]),
        ("at ______ or [ ]", ["at", "<blank>", "or", "<blank>"]),
        ("[[signature: Client]]", ["<field>"]),
        ("", []),
    ],
)
def test_words_are_taken_apart(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_possessive_ending_is_remembered() -> None:
    tokens = tokenize("It's the client's page, and the clients' own.")

    assert [tokens.words[index] for index in sorted(tokens.owners)] == ["client", "clients"]


def test_a_part_and_what_is_left_without_a_mark_keep_their_possessive_endings() -> None:
    tokens = tokenize('the "client\'s" page')

    assert tokens.part(2, 5).words == ("client", '"', "page")
    assert tokens.part(2, 5).owners == {0}
    assert tokens.without('"').words == ("the", "client", "page")
    assert tokens.without('"').owners == {1}


@given(st.text(alphabet="aeiouIİ'’-–.,_[]()\"“@/:5 \nwebmailondr", max_size=80), st.text(max_size=40))
def test_what_was_read_before_changes_no_words(text: str, other: str) -> None:
    first = tokenize(text)
    tokenize(other)

    assert tokenize(text) == first
    assert all(first.words)
    assert all(0 <= index < len(first.words) for index in first.owners)


@given(
    st.lists(
        st.sampled_from(["I", "don't", "e-mail", "555-0123", "it's", ",", "web sites", "the"]), max_size=9
    )
)
def test_words_apart_by_spaces_are_those_of_each(parts: list[str]) -> None:
    assert words(" ".join(parts)) == [word for part in parts for word in words(part)]
