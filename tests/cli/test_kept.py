"""What was found in a policy is kept until anything changes on which it depends."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from policydocs.cli import examining, kept
from policydocs.cli.checking import Checker
from policydocs.model import Policy

from .conftest import CONFIG, PASSES, Run, write
from .kept_in_git import git, in_git
from .kept_in_git import kept as in_a_repository

__all__ = ["git", "in_a_repository"]

OURS = """\
id: ours
title: Our own rules
kind: good-practice
edition: "1"
requirements:
  - id: hours
    clause: Hours
    paraphrase: A client is told when we answer.
    force: should
    documents: [social-media-policy]
    topics: [response_time_or_emergency]
    requires:
      - id: hours
        text: when we answer
        any: [{topic: response_time_or_emergency}]
        fix: I answer within one business day.
"""


OFFERS = PASSES.replace("I do not text with clients.", "You may text me to say that you are late.")


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The policies that were looked at anew, as they come."""
    seen: list[str] = []
    examine = Checker.examine

    def noted(self: Checker, policy: Policy, **how: tuple[str, ...]) -> object:
        seen.append(policy.slug)
        return examine(self, policy, **how)

    monkeypatch.setattr(Checker, "examine", noted)
    return seen


@pytest.fixture
def practice_in_git(in_a_repository: Path, looked_at: list[str], run: Run) -> Path:
    """The practice with two policies that were both looked at once."""
    write(in_a_repository / "policies" / "late.md", PASSES.replace("Questions", "Being late"))
    run("validate")
    assert looked_at == ["late", "questions"]
    looked_at.clear()
    return in_a_repository


def place(folder: Path, slug: str = "questions") -> Path:
    return folder / ".git" / "policydocs" / "checked" / f"{slug}.json"


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "html"])
def test_what_did_not_change_is_not_looked_at_again_and_told_as_before(
    practice_in_git: Path, looked_at: list[str], run: Run, format_: str
) -> None:
    again = run("validate", "--format", format_, "--evidence")
    for slug in ("late", "questions"):
        place(practice_in_git, slug).unlink()

    assert looked_at == []
    assert again.stdout == run("validate", "--format", format_, "--evidence").stdout
    assert looked_at == ["late", "questions"]


def test_only_the_policy_that_changed_is_looked_at(
    practice_in_git: Path, looked_at: list[str], run: Run
) -> None:
    path = practice_in_git / "policies" / "late.md"
    path.write_text(path.read_text() + "\nCall [PHONE].\n")

    assert "unfilled-blank" in run("validate", "--format", "json").stdout
    assert looked_at == ["late"]


def fact(folder: Path) -> None:
    write(folder / "policydocs.toml", CONFIG.replace("0100", "0142"))


def own_checklist(folder: Path) -> None:
    write(folder / "checklists" / "ours.yaml", OURS)


def translation(folder: Path) -> None:
    write(folder / "policies" / "late.es.md", "---\ntitle: Tarde\ntranslates: 1.0.0\n---\n\nLlame.\n")


def program(folder: Path) -> None:
    kept._program.cache_clear()
    os.utime(Path(kept.__file__))


@pytest.mark.parametrize("change", [fact, own_checklist, translation, program])
def test_a_change_that_all_depend_on_has_all_looked_at(
    practice_in_git: Path, looked_at: list[str], run: Run, change: Callable[[Path], None]
) -> None:
    change(practice_in_git)
    run("validate")

    assert {"late", "questions"} <= set(looked_at)


def test_another_day_other_checklists_and_other_editions_are_looked_at(
    practice_in_git: Path, looked_at: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("validate", "questions", "--checklist", "nasw-2021")
    run("validate", "questions", "--as-of", "2019-01-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1801440000")
    outcome = run("validate", "questions")

    assert looked_at == ["questions"] * 3
    assert "last read through" in outcome.stdout


def test_a_translation_is_looked_at_when_its_source_changed_and_when_a_version_came(
    practice_in_git: Path, looked_at: list[str], run: Run
) -> None:
    translation(practice_in_git)
    run("validate")
    looked_at.clear()
    run("validate", "late.es")
    assert looked_at == []

    path = practice_in_git / "policies" / "late.md"
    path.write_text(path.read_text() + "\nOne more.\n")
    run("validate", "late.es")
    assert looked_at == ["late.es"]

    in_git(practice_in_git, "add", "--all")
    in_git(practice_in_git, "commit", "--quiet", "--message", "Late")
    assert run("release", "late", "-q").exit_code == 0
    looked_at.clear()
    run("validate", "late.es")
    assert looked_at == ["late.es"]


def test_policies_that_are_kept_are_still_held_against_each_other(
    practice_in_git: Path, looked_at: list[str], run: Run
) -> None:
    write(practice_in_git / "policies" / "late.md", OFFERS)
    first = run("validate", "--format", "json").stdout
    looked_at.clear()

    assert run("validate", "--format", "json").stdout == first
    assert "policies-disagree" in first
    assert looked_at == []


def test_one_policy_is_held_against_others_that_are_kept(
    practice_in_git: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(practice_in_git / "policies" / "late.md", OFFERS)
    run("validate")
    monkeypatch.setattr(Checker, "says", None)  # nobody asks a text

    assert "policies-disagree" in run("validate", "questions", "--format", "json").stdout


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"[1, 2, 3]", b"\xff\xfe", b"[" * 100_000, b'["key", []]', b"5", b"null"],
    ids=lambda content: repr(content[:8]),
)
def test_what_is_damaged_counts_as_not_kept(
    practice_in_git: Path, looked_at: list[str], run: Run, content: bytes
) -> None:
    place(practice_in_git).write_bytes(content)

    assert run("validate", "questions").exit_code == 0
    assert looked_at == ["questions"]


