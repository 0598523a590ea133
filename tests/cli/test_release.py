"""What `policydocs release` writes, on real repositories."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from policydocs.history.version_book import read_versions
from policydocs.model import Version

from .conftest import CONFIG, PASSES, Run, write
from .kept_in_git import SAID, change, git, in_git, kept, released, tags

__all__ = ["git", "kept", "released"]


def test_the_first_version_is_1_0_0_with_everything_in_one_commit(kept: Path, run: Run) -> None:
    result = run("release")

    assert result.exit_code == 0
    assert "Released: questions/v1.0.0" in result.stdout
    assert "policydocs give CLIENT" in result.stderr
    assert "policydocs notify" not in result.stderr
    assert tags(kept) == ["questions/v1.0.0"]
    assert in_git(kept, "rev-list", "--count", "HEAD") == "2"
    assert in_git(kept, "status", "--porcelain") == ""
    assert "## Questions 1.0.0 - 2026-01-01" in (kept / "CHANGELOG.md").read_text()
    handouts = {path.name for path in (kept / "handouts" / "questions" / "1.0.0").iterdir()}
    assert handouts == {
        "questions-1.0.0-letter.pdf",
        "questions-1.0.0-letter.docx",
        "questions-1.0.0-letter-large-print.pdf",
        "questions-1.0.0-letter-large-print.docx",
        "questions-1.0.0.html",
        "questions-1.0.0-large-print.html",
        "questions-1.0.0.txt",
    }


def test_the_tag_records_what_was_released(released: Path, machine: Path) -> None:
    (release,) = read_versions(released).of("questions").releases

    assert release.commit == in_git(released, "rev-parse", "HEAD")
    assert (release.title, str(release.effective)) == ("Questions", "2026-01-01")
    assert release.text_digest.startswith("sha256:")
    assert len(release.artifacts) == 11
    assert all((machine / "archive" / one.sha256[:2] / one.sha256[2:]).is_file() for one in release.artifacts)


def test_a_change_is_released_with_its_notice_reason_and_days_of_notice(released: Path, run: Run) -> None:
    change(released, "I answer texts about appointments.")

    result = run("release", "--why", "texting=Many of you asked for it.")

    assert result.exit_code == 0
    assert "policydocs notify" in result.stderr
    release = read_versions(released).of("questions").newest
    assert release is not None
    assert release.version > Version(1, 0, 0)
    assert release.message.previous == "questions/v1.0.0"
    assert release.reasons == {"texting": "Many of you asked for it."}
    assert str(release.effective) == "2026-01-31"
    notice = released / f"handouts/questions/{release.version}/questions-notice-{release.version}.txt"
    assert "Many of you asked for it." in notice.read_text(encoding="utf-8")
    assert "Many of you asked" in (released / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_dry_run_shows_the_same_and_does_nothing(released: Path, run: Run) -> None:
    change(released, "I answer texts.")
    before = in_git(released, "rev-parse", "HEAD")

    result = run("release", "--dry-run", "--why", "It was asked.")

    assert result.exit_code == 0
    assert "questions: 1.0.0 →" in result.stdout
    assert "2026-01-31, in 30 days" in result.stdout
    assert in_git(released, "rev-parse", "HEAD") == before
    assert tags(released) == ["questions/v1.0.0"]


def test_ids_that_followed_from_headings_are_written_down(kept: Path, run: Run) -> None:
    change(kept, "## Texting", "## Texting {#texting}")

    run("release", "-q")

    assert "## Texting {#texting}" in (kept / "policies/questions.md").read_text()
    assert "{#texting}" in in_git(kept, "show", "questions/v1.0.0:policies/questions.md")


def test_notes_are_taken_in_and_removed(released: Path, run: Run) -> None:
    write(released / "notes" / "questions" / "texting.md", "Many of you asked.\n")
    change(released, "I answer texts.")

    assert run("release", "-q").exit_code == 0

    newest = read_versions(released).of("questions").newest
    assert newest is not None
    assert newest.reasons == {"texting": "Many of you asked."}
    assert not (released / "notes" / "questions" / "texting.md").exists()
    assert in_git(released, "status", "--porcelain") == ""


def test_a_fact_that_changed_is_committed_with_every_policy_that_says_it(kept: Path, run: Run) -> None:
    write(kept / "policies" / "calls.md", PASSES.replace("title: Questions", "title: Calls"))
    run("release", "-q")
    write(kept / "policydocs.toml", CONFIG.replace("0100", "0199"))

    result = run("release", "--why", "phone=A new line.", "--effective", "2026-03-01")

    assert result.exit_code == 0
    assert {"calls/v1.1.0", "questions/v1.1.0"} <= set(tags(kept))
    assert in_git(kept, "rev-list", "--count", "HEAD") == "3"
    assert in_git(kept, "rev-parse", "calls/v1.1.0^{}") == in_git(kept, "rev-parse", "questions/v1.1.0^{}")


def test_the_clinician_decides_on_the_number(released: Path, run: Run) -> None:
    change(released, "I answer texts.")

    run("release", "-q", "--bump", "major", "--why", "It was asked.")

    assert "questions/v2.0.0" in tags(released)


def test_the_changelog_keeps_what_stood_in_it(kept: Path, run: Run) -> None:
    own = "# Changelog\n\n## policydocs 0.1.0\n\n- the toolkit's own\n"
    write(kept / "CHANGELOG.md", own)
    in_git(kept, "add", "--all")
    in_git(kept, "commit", "--quiet", "--message", "A changelog")

    run("release", "-q")

    text = (kept / "CHANGELOG.md").read_text()
    assert text.startswith("# Changelog\n\n## Questions 1.0.0 - 2026-01-01\n")
    assert text.endswith("\n\n## policydocs 0.1.0\n\n- the toolkit's own\n")


def test_policies_that_did_not_change_stay(released: Path, run: Run) -> None:
    write(released / "policies" / "calls.md", PASSES.replace("title: Questions", "title: Calls"))

    result = run("release")

    assert result.exit_code == 0
    assert tags(released) == ["calls/v1.0.0", "questions/v1.0.0"]
    assert "Unchanged: questions" in result.stdout


def test_a_policy_that_was_renamed_keeps_counting(released: Path, run: Run) -> None:
    old = released / "policies" / "questions.md"
    new = PASSES.replace("title: Questions", "title: Questions\nformerly: [questions]")
    write(released / "policies" / "asking.md", new.replace(SAID, "I answer texts."))
    old.unlink()
    in_git(released, "add", "--all")
    in_git(released, "commit", "--quiet", "--message", "Another name")

    result = run("release", "asking", "--bump", "minor", "--why", "It was asked.")

    assert result.exit_code == 0, result.output
    assert tags(released) == ["asking/v1.1.0", "questions/v1.0.0"]


def test_a_policy_whose_file_is_gone_is_told_of(released: Path, run: Run) -> None:
    write(released / "policies" / "asking.md", PASSES)
    (released / "policies" / "questions.md").unlink()
    in_git(released, "add", "--all")
    in_git(released, "commit", "--quiet", "--message", "Another name")

    said = " ".join(run("release", "--dry-run").output.split())

    assert "questions has versions, but its file is gone" in said
    assert "formerly: [questions]" in said
    assert "policydocs retire questions" in said


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_the_tracked_changes_between_versions_settle_to_their_handouts(released: Path, run: Run) -> None:
    change(released, "I answer texts about appointments.")
    assert run("release", "-q", "--why", "Many of you asked.", "--bump", "minor").exit_code == 0
    run("diff", "questions", "1.0.0", "1.1.0", "--format", "docx", "-o", "tracked.docx")

    def shown(path: str, settle: str) -> str:
        command = ["pandoc", f"--track-changes={settle}", "--from=docx", "--to=plain", path]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    for number, settle in (("1.0.0", "reject"), ("1.1.0", "accept")):
        handout = f"handouts/questions/{number}/questions-{number}-letter.docx"
        assert "Effective" in shown(handout, "accept")
        assert shown("tracked.docx", settle) == shown(handout, "accept")


def test_the_plan_names_the_clauses_that_are_newly_met_and_those_that_no_longer_are(
    kept: Path, run: Run
) -> None:
    path = kept / "policies" / "questions.md"
    path.write_text(path.read_text().replace("checklists: []", "checklists: [good-practice]"))
    hours = "\n## Answers {#answers}\n\nI answer messages within two working days.\n"
    path.write_text(path.read_text() + hours)
    assert run("release", "-q").exit_code == 0

    text = path.read_text().replace(hours, "\n## Phones {#phones}\n\nTurn off location services on your phone"
        " before you come to my office, if you want nobody to see that you are here.\n")  # fmt: skip
    path.write_text(text)
    plan = run("release", "--dry-run", "--why", "It was asked.")

    said = " ".join(plan.stdout.split())
    assert "No longer met good-practice/response-time" in said
    assert "Newly met good-practice/location" in said
    assert "good-practice/response-time was met and no longer is." in said
