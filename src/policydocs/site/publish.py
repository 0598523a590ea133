"""A website put into its folder in one step: made beside it, then swapped for what stood there.

A marker in the folder lists the files that are ours. What somebody else put there (a `CNAME`, a `.git`) is
carried over; a folder without the marker is not touched unless told.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from policydocs.errors import InputError, PolicydocsError, SurroundingsError
from policydocs.history.archive import sha256

MARKER = ".policydocs-site"
_FORMAT = 1
_FORGOTTEN_S = 3600
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def refuse_folder(folder: Path, *, practice: Path, force: bool) -> None:
    """Make sure that a website may be written there, before anything is made.

    Args:
        practice: the practice's folder, which is never written over.
        force: also where there are files and no website of ours; they are kept.

    Raises:
        InputError: a file stands there, the practice lies in it, or it is full of something else.
        SurroundingsError: it cannot be looked into.
    """
    place, home = folder.resolve(), practice.resolve()
    if place == home or place in home.parents or place == Path(place.anchor) or place == _home():
        raise InputError(
            "The website needs a folder of its own: this one holds your practice, or everything you have.",
            path=str(folder),
            fix="Name another one, such as  -o website",
        )
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise InputError(
                "A file or a link stands where the folder should be.",
                path=str(folder),
                fix="Name another folder with -o, or move it away.",
            )
        full = folder.is_dir() and any(folder.iterdir())
    except OSError as error:
        raise _explained(error, folder) from error
    if full and not force and _ours(folder) is None:
        raise InputError(
            "This folder has files in it and is no website made by policydocs, so nothing was written.",
            path=str(folder),
            fix="Name an empty or a new folder with -o. To add the website to what is there:  --force\n"
            "  (files of the same name are then replaced, all others are kept).",
        )


def put_in_place(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write all of them to a folder beside this one, then swap the two.

    What stood there and is not ours is carried over. Whatever goes wrong, the old website stays.

    Args:
        files: paths with "/" from the site's root, and their bytes.

    Returns:
        How many were written.

    Raises:
        SurroundingsError: the disk is full, or the folder may not be written.
        PolicydocsError: what making one of the files raises.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _settle(folder)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-new-", dir=folder.parent.resolve()))
    except OSError as error:
        raise _explained(error, folder) from error
    try:
        digests = {path: _written(new, path, data) for path, data in files}
        _carry_over(folder, new, digests)
        _write(new / MARKER, _marker(digests))
        new.chmod(_usual_mode())
        _swap(folder, new)
    except OSError as error:
        raise _explained(error, folder) from error
    finally:
        if new.exists():
            shutil.rmtree(new, ignore_errors=True)
    return len(digests)


def _settle(folder: Path) -> None:
    """Put back what a run that was killed between the two renamings had moved away; clear what it left."""
    beside = folder.parent.resolve()
    old = sorted(one for one in beside.glob(f".{glob.escape(folder.name)}-old-*") if (one / MARKER).is_file())
    if old and not folder.exists():
        old.pop().rename(folder)
    left = [one for one in beside.glob(f".{glob.escape(folder.name)}-new-*") if _is_forgotten(one)]
    for one in (*old, *left):
        shutil.rmtree(one, ignore_errors=True)


def _is_forgotten(place: Path) -> bool:
    """Whether nobody has been at work in a folder for so long that it was left by a run that was killed."""
    with contextlib.suppress(OSError):
        newest = max(one.stat().st_mtime for one in (place, *place.iterdir()))
        return newest < place.parent.stat().st_mtime - _FORGOTTEN_S
    return False


def _written(new: Path, path: str, data: bytes) -> str:
    place = new / path
    place.parent.mkdir(parents=True, exist_ok=True)
    _write(place, data)
    return sha256(data)


def _write(place: Path, data: bytes) -> None:
    with place.open("wb") as file:
        file.write(data)


def _marker(digests: Mapping[str, str]) -> bytes:
    said = {"made_by": "policydocs site", "format": _FORMAT, "files": dict(sorted(digests.items()))}
    return (json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode()


def _ours(folder: Path) -> frozenset[str] | None:
    """The files that a site of ours wrote there; None where it is none."""
    try:
        said = json.loads((folder / MARKER).read_bytes())
        return frozenset(said["files"]) if said["made_by"] == "policydocs site" else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _carry_over(folder: Path, new: Path, written: Mapping[str, str]) -> None:
    """Copy what is not ours; a file that we wrote this time stands instead of one of the same name."""
    if not folder.is_dir():
        return
    ours = {*(_ours(folder) or ()), *written, MARKER}
    for place, _, names in os.walk(folder):
        here = Path(place).relative_to(folder)
        links = [one.name for one in Path(place).iterdir() if one.is_symlink() and one.is_dir()]
        for name in (*names, *links):
            path = (here / name).as_posix()
            target = new / here / name
            if path not in ours and not _blocked(new, here) and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / here / name, target, follow_symlinks=False)


def _blocked(new: Path, here: Path) -> bool:
    """Whether a file of ours stands where a folder was."""
    return any((new / one).is_file() for one in (here, *here.parents))


def _swap(folder: Path, new: Path) -> None:
    """The new folder for the old one; between the two renamings the old one lies beside, whole."""
    if not folder.exists():
        new.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent.resolve()))
    old.rmdir()
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _usual_mode() -> int:
    """The permissions that a new folder has here; a temporary one is readable by its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o777 & ~mask


def _home() -> Path | None:
    with contextlib.suppress(RuntimeError):
        return Path.home().resolve()
    return None


def _explained(error: OSError, folder: Path) -> PolicydocsError:
    if error.errno in _FULL:
        return SurroundingsError(
            "The disk is full; what stood there before is unchanged.",
            path=str(folder),
            fix="Make room on it, or choose another disk with -o; then run the same command again.",
        )
    return SurroundingsError(
        f"The website cannot be written there: {error.strerror or error}. What stood there is unchanged.",
        path=str(folder),
        fix="Close what is open from that folder, or choose a folder of your own with -o; then run it again.",
    )
