"""`policydocs diff`, from the repository to the screen."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

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

- Call {{ practice.phone }} on weekdays.
- Leave a message with your name.

Nothing changes here.

## Mail {#mail}

Letters reach me at the office.
"""
NEW = (
    OLD.replace("I do not text", "I text")
    .replace("## Calls {#calls}", "## Telephone {#calls}")
    .replace("- Leave a message with your name.\n", "- Leave a message with your name.\n- Speak slowly.\n")
    .partition("## Mail")[0]
)
FILE = "policies/questions.md"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Maren Holloway", "-c", "user.email=maren@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, tag: str | None = None) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A change")
    if tag:
        git(folder, "tag", "-a", "-m", "A version", tag)


@pytest.fixture
def released(practice: Path) -> Path:
    """The practice with version 1.0.0 of `questions`, and nothing changed since."""
    write(practice / FILE, OLD)
    git(practice, "init", "--quiet")
    commit(practice, "questions/v1.0.0")
    return practice


@pytest.fixture
def changed(released: Path) -> Path:
    """The same with the policy changed since, not committed."""
    write(released / FILE, NEW)
    return released


def test_the_overview_tells_each_section_in_a_line(changed: Path, run: Run) -> None:
    result = run("diff", "questions")

    assert result.exit_code == 0
    assert "from version 1.0.0 to your files as they are now" in result.stdout
    assert "• Texting: 1 paragraph reworded\n" in result.stdout
    assert "• Telephone: renamed, was “Calls”; 1 list item added\n" in result.stdout
    assert "• Mail: removed\n" in result.stdout
    assert "Proposed as a major change" in result.stdout


def test_changes_are_told_by_marks_and_the_unchanged_is_folded(changed: Path, run: Run) -> None:
    text = run("diff", "questions").stdout

    assert "* I [-do not-] text with clients, whatever the hour.\n" in text
    assert "# [-Calls-] {+Telephone+}  (line 12)\n  (1 unchanged)\n" in text
    assert "  • Leave a message with your name.\n+ • Speak slowly.\n" in text
    assert "- Mail  (was line 19)\n\n- Letters reach me at the office.\n" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(("context", "shown"), [("0", False), ("2", True)])
def test_the_context_is_as_wide_as_asked_for(changed: Path, run: Run, context: str, shown: bool) -> None:
    text = run("diff", "questions", "--context", context).stdout

    assert ("• Call 360-555-0100 on weekdays." in text) is shown


def test_side_by_side_has_the_old_text_on_the_left(changed: Path, run: Run) -> None:
    lines = run("diff", "questions", "--side-by-side").stdout.splitlines()

    assert any(line.startswith("I [-do not-] text with") and "I text with" in line[35:] for line in lines)


