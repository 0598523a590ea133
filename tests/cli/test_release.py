"""`policydocs release`, `withdraw` and `retire`, on real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from policydocs.history.versions import read_versions
from policydocs.model import Version

from .conftest import CONFIG, PASSES, Run, write

SAID = "I do not text with clients."


@pytest.fixture
def git(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name, and a day for every commit; nothing else of this machine's git."""
    for name in [name for name in os.environ if name.startswith("GIT_") and name != "GIT_CONFIG_NOSYSTEM"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(machine / "gitconfig"))
    (machine / "gitconfig").write_text("[user]\n\tname = Jo Lee\n\temail = jo@example.org\n")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2025-12-31T12:00:00+00:00")


def in_git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.fixture
def kept(practice: Path, git: None) -> Path:
    """The practice in git, all committed."""
    write(practice / ".gitignore", "/handouts/\n")
    in_git(practice, "init", "--quiet", "--template=", "--initial-branch=main")
    in_git(practice, "add", "--all")
    in_git(practice, "commit", "--quiet", "--message", "First state")
    return practice


@pytest.fixture
def released(kept: Path, run: Run) -> Path:
    """With version 1.0.0 of `questions`."""
    assert run("release", "-q").exit_code == 0
    return kept


def change(practice: Path, new: str, old: str = SAID) -> None:
    path = practice / "policies" / "questions.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def tags(practice: Path) -> list[str]:
    return in_git(practice, "tag", "--list").split()


# --- A release -----------------------------------------------------------------------------------


def test_the_first_version_is_1_0_0_with_everything_in_one_commit(kept: Path, run: Run) -> None:
    result = run("release")

    assert result.exit_code == 0
    assert "Released: questions/v1.0.0" in result.stdout
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


# --- Refusals ------------------------------------------------------------------------------------


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


# --- Surroundings --------------------------------------------------------------------------------


