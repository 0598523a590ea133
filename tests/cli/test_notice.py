"""`policydocs notice`, from the repository to the files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click
import pytest

from policydocs.cli import notices

from .conftest import Run, write

OLD = """\
---
title: Questions
checklists: []
---

Please ask me about anything in this policy. My number is {{ practice.phone }}.

## Texting {#texting}

I do not text with clients, whatever the hour.

## Calls {#calls}

I answer calls by day.
"""
NEW = OLD.replace("I do not text", "I text").replace("by day", "by night")
FILE = "policies/questions.md"
WHY = ("--why", "texting=Many of you asked.", "--why", "calls=I moved.")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Maren Holloway", "-c", "user.email=maren@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, version: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A change")
    git(folder, "tag", "-a", "-m", "A version", f"questions/v{version}")


@pytest.fixture
def changed(practice: Path) -> Path:
    """The practice with version 1.0.0 of `questions`, and its changes in the files."""
    write(practice / FILE, OLD)
    git(practice, "init", "--quiet")
    commit(practice, "1.0.0")
    write(practice / FILE, NEW)
    return practice


@pytest.fixture
def released(changed: Path) -> Path:
    """The same with the changes released as 2.0.0."""
    commit(changed, "2.0.0")
    return changed


def test_what_is_not_released_gets_a_draft_that_shows_its_gaps(changed: Path, run: Run) -> None:
    result = run("notice", "questions", "--to", "txt")

    assert (result.exit_code, result.stdout.split()) == (
        0, [str(Path("handouts/questions/notices/questions-notice-draft.txt"))]
    )  # fmt: skip
    text = (changed / result.stdout.strip()).read_text("utf-8")
    assert "DRAFT" in text
    assert "Version 2.0" in text
    assert "[The reason is still missing: Texting.]" in text
    assert "Still missing: why “Texting” changed" in result.stderr


def test_a_final_notice_with_gaps_is_refused_and_nothing_is_written(released: Path, run: Run) -> None:
    result = run("notice", "questions", "1.0.0", "2.0.0")

    assert result.exit_code == 2
    assert '--why "texting=' in result.stderr
    assert "--effective" in result.stderr
    assert not (released / "handouts").exists()


def test_a_final_notice_is_made_in_every_format(released: Path, run: Run) -> None:
    result = run("notice", "questions", "1.0.0", "2.0.0", "--effective", "2026-03-01", *WHY)

    assert result.exit_code == 0
    assert [Path(line).suffix for line in result.stdout.split()] == [".pdf", ".docx", ".html", ".txt"]
    text = (released / "handouts/questions/notices/questions-notice-2.0.0.txt").read_text("utf-8")
    assert "DRAFT" not in text
    assert "Many of you asked." in text
    assert "look at this" not in result.stderr


def test_a_date_that_is_near_is_told(released: Path, run: Run) -> None:
    result = run("notice", "questions", "1.0.0", "2.0.0", "--effective", "2026-01-05", *WHY, "--to", "txt")

    assert "The change starts in 4 days." in result.stderr


def test_the_practice_says_how_many_days_its_clients_should_have(released: Path, run: Run) -> None:
    config = released / "policydocs.toml"
    write(config, config.read_text("utf-8") + "\n[notice]\nlead_days = 3\n")
    git(released, "commit", "--quiet", "--all", "--message", "Fewer days")
    git(released, "tag", "-a", "-m", "A version", "questions/v2.0.1")

    result = run("notice", "questions", "1.0.0", "2.0.1", "--effective", "2026-01-05", *WHY, "--to", "txt")

    assert result.exit_code == 0
    assert "starts in" not in result.stderr


def test_a_note_beside_the_policy_is_a_reason_and_the_command_line_wins(released: Path, run: Run) -> None:
    write(released / "notes/questions/texting.md", "From the note.\n")
    write(released / "notes/questions/calls.md", "why: From the other note.\n")

    run(
        "notice",
        "questions",
        "1.0.0",
        "2.0.0",
        "--effective",
        "2026-03-01",
        "--to",
        "txt",
        "--why",
        "texting=Said.",
    )

    text = (released / "handouts/questions/notices/questions-notice-2.0.0.txt").read_text("utf-8")
    assert "Said." in text
    assert "From the other note." in text
    assert "From the note." not in text


def test_at_a_terminal_an_editor_asks_for_each_reason_that_is_missing(
    released: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def editor(text: str) -> str:
        asked.append(text)
        return f"It suits more of you.\n{text}"

    monkeypatch.setattr(notices, "_at_a_terminal", lambda: True)
    monkeypatch.setattr(click, "edit", editor)
    result = run("notice", "questions", "1.0.0", "2.0.0", "--effective", "2026-03-01", "--to", "txt",
                 "--why", "texting=Many of you asked.")  # fmt: skip

    assert result.exit_code == 0
    assert len(asked) == 1
    assert "# “Calls” now says: “I answer calls by night.”" in asked[0]
    text = (released / "handouts/questions/notices/questions-notice-2.0.0.txt").read_text("utf-8")
    assert "It suits more of you." in text
    assert "Lines with #" not in text


def test_an_editor_left_without_a_word_is_no_reason(
    released: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "_at_a_terminal", lambda: True)
    monkeypatch.setattr(click, "edit", lambda _text: None)
    result = run("notice", "questions", "1.0.0", "2.0.0", "--effective", "2026-03-01")

    assert result.exit_code == 2
    assert '--why "texting=' in result.stderr
    assert not (released / "handouts").exists()


@pytest.mark.parametrize("arguments", [("--draft",), (*WHY,)])
def test_no_editor_opens_for_a_draft_or_where_nothing_is_missing(
    released: Path, run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(notices, "_at_a_terminal", lambda: True)
    monkeypatch.setattr(click, "edit", lambda _text: pytest.fail("an editor was opened"))
    result = run("notice", "questions", "1.0.0", "2.0.0", "--effective", "2026-03-01", "--to", "txt",
                 *arguments)  # fmt: skip

    assert result.exit_code == 0


def test_no_editor_opens_where_nobody_sits_at_a_terminal(
    released: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "edit", lambda _text: pytest.fail("an editor was opened"))

    assert run("notice", "questions", "1.0.0", "2.0.0", "--effective", "2026-03-01").exit_code == 2


def test_a_name_of_a_file_can_be_neutral(changed: Path, run: Run) -> None:
    result = run("notice", "questions", "--to", "pdf", "--neutral-name", "-o", "out", "--large-print")

    assert result.stdout.strip() == str(Path("out/letter-draft-letter-large-print.pdf"))


def test_spelling_alone_needs_no_notice(changed: Path, run: Run) -> None:
    write(changed / FILE, OLD.replace("anything in", "anything, in"))

    result = run("notice", "questions")

    assert result.exit_code == 0
    assert "No notice is needed" in result.stdout
    assert not (changed / "handouts").exists()


def test_no_change_is_told(changed: Path, run: Run) -> None:
    write(changed / FILE, OLD)

    assert "Nothing has changed" in run("notice", "questions").stdout


def test_a_decision_against_a_notice_is_written_down_and_kept(changed: Path, run: Run) -> None:
    decided = run("notice", "questions", "--no-notice-because", "I told everyone in person.")
    after = run("notice", "questions")

    assert decided.exit_code == after.exit_code == 0
    assert (changed / "notes/questions/no-notice.md").read_text("utf-8") == (
        "no-notice: I told everyone in person.\n"
    )
    assert "large change" in decided.stderr
    assert "because: I told everyone in person." in after.stdout
    assert not (changed / "handouts").exists()


def test_a_policy_that_is_not_committed_yet_is_new(changed: Path, run: Run) -> None:
    write(changed / "policies/calls.md", "---\ntitle: Calls\nchecklists: []\n---\n\n## Hours\n\nCall me.\n")

    result = run("notice", "calls", "--to", "txt")

    assert result.exit_code == 0
    assert "There is a new policy" in (changed / result.stdout.strip()).read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--why", "textin=x"), "nothing of that name changed"),
        (("--effective", "March 1"), "does not match"),
        (("--to", "odt"), "odt is not one of"),
        (("--no-notice-because", " "), "has no reason"),
    ],
)
def test_wrong_usage_says_what_would_be_right(
    changed: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("notice", "questions", *arguments)

    assert result.exit_code == 2
    assert said in result.stderr
