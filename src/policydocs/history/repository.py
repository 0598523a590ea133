"""The practice's folder as a git repository: whether it is one, how it begins, how its files stand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from policydocs.history.git_program import ask, dated, git_in, refused, run
from policydocs.values import frozen

if TYPE_CHECKING:
    from git import Git


@frozen
class Identity:
    """Who a commit is by."""

    name: str
    email: str


@frozen
class FirstCommit:
    """A repository that was begun."""

    id: str  #: of the commit, 40 hexadecimal digits
    identity_set: Identity | None  #: set for this repository alone, because the machine has none


def git_version() -> str:
    """The git program's version, as "2.39.5".

    Raises:
        SurroundingsError: there is no git program, or it does not run.
    """
    said = run(git_in(Path.cwd()), "version")
    return said.removeprefix("git version").strip().split(" ")[0]


def known_identity(folder: Path) -> Identity | None:
    """Who git would say a commit in this folder is by; None where it knows no name or no e-mail.

    Raises:
        SurroundingsError: no git program, or git refused.
    """
    answer = ask(git_in(folder), "config", "-z", "--get-regexp", r"^user\.(name|email)$")
    if answer.status > 1:  # 1 is git's way to say that neither is set
        raise refused(answer)
    entries = (entry.partition("\n") for entry in answer.output.split("\0"))
    found = {key: value.strip() for key, _, value in entries}  # of several the last counts
    name, email = found.get("user.name", ""), found.get("user.email", "")
    return Identity(name, email) if name and email else None


def begin_repository(
    folder: Path, paths: Sequence[str], *, message: str, fallback: Identity, moment: datetime
) -> FirstCommit:
    """Make the folder a repository on the branch `main` and commit those files, and no others.

    Hooks and signing that the machine is set up with do not run: they may ask questions, and this commit
    holds nothing but what the toolkit made.

    Args:
        folder: an existing folder that is no repository yet.
        paths: POSIX paths below it.
        message: of the commit.
        fallback: who it is by where git knows no name or no e-mail; stored in this repository's settings.
        moment: aware; of the commit.

    Raises:
        SurroundingsError: no git program, or git refused.
    """
    git = git_in(folder)
    run(git, "init", "--quiet", "--template=")
    run(git, "symbolic-ref", "HEAD", "refs/heads/main")  # `init -b` needs git 2.28
    identity = _settle_identity(git, fallback)
    run(git, "add", "--force", "--", *paths)
    run(
        git,
        *("-c", "commit.gpgsign=false", "-c", f"core.hooksPath={os.devnull}"),
        *("commit", "--quiet", "--no-verify", "--message", message),
        env=dated(moment),
    )
    return FirstCommit(run(git, "rev-parse", "HEAD").strip(), identity)


def is_repository(folder: Path) -> bool:
    """Whether the folder lies in a git repository.

    Raises:
        SurroundingsError: there is no git program, or git refused.
    """
    answer = ask(git_in(folder), "rev-parse", "--git-dir")
    if answer.status and "not a git repository" not in answer.error:
        raise refused(answer)
    return answer.status == 0


def unsaved_files(folder: Path, below: str) -> frozenset[str]:
    """The files below a folder of the practice that no commit has as they are, by their POSIX path from it.

    Raises:
        SurroundingsError: no git program, no repository, or git refused.
    """
    git = git_in(folder)
    changed = run(git, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", below)
    prefix = run(git, "rev-parse", "--show-prefix").strip()
    return frozenset(entry[3:].removeprefix(prefix) for entry in changed.split("\0") if len(entry) > 3)


def _settle_identity(git: Git, fallback: Identity) -> Identity | None:
    """Give the repository a name and an address where the machine has none; what was set, or None."""
    name, email = _setting(git, "user.name"), _setting(git, "user.email")
    if name and email:
        return None
    chosen = Identity(name or fallback.name, email or fallback.email)
    run(git, "config", "--local", "user.name", chosen.name)
    run(git, "config", "--local", "user.email", chosen.email)
    return chosen


def _setting(git: Git, key: str) -> str:
    """A setting of git's, or "" where it has none."""
    answer = ask(git, "config", "--get", key)
    if answer.status > 1:  # 1 is git's way to say that it is not set
        raise refused(answer)
    return answer.output.strip()
