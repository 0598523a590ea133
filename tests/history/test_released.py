"""The versions of a policy as a person asks for them, read from real repositories."""

from __future__ import annotations

import re
from datetime import date

import pytest

from policydocs.errors import InputError
from policydocs.history.released import (
    choose,
    former_slugs,
    held_on,
    many_versions,
    versions_of,
    without_file,
)
from policydocs.history.revisions import History
from policydocs.history.tag_message import RecordKind
from policydocs.history.versions import PolicyVersions
from policydocs.source.policy_files import read_repository_config
from policydocs.source.tree import FolderTree, MemoryTree

from .conftest import Repository
from .releasing import end, release
from .two_versions import two

__all__ = ["two"]

TODAY = date(2026, 6, 1)


def versions(repository: Repository, slug: str = "messages") -> PolicyVersions:
    files = FolderTree(repository.folder)
    with History(repository.folder) as history:
        return versions_of(history, files, read_repository_config(files), slug)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1.0.0", "1.0.0"),
        ("v1.1.0", "1.1.0"),
        ("messages/v1.0.0", "1.0.0"),
        ("in-force", "1.0.0"),
        ("newest", "1.1.0"),
        ("Pending ", "1.1.0"),
    ],
)
def test_a_version_is_meant_by_number_or_by_how_it_stands(two: Repository, said: str, number: str) -> None:
    assert str(choose(versions(two), said, TODAY).version) == number


@pytest.mark.parametrize("said", ["2.0.0", "yesterday", "", "1", "--help"])
def test_what_is_no_version_is_told_with_those_that_there_are(two: Repository, said: str) -> None:
    with pytest.raises(InputError) as refused:
        choose(versions(two), said, TODAY)

    assert {"1.0.0", "1.1.0"} <= set(re.findall(r"\d\.\d\.\d", refused.value.fix))


@pytest.mark.parametrize(("said", "order"), [("0.9", "1.0.0, 1.1.0."), ("3.0.0", "1.1.0, 1.0.0.")])
def test_of_what_is_no_version_the_nearest_is_told_first(two: Repository, said: str, order: str) -> None:
    with pytest.raises(InputError) as refused:
        choose(versions(two), said, TODAY)

    assert refused.value.fix.endswith(order)


def test_nothing_is_pending_after_its_day(two: Repository) -> None:
    with pytest.raises(InputError, match="waiting for its day"):
        choose(versions(two), "pending", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("day", "number"), [("2026-03-01", "1.0.0"), ("2026-06-30", "1.0.0"), ("2026-07-01", "1.1.0")]
)
def test_the_effective_day_decides_not_the_day_of_the_tag(two: Repository, day: str, number: str) -> None:
    assert str(held_on(versions(two), date.fromisoformat(day)).version) == number


def test_a_day_before_the_first_version_had_none(two: Repository) -> None:
    with pytest.raises(InputError, match="took effect on 2026-03-01"):
        held_on(versions(two), date(2026, 2, 28))


def test_a_withdrawn_version_gives_way_to_the_one_before(two: Repository) -> None:
    end(two, RecordKind.WITHDRAWAL, "1.1.0", "2026-08-01", "A mistake.")

    found = versions(two)

    assert str(held_on(found, date(2026, 7, 31)).version) == "1.1.0"
    assert str(held_on(found, date(2026, 8, 1)).version) == "1.0.0"
    assert str(choose(found, "newest", TODAY).version) == "1.0.0"


def test_a_retired_policy_holds_no_longer_and_its_history_is_read_without_its_file(two: Repository) -> None:
    end(two, RecordKind.RETIREMENT, "1.1.0", "2026-09-01", "We closed.")
    (two.folder / "policies" / "messages.md").unlink()

    found = versions(two)

    assert str(held_on(found, date(2026, 8, 31)).version) == "1.1.0"
    with pytest.raises(InputError, match="retired on 2026-09-01"):
        held_on(found, date(2026, 9, 1))


def test_a_renamed_policy_keeps_its_history_under_both_names(two: Repository) -> None:
    two.git("mv", "policies/messages.md", "policies/contact.md")
    two.policy("Call or write.", slug="contact", more="formerly: [messages]\n")
    release(two, "1.2.0", "2026-08-01", slug="contact")

    for name in ("contact", "messages"):
        found = versions(two, name)
        assert found.policy == "contact"
        assert [one.tag for one in found.releases] == ["messages/v1.0.0", "messages/v1.1.0", "contact/v1.2.0"]


def test_a_renamed_policy_keeps_its_history_when_its_file_is_gone_or_forgets_its_names(
    two: Repository,
) -> None:
    two.git("mv", "policies/messages.md", "policies/contact.md")
    two.policy("Call or write.", slug="contact", more="formerly: [messages]\n")
    release(two, "1.2.0", "2026-08-01", slug="contact", previous="messages/v1.1.0")
    every = ["messages/v1.0.0", "messages/v1.1.0", "contact/v1.2.0"]

    two.policy("Call or write.", slug="contact")
    assert [one.tag for one in versions(two, "contact").releases] == every

    (two.folder / "policies" / "contact.md").unlink()
    for name in ("contact", "messages"):
        found = versions(two, name)
        assert found.policy == "contact"
        assert [one.tag for one in found.releases] == every
    with History(two.folder) as history:
        (alone,) = without_file(history.book(None), [], date(2026, 9, 1))
    assert alone.policy == "contact"


def test_a_translation_is_renamed_with_its_source() -> None:
    files = MemoryTree(
        {
            "policies/contact.md": b"---\ntitle: Contact\nformerly: [messages]\n---\n\nWrite.\n",
            "policies/contact.es.md": b"---\ntitle: Contacto\n---\n\nEscriba.\n",
        }
    )

    assert former_slugs(files, "policies", "contact.es") == ("messages.es",)


def test_many_policies_are_read_at_once(two: Repository) -> None:
    two.policy("Pay here.", slug="fees")
    release(two, "1.0.0", "2026-03-01", slug="fees")
    files = FolderTree(two.folder)

    with History(two.folder) as history:
        found = many_versions(history, files, read_repository_config(files), ("fees", "messages", "none"))

    assert {slug: len(one.releases) for slug, one in found.items()} == {"fees": 1, "messages": 2, "none": 0}
