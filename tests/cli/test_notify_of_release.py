"""From `release` to the letter: what a client gets is what the release made."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.delivery.deliveries import State
from policydocs.delivery.sqlite.store import open_records
from policydocs.history.version_book import read_versions
from policydocs.model import Version

from .conftest import Run
from .kept_in_git import change, git, kept, released

__all__ = ["git", "kept", "released"]


def test_notice_and_policy_are_the_files_that_the_tag_records(
    released: Path, machine: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("clients", "add", "c-0001", "--name", "Ana Example", "-q").exit_code == 0
    assert run("give", "c-0001", "questions", "-q").exit_code == 0
    change(released, "I answer text messages about appointments.")
    made = run("release", "-q", "--yes", "--why", "Many of you asked.", "--effective", "2026-03-01")
    assert made.exit_code == 0, made.output

    told = run("notify", "--channel", "print", "--confirm=1")

    assert told.exit_code == 0, told.output
    release = read_versions(released).of("questions").newest
    assert release is not None
    artifacts = {one.sha256: one.name for one in release.artifacts}
    records = open_records(machine / "practices" / "harbor")
    (delivery,) = records.deliveries(states=[State.PREPARED])
    records.close()
    (item,) = delivery.items
    assert item.held == Version(1, 0, 0)
    assert artifacts[item.digest] == f"questions-{item.version}-letter.pdf"
    assert artifacts[item.notice] == f"questions-notice-{item.version}-letter.pdf"


def test_status_tells_whom_to_tell_though_the_last_policy_is_gone(released: Path, run: Run) -> None:
    assert run("clients", "add", "c-0001", "--name", "Ana Example", "-q").exit_code == 0
    assert run("give", "c-0001", "questions", "-q").exit_code == 0
    ended = run("retire", "questions", "--why", "I move away.", "--yes", "-q", "--effective", "2026-02-01")
    assert ended.exit_code == 0, ended.output

    outcome = run("status")

    assert "1 client is still to be told of a change." in outcome.stdout
    assert "policydocs notify" in outcome.stderr
