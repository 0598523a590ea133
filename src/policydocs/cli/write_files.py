"""Writing a finished file: whole or not at all, with an error that a person can act on."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from policydocs.errors import InputError, PolicydocsError, SurroundingsError

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def make_folder(folder: Path, *, option: str = " with -o") -> None:
    """The folder and those above it, where they do not exist.

    Args:
        option: how another folder is named, as the advice says it; "" where the command has no such option.

    Raises:
        InputError: a file stands where the folder should be.
        SurroundingsError: it cannot be made.
    """
    if str(folder) == "-":  # the screen, where one text comes; here files come
        raise InputError(
            "these are files, which need a folder and not the screen.",
            fix=f"Name a folder{option}:  -o out   To read a version on the screen:  policydocs show",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(
            "A file stands where a folder is needed.",
            path=str(folder),
            fix=f"Name another folder{option}, or move that file away.",
        ) from error
    except OSError as error:
        raise _explained(error, folder, "The folder cannot be made", option) from error


def write_file(path: Path, data: bytes, *, option: str = " with -o") -> None:
    """Write under a temporary name in the same folder, then put it in place in one step.

    A reader sees the old file or the new one, and an interrupt leaves the old one.

    Args:
        option: as for `make_folder`.

    Raises:
        InputError: a folder stands where the file should be.
        SurroundingsError: the disk is full, the folder may not be written, or the file is open in
            another program.
    """
    make_folder(path.parent, option=option)
    if path.is_dir():
        raise InputError(
            "A folder stands where the file should be.",
            path=str(path),
            fix=f"Move that folder away, or choose another{option}.",
        )
    try:
        number, name = tempfile.mkstemp(prefix=".policydocs-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise _explained(error, path.parent, "The folder may not be written", option) from error
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_usual_mode())
        _put_in_place(temporary, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise _explained(error, path, "The file cannot be written", option) from error
        raise


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError as error:
        raise SurroundingsError(
            "The file cannot be replaced: it is probably open in Word or another program.",
            path=str(path),
            fix="Close it there, then run the same command again. The old file is unchanged.",
        ) from error


def _usual_mode() -> int:
    """The permissions that a new file has here; a temporary file is readable by its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _explained(error: OSError, path: Path, said: str, option: str) -> PolicydocsError:
    if error.errno in _FULL:
        return SurroundingsError(
            "The disk is full.",
            path=str(path),
            fix=f"Make room on it, or choose another disk{option}; then run the same command again.",
        )
    if error.errno in _REFUSED:
        return SurroundingsError(
            f"{said}: you have no permission for it ({error.strerror}).",
            path=str(path),
            fix=f"Choose a folder of your own{option}, or ask whoever set this computer up.",
        )
    return SurroundingsError(
        f"{said}: {error.strerror or error}.",
        path=str(path),
        fix="Check the name, the disk and the folder; then run the same command again.",
    )
