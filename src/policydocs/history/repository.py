"""The practice's folder as a git repository, through GitPython; none of its objects pass beyond this module.

GitPython drives the `git` program. It is slow to load and most commands need no git, so import this module
only where it is used.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a commit is by."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class FirstCommit:
    """A repository that was begun."""

    id: str  #: of the commit, 40 hexadecimal digits
    identity_set: Identity | None  #: set for this repository alone, because the machine has none


@dataclass(frozen=True, slots=True)
class Saved:
    """How a file stands in git."""

    committed: date | None  #: the day of the newest commit that touched it; None: never committed
    changed_since: bool  #: what is on disk differs from that commit


def git_version() -> str:
    """The git program's version, as "2.39.5".

    Raises:
        SurroundingsError: there is no git program, or it does not run.
    """
    said = _run(_git(Path.cwd()), "version")
    return said.removeprefix("git version").strip().split(" ")[0]


def known_identity(folder: Path) -> Identity | None:
    """Who git would say a commit in this folder is by; None where it knows no name or no e-mail.

    Raises:
        SurroundingsError: no git program, or git refused.
    """
    git = _git(folder)
    name, email = _setting(git, "user.name"), _setting(git, "user.email")
    return Identity(name, email) if name and email else None


def begin_repository(folder: Path, paths: Sequence[str], *, message: str, fallback: Identity) -> FirstCommit:
    """Make the folder a repository on the branch `main` and commit those files, and no others.

    Hooks and signing that the machine is set up with do not run: they may ask questions, and this commit
    holds nothing but what the toolkit made.

    Args:
        folder: an existing folder that is no repository yet.
        paths: POSIX paths below it.
        message: of the commit.
        fallback: who it is by where git knows no name or no e-mail; stored in this repository's settings.

    Raises:
        SurroundingsError: no git program, or git refused.
    """
    git = _git(folder)
    _run(git, "init", "--quiet", "--template=")
    _run(git, "symbolic-ref", "HEAD", "refs/heads/main")  # `init -b` needs git 2.28
    identity = _settle_identity(git, fallback)
    _run(git, "add", "--force", "--", *paths)
    _run(
        git,
        *("-c", "commit.gpgsign=false", "-c", f"core.hooksPath={os.devnull}"),
        *("commit", "--quiet", "--no-verify", "--message", message),
    )
    return FirstCommit(_run(git, "rev-parse", "HEAD").strip(), identity)


def is_repository(folder: Path) -> bool:
    """Whether the folder lies in a git repository.

    Raises:
        SurroundingsError: there is no git program, or git refused.
    """
    answer = _ask(_git(folder), "rev-parse", "--git-dir")
    if answer.status and "not a git repository" not in answer.error:
        raise _refused(answer)
    return answer.status == 0


def saved_files(folder: Path, below: str) -> Mapping[str, Saved]:
    """How each file below a folder of the practice stands in git, by its POSIX path from the practice.

    A file of which git knows nothing, and which it does not see either (ignored), is absent.

    Raises:
        SurroundingsError: no git program, no repository, or git refused.
    """
    git = _git(folder)
    days: dict[str, date] = {}
    if _has_commits(git):
        log = _run(git, "log", "--format=%x01%cs", "--name-only", "--relative", "-z", "--", below)
        days = _newest_days(log)
    changed = _run(git, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", below)
    prefix = _run(git, "rev-parse", "--show-prefix").strip()
    dirty = {entry[3:].removeprefix(prefix) for entry in changed.split("\0") if len(entry) > 3}
    return {path: Saved(days.get(path), path in dirty) for path in (*days, *sorted(dirty - days.keys()))}


def _newest_days(log: str) -> dict[str, date]:
    """Path -> day of the newest commit, from `git log -z --format=%x01%cs --name-only`, newest first."""
    days: dict[str, date] = {}
    for commit in log.split("\x01")[1:]:
        day, *names = commit.replace("\n", "\0").split("\0")
        for name in names:
            if name:
                days.setdefault(name, date.fromisoformat(day))
    return days


def _has_commits(git: Git) -> bool:
    return _ask(git, "rev-parse", "--verify", "--quiet", "HEAD").status == 0


def _settle_identity(git: Git, fallback: Identity) -> Identity | None:
    """Give the repository a name and an address where the machine has none; what was set, or None."""
    name, email = _setting(git, "user.name"), _setting(git, "user.email")
    if name and email:
        return None
    chosen = Identity(name or fallback.name, email or fallback.email)
    _run(git, "config", "--local", "user.name", chosen.name)
    _run(git, "config", "--local", "user.email", chosen.email)
    return chosen


def _setting(git: Git, key: str) -> str:
    """A setting of git's, or "" where it has none."""
    answer = _ask(git, "config", "--get", key)
    if answer.status > 1:  # 1 is git's way to say that it is not set
        raise _refused(answer)
    return answer.output.strip()


@dataclass(frozen=True, slots=True)
class _Answer:
    """How a call of git ended."""

    status: int
    output: str
    error: str


def _git(folder: Path) -> Git:
    """GitPython's command runner in a folder."""
    for variable in _LOCATION_VARIABLES:
        os.environ.pop(variable, None)
    return Git(str(folder))


def _ask(git: Git, *arguments: str) -> _Answer:
    """Run git, whatever comes of it.

    Raises:
        SurroundingsError: there is no git program.
    """
    try:
        status, output, error = git.execute(
            ["git", *arguments],
            with_extended_output=True,
            with_exceptions=False,
            strip_newline_in_stdout=False,
        )
    except GitCommandNotFound as missing:
        raise _missing() from missing
    return _Answer(status, str(output), str(error))


def _run(git: Git, *arguments: str) -> str:
    """Run git and give what it printed.

    Raises:
        SurroundingsError: there is no git program, or it refused.
    """
    answer = _ask(git, *arguments)
    if answer.status:
        raise _refused(answer)
    return answer.output


def _missing() -> SurroundingsError:
    ways = "\n".join(f"    {system + ':':9} {way}" for system, way in HOW_TO_GET_GIT.items())
    return SurroundingsError(
        "The program git was not found; policydocs keeps the history of your policies with it.",
        fix=f"Install it, open a new terminal and run the same command again:\n{ways}",
    )


def _refused(answer: _Answer) -> SurroundingsError:
    return SurroundingsError(
        f"git refused: {answer.error.strip() or answer.output.strip()}",
        fix="Put right what git says, then run the same command again.  policydocs doctor  may tell more.",
    )
