"""`init` in a git repository adds what is missing, and touches nothing that is the user's."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from policydocs.cli import init as init_module

from .conftest import CONFIG, PASSES, Run, write

WHO = ("--practice", "Harbor Counseling", "--clinician", "Jo Lee", "--licensed-in", "Washington State")
ALL = {
    ".gitattributes",
    ".gitignore",
    ".policydocs/config.schema.json",
    "policies/good-faith-estimate.md",
    "policies/practice-policies.md",
    "policies/release-of-information.md",
    "policies/social-media.md",
    "policies/telehealth-consent.md",
    "policydocs.toml",
}


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def repository(empty: Path) -> Path:
    """A repository with a commit, a staged, a changed and a new file of the user's; the current folder."""
    git("init", "--quiet")
    git("config", "user.name", "Own Name")
    git("config", "user.email", "own@example.org")
    for name in ("staged", "changed"):
        write(empty / name, "before")
        git("add", name)
    git("commit", "--quiet", "--message", "Mine")
    write(empty / "staged", "after")
    git("add", "staged")
    write(empty / "changed", "after")
    write(empty / "new", "new")
    return empty


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def test_what_is_missing_is_added_in_a_commit_that_holds_nothing_else(repository: Path, run: Run) -> None:
    before = contents(repository)

    outcome = run("init", *WHO)

    assert outcome.exit_code == 0, outcome.stderr
    assert set(outcome.stdout.split()) == ALL
    assert set(git("show", "--name-only", "--format=").split()) == ALL
    assert git("show", "--no-patch", "--format=%an") == "Own Name\n"
    assert git("status", "--porcelain").splitlines() == [" M changed", "M  staged", "?? new"]
    assert {path: data for path, data in contents(repository).items() if path not in ALL} == before


def test_at_a_terminal_the_license_and_the_coverage_are_asked_as_in_a_new_folder(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init_module, "_can_ask", lambda: True)
    facts = "\n" * 9

    outcome = run("init", *WHO, stdin=f"lpc\nyes\n{facts}")

    assert outcome.exit_code == 0, outcome.stderr
    assert "aca-2014" in (repository / "policydocs.toml").read_text(encoding="utf-8")
    assert (repository / "policies" / "privacy-notice.md").is_file()


def test_where_the_practice_is_described_already_nothing_is_asked(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init_module, "_can_ask", lambda: True)
    write(repository / "policydocs.toml", CONFIG)

    outcome = run("init", stdin="")

    assert outcome.exit_code == 0, outcome.stderr
    assert "questions" not in outcome.stderr


def test_a_second_run_finds_nothing_missing_and_changes_nothing(repository: Path, run: Run) -> None:
    run("init", *WHO)
    before, head = contents(repository), git("rev-parse", "HEAD")

    outcome = run("init")

    assert outcome.exit_code == 0, outcome.stderr
    assert "Nothing is missing" in outcome.stderr
    assert (contents(repository), git("rev-parse", "HEAD")) == (before, head)


def test_files_that_are_there_stay_and_what_they_lack_is_told(repository: Path, run: Run) -> None:
    write(repository / ".gitignore", "*.tmp\n*.sqlite3\n")
    write(repository / "policydocs.toml", CONFIG)
    write(repository / "policies" / "questions.md", PASSES)

    outcome = run("init")

    assert outcome.exit_code == 0, outcome.stderr
    assert outcome.stdout.split() == [".gitattributes"]
    assert (repository / ".gitignore").read_text() == "*.tmp\n*.sqlite3\n"
    assert "    *.eml\n" in outcome.stderr
    assert "    *.sqlite3\n" not in outcome.stderr


def test_the_policies_to_start_from_go_where_the_practice_keeps_its_own(repository: Path, run: Run) -> None:
    facts = '\n[practice.facts]\nlicensed_in = "Washington"\n'
    head, table, rest = CONFIG.partition("\n[[clinicians]]")
    more = 'email = "a@example.org"\nwebsite = "https://example.org"\nhours = "noon"\n'
    write(
        repository / "policydocs.toml",
        f'{head}{more}{facts}{table}{rest}\n[policies]\nfolder = "for-clients"\n',
    )

    outcome = run("init")

    assert "for-clients/social-media.md" in outcome.stdout
    assert run("validate").exit_code == 0


