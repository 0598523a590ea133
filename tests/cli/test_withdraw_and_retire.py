"""`policydocs withdraw` and `retire`."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.history.version_book import read_versions
from policydocs.model import Version

from .conftest import Run, write
from .kept_in_git import SAID, change, git, in_git, kept, released, tags

__all__ = ["git", "kept", "released"]


@pytest.fixture
def second(released: Path, run: Run) -> Path:
    """With version 1.1.0 too, a mistake, in force from today."""
    change(released, "I answer texts.")
    today = ("--bump", "minor", "--effective", "2026-01-01")
    assert run("release", "-q", *today, "--why", "It was asked.").exit_code == 0
    return released


def test_after_a_withdrawal_the_version_before_holds_again_and_clients_are_told(
    second: Path, run: Run
) -> None:
    result = run("withdraw", "questions", "1.1.0", "--why", "It was a mistake.")

    assert result.exit_code == 0
    versions = read_versions(second).of("questions")
    assert str(versions.withdrawals[Version(1, 1, 0)].effective) == "2026-01-01"
    assert versions.newest is versions.releases[0]
    notice = second / "handouts/questions/1.1.0/questions-withdrawal-notice-1.1.0.txt"
    assert "It was a mistake." in notice.read_text(encoding="utf-8")
    assert "## Questions 1.1.0 withdrawn - 2026-01-01" in (second / "CHANGELOG.md").read_text()
    assert in_git(second, "status", "--porcelain") == ""


def test_of_a_version_taken_back_clients_are_told_which_one_holds_again(second: Path, run: Run) -> None:
    shown = run("withdraw", "questions", "1.1.0", "--why", "It was a mistake.").stdout

    notice = second / "handouts/questions/1.1.0/questions-withdrawal-notice-1.1.0.txt"
    said = " ".join(notice.read_text(encoding="utf-8").split())
    assert "Version 1.0.0 is in force again." in shown
    assert "A change taken back: Questions" in said
    assert "Version 1.0 · Holds again from January 1, 2026" in said
    assert "took back version 1.1 of this policy. What version 1.0 says holds again." in said
    assert "I answer texts." in said  # what had changed with it is shown


@pytest.mark.parametrize(
    ("version", "then", "said"),
    [
        ("1.1", "version 1.0.0 stays in force.", "What version 1.0 says still holds."),
        (
            "2.0",
            "version 1.1.0 does, on 2026-02-01.",
            "Version 1.1 starts instead, on February 1, 2026.",
        ),
    ],
)
def test_a_version_taken_back_before_its_day_is_not_told_as_a_change(
    released: Path, run: Run, version: str, then: str, said: str
) -> None:
    later = ("--effective", "2026-02-01", "--why", "It was asked.")
    change(released, "I answer texts.")
    assert run("release", "-q", "--bump", "minor", *later).exit_code == 0
    if version == "2.0":
        change(released, "I answer texts on Mondays.", "I answer texts.")
        assert run("release", "-q", "--bump", "major", *later).exit_code == 0

    shown = " ".join(run("withdraw", "questions", f"{version}.0", "--why", "A mistake.").stdout.split())

    assert f"It never takes effect; {then}" in shown
    assert "in force again" not in (released / "CHANGELOG.md").read_text(encoding="utf-8")
    notice = released / f"handouts/questions/{version}.0/questions-withdrawal-notice-{version}.0.txt"
    text = " ".join(notice.read_text(encoding="utf-8").split())
    assert f"Version {version} · Will not start" in text
    assert f"took back version {version} of this policy before it started. {said}" in text
    assert "throw it away" in text
    assert "Until now" not in text and "now says" not in text and "enclosed" not in text
    rebuilt = run(
        "build", "questions", "--version", f"{version}.0", "--to", "txt", "--with-notice", "-o", "again"
    )
    assert rebuilt.exit_code == 0
    assert Path("again", notice.name).read_bytes() == notice.read_bytes()


def test_a_wrong_number_that_a_withdrawal_would_print_again_is_noticed(released: Path, run: Run) -> None:
    config = released / "policydocs.toml"
    right = config.read_text(encoding="utf-8")
    (phone,) = (line for line in right.splitlines() if line.startswith("phone"))
    config.write_text(right.replace(phone, 'phone = "360-555-0188"'), encoding="utf-8")
    change(released, "Call {{ practice.phone }}.")
    today = ("--effective", "2026-01-01", "--bump", "minor", "--why", "A new line.")
    assert run("release", "-q", *today).exit_code == 0
    take_back = ("withdraw", "questions", "1.1.0", "--dry-run", "--why", "It named a wrong number.")

    assert "policydocs.toml as “360-555-0188”" in " ".join(run(*take_back).stderr.split())

    config.write_text(right, encoding="utf-8")
    assert "360-555-0188" in run(*take_back).stderr  # it counts what is committed
    in_git(released, "commit", "--quiet", "--all", "--message", "The right number")
    assert "Please look" not in run(*take_back).stderr


def test_the_number_of_a_withdrawn_version_is_not_used_again(second: Path, run: Run) -> None:
    run("withdraw", "-q", "questions", "1.1.0", "--why", "It was a mistake.")
    change(second, "I read texts on Mondays.", "I answer texts.")

    run("release", "-q", "--bump", "minor", "--why", "It was asked.")

    assert "questions/v1.2.0" in tags(second)
    newest = read_versions(second).of("questions").newest
    assert newest is not None
    assert newest.message.previous == "questions/v1.0.0"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["1.1.0"], "the reason is missing"),
        (["7.0.0", "--why", "So."], "has no version 7.0.0"),
        (["last", "--why", "So."], "is no version"),
        (["1.1.0", "--why", "So.", "--effective", "2025-01-01"], "has passed"),
    ],
)
def test_a_withdrawal_that_cannot_be(second: Path, run: Run, arguments: list[str], said: str) -> None:
    before = tags(second)

    result = run("withdraw", "questions", *arguments)

    assert result.exit_code == 2
    assert said in result.stderr
    assert tags(second) == before


def test_a_version_is_withdrawn_once(second: Path, run: Run) -> None:
    run("withdraw", "-q", "questions", "1.1.0", "--why", "So.")

    result = run("withdraw", "questions", "1.1.0", "--why", "So.")

    assert result.exit_code == 2
    assert "withdrawn already" in result.stderr


def test_work_in_progress_is_in_no_ones_way(second: Path, run: Run) -> None:
    change(second, "I read texts on Mondays.", "I answer texts.")

    assert run("withdraw", "-q", "questions", "1.1.0", "--why", "So.").exit_code == 0

    assert in_git(second, "status", "--porcelain").strip() == "M policies/questions.md"


def test_a_policy_ends_with_its_file_and_a_notice(released: Path, run: Run) -> None:
    result = run("retire", "questions", "--why", "It is part of another policy now.")

    assert result.exit_code == 0
    ended = read_versions(released).of("questions").retirements[0]
    assert str(ended.effective) == "2026-01-31"
    assert not (released / "policies" / "questions.md").exists()
    notice = released / "handouts/questions/1.0.0/questions-end-notice-1.0.0.txt"
    assert "The last day is January 30, 2026." in notice.read_text(encoding="utf-8")
    assert in_git(released, "status", "--porcelain") == ""


def test_a_policy_that_ends_before_its_newest_version_begins_ends_with_the_one_in_force(
    released: Path, run: Run
) -> None:
    change(released, "I answer texts.")
    assert run("release", "-q", "--why", "So.", "--bump", "minor", "--effective", "2026-06-01").exit_code == 0

    shown = run("retire", "questions", "--why", "I close.", "--effective", "2026-04-01").stdout

    folder = released / "handouts/questions/1.1.0"
    told = (folder / "questions-end-notice-1.1.0.txt").read_text(encoding="utf-8")
    assert "Version 1.1.0 never takes effect." in " ".join(shown.split())
    assert "Version 1.0 ends · Ends March 31, 2026" in told
    assert "Version 1.1, which was to start on June 1, 2026, will not start." in " ".join(told.split())
    assert "This notice is about version 1.0 (January 1, 2026)." in told
    again = ("build", "questions", "--version", "1.1.0", "--with-notice", "--to", "txt", "-o", "again")
    assert run(*again).exit_code == 0
    assert (Path("again") / "questions-end-notice-1.1.0.txt").read_text(encoding="utf-8") == told
    standing = run("show", "questions", "--version", "1.1.0").stderr
    assert "never in force: the policy ends on 2026-04-01, before its day, 2026-06-01." in standing
    status = run("status")
    assert "questions 1.0.0 is in force until 2026-03-31; then it ends." in " ".join(status.stderr.split())


def test_a_first_version_that_has_not_begun_is_taken_back_and_not_ended(kept: Path, run: Run) -> None:
    assert run("release", "-q", "--effective", "2026-06-01").exit_code == 0

    refused = run("retire", "questions", "--why", "I close.", "--effective", "2026-04-01")
    shown = run("withdraw", "questions", "1.0.0", "--why", "It came too early.").stdout

    assert refused.exit_code == 2
    assert "begins only on 2026-06-01" in refused.stderr
    assert "policydocs withdraw questions 1.0.0" in refused.stderr
    assert "It never takes effect; no version is in force." in shown
    folder = kept / "handouts/questions/1.0.0"
    told = (folder / "questions-withdrawal-notice-1.0.0.txt").read_text(encoding="utf-8")
    said = " ".join(told.split())
    assert "Version 1.0 · Will not start" in said
    assert "Version 1.0, which was to start on June 1, 2026, will not start." in said
    assert "If you have a copy of version 1.0, please throw it away." in said
    assert "last day" not in said
    again = ("build", "questions", "--version", "1.0.0", "--with-notice", "--to", "txt", "-o", "again")
    assert run(*again).exit_code == 0
    assert (Path("again") / "questions-withdrawal-notice-1.0.0.txt").read_text(encoding="utf-8") == told


def test_the_notice_of_an_end_is_known_as_that(released: Path, run: Run) -> None:
    run("retire", "-q", "questions", "--why", "I close.")

    verified = run("verify", "handouts/questions/1.0.0/questions-end-notice-1.0.0-letter.pdf")

    said = " ".join(verified.stdout.split())
    assert verified.exit_code == 0
    assert "the notice that Questions ends (questions/retired/v1.0.0)" in said
    assert "In force since 2026-01-01." in said
    assert "cannot be read" not in said


def test_who_signed_the_version_that_holds_again_need_not_sign_it_again(released: Path, run: Run) -> None:
    path = released / "policies" / "questions.md"
    path.write_text(path.read_text().replace("---\n\n", "acknowledgment: true\n---\n\n", 1))
    assert run("release", "-q", "--bump", "minor", "--why", "So.", "--effective", "2026-01-01").exit_code == 0
    change(released, "I text with clients. There is a fee of $20 for each text.")
    assert run("release", "-q", "--bump", "major", "--why", "So.", "--effective", "2026-01-01").exit_code == 0

    run("withdraw", "-q", "questions", "2.0.0", "--why", "It was a mistake.")

    notice = released / "handouts/questions/2.0.0/questions-withdrawal-notice-2.0.0.txt"
    said = " ".join(notice.read_text(encoding="utf-8").split())
    assert "If you signed version 1.1 before, you need not sign it again." in said


def test_a_version_that_holds_until_a_later_one_begins_is_taken_back_with_a_notice(
    second: Path, run: Run
) -> None:
    change(second, "I answer texts about appointments.", "I answer texts.")
    assert run("release", "-q", "--why", "So.", "--bump", "minor", "--effective", "2026-06-01").exit_code == 0

    shown = run("withdraw", "questions", "1.1.0", "--why", "It was a mistake.").stdout

    assert "Version 1.0.0 is in force again." in shown
    notice = second / "handouts/questions/1.1.0/questions-withdrawal-notice-1.1.0.txt"
    assert "took back version 1.1 of this policy." in " ".join(notice.read_text(encoding="utf-8").split())


def test_a_policy_that_was_never_released_cannot_end(kept: Path, run: Run) -> None:
    result = run("retire", "questions", "--why", "So.")

    assert result.exit_code == 2
    assert "no released version" in result.stderr


OFFERS = "---\ntitle: Visits\nchecklists: []\n---\n\nYou may text me to say that you are late.\n"


@pytest.mark.parametrize("asked", [(), ("visits",)])
def test_what_another_policy_contradicts_is_not_released(
    released: Path, run: Run, asked: tuple[str, ...]
) -> None:
    write(released / "policies" / "visits.md", OFFERS)
    in_git(released, "add", "--all")
    in_git(released, "commit", "--quiet", "--message", "Visits")

    outcome = run("release", *asked, "-q")

    assert outcome.exit_code == 1
    said = " ".join(outcome.output.split())
    assert "policies/visits.md" in said
    assert "policies/questions.md, line" in said
    assert SAID in said
    assert tags(released) == ["questions/v1.0.0"]


def test_a_change_of_position_is_held_against_the_others_and_not_against_its_own_version(
    released: Path, run: Run
) -> None:
    write(released / "policies" / "visits.md", OFFERS)
    change(released, "You may text me to change a time.")
    in_git(released, "add", "--all")
    in_git(released, "commit", "--quiet", "--message", "Texting")

    outcome = run("release", "questions", "visits", "--dry-run", "--bump", "patch")

    assert outcome.exit_code == 0
    assert "not agree" not in outcome.output
