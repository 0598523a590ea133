"""Clauses that take up what was said before them: "I don't do it", "that is fine", "and not my clients"."""

from __future__ import annotations

import pytest

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.frames.frame import ClauseKind, Frame
from policydocs.checklist.passages import passages
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section


def frames(text: str, action: str) -> list[Frame]:
    opening = Section("", (), 1, (Paragraph((Text(text, 1),), 1),))
    read = read_frames(passages(Policy("p", FrontMatter("T"), opening, ())))
    return [frame for frame in read.frames if frame.action == action and frame.kind is ClauseKind.MAIN]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Following clients could harm our work, so I don't do it.", "follow"),
        ("Following clients is something we do not do.", "follow"),
        ("Following clients is not something I do.", "follow"),
        ("I follow colleagues there, and not my clients.", "follow"),
    ],
)
def test_a_later_clause_denies_an_act_named_before(text: str, action: str) -> None:
    assert any(frame.agent == "clinician" and not frame.affirmed for frame in frames(text, action)) or all(
        not frame.affirmed for frame in frames(text, action)
    )


def test_a_relative_clause_says_who_does_it() -> None:
    found = frames("Following clients is something our nurses do.", "follow")

    assert any(frame.agent == "clinician" and frame.affirmed and not frame.nominal for frame in found)


@pytest.mark.parametrize("yes", ["that is fine", "I am happy to", "go ahead", "feel free", "I don't mind"])
def test_a_main_clause_that_says_yes_lets_the_client_do_it(yes: str) -> None:
    found = frames(f"If you would like to follow me, {yes}.", "follow")

    assert any(frame.agent == "client" and frame.affirmed and "may" in frame.moods for frame in found)


def test_one_that_says_something_else_lets_nobody() -> None:
    assert frames("If you would like to follow me, think of your privacy.", "follow") == []


def test_an_answer_that_begins_with_its_condition_affirms() -> None:
    (frame,) = frames("Do you follow your clients? Only if they ask me to.", "follow")

    assert (frame.agent, frame.affirmed) == ("clinician", True)
