"""What `check` and `validate` found in each document, before it is told in a format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policydocs.checklist.findings import Report, Severity
from policydocs.errors import ExitCode, InputError


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that was read and checked."""

    report: Report
    title: str
    language: str = "en"
    assumed: tuple[
        str, ...
    ] = ()  #: of the report's remarks, those about how it was read and what it was held against
    clinician: str | None = None  #: the id of the clinician whose facts it was read with, where it uses any

    @property
    def document(self) -> str:
        return self.report.document

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.report.findings)


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why."""

    document: str
    policy: str
    error: InputError


Outcome = Checked | Unread


def exit_code(outcomes: Iterable[Outcome], *, strict: bool) -> ExitCode:
    """2 where a document could not be read, else 1 where one does not pass, else 0."""
    code = ExitCode.DONE
    for outcome in outcomes:
        if isinstance(outcome, Unread):
            return ExitCode.USAGE
        if not outcome.report.passes(strict=strict):
            code = ExitCode.DID_NOT_PASS
    return code


def worst_first(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Unread, then by errors, warnings and suggestions; otherwise in the order given."""

    def rank(outcome: Outcome) -> tuple[int, ...]:
        if isinstance(outcome, Unread):
            return (0,)
        return (1, *(-outcome.count(severity) for severity in Severity))

    return sorted(outcomes, key=rank)
