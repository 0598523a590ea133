"""The story that the demo tells is true, whole, and stays in its folder."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from policydocs.cli import demo as demo_module
from policydocs.cli import demo_story
from policydocs.cli import init as init_module
from policydocs.cli.demo_story import STORY, TO_OPEN, edited
from policydocs.starters.files import starter_files

from .conftest import Run, write


@dataclass(frozen=True)
class Told:
    """One run of the demo, as a program of its own on a machine without settings."""

    folder: Path
    home: Path
    status: int
    output: str
    errors: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    desk, home = tmp_path_factory.mktemp("desk"), tmp_path_factory.mktemp("home")
    run = subprocess.run(
        [sys.executable, "-m", "policydocs", "demo"],
        cwd=desk,
        env={
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "COLUMNS": "80",
            "PYTHONUTF8": "1",
            "SOURCE_DATE_EPOCH": "1767225600",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Told(desk / "policydocs-demo", home, run.returncode, run.stdout, run.stderr)


def git(told: Told, *arguments: str) -> str:
    practice = told.folder / demo_story.PRACTICE
    return subprocess.run(
        ["git", *arguments], cwd=practice, capture_output=True, text=True, check=True
    ).stdout


def test_it_ends_well_and_every_file_that_it_names_is_there(told: Told) -> None:
    assert told.status == 0, told.errors
    for one in TO_OPEN:
        found = one.found(told.folder)
        assert found is not None
        assert found.stat().st_size > 0
        assert found.name in told.output


def test_its_clients_are_told_on_paper_and_by_drafts_and_nothing_is_sent(told: Told) -> None:
    assert "3 letters to go" in told.output
    assert "Handed to the mail server" not in told.output
    for name, *_ in csv.reader(demo_story.CLIENTS.splitlines()[1:]):
        assert name not in git(told, "log", "--patch", "--all")
    assert "1990-04-02" not in b"".join(
        path.read_bytes() for path in (told.folder / demo_story.DATA).rglob("*") if path.is_file()
    ).decode("latin-1")


def test_within_a_repository_its_clients_are_ignored_by_git(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "--quiet"], check=True)
    monkeypatch.setattr(demo_module, "_tell_end", lambda _output, _target, **_: None)
    seen = []
    monkeypatch.setattr(
        demo_module, "_tell_story", lambda _output, _target, *, with_clients: seen.append(with_clients)
    )

    assert run("demo", "new").exit_code == 0
    assert run("demo", "OneDrive/new").exit_code == 0
    assert seen == [True, False]


def test_each_step_is_told_with_its_command_and_what_that_said(told: Told) -> None:
    for step in STORY:
        assert f"  $ {step.shown}\n" in told.output
    assert "does not say that clients are told" in told.output
    assert "[-one business day-] {+two business days+}" in told.output
    assert "pending" in told.output
    assert "GENUINE" in told.output


def test_two_versions_are_in_its_repository_and_nothing_is_left_over(told: Told) -> None:
    tags = git(told, "tag", "--list", f"{demo_story.SLUG}/*").split()

    assert tags == [f"{demo_story.SLUG}/v1.0.0", f"{demo_story.SLUG}/v1.1.0"]
    assert git(told, "status", "--porcelain") == ""
    assert set(git(told, "log", "--format=%as").split()) == {"2026-01-01"}
    assert set(git(told, "log", "--format=%an").split("\n")) == {"Jo Lee", ""}


def test_nothing_is_touched_outside_of_its_folder(told: Told) -> None:
    assert list(told.home.iterdir()) == []
    assert [path.name for path in told.folder.parent.iterdir()] == ["policydocs-demo"]
    assert any((told.folder / demo_story.DATA).rglob("*"))


def test_it_fits_a_window_of_80_columns_and_has_no_escape_sequences(told: Told) -> None:
    assert [line for line in told.output.splitlines() if len(line) > 80] == []
    assert "\x1b" not in told.output + told.errors


def test_a_folder_with_something_in_it_is_left_as_it_is(empty: Path, run: Run) -> None:
    write(empty / "taken" / "mine.txt", "mine")

    outcome = run("demo", "taken")

    assert outcome.exit_code == 2
    assert "mine.txt" in outcome.stderr
    assert "policydocs demo another-folder" in outcome.stderr
    assert [path.name for path in (empty / "taken").iterdir()] == ["mine.txt"]


def test_without_a_name_a_folder_is_found_that_is_not_taken(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_module, "_tell_story", lambda _output, target, **_: target.joinpath("x").touch())
    monkeypatch.setattr(demo_module, "_tell_end", lambda _output, _target, **_: None)

    for _ in range(3):
        assert run("demo").exit_code == 0

    assert sorted(path.name for path in empty.iterdir()) == [
        "policydocs-demo",
        "policydocs-demo-2",
        "policydocs-demo-3",
    ]


def test_a_demo_that_cannot_go_on_leaves_nothing_and_the_settings_as_they_were(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    names = ("POLICYDOCS_DATA", "COLUMNS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT")
    before = [os.environ.get(name) for name in names]
    monkeypatch.setattr(init_module, "starter_files", broken)

    outcome = run("demo", "new")

    assert outcome.exit_code == 130
    assert list(empty.iterdir()) == []
    assert [os.environ.get(name) for name in names] == before


def test_an_edit_that_the_starter_policy_no_longer_allows_is_no_silent_step() -> None:
    with pytest.raises(ValueError, match="changes nothing"):
        edited("nothing of the kind", "", "slower")


def test_the_edits_fit_the_starter_policy(today_text: str) -> None:
    gap = edited(today_text, today_text, "forget")

    assert "{#breach" not in gap
    assert gap.count("\n## ") == today_text.count("\n## ") - 1
    assert edited(gap, today_text, "mend") == today_text


@pytest.fixture
def today_text() -> str:
    from datetime import date

    return starter_files(today=date(2026, 1, 1))[demo_story.POLICY_FILE].decode()
