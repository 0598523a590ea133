"""Backup and restore, rehearsed: a practice moves to a second, empty home."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from policydocs.cli import passphrase as passphrase_module
from policydocs.history import sealed

from .conftest import Run
from .test_init import ALL

WORDS = "lantern orbit mustard quilt"


def git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {".git", "handouts"} & set(path.relative_to(folder).parts)
    }


@pytest.fixture
def home(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first computer's data folder; the practice is `first` in the current folder."""
    monkeypatch.setenv("POLICYDOCS_DATA", str(empty / "first-data"))
    for who in ("AUTHOR", "COMMITTER"):  # the first commit is not younger than the release
        monkeypatch.setenv(f"GIT_{who}_DATE", "@1767225600 +0000")
    return empty


@pytest.fixture
def released(home: Path, run: Run) -> Path:
    """A practice with a released version and an edit that is not committed."""
    assert run("init", "first", *ALL).exit_code == 0
    done = run("release", "-C", "first", "release-of-information", "--yes")
    assert done.exit_code == 0, done.stderr
    with (home / "first" / "policies" / "social-media.md").open("a") as file:
        file.write("\nA draft.\n")
    return home / "first"


@pytest.fixture
def begun(home: Path, run: Run) -> Path:
    """A practice without a version."""
    assert run("init", "first", *ALL).exit_code == 0
    return home / "first"


def second_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(home / "second-home"))
    monkeypatch.setenv("POLICYDOCS_DATA", str(home / "second-data"))
    (home / "second-home").mkdir()
    return home / "second"


def test_a_second_empty_home_has_the_same_repository_tags_and_archive(
    home: Path, released: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("backup", "-C", "first", "b.zip")
    second = second_home(home, monkeypatch)

    outcome = run("restore", "b.zip", "second")

    assert made.exit_code == 0, made.stderr
    assert outcome.exit_code == 0, outcome.stderr
    assert outcome.stdout == "second\n"
    for question in (("for-each-ref",), ("status", "--porcelain"), ("log", "--format=%H %an")):
        assert git(second, *question) == git(released, *question)
    assert files(second) == files(released)
    assert files(home / "second-data") == files(home / "first-data") != {}
    assert list((home / "second-home").iterdir()) == []
    assert run("history", "-C", "second", "release-of-information").exit_code == 0


def test_without_a_folder_it_gets_its_old_name(
    home: Path, begun: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "-C", "first", "b.zip")

    in_the_way = run("restore", "b.zip")
    (home / "elsewhere").mkdir()
    monkeypatch.chdir(home / "elsewhere")
    outcome = run("restore", "../b.zip")

    assert in_the_way.exit_code == 2
    assert "not empty" in in_the_way.stderr
    assert outcome.stdout == "first\n"


def test_what_is_not_in_it_and_that_it_can_be_read_by_anybody_is_told(begun: Path, run: Run) -> None:
    outcome = run("backup", "-C", "first", "b.zip")

    assert "hooks" in outcome.stderr
    assert "passwords" in outcome.stderr
    assert "not encrypted" in outcome.stderr
    assert outcome.stdout == "b.zip\n"


def test_outside_of_a_practice_there_is_nothing_to_back_up(empty: Path, run: Run) -> None:
    outcome = run("backup", "b.zip")

    assert outcome.exit_code == 2
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("content", [None, b"", b"a letter"])
def test_what_is_no_backup_is_refused(home: Path, run: Run, content: bytes | None) -> None:
    if content is not None:
        (home / "b.zip").write_bytes(content)

    outcome = run("restore", "b.zip")

    assert outcome.exit_code == 2
    assert "b.zip" in outcome.stderr


# --- Under a passphrase --------------------------------------------------------------------------


def test_an_encrypted_backup_opens_with_its_passphrase_alone(
    home: Path, begun: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyrage", reason="the extra that encrypts is not installed")
    monkeypatch.setenv("POLICYDOCS_PASSPHRASE", WORDS)
    made = run("backup", "-C", "first", "b.age", "--encrypt")
    second = second_home(home, monkeypatch)

    outcome = run("restore", "b.age", "second")

    assert made.exit_code == 0, made.stderr
    assert outcome.exit_code == 0, outcome.stderr
    content = (home / "b.age").read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n")
    assert b"manifest.json" not in content
    assert files(second) == files(begun)


class Library:
    """Stands in for the library, which is slow on purpose."""

    class DecryptError(Exception):
        pass

    class passphrase:  # noqa: N801  (as the library names it)
        @staticmethod
        def encrypt(data: bytes, words: str) -> bytes:
            return b"age-encryption.org/v1\n" + words.encode() + b"\n" + data

        @staticmethod
        def decrypt(data: bytes, words: str) -> bytes:
            _, there, plain = data.split(b"\n", 2)
            if there != words.encode():
                raise Library.DecryptError("Decryption failed")
            return plain


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_library", lambda: Library)


def test_another_passphrase_opens_nothing(
    quick: None, home: Path, begun: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYDOCS_PASSPHRASE", WORDS)
    run("backup", "-C", "first", "b.age", "--encrypt")
    monkeypatch.setenv("POLICYDOCS_PASSPHRASE", "not these words")

    outcome = run("restore", "b.age", "second")

    assert outcome.exit_code == 2
    assert "passphrase is another one" in outcome.stderr
    assert not (home / "second").exists()


def test_a_passphrase_that_could_be_guessed_is_refused(
    quick: None, home: Path, begun: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYDOCS_PASSPHRASE", "short")

    outcome = run("backup", "-C", "first", "b.age", "--encrypt")

    assert outcome.exit_code == 2
    assert "four or five words" in outcome.stderr
    assert not (home / "b.age").exists()


def test_with_nobody_to_ask_the_variable_is_named(quick: None, begun: Path, run: Run) -> None:
    outcome = run("backup", "-C", "first", "b.age", "--encrypt")

    assert outcome.exit_code == 2
    assert "POLICYDOCS_PASSPHRASE" in outcome.stderr


def test_at_a_terminal_it_is_asked_for_and_not_shown(
    quick: None, home: Path, begun: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def prompt(text: str, **how: object) -> str:
        asked.append((text, how))
        return WORDS

    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setattr(sys, "stdin", Terminal)

    assert passphrase_module.new_passphrase() == passphrase_module.known_passphrase() == WORDS
    assert [how["confirmation_prompt"] for _, how in asked] == [True, False]
    assert all(how["hide_input"] for _, how in asked)


def test_a_missing_library_is_told_with_how_to_get_it(
    home: Path, begun: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(sealed, "import_module", missing)

    outcome = run("backup", "-C", "first", "b.age", "--encrypt")

    assert outcome.exit_code == 3
    assert 'pip install "pyrage' in outcome.stderr
    assert not (home / "b.age").exists()
