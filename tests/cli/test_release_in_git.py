"""Releases in unusual repositories, with hooks, keys and shared copies, and interrupted ones."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from policydocs.history.version_book import read_versions

from .conftest import Run, write
from .kept_in_git import git, in_git, kept, released, tags

__all__ = ["git", "kept", "released"]


def test_a_linked_working_tree_releases_on_its_own_branch(kept: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other desk é"
    in_git(kept, "worktree", "add", "--quiet", "-b", "other", str(other))

    result = run("-C", str(other), "release", "-q")

    assert result.exit_code == 0, result.output
    assert in_git(other, "status", "--porcelain") == ""
    assert in_git(other, "rev-parse", "questions/v1.0.0^{}") == in_git(other, "rev-parse", "other")
    assert in_git(kept, "rev-list", "--count", "main") == "1"


def test_a_practice_within_a_larger_repository(practice: Path, git: None, run: Run) -> None:
    top = practice.parent
    write(top / "letters" / "a.txt", "other work")
    in_git(top, "init", "--quiet", "--template=")
    in_git(top, "add", "--all", "desk", "letters")
    in_git(top, "commit", "--quiet", "--message", "First state")

    assert run("release", "-q").exit_code == 0

    changed = in_git(top, "show", "--name-only", "--format=", "HEAD").split()
    assert changed == ["desk/CHANGELOG.md"]
    assert "desk/policies" not in in_git(top, "status", "--porcelain")


def test_windows_line_ends_in_the_working_tree(kept: Path, run: Run) -> None:
    in_git(kept, "config", "core.autocrlf", "true")
    path = kept / "policies" / "questions.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b" {#texting}", b""))

    assert run("release", "-q").exit_code == 0

    assert b"\r\n" in path.read_bytes()
    assert b"## Texting {#texting}\r\n" in path.read_bytes()
    shown = subprocess.run(
        ["git", "cat-file", "blob", "HEAD:policies/questions.md"], cwd=kept, capture_output=True, check=True
    )
    assert b"\r" not in shown.stdout
    assert in_git(kept, "status", "--porcelain") == ""


def test_a_pre_commit_hook_is_asked_and_can_refuse(kept: Path, run: Run) -> None:
    hook = kept / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ngit diff --cached --name-only >&2\nexit 1\n")
    hook.chmod(0o755)

    result = run("release")

    assert result.exit_code == 2
    assert "pre-commit hook is against this release: CHANGELOG.md" in " ".join(result.stderr.split())
    assert tags(kept) == []


def test_a_release_is_signed_where_git_is_set_up_so(kept: Path, run: Run, machine: Path) -> None:
    key = machine / "key"
    try:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    except FileNotFoundError:
        pytest.skip("ssh-keygen is not installed")
    (machine / "allowed").write_text(f"jo@example.org {key.with_suffix('.pub').read_text()}")
    for name, value in {
        "gpg.format": "ssh",
        "user.signingKey": str(key),
        "gpg.ssh.allowedSignersFile": str(machine / "allowed"),
        "tag.gpgSign": "true",
        "commit.gpgSign": "true",
    }.items():
        in_git(kept, "config", name, value)

    assert run("release", "-q").exit_code == 0

    in_git(kept, "verify-tag", "questions/v1.0.0")
    in_git(kept, "verify-commit", "HEAD")
    (release,) = read_versions(kept).of("questions").releases
    assert release.signed


def test_a_key_that_cannot_sign_leaves_all_as_before(kept: Path, run: Run, machine: Path) -> None:
    in_git(kept, "config", "gpg.format", "ssh")
    in_git(kept, "config", "user.signingKey", str(machine / "no-key"))
    in_git(kept, "config", "tag.gpgSign", "true")

    result = run("release")

    assert result.exit_code == 3
    assert "could not sign" in result.stderr
    assert tags(kept) == []
    assert in_git(kept, "status", "--porcelain") == ""


def test_branch_and_versions_are_sent_together(kept: Path, run: Run, tmp_path: Path) -> None:
    shared = tmp_path / "shared.git"
    in_git(tmp_path, "init", "--quiet", "--bare", str(shared))
    in_git(kept, "remote", "add", "origin", str(shared))
    in_git(kept, "push", "--quiet", "--set-upstream", "origin", "main")

    assert run("release", "-q", "--push").exit_code == 0

    assert in_git(shared, "tag", "--list") == "questions/v1.0.0"
    assert in_git(shared, "rev-parse", "main") == in_git(kept, "rev-parse", "HEAD")


def test_a_shared_copy_that_refuses_gets_nothing(kept: Path, run: Run, tmp_path: Path) -> None:
    shared = tmp_path / "shared.git"
    in_git(tmp_path, "init", "--quiet", "--bare", str(shared))
    in_git(kept, "remote", "add", "origin", str(shared))
    in_git(kept, "push", "--quiet", "--set-upstream", "origin", "main")
    hook = shared / "hooks" / "update"
    hook.write_text('#!/bin/sh\ncase "$1" in refs/tags/*) exit 1;; esac\n')
    hook.chmod(0o755)

    result = run("release", "-q", "--push")

    assert result.exit_code == 3
    assert "did not take it" in result.stderr
    assert in_git(shared, "tag", "--list") == ""
    assert in_git(shared, "rev-list", "--count", "main") == "1"
    assert tags(kept) == ["questions/v1.0.0"]


def test_an_interrupted_release_is_finished_by_the_next_command(kept: Path, run: Run) -> None:
    (kept / "handouts").write_text("in the way")
    result = run("release")
    assert result.exit_code == 3
    assert "the next command that you run finishes it" in result.stderr
    (kept / "handouts").unlink()

    result = run("validate")

    assert "had been interrupted. It is complete now." in " ".join(result.stderr.split())
    assert (kept / "handouts/questions/1.0.0/questions-1.0.0.txt").exists()
    assert "interrupted" not in run("validate").stderr


@pytest.fixture
def interrupted(kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release that stopped behind its journal, before branch and tags moved."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("policydocs.history.release.carry_through", stopped)
        assert run("release", "-q").exit_code == 130
    assert (kept / ".git/policydocs/journal.json").exists()
    assert tags(kept) == []
    return kept


def test_an_interrupted_release_is_undone_where_that_is_asked(interrupted: Path, run: Run) -> None:
    undone = run("release", "--undo")

    assert undone.exit_code == 0
    assert "undone" in undone.stdout
    assert tags(interrupted) == []
    assert in_git(interrupted, "rev-list", "--count", "HEAD") == "1"
    assert in_git(interrupted, "status", "--porcelain") == ""
    assert "interrupted" not in run("validate").stderr


def test_a_release_behind_a_lock_waits_for_the_person(
    interrupted: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policydocs.history.ref_transaction.WAIT_S", 0.1)
    lock = interrupted / ".git" / "refs" / "heads" / "main.lock"
    lock.write_text("of somebody else")

    before = run("validate")
    unlocked = run("release", "--unlock")

    assert "policydocs release --unlock" in before.stderr
    assert lock.name in before.stderr
    assert unlocked.exit_code == 0
    assert "complete" in unlocked.stdout
    assert tags(interrupted) == ["questions/v1.0.0"]
    assert not lock.exists()
    assert in_git(interrupted, "status", "--porcelain") == ""


def test_a_release_that_is_complete_is_not_undone(released: Path, run: Run) -> None:
    result = run("release", "--undo")

    assert result.exit_code == 0
    assert "No release was interrupted here" in result.stdout
    assert tags(released) == ["questions/v1.0.0"]


def test_nothing_to_unlock(kept: Path, run: Run) -> None:
    result = run("release", "--unlock")

    assert result.exit_code == 0
    assert "No release was interrupted here" in result.stdout


@pytest.mark.parametrize("name", ["index.lock", "refs/heads/main.lock"])
def test_a_lock_that_a_git_program_left_stops_a_release_before_it_begins_and_can_be_removed(
    kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("policydocs.history.ref_transaction.WAIT_S", 0.1)
    lock = kept / ".git" / name
    lock.touch()

    stopped = run("release")
    state_then = tags(kept), (kept / ".git/policydocs/journal.json").exists()
    unlocked = run("release", "--unlock")

    assert stopped.exit_code == 3
    assert str(lock) in stopped.stderr
    assert "nothing was released" in stopped.stderr
    assert "policydocs release --unlock" in stopped.stderr
    assert state_then == ([], False)
    assert f"Removed: {lock}" in unlocked.stdout
    assert run("release").exit_code == 0
    assert tags(kept) == ["questions/v1.0.0"]
