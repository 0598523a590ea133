"""Whose holders need not be told though a newer version is here."""

from __future__ import annotations

from datetime import date

from policydocs.delivery.due import Verdict
from policydocs.delivery.quiet import is_quiet
from policydocs.history.tag_message import RecordKind

from .test_due import THREE, TODAY, record, standing, v, versions

QUIET = Verdict(tell=False, remark="It says what hers said.")


def test_by_what_the_two_texts_say() -> None:
    assert is_quiet(THREE, v("1.0.0"), lambda _: QUIET, TODAY) is True
    assert is_quiet(THREE, v("1.0.0"), lambda _: Verdict(tell=True), TODAY) is False


def test_what_cannot_be_judged_is_not_known() -> None:
    assert is_quiet(THREE, v("1.0.0"), lambda _: Verdict(tell=False, problem="No text."), TODAY) is None


def test_whose_version_was_taken_back_before_the_newest_starts_is_told_in_any_case() -> None:
    coming = record("1.2.0", day=3, effective=date(2027, 4, 1))
    both = standing(
        versions(
            record("1.0.0"),
            record("1.1.0"),
            coming,
            withdrawn=[record("1.1.0", kind=RecordKind.WITHDRAWAL, day=5)],
        )
    )

    assert is_quiet(both, v("1.1.0"), lambda _: QUIET, TODAY) is None
    assert is_quiet(both, v("1.1.0"), lambda _: QUIET, date(2027, 4, 1)) is True
