"""What can go wrong in a way that the person running the command can put right.

    PolicydocsError
    ├── InputError          what was given cannot be read or used          exit 2
    │   └── InputErrors     several of them, found together in one pass     exit 2
    └── SurroundingsError   the machine said no: no git, no disk, no font   exit 3

What a check *finds* in a policy is a value (`checklist.findings.Finding`), never an exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """How a command ends; fixed by the contract, listed in the README."""

    DONE = 0
    DID_NOT_PASS = 1  #: the policy, document or delivery did not pass
    USAGE = 2  #: wrong usage, or input that cannot be read
    SURROUNDINGS = 3  #: no git, no disk, no SMTP server
    PARTLY_SENT = 4  #: run the same command again to finish
    INTERRUPTED = 130


class PolicydocsError(Exception):
    """Something the person running the command can mend.

    Attributes:
        problem: one sentence: what is wrong, and what would be right.
        path: the file as the user knows it (never a path that names a client), or None.
        line: counted from 1 in that file, or None.
        fix: what to write or run next; "" where the problem says it.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.DID_NOT_PASS

    def __init__(
        self, problem: str, *, path: str | None = None, line: int | None = None, fix: str = ""
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path
        self.line = line
        self.fix = fix

    @property
    def place(self) -> str:
        """`file:line`, `file`, `line 3` or the empty string."""
        if self.path is None:
            return "" if self.line is None else f"line {self.line}"
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        said = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{said}\n  {self.fix}" if self.fix else said


class InputError(PolicydocsError):
    """What was given cannot be read, or asks for something that does not exist."""

    exit_code = ExitCode.USAGE


class InputErrors(InputError):  # noqa: N818  (several, and says so)
    """Every fault found in one pass over the input, so that they are mended in one pass too."""

    def __init__(self, faults: Sequence[InputError]) -> None:
        if not faults:
            raise ValueError("InputErrors without a fault")
        super().__init__(faults[0].problem, path=faults[0].path, line=faults[0].line, fix=faults[0].fix)
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[type[InputErrors], tuple[tuple[InputError, ...]]]:
        return InputErrors, (self.faults,)  # from process to process

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class SurroundingsError(PolicydocsError):
    """The surroundings failed: a program, the disk, a folder, a font, a server."""

    exit_code = ExitCode.SURROUNDINGS
