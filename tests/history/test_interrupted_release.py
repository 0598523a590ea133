"""A release killed at any instant: the repository is as before or as after, or the next run makes it so."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from policydocs.errors import SurroundingsError
from policydocs.history.archive import Archive
from policydocs.history.git_directory import is_interrupted
from policydocs.history.lock import HeldByAnotherError, repository_lock
from policydocs.history.recovery import settle
from policydocs.history.ref_transaction import LockLeftError

from .conftest import Repository
from .release_driver import SLUGS, STEPS, work

DRIVER = Path(__file__).with_name("release_driver.py")
MAKING, MOVING = STEPS[: STEPS.index("journal")], STEPS[STEPS.index("journal") :]
OLD = "---\ntitle: Messages\n---\n\n## Calls {#calls}\n\nCall me.\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX systems")


@pytest.fixture
def practice(repository: Repository) -> Repository:
    repository.write("policies/messages.md", OLD)
    repository.write("notes/messages/calls.md", "It was unclear.\n")
    repository.write(".gitignore", "/handouts/\n")
    repository.commit()
    return repository


def run(
    practice: Repository, last: str | None = None, prefix: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    data = practice.folder.parent / "data"
    command = [*prefix, sys.executable, str(DRIVER), str(practice.folder), str(data)]
    return subprocess.run(
        [*command, *([last] if last else [])], capture_output=True, text=True, timeout=60, check=False
    )


def common_dir(practice: Repository) -> Path:
    return practice.folder / ".git"


def is_before(practice: Repository) -> bool:
    """Nothing of the release can be seen, and the repository is sound."""
    return (
        practice.git("rev-list", "--count", "HEAD") == "1"
        and practice.git("tag", "--list") == ""
        and practice.git("status", "--porcelain") == ""
        and (practice.folder / "policies/messages.md").read_text() == OLD
        and not (practice.folder / "CHANGELOG.md").exists()
        and not (practice.folder / "handouts").exists()
        and not _leftovers(practice)
    )


def is_after(practice: Repository) -> bool:
    """All of the release is there, and the repository is sound."""
    changed = practice.git("log", "-1", "--name-status", "--format=").split("\n")
    data = Archive(practice.folder.parent / "data" / "archive")
    handouts = [practice.folder / f"handouts/{slug}/1.1.0/{slug}-1.1.0.txt" for slug in SLUGS]
    return (
        practice.git("rev-list", "--count", "HEAD") == "2"
        and practice.git("tag", "--list").split("\n") == [f"{slug}/v1.1.0" for slug in SLUGS]
        and {practice.git("rev-parse", f"{slug}/v1.1.0^{{commit}}") for slug in SLUGS}
        == {practice.git("rev-parse", "HEAD")}
        and sorted(changed) == ["A\tCHANGELOG.md", "D\tnotes/messages/calls.md", "M\tpolicies/messages.md"]
        and practice.git("status", "--porcelain") == ""
        and all(data.holds(hashlib.sha256(path.read_bytes()).hexdigest()) for path in handouts)
        and not _leftovers(practice)
    )


def _leftovers(practice: Repository) -> list[Path]:
    """Lock files, temporary files and a journal that nobody removed."""
    found = [*practice.folder.rglob("*.lock"), *practice.folder.rglob("*policydocs-tmp*")]
    return [
        *found,
        *common_dir(practice).rglob("journal.json"),
        *common_dir(practice).rglob("ref-locks.json"),
    ]


def sound(practice: Repository) -> bool:
    answer = subprocess.run(
        ["git", "fsck", "--strict", "--no-dangling"], cwd=practice.folder, capture_output=True, check=False
    )
    return answer.returncode == 0


def test_a_release_that_is_let_be_is_complete(practice: Repository) -> None:
    assert run(practice).stderr == ""

    assert is_after(practice)
    assert sound(practice)
    assert settle(common_dir(practice)) is None


@pytest.mark.parametrize("step", MAKING)
def test_killed_before_its_journal_it_never_was(practice: Repository, step: str) -> None:
    assert run(practice, step).returncode == -signal.SIGKILL

    assert is_before(practice)
    assert settle(common_dir(practice)) is None
    assert is_before(practice)


@pytest.mark.parametrize("step", MOVING)
def test_killed_behind_its_journal_the_next_run_completes_it(practice: Repository, step: str) -> None:
    assert run(practice, step).returncode == -signal.SIGKILL

    settled = settle(common_dir(practice))

    assert is_after(practice)
    assert sound(practice)
    if step == "end":
        assert settled is None
    else:
        assert settled is not None
        assert settled.said == (
            "The release of calls 1.1.0, messages 1.1.0 had been interrupted. It is complete now."
        )


def test_before_its_refs_have_moved_it_can_be_undone(practice: Repository) -> None:
    run(practice, "journal")

    settled = settle(common_dir(practice), undo=True)

    assert settled is not None
    assert not settled.carried_through
    assert is_before(practice)


def test_a_killed_release_can_be_made_again(practice: Repository) -> None:
    run(practice, "tags")

    assert run(practice).returncode == 0
    assert is_after(practice)


@pytest.mark.parametrize("missing", [["calls"], ["messages"], ["calls", "messages"]])
def test_a_branch_that_moved_without_its_tags_gets_them(practice: Repository, missing: list[str]) -> None:
    run(practice, "refs")
    for slug in missing:
        practice.git("tag", "--delete", f"{slug}/v1.1.0")

    settle(common_dir(practice))

    assert is_after(practice)


def test_tags_whose_branch_did_not_move_are_completed(practice: Repository) -> None:
    run(practice, "refs")
    practice.git("update-ref", "refs/heads/" + practice.git("branch", "--show-current"), "HEAD~1")

    settle(common_dir(practice))

    assert is_after(practice)


def test_where_the_branch_went_elsewhere_the_release_is_undone(practice: Repository) -> None:
    run(practice, "refs")
    practice.git("tag", "--delete", "calls/v1.1.0")
    practice.git("reset", "--quiet", "--hard", "HEAD~1")
    practice.write("other.txt", "mine")
    practice.commit()

    settled = settle(common_dir(practice))

    assert settled is not None
    assert not settled.carried_through
    assert practice.git("tag", "--list") == ""
    assert practice.git("status", "--porcelain") == ""
    assert not _leftovers(practice)


def test_a_file_that_was_edited_meanwhile_is_left_as_it_is(practice: Repository) -> None:
    run(practice, "index")
    practice.write("policies/messages.md", OLD + "\nMine.\n")

    settled = settle(common_dir(practice))

    assert settled is not None
    assert "policies/messages.md was edited" in settled.remarks[0]
    assert (practice.folder / "policies/messages.md").read_text() == OLD + "\nMine.\n"
    assert practice.git("status", "--porcelain").strip() == "M policies/messages.md"


def test_an_index_that_git_refreshed_meanwhile_is_brought_up_all_the_same(practice: Repository) -> None:
    run(practice, "refs")
    practice.git("add", "--all", "--renormalize")
    (practice.folder / "policies/messages.md").touch()
    practice.git("status")

    settle(common_dir(practice))

    assert is_after(practice)


def test_locks_that_hold_our_ids_are_ours_and_go(practice: Repository) -> None:
    run(practice, "journal")
    head = practice.git("symbolic-ref", "HEAD")
    new = _from_journal(practice, '"new": "')
    (common_dir(practice) / f"{head}.lock").write_text(new + "\n")

    settle(common_dir(practice))

    assert is_after(practice)


@pytest.mark.parametrize("name", ["HEAD.lock", "refs/tags/calls/v1.1.0.lock", "index.lock"])
def test_a_lock_that_may_be_of_another_program_stays_and_one_command_finishes(
    practice: Repository, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policydocs.history.ref_transaction.WAIT_S", 0.1)
    run(practice, "journal")
    lock = common_dir(practice) / name
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_bytes(b"")

    with pytest.raises(SurroundingsError) as raised:
        settle(common_dir(practice))

    assert "policydocs release --unlock" in str(raised.value)
    assert lock.exists()
    assert is_interrupted(common_dir(practice))
    settle(common_dir(practice), unlock=True)
    assert is_after(practice)


def test_a_repository_that_was_moved_is_completed_in_its_new_place(practice: Repository) -> None:
    run(practice, "journal")
    moved = Repository(practice.folder.with_name("moved"))
    practice.folder.rename(moved.folder)

    settle(common_dir(moved))

    assert is_after(moved)


def test_a_journal_that_cannot_be_read_is_told_and_nothing_is_touched(practice: Repository) -> None:
    run(practice, "journal")
    journal = common_dir(practice) / "policydocs" / "journal.json"
    journal.write_text(journal.read_text()[:100])

    with pytest.raises(SurroundingsError, match="cannot be read"):
        settle(common_dir(practice))

    journal.unlink()
    assert is_before(practice)


def test_of_two_releases_at_once_one_says_that_the_other_is_at_work(practice: Repository) -> None:
    with repository_lock(common_dir(practice) / "policydocs"):
        answer = run(practice)

    assert HeldByAnotherError.__name__ in answer.stderr
    assert is_before(practice)


# --- The system itself ends git or us ------------------------------------------------------------

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@needs_strace
@pytest.mark.parametrize("when", range(1, 6))
def test_git_killed_at_a_rename_of_its_transaction(practice: Repository, when: int) -> None:
    """The locks of branch and tags become refs one by one; `benchmarks.release_faults` tries it all."""
    run(practice, "journal")
    inject = f"inject=rename,renameat,renameat2:signal=KILL:when={when}"
    run(practice, "settle", ("strace", "-f", "-qq", "-o", "/dev/null", "-e", inject))

    settle(common_dir(practice))

    assert is_after(practice)
    assert sound(practice)


def _from_journal(practice: Repository, key: str) -> str:
    text = (common_dir(practice) / "policydocs" / "journal.json").read_text()
    return text.partition(key)[2].partition('"')[0]


# --- The disk refuses ----------------------------------------------------------------------------


def test_git_that_fails_leaves_all_as_before(practice: Repository) -> None:
    """A branch that git may not move: a foreign lock on a tag."""
    lock = common_dir(practice) / "refs/tags/calls/v1.1.0.lock"
    lock.parent.mkdir(parents=True)
    lock.write_text("")

    answer = run(practice)

    assert LockLeftError.__name__ in answer.stderr
    lock.unlink()
    assert is_before(practice)


def test_a_hook_that_refuses_the_refs_leaves_all_as_before(practice: Repository) -> None:
    hook = common_dir(practice) / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n[ $1 != prepared ]\n")
    hook.chmod(0o755)

    answer = run(practice)

    assert answer.returncode == 1
    hook.unlink()
    assert is_before(practice)


def test_handouts_that_cannot_be_written_are_told_and_finished_later(practice: Repository) -> None:
    (practice.folder / "handouts").write_text("a file in the way")

    answer = run(practice)

    assert "is made, but not all of its files are in place" in answer.stderr
    assert is_interrupted(common_dir(practice))
    (practice.folder / "handouts").unlink()
    settle(common_dir(practice))
    assert is_after(practice)


def test_the_work_of_the_driver_is_what_these_tests_expect() -> None:
    assert [tag.name for tag in work(Path("data")).tags] == [f"{slug}/v1.1.0" for slug in SLUGS]
