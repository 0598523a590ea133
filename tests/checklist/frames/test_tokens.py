"""Words in one plain spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.frames.tokens import tokenize


def words(text: str) -> list[str]:
    return [token.word for token in tokenize(text)]


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


@given(st.text(max_size=120))
def test_offsets_stand_inside_the_text_and_never_run_backwards(text: str) -> None:
    tokens = tokenize(text)

    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
