"""How far each letter of a run had come: written without waiting for the disk, read after the run was killed.

The ledger says `sending` of a few letters before the first byte about any of them goes out, safe on the disk.
Which of their texts had begun, and what the server had answered, stands here: a killed process loses none of
it, since the system has it already. A power cut may; so it is believed only as long as the computer has not
been started anew since, and otherwise every letter that was `sending` is uncertain.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from policydocs.errors import SurroundingsError
from policydocs.values import frozen

FILE_NAME = "sending.steps"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_CLOCKS_MAY_DIFFER_S = 2
_NEW = "new"  #: what stands above it is in the ledger


@frozen
class Reached:
    """How far one letter had come."""

    text_begun: bool
    code: str | None = None  #: what the server answered to its text; None for no answer


class Steps:
    """The steps of one run; there is one file, since one run works at a time."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: the practice's own in the data folder.
        """
        self._path = folder / FILE_NAME
        self._file: int | None = None

    def begin(self) -> None:
        """Forget what was written: the ledger has all of it.

        Raises:
            SurroundingsError: it cannot be written.
        """
        if self._file is None:
            self._open()
        self._write(_NEW)

    def _open(self) -> None:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise _refused(error) from error
        self._write(f"started {started_at()}")

    def text_begins(self, delivery: str) -> None:
        """From here on the server may come to have it."""
        self._write(f"text {delivery}")

    def answered(self, delivery: str, code: str) -> None:
        """The server's answer to its text."""
        self._write(f"answer {delivery} {code}")

    def close(self) -> None:
        """A second time is no error."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.close(self._file)
            self._file = None

    def read(self) -> dict[str, Reached] | None:
        """What a run that is over had written, by delivery; None where it cannot be relied on."""
        try:
            lines = self._path.read_text("ascii").split("\n")
        except (OSError, ValueError):
            return None
        word, _, started = lines[0].partition(" ")
        if word != "started" or not is_same_start(started, started_at()):
            return None
        found: dict[str, Reached] = {}
        for line in lines[1:]:
            match line.split(" "):
                case [word] if word == _NEW:
                    found = {}
                case ["text", delivery]:
                    found[delivery] = Reached(True)
                case ["answer", delivery, code]:
                    found[delivery] = Reached(True, code)
        return found

    def _write(self, line: str) -> None:
        if self._file is None:
            self._open()
        assert self._file is not None
        try:
            os.write(self._file, f"{line}\n".encode("ascii"))
        except OSError as error:
            raise _refused(error) from error


def started_at() -> str:
    """Which start of the computer this is."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            return _BOOT_ID.read_text("ascii").strip()
    return str(round(time.time() - time.monotonic()))


def is_same_start(one: str, other: str) -> bool:
    """Whether the computer has been on all the time. In doubt not."""
    if one.isdigit() and other.isdigit():
        return abs(int(one) - int(other)) <= _CLOCKS_MAY_DIFFER_S
    return bool(one) and one == other


def _refused(error: OSError) -> SurroundingsError:
    return SurroundingsError(
        f"The data folder cannot be written: {error.strerror or type(error).__name__}.",
        fix="If its disk is full, make room on it; then run the same command again.",
    )
