"""What the formats of the report have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from policydocs.cli.reports.outcome import Outcome


class ReportFormat(ABC):
    """One format of the report: takes in a part for each document, and gives the text at the end."""

    def part(self, outcome: Outcome) -> Any:
        """What it needs of an outcome, which must not depend on earlier ones: the whole of it, if no less.

        It is made where the document was checked, which may be another process: the less, the quicker.
        """
        return outcome

    @abstractmethod
    def add(self, part: Any) -> None:
        """Take in the part of the next document."""

    @abstractmethod
    def pieces(self) -> Iterator[str]:
        """The whole report, piece by piece."""
