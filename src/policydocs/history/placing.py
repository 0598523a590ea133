"""Files put in their place whole or not at all, and on the disk before the next step relies on them.

A temporary name is made from the place alone, so that one that a killed process left is overwritten by the
next run instead of staying for ever.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from policydocs.errors import SurroundingsError
from policydocs.history.archive import sha256

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none.

    Raises:
        SurroundingsError: it is there and cannot be read.
    """
    try:
        return sha256(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise explained(error, path, "cannot be read") from error


def put_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file under a temporary name beside it, then rename it.

    Args:
        durable: whether it is on the disk when this returns.

    Raises:
        SurroundingsError: the disk is full, the folder may not be written, the file is open elsewhere.
    """
    temporary = path.with_name(f".{path.name}.policydocs-tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise explained(error, path, "cannot be written") from error


def remove_file(path: Path) -> None:
    """Remove a file; its absence is no fault.

    Raises:
        SurroundingsError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            sync_folder(path.parent)
    except OSError as error:
        raise explained(error, path, "cannot be removed") from error


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can do that to folders."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network disks cannot
            os.fsync(number)
    finally:
        os.close(number)


def explained(error: OSError, path: Path, said: str) -> SurroundingsError:
    """What the system refused, and what to do about it."""
    if error.errno in _FULL:
        return SurroundingsError(
            "the disk is full.", path=str(path), fix="Make room on it, then run the same command again."
        )
    fix = "Check that the folder may be written, and that the file is not open in Word or another program."
    return SurroundingsError(f"the file {said}: {error.strerror or error}.", path=str(path), fix=fix)
