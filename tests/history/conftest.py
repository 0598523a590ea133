"""Repositories made by the real git program, untouched by the machine that runs the tests."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CONFIG = '[practice]\nid = "harbor"\nname = "Harbor Counseling"\nphone = "{phone}"\n'
POLICY = "---\ntitle: Messages\n{more}---\n\n## Calls\n\n{text}\n"


@dataclass
class Repository:
    """A practice's folder in git, changed and committed step by step."""

    folder: Path

    def git(self, *arguments: str) -> str:
        run = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return run.stdout.strip()

    def write(self, path: str, text: str | bytes) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())

    def policy(self, text: str, slug: str = "messages", more: str = "") -> None:
        self.write(f"policies/{slug}.md", POLICY.format(text=text, more=more))

    def commit(self, tag: str | None = None) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        if tag is not None:
            self.git("tag", "--annotate", "--message", "A version", tag)


@pytest.fixture
def clean_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings, identity or hooks of this machine; one name and one moment for all commits."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Maren Holloway")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "maren@example.org")
        monkeypatch.setenv(f"GIT_{who}_DATE", "2026-03-01T09:00:00+0200")


@pytest.fixture
def repository(clean_git: None, tmp_path: Path) -> Repository:
    folder = tmp_path / "a practice é"
    folder.mkdir()
    made = Repository(folder)
    made.git("init", "--quiet", "--template=")
    made.write("policydocs.toml", CONFIG.format(phone="360-555-0142"))
    return made
