"""Whether anything changed in a practice's folder, by looking at it: no file is opened.

Looking works everywhere the same, also on network drives and in folders that a cloud program keeps, where
notices from the system do not come; a practice has some dozens of files, which takes a millisecond.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

MOST_FILES = 5_000  #: more than a practice has; what lies behind them is not watched
_LEFT_OUT = frozenset({"handouts", "node_modules", "__pycache__"})


def stamp(root: Path, git: Path | None) -> str:
    """What stands for the state of the files and versions: another one after any change.

    Args:
        root: the practice's folder; hidden folders and the handouts in it are passed over.
        git: its git directory, whose branches and tags count; None where there is none.
    """
    digest = hashlib.sha256()
    for count, place in enumerate(_files(root, git)):
        if count >= MOST_FILES:
            break
        try:
            known = place.stat()
        except OSError:  # gone since it was listed
            continue
        digest.update(f"{place}\0{known.st_mtime_ns}\0{known.st_size}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(root: Path, git: Path | None) -> Iterator[Path]:
    yield from _below(root)
    if git is not None:
        yield git / "HEAD"
        yield git / "packed-refs"
        yield from _below(git / "refs")


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one not in _LEFT_OUT and not one.startswith("."))
        yield from (Path(place) / name for name in sorted(names) if not name.startswith("."))
