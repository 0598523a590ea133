"""Where each policy stands."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import PASSES, Run, write


def commit(folder: Path, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00+0000")
    who = ("-c", "user.name=Jo Lee", "-c", "user.email=jo@example.org")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    subprocess.run(["git", *who, "commit", "--quiet", "-m", "All"], cwd=folder, check=True)


def test_each_policy_is_told_with_its_findings_and_the_day_of_its_last_commit(
    lacking: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(lacking, "2025-11-03", monkeypatch)

    outcome = run("status")

    assert outcome.exit_code == 0
    lines = outcome.stdout.splitlines()
    assert any(line.split()[:2] == ["questions", "passes"] and "2025-11-03" in line for line in lines)
    assert any(line.startswith("texting") and "to mend" in line for line in lines)
    assert "policydocs validate texting" in outcome.stderr


def test_what_was_changed_since_is_told(practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(practice, "2025-11-03", monkeypatch)
    with (practice / "policies" / "questions.md").open("a", encoding="utf-8") as policy:
        policy.write("\nOne more sentence.\n")

    outcome = run("status")

    assert "not committed to git" in outcome.stdout
    assert "git add ." in outcome.stderr


def test_as_json_each_policy_is_an_object(broken: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(broken, "2025-11-03", monkeypatch)

    questions, texting = json.loads(run("status", "--format", "json").stdout)

    assert questions == {
        "policy": "questions",
        "document": "policies/questions.md",
        "title": "Questions",
        "findings": {"error": 0, "warning": 0, "note": questions["findings"]["note"]},
        "changed": "2025-11-03",
        "saved": True,
        "next": "policydocs build questions",
    }
    assert texting["findings"] is None
    assert texting["next"] == "policydocs validate texting"


def test_outside_of_git_the_days_are_those_of_the_files(practice: Path, run: Run) -> None:
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
