"""A new folder for a practice: whole, valid and in git; or nothing at all."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from policydocs.cli import init as init_module
from policydocs.source.config import read_config
from policydocs.starters.files import BLANKS, STARTERS
from policydocs.starters.professions import PROFESSIONS

from .conftest import Run

ALL = (
    *("--practice", "Harbor Counseling", "--clinician", "Jo Lee", "--credentials", "LICSW"),
    *("--phone", "360-555-0100", "--email", "office@example.org", "--website", "https://example.org"),
    *("--address", "1 Main Street; Port Linden, WA 98099", "--licensed-in", "Washington State"),
    *("--hours", "Monday to Friday, 9 a.m. to 5 p.m.", "--license", "LW 00000000"),
    *("--video-service", "Larchroom", "--privacy-officer", "Jo Lee"),
    *("--privacy-notice-date", "January 1, 2026", "--state-privacy-law", "chapter 70.02 RCW is stricter"),
)


def git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout


def test_the_folder_has_all_files_and_a_first_commit_of_them(empty: Path, run: Run) -> None:
    outcome = run("init", "new", *ALL)

    assert outcome.exit_code == 0, outcome.stderr
    files = sorted(git(empty / "new", "ls-files").split())
    assert files == [
        ".gitattributes",
        ".gitignore",
        ".policydocs/config.schema.json",
        "policies/good-faith-estimate.md",
        "policies/practice-policies.md",
        "policies/release-of-information.md",
        "policies/social-media.md",
        "policies/telehealth-consent.md",
        "policydocs.toml",
    ]
    assert git(empty / "new", "status", "--porcelain") == ""
    assert git(empty / "new", "log", "--format=%an <%ae>") == "Jo Lee <office@example.org>\n"
    assert outcome.stdout.split() == [str(Path("new") / name) for name in files]


def test_its_first_commit_is_of_the_day_that_is_meant(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.delenv(name, raising=False)

    assert run("init", "new", *ALL).exit_code == 0

    assert git(empty / "new", "log", "--format=%at %ct") == "1767225600 1767225600\n"


def test_clients_data_is_kept_out_of_git(empty: Path, run: Run) -> None:
    run("init", "new", *ALL)

    for name in ("roster.csv", "clients.sqlite3", "handouts/x.pdf", "letter.eml"):
        assert git(empty / "new", "check-ignore", name).strip() == name


def test_what_it_made_validates_and_builds_at_once(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", ".", *ALL)

    validated = run("validate")
    built = run("build", "--to", "pdf,txt")

    assert validated.exit_code == 0, validated.stdout
    assert built.exit_code == 0, built.stderr
    assert built.stdout.count(".pdf") == built.stdout.count(".txt") == 5


@pytest.mark.parametrize("covered", [True, False])
@pytest.mark.parametrize("profession", PROFESSIONS)
def test_for_every_license_and_coverage_nothing_but_blanks_is_left_to_do(
    empty: Path, run: Run, profession: str, covered: bool
) -> None:
    flag = "--covered" if covered else "--not-covered"
    who = ("--no-input", "--no-git", "--practice", "Harbor", "--clinician", "Jo Lee")

    made = run("init", ".", *who, "--profession", profession, flag)
    validated = run("validate", "--format", "json")

    assert made.exit_code == 0, made.stderr
    assert (empty / "policies/privacy-notice.md").exists() is covered
    found = [(one["policy"], f) for one in json.loads(validated.stdout) for f in one["findings"]]
    left = [(slug, f["message"]) for slug, f in found if f["severity"] != "note"]
    assert left
    assert [said for said in left if "blank was left to fill in" not in said[1]] == []
    text = (empty / "policies/practice-policies.md").read_text("utf-8")
    assert f"I am a {PROFESSIONS[profession].profession} licensed" in text
    assert ("Notice of Privacy Practices" in text) is covered
    assert read_config((empty / "policydocs.toml").read_bytes()).checklists == (
        *PROFESSIONS[profession].checklists,
        "good-practice",
    )


def test_no_mark_of_ours_is_left_in_a_policy(empty: Path, run: Run) -> None:
    for profession in PROFESSIONS:
        run("init", profession, *ALL, "--no-git", "--profession", profession, "--covered")

    texts = [path.read_text("utf-8") for path in empty.glob("*/policies/*.md")]

    assert len(texts) == 6 * len(PROFESSIONS)
    assert not [found for text in texts for found in re.findall(r"@[A-Za-z_ ]+@", text)]


def test_the_policies_to_start_from_can_be_chosen_by_name(empty: Path, run: Run) -> None:
    outcome = run("init", "new", *ALL, "--no-git", "--policies", "social-media, telehealth-consent")

    assert outcome.exit_code == 0, outcome.stderr
    made = sorted(path.stem for path in (empty / "new/policies").iterdir())
    assert made == ["social-media", "telehealth-consent"]
    assert "  telehealth-consent  Telehealth Consent" in outcome.stderr


def test_a_policy_to_start_from_that_there_is_not_is_told_with_those_that_there_are(
    empty: Path, run: Run
) -> None:
    outcome = run("init", "new", *ALL, "--policies", "texting")

    assert outcome.exit_code == 2
    assert '"texting"' in outcome.stderr
    assert "telehealth-consent" in outcome.stderr
    assert not (empty / "new").exists()


@pytest.mark.parametrize("slug", STARTERS)
def test_help_lists_every_policy_to_start_from(slug: str, run: Run) -> None:
    assert slug in run("init", "--help").stdout


def test_without_a_word_on_coverage_the_notice_is_left_out_and_that_is_told(empty: Path, run: Run) -> None:
    outcome = run("init", "new", *ALL, "--no-git")

    assert not (empty / "new/policies/privacy-notice.md").exists()
    assert "policydocs init --policies privacy-notice" in outcome.stderr


def test_answers_with_quotes_and_markup_come_out_as_they_were_typed(empty: Path, run: Run) -> None:
    odd = 'O\'Brien & "Söhne" \\ {{ practice.phone }} <b>'

    outcome = run("init", "new", "--practice", odd, "--clinician", odd, "--address", "1 A; ;2 B\\")

    assert outcome.exit_code == 0, outcome.stderr
    practice = read_config((empty / "new" / "policydocs.toml").read_bytes()).practice
    assert practice.name == odd
    assert practice.clinicians[0].name == odd
    assert practice.facts["address"] == "1 A\n2 B\\"


def test_facts_that_were_not_given_are_told_and_are_blanks(empty: Path, run: Run) -> None:
    outcome = run("init", "new", "--no-input", "--practice", "Harbor", "--clinician", "Jo Lee")

    assert outcome.exit_code == 0
    assert "Not said yet: phone, email, website," in outcome.stderr
    assert "policydocs.toml" in outcome.stderr
    assert 'phone = "[your phone number]"' in (empty / "new/policydocs.toml").read_text(encoding="utf-8")


def test_a_fact_that_was_left_out_is_filled_in_at_one_place(empty: Path, run: Run) -> None:
    run("init", "new", "--no-input", "--practice", "Harbor", "--clinician", "Jo Lee")
    settings = empty / "new" / "policydocs.toml"
    before = run("-C", "new", "validate", "social-media").stdout

    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[your phone number]", "360-555-0142"), encoding="utf-8"
    )
    after = run("-C", "new", "validate", "social-media").stdout

    assert 'phone = "..."' in before
    assert 'phone = "..."' not in after
    assert "[your phone number]" not in after


def test_a_blank_of_a_clinician_is_told_with_its_place_too(empty: Path, run: Run) -> None:
    run("init", "new", "--no-input", "--no-git", "--practice", "Harbor", "--clinician", "Jo Lee")

    told = " ".join(run("-C", "new", "validate", "practice-policies").stdout.split())

    assert 'fill it in there, at credentials = "..."' in told
    assert 'fill it in there, at license = "..."' in told


def test_handouts_can_be_looked_at_before_every_fact_is_known(empty: Path, run: Run) -> None:
    run("init", "new", "--no-input", "--practice", "Harbor", "--clinician", "Jo Lee")

    built = run("-C", "new", "build", "-o", "out")

    assert built.exit_code == 0, built.stderr
    assert "[your phone number]" in (empty / "out" / "social-media-draft.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["file", "hidden", "folder"])
def test_a_folder_with_something_in_it_is_left_as_it_is(empty: Path, run: Run, content: str) -> None:
    there = {"file": empty / "letter.docx", "hidden": empty / ".settings", "folder": empty / "old"}[content]
    there.mkdir() if content == "folder" else there.write_text("mine", encoding="utf-8")

    outcome = run("init", *ALL)

    assert outcome.exit_code == 2
    assert there.name in outcome.stderr
    assert "policydocs init my-practice" in outcome.stderr
    assert list(empty.iterdir()) == [there]


def test_what_a_file_manager_left_is_nothing(empty: Path, run: Run) -> None:
    (empty / ".DS_Store").write_bytes(b"\0")

    assert run("init", *ALL).exit_code == 0


def test_a_file_in_its_place_is_told(empty: Path, run: Run) -> None:
    (empty / "new").write_text("mine", encoding="utf-8")

    outcome = run("init", "new", *ALL)

    assert outcome.exit_code == 2
    assert "This is a file, not a folder." in outcome.stderr


def test_without_a_name_nothing_is_made_and_the_flags_are_told(empty: Path, run: Run) -> None:
    outcome = run("init", "new")

    assert outcome.exit_code == 2
    assert "--practice, --clinician" in outcome.stderr
    assert not (empty / "new").exists()


@pytest.mark.parametrize(
    ("flag", "value", "said"),
    [
        ("--practice", "  ", "cannot be empty"),
        ("--phone", "555\x07", "cannot be printed"),
        ("--email", "office", "no e-mail address"),
        ("--website", "javascript:alert(1)", "no address of a website"),
        ("--practice-id", "Not An Id", "not-an-id"),
        ("--hours", "x" * 501, "longer than 500"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_with_its_flag(
    empty: Path, run: Run, flag: str, value: str, said: str
) -> None:
    outcome = run("init", "new", *ALL, flag, value)

    assert outcome.exit_code == 2
    assert f"{flag}: " in outcome.stderr
    assert said in outcome.stderr
    assert not (empty / "new").exists()


def test_without_git_nothing_is_made_and_the_way_to_get_it_is_told(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(empty))

    outcome = run("init", "new", *ALL)

    assert outcome.exit_code == 3
    assert "git was not found" in outcome.stderr
    assert not (empty / "new").exists()


def test_the_files_alone_can_be_made_without_git(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(empty))

    outcome = run("init", "new", "--no-git", *ALL)

    assert outcome.exit_code == 0, outcome.stderr
    assert (empty / "new" / "policydocs.toml").is_file()
    assert not (empty / "new" / ".git").exists()
    assert "git init" in outcome.stderr


def test_an_interrupt_leaves_nothing(empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("policydocs.history.repository.begin_repository", interrupt)

    outcome = run("init", "deep/new", *ALL)

    assert outcome.exit_code == 130
    assert list(empty.iterdir()) == []


def test_a_failing_disk_leaves_the_empty_folder_empty(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "policies":
            raise OSError(28, "No space left on device")
        return original(self, target)

    monkeypatch.setattr(Path, "rename", fail)

    outcome = run("init", *ALL)

    assert outcome.exit_code == 3
    assert "No space left on device" in outcome.stderr
    assert list(empty.iterdir()) == []


def test_at_a_terminal_each_question_is_asked_again_until_its_answer_can_be_kept(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init_module, "_can_ask", lambda: True)
    answers = [
        "dentist",
        "LPC",
        "perhaps",
        "no",
        "",
        "Harbor",
        "Jo Lee",
        "",
        "ask me",
        "360-555-0100",
        "nonsense",
        "o@example.org",
        "",
        "1 A; 2 B",
        "",
        "",
        "State license 00000001",
    ]

    outcome = run("init", "new", stdin="\n".join(answers) + "\n")

    assert outcome.exit_code == 0, outcome.stderr
    assert "It cannot be empty." in outcome.stderr
    assert "is no e-mail address" in outcome.stderr
    assert "is no phone number" in outcome.stderr
    assert "expected one of lcsw, lpc," in outcome.stderr
    assert "expected yes or no" in outcome.stderr
    practice = read_config((empty / "new" / "policydocs.toml").read_bytes()).practice
    assert practice.facts["email"] == "o@example.org"
    assert practice.facts["address"] == "1 A\n2 B"
    assert practice.facts["website"] == BLANKS["website"]
    settings = (empty / "new/policydocs.toml").read_text(encoding="utf-8")
    assert "aca-2014" in settings
    assert 'license = "State license 00000001"' in settings
    assert "\ncovered_entity = false\n" in settings


def test_answers_that_break_off_leave_nothing(empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init_module, "_can_ask", lambda: True)

    outcome = run("init", "new", stdin="lcsw\nno\nHarbor\n")

    assert outcome.exit_code == 2
    assert "--clinician" in outcome.stderr
    assert not (empty / "new").exists()


def test_without_a_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Harbor\n"))

    assert not init_module._can_ask()
