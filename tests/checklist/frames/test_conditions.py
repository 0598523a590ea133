"""What exceptions and conditions turn on."""

from __future__ import annotations

import pytest

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.passages import passages
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section


def conditions(*sentences: str) -> set[str]:
    """The exceptions in reach of the first sentence."""
    opening = Section("", (), 1, (Paragraph((Text(" ".join(sentences), 1),), 1),))
    read = passages(Policy("p", FrontMatter("T"), opening, ()))
    return set(read_frames(read).sentences[0].conditions)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("I do not search for clients unless they agree.", "consent"),
        ("I search for you only with your permission.", "consent"),
        ("I speak with your doctor once you have signed a release.", "consent"),
        ("Nothing is shared without your written consent.", "consent"),
        ("I never search for clients except in an emergency.", "safety"),
        ("Other than in a crisis, we do not look clients up.", "safety"),
        ("Should your life be in danger, I will search for you.", "safety"),
        ("In an emergency, we might check your profile for a relative to call.", "safety"),
        ("A judge may order me to hand over records.", "law"),
        ("I am required to report abuse without your consent.", "law"),
        ("If I fear for your safety, I may look you up.", "safety"),
        ("We tell nobody, save where the law requires it.", "law"),
        ("Apart from a court order, nothing leaves this office.", "law"),
        ("I decline requests, unless we were already connected.", "prior"),
        ("I do not text, except on Tuesdays.", "other"),
    ],
)
def test_an_exception_is_known_by_what_it_turns_on(sentence: str, kind: str) -> None:
    assert kind in conditions(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["I follow clients.", "If you follow me, I follow you back.", "There are no exceptions to this rule."],
)
def test_the_case_that_a_rule_is_about_is_no_exception(sentence: str) -> None:
    assert conditions(sentence) == set()


def test_a_sentence_of_exception_reaches_the_one_before() -> None:
    assert conditions("I do not look clients up.", "Only in an emergency would I.") == {"safety"}


def test_an_ordinary_sentence_after_it_does_not() -> None:
    assert conditions("I follow clients.", "In an emergency call 911.") == set()


def test_the_law_is_what_lets_us_act() -> None:
    assert conditions("The law allows us to share records without asking you.") == {"law"}


def test_what_a_client_sends_is_no_consent() -> None:
    assert conditions("If you send me a request, I accept it.") == set()
    assert conditions("I search for you online if you request it.") == {"consent"}


def test_saving_time_is_no_exception() -> None:
    assert conditions("To save time, I look through your posts.") == set()
