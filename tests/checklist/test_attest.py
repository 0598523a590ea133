"""What an author vouches for, and when that no longer holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.attest import Standing, attestations, fingerprint, vouched_topics
from policydocs.checklist.check import check_policy
from policydocs.checklist.findings import Finding, Report, RequirementStatus, Severity
from policydocs.checklist.library import load_checklists
from policydocs.checklist.taxonomy import TOPICS
from policydocs.model import Clinician, Policy, Practice
from policydocs.source.markdown import read_policy

REASON = "our phones cannot text"
TEXT = "We talk about this, on paper and face to face: it's “how we work”, and nothing else is."


def policy(text: str, attributes: str = f'topics="texting" attest="{REASON}"', **facts: str) -> Policy:
    return read_policy(
        f"---\ntitle: Social media\n---\n\n## Phones {{#phones {attributes}}}\n\n{text}\n",
        path="policies/social-media.md",
        slug="social-media",
        practice=practice(**facts),
        known_topics=TOPICS,
    )


def practice(**facts: str) -> Practice:
    return Practice("harbor", "Harbor Counseling", facts)


def seal(text: str, **facts: str) -> str:
    """The fingerprint of the one section with this text."""
    read = policy(text, **facts)
    return fingerprint(read.sections[0], read, practice(**facts))


def report(text: str, sealed: str = "", topics: str = "texting") -> Report:
    attributes = f'topics="{topics}" ' if topics else ""
    attributes += f'attest="{REASON}"' + (f' attested="{sealed}"' if sealed else "")
    checklists = load_checklists(("good-practice",), {})
    return check_policy(policy(text, attributes), checklists, today=date(2026, 1, 1), practice=practice())


def finding(found: Report, rule: str) -> Finding:
    (one,) = [one for one in found.findings if one.rule == rule]
    return one


def texting(found: Report) -> RequirementStatus:
    return next(one.status for one in found.requirements if one.id == "good-practice/texting")


@pytest.mark.parametrize(
    "same",
    [
        "We talk about this, on paper\nand face   to face: it's “how we work”, and nothing else is.",
        'We talk about this, on paper and face to face: it’s "how we work", and nothing else is.',
        "We talk about **this**, on paper and *face to face*: it's “how we work” and nothing else is!",
        "we talk about this — on paper and face-to-face — it's ‘how we work’; and nothing else is.".replace(
            "face-to-face", "face to face"
        ),
    ],
)
def test_a_typographic_change_leaves_an_attestation_as_it_is(same: str) -> None:
    assert seal(same) == seal(TEXT)


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("nothing else is", "nothing else is not"),
        TEXT.replace("and nothing", "and anything"),
        TEXT.replace(", and nothing else is.", "."),
        f"{TEXT}\n\n### More\n\nText me.",
        f"{TEXT}\n\n- one more",
        TEXT.replace("nothing else is.", "nothing else is?"),
    ],
)
def test_a_change_of_the_words_is_another_text(other: str) -> None:
    assert seal(other) != seal(TEXT)


def test_the_heading_is_part_of_the_text() -> None:
    read = policy("Never.")
    renamed = read_policy(
        "---\ntitle: T\n---\n\n## E-mail {#phones}\n\nNever.\n", path="p.md", slug="social-media"
    )

    assert fingerprint(read.sections[0], read) != fingerprint(renamed.sections[0], renamed)


def test_a_new_number_in_the_practice_s_facts_is_no_new_position() -> None:
    text = "Call {{ practice.phone }}, and nothing else."

    assert seal(text, phone="360-555-0100") == seal(text, phone="360-555-0199")
    assert seal(text, phone="360-555-0100") != seal("Call 360-555-0100, or text.", phone="360-555-0100")


def test_a_policy_made_for_each_clinician_has_one_text() -> None:
    lee, kim = (Clinician(id_, name, {"name": name}) for id_, name in (("lee", "Jo Lee"), ("kim", "A. Kim")))
    both = Practice("harbor", "Harbor", {}, (lee, kim))
    text = "---\ntitle: T\n---\n\n## A {#a}\n\nAsk {{ clinician.name }}.\n"

    seals = set()
    for one in (lee, kim):
        read = read_policy(text, path="p.md", slug="p", practice=both, clinician=one)
        seals.add(fingerprint(read.sections[0], read, both))

    assert len(seals) == 1


@given(st.lists(st.sampled_from(["I", "never", "text", "you", "5", "%"]), min_size=1, max_size=8))
def test_spaces_never_change_a_fingerprint(words: list[str]) -> None:
    assert seal(" ".join(words)) == seal("\n".join(words))


def test_an_attestation_for_the_text_as_it_is_counts_and_is_told() -> None:
    found = report(TEXT, seal(TEXT))

    assert texting(found) is RequirementStatus.ATTESTED
    assert [one.standing for one in found.attestations] == [Standing.CURRENT]
    told = finding(found, "attested")
    assert (told.severity, told.line, told.section) == (Severity.NOTE, 5, "phones")
    assert REASON in told.message


def test_once_the_text_changes_it_is_stale_and_counts_no_longer() -> None:
    found = report(f"{TEXT} Or so we think.", seal(TEXT))

    assert texting(found) is RequirementStatus.MISSING
    stale = finding(found, "attestation-stale")
    assert (stale.severity, stale.line) == (Severity.WARNING, 5)
    assert "policydocs attest social-media phones" in stale.fix
    assert not [one for one in found.findings if one.rule == "attested"]


def test_one_written_by_hand_counts_and_its_author_is_told_how_to_seal_it() -> None:
    found = report(TEXT)

    assert texting(found) is RequirementStatus.ATTESTED
    assert "policydocs attest social-media phones" in finding(found, "attested").fix


def test_a_reason_without_a_topic_counts_for_nothing_and_is_told() -> None:
    found = report(TEXT, topics="")

    assert texting(found) is RequirementStatus.MISSING
    assert finding(found, "attested-nothing").severity is Severity.WARNING


def test_an_attestation_of_one_topic_says_nothing_of_another() -> None:
    found = report(TEXT, seal(TEXT), topics="response_time")

    assert texting(found) is RequirementStatus.MISSING


def test_nobody_can_vouch_against_what_a_sentence_says() -> None:
    text = "I accept friend requests from my clients."
    read = policy(text, f'topics="friend_requests" attest="{REASON}"')
    checklists = load_checklists(("nasw-2021",), {})

    found = check_policy(read, checklists, today=date(2026, 1, 1), practice=practice())

    assert "requirement-contradicted" in {one.rule for one in found.findings}


def test_stale_topics_are_not_vouched_for() -> None:
    stale = policy(TEXT, f'topics="texting" attest="{REASON}" attested="00000000"')

    assert vouched_topics(attestations(stale, practice())) == frozenset()
    assert vouched_topics(attestations(policy(TEXT), practice())) == {"texting"}
