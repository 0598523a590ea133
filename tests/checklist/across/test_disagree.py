"""Policies of one practice that contradict each other, and those that only seem to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from policydocs.checklist.across.disagree import Across
from policydocs.checklist.across.positions import examples, positions
from policydocs.checklist.across.says import says
from policydocs.checklist.across.stance import PolicySays
from policydocs.checklist.findings import Finding
from policydocs.checklist.passages import passages
from policydocs.model import Clinician, Policy, Practice
from policydocs.source.markdown import read_policy

PAIRS = tomllib.loads((Path(__file__).parent / "pairs.toml").read_text("utf-8"))
REFUSES = "I do not text with clients."
OFFERS = "You may text me to say that you are late."


def policy(text: str, slug: str = "one", **front: str) -> Policy:
    more = "".join(f"{key}: {value}\n" for key, value in front.items())
    source = f"---\ntitle: Phones\n{more}---\n\n{text}\n"
    return read_policy(source, path=f"policies/{slug}.md", slug=slug)


def held(across: Across, *policies: Policy, practice: Practice | None = None) -> list[Finding]:
    return [finding for one in policies for finding in across.look_at(says(one, practice))]


def compared(*texts: str) -> list[Finding]:
    return held(Across(), *(policy(text, f"p{number}") for number, text in enumerate(texts)))


@pytest.mark.parametrize("pair", PAIRS["disagree"], ids=lambda pair: f"{pair['one']} / {pair['two']}"[:80])
@pytest.mark.parametrize("swapped", [False, True])
def test_two_policies_that_contradict_each_other_are_told_with_both_lines(
    pair: Mapping[str, str], swapped: bool
) -> None:
    texts = (pair["two"], pair["one"]) if swapped else (pair["one"], pair["two"])

    found = compared(*texts)

    (told,) = [one for one in found if f"on {pair['subject']}." in one.message]
    assert (told.rule, told.severity) == ("policies-disagree", pair["severity"])
    assert told.line == 5
    assert "policies/p0.md, line 5" in told.message
    ((other,),) = [told.related]
    assert (other.document, other.evidence.line) == ("policies/p0.md", 5)
    assert other.evidence.text in texts[0]


@pytest.mark.parametrize("pair", PAIRS["agree"], ids=lambda pair: f"{pair['one']} / {pair['two']}"[:80])
@pytest.mark.parametrize("swapped", [False, True])
def test_two_policies_that_only_seem_to_disagree_are_left_alone(
    pair: Mapping[str, str], swapped: bool
) -> None:
    texts = (pair["two"], pair["one"]) if swapped else (pair["one"], pair["two"])

    assert compared(*texts) == []


EXAMPLES = [
    (subject, side, sentence)
    for subject, sides in examples().items()
    for side, sentences in sides.items()
    for sentence in sentences
]


@pytest.mark.parametrize(("subject", "side", "sentence"), EXAMPLES)
def test_a_sentence_takes_the_side_under_which_it_stands(subject: str, side: str, sentence: str) -> None:
    taken = {one.side for one in positions(passages(policy(sentence)), {}) if one.subject == subject}

    assert taken == (set() if side == "none" else {side})


def test_one_subject_is_told_once_a_policy_against_the_first_that_differs() -> None:
    found = compared(REFUSES, OFFERS, f"{OFFERS} {OFFERS}")

    assert [one.related[0].document for one in found] == ["policies/p0.md", "policies/p0.md"]


def test_a_policy_is_not_held_against_itself_for_another_clinician() -> None:
    assert held(Across(), policy(REFUSES), policy(OFFERS)) == []


def test_a_translation_is_not_compared() -> None:
    spanish = "No contesto mensajes de texto. Puede llamarme al 360-555-0142 de lunes a viernes, por favor."

    assert held(Across(), policy("Call me at 360-555-0100."), policy(spanish, "one.es")) == []
    assert held(Across(), policy(REFUSES), policy(OFFERS, "two.en")) == []


def clinicians(*ids: str) -> Practice:
    return Practice("harbor", "Harbor", {}, tuple(Clinician(id_, id_, {}) for id_ in ids))


def test_the_policies_of_two_clinicians_are_not_compared() -> None:
    policies = policy(REFUSES, clinician="lee"), policy(OFFERS, "two", clinician="kim")

    assert held(Across(), *policies, practice=clinicians("lee", "kim")) == []


def test_what_one_clinician_says_otherwise_than_the_practice_is_doubtful() -> None:
    policies = policy(REFUSES), policy(OFFERS, "two", clinician="kim")

    (found,) = held(Across(), *policies, practice=clinicians("lee", "kim"))

    assert found.severity == "warning"


def test_in_a_practice_of_one_her_policy_is_that_of_the_practice() -> None:
    policies = policy(REFUSES), policy(OFFERS, "two", clinician="lee")

    (found,) = held(Across(), *policies, practice=clinicians("lee"))

    assert found.severity == "error"


def test_two_numbers_of_the_configuration_are_two_on_purpose() -> None:
    facts = {"phone": "360-555-0100", "front_desk": "360-555-0142"}
    harbor = Practice("harbor", "Harbor", facts)
    texts = ("Call me at 360-555-0100.", "Call us at 360-555-0142.", "Call me at 360-555-0177.")

    policies = (policy(text, f"p{number}") for number, text in enumerate(texts))
    found = held(Across(), *policies, practice=harbor)

    assert [one.line for one in found] == [5]
    assert "360-555-0177" in found[0].message


def test_the_others_are_read_once_and_only_when_a_policy_takes_a_side() -> None:
    read: list[str] = []

    def others() -> Iterator[PolicySays]:
        read.append("again")
        yield says(policy(OFFERS, "other"))

    across = Across(others)

    assert (held(across, policy("Welcome to our practice.")), read) == ([], [])
    (found,) = held(across, policy(REFUSES))
    assert (found.related[0].document, read) == ("policies/other.md", ["again"])
    assert (len(held(across, policy(REFUSES, "third"))), read) == (1, ["again"])


def test_long_adversarial_text_is_read_in_a_bounded_way() -> None:
    text = "call me at 360-555-" * 5_000 + " within 24 " * 5_000

    assert compared(text, text) == []
