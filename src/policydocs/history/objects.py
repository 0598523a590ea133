"""What git keeps, read through one `git cat-file` process: commits, tags, and files as they were.

Names of revisions go to git on its standard input, never on its command line, so that none of them can be
taken for an option.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from policydocs.errors import InputError, SurroundingsError
from policydocs.history.git_program import Answer, converse, refused
from policydocs.source.tree import LARGEST_FILE_BYTES, within_root
from policydocs.values import frozen

if TYPE_CHECKING:
    from git import Git

ID_LENGTH = 40  #: digits of an object's id, of SHA-1
_LINK, _FOLDER = "120000", "40000"
#: How `git cat-file --batch` begins an answer.
_HEAD = re.compile(r"(?P<id>[0-9a-f]{40,64}) (?P<type>[a-z]+) (?P<size>[0-9]+)\n")
_MOST_LINKS = 5  #: links that lead to links


@frozen
class Commit:
    """One commit, by whom and when; where an annotated tag led to it, by whom and when that was made."""

    id: str  #: 40 hexadecimal digits
    tree: str  #: likewise, of its root folder
    author: str
    moment: datetime  #: aware


@frozen
class _Entry:
    mode: str
    id: str


def other_ids() -> InputError:
    """Why a repository made with --object-format=sha256 is not read."""
    return InputError(
        "this repository names its objects by SHA-256, which this policydocs cannot read yet.",
        fix="Use a repository of git's usual kind (git init without --object-format).",
    )


class AmbiguousNameError(Exception):
    """An abbreviated id that several objects begin with."""


class Objects:
    """The objects of one repository; `close` ends the git process behind it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._folders: dict[str, dict[str, _Entry]] = {}

    def close(self) -> None:
        """Let git end, which it does when nothing more is asked."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()

    def _cut_short(self) -> None:
        """End git while it is about to send what nobody wants."""
        if self._process is not None:
            self._process.terminate()
        self.close()

    def commit(self, name: str) -> Commit | None:
        """The commit that a name stands for (a branch, a tag, an id, `HEAD~1`, `@{yesterday}`), or None.

        Raises:
            AmbiguousNameError: an abbreviated id of several objects.
            SurroundingsError: git ended, or what it keeps is damaged.
        """
        tagger: tuple[str, datetime] | None = None
        found = self._object(name)
        while found is not None and found[1] == "tag":
            headers = _headers(found[2])
            if "tagger" in headers:
                tagger = tagger or _who(headers["tagger"])
            found = self._object(headers["object"])
        if found is None or found[1] != "commit":
            return None
        headers = _headers(found[2])
        author, moment = tagger or _who(headers["author"])
        return Commit(found[0], headers["tree"], author, moment)

    def _object(self, name: str) -> tuple[str, str, bytes] | None:
        """Id, type and content; None where the name stands for nothing."""
        if not name.strip() or any(mark in name for mark in "\n\r\0"):
            return None
        stdin, stdout = self._pipes()
        try:
            stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            stdin.flush()
            head = stdout.readline().decode("utf-8", "replace")
            if head.endswith(" ambiguous\n"):
                raise AmbiguousNameError(name)
            if not head.endswith("\n"):
                raise self._ended()
            match = _HEAD.fullmatch(head)
            if match is None:  # "NAME missing"
                return None
            if len(match["id"]) != ID_LENGTH:
                self._cut_short()
                raise other_ids()
            size = int(match["size"])
            if size > LARGEST_FILE_BYTES:
                self._cut_short()  # rather than read gigabytes to come to the next answer
                raise _too_large(size)
            data = stdout.read(size)
            if len(data) < size or stdout.read(1) != b"\n":
                raise self._ended()
        except OSError as error:
            raise self._ended() from error
        return match["id"], match["type"], data

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """To and from the git process, which is started when it is first needed."""
        if self._process is None:
            self._process = converse(self._git, "cat-file", "--batch")
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def _ended(self) -> SurroundingsError:
        """What git said before it ended."""
        process, said = self._process, ""
        if process is not None and process.stderr is not None:
            process.terminate()
            said = process.stderr.read().decode("utf-8", "replace")
        self.close()
        return refused(Answer(1, "", said)) if said.strip() else _ended()

    def file(self, root: str, path: str) -> bytes | None:
        """A file's bytes as a tree has it; None where there is none.

        Args:
            root: the tree's id.
            path: POSIX, in its plainest form.

        Raises:
            InputError: it is too large, or a link that leads out of the repository or in a circle.
        """
        entry = self._entry(root, path, _MOST_LINKS)
        if entry is None or entry.mode == _FOLDER or not entry.mode.startswith("100"):
            return None
        try:
            found = self._object(entry.id)
        except InputError as error:
            raise InputError(error.problem, path=path, fix=error.fix) from error
        return None if found is None else found[2]

    def folder(self, root: str, path: str) -> dict[str, _Entry]:
        """What stands in a folder of a tree; nothing where it is absent."""
        id_ = root
        for name in PurePosixPath(path).parts:
            entry = self._entries(id_).get(name)
            if entry is None or entry.mode != _FOLDER:
                return {}
            id_ = entry.id
        return self._entries(id_)

    def _entry(self, root: str, path: str, links: int) -> _Entry | None:
        pure = PurePosixPath(path)
        entry = self.folder(root, str(pure.parent)).get(pure.name)
        if entry is None or entry.mode != _LINK:
            return entry
        target = self._object(entry.id)
        if target is None or not links:
            raise InputError("this link leads in a circle.", path=path, fix="Replace it by the file.")
        return self._entry(root, _followed(path, target[2].decode("utf-8", "replace")), links - 1)

    def _entries(self, tree: str) -> dict[str, _Entry]:
        if tree not in self._folders:
            found = self._object(tree)
            self._folders[tree] = {} if found is None or found[1] != "tree" else _tree_entries(found[2])
        return self._folders[tree]


class GitTree:
    """A practice's files as they were at one commit; see `source.tree.Tree`."""

    def __init__(self, objects: Objects, commit: Commit, prefix: str = "") -> None:
        """
        Args:
            prefix: the practice's folder within the repository, "" for its root.
        """
        self._objects = objects
        self._root = commit.tree
        self._prefix = prefix

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of the files directly in a folder, sorted; () where it is absent."""
        entries = self._objects.folder(self._root, self._place(folder))
        return tuple(sorted(name for name, entry in entries.items() if entry.mode != _FOLDER))

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None where there is none.

        Raises:
            InputError: the path leaves the repository, or the file is larger than any policy can be.
        """
        place = self._place(path)
        return self._objects.file(self._root, place) if place else None

    def _place(self, path: str) -> str:
        return within_root(f"{self._prefix}/{within_root(path)}" if self._prefix else path)


