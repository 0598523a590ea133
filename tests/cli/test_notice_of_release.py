"""`policydocs notice` between two releases: what their tags record need not be said again."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.history.archive import sha256
from policydocs.history.version_book import read_versions

from ..history.conftest import Repository, clean_git, repository
from .conftest import Run

__all__ = ["clean_git", "repository"]

CALM = "checklists: []\nreview_every: 12 months\nreviewed: 2025-12-01\n"


@pytest.fixture
def practice(repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """1.0.0, 1.1.0 and 1.2.0, made by the release command."""
    monkeypatch.chdir(repository.folder)
    repository.write(".gitignore", "handouts/\n")
    repository.policy("I answer calls by day.", more=CALM)
    repository.commit()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    days = ("2026-03-10", "2026-04-10", "2026-05-01")
    reasons = ("We opened.", "I moved.", "My hours changed.")
    texts = ("I answer calls by day.", "I answer calls by night.", "I answer calls by night and by day.")
    for text, day, why in zip(texts, days, reasons, strict=True):
        repository.policy(text, more=CALM)
        done = run("release", "messages", "--bump", "minor", "--effective", day, "--why", why, "--yes")
        assert done.exit_code == 0, done.output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    return repository


def test_it_is_the_notice_of_the_day_of_the_release(practice: Repository, run: Run) -> None:
    *_, before, last = read_versions(practice.folder).of("messages").releases

    answer = run("notice", "messages", str(before.version), str(last.version), "-o", "out")

    assert answer.exit_code == 0, answer.output
    recorded = {one.name: one.sha256 for one in last.artifacts if "-notice-" in one.name}
    made = {path.name: sha256(path.read_bytes()) for path in Path("out").iterdir()}
    assert len(made) == 4
    assert made.items() <= recorded.items()


def test_where_nothing_changed_since_the_command_for_the_newest_notice_is_told(
    practice: Repository, run: Run
) -> None:
    *_, before, last = read_versions(practice.folder).of("messages").releases

    answer = run("notice", "messages")

    assert "Nothing has changed in messages" in answer.stdout
    assert f"policydocs notice messages {before.version} {last.version}" in answer.stderr


def test_over_several_versions_each_reason_is_told(practice: Repository, run: Run) -> None:
    first, *_, last = read_versions(practice.folder).of("messages").releases

    answer = run("notice", "messages", str(first.version), str(last.version), "--to", "txt", "-o", "out")

    assert answer.exit_code == 0, answer.output
    (made,) = Path("out").iterdir()
    text = " ".join(made.read_text("utf-8").split())
    assert "I moved. My hours changed." in text
    assert "We opened." not in text
    assert "May 1, 2026" in text


def test_what_is_said_now_stands_instead(practice: Repository, run: Run) -> None:
    *_, before, last = read_versions(practice.folder).of("messages").releases

    arguments = ("--why", "Because.", "--effective", "2026-06-15", "--to", "txt", "-o", "out")
    answer = run("notice", "messages", str(before.version), str(last.version), *arguments)

    assert answer.exit_code == 0, answer.output
    text = next(Path("out").iterdir()).read_text("utf-8")
    assert "Because." in text
    assert "My hours changed." not in text
    assert "June 15, 2026" in text
