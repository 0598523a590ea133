"""What is said of a notice that is hard to read, and of a date that is too near."""

from datetime import date

import pytest

from policydocs.compare.compare import compare
from policydocs.notice.build import change_notice
from policydocs.notice.final import date_remarks
from policydocs.notice.plain import language_remarks
from policydocs.notice.reasons import EVERYTHING

from .conftest import PRACTICE, policy

CHANGED = compare(policy("I work by day."), policy("I work by night."))
TODAY = date(2026, 11, 22)


def remarks(why: str) -> tuple[str, ...]:
    document = change_notice(
        CHANGED,
        practice=PRACTICE,
        old_version=None,
        new_version=None,
        effective=date(2027, 3, 1),
        today=TODAY,
        reasons={EVERYTHING: why},
    )
    return language_remarks(document)


def test_a_plain_reason_passes() -> None:
    assert remarks("Many of you asked me for this.") == ()


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (
            "I did this pursuant to the law.",
            "“pursuant to” is a word of lawyers or programmers: say “under”.",
        ),
        ("See the diff of my last commit.", "“commit” is a word of lawyers or programmers"),
        ("This is v1.2.0 of the policy.", "say “version 1.2.0”"),
        (" ".join(["I work and"] * 10) + " rest.", "A sentence has 31 words"),
        (
            " ".join(["Organizational considerations necessitated comprehensive modification."] * 6),
            "reads at grade",
        ),
    ],
)
def test_what_is_hard_to_read_is_told(why: str, said: str) -> None:
    assert any(said in remark for remark in remarks(why))


def test_the_policys_own_words_in_quotation_marks_are_not_judged() -> None:
    assert remarks("The law now says “pursuant to the amended act”.") == ()


@pytest.mark.parametrize(
    ("effective", "said"),
    [
        (date(2026, 11, 21), "started yesterday"),
        (date(2026, 11, 2), "started 20 days ago"),
        (date(2026, 11, 22), "starts today"),
        (date(2026, 12, 21), "starts in 29 days. Your clients should have 30 days"),
    ],
)
def test_a_date_that_is_near_or_past_is_told(effective: date, said: str) -> None:
    (remark,) = date_remarks(effective, TODAY)

    assert said in remark


def test_a_date_after_the_lead_time_is_fine() -> None:
    assert date_remarks(date(2026, 12, 22), TODAY) == date_remarks(None, TODAY) == ()
    assert date_remarks(date(2026, 12, 2), TODAY, lead_days=10) == ()
