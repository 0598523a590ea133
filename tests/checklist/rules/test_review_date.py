"""Whether the review that a policy sets itself is due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.findings import Severity
from policydocs.checklist.rules.review_date import findings, months_after

from .rule_subjects import TODAY, foreign, ours


def test_a_review_whose_day_has_passed_is_found_at_its_line() -> None:
    (finding,) = findings(ours("Hi.", head=["review_every: 12 months", "reviewed: 2025-06-14"]))

    assert (finding.rule, finding.severity, finding.line, finding.section) == (
        "review-due",
        Severity.WARNING,
        4,
        None,
    )
    assert "2026-06-14" in finding.message
    assert f"reviewed: {TODAY}" in finding.fix


@pytest.mark.parametrize("reviewed", ["2025-06-15", "2026-06-15"])
def test_on_its_day_a_review_is_not_yet_overdue(reviewed: str) -> None:
    assert not list(findings(ours("Hi.", head=["review_every: 1 year", f"reviewed: {reviewed}"])))


def test_a_review_that_was_never_dated_is_a_note() -> None:
    (finding,) = findings(ours("Hi.", head=["review_every: 6 months"]))

    assert finding.severity is Severity.NOTE
    assert "every 6 months" in finding.message


def test_a_review_in_the_future_is_found() -> None:
    (finding,) = findings(ours("Hi.", head=["reviewed: 2026-06-16"]))

    assert finding.severity is Severity.WARNING


def test_a_policy_that_sets_no_review_is_left_alone() -> None:
    assert not list(findings(ours("Hi.")))
    assert not list(findings(ours("Hi.", head=["reviewed: 2001-01-01"])))
    assert not list(findings(foreign("Last updated 2001.")))


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2025, 12, 1), 1) == date(2026, 1, 1)


@given(st.dates(), st.integers(1, 120))
def test_a_later_day_is_later(start: date, months: int) -> None:
    assert months_after(start, months) >= start
