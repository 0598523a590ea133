"""`policydocs show`: the text in force on a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.history.artifacts import VersionFile

from ..history.conftest import CONFIG, Repository, clean_git, repository
from ..history.releasing import release
from .conftest import Run

__all__ = ["clean_git", "repository"]

Files = dict[str, VersionFile]


@pytest.fixture
def files(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Files:
    """1.0.0 since March, 1.1.0 since May, 2.0.0 waiting for July; the file says more; it is June 1."""
    made: Files = {}
    repository.policy("Call me at {{ practice.phone }}.")
    made |= release(repository, "1.0.0", "2026-03-01", formats=("pdf", "html", "txt"))
    repository.write("policydocs.toml", CONFIG.format(phone="360-555-0199"))
    made |= release(repository, "1.1.0", "2026-05-01", formats=("pdf", "html", "txt"))
    repository.policy("Write to me.")
    made |= release(repository, "2.0.0", "2026-07-01", formats=("pdf", "html", "txt"))
    repository.policy("Unreleased.")
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780315200")
    return made


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        ([], "1.1.0"),
        (["--on", "2026-04-30"], "1.0.0"),
        (["--on", "2026-05-01"], "1.1.0"),
        (["--on", "2030-01-01"], "2.0.0"),
        (["--version", "1.0.0"], "1.0.0"),
        (["--version", "pending"], "2.0.0"),
    ],
    ids=" ".join,
)
def test_the_text_is_the_handout_of_the_version_in_force(
    files: Files, run: Run, arguments: list[str], number: str
) -> None:
    answer = run("show", "messages", *arguments)

    assert answer.exit_code == 0
    assert answer.stdout_bytes == files[f"messages-{number}.txt"].data


def test_the_facts_are_those_of_the_version(files: Files, run: Run) -> None:
    assert "360-555-0142" in run("show", "messages", "--version", "1.0.0").stdout
    assert "360-555-0199" in run("show", "messages", "--version", "1.1.0").stdout


def test_the_talk_says_which_version_it_is_and_how_it_stands(files: Files, run: Run) -> None:
    answer = run("show", "messages", "--version", "1.0.0")

    assert "Version 1.0.0, released on 2026-03-01, superseded by 1.1.0 since 2026-05-01." in answer.stderr


def test_a_pdf_goes_to_the_versions_folder_or_where_it_is_told(files: Files, run: Run) -> None:
    run("show", "messages", "--to", "pdf")
    run("show", "messages", "--to", "pdf", "-o", "it.pdf")

    expected = files["messages-1.1.0-letter.pdf"].data
    assert Path("handouts/messages/1.1.0/messages-1.1.0-letter.pdf").read_bytes() == expected
    assert Path("it.pdf").read_bytes() == expected
    assert run("show", "messages", "--to", "pdf", "-o", "-").stdout_bytes == expected


@pytest.mark.parametrize("kind", [["--paper", "a4"], ["--large-print"]], ids=["a4", "large print"])
def test_any_paper_and_size_of_the_version_can_be_had(files: Files, run: Run, kind: list[str]) -> None:
    answer = run("show", "messages", "--to", "pdf", "-o", "-", *kind)

    name = "messages-1.1.0-a4.pdf" if kind[0] == "--paper" else "messages-1.1.0-letter-large-print.pdf"
    assert answer.stdout_bytes == files[name].data


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["messages", "--on", "2026-02-28"], "first version took effect on 2026-03-01"),
        (["messages", "--version", "9.9.9"], "no version 9.9.9"),
        (["messages", "--on", "soon"], "soon"),
        (["messages", "--on", "2026-05-01", "--version", "1.0.0"], "exclude"),
        (["message"], "messages"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_there_is_not_is_told(files: Files, run: Run, arguments: list[str], said: str) -> None:
    answer = run("show", *arguments)

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert said in answer.stderr


def test_a_policy_of_several_clinicians_asks_whose(
    repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = '\n[[clinicians]]\nid = "lee"\nname = "Jo Lee"\n\n[[clinicians]]\nid = "reyes"\nname = "Al Reyes"\n'
    repository.write("policydocs.toml", CONFIG.format(phone="360-555-0142") + two)
    repository.policy("I am {{ clinician.name }}.")
    made = release(repository, "1.0.0", "2020-03-01", formats=("txt",))
    monkeypatch.chdir(repository.folder)

    answer = run("show", "messages")

    assert answer.exit_code == 2
    assert "--clinician lee | reyes" in answer.stderr
    reyes = run("show", "messages", "--clinician", "reyes").stdout_bytes
    assert reyes == made["messages-1.0.0-reyes.txt"].data
    assert run("show", "messages", "--clinician", "nobody").exit_code == 2
