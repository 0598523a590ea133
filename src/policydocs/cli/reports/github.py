"""Annotations for GitHub Actions: a workflow command a finding, `::error file=...,line=...::message`."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.findings import Severity
from policydocs.cli.reports.outcome import Outcome, Unread
from policydocs.cli.reports.report_format import ReportFormat

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


class GithubReport(ReportFormat):
    """One line a finding, and one for each document that could not be read; "" if there is none."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, outcome: Outcome) -> None:
        self._lines.extend(_annotations(outcome))

    def pieces(self) -> Iterator[str]:
        for line in self._lines:
            yield f"{line}\n"


def _annotations(outcome: Outcome) -> Iterator[str]:
    if isinstance(outcome, Unread):
        error = outcome.error
        place = _place(outcome.document, error.line or 1, "unreadable")
        yield f"::error {place}::{_data(error.problem, error.fix)}"
        return
    for finding in outcome.report.findings:
        place = _place(outcome.document, finding.line, finding.rule)
        yield f"::{_COMMAND[finding.severity]} {place}::{_data(finding.message, finding.fix)}"


def _place(file: str, line: int, title: str) -> str:
    return f"file={_property(file)},line={max(line, 1)},title={_property(title)}"


def _data(*sentences: str) -> str:
    """A message as the runner reads it: one line."""
    text = "\n".join(sentence for sentence in sentences if sentence)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
