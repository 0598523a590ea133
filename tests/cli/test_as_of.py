"""`--as-of`, families of editions, and clauses that nobody could verify, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import CONFIG, Run, write

POLICY = """\
---
title: Social Media Policy
checklists: [{checklist}]
---

I do not accept friend requests from clients. Please ask me about this policy.
"""


def only(stdout: str) -> dict[str, Any]:
    (entry,) = json.loads(stdout)
    assert isinstance(entry, dict)
    return entry


@pytest.fixture
def social(practice: Path) -> Path:
    for file in (practice / "policies").glob("*"):
        file.unlink()
    write(practice / "policies" / "social.md", POLICY.format(checklist="nasw-2021"))
    return practice


def used(entry: dict[str, Any]) -> set[str]:
    return {one["id"].partition("/")[0] for one in entry["requirements"]}


def test_the_edition_of_the_day_is_used(social: Path, run: Run) -> None:
    entry = only(run("validate", "--as-of", "2019-05-01", "--format", "json").stdout)

    assert used(entry) == {"nasw-2017"}
    assert any("not nasw-2021 but nasw-2017 was in force" in remark for remark in entry["remarks"])


def test_without_it_the_edition_that_is_named_is_used(social: Path, run: Run) -> None:
    assert used(only(run("validate", "--format", "json").stdout)) == {"nasw-2021"}


def test_check_knows_it_too(social: Path, run: Run) -> None:
    outcome = run("check", "policies/social.md", "--as-of", "2021-05-31", "--format", "json")

    assert used(only(outcome.stdout)) == {"nasw-2017"}


def test_a_policy_may_name_a_family(social: Path, run: Run) -> None:
    write(social / "policies" / "social.md", POLICY.format(checklist="nasw"))

    entry = only(run("validate", "--format", "json").stdout)

    assert used(entry) == {"nasw-2021"}


def test_an_older_edition_that_is_named_brings_a_note_in_the_report(social: Path, run: Run) -> None:
    write(social / "policies" / "social.md", POLICY.format(checklist="nasw-2017"))

    entry = only(run("validate", "--format", "json").stdout)

    (note,) = [one for one in entry["findings"] if one["rule"] == "newer-edition"]
    assert (note["severity"], note["line"]) == ("note", 3)


def test_no_edition_counts_before_its_year_though_its_day_is_not_known(social: Path, run: Run) -> None:
    write(social / "policies" / "social.md", POLICY.format(checklist="cswa-2016"))

    before, within = (
        only(run("validate", "--as-of", day, "--format", "json").stdout)
        for day in ("2015-12-31", "2016-01-01")
    )

    assert (used(before), used(within)) == (set(), {"cswa-2016"})
    assert "cswa-2016 was not used: it was not in force on 2015-12-31." in before["remarks"]
    doubt = "cswa-2016 was used, though it is not known here whether it was in force on 2016-01-01."
    assert doubt in within["remarks"]


def test_what_is_no_day_is_wrong_usage(social: Path, run: Run) -> None:
    outcome = run("validate", "--as-of", "spring")

    assert outcome.exit_code == 2
    assert "spring" in outcome.stderr


def test_a_law_of_policydocs_toml_is_silent_until_the_practice_says_that_it_binds(
    social: Path, run: Run
) -> None:
    notice = "---\ntitle: Notice of Privacy Practices\n---\n\nYour privacy matters.\n"
    write(social / "policies" / "social.md", notice)
    listed = CONFIG + '\n[policies]\nchecklists = ["hipaa-npp"]\n'
    write(social / "policydocs.toml", listed)
    silent = only(run("validate", "--format", "json").stdout)
    write(social / "policydocs.toml", listed.replace("[practice]", "[practice]\ncovered_entity = true"))
    spoken = only(run("validate", "--format", "json").stdout)

    assert silent["requirements"] == []
    assert any("covered_entity = true" in remark for remark in silent["remarks"])
    assert used(spoken) == {"hipaa-npp"}
    assert spoken["ok"] is False


# --- A clause that was not verified says so, wherever it is shown --------------------------------


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github"])
def test_a_finding_on_a_clause_that_was_not_verified_says_so(social: Path, run: Run, format_: str) -> None:
    outcome = run("validate", "--checklist", "tech-standards-2017", "--evidence", "--format", format_)

    said = " ".join(outcome.stdout.split())
    assert "2.14, not verified" in said


def test_it_is_a_warning_at_most(social: Path, run: Run) -> None:
    entry = only(run("validate", "--checklist", "tech-standards-2017", "--format", "json").stdout)

    unverified = {one["id"].partition("#")[0] for one in entry["requirements"] if one["verified"] == "no"}
    found = [one for one in entry["findings"] if one["clause"] in unverified]
    assert found
    assert {one["severity"] for one in found} <= {"warning", "note"}


def test_the_verdicts_say_so_too(social: Path, run: Run) -> None:
    outcome = run("validate", "--checklist", "tech-standards-2017", "--evidence")

    assert "(clause not verified)" in " ".join(outcome.stdout.split())


def test_each_verdict_of_the_json_says_how_far_its_clause_was_seen(social: Path, run: Run) -> None:
    entry = only(
        run("validate", "--checklist", "nasw-2021", "--checklist", "good-practice", "--format", "json").stdout
    )

    seen = {one["id"]: one["verified"] for one in entry["requirements"]}
    assert seen["nasw-2021/1.03(e)"] == "yes"
    assert seen["nasw-2021/1.06(h)"] == "partly"
    assert {verified for id_, verified in seen.items() if id_.startswith("good-practice")} == {None}
