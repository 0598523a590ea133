"""Our notes on the codes against the checklists, clause by clause: nothing is lost, nothing sounds surer."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from policydocs.checklist.library import builtin_ids, load_checklists
from policydocs.checklist.schema import Kind, Requirement

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NOTES = ROOT.parent / "shared" / "facts" / "ethics-clauses.yaml"
TABLE = tomllib.loads((HERE / "records_to_requirements.toml").read_text("utf-8"))
BECAME: dict[str, list[str]] = TABLE["requirements"]
LEFT_OUT: dict[str, str] = TABLE["left_out"]
CHECKLISTS = load_checklists(builtin_ids())
REQUIREMENTS = {
    f"{checklist.id}/{requirement.id}": requirement
    for checklist in CHECKLISTS
    for requirement in checklist.requirements
    if checklist.kind is not Kind.GOOD_PRACTICE
}
#: Requirements that go beyond what their record verified, or split a part off it that was seen less.
SEEN_OTHERWISE = {"cswa-2016/citations", "hipaa-npp/164.520(b)(1)-reproductive-health"}


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    if not NOTES.is_file():
        pytest.skip("the notes on the codes are not beside this repository")
    listed = YAML(typ="safe", pure=True).load(NOTES.read_text("utf-8"))
    return {record["id"]: record for record in listed}


def test_every_record_became_a_requirement_or_is_left_out_for_a_reason(
    records: dict[str, dict[str, Any]],
) -> None:
    assert {*BECAME, *LEFT_OUT} == set(records)
    assert not set(BECAME) & set(LEFT_OUT)


def test_every_requirement_that_a_record_became_is_there() -> None:
    named = {id_ for ids in BECAME.values() for id_ in ids}

    assert named - set(REQUIREMENTS) == set()


def test_no_clause_of_a_code_is_asked_for_that_the_notes_do_not_have() -> None:
    named = {id_ for ids in BECAME.values() for id_ in ids}

    assert set(REQUIREMENTS) - named == set()


def test_what_was_left_out_stands_in_the_page_with_its_reason() -> None:
    page = (ROOT / "docs" / "checklists.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if "|" in line
    ]

    for cell in LEFT_OUT.values():
        (row,) = [row for row in rows if row[0] == cell]
        assert len(row[-1]) > 20, f"{cell} has no reason"


@pytest.mark.parametrize("id_", sorted(BECAME))
def test_a_clause_is_as_sure_as_its_record_and_no_surer(id_: str, records: dict[str, dict[str, Any]]) -> None:
    seen = {"yes": "yes", "partly": "partly"}.get(records[id_]["verified"], "no")

    for requirement in BECAME[id_]:
        verified = REQUIREMENTS[requirement].verified
        assert verified is not None
        assert requirement in SEEN_OTHERWISE or verified.value == seen


@pytest.mark.parametrize("id_", sorted(BECAME))
def test_a_clause_has_the_force_of_its_record(id_: str, records: dict[str, dict[str, Any]]) -> None:
    for requirement in BECAME[id_]:
        assert REQUIREMENTS[requirement].force.value == records[id_]["force"]


def test_nothing_required_of_a_document_that_the_notes_do_not_name(
    records: dict[str, dict[str, Any]],
) -> None:
    """A requirement reaches no kind of document that its record does not: so a social media policy is not
    failed for what a notice of privacy practices must hold."""
    beyond: dict[str, set[str]] = {}
    for id_, ids in BECAME.items():
        for one in ids:
            kinds = {kind.value for kind in REQUIREMENTS[one].documents} - set(records[id_]["documents"])
            beyond[one] = beyond.get(one, kinds) & kinds

    assert {one: kinds for one, kinds in beyond.items() if kinds and one not in WIDER} == {}


#: Where only a suggestion or a contradiction reaches further than the record.
WIDER: dict[str, str] = {
    "nasw-2021/1.07(c)": "a promise without exception goes against it in any document",
    "nasw-2017/1.07(c)": "the same",
    "cswa-2016/citations": "a wrong citation is wrong wherever it stands",
}


def test_a_record_that_mandates_no_text_requires_none(records: dict[str, dict[str, Any]]) -> None:
    demanding = [
        one
        for id_, ids in BECAME.items()
        if not records[id_]["requires"]
        for one in ids
        if _required(REQUIREMENTS[one])
    ]

    assert demanding == []


def _required(requirement: Requirement) -> bool:
    return bool(requirement.requires)