def _headers(data: bytes) -> dict[str, str]:
    """The head of a commit or a tag, up to its empty line; of several parents the last."""
    head = data.partition(b"\n\n")[0].decode("utf-8", "replace")
    pairs = (line.partition(" ") for line in head.split("\n") if not line.startswith(" "))
    return {key: value for key, _, value in pairs}


def _who(line: str) -> tuple[str, datetime]:
    """`Name <address> 1700000000 +0100` as a name and a moment."""
    name, _, rest = line.partition(" <")
    seconds, _, zone = rest.rpartition("> ")[2].partition(" ")
    try:
        sign = -1 if zone.startswith("-") else 1
        minutes = int(zone[1:3] or 0) * 60 + int(zone[3:5] or 0)
        moment = datetime.fromtimestamp(int(seconds), timezone(sign * timedelta(minutes=minutes)))
    except (ValueError, OverflowError, OSError):  # a date that some old program wrote wrongly
        moment = datetime.fromtimestamp(0, UTC)
    return name.strip(), moment


def _tree_entries(data: bytes) -> dict[str, _Entry]:
    """A tree object: `mode SP name NUL id`, again and again."""
    entries: dict[str, _Entry] = {}
    at = 0
    while at < len(data):
        space, end = data.index(b" ", at), data.index(b"\0", at)
        name = data[space + 1 : end].decode("utf-8", "surrogateescape")
        entries[name] = _Entry(data[at:space].decode("ascii"), data[end + 1 : end + 21].hex())
        at = end + 21
    return entries


def _followed(path: str, target: str) -> str:
    """Where a symbolic link leads, as a path from the repository's root."""
    if target.startswith("/"):
        return within_root(target)
    parts = list(PurePosixPath(path).parent.parts)
    for part in PurePosixPath(target).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return within_root("/".join(parts))


def _too_large(size: int) -> InputError:
    limit = LARGEST_FILE_BYTES // (1024 * 1024)
    return InputError(
        f"the file has {size // (1024 * 1024)} MB; at most {limit} MB are read.",
        fix="Is it the right file? No policy is that large.",
    )


def _ended() -> SurroundingsError:
    return SurroundingsError(
        "git cannot read this repository: it ended without an answer.",
        fix="Run  git fsck  in the practice's folder; it says what is damaged, or whose the folder is.",
    )
