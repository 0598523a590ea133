"""What was found in each policy, kept until anything changes on which it depends.

Reading a policy takes far longer than looking whether it is still the same, and most commands look at all of
them. So what was found is kept beside the repository's own files, in `.git/policydocs/checked/`: never part
of the history, and gone with the repository. It is used again only for the same text, facts, checklists, day
and program; whoever wants to be rid of it deletes the folder. A release never relies on it: it checks anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import click

import policydocs
from policydocs.cli.plain_data import as_data, from_data
from policydocs.cli.reports.outcome import Examined
from policydocs.history.git_directory import OWN_FOLDER

FOLDER = "checked"  #: within our folder of the git directory
_MOST_BYTES = 4_000_000  #: what is larger was not written by us


class Kept:
    """What is kept for one practice.

    Args:
        git_directory: of the practice's repository.
        common: asked once, for all that what is found in any of its policies depends on besides the program.
    """

    def __init__(self, git_directory: Path, common: Callable[[], Iterable[bytes]]) -> None:
        self._folder = git_directory / OWN_FOLDER / FOLDER
        self._told = common

    @cached_property
    def _common(self) -> bytes:
        return digest((_program(), *self._told())).encode()

    def find(self, slug: str, own: Iterable[bytes]) -> tuple[Examined, ...] | None:
        """What was found in a policy; None where nothing is kept of just this.

        Args:
            own: all that it depends on besides what is common: its text first of all.
        """
        with contextlib.suppress(OSError, ValueError, RecursionError):
            place = self._place(slug)
            if place.stat().st_size <= _MOST_BYTES:
                key, data = json.loads(place.read_bytes())
                if key == self._key(own):
                    return from_data(tuple[Examined, ...], data)
        return None

    def keep(self, slug: str, own: Iterable[bytes], found: tuple[Examined, ...]) -> None:
        """Keep what was found, in place of what was kept; where the disk refuses, nothing is kept."""
        text = json.dumps([self._key(own), as_data(found)], ensure_ascii=False, separators=(",", ":"))
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _replace(self._place(slug), text.encode("utf-8", "surrogatepass"))

    def _key(self, own: Iterable[bytes]) -> str:
        return digest((self._common, *own))

    def _place(self, slug: str) -> Path:
        return self._folder / f"{slug}.json"


def digest(parts: Iterable[bytes]) -> str:
    """SHA-256 of several texts, so that no two lists of them have the same."""
    made = sha256()
    for part in parts:
        made.update(b"%d:" % len(part))
        made.update(part)
    return made.hexdigest()


@cache
def _program() -> bytes:
    """What tells this program from any other: its own files, its Python and the libraries beside it."""
    files = sorted(_files(Path(policydocs.__file__).parent))
    libraries = Path(click.__file__).parents[1].stat().st_mtime_ns
    return repr((policydocs.__version__, sys.version, libraries, files)).encode()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """(path, size, time of its last change) of each file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(Path(entry.path))
            else:
                told = entry.stat()
                yield entry.path, told.st_size, told.st_mtime_ns


def _replace(place: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        new.replace(place)
    finally:
        new.unlink(missing_ok=True)
