"""Holding a policy against a checklist: statuses, places and severities, with a finder of plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from policydocs.checklist.findings import (
    Evidence,
    Finding,
    Level,
    RequirementStatus,
    RequirementVerdict,
    Severity,
    TopicStatus,
    TopicVerdict,
)
from policydocs.checklist.passages import Passage, passages
from policydocs.checklist.requirements import Examined, Judged, judge
from policydocs.checklist.schema import Checklist, DocumentKind
from policydocs.checklist.written import read_checklist
from policydocs.source.markdown import read_policy

TODAY = date(2026, 3, 1)
SOCIAL = frozenset({DocumentKind.SOCIAL_MEDIA_POLICY})

CHECKLIST = """\
id: sample-code
title: Sample Code
issuer: Sample Association
edition: "2024"
kind: code
requirements:
  - id: 1.07(n)
    clause: 1.07(n)
    force: should
    verified: partly
    documents: [social_media_policy]
    topics: [breach_notification]
    paraphrase: Tell clients of a breach.
    requires:
      - id: told
        text: that clients are told
        detect: [breach]
        fix: I will tell you.
      - id: how-told
        text: how they are told
        detect: [letter]
        fix: I will write a letter.
    suggests:
      - id: soon
        text: how soon
        words: [within ... days]
        fix: I will do so within three days.
    contradicts:
      - id: no-duty
        text: that nobody is told
        detect: [nobody]
        unless: {detect: [insurer]}
        fix: I will tell you.
