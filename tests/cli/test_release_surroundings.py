"""A release, and looking back, where git or the computer is not as usual."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydocs.history.version_book import read_versions

from .conftest import PASSES, Run, write
from .kept_in_git import git, in_git, kept, released, tags

__all__ = ["git", "kept", "released"]


# --- Signed with GnuPG ---------------------------------------------------------------------------


@pytest.fixture
def gpg_key(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A key without a passphrase in a keyring of its own, with which the practice signs."""
    if shutil.which("gpg") is None:
        pytest.skip("gpg is not installed")
    home = Path("/tmp") / f"pd-gpg-{os.getpid()}" if len(str(tmp_path)) > 70 else tmp_path / "g"
    home.mkdir(mode=0o700)  # the agent's socket must have a short path
    monkeypatch.setenv("GNUPGHOME", str(home))
    who = "Jo Lee <jo@example.org>"
    quick = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", who, "ed25519", "sign"]
    made = subprocess.run(quick, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"gpg cannot make a key here: {made.stderr.strip()}")
    in_git(kept, "config", "user.signingKey", "jo@example.org")
    in_git(kept, "config", "tag.gpgSign", "true")
    in_git(kept, "config", "commit.gpgSign", "true")
    yield who
    subprocess.run(["gpgconf", "--kill", "all"], capture_output=True, check=False)
    shutil.rmtree(home, ignore_errors=True)


def test_a_release_signed_with_gnupg_names_who_signed(kept: Path, run: Run, gpg_key: str) -> None:
    assert run("release", "-q").exit_code == 0

    in_git(kept, "verify-tag", "questions/v1.0.0")
    in_git(kept, "verify-commit", "HEAD")
    judged = run("verify", "handouts/questions/1.0.0/questions-1.0.0.txt")
    assert judged.exit_code == 0
    assert f"Signed by {gpg_key}" in " ".join(judged.stdout.split())


def test_of_the_notice_of_an_end_it_is_told_who_signed_the_end(kept: Path, run: Run, gpg_key: str) -> None:
    in_git(kept, "config", "tag.gpgSign", "false")
    assert run("release", "-q").exit_code == 0  # whoever released it did not sign
    in_git(kept, "config", "tag.gpgSign", "true")
    assert run("retire", "-q", "questions", "--why", "I close.").exit_code == 0

    notice = run("verify", "handouts/questions/1.0.0/questions-end-notice-1.0.0.txt").stdout
    handout = run("verify", "handouts/questions/1.0.0/questions-1.0.0.txt").stdout

    assert f"Signed by {gpg_key}" in notice
    assert "Signed by" not in handout


def test_a_gnupg_key_that_this_computer_does_not_know_is_told(
    kept: Path, run: Run, gpg_key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("release", "-q").exit_code == 0
    other = tmp_path / "o"
    other.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(other))

    judged = run("verify", "handouts/questions/1.0.0/questions-1.0.0.txt")

    assert "a key that this computer does not know" in " ".join(judged.stdout.split())


# --- Where the practice's folder lies ------------------------------------------------------------


def test_a_practice_that_is_a_submodule_is_released_in_its_own_repository(
    kept: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outer = tmp_path / "clinic’s repositories"
    outer.mkdir()
    in_git(outer, "init", "--quiet", "--template=")
    in_git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(kept), "practice")
    monkeypatch.chdir(outer / "practice")

    done = run("release", "-q")

    assert done.exit_code == 0, done.output
    assert tags(outer / "practice") == ["questions/v1.0.0"]
    assert tags(outer) == []
    assert in_git(outer / "practice", "status", "--porcelain") == ""


