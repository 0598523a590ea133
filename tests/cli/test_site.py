"""`policydocs site`: what was released, as a folder of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.site.publish import MARKER

from ..history.conftest import Repository, clean_git, repository
from .conftest import PASSES, Run

__all__ = ["clean_git", "repository"]


@pytest.fixture
def practice(repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """`questions` released with the command, then changed with a notice; a draft beside it."""
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01
    repository.write(".gitignore", "handouts/\n")
    repository.write("policies/questions.md", PASSES)
    repository.commit()
    assert run("release", "--yes").exit_code == 0
    repository.write("policies/questions.md", PASSES.replace("I do not text", "I text"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798848000")
    changed = run("release", "--why", "texting=You asked for it.", "--bump", "major", "--yes")
    assert changed.exit_code == 0, changed.output
    repository.write("policies/draft.md", PASSES.replace("Questions", "A draft"))
    return repository


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_site_has_text_notice_changes_and_pdfs_of_each_version(practice: Repository, run: Run) -> None:
    answer = run("site", "-o", "web")

    assert answer.exit_code == 0, answer.output
    assert answer.stdout == "web: 1 policy, 2 versions, 14 files\n"
    assert files(practice.folder / "web") == {
        MARKER,
        "index.html",
        "feed.xml",
        "questions/index.html",
        "questions/history.html",
        "questions/1.0.0/text.html",
        "questions/1.0.0/questions-1.0.0-letter.pdf",
        "questions/1.0.0/questions-1.0.0-letter-large-print.pdf",
        "questions/2.0.0/text.html",
        "questions/2.0.0/notice.html",
        "questions/2.0.0/changes.html",
        "questions/2.0.0/questions-2.0.0-letter.pdf",
        "questions/2.0.0/questions-2.0.0-letter-large-print.pdf",
        "questions/2.0.0/questions-notice-2.0.0-letter.pdf",
        "questions/2.0.0/questions-notice-2.0.0-letter-large-print.pdf",
    }
    assert "You asked for it." in (practice.folder / "web/questions/2.0.0/notice.html").read_text("utf-8")


def test_a_pdf_on_the_site_is_the_one_that_clients_were_handed(practice: Repository, run: Run) -> None:
    run("site", "-o", "web")

    name = "questions-1.0.0-letter.pdf"
    handed = practice.folder / "handouts" / "questions" / "1.0.0" / name
    assert (practice.folder / "web" / "questions" / "1.0.0" / name).read_bytes() == handed.read_bytes()


def test_it_goes_where_git_ignores_it_and_can_be_made_again(practice: Repository, run: Run) -> None:
    assert run("site").exit_code == 0
    once = {
        name: (practice.folder / "handouts/_website" / name).read_bytes() for name in ("index.html", MARKER)
    }

    assert run("site").exit_code == 0

    assert once == {name: (practice.folder / "handouts/_website" / name).read_bytes() for name in once}
    assert "_website" not in practice.git("status", "--porcelain")


def test_nothing_released_is_told_with_the_next_command(
    repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder)
    repository.write("policies/questions.md", PASSES)
    repository.commit()

    answer = run("site", "-o", "web")

    assert answer.exit_code == 0
    assert "policydocs release --dry-run" in answer.stderr
    assert not (repository.folder / "web").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "."), "a folder of its own"),
        (("-o", "policies"), "no website made by policydocs"),
        (("-o", "web", "--base-url", "example.org"), "no address of a website"),
    ],
)
def test_a_wrong_folder_or_address_is_refused_and_nothing_written(
    repository: Repository,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(repository.folder)
    repository.policy("Call me.")
    before = files(repository.folder)

    answer = run("site", *arguments)

    assert answer.exit_code == 2
    assert said in answer.stderr
    assert files(repository.folder) == before
