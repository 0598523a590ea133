"""That nobody is asked: told in the clause of an act, in the next one, or in the next sentence."""

from __future__ import annotations

import pytest

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.passages import passages
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section


def is_unasked(text: str) -> bool:
    """Whether its first sentence is read as done without leave."""
    opening = Section("", (), 1, (Paragraph((Text(text, 1),), 1),))
    read = read_frames(passages(Policy("p", FrontMatter("T"), opening, ())))
    return "unasked" in read.sentences[0].concepts


@pytest.mark.parametrize(
    "text",
    [
        "We tape each visit and do not ask first.",
        "Each visit is taped, and patients are not told.",
        "We tape visits; no permission is needed.",
        "Visits are taped. Your consent is not required.",
        "Visits are filmed for teaching. By attending you accept this.",
        "Notes go to the school. There is nothing you need to sign.",
        "I tell your mother how you are, even if you have not agreed.",
        "Visits are taped. We don't get signatures for this.",
        "Notes go to the school. You do not need to sign a release.",
        "A program takes notes. I do not mention it to clients.",
        "We tape every visit. Clients have no choice in this.",
        "Visits are taped without telling anybody.",
        "Visits are taped whether or not you like it.",
    ],
)
def test_leave_that_is_not_asked_is_read_beside_the_act(text: str) -> None:
    assert is_unasked(text)


@pytest.mark.parametrize(
    "text",
    [
        "We never tape a visit without asking.",
        "Visits are not taped without your consent.",
        "No visit is taped until you have signed.",
        "If you do not consent, the recorder stays off.",
        "We tape visits only with your permission.",
        "We do not ask for reviews.",
        "We do not ask why you are late.",
        "You do not have to sign this authorization.",
        "I do not tell stories about clients.",
    ],
)
def test_what_only_resembles_it_is_left_alone(text: str) -> None:
    assert not is_unasked(text)