def test_a_repository_of_another_user(kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own way to test this

    for command in (("release",), ("history", "questions"), ("verify", "policies/questions.md")):
        refused = run(*command)
        said = " ".join(refused.stderr.split())
        assert refused.exit_code == 3
        assert "belongs to another user" in said
        assert f'git config --global --add safe.directory "{kept}"' in said


def test_a_bare_repository_is_for_looking_back(
    released: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "shared.git"
    in_git(released, "clone", "--quiet", "--bare", str(released), str(bare))
    handout = released / "handouts" / "questions" / "1.0.0" / "questions-1.0.0.txt"
    monkeypatch.chdir(bare)

    assert "GENUINE" in run("verify", str(handout)).stdout
    refused = run("release")
    assert refused.exit_code == 2
    assert "policydocs.toml" in refused.stderr


# --- How git keeps it ----------------------------------------------------------------------------


def test_ids_of_the_other_kind_are_told_also_when_looking_back(practice: Path, git: None, run: Run) -> None:
    in_git(practice, "init", "--quiet", "--template=", "--object-format=sha256")
    in_git(practice, "add", "--all")
    in_git(practice, "commit", "--quiet", "--message", "First")

    for command in (("diff", "questions", "HEAD"), ("show", "questions"), ("release",)):
        refused = run(*command)
        assert refused.exit_code == 2, command
    assert "SHA-256" in run("diff", "questions", "HEAD").stderr
    assert "SHA-256" in run("release").stderr


def test_branches_in_a_reftable_are_brought_to_the_usual_form_first(kept: Path, run: Run) -> None:
    config = kept / ".git" / "config"
    made = subprocess.run(
        ["git", "init", "--quiet", "--ref-format=reftable", str(kept.parent / "probe")],
        capture_output=True,
        check=False,
    )
    config.write_text(
        config.read_text().replace("repositoryformatversion = 0", "repositoryformatversion = 1")
        + "[extensions]\n\trefStorage = reftable\n"
    )
    if made.returncode == 0:
        shutil.rmtree(kept / ".git")
        in_git(kept, "init", "--quiet", "--template=", "--ref-format=reftable")
        in_git(kept, "add", "--all")
        in_git(kept, "commit", "--quiet", "--message", "First")

    refused = run("release")

    said = " ".join(refused.stderr.split())
    if made.returncode == 0:
        assert refused.exit_code == 2
        assert "git refs migrate --ref-format=files" in said
    else:  # this git does not know the form, and says so of the repository
        assert refused.exit_code == 3
        assert "made by a newer git than the one on this computer (refstorage)" in said


def test_a_large_file_in_the_history_is_not_read(released: Path, run: Run) -> None:
    path = released / "policies" / "film.md"
    with path.open("wb") as file:
        file.truncate(65 * 2**20)  # a megabyte more than is read
    in_git(released, "-c", "core.compression=1", "add", str(path))
    in_git(released, "commit", "--quiet", "--message", "A film")
    in_git(released, "rm", "--quiet", "policies/film.md")
    in_git(released, "commit", "--quiet", "--message", "No film")

    found = run("diff", "film", "HEAD~1", "HEAD")

    assert found.exit_code == 2
    assert "the file has 65 MB; at most 64 MB are read" in found.stderr
    assert run("show", "questions", "--version", "1.0.0").exit_code == 0


def test_a_working_tree_of_which_only_a_part_is_checked_out(kept: Path, run: Run) -> None:
    write(kept / "films" / "one.txt", "A film.\n")
    in_git(kept, "add", "--all")
    in_git(kept, "commit", "--quiet", "--message", "A film")
    in_git(kept, "sparse-checkout", "set", "policies")

    done = run("release", "-q")

    assert done.exit_code == 0, done.output
    assert in_git(kept, "ls-tree", "--name-only", "HEAD", "films/") == "films/one.txt"
    assert in_git(kept, "status", "--porcelain") == ""


def test_names_that_differ_in_capitals_only(kept: Path, run: Run) -> None:
    write(kept / "policies" / "Questions.md", PASSES)
    if len(list((kept / "policies").iterdir())) == 1:
        pytest.skip("this disk does not tell them apart")

    refused = run("release")

    assert refused.exit_code == 2
    assert "Questions.md" in refused.stderr
    assert tags(kept) == []


# --- An old git ----------------------------------------------------------------------------------

OLD_GIT = """#!{python}
import os, subprocess, sys
arguments = sys.argv[1:]
if "version" in arguments[:1]:
    print("git version 2.17.1")
    sys.exit()
if "--pathspec-from-file=-" in arguments:
    print("error: unknown option `pathspec-from-file=-'\\nusage: git add [<options>]", file=sys.stderr)
    sys.exit(129)
os.execv({git!r}, ["git", *arguments])
"""


@pytest.fixture
def old_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git that says that it is 2.17, and does not know what came later."""
    if os.name == "nt":
        pytest.skip("the stand-in is a script")
    folder = tmp_path / "old"
    real = shutil.which("git")
    script = write(folder / "git", OLD_GIT.format(python=sys.executable, git=real))
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_git_that_is_too_old_is_told_with_the_version_that_is_needed(
    kept: Path, old_git: None, run: Run
) -> None:
    refused = run("release")

    assert refused.exit_code == 3
    assert "the git program is too old: policydocs needs version 2.27 or newer" in refused.stderr
    assert tags(kept) == []


def test_doctor_names_a_git_that_is_too_old(kept: Path, old_git: None, run: Run) -> None:
    looked = run("doctor")

    assert looked.exit_code == 3
    assert "2.17.1 is too old: it must be 2.27 or newer" in " ".join(looked.stdout.split())


def test_a_change_on_a_working_tree_with_windows_line_ends(kept: Path, run: Run) -> None:
    in_git(kept, "config", "core.autocrlf", "true")
    path = kept / "policies" / "questions.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("release", "-q").exit_code == 0
    path.write_bytes(path.read_bytes().replace(b"I do not text", b"I answer texts, and do not text"))

    done = run("release", "--why", "It was asked.", "-q")

    assert done.exit_code == 0, done.output
    newest = read_versions(kept).of("questions").newest
    assert newest is not None
    assert newest.artifacts
    assert (
        b"\r"
        not in subprocess.run(
            ["git", "show", f"{newest.tag}:policies/questions.md"], cwd=kept, capture_output=True, check=True
        ).stdout
    )
    assert in_git(kept, "status", "--porcelain") == ""


# --- No git, no room, an unusual folder ----------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("release",),
        ("history", "questions"),
        ("show", "questions"),
        ("diff", "questions"),
        ("verify", "--code", "7QX2-9TDK"),
        ("withdraw", "questions", "1.0.0", "--why", "So."),
        ("build", "--version", "1.0.0"),
    ],
)
def test_without_the_git_program_each_command_tells_how_to_get_it(
    released: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    empty = tmp_path / "no programs"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))

    refused = run(*command)

    assert refused.exit_code == 3
    assert "The program git was not found" in refused.stderr
    assert all(system in refused.stderr for system in ("Windows:", "macOS:", "Linux:"))
    assert refused.stdout == ""


def test_a_folder_with_blanks_and_letters_of_every_kind_in_its_name(
    practice: Path, git: None, run: Run, tmp_path: Path
) -> None:
    folder = (
        tmp_path / "Praxis für Ängste & Co. (neu) – 心 'n' \"such\""
        if os.name != "nt"
        else tmp_path / "Praxis ü"
    )
    shutil.copytree(practice, folder)
    write(folder / ".gitignore", "/handouts/\n")
    in_git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    in_git(folder, "add", "--all")
    in_git(folder, "commit", "--quiet", "--message", "First state")
    here = ("-C", str(folder))

    assert run(*here, "release", "-q").exit_code == 0

    assert tags(folder) == ["questions/v1.0.0"]
    assert in_git(folder, "status", "--porcelain") == ""
    handed_out = folder / "handouts/questions/1.0.0/questions-1.0.0-letter.pdf"
    assert "GENUINE" in run(*here, "verify", str(handed_out)).stdout
    assert run(*here, "build", "--version", "1.0.0", "--to", "pdf", "-o", str(tmp_path / "ö")).exit_code == 0
    assert (tmp_path / "ö" / handed_out.name).read_bytes() == handed_out.read_bytes()


@pytest.mark.parametrize("room_for", [0, 1, 3, 8, 14])
def test_where_the_disk_fills_up_a_release_is_as_before_or_finished_when_there_is_room(
    kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch, room_for: int
) -> None:
    really, left = os.fsync, iter(range(room_for))

    def full(number: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        really(number)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        stopped = run("release")

    assert stopped.exit_code == 3
    assert "No space left" in stopped.stderr or "disk is full" in stopped.stderr
    assert run("status").exit_code == 0
    assert tags(kept) in ([], ["questions/v1.0.0"])
    assert in_git(kept, "rev-list", "--count", "HEAD") == str(1 + len(tags(kept)))
    assert in_git(kept, "status", "--porcelain") == ""
    if not tags(kept):
        assert run("release", "-q").exit_code == 0
    folder = kept / "handouts/questions/1.0.0"
    assert len(list(folder.iterdir())) == 7
    assert "GENUINE" in run("verify", str(folder / "questions-1.0.0.txt")).stdout
