"""Telling outcomes in the format asked for, one after the other: of each only what will be told is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from policydocs.cli.checking import Checker
from policydocs.cli.output import Output
from policydocs.cli.reports.outcome import Outcome, Verdict, verdict
from policydocs.errors import ExitCode

#: `--format` of check and validate; the first is the default.
FORMATS = ("text", "json", "sarif", "github")


class ReportFormat(Protocol):
    """One format of the report. Takes the outcomes in, and gives the text at the end, in pieces."""

    def add(self, outcome: Outcome) -> None: ...

    def pieces(self) -> Iterator[str]: ...


class Telling:
    """A report in the making.

    Nothing is written before `finish`, so that an interrupt leaves no half of a report.
    """

    def __init__(
        self, output: Output, checker: Checker, *, format_: str, strict: bool, evidence: bool
    ) -> None:
        self._output = output
        self._strict = strict
        self._format = _format(output, checker, format_, strict=strict, evidence=evidence)
        self._verdicts: list[Verdict] = []

    def add(self, outcome: Outcome) -> None:
        self._verdicts.append(verdict(outcome, strict=self._strict))
        self._format.add(outcome)

    def finish(self) -> ExitCode:
        """Write the report to stdout; the exit code is that of the worst document."""
        for piece in self._format.pieces():
            self._output.result(piece, end="")
        return max((one.code for one in self._verdicts), default=ExitCode.DONE)

    @property
    def worst(self) -> Verdict | None:
        """The document to mend first, or None if there is none at all."""
        return min(self._verdicts, key=lambda one: one.rank, default=None)

    @property
    def most_blank(self) -> Verdict | None:
        """The document with the most blanks to fill in, or None if there are none."""
        found = max(self._verdicts, key=lambda one: one.blanks, default=None)
        return found if found is not None and found.blanks else None

    def __len__(self) -> int:
        return len(self._verdicts)


def _format(output: Output, checker: Checker, format_: str, *, strict: bool, evidence: bool) -> ReportFormat:
    """The format's own module is loaded only when it is asked for."""
    match format_:
        case "json":
            from policydocs.cli.reports.json_report import JsonReport

            return JsonReport(strict=strict)
        case "sarif":
            from policydocs.cli.reports.sarif import SarifReport

            return SarifReport()
        case "github":
            from policydocs.cli.reports.github import GithubReport

            return GithubReport()
        case _:
            from policydocs.checklist.topics import TOPICS
            from policydocs.cli.reports.terminal import TerminalReport

            return TerminalReport(
                output.drawn,
                topics={topic.id: topic.title for topic in TOPICS.values()},
                checklists=checker.checklist_title,
                strict=strict,
                evidence=evidence,
            )
