"""One document with everything in its report, one that passes, and one that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from policydocs.checklist.findings import (
    Evidence,
    Finding,
    Force,
    Level,
    Report,
    RequirementStatus,
    RequirementVerdict,
    Severity,
    TopicStatus,
    TopicVerdict,
)
from policydocs.checklist.phrasing import NO_ADVICE
from policydocs.cli.reports.outcome import Checked, Outcome, Unread
from policydocs.cli.reports.report_format import ReportFormat
from policydocs.errors import InputError

ACCEPTS = Evidence(41, "friending", "I accept friend requests [sometimes], 100% \x1b[31mgladly.")


def told(format_: ReportFormat, outcomes: Iterable[Outcome]) -> str:
    """What a format says of these documents."""
    for outcome in outcomes:
        format_.add(format_.part(outcome))
    return "".join(format_.pieces())


@pytest.fixture
def lacking() -> Checked:
    report = Report(
        document="policies/social media.md",
        policy="social-media",
        topics={
            "friend_requests": TopicVerdict("friend_requests", TopicStatus.CONTRADICTED, (ACCEPTS,)),
            "texting": TopicVerdict("texting", TopicStatus.ABSENT),
        },
        requirements=(
            RequirementVerdict(
                "nasw-2021/1.06(h)",
                Level.REQUIRED,
                Force.SHOULD,
                RequirementStatus.CONTRADICTED,
                ("friend_requests",),
                ("declines",),
                (ACCEPTS,),
            ),
            RequirementVerdict(
                "nasw-2021/1.07(r)", Level.SUGGESTED, Force.SHOULD, RequirementStatus.MET, ("texting",)
            ),
        ),
        findings=(
            Finding(
                "contradiction",
                Severity.ERROR,
                41,
                "friending",
                "It says that friend requests are accepted.",
                "Write that you decline them,\nand why.",
                "nasw-2021/1.06(h)",
            ),
            Finding("long-sentence", Severity.WARNING, 12, "", "A sentence has 41 words.", "Split it."),
            Finding("topic-absent", Severity.NOTE, 1, None, "It does not speak of [bold]texting[/bold].", ""),
        ),
        checklists=("nasw-2021",),
        remarks=("It names no checklist.", "Three clauses were not verified.", NO_ADVICE),
    )
    return Checked(
        report,
        title="Social [red]Media[/red]",
        clinician="holloway",
        assumed=("It names no checklist.",),
        against={"nasw-2021": "A code of [b]ethics[/b]"},
    )


@pytest.fixture
def passing() -> Checked:
    remarks = ("Three clauses were not verified.", NO_ADVICE)
    report = Report("fine.md", "fine", {}, (), (), ("nasw-2021",), remarks)
    return Checked(report, title="Fine")


@pytest.fixture
def unread() -> Unread:
    error = InputError("The date is 100% odd.", path="a:b,c.md", line=3, fix="Write\n2026-01-31.")
    return Unread("a:b,c.md", "c", error)


@pytest.fixture
def outcomes(passing: Checked, lacking: Checked, unread: Unread) -> list[Outcome]:
    return [passing, lacking, unread]
