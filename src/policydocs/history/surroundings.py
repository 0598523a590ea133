"""Where a practice's repository is and how it stands, before anything is done to it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policydocs.errors import InputError
from policydocs.history.git_directory import OWN_FOLDER
from policydocs.history.git_program import Answer, ask, git_in, refused, run
from policydocs.history.objects import ID_LENGTH, other_ids
from policydocs.history.repository import Identity
from policydocs.values import frozen

if TYPE_CHECKING:
    from git import Git

#: What git leaves in its directory while something is going on, and what that is.
_BUSY: Mapping[str, str] = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
}
#: A name and an address in which git finds nothing to leave out.
_PLAIN_NAME = re.compile(r"\w([\w .'-]*\w)?")
_PLAIN_EMAIL = re.compile(r"\w[\w.+-]*@[\w.-]*\w")
_OTHER_IDENTITY = ("committer.name", "committer.email")
_IDENTITY = ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
HOOKS = ("pre-commit", "commit-msg")


@frozen
class Places:
    """Where the parts of a repository are."""

    practice: Path  #: the practice's folder
    top: Path  #: the working tree's
    git_dir: Path  #: of this working tree: its index, its HEAD
    common_dir: Path  #: of the repository: its branches, tags, settings
    prefix: str  #: the practice's folder from the working tree's: "" or "a/b"

    @property
    def own(self) -> Path:
        """policydocs' folder within the git directory."""
        return self.common_dir / OWN_FOLDER

    def in_repository(self, path: str) -> str:
        """A path of the practice, from the repository's root."""
        return f"{self.prefix}/{path}" if self.prefix else path


@frozen
class Situation:
    """How a repository stands."""

    places: Places
    branch: str | None  #: "refs/heads/main"; None where HEAD is detached
    head: str | None  #: the newest commit; None where nothing was committed yet
    busy: str = ""  #: "merge", "rebase" ... where one is in progress
    bare: bool = False
    shallow: bool = False
    upstream: str = ""  #: "origin/main"
    behind: int = 0  #: commits that the upstream has and this branch has not, as of the last fetch
    changed: tuple[str, ...] = ()  #: files that git knows and that differ from HEAD, from its root
    untracked: tuple[str, ...] = ()
    identity: Identity | None = None
    settings: Mapping[str, str] | None = None  #: git's; keys in small letters
    hooks: tuple[Path, ...] = ()  #: those of HOOKS that are there

    def flag(self, key: str) -> bool:
        """A setting that is on or off."""
        return (self.settings or {}).get(key, "").lower() in ("true", "yes", "on", "1")

    @property
    def dirty(self) -> frozenset[str]:
        return frozenset((*self.changed, *self.untracked))


def read_situation(folder: Path) -> Situation:
    """How the repository stands in which the folder lies; takes four short git processes.

    Raises:
        InputError: it lies in none, or in one without working files.
        SurroundingsError: no git program, or git refused.
    """
    git = git_in(folder)
    said = ask(
        git,
        "rev-parse",
        "--is-bare-repository",
        "--is-shallow-repository",
        "--absolute-git-dir",
        "--git-common-dir",
        *(argument for name in HOOKS for argument in ("--git-path", f"hooks/{name}")),
        "--show-prefix",
        "--show-toplevel",
    )
    lines = said.output.split("\n")
    if said.status or lines[0] == "true":
        raise _unusable(said)
    git_dir = Path(lines[2])
    places = Places(
        folder.resolve(),
        Path(lines[4 + len(HOOKS) + 1]),
        git_dir,
        Path(os.path.normpath(folder / lines[3])),
        lines[4 + len(HOOKS)].strip("/"),
    )
    hooks = [folder / line for line in lines[4 : 4 + len(HOOKS)]]
    status = _read_status(
        run(git, "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--no-renames")
    )
    if status.head is not None and len(status.head) != ID_LENGTH:
        raise other_ids()
    settings = _settings(git)
    if settings.get("extensions.refstorage", "files") != "files":
        raise InputError(
            f"this repository keeps its branches and tags in a {settings['extensions.refstorage']}, in which"
            " an interrupted release could not be put right.",
            fix="Bring it to git's usual form once:  git refs migrate --ref-format=files",
        )
    return Situation(
        places,
        status.branch,
        status.head,
        busy=next((what for name, what in _BUSY.items() if (git_dir / name).exists()), ""),
        shallow=lines[1] == "true",
        upstream=status.upstream,
        behind=status.behind,
        changed=tuple(status.changed),
        untracked=tuple(status.untracked),
        identity=_identity(git, settings),
        settings=settings,
        hooks=tuple(path for path in hooks if path.is_file() and os.access(path, os.X_OK)),
    )


class _Status:
    """What `git status --porcelain=v2 --branch -z` says."""

    def __init__(self) -> None:
        self.branch: str | None = None
        self.head: str | None = None
        self.upstream = ""
        self.behind = 0
        self.changed: list[str] = []
        self.untracked: list[str] = []


def _read_status(said: str) -> _Status:
    status = _Status()
    for entry in said.split("\0"):
        match entry[:2]:
            case "# ":
                _read_header(status, entry)
            case "1 ":
                status.changed.append(entry.split(" ", 8)[8])
            case "u ":
                status.changed.append(entry.split(" ", 10)[10])
            case "? ":
                status.untracked.append(entry[2:])
            case _:
                continue
    return status


def _read_header(status: _Status, entry: str) -> None:
    _, name, value = entry.split(" ", 2)
    match name:
        case "branch.oid":
            status.head = None if value == "(initial)" else value
        case "branch.head":
            status.branch = None if value == "(detached)" else f"refs/heads/{value}"
        case "branch.upstream":
            status.upstream = value
        case "branch.ab":
            status.behind = int(value.partition(" -")[2] or 0)
        case _:
            return


def _identity(git: Git, settings: Mapping[str, str]) -> Identity | None:
    """Who a commit would be by; None unless somebody said so, for git otherwise makes a name up."""
    name, email = settings.get("user.name", ""), settings.get("user.email", "")
    is_plain = _PLAIN_NAME.fullmatch(name) and _PLAIN_EMAIL.fullmatch(email)
    if is_plain and settings.keys().isdisjoint(_OTHER_IDENTITY) and os.environ.keys().isdisjoint(_IDENTITY):
        return Identity(name, email)  # as git would say, without asking it
    answer = ask(git, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    name, _, rest = answer.output.partition(" <")
    email = rest.partition(">")[0]
    return Identity(name, email) if answer.status == 0 and name and email else None


def _settings(git: Git) -> Mapping[str, str]:
    said = run(git, "config", "--null", "--list")
    pairs = (entry.partition("\n") for entry in said.split("\0") if entry)
    # A key without a value is on.
    return {key: value if newline else "true" for key, newline, value in pairs}


def _unusable(said: Answer) -> Exception:
    if "not a git repository" in said.error:
        return InputError(
            "this folder is not kept in git, and a version is a mark in git's history.",
            fix='Begin its history, then try again:\n  git init\n  git add .\n  git commit -m "First state"',
        )
    lines: Sequence[str] = said.output.split("\n")
    if lines and lines[0] == "true":
        return InputError(
            "this is a bare repository: it holds the history without files to work on.",
            fix="Work in a copy:  git clone THIS-FOLDER my-practice",
        )
    return refused(said)
