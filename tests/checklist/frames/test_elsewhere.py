"""What is done or thought elsewhere is no position of the one who writes."""

from __future__ import annotations

import pytest

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.passages import passages
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section


def is_of_others(sentence: str) -> bool:
    """Whether the sentence's first clause is read as others' conduct or view."""
    opening = Section("", (), 1, (Paragraph((Text(sentence, 1),), 1),))
    read = read_frames(passages(Policy("p", FrontMatter("T"), opening, ())))
    return "others" in read.frames[0].moods


@pytest.mark.parametrize(
    "sentence",
    [
        "Apps change their settings without notice.",
        "Parole officers may search your accounts.",
        "Training clinics often tape sessions by default.",
        "Some schools expect counselors to tell them everything.",
        "In some states it is legal to record without telling the other person.",
        "You might think that a quick message is harmless.",
        "People often believe that email is completely private.",
    ],
)
def test_conduct_and_views_of_others_are_told_apart(sentence: str) -> None:
    assert is_of_others(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Our clinics tape sessions by default.",
        "The platform records each session.",
        "We give schools a copy of the report.",
        "Teachers and coaches are told what we think they should know.",
        "Therapists search for new clients online.",
        "Sessions are recorded.",
        "I think that a review helps us.",
        "Some sessions are recorded.",
    ],
)
def test_conduct_of_the_practice_is_not(sentence: str) -> None:
    assert not is_of_others(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["You can assume that I have read your page.", "You should expect that we look you up."],
)
def test_what_the_reader_may_count_on_is_said_by_the_writer(sentence: str) -> None:
    opening = Section("", (), 1, (Paragraph((Text(sentence, 1),), 1),))
    read = read_frames(passages(Policy("p", FrontMatter("T"), opening, ())))

    assert not any("others" in frame.moods for frame in read.frames)


def test_what_is_done_at_a_place_that_is_told_of_is_not_done_here() -> None:
    text = "We know of a clinic across town, where the front desk hands out cards."
    opening = Section("", (), 1, (Paragraph((Text(text, 1),), 1),))
    read = read_frames(passages(Policy("p", FrontMatter("T"), opening, ())))

    assert "others" in read.frames[-1].moods
