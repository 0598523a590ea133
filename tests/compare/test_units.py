import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.compare.units import sentences, units, words


@given(st.text())
def test_units_joined_are_the_text(text: str) -> None:
    assert "".join(unit.space + unit.text for unit in units(text)) == text


@given(st.text())
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize(
    "unit",
    [
        "(555) 555-0142",
        "(555)\u00a0555-0142",
        "555-0142",
        "360-555-0142",
        "March 1, 2026",
        "1 March 2026",
        "2026-03-01",
        "9:30 a.m.",
        "$1,250.50",
        "90%",
        "office@example.org",
        "https://example.org/a?b=c",
        "don’t",
        "follow-up",
        "v1.2.0",
        "Form-B-4.5",
        "[[line: Name of the person]]",
    ],
)
def test_what_a_reader_takes_in_at_once_is_one_unit(unit: str) -> None:
    assert unit in [one.text for one in units(f"word {unit} word.")]


def test_sentences_end_neither_at_titles_nor_at_hours() -> None:
    assert sentences("Dr. Ray is in at 9 a.m. daily. Call her! Why? So that…") == [
        "Dr. Ray is in at 9 a.m. daily.",
        " Call her!",
        " Why?",
        " So that…",
    ]


def test_words_are_small_letters_without_marks() -> None:
    assert words("Call me, Dr. Ray!") == ["call", "me", "dr", "ray"]
