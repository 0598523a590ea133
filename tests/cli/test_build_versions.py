"""`policydocs build` where versions were released: what it means, and the same bytes anywhere."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from policydocs.history.archive import FOLDER, Archive
from policydocs.history.artifacts import VersionFile
from policydocs.history.tag_message import RecordKind
from policydocs.history.version_book import read_versions

from ..history.conftest import CONFIG, Repository, clean_git, repository
from ..history.releasing import end, release
from .conftest import Run

__all__ = ["clean_git", "repository"]

JUNE = "1780315200"


@pytest.fixture
def practice(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """1.0.0 in force, its files as they were released; today is June 1."""
    repository.policy("Call me at {{ practice.phone }}.")
    repository.write(".gitignore", "handouts/\n")
    repository.write("policydocs.toml", CONFIG.format(phone="360-555-0142"))
    repository.files = release(  # type: ignore[attr-defined]
        repository, "1.0.0", "2026-03-01", formats=("pdf", "docx", "html", "txt")
    )
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", JUNE)
    return repository


def recorded(practice: Repository) -> dict[str, VersionFile]:
    return practice.files  # type: ignore[attr-defined,no-any-return]


def built(practice: Repository, folder: str = "handouts/messages/1.0.0") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (practice.folder / folder).iterdir()}


def test_a_policy_as_released_is_built_as_its_version(practice: Repository, run: Run) -> None:
    answer = run("build", "messages")

    assert answer.exit_code == 0
    made = built(practice)
    assert sorted(made) == [f"messages-1.0.0-letter.{kind}" for kind in ("docx", "pdf")] + [
        "messages-1.0.0.html",
        "messages-1.0.0.txt",
    ]
    assert all(data == recorded(practice)[name].data for name, data in made.items())
    assert "version 1.0.0, in force since 2026-03-01" in answer.stderr
    assert "DRAFT" not in answer.stderr


@pytest.mark.parametrize("change", ["text", "letterhead fact", "asked for"])
def test_what_differs_from_its_version_is_a_draft(practice: Repository, run: Run, change: str) -> None:
    if change == "text":
        practice.policy("Write to me.")
    elif change == "letterhead fact":
        practice.write(
            "policydocs.toml", CONFIG.format(phone="360-555-0142") + 'website = "https://x.example"\n'
        )

    answer = run("build", "messages", "--to", "txt", *(["--draft"] if change == "asked for" else []))

    assert answer.exit_code == 0
    assert "DRAFT" in (practice.folder / "handouts/messages/draft/messages-draft.txt").read_text("utf-8")


def test_a_version_that_waits_is_told_beside_the_one_in_force(practice: Repository, run: Run) -> None:
    practice.policy("Write to me.")
    release(practice, "1.1.0", "2026-07-01", previous="messages/v1.0.0")

    answer = run("build", "messages", "--to", "txt")

    assert (practice.folder / "handouts/messages/1.1.0/messages-1.1.0.txt").exists()
    assert "version 1.1.0, not in force before 2026-07-01" in answer.stderr
    assert "Until then version 1.0.0 holds" in answer.stderr


@pytest.mark.parametrize(
    ("said", "number"), [("in-force", "1.0.0"), ("newest", "1.1.0"), ("pending", "1.1.0")]
)
def test_a_version_is_named_by_how_it_stands(practice: Repository, run: Run, said: str, number: str) -> None:
    practice.policy("Write to me.")
    release(practice, "1.1.0", "2026-07-01", previous="messages/v1.0.0")

    answer = run("build", "--version", said, "--to", "txt", "-o", "out")

    assert answer.exit_code == 0
    assert [path.name for path in Path("out").iterdir()] == [f"messages-{number}.txt"]


def test_a_withdrawn_version_is_not_taken_for_the_one_to_build(practice: Repository, run: Run) -> None:
    practice.policy("Write to me.")
    release(practice, "1.1.0", "2026-05-01", previous="messages/v1.0.0")
    end(practice, RecordKind.WITHDRAWAL, "1.1.0", "2026-05-02", "A mistake.")

    run("build", "messages", "--to", "txt")

    assert (practice.folder / "handouts/messages/draft/messages-draft.txt").exists()


def test_an_unknown_version_is_refused_with_those_that_there_are(practice: Repository, run: Run) -> None:
    answer = run("build", "messages", "--version", "3.0.0")

    assert answer.exit_code == 2
    assert "messages has these versions: 1.0.0" in answer.stderr


def test_draft_and_version_exclude_each_other(practice: Repository, run: Run) -> None:
    assert run("build", "--draft", "--version", "1.0.0").exit_code == 2


SURROUNDINGS = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"},
    {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "4102444800"},
]


PROGRAM = """
import sys
from policydocs.cli.main import policydocs
for number in sys.argv[1:]:
    for style in ([], ["--large-print"]):
        for paper in ("letter", "a4"):
            arguments = ["build", "messages", "--version", number, "--with-notice", "--paper", paper, *style]
            policydocs.main([*arguments, "-o", "out"], standalone_mode=False)
