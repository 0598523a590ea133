"""The git program, through GitPython; none of its objects pass beyond this room.

GitPython drives the `git` program. It is slow to load and most commands need no git, so import this module,
and those that use it, only where it is used.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from policydocs.errors import SurroundingsError

# Without this, importing GitPython fails where there is no git program.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from git import Git
from git.exc import GitCommandNotFound

#: How to get the git program, by system; told wherever it is missing.
HOW_TO_GET_GIT: Mapping[str, str] = {
    "Windows": "winget install --id Git.Git -e",
    "macOS": "xcode-select --install",
    "Linux": "sudo apt install git   (or: sudo dnf install git)",
}

#: Set by git around its hooks. The repository meant here is always the folder that was named.
_LOCATION_VARIABLES = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
)

NO_VARIABLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """How a call of git ended."""

    status: int
    output: str
    error: str


def git_in(folder: Path) -> Git:
    """GitPython's command runner in a folder."""
    for variable in _LOCATION_VARIABLES:
        os.environ.pop(variable, None)
    git = Git(str(folder))
    # Only looking must leave no trace: `git status` would take a lock to store what it found out.
    git.update_environment(GIT_OPTIONAL_LOCKS="0")
    return git


def ask(
    git: Git,
    *arguments: str,
    stdin: bytes | None = None,
    env: Mapping[str, str] = NO_VARIABLES,
    keeps: int | None = None,
) -> Answer:
    """Run git, whatever comes of it.

    Args:
        stdin: what it reads.
        env: variables for this call alone.
        keeps: an open file that the process holds open too (see `lock`).

    Raises:
        SurroundingsError: there is no git program.
    """
    more: dict[str, Any] = {"pass_fds": (keeps,)} if keeps is not None and os.name == "posix" else {}
    try:
        with _as_file(stdin) as given:
            status, output, error = git.execute(
                ["git", *arguments],
                istream=given,
                with_extended_output=True,
                with_exceptions=False,
                strip_newline_in_stdout=False,
                env=env,
                **more,
            )
    except GitCommandNotFound as missing:
        raise _missing() from missing
    return Answer(status, str(output), str(error))


@contextmanager
def _as_file(data: bytes | None) -> Iterator[BinaryIO | None]:
    """A real file, so that git cannot block on a full pipe."""
    if data is None:
        yield None
        return
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file


def run(
    git: Git,
    *arguments: str,
    stdin: bytes | None = None,
    env: Mapping[str, str] = NO_VARIABLES,
    keeps: int | None = None,
) -> str:
    """Run git and give what it printed; see `ask`.

    Raises:
        SurroundingsError: there is no git program, or it refused.
    """
    answer = ask(git, *arguments, stdin=stdin, env=env, keeps=keeps)
    if answer.status:
        raise refused(answer)
    return answer.output


def converse(git: Git, *arguments: str, keeps: int | None = None) -> subprocess.Popen[bytes]:
    """Start a git process that is spoken with through pipes; the caller ends it.

    Raises:
        SurroundingsError: there is no git program.
    """
    more: dict[str, Any] = {"pass_fds": (keeps,)} if keeps is not None and os.name == "posix" else {}
    try:
        started = git.execute(["git", *arguments], istream=subprocess.PIPE, as_process=True, **more)
    except GitCommandNotFound as missing:
        raise _missing() from missing
    process: subprocess.Popen[bytes] | None = started.proc
    assert process is not None
    started.proc = None  # GitPython would end it as soon as its wrapper is let go
    return process


def _missing() -> SurroundingsError:
    ways = "\n".join(f"    {system + ':':9} {way}" for system, way in HOW_TO_GET_GIT.items())
    return SurroundingsError(
        "The program git was not found; policydocs keeps the history of your policies with it.",
        fix=f"Install it, open a new terminal and run the same command again:\n{ways}",
    )


def refused(answer: Answer) -> SurroundingsError:
    return SurroundingsError(
        f"git refused: {answer.error.strip() or answer.output.strip()}",
        fix="Put right what git says, then run the same command again.  policydocs doctor  may tell more.",
    )
