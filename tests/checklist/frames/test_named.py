"""Whom a name or a pronoun stands for."""

from __future__ import annotations

import pytest

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.frames.frame import Person
from policydocs.checklist.passages import passages
from policydocs.source.read import read_document


def doers(text: str, action: str) -> set[tuple[Person, bool]]:
    """Who does an action in the statements of a text, and whether it is affirmed."""
    read = read_frames(passages(read_document("a.txt", f"Rules\n\n{text}".encode())))
    return {
        (frame.agent, frame.affirmed)
        for frame in read.frames
        if frame.action == action and frame.kind.value == "main"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Moreau never follows patients.",
        "Ms. Tanaka works at the desk. She never follows patients.",
        "Anna Lund, LCSW, never follows patients.",
        "I'm Petra. Petra never follows patients.",
    ],
)
def test_a_name_of_the_practice_is_the_clinician(text: str) -> None:
    assert (Person.CLINICIAN, False) in doers(text, "follow")


def test_who_covers_a_vacation_works_elsewhere() -> None:
    text = "While I am away Dr. Moreau covers for me. She follows her patients."

    assert doers(text, "follow") == {(Person.OTHER, True)}


@pytest.mark.parametrize(
    ("text", "affirmed"),
    [
        ('"Will you be my friend on Facebook?" Also no, I am afraid.', False),
        ("Would you ever be my friend there? We would not, and that is final.", False),
        ('"Would you be my friend there?" The answer is yes.', True),
    ],
)
def test_a_quoted_question_is_answered(text: str, affirmed: bool) -> None:
    assert {done for _, done in doers(text, "befriend")} == {affirmed}


def test_what_a_quotation_goes_on_with_is_no_position() -> None:
    assert doers('"Will you be there? I follow you too." Perhaps.', "follow") == set()
