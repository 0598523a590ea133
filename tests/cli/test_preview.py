"""`policydocs preview`: what the clinician sees while she writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydocs.cli.previewing import Preview, _step

from ..history.conftest import Repository, clean_git, repository
from ..history.releasing import release
from .conftest import BROKEN, FAILS, PASSES, Run, write

__all__ = ["clean_git", "repository"]


@pytest.fixture
def preview(repository: Repository) -> Iterator[Preview]:
    """`messages`, released and changed since; `texting`, which does not pass."""
    repository.policy("Call me.")
    release(repository, "1.0.0", "2025-03-01")
    repository.policy("Write to <me> & mine.".replace("<", "&lt;"))
    repository.write("policies/texting.md", FAILS)
    made = Preview(repository.folder)
    yield made
    made.close()


def page(preview: Preview, path: str) -> str:
    answer = preview.answer(path)
    assert answer is not None
    return answer.data.decode("utf-8")


def test_the_first_page_tells_the_policies_and_the_next_command(preview: Preview) -> None:
    first = page(preview, "/")

    assert 'href="/policy/messages"' in first
    assert "1.0.0 since 2025-03-01" in first
    assert 'href="/changes/messages"' in first
    assert "<code>policydocs validate " in first


def test_what_is_to_mend_stands_beside_its_section(preview: Preview) -> None:
    text = page(preview, "/policy/texting")

    assert "To mend" in text
    assert "line " in text
    assert "<aside " in text


def test_what_changed_since_the_release_is_shown_word_by_word(preview: Preview) -> None:
    changes = page(preview, "/changes/messages")

    assert "<del>" in changes
    assert "<ins>" in changes
    assert "version 1.0.0" in changes
    assert "Write to &lt;me&gt;" in page(preview, "/policy/messages")


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_shown(
    preview: Preview, repository: Repository
) -> None:
    repository.write("policies/broken.md", BROKEN)

    assert "titel" in page(preview, "/policy/broken")
    assert "cannot be read" in page(preview, "/")


def test_a_configuration_with_faults_says_so_on_the_first_page(
    preview: Preview, repository: Repository
) -> None:
    repository.write("policydocs.toml", "[practice\n")

    assert "policydocs.toml:1" in page(preview, "/")
    answer = preview.answer("/policy/messages")
    assert answer is not None
    assert answer.moved_to == "/"


def test_a_saved_file_shows_at_once_and_has_another_stamp(preview: Preview, repository: Repository) -> None:
    assert "Ring the bell." not in page(preview, "/policy/messages")
    before = preview.at_once("/changed")

    repository.policy("Ring the bell.")

    assert "Ring the bell." in page(preview, "/policy/messages")
    assert preview.at_once("/changed") != before


def test_the_website_is_shown_as_it_would_be_now(preview: Preview) -> None:
    assert "Our policies" in page(preview, "/website/index.html")
    text = page(preview, "/website/messages/index.html")
    assert "Call me." in text
    assert "Write to" not in text


@pytest.mark.parametrize(
    "path", ["/policy/nobody", "/policies", "/website/x.html", "/changes/", "//", "/x/y/z"]
)
def test_what_is_no_page_is_none(preview: Preview, path: str) -> None:
    assert preview.answer(path) is None


def test_the_one_script_is_allowed_by_its_hash_and_may_ask_this_server_alone(preview: Preview) -> None:
    answer = preview.answer("/")

    assert answer is not None
    assert "script-src 'sha256-" in answer.allows
    assert "connect-src 'self'" in answer.allows


@pytest.mark.parametrize(
    ("said", "command", "says"),
    [
        (
            "Next:  policydocs validate a   shows what to mend.",
            "policydocs validate a",
            "Shows what to mend.",
        ),
        (
            "Nothing is left to do. To make the handouts again:  policydocs build",
            "policydocs build",
            "Nothing is left to do. To make the handouts again:",
        ),
        ("Next: read policies/a.md through.", "", "read policies/a.md through."),
    ],
)
def test_the_command_stands_by_itself(said: str, command: str, says: str) -> None:
    step = _step(said)

    assert (step.command, step.says) == (command, says)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_it_prints_its_address_answers_and_ends_with_ctrl_c(practice: Path, run: Run) -> None:
    write(practice / "policies" / "questions.md", PASSES)
    started = subprocess.Popen(
        [sys.executable, "-m", "policydocs", "preview", "--no-open"],
        cwd=practice,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that started the tests in the background had them ignore interrupts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (no threads here)
    )
    try:
        assert started.stdout is not None
        address = started.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}policy/questions", timeout=20) as answer:
            text = answer.read().decode("utf-8")
    finally:
        started.send_signal(signal.SIGINT)
        _, talk = started.communicate(timeout=20)

    assert address.startswith("http://127.0.0.1:")
    assert "I do not text with clients." in text
    assert started.returncode == 130
    assert "The preview has ended." in talk
    assert "Traceback" not in talk


def test_outside_of_a_practice_it_says_what_to_do(empty: Path, run: Run) -> None:
    answer = run("preview", "--no-open")

    assert answer.exit_code == 2
    assert "policydocs init" in answer.stderr
