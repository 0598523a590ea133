"""The practice's folder in git, against the real git program."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policydocs.errors import SurroundingsError
from policydocs.history.repository import (
    Identity,
    begin_repository,
    git_version,
    is_repository,
    unsaved_files,
)

MOMENT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SAMPLE = Identity("Harbor Counseling", "office@example.org")


@pytest.fixture(autouse=True)
def machine_without_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No identity, no templates, no hooks from the machine that runs the tests."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    folder = tmp_path / "a practice é"
    (folder / "policies").mkdir(parents=True)
    (folder / "policies" / "texting.md").write_text("# Texting\n", encoding="utf-8")
    (folder / "policies" / "é.md").write_text("# É\n", encoding="utf-8")
    return folder


def begin(folder: Path, paths: tuple[str, ...] = ("policies/texting.md",)) -> None:
    begin_repository(folder, paths, message="First", fallback=SAMPLE, moment=MOMENT)


def git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout


def test_the_first_commit_holds_the_named_files_and_no_others(practice: Path) -> None:
    done = begin_repository(
        practice, ["policies/texting.md"], message="First", fallback=SAMPLE, moment=MOMENT
    )

    assert git(practice, "ls-files") == "policies/texting.md\n"
    assert git(practice, "log", "--format=%H %s %an <%ae>").strip() == (
        f"{done.id} First Harbor Counseling <office@example.org>"
    )
    assert git(practice, "branch", "--show-current") == "main\n"


def test_a_machine_without_an_identity_gets_one_for_this_repository_alone(practice: Path) -> None:
    done = begin_repository(
        practice, ["policies/texting.md"], message="First", fallback=SAMPLE, moment=MOMENT
    )

    assert done.identity_set == SAMPLE
    assert git(practice, "config", "--local", "user.email") == "office@example.org\n"
    assert not list((practice.parent / "home").iterdir())


def test_the_machines_own_identity_is_kept(practice: Path) -> None:
    git(practice, "config", "--global", "user.name", "Somebody")
    git(practice, "config", "--global", "user.email", "somebody@example.org")

    done = begin_repository(
        practice, ["policies/texting.md"], message="First", fallback=SAMPLE, moment=MOMENT
    )

    assert done.identity_set is None
    assert git(practice, "log", "--format=%an") == "Somebody\n"


def test_a_missing_address_is_added_to_the_machines_own_name(practice: Path) -> None:
    git(practice, "config", "--global", "user.name", "Somebody")

    done = begin_repository(
        practice, ["policies/texting.md"], message="First", fallback=SAMPLE, moment=MOMENT
    )

    assert done.identity_set == Identity("Somebody", "office@example.org")


def test_signing_and_hooks_of_the_machine_do_not_stop_the_first_commit(
    practice: Path, tmp_path: Path
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "pre-commit").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (hooks / "pre-commit").chmod(0o755)
    git(practice, "config", "--global", "core.hooksPath", str(hooks))
    git(practice, "config", "--global", "commit.gpgsign", "true")

    begin(practice)

    assert git(practice, "rev-list", "--count", "HEAD") == "1\n"


def test_a_repository_that_a_hook_works_on_is_left_alone(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))

    begin(practice)

    assert (practice / ".git").is_dir()
    assert not (other / ".git" / "index").exists()


def test_without_the_git_program_the_error_tells_how_to_get_it(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(practice))

    with pytest.raises(SurroundingsError) as caught:
        begin(practice)

    assert "git was not found" in caught.value.problem
    for system in ("Windows", "macOS", "Linux"):
        assert system in caught.value.fix


def test_what_git_refuses_is_told_in_its_own_words(practice: Path) -> None:
    with pytest.raises(SurroundingsError, match="no-such-file"):
        begin(practice, ("no-such-file.md",))


def test_a_file_that_no_commit_has_as_it_is_is_known(practice: Path) -> None:
    (practice / "policies" / "fees.md").write_text("# Fees\n", encoding="utf-8")
    begin(practice, ("policies/texting.md", "policies/fees.md"))
    (practice / "policies" / "texting.md").write_text("# Texting, again\n", encoding="utf-8")
    (practice / "elsewhere.md").write_text("# No policy\n", encoding="utf-8")

    assert unsaved_files(practice, "policies") == {"policies/texting.md", "policies/é.md"}


def test_a_practice_inside_a_larger_repository_is_told_by_its_own_paths(practice: Path) -> None:
    git(practice.parent, "init", "--quiet")

    assert unsaved_files(practice, "policies") == {"policies/texting.md", "policies/é.md"}


def test_a_folder_outside_git_is_told_apart(practice: Path) -> None:
    assert not is_repository(practice)
    begin(practice)
    assert is_repository(practice / "policies")


def test_the_version_of_git_is_a_number() -> None:
    assert git_version()[0].isdigit()
