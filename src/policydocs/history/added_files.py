"""Committing files that were just added to somebody's repository, and nothing else of what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from policydocs.history.git_program import ask, dated, git_in, refused, run
from policydocs.history.surroundings import read_situation


def why_not_committed(folder: Path) -> str:
    """Why a commit of ours would be out of place here now; "" where nothing stands against it.

    Raises:
        InputError: the folder lies in no repository with working files.
        SurroundingsError: no git program, or git refused.
    """
    situation = read_situation(folder)
    if situation.busy:
        return f"a {situation.busy} is going on"
    if situation.branch is None:
        return "no branch is checked out"
    if situation.identity is None:
        return (
            "git knows no name here; tell it yours:\n"
            '    git config --global user.name "Your Name"\n'
            '    git config --global user.email "you@example.org"'
        )
    return ""


def commit_added(folder: Path, paths: Sequence[str], *, message: str, moment: datetime) -> None:
    """One commit of those files; what else is changed or staged stays as it is.

    Hooks and signing are those of the repository: it is the user's, with the user's rules.

    Args:
        folder: of the repository's working tree.
        paths: POSIX paths below it, of files that git does not know yet.
        message: of the commit.
        moment: aware; likewise.

    Raises:
        SurroundingsError: git or a hook refused; git's index is as before.
    """
    git = git_in(folder)
    try:
        run(git, "add", "--force", "--", *paths)
        answer = ask(
            git, "commit", "--quiet", "--only", "--message", message, "--", *paths, env=dated(moment)
        )
        if answer.status:
            raise refused(answer)
    except BaseException:
        ask(git, "rm", "--cached", "--quiet", "--ignore-unmatch", "--", *paths)
        raise