@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.parametrize("layout", [(), ("--side-by-side",)])
def test_no_line_is_wider_than_the_terminal(
    changed: Path, run: Run, columns: str, layout: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    result = run("diff", "questions", *layout)

    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= int(columns)


def test_a_fact_that_changed_is_told_once(released: Path, run: Run) -> None:
    config = released / "policydocs.toml"
    config.write_text(config.read_text().replace("555-0100", "555-0199"))

    text = run("diff", "questions").stdout

    assert text.count("360-555-0199") == 1
    assert "phone  [-360-555-0100-] {+360-555-0199+}  in “(opening text)” and “Calls”" in " ".join(
        text.split("\n")
    )


def test_the_json_is_the_contracts_and_nothing_else(changed: Path, run: Run) -> None:
    result = run("diff", "questions", "--format", "json")

    answer = json.loads(result.stdout)
    assert (answer["policy"], answer["from"], answer["to"]) == ("questions", "v1.0.0", None)
    assert [section["id"] for section in answer["sections"]] == ["", "texting", "calls", "mail"]
    assert answer["sections"][1]["blocks"][0]["words"][1] == ["delete", " do not"]
    assert result.stderr == ""


def test_two_commits_are_compared_with_the_facts_of_each(changed: Path, run: Run) -> None:
    config = changed / "policydocs.toml"
    config.write_text(config.read_text().replace("555-0100", "555-0199"))
    commit(changed)

    answer = json.loads(run("diff", "questions", "HEAD~1", "HEAD", "--format", "json").stdout)

    assert (answer["from"], answer["to"]) == ("HEAD~1", "HEAD")
    assert answer["facts"] == [
        {"name": "practice.phone", "old": "360-555-0100", "new": "360-555-0199", "used_in": ["", "calls"]}
    ]


def test_nothing_changed_is_said_and_is_no_failure(released: Path, run: Run) -> None:
    result = run("diff", "questions")

    assert result.exit_code == 0
    assert "Nothing has changed in questions" in result.stdout
    assert "policydocs diff questions HEAD~1" in result.stdout


def test_a_policy_that_was_only_renamed_is_called_by_both_names(released: Path, run: Run) -> None:
    (released / "policies" / "questions.md").rename(released / "policies" / "asking.md")

    result = run("diff", "asking")
    answer = json.loads(run("diff", "asking", "--format", "json").stdout)

    said = " ".join(result.stdout.split())
    assert "Nothing has changed in asking: the last commit (then called “questions”)" in said
    assert (answer["policy"], answer["old_policy"], answer["level"]) == ("asking", "questions", "none")


def test_a_new_policy_and_a_gone_one_are_told_as_such(released: Path, run: Run) -> None:
    write(released / "policies" / "fees.md", "---\ntitle: Fees\n---\n\nA session costs $150.\n")

    new = run("diff", "fees")
    commit(released)
    (released / "policies" / "fees.md").unlink()
    gone = run("diff", "fees")

    assert (new.exit_code, gone.exit_code) == (0, 0)
    assert "A new policy: it is not there in the last commit." in new.stdout
    assert "+ A session costs $150." in new.stdout
    assert "The policy is gone" in gone.stdout
    assert "- A session costs $150." in gone.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("questoins",), 'Did you mean "questions"?', id="unknown policy"),
        pytest.param(("questions", "v9.0.0"), "questions has these versions: v1.0.0.", id="unknown version"),
        pytest.param(("questions", "v1.0.0", "1.0.0"), "nothing to compare", id="same twice"),
        pytest.param(
            ("questions", "--", "--output=x"), "no version or git revision", id="an option as version"
        ),
        pytest.param(("questions", "--clinician", "nobody"), "no clinician", id="unknown clinician"),
        pytest.param(("questions", "--format", "json", "--side-by-side"), "text only", id="columns of json"),
    ],
)
def test_wrong_input_is_told_with_what_would_be_right(
    changed: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("diff", *arguments)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_an_old_state_that_cannot_be_read_says_which_and_where(released: Path, run: Run) -> None:
    write(released / FILE, OLD.replace("title:", "titel:"))
    commit(released)
    write(released / FILE, NEW)

    result = run("diff", "questions", "HEAD")

    assert result.exit_code == 2
    assert f"{FILE} (as of HEAD):2:" in result.stderr


def test_a_policy_that_differs_for_each_clinician_is_shown_with_the_facts_of_one(
    released: Path, run: Run
) -> None:
    config = released / "policydocs.toml"
    config.write_text(config.read_text() + '\n[[clinicians]]\nid = "day"\nname = "Robin Day"\n')
    write(released / FILE, OLD + "\nYours, {{ clinician.name }}\n")
    commit(released)
    write(released / FILE, OLD + "\nSincerely yours, {{ clinician.name }}\n")

    first = run("diff", "questions", "HEAD")
    other = run("diff", "questions", "HEAD", "--clinician", "day")

    assert "Jo Lee" in first.stdout
    assert "--clinician day" in first.stderr
    assert "Robin Day" in other.stdout


def test_a_folder_outside_of_git_says_how_to_begin(practice: Path, run: Run) -> None:
    result = run("diff", "questions")

    assert result.exit_code == 2
    assert "git init" in result.stderr


def test_text_goes_into_a_file_whole(changed: Path, run: Run) -> None:
    result = run("diff", "questions", "-o", "changes.txt")

    assert result.stdout == "changes.txt\n"
    assert (changed / "changes.txt").read_text(encoding="utf-8") == run("diff", "questions").stdout


def test_control_characters_of_a_policy_never_reach_the_terminal(released: Path, run: Run) -> None:
    write(
        released / FILE,
        OLD.replace("Nothing changes here.", "Some [bold]thing[/bold] \N{RIGHT-TO-LEFT OVERRIDE}x."),
    )

    result = run("diff", "questions")

    assert "[bold]thing[/bold]" in result.stdout or result.exit_code == 2
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in result.stdout


# --- Files ---------------------------------------------------------------------------------------


def test_a_word_document_goes_where_it_is_asked_for_and_is_the_same_each_time(
    changed: Path, run: Run
) -> None:
    first = run("diff", "questions", "--format", "docx", "-o", "one.docx")
    run("diff", "questions", "--format", "docx", "-o", "two.docx")

    assert (first.exit_code, first.stdout) == (0, "one.docx\n")
    assert "Accept all" in first.stderr
    assert (changed / "one.docx").read_bytes() == (changed / "two.docx").read_bytes()


def test_a_word_document_goes_to_the_handouts_where_nothing_is_said(changed: Path, run: Run) -> None:
    result = run("diff", "questions", "--format", "docx")

    path = Path("handouts/questions/changes/questions-changes-v1.0.0-to-now.docx")
    assert result.stdout == f"{path}\n"
    assert (changed / path).is_file()


def test_a_word_document_names_the_author_of_the_version_and_its_moment(changed: Path, run: Run) -> None:
    commit(changed, "questions/v1.1.0")

    run("diff", "questions", "1.0.0", "1.1.0", "--format", "docx", "-o", "one.docx")

    with zipfile.ZipFile(changed / "one.docx") as archive:
        document = archive.read("word/document.xml").decode()
    assert set(re.findall(r'w:author="([^"]*)"', document)) == {"Maren Holloway"}
    assert "1.1.0" in document
    assert "DRAFT" not in document


def test_a_word_document_is_written_on_the_practices_letterhead(changed: Path, run: Run) -> None:
    docx.Document().save(str(changed / "letterhead.docx"))
    config = changed / "policydocs.toml"
    config.write_text(config.read_text() + '\n[handouts]\nletterhead = "letterhead.docx"\n')

    result = run("diff", "questions", "--format", "docx", "-o", "one.docx")

    assert result.exit_code == 0
    assert not any("Harbor" in part.text for part in docx.Document(str(changed / "one.docx")).paragraphs)


def test_a_web_page_comes_on_stdout_in_a_pipe_or_in_the_file_named(changed: Path, run: Run) -> None:
    piped = run("diff", "questions", "--format", "html")
    run("diff", "questions", "--format", "html", "-o", "page.html")

    assert piped.stdout.startswith("<!DOCTYPE html>")
    assert (changed / "page.html").read_text(encoding="utf-8") == piped.stdout


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left_half_done(changed: Path, run: Run) -> None:
    (changed / "taken").mkdir()

    result = run("diff", "questions", "--format", "docx", "-o", "taken")

    assert result.exit_code == 2
    assert "A folder stands where the file should be" in result.stderr
    assert list((changed / "taken").iterdir()) == []
