"""Whole stories through real processes: the program as it is started, its streams and its signals."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import write

PROGRAM = (sys.executable, "-m", "policydocs")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes as on POSIX")


def start(*arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **settings},
        check=False,
    )


def heeds_interrupts() -> None:
    """In the child: a shell that started the tests in the background had it ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def many_policies(practice: Path, count: int) -> None:
    text = (practice / "policies" / "questions.md").read_text(encoding="utf-8")
    for number in range(count):
        write(practice / "policies" / f"policy-{number:03}.md", text)


def test_from_an_empty_folder_to_handouts(empty: Path) -> None:
    made = start(
        *("init", ".", "--practice", "Harbor", "--clinician", "Jo Lee", "--phone", "360-555-0100"),
        *("--policies", "social-media,release-of-information"),
    )
    built = start("build", "--to", "pdf")
    listed = start("status", "--format", "json")

    assert (made.returncode, built.returncode, listed.returncode) == (0, 0, 0), made.stderr + built.stderr
    policies = [entry["policy"] for entry in json.loads(listed.stdout)]
    assert policies == ["release-of-information", "social-media"]
    for policy in policies:
        assert list((empty / "handouts" / policy / "draft").glob("*.pdf"))


def test_output_is_plain_in_a_pipe_and_with_no_color(lacking: Path) -> None:
    piped = start("validate")
    asked = start("validate", NO_COLOR="1", FORCE_COLOR="1")

    assert piped.stdout == asked.stdout
    assert b"\x1b" not in piped.stdout + piped.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_letters_that_the_terminal_lacks_do_not_stop_a_report(practice: Path, encoding: str) -> None:
    write(practice / "a.txt", "I do not text with clients → at all – שלום 日本 ✓.")

    outcome = start("check", "a.txt", "--evidence", "--checklist", "good-practice", PYTHONIOENCODING=encoding)

    assert outcome.returncode in (0, 1), outcome.stderr
    assert b"text with clients" in outcome.stdout
    outcome.stdout.decode(encoding)


@POSIX
@pytest.mark.parametrize("arguments", [("validate", "--format", "json"), ("--help",), ("checklists",)])
def test_a_reader_that_goes_away_is_no_fault(lacking: Path, arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    said = process.stderr.read()
    process.wait()
    process.stderr.close()

    for word in (b"Error", b"Traceback", b"Exception", b"Broken"):
        assert word not in said
    assert process.returncode in (0, 1)


@POSIX
@pytest.mark.parametrize("argument", ["validate", "--help"])
def test_a_result_that_the_disk_does_not_take_ends_with_3(lacking: Path, argument: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with Path("/dev/full").open("wb") as full:
        outcome = subprocess.run(
            [*PROGRAM, argument], stdout=full, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False
        )

    assert outcome.returncode == 3
    assert b"No space left" in outcome.stderr
    assert b"Traceback" not in outcome.stderr
    assert b"Exception" not in outcome.stderr


@POSIX
def test_an_interrupt_ends_with_130_and_leaves_only_whole_files(practice: Path) -> None:
    many_policies(practice, 400)
    process = subprocess.Popen(
        [*PROGRAM, "build", "--to", "pdf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        preexec_fn=heeds_interrupts,  # noqa: PLW1509  (no threads here)
    )
    assert process.stdout is not None
    process.stdout.readline()  # the first was made

    process.send_signal(signal.SIGINT)
    _, said = process.communicate()

    assert process.returncode == 130
    assert said.strip().count(b"\n") == 0
    assert said.strip().startswith(b"Stopped.")
    files = [path for path in (practice / "handouts").rglob("*") if path.is_file()]
    assert 0 < len(files) < 400
    for path in files:
        assert path.suffix == ".pdf"
        assert path.read_bytes().rstrip().endswith(b"%%EOF")


@POSIX
def test_closed_streams_are_no_fault(practice: Path) -> None:
    outcome = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m policydocs validate >&- 2>&-'],
        stdin=subprocess.DEVNULL,
        check=False,
    )

    assert outcome.returncode == 0


def test_two_builds_at_once_do_not_disturb_each_other(practice: Path) -> None:
    many_policies(practice, 5)
    processes = [
        subprocess.Popen(
            [*PROGRAM, "build", "--to", "txt"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(2)
    ]

    assert [process.wait() for process in processes] == [0, 0]
    assert not list((practice / "handouts").rglob("*.tmp"))


class Terminal:
    """What a person at a terminal sees and types; a question that does not come is a failure, not a wait."""

    def __init__(self, leader: int) -> None:
        self.leader = leader
        self.said = b""

    def answers(self, question: bytes, answer: bytes) -> None:
        self.waits_for(question)
        os.write(self.leader, answer + b"\n")

    def waits_for(self, question: bytes) -> None:
        while question not in self.said:
            ready, _, _ = select.select([self.leader], [], [], 30)
            assert ready, f"{question!r} was not asked after {self.said[-200:]!r}"
            self.said += os.read(self.leader, 1000)


@POSIX
def test_at_a_terminal_questions_are_asked_and_an_interrupt_leaves_nothing(empty: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "init", "new"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
        preexec_fn=heeds_interrupts,  # noqa: PLW1509  (no threads here)
    )
    os.close(follower)
    person = Terminal(leader)
    try:
        person.answers(b"Which of these", b"psychologist")
        person.answers(b"yes or no", b"no")
        person.answers(b"Name of the practice", b"Harbor")
        person.waits_for(b"Your name")
        process.send_signal(signal.SIGINT)

        assert process.wait(timeout=30) == 130
    finally:
        process.kill()
        os.close(leader)
    assert list(empty.iterdir()) == []
