"""Versions read from the tags of real repositories."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from policydocs.history.tag_message import RecordKind, TagMessage, write_message
from policydocs.history.version_book import read_versions
from policydocs.history.versions import (
    Oddity,
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


def test_a_policy_can_be_given_back_a_name_that_it_had(committed: Repository) -> None:
    for number, (slug, before) in enumerate((("one", ""), ("two", "one"), ("one", "two"))):
        said = message(f"1.{number}.0", "2026-03-01", slug)
        previous = f"{before}/v1.{number - 1}.0" if before else ""
        tag(committed, f"{slug}/v1.{number}.0", replace(said, previous=previous))

    book = read_versions(committed.folder)

    assert book.renamed() == book.renamed(["one"]) == {"two": "one"}
    assert book.renamed(["two"]) == {"one": "two"}
    assert [one.tag for one in book.of("one").releases] == ["one/v1.0.0", "two/v1.1.0", "one/v1.2.0"]


def test_names_that_tags_give_each_other_in_a_ring_are_read_once(committed: Repository) -> None:
    for slug, before in (("one", "two"), ("two", "one")):
        said = message("1.0.0" if slug == "one" else "1.1.0", "2026-03-01", slug)
        tag(committed, f"{slug}/v{said.version}", replace(said, previous=f"{before}/v1.0.0"))

    book = read_versions(committed.folder)

    assert book.former("one") == ("two",)
    assert book.renamed() == {"one": "two"}


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