def test_a_linked_working_tree_releases_on_its_own_branch(kept: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other desk é"
    in_git(kept, "worktree", "add", "--quiet", "-b", "other", str(other))

    result = run("-C", str(other), "release", "-q")

    assert result.exit_code == 0, result.output
    assert in_git(other, "status", "--porcelain") == ""
    assert in_git(other, "rev-parse", "questions/v1.0.0^{}") == in_git(other, "rev-parse", "other")
    assert in_git(kept, "rev-list", "--count", "main") == "1"


def test_a_practice_within_a_larger_repository(practice: Path, git: None, run: Run) -> None:
    top = practice.parent
    write(top / "letters" / "a.txt", "other work")
    in_git(top, "init", "--quiet", "--template=")
    in_git(top, "add", "--all", "desk", "letters")
    in_git(top, "commit", "--quiet", "--message", "First state")

    assert run("release", "-q").exit_code == 0

    changed = in_git(top, "show", "--name-only", "--format=", "HEAD").split()
    assert changed == ["desk/CHANGELOG.md"]
    assert "desk/policies" not in in_git(top, "status", "--porcelain")


def test_windows_line_ends_in_the_working_tree(kept: Path, run: Run) -> None:
    in_git(kept, "config", "core.autocrlf", "true")
    path = kept / "policies" / "questions.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b" {#texting}", b""))

    assert run("release", "-q").exit_code == 0

    assert b"\r\n" in path.read_bytes()
    assert b"## Texting {#texting}\r\n" in path.read_bytes()
    shown = subprocess.run(
        ["git", "cat-file", "blob", "HEAD:policies/questions.md"], cwd=kept, capture_output=True, check=True
    )
    assert b"\r" not in shown.stdout
    assert in_git(kept, "status", "--porcelain") == ""


def test_a_pre_commit_hook_is_asked_and_can_refuse(kept: Path, run: Run) -> None:
    hook = kept / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ngit diff --cached --name-only >&2\nexit 1\n")
    hook.chmod(0o755)

    result = run("release")

    assert result.exit_code == 2
    assert "pre-commit hook is against this release: CHANGELOG.md" in " ".join(result.stderr.split())
    assert tags(kept) == []


def test_a_release_is_signed_where_git_is_set_up_so(kept: Path, run: Run, machine: Path) -> None:
    key = machine / "key"
    try:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    except FileNotFoundError:
        pytest.skip("ssh-keygen is not installed")
    (machine / "allowed").write_text(f"jo@example.org {key.with_suffix('.pub').read_text()}")
    for name, value in {
        "gpg.format": "ssh",
        "user.signingKey": str(key),
        "gpg.ssh.allowedSignersFile": str(machine / "allowed"),
        "tag.gpgSign": "true",
        "commit.gpgSign": "true",
    }.items():
        in_git(kept, "config", name, value)

    assert run("release", "-q").exit_code == 0

    in_git(kept, "verify-tag", "questions/v1.0.0")
    in_git(kept, "verify-commit", "HEAD")
    (release,) = read_versions(kept).of("questions").releases
    assert release.signed


def test_a_key_that_cannot_sign_leaves_all_as_before(kept: Path, run: Run, machine: Path) -> None:
    in_git(kept, "config", "gpg.format", "ssh")
    in_git(kept, "config", "user.signingKey", str(machine / "no-key"))
    in_git(kept, "config", "tag.gpgSign", "true")

    result = run("release")

    assert result.exit_code == 3
    assert "could not sign" in result.stderr
    assert tags(kept) == []
    assert in_git(kept, "status", "--porcelain") == ""


def test_branch_and_versions_are_sent_together(kept: Path, run: Run, tmp_path: Path) -> None:
    shared = tmp_path / "shared.git"
    in_git(tmp_path, "init", "--quiet", "--bare", str(shared))
    in_git(kept, "remote", "add", "origin", str(shared))
    in_git(kept, "push", "--quiet", "--set-upstream", "origin", "main")

    assert run("release", "-q", "--push").exit_code == 0

    assert in_git(shared, "tag", "--list") == "questions/v1.0.0"
    assert in_git(shared, "rev-parse", "main") == in_git(kept, "rev-parse", "HEAD")


def test_a_shared_copy_that_refuses_gets_nothing(kept: Path, run: Run, tmp_path: Path) -> None:
    shared = tmp_path / "shared.git"
    in_git(tmp_path, "init", "--quiet", "--bare", str(shared))
    in_git(kept, "remote", "add", "origin", str(shared))
    in_git(kept, "push", "--quiet", "--set-upstream", "origin", "main")
    hook = shared / "hooks" / "update"
    hook.write_text('#!/bin/sh\ncase "$1" in refs/tags/*) exit 1;; esac\n')
    hook.chmod(0o755)

    result = run("release", "-q", "--push")

    assert result.exit_code == 3
    assert "did not take it" in result.stderr
    assert in_git(shared, "tag", "--list") == ""
    assert in_git(shared, "rev-list", "--count", "main") == "1"
    assert tags(kept) == ["questions/v1.0.0"]


def test_an_interrupted_release_is_finished_by_the_next_command(kept: Path, run: Run) -> None:
    (kept / "handouts").write_text("in the way")
    result = run("release")
    assert result.exit_code == 3
    assert "Whichever command you run next finishes it" in result.stderr
    (kept / "handouts").unlink()

    result = run("validate")

    assert "had been interrupted. It is complete now." in " ".join(result.stderr.split())
    assert (kept / "handouts/questions/1.0.0/questions-1.0.0.txt").exists()
    assert "interrupted" not in run("validate").stderr


@pytest.fixture
def interrupted(kept: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release that stopped behind its journal, before branch and tags moved."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("policydocs.history.release.carry_through", stopped)
        assert run("release", "-q").exit_code == 130
    assert (kept / ".git/policydocs/journal.json").exists()
    assert tags(kept) == []
    return kept


def test_an_interrupted_release_is_undone_where_that_is_asked(interrupted: Path, run: Run) -> None:
    undone = run("release", "--undo")

    assert undone.exit_code == 0
    assert "undone" in undone.stdout
    assert tags(interrupted) == []
    assert in_git(interrupted, "rev-list", "--count", "HEAD") == "1"
    assert in_git(interrupted, "status", "--porcelain") == ""
    assert "interrupted" not in run("validate").stderr


def test_a_release_behind_a_lock_waits_for_the_person(
    interrupted: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policydocs.history.ref_transaction.WAIT_S", 0.1)
    lock = interrupted / ".git" / "refs" / "heads" / "main.lock"
    lock.write_text("of somebody else")

    before = run("validate")
    unlocked = run("release", "--unlock")

    assert "policydocs release --unlock" in before.stderr
    assert lock.name in before.stderr
    assert unlocked.exit_code == 0
    assert "complete" in unlocked.stdout
    assert tags(interrupted) == ["questions/v1.0.0"]
    assert not lock.exists()
    assert in_git(interrupted, "status", "--porcelain") == ""


def test_a_release_that_is_complete_is_not_undone(released: Path, run: Run) -> None:
    result = run("release", "--undo")

    assert result.exit_code == 0
    assert "No release was interrupted here" in result.stdout
    assert tags(released) == ["questions/v1.0.0"]


def test_nothing_to_unlock(kept: Path, run: Run) -> None:
    result = run("release", "--unlock")

    assert result.exit_code == 0
    assert "No release was interrupted here" in result.stdout


# --- Taken back, ended ---------------------------------------------------------------------------


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
