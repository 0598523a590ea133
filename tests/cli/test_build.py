"""Handouts as files: which, where, how they are called, and what happens when the disk refuses."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from datetime import date
from pathlib import Path

import pytest

from .conftest import PASSES, Run, write

DRAFT = Path("handouts/questions/draft")


def test_every_format_goes_to_the_policys_draft_folder(practice: Path, run: Run) -> None:
    outcome = run("build")

    assert outcome.exit_code == 0, outcome.stderr
    assert sorted(path.name for path in (practice / DRAFT).iterdir()) == [
        "questions-draft-letter.docx",
        "questions-draft-letter.pdf",
        "questions-draft.html",
        "questions-draft.txt",
    ]
    assert (practice / DRAFT / "questions-draft-letter.pdf").read_bytes().startswith(b"%PDF-")
    assert "DRAFT" in (practice / DRAFT / "questions-draft.txt").read_text(encoding="utf-8")


def test_what_was_made_is_listed_with_pages_and_size(practice: Path, run: Run) -> None:
    outcome = run("build", "--to", "pdf,txt")

    folder, pdf, text = outcome.stdout.splitlines()
    assert folder == f"{DRAFT}{os.sep}"
    assert pdf.split()[:3] == ["questions-draft-letter.pdf", "1", "page,"]
    assert text.split()[0] == "questions-draft.txt"
    assert "2 handouts made. Every page says DRAFT." in outcome.stderr


def test_paper_and_large_print_stand_in_the_names(practice: Path, run: Run) -> None:
    run("build", "questions", "--to", "pdf,html,txt", "--paper", "a4", "--large-print", "-o", "to print")

    assert sorted(path.name for path in (practice / "to print").iterdir()) == [
        "questions-draft-a4-large-print.pdf",
        "questions-draft-large-print.html",
        "questions-draft.txt",
    ]


def test_the_configuration_chooses_the_paper(practice: Path, run: Run) -> None:
    with (practice / "policydocs.toml").open("a", encoding="utf-8") as config:
        config.write('\n[handouts]\npaper = "a4"\n')

    run("build", "--to", "pdf")

    assert (practice / DRAFT / "questions-draft-a4.pdf").is_file()


def test_the_same_input_gives_the_same_bytes(practice: Path, run: Run) -> None:
    run("build", "-o", "first")
    run("build", "-o", "second")

    for first in (practice / "first").iterdir():
        assert first.read_bytes() == (practice / "second" / first.name).read_bytes(), first.name


def test_another_day_gives_the_same_bytes(practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    run("build", "-o", "one")
    monkeypatch.setattr("policydocs.cli.build.today", lambda: date(2031, 5, 6))
    run("build", "-o", "two")

    made = [sorted((practice / folder).iterdir()) for folder in ("one", "two")]
    assert len(made[0]) == 4
    assert [path.read_bytes() for path in made[0]] == [path.read_bytes() for path in made[1]]


def test_each_clinician_gets_a_handout_where_the_policy_differs(practice: Path, run: Run) -> None:
    with (practice / "policydocs.toml").open("a", encoding="utf-8") as config:
        config.write('\n[[clinicians]]\nid = "reyes"\nname = "Tobias Reyes"\n')
    write(practice / "policies" / "questions.md", PASSES + "\nYours, {{ clinician.name }}.\n")

    run("build", "--to", "txt")

    lee, reyes = sorted((practice / DRAFT).iterdir())
    assert (lee.name, reyes.name) == ("questions-draft-lee.txt", "questions-draft-reyes.txt")
    assert "Yours, Jo Lee." in lee.read_text(encoding="utf-8")
    assert "Yours, Tobias Reyes." in reyes.read_text(encoding="utf-8")


def test_what_a_policy_lacks_is_told_and_stops_no_draft(lacking: Path, run: Run) -> None:
    outcome = run("build", "texting", "--to", "txt")

    assert outcome.exit_code == 0
    assert (lacking / "handouts/texting/draft/texting-draft.txt").is_file()
    assert re.search(r"texting: \d+ to mend, \d+ to look at before clients get it", outcome.stderr)
    assert "policydocs validate texting" in outcome.stderr


def test_a_policy_that_cannot_be_read_ends_with_2_and_the_others_are_made(broken: Path, run: Run) -> None:
    outcome = run("build", "--to", "txt", "--quiet")

    assert outcome.exit_code == 2
    assert (broken / DRAFT / "questions-draft.txt").is_file()
    assert not (broken / "handouts" / "texting").exists()
    assert "Not built: texting" in outcome.stderr
    assert "policies/texting.md:2" in outcome.stderr


def test_a_character_that_no_font_has_is_told_with_its_line_and_nothing_is_written(
    practice: Path, run: Run
) -> None:
    write(practice / "policies" / "questions.md", PASSES + "\nA letter of another script: \U00012000.\n")

    outcome = run("build")

    assert outcome.exit_code == 2
    assert "policies/questions.md:14" in outcome.stderr
    assert not (practice / "handouts").exists()


@pytest.mark.parametrize("formats", ["pfd", "", "pdf,,rtf"])
def test_a_format_that_does_not_exist_is_told_with_those_that_do(
    practice: Path, run: Run, formats: str
) -> None:
    outcome = run("build", "--to", formats)

    assert outcome.exit_code == 2
    assert "pdf, docx, html, txt" in outcome.stderr


def test_a_file_in_the_place_of_the_folder_is_told(practice: Path, run: Run) -> None:
    write(practice / "out", "mine")

    outcome = run("build", "-o", "out")

    assert outcome.exit_code == 2
    assert "A file stands where a folder is needed." in outcome.stderr
    assert (practice / "out").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_may_not_be_written_is_told(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**named: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)

    outcome = run("build", "-o", "out")

    assert outcome.exit_code == 3
    assert "out: The folder may not be written: you have no permission for it" in outcome.stderr
    assert "Choose a folder of your own" in outcome.stderr


def test_a_full_disk_ends_with_3_and_leaves_no_half_a_file(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    outcome = run("build")

    assert outcome.exit_code == 3
    assert "The disk is full." in outcome.stderr
    assert list((practice / DRAFT).iterdir()) == []


def test_an_interrupt_leaves_no_half_a_file(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    outcome = run("build")

    assert outcome.exit_code == 130
    assert outcome.stderr.count("\n") <= 2
    assert list((practice / DRAFT).iterdir()) == []


def test_a_letterhead_that_is_not_there_is_told_with_its_line(practice: Path, run: Run) -> None:
    with (practice / "policydocs.toml").open("a", encoding="utf-8") as config:
        config.write('\n[handouts]\nletterhead = "letter.docx"\n')

    outcome = run("build")

    assert outcome.exit_code == 2
    assert "policydocs.toml:11" in outcome.stderr
    assert "letter.docx" in outcome.stderr


def test_a_letterhead_that_is_no_word_file_is_told(practice: Path, run: Run) -> None:
    with (practice / "policydocs.toml").open("a", encoding="utf-8") as config:
        config.write('\n[handouts]\nletterhead = "letter.docx"\n')
    (practice / "letter.docx").write_bytes(b"%PDF-1.7")

    outcome = run("build", "--to", "docx")

    assert outcome.exit_code == 2
    assert "Error: letter.docx: the letterhead is not a Word document" in outcome.stderr
    assert "itself failed" not in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_practice_without_a_policy_is_told_how_to_write_one(practice: Path, run: Run) -> None:
    (practice / "policies" / "questions.md").unlink()

    outcome = run("build")

    assert outcome.exit_code == 0
    assert "There is no policy in policies/ yet." in outcome.stderr
