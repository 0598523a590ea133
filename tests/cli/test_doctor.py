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


def needs_of(run: Run) -> dict[str, dict[str, object]]:
    return {need["name"]: need for need in json.loads(run("doctor", "--format", "json").stdout)["needs"]}


def test_a_mail_server_is_told_with_its_password_and_what_is_known_of_its_provider(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert needs_of(run)["mail server"]["ok"] is False
    with (practice / "policydocs.toml").open("a", encoding="utf-8") as file:
        file.write('\n[mail]\nhost = "smtp.gmail.com"\nuser = "jo@gmail.com"\nfrom = "jo@gmail.com"\n')
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.delenv("POLICYDOCS_SMTP_PASSWORD", raising=False)

    without = needs_of(run)
    monkeypatch.setenv("POLICYDOCS_SMTP_PASSWORD", "not to be shown")
    found = needs_of(run)

    assert without["mail password"]["ok"] is False
    assert "keyring set" in str(without["mail password"]["fix"])
    assert found["mail password"]["ok"] is True
    assert "port 587, encrypted (STARTTLS)" in str(found["mail server"]["found"])
    assert "agreement" in str(found["mail provider"]["found"])
    assert "not to be shown" not in run("doctor").stdout
    assert run("doctor").exit_code == 0


def test_a_place_where_clients_would_be_published_is_told(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYDOCS_DATA", str(practice / "OneDrive"))

    found = needs_of(run)["clients' folder"]

    assert found["ok"] is False
    assert "OneDrive" in str(found["found"])


def test_it_leaves_nothing_behind(practice: Path, run: Run, machine: Path) -> None:
    before = sorted(practice.rglob("*"))

    run("doctor")

    assert sorted(practice.rglob("*")) == before
    assert list(machine.iterdir()) == []
