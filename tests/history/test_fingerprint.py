"""The digest of a text, and the code printed at its foot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.errors import InputError
from policydocs.history.fingerprint import (
    ALPHABET,
    codes_in,
    read_code,
    resolved_text,
    short_code,
    text_digest,
)
from policydocs.model import Policy, Practice
from policydocs.source.markdown import read_policy

TEXT = """---
title: Messages
---

Please read this.

## Calls {#calls}

I answer *calls* at {{ practice.phone }},
and on [the portal](https://portal.example.org).

1. First.
2. Then:

   | Way | Cost |
   | --- | --- |
   | Mail | none |

> A quote.
"""


def policy(text: str = TEXT, phone: str = "360-555-0100") -> Policy:
    practice = Practice("harbor", "Harbor Counseling", {"phone": phone})
    return read_policy(text, path="policies/messages.md", slug="messages", practice=practice)


def test_the_resolved_text_holds_every_word_a_block_a_line() -> None:
    assert resolved_text([policy()]) == (
        "policydocs text 1\npolicy en\ntitle Messages\nparagraph Please read this.\nsection 2 Calls\n"
        "paragraph I answer calls at 360-555-0100, and on the portal. <https://portal.example.org>\n"
        "item 1\n  paragraph First.\nitem 2\n  paragraph Then:\n  row Way\tCost\n  row Mail\tnone\n"
        "quote\n  paragraph A quote.\n"
    )


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("{#calls}", "{#phone}"),
        TEXT.replace("},\nand", "}, and"),
        TEXT.replace("*calls*", "calls"),
        TEXT.replace("title: Messages", "title: Messages\nreview_every: 12 months"),
    ],
    ids=["a section's id", "a line broken elsewhere", "emphasis", "a setting"],
)
def test_what_a_client_does_not_read_leaves_the_digest_alone(other: str) -> None:
    assert text_digest([policy(other)]) == text_digest([policy()])


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("First.", "First"),
        TEXT.replace("https://portal.", "https://portals."),
        TEXT.replace("title: Messages", "title: Message"),
        TEXT.replace("1. First.\n2. ", "- First.\n- "),
        TEXT.replace("title: Messages", "title: Messages\nacknowledgment: true"),
    ],
    ids=["a mark", "where a link leads", "the title", "numbers for bullets", "a page to sign"],
)
def test_what_a_client_reads_changes_the_digest(other: str) -> None:
    assert text_digest([policy(other)]) != text_digest([policy()])


def test_a_fact_of_the_practice_changes_the_digest() -> None:
    assert text_digest([policy(phone="360-555-0199")]) != text_digest([policy()])


def test_the_digest_and_the_code_stay_what_they_are_in_every_later_toolkit() -> None:
    digest = text_digest([policy()])

    assert digest == "5da29620bd8e94102ed6e21d2ceac27110494068b0c00ce186d5a797a78762ce"
    assert short_code("messages", "1.0.0", digest) == "TVMN-JCEN"


def test_slug_version_and_text_each_change_the_code() -> None:
    codes = {
        short_code("messages", "1.0.0", "a" * 64),
        short_code("messages.es", "1.0.0", "a" * 64),
        short_code("messages", "1.0.1", "a" * 64),
        short_code("messages", "1.0.0", "b" * 64),
    }

    assert len(codes) == 4


codes = st.text("0123456789abcdef", min_size=64, max_size=64).map(
    lambda digest: short_code("messages", "1.0.0", digest)
)


@given(codes)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    assert read_code(code) == code
    assert read_code(f" {code.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("-", "").replace("0", "O").replace("1", "l")) == code


@given(codes, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_letter_misread_is_noticed(code: str, place: int, letter: str) -> None:
    letters = list(code.replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter

    with pytest.raises(InputError, match="misread"):
        read_code("".join(letters))


@given(codes, st.integers(0, 7), st.integers(0, 7))
def test_two_letters_exchanged_are_noticed(code: str, one: int, other: int) -> None:
    letters = list(code.replace("-", ""))
    if letters[one] == letters[other]:
        return
    letters[one], letters[other] = letters[other], letters[one]

    with pytest.raises(InputError, match="misread"):
        read_code("".join(letters))


@pytest.mark.parametrize("said", ["", "ABC", "7QX2-9TDK-4", "7QX2-9TDU", "7QX2_9TDK", "७QX2-9TDK"])
def test_what_is_no_code_is_refused_with_what_one_looks_like(said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_code(said)

    assert "foot of each page" in refused.value.fix


def test_codes_are_found_in_a_text_and_chance_alike_words_are_not() -> None:
    code = short_code("messages", "1.0.0", "a" * 64)
    wrong = code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % 32]

    assert codes_in(f"Code {code} · Page 1 of 2\nCODE-TEST {wrong} {code}") == (code,)
