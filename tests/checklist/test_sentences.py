"""Where sentences begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist import sentences
from policydocs.checklist.sentences import run_in_heading, sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("I do not text. I call.", ["I do not text.", "I call."]),
        ("Dr. Rowe calls back. Always.", ["Dr. Rowe calls back.", "Always."]),
        ("See Dr. Rowe at 12 Elm St. by day.", ["See Dr. Rowe at 12 Elm St. by day."]),
        ("We are at 12 Elm St. Call first.", ["We are at 12 Elm St.", "Call first."]),
        ("From 9 a.m. to 5 p.m. I answer.", ["From 9 a.m. to 5 p.m.", "I answer."]),
        ("I answer until 5 p.m. on weekdays.", ["I answer until 5 p.m. on weekdays."]),
        ("Sites (e.g. Facebook) are out.", ["Sites (e.g. Facebook) are out."]),
        ("U.S. Department rules apply.", ["U.S. Department rules apply."]),
        ("It is open only in the U.S. We close.", ["It is open only in the U.S.", "We close."]),
        ("Ring 555.555.0100. Leave word.", ["Ring 555.555.0100.", "Leave word."]),
        ("See www.example.org/a.b for more.", ["See www.example.org/a.b for more."]),
        ("Will you friend me? no.", ["Will you friend me?", "no."]),
        ('He asked "Can you?" and I said no.', ['He asked "Can you?" and I said no.']),
        ("“Add me!” That is no rule.", ["“Add me!”", "That is no rule."]),
        ("i don't text. i call.", ["i don't text.", "i call."]),
        ("Wait... then call.", ["Wait... then call."]),
        ("1. Phone is best.", ["1. Phone is best."]),
        ("Rule No. 4 holds. No. 5 too.", ["Rule No. 4 holds.", "No. 5 too."]),
        ("Texting: No. It fails.", ["Texting: No.", "It fails."]),
        ("• Call me • Write to me", ["Call me", "Write to me"]),
        ("Jane Q. Doe, Ph.D., sees you.", ["Jane Q. Doe, Ph.D., sees you."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_survive_the_punctuation_of_daily_life(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "strong", "heading"),
    [
        ("FRIENDING: I do not.", 0, "FRIENDING"),
        ("Friend requests: declined.", 0, "Friend requests"),
        ("4. E-mail: scheduling only.", 0, "E-mail"),
        ("Telephone – call first.", 0, "Telephone"),
        ("I do not: text; tweet.", 0, ""),
        ("If you call: leave word.", 0, ""),
        ("Do you text? No.", 12, "Do you text?"),
        ("An ordinary sentence.", 0, ""),
    ],
)
def test_a_run_in_heading_is_told_from_a_clause(text: str, strong: int, heading: str) -> None:
    assert run_in_heading(text, strong).text == heading


@given(st.text(alphabet="aI .!?:;\n\"'()•", max_size=80))
def test_no_character_but_space_and_bullets_is_lost(text: str) -> None:
    kept = "".join(split(text))

    assert [c for c in kept if not c.isspace() and c != "•"] == [
        c for c in text if not c.isspace() and c != "•"
    ]


@given(st.text(alphabet="aI .!?…\n\"')]*•▪", max_size=40))
def test_the_quicker_search_finds_the_same_ends(text: str) -> None:
    quick, thorough = sentences._CANDIDATE, sentences._CANDIDATE_WITH_DOTS

    assert [one.span() for one in quick.finditer(text)] == [one.span() for one in thorough.finditer(text)]


def test_dots_in_the_middle_of_a_line_divide_items() -> None:
    assert split("Calls · Texts · E-mail.") == ["Calls", "Texts", "E-mail."]
