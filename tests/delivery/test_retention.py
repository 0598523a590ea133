"""Which versions are past the years for which what was sent is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from policydocs.delivery.retention import superseded_before, years_before
from policydocs.history.tag_message import RecordKind, TagMessage
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Version

TODAY = date(2034, 6, 1)


def release(number: str, effective: date, kind: RecordKind = RecordKind.RELEASE) -> Release:
    version = Version.parse(number)
    message = TagMessage(kind, "fees", version, "Fees", effective)
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    return Release("fees", version, f"fees/v{number}", "a" * 40, "b" * 40, moment, "Jo Lee", False, message)


def versions(
    *releases: Release, withdrawn: Release | None = None, ended: Release | None = None
) -> PolicyVersions:
    withdrawals = {} if withdrawn is None else {withdrawn.version: withdrawn}
    return PolicyVersions("fees", releases, withdrawals, () if ended is None else (ended,), ())


def found(*every: PolicyVersions, years: int = 6) -> list[tuple[str, str]]:
    return [(str(one.version), one.last.isoformat()) for one in superseded_before(every, TODAY, years)]


def test_a_version_counts_from_its_last_day() -> None:
    some = versions(
        release("1.0.0", date(2025, 1, 1)),
        release("1.1.0", date(2028, 6, 1)),
        release("1.2.0", date(2030, 1, 1)),
    )

    assert found(some) == [("1.0.0", "2028-05-31")]
    assert found(some, years=4) == [("1.0.0", "2028-05-31"), ("1.1.0", "2029-12-31")]
    assert found(some, years=7) == []


def test_the_version_in_force_is_never_past_it() -> None:
    assert found(versions(release("1.0.0", date(2001, 1, 1)))) == []


def test_a_version_that_held_again_counts_from_its_second_end() -> None:
    some = versions(
        release("1.0.0", date(2020, 1, 1)),
        release("1.1.0", date(2021, 1, 1)),
        release("1.2.0", date(2029, 1, 1)),
        withdrawn=release("1.1.0", date(2022, 1, 1), RecordKind.WITHDRAWAL),
    )

    assert found(some) == [("1.1.0", "2021-12-31")]


def test_the_last_version_of_a_policy_that_ended_counts_from_the_end() -> None:
    some = versions(
        release("1.0.0", date(2020, 1, 1)), ended=release("1.0.0", date(2025, 1, 1), RecordKind.RETIREMENT)
    )

    assert found(some) == [("1.0.0", "2024-12-31")]


def test_a_version_that_never_held_counts_from_the_one_in_its_place() -> None:
    some = versions(
        release("1.0.0", date(2020, 1, 1)),
        release("1.1.0", date(2021, 1, 1)),
        release("1.2.0", date(2021, 1, 1)),
    )

    assert found(some) == [("1.0.0", "2020-12-31"), ("1.1.0", "2021-01-01")]


@pytest.mark.parametrize(
    ("day", "before"),
    [(date(2034, 6, 1), date(2028, 6, 1)), (date(2032, 2, 29), date(2026, 2, 28))],
)
def test_six_years_before(day: date, before: date) -> None:
    assert years_before(day, 6) == before
