"""Keeping what was handed out, by its digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.errors import SurroundingsError
from policydocs.history.archive import Archive, sha256


def files(archive: Archive) -> list[Path]:
    return [path for path in archive.folder.rglob("*") if path.is_file()]


def test_what_was_kept_is_found_by_its_digest(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "data" / "archive")

    digest = archive.keep(b"a handout")

    assert digest == hashlib.sha256(b"a handout").hexdigest()
    assert archive.read(digest) == b"a handout"
    assert archive.holds(digest)


def test_the_same_file_is_kept_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")

    assert archive.keep(b"a handout") == archive.keep(b"a handout")

    assert len(files(archive)) == 1


def test_what_was_never_kept_is_absent_and_makes_no_folder(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")

    assert archive.read(sha256(b"never")) is None
    assert not archive.holds(sha256(b"never"))
    assert not archive.folder.exists()


@pytest.mark.parametrize("asked", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_a_digest_leads_anywhere(tmp_path: Path, asked: str) -> None:
    archive = Archive(tmp_path / "archive")
    archive.keep(b"a handout")

    assert archive.read(asked) is None
    assert not archive.holds(asked)


def test_damaged_bytes_are_not_given_out_and_are_mended_by_keeping_the_file_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    digest = archive.keep(b"a handout")
    files(archive)[0].write_bytes(b"a hand")

    assert archive.read(digest) is None
    archive.keep(b"a handout")

    assert archive.read(digest) == b"a handout"


def test_a_file_that_stands_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_bytes(b"")

    with pytest.raises(SurroundingsError, match="cannot be kept"):
        Archive(tmp_path / "archive").keep(b"a handout")


@given(st.binary(max_size=200))
def test_any_bytes_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    archive = Archive(tmp_path_factory.mktemp("data") / "archive")

    assert archive.read(archive.keep(data)) == data