"""


def built_elsewhere(
    practice: Repository, surroundings: dict[str, str], folder: Path, *numbers: str
) -> dict[str, str]:
    """The digests of all files of these versions, made in a fresh clone by a process of its own."""
    clone = folder / "an  other place ü"
    practice.git("clone", "--quiet", "--config", "core.autocrlf=true", str(practice.folder), str(clone))
    home = folder / "empty home"
    home.mkdir()
    variables = {"PATH": os.environ["PATH"], "HOME": str(home), "POLICYDOCS_DATA": str(home / "data")}
    subprocess.run(
        [sys.executable, "-c", PROGRAM, *numbers],
        cwd=clone,
        env=variables | surroundings,
        check=True,
        capture_output=True,
        umask=0o077,
    )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (clone / "out").iterdir()}


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=["far east, long ago", "far west, far ahead"])
def test_a_fresh_clone_elsewhere_makes_every_file_again_byte_for_byte(
    practice: Repository, surroundings: dict[str, str], tmp_path: Path
) -> None:
    practice.policy("Write to me.")
    practice.write("policydocs.toml", CONFIG.format(phone="360-555-0199"))
    practice.commit()

    made = built_elsewhere(practice, surroundings, tmp_path, "1.0.0")

    assert made == {name: file.sha256 for name, file in recorded(practice).items()}
    assert len(made) == 11


def test_what_the_release_command_recorded_comes_out_of_a_fresh_clone_handout_and_notice(
    repository: Repository, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", JUNE)
    repository.write(".gitignore", "handouts/\n")
    calm = "checklists: []\nreview_every: 12 months\nreviewed: 2026-05-01\n"
    repository.policy("I answer calls by day. Call me at {{ practice.phone }}.", more=calm)
    repository.commit()
    first = run("release", "messages", "--effective", "2026-06-01", "--yes")
    assert first.exit_code == 0, first.output
    repository.policy("I answer calls by night. Call me at {{ practice.phone }}.", more=calm)
    second = run("release", "messages", "--effective", "2026-07-15", "--why", "I moved.", "--yes")
    assert second.exit_code == 0, second.output
    releases = read_versions(repository.folder).of("messages").releases

    made = built_elsewhere(repository, SURROUNDINGS[0], tmp_path, *(str(one.version) for one in releases))

    assert made == {one.name: one.sha256 for release in releases for one in release.artifacts}
    assert len(made) == 33


def other_bytes(practice: Repository) -> bytes:
    """The version recorded with a file of another toolkit, whose layout ours does not give."""
    file = recorded(practice)["messages-1.0.0.txt"]
    older = file.data.replace(b"Call me", b"Call  me")
    message = practice.git("for-each-ref", "--format=%(contents)", "refs/tags/messages/v1.0.0")
    changed = message.replace(file.sha256, hashlib.sha256(older).hexdigest())
    practice.git("tag", "-f", "-a", "--cleanup=verbatim", "-m", changed + "\n", "messages/v1.0.0", "HEAD")
    return older


def test_what_cannot_be_made_with_the_same_bytes_comes_from_the_archive(
    practice: Repository, run: Run, machine: Path
) -> None:
    older = other_bytes(practice)
    Archive(machine / FOLDER).keep(older)

    answer = run("build", "messages", "--version", "1.0.0", "--to", "txt")

    assert built(practice)["messages-1.0.0.txt"] == older
    assert "come from the archive" in answer.stderr


def test_without_the_archived_file_the_difference_is_told_and_that_the_text_agrees(
    practice: Repository, run: Run
) -> None:
    other_bytes(practice)

    answer = run("build", "messages", "--version", "1.0.0", "--to", "txt")

    assert answer.exit_code == 0
    assert built(practice)["messages-1.0.0.txt"] == recorded(practice)["messages-1.0.0.txt"].data
    assert "1 of 1 files differ in their bytes" in answer.stderr
    assert "its digest agrees" in " ".join(answer.stderr.split())


def test_a_version_that_cannot_be_read_any_more_comes_from_the_archive(
    practice: Repository, run: Run, machine: Path
) -> None:
    file = recorded(practice)["messages-1.0.0-letter.pdf"]
    Archive(machine / FOLDER).keep(file.data)
    message = practice.git("for-each-ref", "--format=%(contents)", "refs/tags/messages/v1.0.0")
    practice.write("policies/messages.md", "---\nnothing: like it\n---\n")
    practice.commit()
    practice.git("tag", "-f", "-a", "--cleanup=verbatim", "-m", message + "\n", "messages/v1.0.0", "HEAD")

    answer = run("build", "messages", "--version", "1.0.0", "--to", "pdf")

    assert answer.exit_code == 0
    assert built(practice) == {"messages-1.0.0-letter.pdf": file.data}


def test_a_tag_moved_to_another_text_is_noticed(practice: Repository, run: Run) -> None:
    message = practice.git("for-each-ref", "--format=%(contents)", "refs/tags/messages/v1.0.0")
    practice.policy("I never answer.")
    practice.commit()
    practice.git("tag", "-f", "-a", "--cleanup=verbatim", "-m", message + "\n", "messages/v1.0.0", "HEAD")

    answer = run("build", "messages", "--version", "1.0.0", "--to", "txt")

    assert "Was the tag moved by hand?" in " ".join(answer.stderr.split())