def test_starter_policies_that_need_facts_which_are_not_there_are_not_added(
    repository: Path, run: Run
) -> None:
    write(repository / "policydocs.toml", CONFIG)

    outcome = run("init")

    assert outcome.exit_code == 0, outcome.stderr
    assert [path.name for path in (repository / "policies").iterdir()] == ["release-of-information.md"]


def test_a_policy_chosen_by_name_is_added_beside_others(repository: Path, run: Run) -> None:
    write(repository / "policydocs.toml", CONFIG)
    write(repository / "policies" / "questions.md", PASSES)

    outcome = run("init", "--policies", "release-of-information")

    assert outcome.exit_code == 0, outcome.stderr
    names = sorted(path.name for path in (repository / "policies").iterdir())
    assert names == ["questions.md", "release-of-information.md"]


def test_one_chosen_by_name_whose_facts_are_not_there_is_told_and_nothing_is_added(
    repository: Path, run: Run
) -> None:
    write(repository / "policydocs.toml", CONFIG)

    outcome = run("init", "--policies", "privacy-notice")

    assert outcome.exit_code == 2
    assert 'privacy_officer = "..."' in outcome.stderr
    assert not (repository / "policies").exists()


def test_a_repository_without_a_commit_gets_its_first(empty: Path, run: Run) -> None:
    git("init", "--quiet")
    git("config", "user.name", "Own Name")
    git("config", "user.email", "own@example.org")

    outcome = run("init", *WHO)

    assert outcome.exit_code == 0, outcome.stderr
    assert set(git("ls-files").split()) == ALL
    assert git("status", "--porcelain") == ""


def test_where_git_knows_no_name_the_files_are_made_and_the_two_commands_told(empty: Path, run: Run) -> None:
    git("init", "--quiet")

    outcome = run("init", *WHO)

    assert outcome.exit_code == 0, outcome.stderr
    assert set(outcome.stdout.split()) == ALL
    assert "git config --global user.name" in outcome.stderr
    assert git("ls-files") == ""


def test_a_merge_that_is_going_on_is_not_mixed_up_with_it(repository: Path, run: Run) -> None:
    (repository / ".git" / "MERGE_HEAD").write_text(git("rev-parse", "HEAD"))

    outcome = run("init", *WHO)

    assert outcome.exit_code == 0, outcome.stderr
    assert "a merge is going on" in outcome.stderr
    assert git("log", "--format=%s") == "Mine\n"


@pytest.mark.skipif(os.name == "nt", reason="a hook is a program with a mode bit")
def test_a_hook_that_refuses_leaves_the_repository_as_it_was(repository: Path, run: Run) -> None:
    hook = write(repository / ".git" / "hooks" / "pre-commit", "#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    before, status = contents(repository), git("status", "--porcelain")

    outcome = run("init", *WHO)

    assert outcome.exit_code == 3
    assert "not today" in outcome.stderr
    assert (contents(repository), git("status", "--porcelain")) == (before, status)
    assert not (repository / "policies").exists()


def test_a_configuration_that_cannot_be_read_is_told_and_nothing_is_added(repository: Path, run: Run) -> None:
    write(repository / "policydocs.toml", "[practice\n")
    before = contents(repository)

    outcome = run("init")

    assert outcome.exit_code == 2
    assert "policydocs.toml:1" in outcome.stderr
    assert contents(repository) == before


def test_a_link_to_nowhere_is_not_written_over(repository: Path, run: Run) -> None:
    (repository / ".gitignore").symlink_to(repository / "nowhere")

    run("init", *WHO)

    assert (repository / ".gitignore").is_symlink()
    assert not (repository / "nowhere").exists()


def test_a_folder_with_other_things_that_is_no_repository_is_refused(empty: Path, run: Run) -> None:
    write(empty / "letter.txt", "mine")

    outcome = run("init", *WHO)

    assert outcome.exit_code == 2
    assert "not empty" in outcome.stderr
    assert set(contents(empty)) == {"letter.txt"}
