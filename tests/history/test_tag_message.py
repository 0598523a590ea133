"""A tag's message: read by people, read back by us."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.tag_message import (
    Artifact,
    NotOurMessageError,
    Passed,
    RecordKind,
    TagMessage,
    parse_message,
    write_message,
)
from policydocs.model import Version

MESSAGE = TagMessage(
    kind=RecordKind.RELEASE,
    policy="social-media",
    version=Version(1, 1, 0),
    title="Social Media: How I Use It",
    effective=date(2026, 4, 1),
    level=ChangeLevel.MINOR,
    previous="social-media/v1.0.0",
    changes=("I now answer texts: on weekdays.",),
    reasons={"texting": "Many of you asked for it.", "": "It was unclear.", "practice.phone": "A new line."},
    summaries={"*": "Texting got easier."},
    checklists=(Passed("nasw-2021", "NASW Code of Ethics (2021)"), Passed("good-practice", "Good practice")),
    text="0" * 64,
    toolkit="policydocs 0.1.0, typst 0.13.2",
    artifacts=(Artifact("social-media-1.1.0-letter.pdf", "a" * 64),),
)

_lines = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
    lambda text: text == text.strip()
)
_words = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True)
_keys = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="[]"), max_size=20)
_numbers = st.integers(0, 999)
_messages = st.builds(
    TagMessage,
    kind=st.sampled_from(RecordKind),
    policy=_words,
    version=st.builds(Version, _numbers, _numbers, _numbers),
    title=_lines,
    effective=st.dates(),
    level=st.sampled_from(ChangeLevel),
    previous=st.just("") | _words,
    changes=st.lists(_lines, max_size=3).map(tuple),
    reasons=st.dictionaries(_keys, _lines, max_size=3),
    summaries=st.dictionaries(_keys, _lines, max_size=3),
    no_notice=st.just("") | _lines,
    checklists=st.lists(st.builds(Passed, _words, _lines), max_size=3).map(tuple),
    text=st.just("") | st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    toolkit=st.just("") | _lines,
    artifacts=st.lists(st.builds(Artifact, _words, st.just("c" * 64)), max_size=3).map(tuple),
)


@given(_messages)
def test_what_was_written_is_read_back(message: TagMessage) -> None:
    assert parse_message(write_message(message)) == message


def test_a_person_can_read_it() -> None:
    written = write_message(MESSAGE)

    assert written.startswith(
        "social-media 1.1.0: Social Media: How I Use It\n"
        "\n"
        "Effective: 2026-04-01\n"
        "Level: minor\n"
        "Previous: social-media/v1.0.0\n"
        "Changed: I now answer texts: on weekdays.\n"
        "Why [texting]: Many of you asked for it.\n"
    )
    assert written.endswith("\nRecord: policydocs release 1\n")


def test_a_withdrawal_says_so_in_its_first_line() -> None:
    message = TagMessage(RecordKind.WITHDRAWAL, "texting", Version(1, 1, 0), "Texting", date(2026, 4, 1))

    assert write_message(message).startswith("withdrawn texting 1.1.0: Texting\n")


@pytest.mark.parametrize("mark", ["PGP SIGNATURE", "SSH SIGNATURE", "SIGNED MESSAGE"])
def test_a_signature_below_is_no_part_of_it(mark: str) -> None:
    signed = write_message(MESSAGE) + f"-----BEGIN {mark}-----\nEffective: 1999-01-01\n-----END {mark}-----\n"

    assert parse_message(signed) == MESSAGE


def test_facts_that_a_later_toolkit_adds_are_passed_over() -> None:
    written = write_message(MESSAGE).replace("Level: ", "Mood: fine\nnot a fact\nLevel: ")

    assert parse_message(written) == MESSAGE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Record: policydocs release 1", "Record: policydocs release 7"),
        ("Record: policydocs release 1", ""),
        ("social-media 1.1.0: ", "social-media one: "),
        ("social-media 1.1.0: ", "social-media: "),
        ("2026-04-01", "in spring"),
        ("Level: minor", "Level: tiny"),
        ("a" * 64, "abc"),
        ("good-practice (Good practice)", "good-practice"),
    ],
)
def test_a_message_changed_by_hand_is_none_of_ours(old: str, new: str) -> None:
    written = write_message(MESSAGE)
    assert old in written

    with pytest.raises(NotOurMessageError):
        parse_message(written.replace(old, new))


@pytest.mark.parametrize("text", ["", "\n", "A version", "A version\n\nOf mine\n"])
def test_any_other_message_is_none_of_ours(text: str) -> None:
    with pytest.raises(NotOurMessageError):
        parse_message(text)


@pytest.mark.parametrize("title", ["two\nlines", "a\x1b[31m", " spaces", ""])
def test_a_text_that_would_not_come_back_is_refused(title: str) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        write_message(TagMessage(RecordKind.RELEASE, "texting", Version(1, 0, 0), title, date(2026, 4, 1)))
