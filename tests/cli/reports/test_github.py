"""Annotations as the runner of GitHub Actions reads them."""

from __future__ import annotations

from policydocs.cli.reports.github import GithubReport
from policydocs.cli.reports.outcome import Checked, Unread

from .conftest import told


def test_each_finding_is_one_line_with_its_severity_and_place(lacking: Checked) -> None:
    assert told(GithubReport(), [lacking]).splitlines() == [
        "::error file=policies/social media.md,line=41,title=contradiction"
        "::It says that friend requests are accepted.%0AWrite that you decline them,%0Aand why.",
        "::warning file=policies/social media.md,line=12,title=long-sentence"
        "::A sentence has 41 words.%0ASplit it.",
        "::notice file=policies/social media.md,line=1,title=topic-absent"
        "::It does not speak of [bold]texting[/bold].",
    ]


def test_signs_that_mean_something_to_the_runner_are_escaped(unread: Unread) -> None:
    assert told(GithubReport(), [unread]) == (
        "::error file=a%3Ab%2Cc.md,line=3,title=unreadable::The date is 100%25 odd.%0AWrite%0A2026-01-31.\n"
    )


def test_nothing_found_is_nothing_said(passing: Checked) -> None:
    assert told(GithubReport(), [passing]) == ""
