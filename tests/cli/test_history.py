"""`policydocs history`: versions, days and reasons."""

from __future__ import annotations

import json

import pytest

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.tag_message import RecordKind

from ..history.conftest import Repository, clean_git, repository
from ..history.releasing import end, release
from .conftest import Run

__all__ = ["clean_git", "repository"]


@pytest.fixture
def practice(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """1.0.0 since March, 1.1.0 since May, 2.0.0 waiting for July; today is June 1."""
    repository.policy("Call me.")
    release(repository, "1.0.0", "2026-03-01", reasons={"*": "We opened."})
    repository.policy("Call me by day.")
    release(repository, "1.1.0", "2026-05-01", previous="messages/v1.0.0", reasons={"calls": "I moved."})
    repository.policy("Write to me.")
    release(repository, "2.0.0", "2026-07-01", previous="messages/v1.1.0", level=ChangeLevel.MAJOR)
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780315200")
    return repository


def test_each_version_is_told_with_its_days_level_and_reason(practice: Repository, run: Run) -> None:
    answer = run("history", "messages")

    assert answer.exit_code == 0
    lines = [" ".join(line.split()) for line in answer.stdout.splitlines()]
    assert "2.0.0 2026-03-01 from 2026-07-01 major -" in lines
    assert "1.1.0 2026-03-01 2026-05-01 to minor calls: I moved." in lines
    assert "1.0.0 2026-03-01 2026-03-01 to first We opened." in lines
    assert [line for line in lines if line.partition(" ")[0] in ("pending", "in", "superseded")] == [
        "pending",
        "in force 2026-06-30",
        "superseded 2026-04-30",
    ]


def test_newest_in_force_and_pending_are_kept_apart(practice: Repository, run: Run) -> None:
    told = json.loads(run("history", "messages", "--format", "json").stdout)

    assert (told["newest"], told["in_force"], told["pending"]) == ("2.0.0", "1.1.0", ["2.0.0"])
    assert [one["standing"] for one in told["versions"]] == ["superseded", "in force", "pending"]
    assert told["versions"][1]["in_force"] == [{"from": "2026-05-01", "to": "2026-06-30"}]
    assert told["versions"][1]["reasons"] == {"calls": "I moved."}
    assert told["remarks"] == []


def test_a_withdrawn_version_and_the_days_of_the_one_before_are_told(practice: Repository, run: Run) -> None:
    end(practice, RecordKind.WITHDRAWAL, "1.1.0", "2026-05-10", "The wrong file.")

    told = json.loads(run("history", "messages", "--format", "json").stdout)

    assert told["in_force"] == "1.0.0"
    assert [one["standing"] for one in told["versions"]] == ["in force", "withdrawn", "pending"]
    assert told["versions"][0]["in_force"] == [
        {"from": "2026-03-01", "to": "2026-04-30"},
        {"from": "2026-05-10", "to": "2026-06-30"},
    ]
    assert "Taken back: The wrong file." in run("history", "messages").stdout


def test_a_retired_policy_is_told_as_such_also_when_its_file_is_gone(practice: Repository, run: Run) -> None:
    end(practice, RecordKind.WITHDRAWAL, "2.0.0", "2026-05-15", "No.")
    end(practice, RecordKind.RETIREMENT, "2.0.0", "2026-05-20", "We closed.")
    (practice.folder / "policies" / "messages.md").unlink()

    answer = run("history", "messages")

    assert "retired on 2026-05-20: We closed." in answer.stdout


def test_an_end_that_is_still_to_come_is_told(practice: Repository, run: Run) -> None:
    end(practice, RecordKind.RETIREMENT, "2.0.0", "2026-08-01", "We close.")

    assert "The policy ends: from 2026-08-01 on no version is in force: We close." in " ".join(
        run("history", "messages").stdout.split()
    )
    told = json.loads(run("history", "messages", "--format", "json").stdout)
    assert (told["retired"], told["ends"]["effective"]) == (None, "2026-08-01")


def test_a_policy_without_a_version_is_told_how_to_make_one(practice: Repository, run: Run) -> None:
    practice.policy("Pay here.", slug="fees")

    answer = run("history", "fees")

    assert (answer.exit_code, answer.stdout) == (0, "")
    assert "policydocs release fees" in answer.stderr
    assert "formerly: [the-old-name]" in answer.stderr


def test_an_unknown_policy_is_refused_with_the_nearest(practice: Repository, run: Run) -> None:
    answer = run("history", "message")

    assert answer.exit_code == 2
    assert "messages" in answer.stderr


def test_tags_made_by_hand_are_told_and_count_for_nothing(practice: Repository, run: Run) -> None:
    practice.git("tag", "messages/v3.0.0")
    practice.git("tag", "-a", "-m", "Mine", "messages/v4.0.0")

    answer = run("history", "messages", "--format", "json")

    told = json.loads(answer.stdout)
    assert told["newest"] == "2.0.0"
    assert [remark.partition(":")[0] for remark in told["remarks"]] == ["messages/v3.0.0", "messages/v4.0.0"]


def test_a_version_whose_tag_was_deleted_is_missed(practice: Repository, run: Run) -> None:
    practice.git("tag", "-d", "messages/v1.0.0")

    answer = run("history", "messages")

    assert "released after messages/v1.0.0, which is not here" in answer.stderr


def test_a_shallow_clone_says_what_it_cannot_know(
    practice: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = practice.folder.parent / "a copy"
    practice.git("clone", "--quiet", "--depth", "1", practice.folder.as_uri(), str(copy))
    monkeypatch.chdir(copy)

    answer = run("history", "messages")

    assert answer.exit_code == 0
    assert "2.0.0" in answer.stdout
    assert "git fetch --unshallow" in answer.stderr


def test_outside_of_git_the_way_into_it_is_told(
    practice: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (practice.folder / ".git").rename(practice.folder.parent / "elsewhere")

    answer = run("history", "messages")

    assert answer.exit_code == 2
    assert "git init" in answer.stderr


def test_a_worktree_and_a_detached_head_read_like_any_other(
    practice: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.git("worktree", "add", "--quiet", "--detach", "../second", "messages/v1.0.0")
    monkeypatch.chdir(practice.folder.parent / "second")

    assert json.loads(run("history", "messages", "--format", "json").stdout)["newest"] == "2.0.0"


def test_control_characters_in_a_reason_do_not_reach_the_terminal(practice: Repository, run: Run) -> None:
    practice.policy("Write to me now.")
    release(practice, "2.1.0", "2026-08-01", previous="messages/v2.0.0", reasons={"*": "Now\u202e [bold]x"})

    answer = run("history", "messages")

    assert "\u202e" not in answer.stdout
    assert "[bold]x" in answer.stdout
