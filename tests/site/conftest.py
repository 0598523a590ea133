"""A practice with a past: versions in force, pending, withdrawn, a policy that ended, a translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.archive import Archive
from policydocs.history.revisions import History
from policydocs.history.tag_message import RecordKind
from policydocs.model import Practice
from policydocs.site.library import Library, open_library
from policydocs.site.plan import site_files

from ..history.conftest import Repository, clean_git, repository
from ..history.releasing import end, release

__all__ = ["clean_git", "repository"]

DAY = date(2026, 6, 1)
_made: dict[str, bytes] = {}  # the site of `past`: the same for every test
NOBODY = Practice("harbor", "Harbor Counseling")


@pytest.fixture
def past(repository: Repository) -> Repository:
    """`messages`: 1.0.0, 1.1.0 in force, 2.0.0 waiting; `visits`: withdrawn and ended; `messages.es`."""
    files = ("pdf", "txt")
    repository.policy("Call me &lt;b>now&lt;/b> & then.")
    repository.policy("Llámeme ya.", slug="messages.es", more="language: es\ntranslates: 1.0.0\n")
    repository.policy("Knock.", slug="visits")
    release(repository, "1.0.0", "2026-03-01", reasons={"*": "We opened."}, formats=files)
    release(repository, "1.0.0", "2026-03-01", slug="messages.es", formats=files)
    release(repository, "1.0.0", "2026-03-01", slug="visits", formats=files)
    repository.policy("Call me by day.")
    release(
        repository,
        "1.1.0",
        "2026-05-01",
        previous="messages/v1.0.0",
        reasons={"calls": "I moved to <town>."},
        formats=files,
    )
    repository.policy("Write to me.")
    release(
        repository,
        "2.0.0",
        "2026-07-01",
        previous="messages/v1.1.0",
        level=ChangeLevel.MAJOR,
        formats=files,
    )
    repository.policy("Ring.", slug="visits")
    release(repository, "1.1.0", "2026-05-01", slug="visits", previous="visits/v1.0.0", formats=files)
    end(repository, RecordKind.WITHDRAWAL, "1.1.0", "2026-05-10", "The wrong file.", slug="visits")
    end(repository, RecordKind.RETIREMENT, "1.1.0", "2026-05-20", "No more visits.", slug="visits")
    return repository


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def library(past: Repository, archive: Archive) -> Iterator[Library]:
    with History(past.folder) as history:
        yield open_library(history, archive, practice=NOBODY, day=DAY)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Mapping[str, bytes]:
    """Every file of the site, made once."""
    if not _made:
        library: Library = request.getfixturevalue("library")
        _made.update({path: make() for path, make in site_files(library).items()})
    return _made
