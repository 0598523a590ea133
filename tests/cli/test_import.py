"""`policydocs import`: a document becomes a policy in Markdown, and nothing is replaced unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run, write
from .test_check import docx_bytes

TEXT = """\
Office Communication Policy

This page tells you how to reach us. We may change this policy; we will tell you in writing, with a copy.

Texting

I do not text with clients. Call me at (360) 555-0100 instead.

Reviews

I do not ask clients for reviews. Thank you for reading this. Maren Holloway, MSW, LICSW
"""


@pytest.fixture
def document(empty: Path) -> Path:
    return write(empty / "Office Policy.txt", TEXT)


def test_outside_of_a_practice_the_markdown_goes_to_stdout_and_the_report_to_stderr(
    document: Path, run: Run
) -> None:
    result = run("import", document.name)

    assert result.exit_code == 0
    assert result.stdout.startswith(
        "---\ntitle: Office Communication Policy\non_change: notice-and-copy\n---\n"
    )
    assert "## Texting {#texting}" in result.stdout
    assert "Recognized" not in result.stdout
    assert "Recognized" in result.stderr


def test_in_a_practice_it_writes_a_policy_that_validate_and_build_take(practice: Path, run: Run) -> None:
    write(practice / "old.txt", TEXT)

    result = run("import", "old.txt")

    assert result.exit_code == 0
    assert (practice / "policies" / "communication.md").is_file()
    assert "policydocs validate communication" in result.stderr
    assert run("validate", "communication", "--checklist", "good-practice").exit_code in (0, 1)
    assert run("build", "communication", "--to", "txt").exit_code == 0


def test_the_report_tells_topics_facts_checklists_and_what_was_left_out(practice: Path, run: Run) -> None:
    write(practice / "old.txt", f"— Home\n\n{TEXT}")

    told = run("import", "old.txt").stdout

    assert "“Home”: navigation" in told
    assert "#texting: " in told
    assert "Text messages" in told
    assert "cswa-2016" in told
    assert "policydocs.toml says the same; --use-facts puts it in" in " ".join(told.split())


def test_facts_are_put_in_only_when_asked_for(practice: Path, run: Run) -> None:
    write(practice / "old.txt", TEXT)

    plain = run("import", "old.txt", "-o", "-").stdout
    with_facts = run("import", "old.txt", "-o", "-", "--use-facts").stdout

    assert "Call me at (360) 555-0100 instead." in plain
    assert "Call me at {{ practice.phone }} instead." in with_facts


def test_facts_need_a_practice(document: Path, run: Run) -> None:
    result = run("import", document.name, "--use-facts")

    assert result.exit_code == 2
    assert "policydocs init" in result.stderr


def test_a_file_that_is_there_is_replaced_only_with_force(document: Path, run: Run, empty: Path) -> None:
    write(empty / "mine.md", "mine")

    refused = run("import", document.name, "-o", "mine.md")
    kept = (empty / "mine.md").read_text()
    forced = run("import", document.name, "-o", "mine.md", "--force")

    assert (refused.exit_code, kept) == (2, "mine")
    assert "--force" in refused.stderr
    assert forced.exit_code == 0
    assert (empty / "mine.md").read_text().startswith("---\ntitle:")


def test_a_dry_run_writes_nothing(practice: Path, run: Run) -> None:
    write(practice / "old.txt", TEXT)

    result = run("import", "old.txt", "--dry-run")

    assert result.exit_code == 0
    assert not (practice / "policies" / "communication.md").exists()
    assert "nothing written" in result.stdout


def test_the_difference_is_shown_word_by_word(document: Path, run: Run) -> None:
    write(document, f"— Home\n\n{TEXT}")

    shown = run("import", document.name, "--dry-run", "--diff").stdout

    assert "[-Home-] Office Communication Policy" in " ".join(shown.split())


def test_json_is_one_document_with_everything(document: Path, run: Run) -> None:
    result = run("import", document.name, "--format", "json", "--diff", "--checklist", "nasw-2021")

    entry = json.loads(result.stdout)
    assert (entry["policy"], entry["kind"], entry["written"]) == ("communication", "text", "stdout")
    assert "checklists: [nasw-2021]" in entry["markdown"]
    assert [one["id"] for one in entry["sections"]] == ["", "texting", "reviews"]
    assert entry["diff"] == []


def test_standard_input_is_read_as_what_it_is(run: Run, empty: Path) -> None:
    data = docx_bytes("Telephone Policy", "Please call on weekdays, and leave a message if nobody answers.")

    result = run("import", "-", "--slug", "phone", "--name", "mail", stdin=data)

    assert result.exit_code == 0
    assert "title: Telephone Policy" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.docx",), "There is no such file"),
        (("Office Policy.txt", "Office Policy.txt"), "--history"),
        (("Office Policy.txt", "--slug", "No Good"), "cannot be called"),
        (("Office Policy.txt", "--date", "x=2019-01-01"), "needs --history"),
        ((".",), "folder"),
        (("Office Policy.txt", "--type", "docx"), "Word file"),
    ],
)
def test_wrong_usage_is_told(document: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("import", *arguments)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
