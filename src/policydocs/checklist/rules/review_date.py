"""The review that the practice set itself, and whether its day has passed."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.rules.subject import Subject
from policydocs.model import FrontMatter

RULE = "review-due"


def findings(subject: Subject) -> Iterator[Finding]:
    """At most one finding; none for a policy that sets itself no review."""
    front = subject.policy.front
    if front.reviewed is not None and front.reviewed > subject.today:
        yield _finding(
            subject,
            "reviewed",
            f"The policy says that it was read through on {front.reviewed}, which is still to come.",
            f"Write the day on which you last read it: reviewed: {subject.today}",
        )
    elif front.review_every_months is None:
        return
    elif front.reviewed is None:
        yield _finding(
            subject,
            "review_every",
            f"The policy is to be read through every {_months(front.review_every_months)}, but nothing says "
            "when that was last done.",
            f"Read it through, then add to its head: reviewed: {subject.today}",
            severity=Severity.NOTE,
        )
    elif (due := next_review(front)) is not None and due < subject.today:
        yield _finding(
            subject,
            "reviewed",
            f"It was last read through on {front.reviewed}; the next time was due on {due}.",
            f"Read it through, mend what has changed, then write: reviewed: {subject.today}",
        )


def next_review(front: FrontMatter) -> date | None:
    """The day on which a policy is to be read through again; None where it sets itself none."""
    if front.review_every_months is None or front.reviewed is None:
        return None
    return months_after(front.reviewed, front.review_every_months)


def _finding(
    subject: Subject, key: str, message: str, fix: str, *, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(RULE, severity, subject.policy.front.lines.get(key, 1), None, message, fix)


def _months(months: int) -> str:
    if months % 12 == 0:
        return "year" if months == 12 else f"{months // 12} years"
    return "month" if months == 1 else f"{months} months"


def months_after(start: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day.

    Years beyond the calendar's end give its last day.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
