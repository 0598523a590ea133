"""The toolkit's own checklists: what they refer to exists, and no detector stands there for nothing."""

from __future__ import annotations

import pytest

from policydocs.checklist.detectors import detector_ids
from policydocs.checklist.findings import Level
from policydocs.checklist.library import builtin_ids, load_checklists
from policydocs.checklist.schema import Checklist, DocumentKind, Element, Kind, Verified
from policydocs.checklist.taxonomy import TOPICS

CHECKLISTS = load_checklists(builtin_ids())


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda checklist: checklist.id)
def test_every_topic_and_detector_that_a_checklist_names_exists(checklist: Checklist) -> None:
    topics = {topic for requirement in checklist.requirements for topic in requirement.topics}
    detectors: set[str] = set()
    for test in (test for requirement in checklist.requirements for test in requirement.tests()):
        detectors |= set(test.detect)
        topics |= {test.topic} if test.topic else set()
        topics |= set(test.about) if isinstance(test, Element) else set()

    assert detectors - set(detector_ids()) == set()
    assert topics - set(TOPICS) == set()


def test_no_element_of_ours_says_how_sure_we_are_of_a_code() -> None:
    for checklist in CHECKLISTS:
        verified = {requirement.verified for requirement in checklist.requirements}
        assert (verified == {None}) is (checklist.kind is Kind.GOOD_PRACTICE)


def test_only_the_preamble_of_the_cswa_code_counts_as_read() -> None:
    (cswa,) = load_checklists(["cswa-2016"])

    read = [r.id for r in cswa.requirements if r.verified is not Verified.NO]
    assert read == ["preamble"]
    assert all("verified" in r.clause for r in cswa.requirements if r.id != "preamble")


def test_what_to_do_in_an_emergency_is_the_gravest_of_our_own_rules() -> None:
    (ours,) = load_checklists(["good-practice"])

    assert [requirement.id for requirement in ours.requirements if requirement.grave] == ["emergency"]


def test_the_hipaa_checklist_asks_for_every_core_element_and_statement() -> None:
    (hipaa,) = load_checklists(["hipaa-authorization"])
    required = {r.id for r in hipaa.requirements for level, _, _ in r.levels() if level is Level.REQUIRED}

    core = {f"164.508(c)(1)({number})" for number in ("i", "ii", "iii", "iv", "v", "vi")}
    statements = {f"164.508(c)(2)({number})" for number in ("i", "ii", "iii")}
    assert core | statements | {"164.508(c)(4)"} <= required
    assert {kind for r in hipaa.requirements for kind in r.documents} == {DocumentKind.ROI_AUTHORIZATION}


def test_nothing_that_the_author_is_told_is_said_twice_in_one_requirement() -> None:
    for checklist in CHECKLISTS:
        for requirement in checklist.requirements:
            texts = [element.text for element in (*requirement.requires, *requirement.suggests)]
            assert len(texts) == len(set(texts))