def test_a_right_key_does_not_make_other_data_right(
    practice_in_git: Path, looked_at: list[str], run: Run
) -> None:
    key, _ = json.loads(place(practice_in_git).read_bytes())
    place(practice_in_git).write_text(json.dumps([key, [["no", "report"]]]))

    assert run("validate", "questions").exit_code == 0
    assert looked_at == ["questions"]


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_said(
    practice_in_git: Path, looked_at: list[str], run: Run
) -> None:
    folder = place(practice_in_git).parent
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("no folder")

    outcome = run("validate", "questions")
    assert (outcome.exit_code, looked_at) == (0, ["questions"])
    assert "checked" not in outcome.stderr


def test_outside_of_git_nothing_is_kept(practice: Path, looked_at: list[str], run: Run) -> None:
    run("validate")
    run("validate")

    assert looked_at == ["questions", "questions"]
    assert [path.name for path in practice.rglob("*.json")] == []


def test_a_file_that_cannot_be_read_is_told_each_time(practice_in_git: Path, run: Run) -> None:
    write(practice_in_git / "policies" / "late.md", "---\ntitel: Late\n---\n\nText.\n")

    assert run("validate").exit_code == run("validate").exit_code == 2


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    practice_in_git: Path, looked_at: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = practice_in_git / "policies" / "late.md"
    path.write_text(path.read_text() + "\nOne more.\n")
    texts = iter([b"before", b"after"])
    monkeypatch.setattr(examining, "_own", lambda *_: (next(texts),))
    before = place(practice_in_git, "late").read_bytes()

    run("validate", "late")

    assert place(practice_in_git, "late").read_bytes() == before


def changed_while(monkeypatch: pytest.MonkeyPatch, slug: str, change: Callable[[], object]) -> None:
    """Something changes just when a policy is looked at, once."""
    examine = Checker.examine
    left = [change]

    def then(self: Checker, policy: Policy, **how: tuple[str, ...]) -> object:
        found = examine(self, policy, **how)
        if policy.slug == slug and left:
            left.pop()()
        return found

    monkeypatch.setattr(Checker, "examine", then)


def test_facts_that_change_while_policies_are_looked_at_are_seen_the_next_time(
    practice_in_git: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(practice_in_git / "policydocs.toml", CONFIG.replace("360-555-0100", "[your phone]"))
    changed_while(monkeypatch, "late", lambda: write(practice_in_git / "policydocs.toml", CONFIG))

    assert "unfilled-blank" in run("validate", "--format", "json").stdout
    assert "unfilled-blank" not in run("validate", "--format", "json").stdout


def test_a_source_that_changes_before_its_translation_is_looked_at_is_seen_the_next_time(
    practice_in_git: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        practice_in_git / "policies" / "late.es.md", "---\ntitle: Tarde\ntranslates: 1.0.0\n---\n\nLlame.\n"
    )
    path = practice_in_git / "policies" / "late.md"
    path.write_text(path.read_text() + "\nOne more.\n")
    changed_while(
        monkeypatch, "late", lambda: path.write_text(path.read_text() + "\n## Parking\n\nPark behind.\n")
    )

    run("validate")
    again = run("validate", "late.es", "--format", "json").stdout
    place(practice_in_git, "late.es").unlink()

    assert again == run("validate", "late.es", "--format", "json").stdout


def test_of_a_policy_that_is_gone_nothing_stays(practice_in_git: Path, run: Run) -> None:
    (practice_in_git / "policies" / "late.md").unlink()
    (place(practice_in_git).parent / ".new-left").write_text("of a run that was killed")

    run("validate")

    assert [path.name for path in place(practice_in_git).parent.iterdir()] == ["questions.json"]


def test_only_its_owner_may_look_at_what_is_kept(practice_in_git: Path) -> None:
    folder = place(practice_in_git).parent

    assert {path.stat().st_mode & 0o077 for path in (folder, place(practice_in_git))} == {0}


def test_a_link_to_nothing_beside_the_programs_files_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".#module.py").symlink_to("nowhere")

    assert list(kept._files(tmp_path)) == []


def test_a_release_relies_on_nothing_that_is_kept(
    practice_in_git: Path, looked_at: list[str], run: Run
) -> None:
    path = practice_in_git / "policies" / "late.md"
    passing = place(practice_in_git, "late").read_text()
    path.write_text(path.read_text().replace("checklists: []", "checklists: [nasw-2021]"))
    run("validate", "late")
    key = json.loads(place(practice_in_git, "late").read_text())[0]
    place(practice_in_git, "late").write_text(json.dumps([key, json.loads(passing)[1]]))
    assert run("validate", "late").exit_code == 0  # what is kept was made to say so

    outcome = run("release", "late", "--dry-run", "--why", "First.")

    assert outcome.exit_code == 1
