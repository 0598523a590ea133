"""What `check` and `validate` found in each document, before it is told in a format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from policydocs.checklist.across.stance import PolicySays
from policydocs.checklist.findings import UNFILLED_BLANK, Report, Severity
from policydocs.errors import ExitCode, InputError
from policydocs.values import frozen


@frozen
class Checked:
    """A document that was read and checked."""

    report: Report
    title: str
    language: str = "en"
    #: Of the report's remarks, those about how it was read and what it was held against.
    assumed: tuple[str, ...] = ()
    clinician: str | None = None  #: the id of the clinician whose facts it was read with, where it uses any
    sections: tuple[tuple[str, str], ...] = ()  #: (id, title) of each, in reading order
    against: Mapping[str, str] = field(default_factory=dict)  #: checklists, id to title
    review_due: date | None = None  #: None where it sets itself no review, or was never read through

    @property
    def document(self) -> str:
        return self.report.document

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.report.findings)

    @property
    def blanks(self) -> int:
        """How many of the warnings are about a blank that was left to fill in."""
        return sum(
            finding.rule == UNFILLED_BLANK and finding.severity is Severity.WARNING
            for finding in self.report.findings
        )


@frozen
class Examined:
    """A policy that was checked by itself, before it is held against the others of its practice."""

    checked: Checked
    says: PolicySays


@frozen
class Unread:
    """A document that could not be read, and why."""

    document: str
    policy: str
    error: InputError


Outcome = Checked | Unread


@frozen
class Verdict:
    """An outcome in short: what is kept of each of many documents."""

    document: str
    policy: str
    clinician: str | None
    counts: Mapping[Severity, int] | None  #: None where it could not be read
    passes: bool
    blanks: int = 0  #: of the warnings, those about a blank that was left to fill in

    @property
    def rank(self) -> tuple[int, ...]:
        """Sorts the worst first: unread, then by errors, warnings and suggestions."""
        return (0,) if self.counts is None else (1, *(-self.counts[severity] for severity in Severity))

    @property
    def code(self) -> ExitCode:
        """2 where it could not be read, else 1 where it does not pass, else 0."""
        if self.counts is None:
            return ExitCode.USAGE
        return ExitCode.DONE if self.passes else ExitCode.DID_NOT_PASS


def verdict(outcome: Outcome, *, strict: bool = False) -> Verdict:
    """The outcome in short; with `strict` a warning fails too."""
    if isinstance(outcome, Unread):
        return Verdict(outcome.document, outcome.policy, None, None, False)
    counts = {severity: outcome.count(severity) for severity in Severity}
    report = outcome.report
    passes = report.passes(strict=strict)
    return Verdict(report.document, report.policy, outcome.clinician, counts, passes, outcome.blanks)
