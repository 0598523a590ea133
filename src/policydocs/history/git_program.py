"""The git program, through GitPython; none of its objects pass beyond this room.

GitPython drives the `git` program. It is slow to load and most commands need no git, so import this module,
and those that use it, only where it is used.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from policydocs.errors import SurroundingsError
from policydocs.values import frozen

# Without this, importing GitPython fails where there is no git program.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
# While it is imported it asks the git program for its version, twice, which nothing here needs to know. Named
# one that is not there, it gives up at once; each call of ours names the program itself.
_NAMED = os.environ.get("GIT_PYTHON_GIT_EXECUTABLE", "git")
os.environ["GIT_PYTHON_GIT_EXECUTABLE"] = str(Path(__file__).with_name("no-program"))

from git import Git  # noqa: E402
from git.exc import GitCommandNotFound  # noqa: E402

os.environ["GIT_PYTHON_GIT_EXECUTABLE"] = _NAMED

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

#: `update-ref --stdin` with start, prepare and commit.
OLDEST_GIT = (2, 27)
#: `git hook run`; and settings by which what is written is on the disk at once.
GIT_FOR_HOOKS = (2, 36)

_DUBIOUS = re.compile(r"(?:dubious ownership in repository at|unsafe repository \(?)\s*'(?P<folder>[^']+)'")
_EXTENSION = re.compile(r"unknown repository extensions? found:\s*(?P<name>\S+)")
_NOT_KNOWN = re.compile(r"unknown (?:option|switch|command)|^usage:|is not a git command", re.MULTILINE)

NO_VARIABLES: Mapping[str, str] = MappingProxyType({})


@frozen
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
    """What git would not do, and what to do about it."""
    said = answer.error.strip() or answer.output.strip()
    owner = _DUBIOUS.search(said)
    if owner is not None:
        return SurroundingsError(
            f"the folder {owner['folder']} belongs to another user of this computer, and git does not look"
            " into it unless you say that you trust it.",
            fix=f'If it is yours, say so once:  git config --global --add safe.directory "{owner["folder"]}"',
        )
    extension = _EXTENSION.search(said)
    if extension is not None:
        return SurroundingsError(
            f"this repository was made by a newer git than the one on this computer ({extension['name']}).",
            fix="Install a newer git; policydocs doctor says how.",
        )
    if _NOT_KNOWN.search(said) and is_too_old():
        return SurroundingsError(
            f"the git program is too old: policydocs needs version {written(OLDEST_GIT)} or newer.",
            fix="Install a newer one; policydocs doctor says how.",
        )
    return SurroundingsError(
        f"git refused: {said}",
        fix="Put right what git says, then run the same command again.  policydocs doctor  may tell more.",
    )


def git_moment(moment: datetime) -> str:
    """As git writes it: `1700000000 +0100`."""
    return f"{int(moment.timestamp())} {moment:%z}"


def dated(moment: datetime) -> Mapping[str, str]:
    """Variables by which a commit or a tag is of that moment; aware."""
    said = git_moment(moment)
    return {"GIT_AUTHOR_DATE": said, "GIT_COMMITTER_DATE": said}


def is_too_old() -> bool:
    """Whether the git program is older than OLDEST_GIT; asked only where it refused something."""
    numbers = re.findall(r"\d+", ask(Git(), "version").output)[:2]
    return tuple(int(number) for number in numbers) < OLDEST_GIT


def written(version: tuple[int, int]) -> str:
    return ".".join(str(number) for number in version)
