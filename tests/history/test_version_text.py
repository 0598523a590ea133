"""What each version says, read from its own commit in real repositories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policydocs.errors import InputError, SurroundingsError
from policydocs.history.fingerprint import text_digest
from policydocs.history.released import recorded_digest
from policydocs.history.revisions import History
from policydocs.history.version_text import read_version
from policydocs.history.versions import Release

from .conftest import Repository
from .two_versions import two

__all__ = ["two"]


def releases(repository: Repository) -> tuple[Release, ...]:
    with History(repository.folder) as history:
        return history.book(("messages",)).of("messages").releases


def test_each_version_is_read_with_the_facts_of_its_own_commit(two: Repository) -> None:
    found = releases(two)
    with History(two.folder) as history:
        texts = [read_version(history, one) for one in found]

    assert [text.config.practice.facts["phone"] for text in texts] == ["360-555-0142", "360-555-0199"]
    assert [text.digest for text in texts] == [recorded_digest(one) for one in found]
    assert texts[0].digest == text_digest(texts[0].policies) != texts[1].digest


def test_a_tag_without_its_commit_is_told(two: Repository) -> None:
    gone = releases(two)[0]
    lost = two.folder / ".git" / "objects" / gone.commit[:2] / gone.commit[2:]
    lost.chmod(0o644)
    lost.unlink()

    with History(two.folder) as history, pytest.raises(SurroundingsError, match="not in this repository"):
        read_version(history, gone)


def test_a_version_that_this_toolkit_cannot_read_is_told_by_its_tag(two: Repository) -> None:
    two.write("policies/messages.md", "---\ntitel: Messages\n---\n\nText.\n")
    two.commit()
    two.git("update-ref", "refs/heads/other", "HEAD")
    found = releases(two)[1]
    broken = replace(found, commit=two.git("rev-parse", "HEAD"))

    with History(two.folder) as history, pytest.raises(InputError) as refused:
        read_version(history, broken)

    assert "policies/messages.md (messages/v1.1.0):2" in str(refused.value)
