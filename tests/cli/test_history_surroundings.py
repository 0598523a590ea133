"""Looking back from a practice that is part of something larger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policydocs.history.version_book import read_versions

from ..history.conftest import CONFIG, Repository, clean_git, repository
from .conftest import Run

__all__ = ["clean_git", "repository"]

CALM = "---\ntitle: Messages\nchecklists: []\nreview_every: 12 months\nreviewed: 2025-12-01\n---\n\n"


def begin(folder: Path, outer: Repository) -> None:
    outer.write(f"{folder}/.gitignore", "handouts/\n")
    outer.write(f"{folder}/policydocs.toml", CONFIG.format(phone="360-555-0142"))
    outer.write(f"{folder}/policies/messages.md", CALM + "Call me at {{ practice.phone }}.\n")


def test_a_practice_inside_a_larger_repository_has_its_history(
    repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    begin(Path("our clinic/é"), repository)
    repository.commit()
    practice = repository.folder / "our clinic" / "é"
    monkeypatch.chdir(practice)
    done = run("release", "messages", "--effective", "2026-03-02", "--yes")
    assert done.exit_code == 0, done.output
    (release,) = read_versions(practice).of("messages").releases

    shown = run("show", "messages")
    judged = run("verify", "handouts/messages/1.0.0/messages-1.0.0-letter.pdf")

    assert "360-555-0142" in shown.stdout
    assert "GENUINE" in judged.stdout
    assert "Please look at this" not in judged.stdout
    assert json.loads(run("history", "messages", "--format", "json").stdout)["in_force"] == "1.0.0"
    assert release.tag == "messages/v1.0.0"


def test_a_practice_as_a_submodule_has_its_own_history(
    repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    begin(Path(), repository)
    repository.commit()
    monkeypatch.chdir(repository.folder)
    assert run("release", "messages", "--effective", "2026-03-02", "--yes").exit_code == 0
    outer = Repository(tmp_path / "outer")
    outer.folder.mkdir()
    outer.git("init", "--quiet")
    add = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add")
    outer.git(*add, str(repository.folder), "practice")
    monkeypatch.chdir(outer.folder / "practice")

    assert json.loads(run("history", "messages", "--format", "json").stdout)["newest"] == "1.0.0"
    assert run("show", "messages").exit_code == 0
    assert run("build", "messages", "--to", "txt", "-o", "out").exit_code == 0
    assert [path.name for path in Path("out").iterdir()] == ["messages-1.0.0.txt"]
