"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from policydocs.cli.write_files import make_folder, write_file
from policydocs.errors import InputError, SurroundingsError


def test_a_file_and_the_folders_above_it_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.pdf"

    write_file(path, b"new")

    assert path.read_bytes() == b"new"
    assert [entry.name for entry in path.parent.iterdir()] == ["c.pdf"]


def test_the_screen_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError, match="need a folder"):
        write_file(Path("-") / "a.txt", b"")

    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()

    write_file(tmp_path / "ours", b"")

    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EROFS, "no permission"),
        (errno.EIO, "The file cannot be written"),
    ],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    path = tmp_path / "c.pdf"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(SurroundingsError, match=said) as caught:
        write_file(path, b"new")

    assert caught.value.path == str(path)
    assert caught.value.fix
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["c.pdf"]


def test_an_interrupt_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "c.pdf"
    path.write_bytes(b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_file(path, b"new")

    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["c.pdf"]


def test_a_file_that_is_open_in_word_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c.docx"
    path.write_bytes(b"old")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Access is denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(SurroundingsError, match="open in Word") as caught:
        write_file(path, b"new")

    assert "Close it" in caught.value.fix
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["c.docx"]


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("I am a file", encoding="utf-8")

    with pytest.raises(InputError, match="A file stands where a folder is needed"):
        write_file(tmp_path / "out" / "c.pdf", b"")
    with pytest.raises(InputError, match="A file stands where a folder is needed"):
        make_folder(tmp_path / "out")


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.pdf").mkdir()

    with pytest.raises(InputError, match="A folder stands where the file should be"):
        write_file(tmp_path / "c.pdf", b"")


def test_a_name_that_no_disk_takes_is_told(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError):
        write_file(tmp_path / ("x" * 5000) / "c.pdf", b"")


def test_a_command_without_an_option_for_it_does_not_advise_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)

    with pytest.raises(SurroundingsError) as caught:
        make_folder(tmp_path / "new", option="")

    assert "Choose a folder of your own, or" in str(caught.value)
    assert " -o" not in str(caught.value)
