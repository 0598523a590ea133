"""Which version holds on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.history.tag_message import RecordKind, TagMessage
from policydocs.history.version_book import VersionBook
from policydocs.history.versions import (
    Oddity,
    PolicyVersions,
    Release,
)
from policydocs.model import Version


def message(
    number: str, effective: str, slug: str = "messages", kind: RecordKind = RecordKind.RELEASE
) -> TagMessage:
    return TagMessage(kind, slug, Version.parse(number), "Messages", date.fromisoformat(effective))


def made(
    number: str, effective: str, kind: RecordKind = RecordKind.RELEASE, tagged: str = "2026-01-01"
) -> Release:
    said = message(number, effective, kind=kind)
    moment = datetime.fromisoformat(tagged).replace(tzinfo=UTC)
    return Release("messages", said.version, f"x{number}", "0" * 40, "1" * 40, moment, "Jo", False, said)


def of(*records: Release) -> PolicyVersions:
    return VersionBook(records, ()).of("messages")


@st.composite
def histories(draw: st.DrawFn) -> PolicyVersions:
    """Versions, withdrawals and ends on a few days, in any order."""
    day = st.dates(date(2026, 1, 1), date(2026, 1, 12)).map(str)
    numbers = [f"1.{minor}.0" for minor in range(draw(st.integers(1, 6)))]
    records = [made(number, draw(day)) for number in numbers]
    for kind in (RecordKind.WITHDRAWAL, RecordKind.RETIREMENT):
        chosen = draw(st.lists(st.sampled_from(numbers), unique=True, max_size=4))
        records += [made(number, draw(day), kind) for number in chosen]
    return of(*records)


def test_newest_in_force_and_pending_are_three_things() -> None:
    versions = of(made("1.0.0", "2026-01-01"), made("1.1.0", "2026-04-01"), made("1.2.0", "2026-06-01"))
    day = date(2026, 4, 1)

    in_force, newest = versions.in_force(day), versions.newest

    assert in_force is not None
    assert newest is not None
    assert str(in_force.version) == "1.1.0"
    assert str(newest.version) == "1.2.0"
    assert [str(one.version) for one in versions.pending(day)] == ["1.2.0"]
    assert versions.in_force(date(2025, 12, 31)) is None


def test_after_a_withdrawal_the_version_before_is_in_force_again() -> None:
    versions = of(
        made("1.0.0", "2026-01-01"),
        made("1.1.0", "2026-04-01"),
        made("1.1.0", "2026-04-10", RecordKind.WITHDRAWAL),
    )

    assert [(str(span.release.version), span.first, span.last) for span in versions.spans()] == [
        ("1.0.0", date(2026, 1, 1), date(2026, 3, 31)),
        ("1.1.0", date(2026, 4, 1), date(2026, 4, 9)),
        ("1.0.0", date(2026, 4, 10), None),
    ]
    assert versions.newest is versions.releases[0]
    assert versions.highest_number == Version(1, 1, 0)


def test_a_pending_version_that_is_withdrawn_never_comes_into_force() -> None:
    versions = of(
        made("1.0.0", "2026-01-01"),
        made("1.1.0", "2026-04-01"),
        made("1.1.0", "2026-03-10", RecordKind.WITHDRAWAL),
    )

    assert versions.pending(date(2026, 3, 20)) == ()
    assert [(str(span.release.version), span.last) for span in versions.spans()] == [("1.0.0", None)]


def test_a_version_that_a_higher_one_overtakes_before_its_day_is_not_pending() -> None:
    first, second, third = (
        made("1.0.0", "2026-01-01"),
        made("1.1.0", "2026-04-01"),
        made("2.0.0", "2026-04-01"),
    )
    taken_back = made("2.0.0", "2026-03-10", RecordKind.WITHDRAWAL)
    day = date(2026, 3, 20)

    assert of(first, second, third).pending(day) == (third,)
    assert of(first, second, made("2.0.0", "2026-05-01")).pending(day)[0] is second
    assert of(first, second, third, taken_back).pending(day) == (second,)


def test_a_version_whose_day_comes_after_the_end_is_not_pending() -> None:
    end = made("1.1.0", "2026-04-01", RecordKind.RETIREMENT)
    versions = of(made("1.0.0", "2026-01-01"), made("1.1.0", "2026-04-01"), end)
    again = of(*versions.releases, end, made("1.2.0", "2026-04-01"))

    assert versions.pending(date(2026, 3, 1)) == ()
    assert versions.ending(date(2026, 3, 1)) is end
    assert versions.ending(date(2026, 4, 1)) is None
    assert [str(one.version) for one in again.pending(date(2026, 3, 1))] == ["1.2.0"]
    assert again.ending(date(2026, 3, 1)) is None


def test_a_retired_policy_is_not_in_force_until_a_later_version_brings_it_back() -> None:
    ended = (made("1.0.0", "2026-01-01"), made("1.0.0", "2026-05-01", RecordKind.RETIREMENT))
    again = made("1.1.0", "2026-09-01")

    assert of(*ended).in_force(date(2026, 5, 1)) is None
    assert of(*ended).retired(date(2026, 5, 1)) is ended[1]
    assert of(*ended).retired(date(2026, 4, 30)) is None
    assert [(span.first, span.last) for span in of(*ended, again).spans()] == [
        (date(2026, 1, 1), date(2026, 4, 30)),
        (date(2026, 9, 1), None),
    ]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (made("1.1.0", "2025-12-01"), "in force from"),
        (made("1.1.0", "2026-02-01", tagged="2025-12-31"), "clock"),
    ],
)
def test_numbers_and_dates_that_disagree_are_noticed(second: Release, said: str) -> None:
    versions = of(made("1.0.0", "2026-01-01"), second)

    (odd,) = versions.odd
    assert (odd.oddity, odd.counts) == (Oddity.UNORDERED, True)
    assert said in odd.problem
    assert len(versions.releases) == 2


def test_a_policy_without_a_version_was_never_in_force() -> None:
    assert of().spans() == ()


@given(histories())
def test_the_spans_say_of_each_day_what_was_in_force(versions: PolicyVersions) -> None:
    spans = versions.spans()

    for offset in range(-1, 14):
        day = date(2026, 1, 1) + timedelta(days=offset)
        holding = [one for one in spans if one.first <= day and (one.last is None or day <= one.last)]
        assert [one.release for one in holding] == [one for one in (versions.in_force(day),) if one]
    assert all(before.last is not None for before in spans[:-1])
