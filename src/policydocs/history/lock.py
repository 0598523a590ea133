"""One lock a repository: of two releases at once one works, the other says so.

It is a lock of the operating system on a file, not the file's existence: when the process that holds it
ends, however it ends, the lock is gone, and nobody has to judge whether a file was left behind. On POSIX a
git process that moves refs for us holds the same lock (it inherits the open file), so that whoever gets the
lock knows that no process of an earlier release is still at work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policydocs.errors import SurroundingsError

NAME = "lock"


class HeldByAnotherError(SurroundingsError):
    """Another release is at work on this repository."""


@contextmanager
def repository_lock(folder: Path) -> Iterator[int]:
    """Hold the lock; yields the open file that carries it.

    Args:
        folder: policydocs' own within the git directory; made where it does not exist.

    Raises:
        HeldByAnotherError: another process holds it.
        SurroundingsError: the folder cannot be written.
    """
    try:
        folder.mkdir(exist_ok=True)
        number = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise SurroundingsError(
            f"the repository cannot be locked: {error.strerror or error}.",
            fix="Check that the practice's folder may be written and that its disk is not full.",
        ) from error
    try:
        if not _take(number):
            raise HeldByAnotherError(
                "another release is at work in this repository at this moment.",
                fix="Wait until it has ended, then run the same command again.",
            )
        yield number
    finally:
        os.close(number)  # gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _take(number: int) -> bool:
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
