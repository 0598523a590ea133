"""What stands under a denial that reaches over the clause is no position of the one who writes."""

from __future__ import annotations

import pytest

from policydocs.checklist.examples import examined
from policydocs.checklist.findings import TopicStatus
from policydocs.checklist.topics import judge_topics


def _contradicted(text: str) -> set[str]:
    verdicts = judge_topics(examined(text).passages)
    return {id_ for id_, verdict in verdicts.items() if verdict.status is TopicStatus.CONTRADICTED}


@pytest.mark.parametrize(
    ("plain", "denied"),
    [
        (
            "I want you to rate me on Google.",
            "My listing does not mean that I want you to rate me on Google.",
        ),
        ("I accept friend requests from clients.", "It isn't that I accept friend requests from clients."),
        ("I follow clients on Instagram.", "Nobody should assume that I follow clients on Instagram."),
        ("I look my clients up online.", "It would be a mistake to think that I look my clients up online."),
        ("I read my clients' pages.", "I limit what I read on my clients' pages."),
    ],
)
def test_an_act_that_is_only_supposed_is_not_done(plain: str, denied: str) -> None:
    assert _contradicted(plain)
    assert not _contradicted(denied)


@pytest.mark.parametrize(
    "text",
    [
        "We share your progress with your pastor, and this does not mean that we think less of you.",
        "You can assume that I accept your friend request.",
        "It does not mean much to me, but I accept friend requests from clients.",
    ],
)
def test_a_denial_of_something_else_leaves_the_act_as_it_is(text: str) -> None:
    assert _contradicted(text)


def test_a_case_at_the_beginning_of_a_row_asks_for_nothing() -> None:
    row = "| What happens | What I do |\n| --- | --- |\n| Rate your therapist on Yelp | I do not answer |"

    assert not _contradicted(row)
    assert _contradicted("Rate your therapist on Yelp!")
