"""Any document against checklists: no practice's folder, no git."""

from __future__ import annotations

import errno
import json
import os
import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import docx
import pytest

from policydocs.cli import given_document
from policydocs.cli.reports.tell import FORMATS

from .conftest import CONFIG, Run, write

NONE = "---\ntitle: Texting\nchecklists: []\n---\n\n# Texting\n\nI do not text with clients.\n"


def entries_of(stdout: str) -> list[dict[str, object]]:
    entries = json.loads(stdout)
    assert isinstance(entries, list)
    return entries


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_each_kind_of_document_is_read(empty: Path, run: Run) -> None:
    write(empty / "a.md", NONE)
    write(empty / "b.txt", "Texting\n\nI do not text with clients.\n")
    write(empty / "c.html", "<!doctype html><title>T</title><p>I do not text with clients.</p>")
    (empty / "d.docx").write_bytes(docx_bytes("Texting", "I do not text with clients."))

    outcome = run("check", "a.md", "b.txt", "c.html", "d.docx", "--format", "json")

    entries = entries_of(outcome.stdout)
    assert [entry["document"] for entry in entries] == ["a.md", "b.txt", "c.html", "d.docx"]
    for entry in entries:
        assert "error" not in entry
        topics = entry["topics"]
        assert isinstance(topics, dict)
        assert topics["texting"]["status"] == "covered", entry["document"]


def test_without_a_checklist_of_its_own_it_says_which_were_used(empty: Path, run: Run) -> None:
    write(empty / "a.txt", "I do not text with clients.")

    (entry,) = entries_of(run("check", "a.txt", "--format", "json").stdout)

    assert entry["checklists"] == ["nasw-2021", "good-practice"]
    assert any("nasw-2021 and good-practice" in remark for remark in entry["remarks"])  # type: ignore[attr-defined]


def test_inside_a_practice_its_configuration_names_the_checklists(empty: Path, run: Run) -> None:
    write(empty / "policydocs.toml", CONFIG + '\n[policies]\nchecklists = ["good-practice"]\n')
    write(empty / "a.txt", "I do not text with clients.")

    (entry,) = entries_of(run("check", "a.txt", "--format", "json").stdout)

    assert entry["checklists"] == ["good-practice"]


def test_checklists_named_on_the_command_line_replace_all_others(empty: Path, run: Run) -> None:
    write(empty / "a.md", NONE)

    (entry,) = entries_of(run("check", "a.md", "--checklist", "good-practice", "--format", "json").stdout)

    assert entry["checklists"] == ["good-practice"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (NONE.encode(), "I do not text with clients."),
        (b"<!DOCTYPE html><p>I do not text with clients.</p>", "I do not text with clients."),
        (docx_bytes("I do not text with clients."), "I do not text with clients."),
        (b"I do not text with clients.", "I do not text with clients."),
    ],
    ids=["md", "html", "docx", "txt"],
)
def test_standard_input_is_recognized_by_its_content(
    empty: Path, run: Run, data: bytes, sentence: str
) -> None:
    outcome = run("check", "-", "--format", "json", stdin=data)

    (entry,) = json.loads(outcome.stdout)
    assert entry["document"] == "stdin"
    assert entry["topics"]["texting"]["evidence"][0]["text"] == sentence


def test_standard_input_has_the_name_and_type_that_are_given(empty: Path, run: Run) -> None:
    html = b"<p>I do not text with clients.</p>"

    (named,) = json.loads(run("check", "-", "--name", "site.html", "--format", "json", stdin=html).stdout)
    (typed,) = json.loads(run("check", "-", "--type", "html", "--format", "json", stdin=html).stdout)

    assert (named["document"], typed["document"]) == ("site.html", "stdin")
    for entry in (named, typed):
        assert entry["topics"]["texting"]["evidence"][0]["text"] == "I do not text with clients."


