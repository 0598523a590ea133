"""Which checklists there are, and what they ask for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policydocs.checklist.library import builtin_ids

from .conftest import Run, write

OWN = """\
id: my-insurer
title: What my insurer asks
issuer: The Insurer
edition: "2026"
kind: good-practice
requirements:
  - id: phone
    clause: Phone
    force: should
    paraphrase: Clients know the number.
    documents: [social_media_policy]
    topics: [contact_channels]
    requires:
      - {id: number, text: a number to call, fix: Call me., words: [call]}
"""


def test_all_are_listed_with_how_many_clauses_are_not_verified(empty: Path, run: Run) -> None:
    outcome = run("checklists")

    assert outcome.exit_code == 0
    for id_ in builtin_ids():
        assert f"\n{id_} " in outcome.stdout
    assert "Not verified" in outcome.stdout


def test_one_is_shown_with_its_clauses_in_our_words(empty: Path, run: Run) -> None:
    outcome = run("checklists", "show", "cswa-2016")

    assert outcome.exit_code == 0
    assert "cswa-2016/" in outcome.stdout
    assert "NOT VERIFIED" in outcome.stdout
    assert "\n  https://" in outcome.stdout


def test_a_rule_of_ours_about_a_code_is_not_called_the_codes(empty: Path, run: Run) -> None:
    shown = run("checklists", "show", "cswa-2016").stdout
    rule = shown.partition("(cswa-2016/citations)")[2]

    assert "A rule of ours, not of the code." in rule
    assert "The code says" not in rule


@pytest.mark.parametrize("id_", builtin_ids())
def test_each_can_be_shown_in_both_formats(empty: Path, run: Run, id_: str) -> None:
    (shown,) = json.loads(run("checklists", "show", id_, "--format", "json").stdout)
    text = run("checklists", "show", id_).stdout

    assert shown["id"] == id_
    for requirement in shown["requirements"]:
        assert f"{id_}/{requirement['id']})" in text


def test_the_list_as_json_counts_the_requirements(empty: Path, run: Run) -> None:
    entries = json.loads(run("checklists", "list", "--format", "json").stdout)

    assert [entry["id"] for entry in entries] == [*builtin_ids()]
    for entry in entries:
        assert isinstance(entry["requirements"], int)
        assert set(entry["verified"]) == {"yes", "partly", "no"}


def test_a_practices_own_is_among_them(practice: Path, run: Run) -> None:
    write(practice / "checklists" / "my-insurer.yaml", OWN)

    assert "my-insurer" in run("checklists").stdout
    assert "a number to call" in run("checklists", "show", "my-insurer").stdout


def test_faults_in_a_practices_own_are_told_with_their_lines(practice: Path, run: Run) -> None:
    write(practice / "checklists" / "my-insurer.yaml", OWN.replace("force: should", "force: shuold"))

    outcome = run("checklists")

    assert outcome.exit_code == 2
    assert "checklists/my-insurer.yaml:9" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "nasw-2012"), '"nasw-2021"'),
        (("show",), "Which one?"),
        (("list", "nasw-2021"), "policydocs checklists show nasw-2021"),
        (("nasw-2021",), "show"),
    ],
)
def test_what_it_cannot_do_is_told(empty: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    outcome = run("checklists", *arguments)

    assert outcome.exit_code == 2
    assert said in outcome.stderr


def test_two_editions_are_compared_for_people(empty: Path, run: Run) -> None:
    outcome = run("checklists", "compare", "nasw-2017", "nasw-2021")

    assert outcome.exit_code == 0
    assert "in force from 2018-01-01" in outcome.stdout
    assert "Renumbered" in outcome.stdout
    assert "1.05(d) is now 1.05(e) (confirmed in part)" in outcome.stdout
    assert "The same in both: 43 of 44 clauses." in outcome.stdout


def test_two_editions_are_compared_for_programs(empty: Path, run: Run) -> None:
    found = json.loads(run("checklists", "compare", "nasw-2017", "nasw-2021", "--format", "json").stdout)

    assert found["old"] == {
        "id": "nasw-2017",
        "title": "NASW Code of Ethics",
        "edition": "2017",
        "in_force": "2018-01-01",
        "withdrawn": "2021-06-01",
    }
    (changed,) = found["changed"]
    assert (changed["old_id"], changed["new_id"], changed["renumbered"]) == ("1.05(d)", "1.05(e)", True)
    assert (found["added"], found["dropped"], found["same"]) == ([], [], 43)


def test_what_was_added_and_tightened_is_told_with_how_far_it_was_seen(empty: Path, run: Run) -> None:
    outcome = run("checklists", "compare", "tech-standards-2017", "cswa-2016")

    assert "Added" in outcome.stdout
    assert "Dropped" in outcome.stdout
    assert "2.03 (not verified)" in outcome.stdout


@pytest.mark.parametrize("names", [(), ("nasw-2017",), ("nasw-2017", "nasw-2021", "aca-2014")])
def test_a_comparison_needs_two(empty: Path, run: Run, names: tuple[str, ...]) -> None:
    outcome = run("checklists", "compare", *names)

    assert outcome.exit_code == 2
    assert "the older first" in outcome.stderr


def test_a_withdrawn_part_and_whom_a_law_binds_are_shown(empty: Path, run: Run) -> None:
    text = " ".join(run("checklists", "show", "hipaa-npp").stdout.split())

    assert "WITHDRAWN on 2025-06-18" in text
    assert "In force since 2026-02-16" in text
    assert "only where policydocs.toml says covered_entity = true" in text


def test_no_line_of_the_way_to_a_checklist_of_ones_own_is_too_long_for_a_window(
    practice: Path, run: Run
) -> None:
    outcomes = run("checklists", "new", "our-agency"), run("checklists", "--help"), run("checklists", "list")

    assert all(outcome.exit_code == 0 for outcome in outcomes)
    lines = [line for outcome in outcomes for line in outcome.output.splitlines()]
    assert [line for line in lines if len(line) > 80] == []


def test_one_checklist_is_not_compared_with_itself(empty: Path, run: Run) -> None:
    outcome = run("checklists", "compare", "nasw-2021", "nasw-2021")

    assert outcome.exit_code == 2
    assert "policydocs checklists show nasw-2021" in outcome.stderr
