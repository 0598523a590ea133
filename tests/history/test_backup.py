"""A backup holds everything that matters; one that is damaged or hostile writes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.errors import InputError, PolicydocsError, SurroundingsError
from policydocs.history import restore as restore_module
from policydocs.history.backup import Origin, make_backup
from policydocs.history.backup_manifest import BUNDLE, MANIFEST, Manifest, fit_name, open_backup
from policydocs.history.restore import Restored, restore_backup
from policydocs.history.surroundings import read_situation

from .conftest import Repository

MADE = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an archive."""
    folder = tmp_path / "data"
    (folder / "archive" / "ab").mkdir(parents=True)
    (folder / "archive" / "ab" / "cd").write_bytes(b"a handout")
    return folder


@pytest.fixture
def worked_on(repository: Repository) -> Repository:
    """Two versions, a second branch, and changes that are not committed."""
    repository.policy("Call me.")
    repository.write("old.txt", "old")
    repository.commit("messages/v1.0.0")
    repository.git("branch", "idea")
    repository.policy("Call me at noon.")
    repository.commit("messages/v1.1.0")
    repository.policy("Call me at one.")
    repository.write("notes/messages/calls.md", "why")
    (repository.folder / "old.txt").unlink()
    return repository


def backed_up(repository: Repository, data: Path, target: Path) -> Manifest:
    situation = read_situation(repository.folder)
    return make_backup(Origin(situation, data, "Harbor", MADE, "policydocs 0"), target)


def restored(backup: Path | bytes, folder: Path, data: Path) -> Restored:
    content = backup.read_bytes() if isinstance(backup, Path) else backup
    with open_backup(io.BytesIO(content), shown="b.zip") as opened:
        return restore_backup(opened, folder, data)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def state(folder: Path) -> tuple[str, str, str]:
    here = Repository(folder)
    return (
        here.git("for-each-ref"),
        here.git("symbolic-ref", "HEAD"),
        here.git("status", "--porcelain", "--untracked-files=all"),
    )


def test_what_was_backed_up_comes_back_as_it_was(worked_on: Repository, data: Path, tmp_path: Path) -> None:
    backed_up(worked_on, data, tmp_path / "b.zip")

    told = restored(tmp_path / "b.zip", tmp_path / "new", tmp_path / "new-data")

    assert state(tmp_path / "new") == state(worked_on.folder)
    assert files(tmp_path / "new") == files(worked_on.folder)
    assert files(tmp_path / "new-data") == files(data)
    assert Repository(tmp_path / "new").git("fsck", "--strict") == ""
    assert (told.refs, told.uncommitted, told.data, told.there) == (4, 3, 1, 0)
    assert not list(tmp_path.rglob(".policydocs-*"))


def test_settings_that_may_hold_a_password_and_hooks_are_not_in_it(
    worked_on: Repository, data: Path, tmp_path: Path
) -> None:
    worked_on.git("remote", "add", "origin", "https://me:s3cret@example.org/x.git")
    worked_on.git("config", "user.name", "Own Name")
    hooks = worked_on.folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "post-checkout").write_text("#!/bin/sh\ntouch ../ran\n")

    backed_up(worked_on, data, tmp_path / "b.zip")
    restored(tmp_path / "b.zip", tmp_path / "new", tmp_path / "new-data")

    assert b"s3cret" not in (tmp_path / "b.zip").read_bytes()
    new = Repository(tmp_path / "new")
    assert new.git("config", "--local", "user.name") == "Own Name"
    assert new.git("remote") == ""
    assert not (tmp_path / "new" / ".git" / "hooks").exists()


def test_a_repository_without_a_commit_keeps_its_files(
    repository: Repository, data: Path, tmp_path: Path
) -> None:
    repository.policy("Call me.")

    manifest = backed_up(repository, data, tmp_path / "b.zip")
    restored(tmp_path / "b.zip", tmp_path / "new", tmp_path / "new-data")

    assert BUNDLE not in manifest.files
    assert files(tmp_path / "new") == files(repository.folder)


def test_a_detached_head_comes_back_at_its_commit(worked_on: Repository, data: Path, tmp_path: Path) -> None:
    worked_on.git("checkout", "--quiet", "--detach")
    worked_on.commit()

    backed_up(worked_on, data, tmp_path / "b.zip")
    restored(tmp_path / "b.zip", tmp_path / "new", tmp_path / "new-data")

    assert Repository(tmp_path / "new").git("rev-parse", "HEAD") == worked_on.git("rev-parse", "HEAD")


def test_links_and_repositories_within_are_told_as_left_out(
    worked_on: Repository, data: Path, tmp_path: Path
) -> None:
    (data / "away").symlink_to(tmp_path)
    (worked_on.folder / "away").symlink_to(tmp_path)
    worked_on.git("init", "--quiet", "inner")

    manifest = backed_up(worked_on, data, tmp_path / "b.zip")

    told = " ".join(manifest.left_out)
    assert "away (a link)" in told
    assert "away of the data folder (a link)" in told
    assert "inner/ (no file" in told


