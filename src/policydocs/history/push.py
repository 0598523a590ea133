"""Branch and versions sent to the shared copy: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policydocs.errors import InputError, SurroundingsError
from policydocs.history.git_program import ask, git_in


def push_release(folder: Path, upstream: str, branch: str, tags: Sequence[str]) -> str:
    """Send them in one transaction of the other side; gives its name.

    Args:
        upstream: what the branch follows, "origin/main"; "" where it follows nothing.
        branch: "refs/heads/main".

    Raises:
        InputError: there is no other side.
        SurroundingsError: it did not take them; nothing arrived.
    """
    git = git_in(folder)
    name = branch.removeprefix("refs/heads/")
    remote = ask(git, "config", "--get", f"branch.{name}.remote").output.strip()
    merge = ask(git, "config", "--get", f"branch.{name}.merge").output.strip() or branch
    if not upstream or not remote:
        raise InputError(
            "the version is made, but this branch has no shared copy to send it to.",
            fix=f"Name one once:  git push --set-upstream origin {name}",
        )
    refs = [f"{branch}:{merge}", *(f"refs/tags/{tag}" for tag in tags)]
    answer = ask(git, "push", "--atomic", "--porcelain", remote, *refs)
    if answer.status:
        said = (answer.error or answer.output).strip()
        raise SurroundingsError(
            f"the version is made here, but {remote} did not take it; nothing arrived there: {said}",
            fix=f"Put right what it says, then:  git push --atomic {remote} {name} --tags",
        )
    return remote
