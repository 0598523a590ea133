"""What a release still has to do, written down in the git directory before it does it.

The journal is written when every object of the release is on the disk and nothing that can be seen has
changed, and removed when all is done. Whoever finds one knows exactly which ids the branch and the tags had
and shall have, and which files have to be put in place.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from policydocs.errors import SurroundingsError
from policydocs.history.archive import sha256
from policydocs.history.git_directory import JOURNAL_FILE
from policydocs.history.placing import digest_of, put_file, remove_file
from policydocs.values import frozen

LOCKS_FILE = "ref-locks.json"
STAGE = "stage"
_FORM = 1


class DamagedJournalError(SurroundingsError):
    """A journal that cannot be read: nothing can be concluded from it."""


@frozen
class JournalTag:
    """One tag that the release makes."""

    name: str  #: "social-media/v1.1.0"
    id: str  #: of the tag object

    @property
    def ref(self) -> str:
        return f"refs/tags/{self.name}"


@frozen
class JournalFile:
    """One file that the release changes in the commit, and maybe in the working tree."""

    path: str  #: from the repository's root
    old_blob: str  #: in the commit before; "" where it was not there
    new_blob: str  #: "" where it goes
    mode: str  #: git's, "100644"
    before: str | None  #: SHA-256 of the working file when the release was planned; None where there was none
    after: str | None  #: of what it shall be; its bytes are in the stage. None where it goes


@frozen
class JournalHandout:
    """One finished file; its bytes are in the stage."""

    path: str  #: where it is put, from the practice's folder; "" where it is archived only
    sha256: str


@frozen
class Journal:
    """One release in the making."""

    what: str  #: for people: "the release of texting 1.1.0"
    branch: str  #: "refs/heads/main"
    old: str  #: the branch's commit before
    new: str  #: and after
    tags: tuple[JournalTag, ...]
    git_dir: str  #: of the working tree that released, from the common git directory
    top: str  #: that working tree, likewise
    prefix: str  #: the practice's folder in it
    archive: str  #: the archive's folder, absolute
    index: str | None  #: SHA-256 of git's index when the stage's was made from it
    files: tuple[JournalFile, ...] = ()
    handouts: tuple[JournalHandout, ...] = ()


class Stage:
    """policydocs' folder in the git directory: what a release is made of until it is in place."""

    def __init__(self, own: Path) -> None:
        """
        Args:
            own: `Places.own`.
        """
        self.own = own
        self.folder = own / STAGE
        self.index = self.folder / "index"
        self.tree = self.folder / "tree"

    def clear(self) -> None:
        """An empty stage; what an interrupted release left before its journal is thrown away.

        Raises:
            SurroundingsError: it cannot be made.
        """
        try:
            if self.folder.exists():
                shutil.rmtree(self.folder)
            self.tree.mkdir(parents=True)
        except OSError as error:
            raise SurroundingsError(
                f"the release cannot be prepared in {self.folder}: {error.strerror or error}.",
                fix="Check that this folder may be written and that its disk is not full.",
            ) from error

    def remove(self) -> None:
        with contextlib.suppress(OSError):  # it is in nobody's way, and the next release clears it
            shutil.rmtree(self.folder)

    def keep(self, data: bytes) -> str:
        """Put bytes aside; gives the SHA-256 by which they are found."""
        digest = sha256(data)
        path = self.folder / digest
        if not path.exists():
            put_file(path, data)
        return digest

    def bytes_of(self, digest: str) -> bytes:
        """What was put aside.

        Raises:
            SurroundingsError: it is gone or damaged.
        """
        path = self.folder / digest
        if digest_of(path) != digest:
            raise SurroundingsError(
                "a file that an interrupted release had put aside is damaged.",
                path=str(path),
                fix="Undo that release:  policydocs release --undo",
            )
        return path.read_bytes()

    # --- The journal and the record of git's locks ---

    def write_journal(self, journal: Journal) -> None:
        """From now on the release is carried through, or undone, by whoever comes next."""
        data = json.dumps({"journal": _FORM, **asdict(journal)}, ensure_ascii=False, indent=1)
        put_file(self.own / JOURNAL_FILE, data.encode("utf-8"))

    def read_journal(self) -> Journal | None:
        """The journal of an interrupted release, if there is one.

        Raises:
            DamagedJournalError: there is one that cannot be read.
        """
        try:
            data = json.loads((self.own / JOURNAL_FILE).read_bytes())
            if not isinstance(data, dict) or data.pop("journal", None) != _FORM:
                raise DamagedJournalError(
                    "the journal is of another toolkit", path=str(self.own / JOURNAL_FILE)
                )
            return _journal(data)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, TypeError, KeyError, DamagedJournalError) as error:
            raise DamagedJournalError(
                "a release was interrupted, and what it wrote down cannot be read by this toolkit.",
                path=str(self.own / JOURNAL_FILE),
                fix="Was a newer policydocs used here? Then use that one again. Else see with  git tag"
                "  whether the version is there, and delete this file.",
            ) from error

    def end(self) -> None:
        """All is done, or undone: the journal goes first, then what it spoke of."""
        remove_file(self.own / JOURNAL_FILE)
        remove_file(self.own / LOCKS_FILE)
        self.remove()

    def write_locks(self, locks: Mapping[str, tuple[int, int, int]]) -> None:
        """The lock files that git holds for us: path from the common git directory to their identity."""
        put_file(self.own / LOCKS_FILE, json.dumps(locks).encode("utf-8"))

    def read_locks(self) -> Mapping[str, tuple[int, int, int]]:
        """What `write_locks` wrote; nothing where it did not come to that."""
        try:
            found = json.loads((self.own / LOCKS_FILE).read_bytes())
            return {path: (int(one), int(two), int(three)) for path, (one, two, three) in found.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}


def identity_of(path: Path) -> tuple[int, int, int] | None:
    """Which file it is: device, number, and when it was written; None where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


def relative(path: Path, start: Path) -> str:
    """A path from another one, so that both can be moved together; absolute on another disk."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return path.as_posix()


def _journal(data: dict[str, Any]) -> Journal:
    tags = tuple(JournalTag(**one) for one in data.pop("tags"))
    files = tuple(JournalFile(**one) for one in data.pop("files"))
    handouts = tuple(JournalHandout(**one) for one in data.pop("handouts"))
    return Journal(**data, tags=tags, files=files, handouts=handouts)
