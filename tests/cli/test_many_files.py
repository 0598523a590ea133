"""Many documents in several processes: the same report as in one, in the order given."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from policydocs.cli.many_files import found_in_each
from policydocs.cli.reports.outcome import Outcome, Unread
from policydocs.cli.reports.tell import FORMATS
from policydocs.errors import InputError, InputErrors

from .conftest import Run, write

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")


def unread(file: str) -> Outcome:
    first = InputError("It is empty.", path=file, line=1, fix="Write something.")
    return Unread(file, file, InputErrors([first, InputError("It is short.", path=file)]))


@LINUX
def test_outcomes_come_in_the_order_of_their_files_with_all_that_is_wrong() -> None:
    files = [f"{number}.md" for number in range(40)]

    with found_in_each(files, unread, cores=2) as outcomes:
        found = list(outcomes)

    assert [outcome.document for outcome in found if isinstance(outcome, Unread)] == files
    assert str(found[7].error) == str(unread("7.md").error)  # type: ignore[union-attr]


@LINUX
def test_what_ends_the_command_ends_it_from_another_process_too() -> None:
    def fails(file: str) -> Outcome:
        raise InputError("There is no such checklist.", path=file)

    with (
        pytest.raises(InputError, match="no such checklist"),
        found_in_each([f"{number}.md" for number in range(40)], fails, cores=2) as outcomes,
    ):
        list(outcomes)


@LINUX
@pytest.mark.parametrize("format_", [one for one in FORMATS if one != "pdf"])
def test_every_format_is_the_same_from_many_processes_as_from_one(
    empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    for number in range(30):
        write(empty / f"{number:02}.md", f"I accept every friend request. See room {number}.")
    arguments = ("check", *sorted(path.name for path in empty.iterdir()), "--format", format_)

    monkeypatch.setattr("policydocs.cli.many_files._cores", lambda: 2)
    many = run(*arguments)
    monkeypatch.setattr("policydocs.cli.many_files._cores", lambda: 1)
    one = run(*arguments)

    assert (many.exit_code, many.stdout, many.stderr) == (one.exit_code, one.stdout, one.stderr)
    assert many.exit_code == 1


def test_many_documents_are_told_as_each_alone(empty: Path, run: Run) -> None:
    names = [f"{number:02}.txt" for number in range(30)]
    for number, name in enumerate(names):
        text = "I do not text with clients." if number % 2 else "I google every new client."
        write(empty / name, "" if number == 9 else text)

    told = json.loads(run("check", *names, "--format", "json").stdout)

    assert [one["document"] for one in told] == names
    for name in (names[0], names[9], names[29]):
        (alone,) = json.loads(run("check", name, "--format", "json").stdout)
        assert told[names.index(name)] == alone