def test_what_cannot_be_read_is_an_entry_with_its_error_and_the_others_still_come(
    empty: Path, run: Run
) -> None:
    write(empty / "good.md", NONE)
    write(empty / "empty.md", "")
    (empty / "zip.docx").write_bytes(b"PK\x03\x04 no archive")
    write(empty / "scan.pdf", "%PDF-1.7")
    (empty / "folder").mkdir()

    names = ["missing.md", "empty.md", "zip.docx", "scan.pdf", "folder", "good.md"]
    outcome = run("check", *names, "--format", "json")

    entries = entries_of(outcome.stdout)
    assert outcome.exit_code == 2
    assert [entry["document"] for entry in entries] == names
    for entry in entries[:-1]:
        assert str(entry["error"]).startswith(f"{entry['document']}: ")
        assert "\n  " in str(entry["error"]), "each says what to do"
        assert "topics" not in entry
    assert entries[-1]["ok"] is True


def test_a_file_too_large_is_refused_without_being_read_whole(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given_document, "LARGEST_BYTES", 1000)
    write(empty / "a.txt", "I do not text. " * 100)

    (entry,) = entries_of(run("check", "a.txt", "--format", "json").stdout)

    assert "larger than" in str(entry["error"])


def test_a_file_that_may_not_be_read_is_told(empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(empty / "a.md", NONE)

    def refuse(*arguments: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refuse)

    outcome = run("check", "a.md")

    assert outcome.exit_code == 2
    assert "a.md: The file cannot be read: Permission denied." in outcome.stdout


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these names cannot be made here")
@pytest.mark.parametrize(
    "name", [b"\xff.md", b"a\nb.md", b"[red]a.md", b"a:b,c%.md", b"\x1b[31m.md", "é ü.md".encode()]
)
def test_any_name_of_a_file_is_told_in_characters_that_can_be_shown(
    empty: Path, run: Run, name: bytes
) -> None:
    (empty / os.fsdecode(name)).write_bytes(NONE.encode())

    told = {format_: run("check", os.fsdecode(name), "--format", format_) for format_ in FORMATS}

    shown = name.decode("utf-8", "replace")
    assert {outcome.exit_code for outcome in told.values()} == {0}
    assert json.loads(told["json"].stdout)[0]["document"] == shown
    assert "\x1b" not in told["text"].stdout
    told["text"].stdout.encode("utf-8")


def test_what_was_left_out_of_a_web_page_is_told_and_shown_when_asked_for(empty: Path, run: Run) -> None:
    write(
        empty / "a.html",
        "<!doctype html><html><head><title>T</title></head><body>"
        "<nav><a href=x>Home</a> <a href=y>Fees</a></nav>"
        "<main><h1>Texting</h1><p>I do not text with clients.</p></main></body></html>",
    )

    plain = run("check", "a.html").stdout
    shown = run("check", "a.html", "--evidence").stdout

    assert "1 passage was left out as no part of the policy" in plain
    assert "Home Fees" not in plain
    assert "“Home Fees”" in shown


def test_a_file_named_like_an_option_can_be_checked(empty: Path, run: Run) -> None:
    write(empty / "--strict.md", NONE)

    assert run("check", "--", "--strict.md").exit_code == 0


def test_an_archive_that_would_fill_the_memory_is_refused(empty: Path, run: Run) -> None:
    with ZipFile(empty / "bomb.docx", "w", compression=8) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", b" " * 300_000_000)

    outcome = run("check", "bomb.docx")

    assert outcome.exit_code == 2
    assert "Traceback" not in outcome.output
    assert "itself failed" not in outcome.stderr


def test_the_next_step_stands_on_stderr(empty: Path, run: Run) -> None:
    write(empty / "a.md", NONE)

    outcome = run("check", "a.md")

    assert "policydocs init my-practice" in outcome.stderr
    assert "Next" not in outcome.stdout


def test_without_a_file_the_usage_is_told(empty: Path, run: Run) -> None:
    outcome = run("check")

    assert outcome.exit_code == 2
    assert "FILE" in outcome.stderr


def test_stdin_that_is_not_there_is_told(empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policydocs.cli.given_document.sys", SimpleNamespace(stdin=None))

    outcome = run("check", "-")

    assert outcome.exit_code == 2
    assert "Nothing can be read from stdin" in outcome.stdout
