"""Versions read from the tags of real repositories."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.history.tag_message import RecordKind, TagMessage, write_message
from policydocs.history.versions import (
    Oddity,
    PolicyVersions,
    Release,
    VersionBook,
    read_versions,
    retirement_tag,
    version_tag,
    withdrawal_tag,
)
from policydocs.model import Version

from .conftest import Repository


def message(
    number: str, effective: str, slug: str = "messages", kind: RecordKind = RecordKind.RELEASE
) -> TagMessage:
    return TagMessage(kind, slug, Version.parse(number), "Messages", date.fromisoformat(effective))


def tag(repository: Repository, name: str, said: TagMessage) -> None:
    repository.git("tag", "--annotate", "--cleanup=verbatim", "--message", write_message(said), name)


def release(repository: Repository, number: str, effective: str, slug: str = "messages") -> None:
    tag(repository, f"{slug}/v{number}", message(number, effective, slug))


def made(
    number: str, effective: str, kind: RecordKind = RecordKind.RELEASE, tagged: str = "2026-01-01"
) -> Release:
    said = message(number, effective, kind=kind)
    moment = datetime.fromisoformat(tagged).replace(tzinfo=UTC)
    return Release("messages", said.version, f"x{number}", "0" * 40, "1" * 40, moment, "Jo", False, said)


def of(*records: Release) -> PolicyVersions:
    return VersionBook(records, ()).of("messages")


@pytest.fixture
def committed(repository: Repository) -> Repository:
    repository.policy("Call me.")
    repository.commit()
    return repository


def test_a_version_is_read_with_all_that_its_tag_records(committed: Repository) -> None:
    release(committed, "1.0.0", "2026-03-01")

    versions = read_versions(committed.folder).of("messages")

    (one,) = versions.releases
    assert one.version == Version(1, 0, 0)
    assert one.tag == "messages/v1.0.0"
    assert one.tag_id == committed.git("rev-parse", "messages/v1.0.0")
    assert one.commit == committed.git("rev-parse", "HEAD")
    assert one.tagged == datetime(2026, 3, 1, 7, 0, tzinfo=UTC)
    assert one.tagged.utcoffset() == timedelta(hours=2)
    assert (one.tagger, one.signed, one.title) == ("Maren Holloway", False, "Messages")
    assert one.message == message("1.0.0", "2026-03-01")
    assert versions.odd == ()


def test_versions_are_ordered_as_numbers(committed: Repository) -> None:
    for number in ("1.10.0", "1.9.0", "1.0.0"):
        release(committed, number, "2026-03-01")

    versions = read_versions(committed.folder).of("messages")

    assert [str(one.version) for one in versions.releases] == ["1.0.0", "1.9.0", "1.10.0"]
    assert versions.newest is versions.releases[-1]


def test_only_the_tags_of_the_policies_asked_for_are_read(committed: Repository) -> None:
    release(committed, "1.0.0", "2026-03-01")
    release(committed, "1.0.0", "2026-03-01", "messages-more")
    release(committed, "1.0.0", "2026-03-01", "texting")

    assert read_versions(committed.folder, ["messages"]).slugs() == ("messages",)
    assert read_versions(committed.folder).slugs() == ("messages", "messages-more", "texting")
    assert read_versions(committed.folder, []).slugs() == ()


def test_a_renamed_policy_keeps_its_versions(committed: Repository) -> None:
    release(committed, "1.0.0", "2026-01-01", "letters")
    release(committed, "1.1.0", "2026-02-01", "letters")
    release(committed, "1.2.0", "2026-03-01")

    versions = read_versions(committed.folder).of("messages", ["letters"])

    assert [one.tag for one in versions.releases] == ["letters/v1.0.0", "letters/v1.1.0", "messages/v1.2.0"]


def test_its_tags_tell_the_names_that_a_policy_had(committed: Repository) -> None:
    names = ("messages", "contact", "online")
    for number, (slug, before) in enumerate(zip(names, ("", *names), strict=False)):
        said = message(f"1.{number}.0", "2026-03-01", slug)
        previous = f"{before}/v1.{number - 1}.0" if before else ""
        tag(committed, f"{slug}/v1.{number}.0", replace(said, previous=previous))
    release(committed, "1.0.0", "2026-03-01", "fees")

    book = read_versions(committed.folder)

    assert book.former("online") == ("contact", "messages")
    assert book.former("fees") == ()
    assert book.renamed() == {"contact": "online", "messages": "online"}
    assert [one.policy for one in book.of("online").releases] == ["messages", "contact", "online"]


def test_names_that_tags_give_each_other_in_a_ring_are_read_once(committed: Repository) -> None:
    for slug, before in (("one", "two"), ("two", "one")):
        said = message("1.0.0" if slug == "one" else "1.1.0", "2026-03-01", slug)
        tag(committed, f"{slug}/v{said.version}", replace(said, previous=f"{before}/v1.0.0"))

    book = read_versions(committed.folder)

    assert book.former("one") == ("two",)
    assert book.renamed() == {}


def test_one_version_under_two_names_is_used_once_and_told(committed: Repository) -> None:
    release(committed, "1.0.0", "2026-01-01", "letters")
    release(committed, "1.0.0", "2026-02-01")

    versions = read_versions(committed.folder).of("messages", ["letters"])

    assert [one.tag for one in versions.releases] == ["messages/v1.0.0"]
    assert [(odd.tag, odd.oddity) for odd in versions.odd] == [("letters/v1.0.0", Oddity.TWICE)]


def test_tags_that_only_look_like_a_version_are_told_apart(committed: Repository) -> None:
    release(committed, "1.0.0", "2026-01-01")
    committed.git("tag", "messages/v1.1.0")
    committed.git("tag", "--annotate", "--message", "Mine", "messages/v1.2.0")
    committed.git("update-ref", "refs/tags/messages/v1.3.0", committed.git("rev-parse", "messages/v1.0.0"))
    tree = committed.git("rev-parse", "HEAD^{tree}")
    committed.git("tag", "-a", "-m", write_message(message("1.4.0", "2026-02-01")), "messages/v1.4.0", tree)

    versions = read_versions(committed.folder).of("messages")

    assert [str(one.version) for one in versions.releases] == ["1.0.0"]
    assert [(odd.tag, odd.oddity) for odd in versions.odd] == [
        ("messages/v1.1.0", Oddity.LIGHTWEIGHT),
        ("messages/v1.2.0", Oddity.HAND_MADE),
        ("messages/v1.3.0", Oddity.RENAMED),
        ("messages/v1.4.0", Oddity.NO_COMMIT),
    ]
    assert versions.highest_number == Version(1, 4, 0)
    assert all(odd.problem.endswith(".") and not odd.counts for odd in versions.odd)


@pytest.mark.parametrize(
    "name", ["v1.0.0", "messages/1.0.0", "messages/v1.0", "messages/v01.0.0", "messages/x"]
)
def test_other_tags_are_no_concern_of_ours(committed: Repository, name: str) -> None:
    committed.git("tag", "--annotate", "--message", "Mine", name)

    book = read_versions(committed.folder)

    assert book.slugs() == ()
    assert book.of("messages").odd == ()


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


def test_withdrawals_and_ends_are_tags_of_their_own(committed: Repository) -> None:
    first = Version(1, 0, 0)
    release(committed, "1.0.0", "2026-01-01")
    taken = message("1.0.0", "2026-02-01", kind=RecordKind.WITHDRAWAL)
    tag(committed, withdrawal_tag("messages", first), taken)
    tag(committed, retirement_tag("messages", first), replace(taken, kind=RecordKind.RETIREMENT))

    versions = read_versions(committed.folder).of("messages")

    assert version_tag("messages", first) == versions.releases[0].tag
    assert versions.withdrawals[first].tag == "messages/withdrawn/v1.0.0"
    assert versions.retirements[0].tag == "messages/retired/v1.0.0"
    assert versions.odd == ()


def test_a_withdrawal_under_the_name_of_a_version_is_odd(committed: Repository) -> None:
    tag(committed, "messages/v1.0.0", message("1.0.0", "2026-02-01", kind=RecordKind.WITHDRAWAL))

    (odd,) = read_versions(committed.folder).of("messages").odd

    assert odd.oddity is Oddity.RENAMED


def test_a_policy_without_a_version_was_never_in_force() -> None:
    assert of().spans() == ()


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


@given(histories())
def test_the_spans_say_of_each_day_what_was_in_force(versions: PolicyVersions) -> None:
    spans = versions.spans()

    for offset in range(-1, 14):
        day = date(2026, 1, 1) + timedelta(days=offset)
        holding = [one for one in spans if one.first <= day and (one.last is None or day <= one.last)]
        assert [one.release for one in holding] == [one for one in (versions.in_force(day),) if one]
    assert all(before.last is not None for before in spans[:-1])