"""


def code(old: str = "", new: str = "") -> Checklist:
    return read_checklist(CHECKLIST.replace(old, new).encode(), path="sample-code.yaml")


def find(detector: str, found_in: Sequence[Passage]) -> Sequence[Evidence]:
    """A detector here is a word."""
    return [Evidence(p.line, p.section, p.text) for p in found_in if detector in p.text.lower()]


def judged(
    text: str,
    checklist: Checklist | None = None,
    *,
    topics: Mapping[str, TopicVerdict] | None = None,
    kinds: frozenset[DocumentKind] = SOCIAL,
    today: date = TODAY,
) -> Judged:
    policy = read_policy(f"---\ntitle: Sample\n---\n\n{text}\n", path="policies/sample.md", slug="sample")
    examined = Examined(policy, passages(policy), topics or {}, find, kinds)
    return judge(checklist or code(), examined, today=today)


def verdicts(result: Judged) -> dict[str, RequirementVerdict]:
    return {verdict.id: verdict for verdict in result.verdicts}


def findings(result: Judged) -> list[Finding]:
    return [finding for finding, _ in result.findings]


PLAIN = "sample-code/1.07(n)"


def test_a_requirement_is_met_by_the_sentences_that_say_its_elements() -> None:
    result = judged("You learn of a breach.\n\nI send a letter within three days.")

    met = verdicts(result)[PLAIN]
    assert (met.status, met.level, met.missing) == (RequirementStatus.MET, Level.REQUIRED, ())
    assert [(one.line, one.text) for one in met.evidence] == [
        (5, "You learn of a breach."),
        (7, "I send a letter within three days."),
    ]
    assert findings(result) == []


def test_suggestions_have_a_verdict_and_a_note_of_their_own() -> None:
    result = judged("You learn of a breach. I send a letter.")

    suggested = verdicts(result)[f"{PLAIN}#suggests"]
    assert (suggested.status, suggested.level, suggested.missing) == (
        RequirementStatus.MISSING,
        Level.SUGGESTED,
        ("soon",),
    )
    (note,) = findings(result)
    assert (note.severity, note.clause) == (Severity.NOTE, PLAIN)
    assert "could also say how soon" in note.message


def test_what_is_missing_is_one_finding_with_the_clause_and_words_to_write() -> None:
    error = findings(judged("I like tea."))[0]

    assert (error.rule, error.severity, error.line, error.section) == (
        "requirement-missing",
        Severity.ERROR,
        1,
        None,
    )
    assert "does not say that clients are told and how they are told." in error.message
    assert "Sample Code (2024), 1.07(n), confirmed in part: Tell clients of a breach." in error.message
    assert error.fix == "Write, for example: “I will tell you. I will write a letter.”"


def test_an_element_that_is_missing_stands_beside_the_ones_that_are_met() -> None:
    result = judged("## Breaches {#breaches}\n\nYou learn of a breach.")

    assert verdicts(result)[PLAIN].missing == ("how-told",)
    partial = findings(result)[0]
    assert (partial.rule, partial.line, partial.section) == ("requirement-partial", 5, "breaches")


def test_a_missing_requirement_stands_at_the_section_that_claims_its_topic() -> None:
    text = '## Tea\n\nI like tea.\n\n## Data {#data topics="breach_notification"}\n\nI am careful.'

    assert (findings(judged(text))[0].line, findings(judged(text))[0].section) == (9, "data")


def test_a_missing_requirement_stands_at_the_section_that_speaks_of_its_topic() -> None:
    said = TopicVerdict("breach_notification", TopicStatus.PARTIAL, (Evidence(7, "data", "I am careful."),))

    result = judged("## Data {#data}\n\nI am careful.", topics={"breach_notification": said})

    assert (findings(result)[0].line, findings(result)[0].section) == (5, "data")


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("verified: partly", "verified: yes", Severity.ERROR),
        ("verified: partly", "verified: partly", Severity.ERROR),
        ("verified: partly", "verified: no", Severity.WARNING),
        ("kind: code", "kind: good-practice", Severity.WARNING),
        ("kind: code", "kind: regulation", Severity.ERROR),
    ],
)
def test_what_was_not_verified_or_is_ours_is_a_warning(old: str, new: str, severity: Severity) -> None:
    assert findings(judged("I like tea.", code(old, new)))[0].severity is severity
    opposed = findings(judged("Nobody learns of a breach. I send a letter.", code(old, new)))[0]
    assert (opposed.rule, opposed.severity) == ("requirement-contradicted", severity)


def test_an_unverified_clause_says_so() -> None:
    message = findings(judged("I like tea.", code("verified: partly", "verified: no")))[0].message

    assert "1.07(n), not verified" in message


def test_a_sentence_against_the_clause_outweighs_those_that_meet_it() -> None:
    result = judged("You learn of a breach.\n\nI send a letter.\n\nNobody else is told.")

    verdict = verdicts(result)[PLAIN]
    assert verdict.status is RequirementStatus.CONTRADICTED
    assert verdict.evidence[0].text == "Nobody else is told."
    opposed = findings(result)[0]
    assert (opposed.rule, opposed.severity, opposed.line) == ("requirement-contradicted", Severity.ERROR, 9)
    assert "This sentence says that nobody is told: “Nobody else is told.”" in opposed.message


def test_a_contradiction_is_not_held_against_a_policy_that_also_says_its_unless() -> None:
    result = judged("You learn of a breach. I send a letter. Nobody but my insurer is told.")

    assert verdicts(result)[PLAIN].status is RequirementStatus.MET


def test_a_requirement_for_other_documents_asks_for_nothing() -> None:
    result = judged("I like tea.", kinds=frozenset({DocumentKind.NPP}))

    assert {verdict.status for verdict in result.verdicts} == {RequirementStatus.NOT_APPLICABLE}
    assert findings(result) == []


@pytest.mark.parametrize(
    ("dates", "today", "counts"),
    [
        ("withdrawn: 2026-03-01", date(2026, 2, 28), True),
        ("withdrawn: 2026-03-01", date(2026, 3, 1), False),
        ("effective: 2026-03-01", date(2026, 2, 28), False),
        ("effective: 2026-03-01", date(2026, 3, 1), True),
    ],
)
def test_a_requirement_counts_from_its_first_day_until_it_is_withdrawn(
    dates: str, today: date, counts: bool
) -> None:
    dated = code("    clause: 1.07(n)", f"    clause: 1.07(n)\n    {dates}")

    assert bool(findings(judged("I like tea.", dated, today=today))) is counts


def test_a_requirement_applies_only_where_its_subject_is_spoken_of() -> None:
    groups = code("    clause: 1.07(n)", "    clause: 1.07(n)\n    applies_when: {words: [group*]}")

    assert findings(judged("I like tea.", groups)) == []
    assert findings(judged("I lead groups.", groups))[0].rule == "requirement-missing"


def test_an_element_whose_subject_is_not_spoken_of_is_left_out() -> None:
    lettered = code("detect: [letter]", "detect: [letter]\n        applies_when: {words: [post]}")

    assert verdicts(judged("You learn of a breach.", lettered))[PLAIN].status is RequirementStatus.MET
    partial = verdicts(judged("You learn of a breach. I use the post.", lettered))[PLAIN]
    assert partial.status is RequirementStatus.PARTIAL


def test_an_author_can_vouch_for_what_was_not_found_but_not_against_a_contradiction() -> None:
    heading = '## Data {#data topics="breach_notification" attest="my wording is clear"}\n\n'

    attested = judged(f"{heading}I am careful.")
    opposed = judged(f"{heading}Nobody is told.")

    assert verdicts(attested)[PLAIN].status is RequirementStatus.ATTESTED
    assert findings(attested) == []
    assert verdicts(opposed)[PLAIN].status is RequirementStatus.CONTRADICTED


@pytest.mark.parametrize(
    ("position", "status", "met"),
    [
        ("covered", TopicStatus.COVERED, True),
        ("covered", TopicStatus.PARTIAL, False),
        ("covered", TopicStatus.CONTRADICTED, False),
        ("touched", TopicStatus.PARTIAL, True),
        ("touched", TopicStatus.ABSENT, False),
        ("contradicted", TopicStatus.CONTRADICTED, True),
        ("contradicted", TopicStatus.COVERED, False),
    ],
)
def test_an_element_can_rest_on_a_topic(position: str, status: TopicStatus, met: bool) -> None:
    by_topic = code("detect: [letter]", f"topic: texting\n        position: {position}")
    evidence = () if status is TopicStatus.ABSENT else (Evidence(5, "", "I text."),)
    topics = {"texting": TopicVerdict("texting", status, evidence)}

    missing = verdicts(judged("You learn of a breach.", by_topic, topics=topics))[PLAIN].missing

    assert (missing == ()) is met


def test_a_requirement_that_only_forbids_is_not_applicable_until_it_is_broken() -> None:
    start, end = CHECKLIST.index("    requires:"), CHECKLIST.index("    contradicts:")
    only = read_checklist((CHECKLIST[:start] + CHECKLIST[end:]).encode(), path="sample-code.yaml")

    assert verdicts(judged("I like tea.", only))[PLAIN].status is RequirementStatus.NOT_APPLICABLE
    assert verdicts(judged("Nobody is told.", only))[PLAIN].status is RequirementStatus.CONTRADICTED


def test_every_verdict_of_a_checklist_has_an_id_of_its_own() -> None:
    for name in ("nasw-2021", "cswa-2016", "good-practice", "hipaa-authorization"):
        from policydocs.checklist.library import load_checklists

        ids = [verdict.id for verdict in judged("I like tea.", load_checklists([name])[0]).verdicts]
        assert len(ids) == len(set(ids))


def test_one_sentence_against_two_clauses_is_told_once_and_names_both() -> None:
    start = CHECKLIST.index("  - id: 1.07(n)")
    twice = CHECKLIST + CHECKLIST[start:].replace("1.07(n)", "1.07(o)")
    both = read_checklist(twice.encode(), path="sample-code.yaml")

    result = judged("You learn of a breach. I send a letter. Nobody else is told.", both)

    (told,) = [finding for finding in findings(result) if finding.rule == "requirement-contradicted"]
    assert told.clause == "sample-code/1.07(n)"
    assert told.message.endswith("It goes against 1.07(o) too.")
    assert verdicts(result)["sample-code/1.07(o)"].status is RequirementStatus.CONTRADICTED
