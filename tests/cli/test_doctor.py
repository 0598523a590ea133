"""What is missing on the machine, and how to get it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


def test_a_machine_with_everything_ends_well(empty: Path, run: Run) -> None:
    outcome = run("doctor")

    assert outcome.exit_code == 0, outcome.stdout
    for name in ("Python", "git", "PDF", "data folder"):
        assert name in outcome.stdout
    assert "practice's folder" not in outcome.stdout


def test_inside_a_practice_its_folder_is_looked_at_too(practice: Path, run: Run) -> None:
    assert "practice's folder" in run("doctor").stdout


def test_without_git_it_fails_and_tells_how_to_get_it_on_each_system(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(empty))

    outcome = run("doctor")

    assert outcome.exit_code == 3
    for way in ("winget install --id Git.Git", "xcode-select --install", "apt install git"):
        assert way in outcome.stdout
    assert "then run:  policydocs doctor" in outcome.stdout


def test_a_data_folder_that_may_not_be_written_is_told(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = empty / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("POLICYDOCS_DATA", str(blocked))

    outcome = run("doctor")

    assert outcome.exit_code == 3
    assert "set POLICYDOCS_DATA to another folder" in " ".join(outcome.stdout.split())


def test_as_json_each_need_says_whether_it_is_met_and_how_to_meet_it(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(empty))

    outcome = run("doctor", "--format", "json")

    needs = {need["name"]: need for need in json.loads(outcome.stdout)["needs"]}
    assert outcome.exit_code == 3
    assert set(needs["git"]) == {"name", "ok", "required", "found", "purpose", "fix"}
    assert needs["git"]["ok"] is False
    assert set(needs["git"]["fix"]) == {"Windows", "macOS", "Linux"}
    assert needs["Python"]["ok"] is True
    assert needs["Python"]["fix"] == {}


def test_it_leaves_nothing_behind(practice: Path, run: Run, machine: Path) -> None:
    before = sorted(practice.rglob("*"))

    run("doctor")

    assert sorted(practice.rglob("*")) == before
    assert list(machine.iterdir()) == []
