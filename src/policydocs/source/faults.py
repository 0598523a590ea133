"""Faults collected while a file is read, so that they come together and are mended in one pass."""

from __future__ import annotations

from dataclasses import field

from policydocs.errors import InputError, InputErrors
from policydocs.values import record

MOST_SHOWN = 50


@record
class Faults:
    """What cannot be read, or not be kept, in one file.

    The strict reading of a repository's policy raises them; the lenient reading of somebody's
    document tells the same things as remarks.
    """

    path: str
    found: list[InputError] = field(default_factory=list)

    def add(self, problem: str, line: int | None = None, *, fix: str = "") -> None:
        """Note one fault, and go on reading."""
        self.found.append(InputError(problem, path=self.path, line=line, fix=fix))

    def raise_if_any(self) -> None:
        """Raises InputErrors with every fault, in the order of the file; nothing where all is well."""
        if not self.found:
            return
        each = {(fault.line, fault.problem): fault for fault in self.found}  # once a line is enough
        inorder = sorted(each.values(), key=lambda fault: fault.line or 0)
        if len(inorder) > MOST_SHOWN:
            more = len(inorder) - MOST_SHOWN
            last = InputError(f"... and {more} more of these; mend the ones above first.", path=self.path)
            inorder = [*inorder[:MOST_SHOWN], last]
        raise InputErrors(inorder)

    def as_remarks(self) -> tuple[str, ...]:
        """The same as sentences for the reader of a check, each once."""
        remarks: dict[str, None] = {}
        for fault in sorted(self.found, key=lambda fault: fault.line or 0):
            where = f"Line {fault.line}: " if fault.line else ""
            remarks[f"{where}{fault.problem}"] = None
        return tuple(remarks)[:MOST_SHOWN]
