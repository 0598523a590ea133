"""Every file that was handed to a client, kept outside of git and found by its digest.

A version can be made anew from git, with the same bytes as long as the toolkit is the same. What a client
holds must be shown in twenty years too, when no such toolkit runs any more: so the bytes themselves are kept.
A file's name is its SHA-256, so that no file can stand for another, and none is ever written over.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import tempfile
from pathlib import Path

from policydocs.errors import SurroundingsError

FOLDER = "archive"  #: within the user's data folder
_DIGEST = re.compile(r"[0-9a-f]{64}")


def sha256(data: bytes) -> str:
    """The digest by which a file is known: 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """The files of one archive. Its folder is made when the first file is kept."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: of the archive itself, such as `FOLDER` in the user's data folder.
        """
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keep a file; one that is kept already stays as it is. Whole or not at all, also if interrupted.

        Returns:
            Its digest.

        Raises:
            SurroundingsError: it cannot be written.
        """
        digest = sha256(data)
        place = self._place(digest)
        try:
            if place.is_file() and sha256(place.read_bytes()) == digest:
                return digest
            _make_private(self.folder)
            place.parent.mkdir(exist_ok=True)
            _write(place, data)
        except OSError as error:
            raise _refused("A copy of the handout cannot be kept", place, error) from error
        return digest

    def holds(self, digest: str) -> bool:
        """Whether there is a file of that digest; its bytes are looked at by `read` alone."""
        return _DIGEST.fullmatch(digest) is not None and self._place(digest).is_file()

    def read(self, digest: str) -> bytes | None:
        """The file of that digest; None where none was kept, or where it is damaged.

        Damaged bytes are never given out: whoever asks makes the file anew, or does without.

        Raises:
            SurroundingsError: it is there and cannot be read.
        """
        if _DIGEST.fullmatch(digest) is None:
            return None
        place = self._place(digest)
        try:
            data = place.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _refused("The archived file cannot be read", place, error) from error
        return data if sha256(data) == digest else None

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]


def _make_private(folder: Path) -> None:
    """The folder, which nobody but its owner may look into: it may hold letters to clients."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


def _write(place: Path, data: bytes) -> None:
    number, name = tempfile.mkstemp(prefix=".keeping-", dir=place.parent)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _refused(said: str, place: Path, error: OSError) -> SurroundingsError:
    fix = "Check that this folder may be written and read; POLICYDOCS_DATA names another one."
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        fix = "The disk is full. Make room on it, then run the same command again."
    return SurroundingsError(f"{said}: {error.strerror or error}.", path=str(place), fix=fix)
