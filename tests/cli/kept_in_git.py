"""A practice in git, as it is before and after its first release."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from .conftest import Run, write

SAID = "I do not text with clients."


@pytest.fixture
def git(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name, and a day for every commit; nothing else of this machine's git."""
    for name in [name for name in os.environ if name.startswith("GIT_") and name != "GIT_CONFIG_NOSYSTEM"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(machine / "gitconfig"))
    (machine / "gitconfig").write_text("[user]\n\tname = Jo Lee\n\temail = jo@example.org\n")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2025-12-31T12:00:00+00:00")


def in_git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.fixture
def kept(practice: Path, git: None) -> Path:
    """The practice in git, all committed."""
    write(practice / ".gitignore", "/handouts/\n")
    in_git(practice, "init", "--quiet", "--template=", "--initial-branch=main")
    in_git(practice, "add", "--all")
    in_git(practice, "commit", "--quiet", "--message", "First state")
    return practice


@pytest.fixture
def released(kept: Path, run: Run) -> Path:
    """With version 1.0.0 of `questions`."""
    assert run("release", "-q").exit_code == 0
    return kept


def change(practice: Path, new: str, old: str = SAID) -> None:
    path = practice / "policies" / "questions.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def tags(practice: Path) -> list[str]:
    return in_git(practice, "tag", "--list").split()
