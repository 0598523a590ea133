"""Whether a clause affirms or denies what it names."""

from __future__ import annotations

import pytest

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.passages import passages
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section


def affirmed(sentence: str, action: str) -> set[bool]:
    """The polarities with which a sentence names an action."""
    opening = Section("", (), 1, (Paragraph((Text(sentence, 1),), 1),))
    read = passages(Policy("p", FrontMatter("T"), opening, ()))
    return {frame.affirmed for frame in read_frames(read).frames if frame.action == action}


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("I do not accept friend requests.", "accept"),
        ("I don't, for reasons of privacy and of principle, accept requests.", "accept"),
        ("I accept no friend requests.", "accept"),
        ("I never accept requests.", "accept"),
        ("Requests are not accepted.", "accept"),
        ("Nobody on our staff accepts requests.", "accept"),
        ("None of our therapists accepts requests.", "accept"),
        ("Neither I nor my staff accept requests.", "accept"),
        ("I neither send nor accept requests.", "accept"),
        ("I decline requests.", "accept"),
        ("We turn down requests.", "accept"),
        ("Your request will be left unanswered.", "accept"),
        ("I must say no when clients send requests.", "accept"),
        ("A request will sit there unanswered.", "accept"),
        ("I leave such requests where they are.", "accept"),
        ("I turn each such invitation down.", "accept"),
        ("I stay off my clients' feeds.", "follow"),
        ("I refrain from following clients.", "follow"),
        ("I don't see why a therapist should follow a client.", "follow"),
        ("We see no reason why we should accept requests.", "accept"),
        ("Nor do I follow clients anywhere.", "follow"),
        ("Never will we follow a client.", "follow"),
        ("My board does not allow me to solicit reviews.", "solicit"),
        ("The rules of this state do not permit us to solicit testimonials.", "solicit"),
        ("Clients are asked to refrain from following me.", "follow"),
        ("I avoid following clients.", "follow"),
        ("Following clients is not something I do.", "follow"),
        ("Following clients is off the table.", "follow"),
        ("Recording is forbidden.", "record"),
        ("Recording: not permitted.", "record"),
        ("It's a hard no from me on following clients.", "follow"),
        ("Under no circumstances will a client be followed.", "follow"),
        ("I no longer follow clients.", "follow"),
        ("I do not follow, friend or message clients.", "message"),
        ("You may look me up without following me.", "follow"),
        ("I cannot follow clients.", "follow"),
        ("I can't follow clients.", "follow"),
        ("I won’t follow clients.", "follow"),
        ("I do not: follow clients; accept requests.", "accept"),
        ("Please call instead of texting me.", "text"),
    ],
)
def test_a_denial_reaches_its_action(sentence: str, action: str) -> None:
    assert affirmed(sentence, action) == {False}


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("I accept friend requests.", "accept"),
        ("I never turn away a request.", "accept"),
        ("I do not decline requests from clients.", "accept"),
        ("I follow clients, no matter how long ago we met.", "follow"),
        ("Do not hesitate to follow me.", "follow"),
        ("I follow clients no later than a week after intake.", "follow"),
        ("There is no reason why I should not follow clients.", "follow"),
        ("Not only do I follow clients, I write to them.", "follow"),
        ("I follow clients whether or not they follow me.", "follow"),
        ("I follow clients but do not write to them.", "follow"),
        ("If you do not mind, I follow you.", "follow"),
    ],
)
def test_what_denies_nothing_or_twice_leaves_the_action_affirmed(sentence: str, action: str) -> None:
    assert affirmed(sentence, action) == {True}
