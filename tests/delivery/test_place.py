"""Where roster and ledger may be kept, and where not."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydocs.delivery import disks, place
from policydocs.delivery.place import practice_folder, prepared_place, refuse_published, synchronised_by
from policydocs.errors import InputError, SurroundingsError

posix_only = pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=Jo Lee", "-c", "user.email=jo@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@posix_only
def test_only_its_owner_may_look_into_the_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = prepared_place(tmp_path / "data", "harbor").folder
    finally:
        os.umask(before)

    for folder in (made, made.parent, tmp_path / "data"):
        assert folder.stat().st_mode & 0o777 == 0o700


@posix_only
def test_a_folder_that_others_may_read_is_closed(tmp_path: Path) -> None:
    folder = practice_folder(tmp_path, "harbor")
    folder.mkdir(parents=True, mode=0o755)
    folder.chmod(0o755)

    prepared_place(tmp_path, "harbor")

    assert folder.stat().st_mode & 0o777 == 0o700


def test_each_practice_has_its_own(tmp_path: Path) -> None:
    assert prepared_place(tmp_path, "harbor").folder != prepared_place(tmp_path, "alder-creek").folder


@pytest.mark.parametrize("practice", ["", "..", "a/b", "Harbor", "a\\b"])
def test_a_practice_without_a_permanent_id_is_refused(tmp_path: Path, practice: str) -> None:
    with pytest.raises(InputError, match="permanent id"):
        prepared_place(tmp_path, practice)


def test_a_place_in_a_working_tree_is_refused_unless_git_ignores_it(tmp_path: Path) -> None:
    git(tmp_path, "init")

    with pytest.raises(InputError, match="working tree"):
        prepared_place(tmp_path / "data", "harbor")
    assert not (tmp_path / "data").exists()

    (tmp_path / ".gitignore").write_text("data/\n", encoding="utf-8")
    assert prepared_place(tmp_path / "data", "harbor").folder.is_dir()


@pytest.mark.parametrize("ignored", ["*.sqlite3\n/outbox/\n", "*.sqlite3*\noutbox/\n", "outbox/\npapers/\n"])
def test_a_place_of_which_git_ignores_a_part_alone_is_refused(tmp_path: Path, ignored: str) -> None:
    git(tmp_path, "init")
    (tmp_path / ".gitignore").write_text(ignored, encoding="utf-8")

    with pytest.raises(InputError, match="does not ignore all of it"):
        prepared_place(tmp_path / "data", "harbor")

    (tmp_path / ".gitignore").write_text("*.sqlite3*\noutbox/\npapers/\n", encoding="utf-8")
    assert prepared_place(tmp_path / "data", "harbor").folder.is_dir()


def test_a_place_that_git_keeps_already_is_refused_even_if_ignored(tmp_path: Path) -> None:
    git(tmp_path, "init")
    kept = practice_folder(tmp_path / "data", "harbor") / "records.sqlite3"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "All of it")
    (tmp_path / ".gitignore").write_text("data/\n", encoding="utf-8")

    with pytest.raises(InputError, match="Git keeps versions"):
        prepared_place(tmp_path / "data", "harbor")


def test_without_git_a_place_in_a_working_tree_counts_as_not_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(InputError, match="working tree"):
        prepared_place(tmp_path / "data", "harbor")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Harbor Counseling/docs", "OneDrive"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-jo@example.org/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud/x", "a synchronising program"),
        ("drives/one", ""),
        ("boxes", ""),
        ("Box", ""),
    ],
)
def test_folders_that_others_copy_are_known(tmp_path: Path, folder: str, service: str) -> None:
    assert synchronised_by(tmp_path / folder) == service


def test_a_synchronising_programs_mark_is_seen(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()

    with pytest.raises(InputError, match="Syncthing"):
        prepared_place(tmp_path / "data", "harbor")


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="no /proc")
@pytest.mark.parametrize(("kind", "refused"), [("nfs4", True), ("cifs", True), ("ext4", False)])
def test_a_network_disk_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, refused: bool
) -> None:
    monkeypatch.setattr(disks, "_mount_of", lambda _folder: ("server:/share", kind))

    if refused:
        with pytest.raises(InputError, match="network"):
            prepared_place(tmp_path, "harbor")
    else:
        assert prepared_place(tmp_path, "harbor").folder.is_dir()


def test_that_the_disk_is_not_encrypted_is_remarked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for verdict, remarks in ((False, 1), (True, 0), (None, 0)):
        monkeypatch.setattr(place, "is_encrypted", lambda _folder, verdict=verdict: verdict)

        assert len(prepared_place(tmp_path, "harbor").remarks) == remarks


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere: for a while it is another user, who may not."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


@posix_only
def test_a_folder_that_may_not_be_made_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with as_nobody(), pytest.raises(SurroundingsError, match="cannot be made"):
        prepared_place(tmp_path / "data", "harbor")


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")

    with pytest.raises(SurroundingsError, match="cannot be made"):
        prepared_place(tmp_path / "data", "harbor")


def test_a_paper_about_clients_is_not_written_where_git_would_publish_it(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / ".gitignore").write_text("private/\n", encoding="utf-8")

    with pytest.raises(InputError, match="working tree"):
        refuse_published(tmp_path / "record.pdf")
    refuse_published(tmp_path / "private" / "record.pdf")
    refuse_published(tmp_path.parent / "record.pdf")