def test_a_database_in_use_is_kept_as_one_whole_state(
    worked_on: Repository, data: Path, tmp_path: Path
) -> None:
    database = sqlite3.connect(data / "ledger.sqlite3")
    database.execute("pragma journal_mode = wal")
    database.execute("create table given (what)")
    database.execute("insert into given values ('a notice')")
    database.commit()  # still in the side file

    manifest = backed_up(worked_on, data, tmp_path / "b.zip")
    database.close()
    restored(tmp_path / "b.zip", tmp_path / "new", tmp_path / "new-data")

    assert [name for name in manifest.files if "ledger" in name] == ["data/ledger.sqlite3"]
    copy = sqlite3.connect(tmp_path / "new-data" / "ledger.sqlite3")
    assert copy.execute("select what from given").fetchall() == [("a notice",)]
    copy.close()


# --- Making one ----------------------------------------------------------------------------------


def test_a_file_that_is_there_is_not_replaced(worked_on: Repository, data: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")

    with pytest.raises(InputError, match="such a file already"):
        backed_up(worked_on, data, tmp_path / "b.zip")

    assert (tmp_path / "b.zip").read_text() == "mine"


@pytest.mark.parametrize("inside", ["repository", "data"])
def test_a_backup_within_what_it_is_of_is_refused(worked_on: Repository, data: Path, inside: str) -> None:
    folder = {"repository": worked_on.folder, "data": data}[inside]

    with pytest.raises(InputError, match="lost with what it is of"):
        backed_up(worked_on, data, folder / "b.zip")

    assert not (folder / "b.zip").exists()


def test_a_copy_without_its_older_part_is_refused(worked_on: Repository, data: Path, tmp_path: Path) -> None:
    worked_on.git("clone", "--quiet", "--depth=1", worked_on.folder.as_uri(), str(tmp_path / "shallow"))

    with pytest.raises(InputError, match="older part"):
        backed_up(Repository(tmp_path / "shallow"), data, tmp_path / "b.zip")


def test_a_disk_that_fails_leaves_no_file(
    worked_on: Repository, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = sorted(tmp_path.iterdir())

    with pytest.raises(SurroundingsError, match="No space left"):
        backed_up(worked_on, data, tmp_path / "b.zip")

    assert sorted(tmp_path.iterdir()) == before


# --- Putting one back ----------------------------------------------------------------------------


def test_files_that_are_there_and_the_same_are_no_conflict(
    worked_on: Repository, data: Path, tmp_path: Path
) -> None:
    backed_up(worked_on, data, tmp_path / "b.zip")

    told = restored(tmp_path / "b.zip", tmp_path / "new", data)

    assert (told.data, told.there) == (0, 1)


def test_another_file_of_the_same_name_stops_it_before_anything_is_written(
    worked_on: Repository, data: Path, tmp_path: Path
) -> None:
    (data / "b").write_text("second")
    backed_up(worked_on, data, tmp_path / "b.zip")
    (data / "archive" / "ab" / "cd").write_bytes(b"another")
    (data / "b").unlink()

    with pytest.raises(InputError, match="archive/ab/cd"):
        restored(tmp_path / "b.zip", tmp_path / "new", data)

    assert files(data) == {"archive/ab/cd": b"another"}
    assert not (tmp_path / "new").exists()


def test_a_folder_with_something_in_it_is_refused(worked_on: Repository, data: Path, tmp_path: Path) -> None:
    backed_up(worked_on, data, tmp_path / "b.zip")

    with pytest.raises(InputError, match="not empty"):
        restored(tmp_path / "b.zip", worked_on.folder, tmp_path / "new-data")

    assert not (tmp_path / "new-data").exists()


@pytest.mark.parametrize("fails_at", ["_place", "_copy", "_make_repository"])
def test_a_failure_on_the_way_takes_everything_back(
    worked_on: Repository, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    (data / "second").write_text("second")
    backed_up(worked_on, data, tmp_path / "b.zip")
    real: Callable[..., None] = getattr(restore_module, fails_at)
    calls = []

    def failing(*arguments: Any, **more: Any) -> None:
        calls.append(1)
        real(*arguments, **more)
        if len(calls) == (1 if fails_at == "_make_repository" else 2):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore_module, fails_at, failing)
    before = sorted(tmp_path.iterdir())

    with pytest.raises(SurroundingsError, match="No space left"):
        restored(tmp_path / "b.zip", tmp_path / "new", tmp_path / "deep" / "new-data")

    assert sorted(tmp_path.iterdir()) == before


# --- Backups that are damaged, or made to do harm ------------------------------------------------


def crafted(members: dict[str, bytes], *, compression: int = zipfile.ZIP_STORED, **changed: Any) -> bytes:
    """A backup with those members and a manifest that agrees with them, but for what is changed."""
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in members.items()
    }
    manifest = {
        "format": 1,
        "made": "2026-03-01",
        "made_by": "x",
        "practice": "x",
        "folder": "x",
        "repository": {"branch": "refs/heads/main", "commit": None, "refs": {}},
        "files": listed,
        "left_out": [],
        **changed,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, data in {**members, MANIFEST: json.dumps(manifest).encode()}.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_what_is_crafted_here_is_a_backup_unless_it_is_changed(clean_git: None, tmp_path: Path) -> None:
    restored(crafted({"data/a": b"1", "working/b": b"2"}), tmp_path / "new", tmp_path / "data")

    assert files(tmp_path / "new") == {"b": b"2"}
    assert files(tmp_path / "data") == {"a": b"1"}


BAD_NAMES = (
    "data/../out",
    "data//out",
    "data/C:/out",
    "data/..\\out",
    "working/.git/config",
    "working/a/.GIT/hooks/x",
    "working/git~1/config",
    "working/.git./config",
    "working/.g\u200cit/config",
    "data/a\x1b",
    "data/",
    "/out",
    "other/out",
    "working/../../out",
)


@pytest.mark.parametrize(
    "backup",
    [
        *(crafted({name: b"x"}) for name in BAD_NAMES),
        crafted({"data/a": b"x" * 9999}, compression=zipfile.ZIP_DEFLATED),
        crafted({"data/a": b"x"}, files={"data/a": {"sha256": "0" * 64, "bytes": 1}}),
        crafted({"data/a": b"x"}, files={}),
        crafted({}, files={"data/a": {"sha256": "0" * 64, "bytes": 1}}),
        crafted({}, format=2),
        crafted({}, format="1"),
        crafted({}, folder="../up"),
        crafted({}, folder=".git"),
        crafted({}, more="unknown"),
        crafted({}, repository={"branch": "refs/heads/--x", "commit": "-x", "refs": {}}),
        crafted(
            {}, repository={"branch": "refs/heads/a", "commit": None, "refs": {}, "deleted": ["../b.zip"]}
        ),
        crafted({}, repository={"branch": "refs/heads/a", "commit": None, "refs": {}, "prefix": "../.."}),
        crafted({}, repository={"branch": "refs/heads/a", "commit": "a" * 40, "refs": {}}),
        crafted({BUNDLE: b"no bundle"}),
        crafted({"working/a": b"x", "working/a/b": b"x"}),
        b"",
        b"no zip at all",
        crafted({"data/a": b"x" * 100})[:-30],
    ],
)
def test_a_backup_that_policydocs_did_not_make_writes_nothing(
    clean_git: None, tmp_path: Path, backup: bytes
) -> None:
    before = files(tmp_path)

    with pytest.raises(PolicydocsError) as caught:
        restored(backup, tmp_path / "in" / "new", tmp_path / "in" / "data")

    assert caught.value.fix
    assert files(tmp_path) == before
    assert not (tmp_path / "in").exists()


def test_a_member_twice_in_the_zip_is_refused(tmp_path: Path) -> None:
    made = io.BytesIO(crafted({"data/a": b"1"}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "a") as archive:
        archive.writestr("data/a", b"2")

    with pytest.raises(InputError, match="no backup"):
        restored(made.getvalue(), tmp_path / "new", tmp_path / "data")


def test_a_link_in_the_repository_leads_no_uncommitted_file_out_of_it(
    repository: Repository, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    (repository.folder / "way").symlink_to(tmp_path / "outside")
    repository.commit()
    backed_up(repository, data, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        manifest = json.loads(archive.read(MANIFEST))
        bundle = archive.read(BUNDLE)
    hostile = crafted({BUNDLE: bundle, "working/way/out": b"x"}, repository=manifest["repository"])

    with pytest.raises(InputError, match="stands in the way"):
        restored(hostile, tmp_path / "new", tmp_path / "new-data")

    assert list((tmp_path / "outside").iterdir()) == []
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_one_changed_byte_is_noticed(worked_on: Repository, data: Path, tmp_path: Path, place: float) -> None:
    backed_up(worked_on, data, tmp_path / "b.zip")
    content = bytearray((tmp_path / "b.zip").read_bytes())
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        end = archive.start_dir
    content[int(end * place)] ^= 1

    try:
        restored(bytes(content), tmp_path / "new", tmp_path / "new-data")
    except InputError:
        assert not (tmp_path / "new").exists()
    else:  # a byte that says nothing, of a member's own header
        assert files(tmp_path / "new") == files(worked_on.folder)


@given(st.text(max_size=40))
def test_a_name_that_may_stand_in_a_backup_stays_below_its_folder(path: str) -> None:
    if fit_name(path):
        there = os.path.normpath(f"/a/b/{path}")
        assert there.startswith("/a/b/")
        assert ".git" not in there.casefold().split("/")
