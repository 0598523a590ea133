"""Where each policy stands."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import PASSES, Run, write


def commit(folder: Path) -> None:
    who = ("-c", "user.name=Jo Lee", "-c", "user.email=jo@example.org")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    subprocess.run(["git", *who, "commit", "--quiet", "-m", "All"], cwd=folder, check=True)


def test_each_policy_is_told_with_its_findings(lacking: Path, run: Run) -> None:
    commit(lacking)

    outcome = run("status")

    assert outcome.exit_code == 0
    lines = [" ".join(line.split()) for line in outcome.stdout.splitlines()]
    assert any(line.startswith("questions not released yet - passes") for line in lines)
    assert any(line.startswith("texting not released yet -") and "to mend" in line for line in lines)
    assert "policydocs validate texting" in outcome.stderr


def test_what_was_never_released_is_the_next_thing_to_do(practice: Path, run: Run) -> None:
    commit(practice)

    assert "policydocs release --dry-run" in run("status").stderr


def test_as_json_each_policy_is_an_object(broken: Path, run: Run) -> None:
    commit(broken)
    write(broken / "policies" / "questions.md", PASSES + "\nOne more sentence.\n")

    questions, texting = json.loads(run("status", "--format", "json").stdout)

    assert questions == {
        "policy": "questions",
        "document": "policies/questions.md",
        "title": "Questions",
        "newest": None,
        "in_force": None,
        "pending": [],
        "retired": None,
        "unreleased": None,
        "findings": {"error": 0, "warning": 0, "note": questions["findings"]["note"]},
        "review_due": "2027-01-01",
        "saved": False,
        "to_tell": None,
        "next": "policydocs release questions",
    }
    assert texting["findings"] is None
    assert texting["next"] == "policydocs validate texting"


def test_a_review_that_is_due_is_told(practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1799020800")  # 2027-01-04

    outcome = run("status")

    assert "review was due 2027-01-01" in " ".join(outcome.stdout.split())


def test_outside_of_git_the_way_into_it_is_told(practice: Path, run: Run) -> None:
    outcome = run("status")

    assert outcome.exit_code == 0
    assert "not in git yet" in outcome.stderr


def test_without_the_git_program_it_still_tells(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(practice))

    outcome = run("status")

    assert outcome.exit_code == 0
    assert "questions" in outcome.stdout
    assert "policydocs doctor" in outcome.stderr


def test_a_practice_without_a_policy_is_told_how_to_write_one(practice: Path, run: Run) -> None:
    (practice / "policies" / "questions.md").unlink()

    assert "There is no policy in policies/ yet." in run("status").stderr
    assert json.loads(run("status", "--format", "json").stdout) == []


def test_a_file_whose_name_no_policy_can_have_is_told_and_the_others_too(practice: Path, run: Run) -> None:
    write(practice / "policies" / "My texts.md", PASSES)

    outcome = run("status")

    assert outcome.stdout.count("cannot be read") == 1
    assert "questions" in outcome.stdout
    assert "policydocs validate   shows what to mend" in outcome.stderr


def test_policies_that_contradict_each_other_are_to_mend(practice: Path, run: Run) -> None:
    text = "---\ntitle: Visits\nchecklists: []\n---\n\nYou may text me to say that you are late.\n"
    write(practice / "policies" / "visits.md", text)
    commit(practice)

    outcome = run("status")
    questions, visits = json.loads(run("status", "--format", "json").stdout)

    assert "1 to mend" in outcome.stdout
    assert "policydocs validate visits" in outcome.stderr
    assert (questions["findings"]["error"], visits["findings"]["error"]) == (0, 1)
    assert run("validate", "visits").exit_code == 1  # the command that it names shows it
