"""`policydocs status` where versions were released."""

from __future__ import annotations

import json

import pytest

from policydocs.history.tag_message import RecordKind

from ..history.conftest import CONFIG, Repository, clean_git, repository
from ..history.releasing import end, release
from .conftest import Run

__all__ = ["clean_git", "repository"]

CALM = "checklists: []\nreview_every: 12 months\nreviewed: 2026-05-01\n"


@pytest.fixture
def practice(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """1.0.0 in force, 1.1.0 waiting for July, the file as released; today is June 1."""
    repository.policy("Call me at {{ practice.phone }}.", more=CALM)
    release(repository, "1.0.0", "2026-03-01")
    repository.policy("I answer calls by day, at {{ practice.phone }}.", more=CALM)
    release(repository, "1.1.0", "2026-07-01", previous="messages/v1.0.0")
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780315200")
    return repository


def only(run: Run) -> dict[str, object]:
    (entry,) = json.loads(run("status", "--format", "json").stdout)
    assert isinstance(entry, dict)
    return entry


def test_newest_in_force_and_pending_are_kept_apart(practice: Repository, run: Run) -> None:
    entry = only(run)

    assert entry["newest"] == "1.1.0"
    assert entry["in_force"] == {"version": "1.0.0", "since": "2026-03-01"}
    assert entry["pending"] == [{"version": "1.1.0", "from": "2026-07-01"}]
    assert entry["unreleased"] == "none"


def test_each_stands_on_a_line(practice: Repository, run: Run) -> None:
    outcome = run("status")

    lines = [" ".join(line.split()) for line in outcome.stdout.splitlines()]
    assert "messages 1.0.0 since 2026-03-01 - passes" in lines
    assert "1.1.0 from 2026-07-01" in lines
    assert "Nothing is left to do." in outcome.stderr


def test_a_policy_that_still_holds_though_its_file_is_gone_is_not_forgotten(
    practice: Repository, run: Run
) -> None:
    practice.policy("Pay here.", slug="fees", more=CALM)
    (practice.folder / "policies" / "messages.md").unlink()

    assert "messages 1.0.0 is in force, and its file is gone." in " ".join(run("status").stderr.split())

    end(practice, RecordKind.RETIREMENT, "1.1.0", "2026-06-20", "We close.")
    assert "messages 1.0.0 is in force until 2026-06-19; then it ends." in run("status").stderr

    end(practice, RecordKind.RETIREMENT, "1.0.0", "2026-05-20", "We close.")
    practice.git("tag", "-d", "messages/v1.1.0", "messages/retired/v1.1.0")
    assert "messages" not in run("status").stderr


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I answer calls by day, at {{ practice.phone }}.", "none"),
        ("I answer *calls* by day, at {{ practice.phone }}.", "patch"),
        ("I never answer calls at {{ practice.phone }}.", "major"),
    ],
)
def test_how_large_the_changes_since_the_newest_version_are(
    practice: Repository, run: Run, text: str, level: str
) -> None:
    practice.policy(text, more=CALM)

    assert only(run)["unreleased"] == level


def test_a_changed_fact_is_a_change(practice: Repository, run: Run) -> None:
    practice.write("policydocs.toml", CONFIG.format(phone="360-555-0199"))

    assert only(run)["unreleased"] in ("minor", "major")
    assert "policydocs release messages --dry-run" in run("status").stderr


def test_rewrapping_and_committing_are_none(practice: Repository, run: Run) -> None:
    practice.policy("I answer calls\nby day, at {{ practice.phone }}.", more=CALM)
    practice.commit()

    assert only(run)["unreleased"] == "none"


def test_what_was_withdrawn_is_not_the_newest(practice: Repository, run: Run) -> None:
    end(practice, RecordKind.WITHDRAWAL, "1.1.0", "2026-05-02", "A mistake.")

    entry = only(run)

    assert (entry["newest"], entry["pending"]) == ("1.0.0", [])
    assert entry["unreleased"] in ("minor", "major")


def test_a_retired_policy_is_told_as_such(practice: Repository, run: Run) -> None:
    end(practice, RecordKind.WITHDRAWAL, "1.1.0", "2026-05-02", "A mistake.")
    end(practice, RecordKind.RETIREMENT, "1.0.0", "2026-05-03", "We closed.")

    assert only(run)["retired"] == "2026-05-03"
    assert "retired 2026-05-03" in run("status").stdout
