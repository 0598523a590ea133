"""`policydocs import --history`: dated documents become a policy's first versions."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from policydocs.cli import import_history
from policydocs.errors import SurroundingsError

from .conftest import Run, write

OLD = "Texting Policy\n\nThis page is about messages between us.\n\nTexting\n\nI do not text with clients.\n"
NEW = OLD.replace("I do not text with clients.", "You may text me about appointments.")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


@pytest.fixture
def kept(practice: Path) -> Path:
    """The practice in git, and two dated documents beside it."""
    git(practice, "init", "-q", "-b", "main")
    git(practice, "config", "user.name", "Jo Lee")
    git(practice, "config", "user.email", "jo@example.org")
    git(practice, "add", ".")
    git(practice, "commit", "-q", "-m", "First state")
    write(practice / "Texting Policy 2019.txt", OLD)
    write(practice / "Texting Policy March 2022 FINAL.txt", NEW)
    return practice


FILES = ("Texting Policy March 2022 FINAL.txt", "Texting Policy 2019.txt")


def test_each_document_is_a_version_of_its_day_and_says_that_it_was_imported(kept: Path, run: Run) -> None:
    result = run("import", "--history", *FILES)

    assert result.exit_code == 0, result.stderr
    assert git(kept, "tag").split() == ["texting/v1.0.0", "texting/v2.0.0"]
    message = git(kept, "tag", "-n99", "texting/v1.0.0")
    assert "Effective: 2019-01-01" in message
    assert "Imported on 2026-01-01 from “Texting Policy 2019.txt”" in message
    assert "as its name says (2019)" in message
    assert git(kept, "status", "--porcelain", "policies") == ""
    assert len(git(kept, "log", "--format=%s").splitlines()) == 3


def test_what_held_on_a_day_is_known_from_the_first_day(kept: Path, run: Run) -> None:
    run("import", "--history", *FILES)

    assert "I do not text with clients." in run("show", "texting", "--on", "2020-06-01").stdout
    assert "You may text me" in run("show", "texting", "--on", "2022-03-01").stdout
    assert run("show", "texting", "--on", "2018-12-31").exit_code != 0
    assert "2.0.0" in run("history", "texting").stdout
    assert "You may text me" in run("diff", "texting", "1.0.0", "2.0.0").stdout
    told = run("notice", "texting", "1.0.0", "2.0.0", "--why", "Many of you asked.", "--to", "txt")
    assert told.exit_code == 0, told.stderr


def test_a_dry_run_shows_the_same_and_does_nothing(kept: Path, run: Run) -> None:
    result = run("import", "--history", *FILES, "--dry-run", "--format", "json")

    entry = json.loads(result.stdout)
    assert [(one["version"], one["effective"]) for one in entry["versions"]] == [
        ("1.0.0", "2019-01-01"),
        ("2.0.0", "2022-03-01"),
    ]
    assert git(kept, "tag") == ""
    assert not (kept / "policies" / "texting.md").exists()


def test_a_day_can_be_said_and_a_document_without_one_is_refused(kept: Path, run: Run) -> None:
    write(kept / "old.txt", NEW.replace("appointments", "appointments and bills"))

    refused = run("import", "--history", *FILES, "old.txt")
    done = run("import", "--history", *FILES, "old.txt", "--date", "old.txt=2024-05-01")

    assert refused.exit_code == 2
    assert '--date "old.txt=2019-03-01"' in refused.stderr
    assert done.exit_code == 0, done.stderr
    assert "Effective: 2024-05-01" in git(kept, "tag", "-n99")


def test_a_document_that_says_the_same_is_no_version(kept: Path, run: Run) -> None:
    write(kept / "Texting Policy 2020.txt", OLD)

    result = run("import", "--history", *FILES, "Texting Policy 2020.txt")

    assert "says the same as the one before it" in result.stderr
    assert len(git(kept, "tag").split()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--date", "Texting Policy 2019.txt=2022-03-01"), "same day"),
        (("--date", "Texting Policy 2019.txt=2031-01-01"), "a day to come"),
        (("--date", "nobody.txt=2019-01-01"), "none of the files"),
        (("--date", "Texting Policy 2019.txt=soon"), "names no file and day"),
        (("--slug", "questions"), "a file of this name already"),
    ],
)
def test_what_cannot_be_put_in_order_is_refused_and_nothing_is_made(
    kept: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("import", "--history", *FILES, *arguments)

    assert result.exit_code == 2
    assert said in result.stderr
    assert git(kept, "tag") == ""


def test_nothing_is_put_before_what_was_released(kept: Path, run: Run) -> None:
    run("import", "--history", *FILES)

    again = run("import", "--history", *FILES, "--force")

    assert again.exit_code == 2
    assert "has versions already" in again.stderr


def test_an_import_that_broke_off_is_finished_by_the_same_command(
    kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = import_history._carry_out
    steps: list[str] = []

    def breaks_off(session: Any, step: Any, slug: str, path: str) -> None:
        steps.append(step.old.document)
        if len(steps) == 2:
            raise SurroundingsError("the disk is full.")
        once(session, step, slug, path)

    monkeypatch.setattr(import_history, "_carry_out", breaks_off)
    broken = run("import", "--history", *FILES)
    before = git(kept, "rev-parse", "texting/v1.0.0")
    again = run("import", "--history", *FILES)

    assert (broken.exit_code, broken.stdout) == (3, "")
    assert again.exit_code == 0, again.stderr
    assert "1 of these were made" in again.stderr
    assert git(kept, "tag").split() == ["texting/v1.0.0", "texting/v2.0.0"]
    assert git(kept, "rev-parse", "texting/v1.0.0") == before
    assert len(git(kept, "log", "--format=%s").splitlines()) == 3


def test_another_file_than_the_import_left_is_never_gone_on_from(kept: Path, run: Run) -> None:
    run("import", "--history", FILES[1], "--slug", "texting")
    write(kept / "policies" / "texting.md", "---\ntitle: Mine\n---\n\nMy own words.\n")

    refused = run("import", "--history", *FILES, "--slug", "texting")

    assert refused.exit_code == 2
    assert "has versions already" in refused.stderr


def test_an_old_document_that_is_found_later_may_follow(kept: Path, run: Run) -> None:
    run("import", "--history", FILES[1], "--slug", "texting")

    done = run("import", "--history", *FILES, "--slug", "texting")

    assert done.exit_code == 0, done.stderr
    assert git(kept, "tag").split() == ["texting/v1.0.0", "texting/v2.0.0"]


def test_history_tells_where_an_old_version_comes_from(kept: Path, run: Run) -> None:
    run("import", "--history", *FILES)

    said = " ".join(run("history", "texting").stdout.split())
    entry = json.loads(run("history", "texting", "--format", "json").stdout)

    assert "Imported on" in said
    assert "“Texting Policy 2019.txt”" in entry["versions"][0]["no_notice"]


@pytest.mark.parametrize("option", [("-o", "x.md"), ("--diff",)])
def test_what_is_for_one_document_is_refused_for_many(kept: Path, run: Run, option: tuple[str, ...]) -> None:
    result = run("import", "--history", *FILES, *option)

    assert result.exit_code == 2
    assert option[0] in result.stderr
    assert git(kept, "tag") == ""


def test_history_needs_a_practice_in_git(practice: Path, run: Run) -> None:
    write(practice / "Texting Policy 2019.txt", OLD)

    result = run("import", "--history", "Texting Policy 2019.txt")

    assert result.exit_code == 2
    assert "git init" in result.stderr
