"""Whole notices and forms: nothing that they say is missed, and nothing that they lack is found."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policydocs.checklist.check import check_policy
from policydocs.checklist.findings import Level, Report, RequirementStatus
from policydocs.checklist.library import load_checklists
from policydocs.source.markdown import read_policy

HERE = Path(__file__).parent / "notices"
TODAY = date(2026, 11, 20)
NAMES = {
    "plain-privacy-notice": "hipaa-npp",
    "formal-privacy-notice": "hipaa-npp",
    "part2-notice": "part2-notice",
    "good-faith-estimate": "good-faith-estimate",
}


def report_of(name: str, *, without: str = "", instead: str = "") -> Report:
    text = (HERE / f"{name}.md").read_text("utf-8")
    if without:
        assert text.count(without) == 1, without
        text = text.replace(without, instead)
    policy = read_policy(text, path=f"policies/{name}.md", slug=name)
    return check_policy(policy, load_checklists([NAMES[name]]), today=TODAY)


def lacking(report: Report) -> set[tuple[str, str]]:
    """What is required and was not found: clause and element."""
    return {
        (one.id.partition("/")[2], element)
        for one in report.requirements
        if one.level is Level.REQUIRED
        for element in one.missing
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_complete_one_lacks_nothing_and_has_nothing_against_it(name: str) -> None:
    report = report_of(name)

    assert lacking(report) == set()
    assert [one.id for one in report.requirements if one.status is RequirementStatus.CONTRADICTED] == []


LEFT_OUT = tomllib.loads((HERE / "left_out.toml").read_text("utf-8"))["without"]


@pytest.mark.parametrize("one", LEFT_OUT, ids=lambda one: f"{one['notice']}-{one['missed'][:1]}")
def test_a_sentence_that_is_left_out_is_missed(one: dict[str, Any]) -> None:
    found = {element for _, element in lacking(report_of(one["notice"], without=one["sentence"]))}

    assert found == {*one["missed"]}


TURNED = [
    (
        "plain-privacy-notice",
        "Nobody is ever treated worse for it.",
        "A complaint can be held against you.",
        "164.520(b)(1)(vi)",
    ),
    (
        "plain-privacy-notice",
        "My psychotherapy notes leave this office only if you sign for it.",
        "I may share my psychotherapy notes without your authorization.",
        "164.520(b)(1)(ii)(E)",
    ),
    (
        "formal-privacy-notice",
        "A revised notice will be available\nin our office and on our website.",
        "We may change this notice without telling anyone.",
        "164.520(b)(3)",
    ),
    (
        "good-faith-estimate",
        "- This is only an estimate. What you are billed may differ.",
        "- This price is guaranteed.",
        "149.610(c)(1)(ix)",
    ),
    (
        "good-faith-estimate",
        "$400 or more above it",
        "$1000 or more above it",
        "149.610(c)(1)(x)",
    ),
]


@pytest.mark.parametrize(("name", "sentence", "instead", "clause"), TURNED)
def test_a_sentence_turned_into_its_opposite_contradicts(
    name: str, sentence: str, instead: str, clause: str
) -> None:
    report = report_of(name, without=sentence, instead=instead)

    against = {one.id.partition("/")[2] for one in report.requirements if one.status == "contradicted"}
    assert against == {clause}


def test_a_social_media_policy_says_none_of_it() -> None:
    text = (Path(__file__).parent / "policies" / "technology-handout.md").read_text("utf-8")
    policy = read_policy(
        text.replace("title: ", "title: Notice of Privacy Practices, "), path="p.md", slug="p"
    )

    report = check_policy(policy, load_checklists(["hipaa-npp"]), today=TODAY, asked=["hipaa-npp"])

    found = {
        (one.id.partition("/")[2], element.text)
        for one in report.requirements
        if one.level is Level.REQUIRED
        for element in one.evidence
    }
    assert {clause for clause, _ in found} <= OTHERWISE_SAID, found


#: Clauses of which any policy for clients says a part, such as a telephone number to call.
OTHERWISE_SAID = {
    "164.520(b)(1)(ii)(A)-(D)",
    "164.520(b)(1)(iv)",
    "164.520(b)(1)(v)",
    "164.520(b)(1)(vii)",
    "164.520(b)(1)(viii)",
    "164.520(b)(3)",
    "164.522(b)",
}
