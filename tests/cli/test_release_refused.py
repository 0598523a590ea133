"""What is not released, and how that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import CONFIG, PASSES, Run, write
from .kept_in_git import SAID, change, git, in_git, kept, released, tags

__all__ = ["git", "kept", "released"]


def refused(run: Run, practice: Path, *arguments: str, code: int = 2) -> str:
    """What is said where nothing is released."""
    before = (in_git(practice, "for-each-ref"), in_git(practice, "status", "--porcelain"))

    result = run("release", *arguments)

    assert result.exit_code == code, result.output
    assert before == (in_git(practice, "for-each-ref"), in_git(practice, "status", "--porcelain"))
    assert "Traceback" not in result.output
    return " ".join(result.stderr.split())


def test_a_policy_that_does_not_pass_is_not_released(kept: Path, run: Run) -> None:
    change(kept, "checklists: [nasw-2021]", "checklists: []")

    said = refused(run, kept, code=1)

    assert "policies/questions.md:" in said
    assert "policydocs validate questions" in said


def test_nothing_changed(released: Path, run: Run) -> None:
    assert "nothing to release" in refused(run, released)
    assert "same as its version 1.0.0" in refused(run, released, "questions")


@pytest.mark.parametrize("named", [(), ("questions",)])
def test_a_new_policy_cannot_have_the_name_that_another_had(
    released: Path, run: Run, named: tuple[str, ...]
) -> None:
    old = released / "policies" / "questions.md"
    write(
        released / "policies" / "asking.md",
        old.read_text().replace("---\n", "---\nformerly: [questions]\n", 1),
    )
    write(old, PASSES)

    said = refused(run, released, *named)

    assert "policies/questions.md: asking had the name questions before" in said
    assert "Give the file another name, or delete it if asking.md has taken its place." in said


def test_a_material_change_needs_a_reason(released: Path, run: Run) -> None:
    change(released, "I answer texts.")

    said = refused(run, released)

    assert '--why "texting=..."' in said
    assert "notes/questions/texting.md" in said
    assert "One reason for all" not in said


def test_where_several_reasons_are_missing_one_for_all_is_offered_once(released: Path, run: Run) -> None:
    change(released, "I answer texts.\n\n## Letters\n\nWrite me letters.")

    said = refused(run, released)

    assert '--why "letters=..."' in said
    assert said.count('One reason for all that changed: --why "..."') == 1


def test_a_reason_for_what_did_not_change_is_a_mistake(released: Path, run: Run) -> None:
    change(released, "I answer texts.")

    assert 'names "calls"' in refused(run, released, "--why", "calls=It was asked.")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-12-01", "is before that of version 1.0.0"),
        ("2099-01-01", "more than 5 years away"),
    ],
)
def test_an_impossible_day(released: Path, run: Run, day: str, said: str) -> None:
    change(released, "I answer texts.")

    assert said in refused(run, released, "--why", "It was asked.", "--effective", day)


def test_a_detached_head(kept: Path, run: Run) -> None:
    in_git(kept, "checkout", "--quiet", "--detach")

    assert "not on a branch" in refused(run, kept)


def test_a_merge_in_progress(kept: Path, run: Run) -> None:
    (kept / ".git" / "MERGE_HEAD").write_text(in_git(kept, "rev-parse", "HEAD") + "\n")

    assert "a merge is in progress" in refused(run, kept)


def test_other_changes_are_committed_first(kept: Path, run: Run) -> None:
    write(kept / ".gitignore", "/handouts/\n/more/\n")

    assert ".gitignore has changes" in refused(run, kept)


def test_another_policy_that_changed_is_no_part_of_a_release_of_one(released: Path, run: Run) -> None:
    write(released / "policies" / "calls.md", PASSES.replace("title: Questions", "title: Calls"))
    run("release", "-q")
    change(released, "I answer texts.")
    calls = released / "policies" / "calls.md"
    calls.write_text(calls.read_text().replace(SAID, "I answer texts."))

    assert "policies/calls.md has changes" in refused(run, released, "questions", "--why", "It was asked.")


def test_what_is_prepared_for_a_commit_is_not_swept_in(kept: Path, run: Run) -> None:
    write(kept / "mine.txt", "mine")
    in_git(kept, "add", "mine.txt")

    assert "mine.txt has changes" in refused(run, kept)


def test_a_letterhead_that_is_not_in_git(kept: Path, run: Run) -> None:
    write(kept / "policydocs.toml", CONFIG + '\n[handouts]\nletterhead = "letterhead/ours.docx"\n')
    write(kept / "letterhead" / "ours.docx", "no matter")

    said = refused(run, kept)

    assert "letterhead/ours.docx is used by your handouts and not in git" in said


def test_fonts_that_are_not_in_git(kept: Path, run: Run) -> None:
    write(kept / "policydocs.toml", CONFIG + '\n[handouts]\nfonts = "fonts"\n')
    write(kept / "fonts" / "ours.otf", "no matter")

    said = refused(run, kept)

    assert "fonts/ours.otf is used by your handouts and not in git" in said


def test_without_a_name_the_two_commands_are_said(kept: Path, run: Run, machine: Path) -> None:
    (machine / "gitconfig").write_text("")

    said = refused(run, kept, code=3)

    assert 'git config --global user.name "Your Name"' in said
    assert "git config --global user.email you@example.org" in said


def test_a_clock_in_the_past(kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")

    assert "clock says 2001-09-09" in refused(run, kept, code=3)


def test_a_tag_that_somebody_made_by_hand_takes_its_number(released: Path, run: Run) -> None:
    in_git(released, "tag", "questions/v1.1.0")
    change(released, "I answer texts.")

    result = run("release", "--bump", "minor", "--why", "It was asked.")

    assert result.exit_code == 0
    assert "questions/v1.2.0" in tags(released)
    assert "made by hand" in " ".join(result.output.split())


def test_a_copy_without_the_older_history(released: Path, run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    in_git(tmp_path, "clone", "--quiet", "--depth=1", released.as_uri(), str(copy))

    result = run("-C", str(copy), "release")

    assert result.exit_code == 2
    assert "git fetch --unshallow --tags" in result.stderr


def test_a_copy_that_is_behind(released: Path, run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    in_git(tmp_path, "clone", "--quiet", str(released), str(copy))
    in_git(released, "commit", "--quiet", "--allow-empty", "--message", "More")
    in_git(copy, "fetch", "--quiet")

    result = run("-C", str(copy), "release")

    assert result.exit_code == 2
    assert "origin/main is one commit ahead" in result.stderr
    assert "git pull" in result.stderr


def test_a_folder_that_is_not_in_git(practice: Path, git: None, run: Run) -> None:
    result = run("release")

    assert result.exit_code == 2
    assert "git init" in result.stderr


def test_a_repository_of_the_other_kind_of_ids(practice: Path, git: None, run: Run) -> None:
    in_git(practice, "init", "--quiet", "--object-format=sha256")
    in_git(practice, "add", "--all")
    in_git(practice, "commit", "--quiet", "--message", "First state")

    assert "SHA-256" in refused(run, practice)


def test_nothing_was_ever_committed(practice: Path, git: None, run: Run) -> None:
    in_git(practice, "init", "--quiet")

    assert "nothing was ever committed here" in refused(run, practice)
