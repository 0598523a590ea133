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
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import policydocs
from policydocs.cli.plain_data import as_data, from_data
from policydocs.cli.reports.outcome import Examined
from policydocs.history.git_directory import OWN_FOLDER

FOLDER = "checked"  #: within our folder of the git directory
_ENDING = ".json"
_MOST_BYTES = 4_000_000  #: what is larger was not written by us


class Kept:
    """What is kept for one practice.

    Args:
        git_directory: of the practice's repository.
        common: asked once, for all that what is found in any of its policies depends on besides the program.
        slugs: asked once, for the policies that there are; of any other nothing stays.
    """

    def __init__(
        self,
        git_directory: Path,
        common: Callable[[], Iterable[bytes]],
        slugs: Callable[[], Collection[str]],
    ) -> None:
        self._place = git_directory / OWN_FOLDER / FOLDER
        self._told, self._slugs = common, slugs

    @cached_property
    def _common(self) -> bytes:
        return digest((_program(), *self._told())).encode()

    @cached_property
    def _folder(self) -> Path:
        """Where it is, without what is left of policies that are gone, or of a run that was killed."""
        here = {f"{slug}{_ENDING}" for slug in self._slugs()}
        with contextlib.suppress(OSError):
            for old in [path for path in self._place.iterdir() if path.name not in here]:
                old.unlink()
        return self._place

    def find(self, slug: str, own: Iterable[bytes]) -> tuple[Examined, ...] | None:
        """What was found in a policy; None where nothing is kept of just this.

        Args:
            own: all that it depends on besides what is common: its text first of all.
        """
        with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
            file = self._folder / f"{slug}{_ENDING}"
            if file.stat().st_size <= _MOST_BYTES:
                key, data = json.loads(file.read_bytes())
                if key == self._key(own):
                    return from_data(tuple[Examined, ...], data)
        return None

    def keep(self, slug: str, own: Iterable[bytes], found: tuple[Examined, ...]) -> None:
        """Keep what was found, in place of what was kept; where the disk refuses, nothing is kept."""
        with contextlib.suppress(OSError):
            text = json.dumps([self._key(own), as_data(found)], ensure_ascii=False, separators=(",", ":"))
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._folder / f"{slug}{_ENDING}", text.encode("utf-8", "surrogatepass"))

    def _key(self, own: Iterable[bytes]) -> str:
        return digest((self._common, *own))


def digest(parts: Iterable[bytes]) -> str:
    """SHA-256 of several texts, so that no two lists of them have the same."""
    made = sha256()
    for part in parts:
        made.update(b"%d:" % len(part))
        made.update(part)
    return made.hexdigest()


@cache
def _program() -> bytes:
    """What tells this program from any other: its own files, its Python and the libraries that read texts."""
    files = sorted(_files(Path(policydocs.__file__).parent))
    libraries = [
        Path(spec.origin).parents[1].stat().st_mtime_ns  # changes with whatever is installed there
        for name in ("click", "markdown_it", "ruamel.yaml")
        if (spec := find_spec(name)) is not None and spec.origin
    ]
    return repr((policydocs.__version__, sys.version, libraries, files)).encode()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """(path, size, time of its last change) of each file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(Path(entry.path))
                continue
            with contextlib.suppress(OSError):  # an editor's link to nothing
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
