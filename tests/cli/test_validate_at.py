"""`policydocs validate --at`: policies as they were."""

from __future__ import annotations

import json

import pytest

from ..history.conftest import Repository, clean_git, repository
from ..history.releasing import release
from .conftest import Run

__all__ = ["clean_git", "repository"]

CALM = "checklists: []\nreview_every: 12 months\nreviewed: 2025-12-01\n"
STRICT = CALM.replace("[]", "[nasw-2021]")
STATES = (("1.0.0", 1), ("v1.0.0", 1), ("messages/v1.0.0", 1), ("HEAD~1", 1), ("1.1.0", 0), ("in-force", 0))


@pytest.fixture
def practice(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """1.0.0 lacked much of a checklist; 1.1.0 was held against none; the file is again."""
    repository.policy("Call me.", more=STRICT)
    release(repository, "1.0.0", "2025-03-01")
    repository.policy("Call me at {{ practice.phone }}.", more=CALM)
    release(repository, "1.1.0", "2025-05-01", previous="messages/v1.0.0")
    repository.policy("Call me.", more=STRICT)
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.mark.parametrize(("at", "code"), STATES)
def test_a_policy_is_checked_as_it_was(practice: Repository, run: Run, at: str, code: int) -> None:
    assert run("validate").exit_code == 1

    answer = run("validate", "messages", "--at", at, "--format", "json")

    (told,) = json.loads(answer.stdout)
    assert (answer.exit_code, told["ok"]) == (code, code == 0)


def test_without_a_name_all_that_have_such_a_version_are_checked(practice: Repository, run: Run) -> None:
    practice.policy("Unreleased ____.", slug="fees", more=CALM)

    told = json.loads(run("validate", "--at", "1.1.0", "--format", "json").stdout)

    assert [one["policy"] for one in told] == ["messages"]


def test_a_renamed_policy_is_found_under_its_name_of_then(practice: Repository, run: Run) -> None:
    practice.git("mv", "policies/messages.md", "policies/contact.md")
    practice.policy("Call me.", slug="contact", more=CALM + "formerly: [messages]\n")

    told = json.loads(run("validate", "contact", "--at", "1.0.0", "--format", "json").stdout)

    assert told[0]["policy"] == "messages"


@pytest.mark.parametrize("at", ["9.9.9", "nowhere", "pending", ""])
def test_what_was_never_there_is_told(practice: Repository, run: Run, at: str) -> None:
    answer = run("validate", "messages", "--at", at)

    assert (answer.exit_code, answer.stdout) == (2, "")
