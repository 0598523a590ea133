"""Nothing of a client reaches an error, a log or the name of a file, whatever goes wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydocs.delivery.sqlite.database import Database

from .conftest import Run, write

ROSTER = """\
id,name,email,email_allowed,address,post_allowed
c-0001,Zelda Quuxworth,zelda@quuxworth.example.org,yes,"77 Hidden Lane, Port Linden",yes
c-0002,Yorick Quuxworth,yorick@quuxworth.example.org,yes,,
"""
SECRET = "Zelda Quuxworth zelda@quuxworth.example.org 77 Hidden Lane"
TELLING = ("zelda", "quux", "yorick", "hidden lane")

COMMANDS = [
    ("clients",),
    ("clients", "list"),
    ("clients", "list", "--format", "json"),
    ("clients", "list", "--format", "csv"),
    ("clients", "show", "c-0001"),
    ("clients", "import", "FILE"),
    ("clients", "import", "FILE", "--dry-run"),
    ("clients", "add", "--name", "Zelda Quuxworth"),
    ("clients", "edit", "c-0001", "--name", "Zelda Quuxworth", "--address", "77 Hidden Lane, Town"),
    ("clients", "remove", "c-0001"),
    ("clients", "show", "Zelda Quuxworth"),
    ("clients", "edit", "Zelda Quuxworth", "--no-email"),
    ("give", "c-0001"),
    ("give", "Zelda Quuxworth"),
    ("ack", "c-0001", "questions", "--signed"),
    ("ack", "Zelda Quuxworth", "questions", "--signed"),
    ("ledger",),
    ("ledger", "--format", "json"),
    ("ledger", "record", "--given", "Zelda Quuxworth"),
    ("ledger", "export", "--client", "c-0001"),
    ("ledger", "export", "--client", "Zelda Quuxworth"),
    ("ledger", "check"),
    ("ledger", "purge"),
    ("status",),
]


@pytest.fixture
def roster(practice: Path, run: Run) -> Path:
    file = write(practice.parent / "clients.csv", ROSTER)
    assert run("clients", "import", str(file), "-q").exit_code == 0
    return file


def arguments(command: tuple[str, ...], file: Path) -> list[str]:
    return [str(file) if one == "FILE" else one for one in command]


def assert_nobody_named(text: str) -> None:
    assert [word for word in TELLING if word in text.lower()] == []


#: What is made to fail, and with what: errors that quote a client, as libraries' errors do.
FAULTS: list[tuple[str, BaseException]] = [
    ("policydocs.delivery.sqlite.database.Database.rows", ValueError(SECRET)),
    ("policydocs.delivery.sqlite.database.Database.row", KeyError(SECRET)),
    ("policydocs.delivery.sqlite.database.Database.write", UnicodeError(SECRET)),
    ("policydocs.delivery.sqlite.database.Database.transaction", RuntimeError(SECRET)),
    ("policydocs.delivery.roster_rows.seen", TypeError(SECRET)),
    ("policydocs.delivery.roster_export._row", ValueError(SECRET)),
    ("policydocs.delivery.roster_export._recipient_values", ValueError(SECRET)),
    ("policydocs.cli.reports.roster_text.visible", ValueError(SECRET)),
    ("policydocs.delivery.roster_file.plain_cell", AssertionError(SECRET)),
    ("policydocs.delivery.chain.moment_text", ValueError(SECRET)),
]


@pytest.mark.parametrize(("target", "error"), FAULTS, ids=lambda one: str(one).rpartition(".")[2][:20])
def test_whatever_fails_is_told_without_a_name(
    roster: Path, run: Run, monkeypatch: pytest.MonkeyPatch, target: str, error: BaseException
) -> None:
    def fail(*_args: object, **_options: object) -> object:
        raise error

    monkeypatch.setattr(target, fail)
    ended = []
    for command in COMMANDS:
        outcome = run(*arguments(command, roster))
        ended.append(outcome.exit_code)
        assert_nobody_named(outcome.stderr)
        if outcome.exit_code == 3:
            assert_nobody_named(outcome.stdout)

    assert set(ended) <= {0, 1, 2, 3}
    assert 3 in ended, "nothing failed"


@pytest.mark.parametrize("wanted", [True, False])
def test_not_even_in_a_traceback(
    roster: Path, run: Run, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    if wanted:
        monkeypatch.setenv("POLICYDOCS_TRACEBACK", "1")
    monkeypatch.setattr(Database, "rows", lambda *_: [][1 if SECRET else 0])
    monkeypatch.setattr("policydocs.delivery.roster_export._row", lambda *_: int(SECRET))

    for command in COMMANDS:
        outcome = run(*arguments(command, roster))

        assert_nobody_named(outcome.stderr)
        if wanted and outcome.exception is not None:
            chain: BaseException | None = outcome.exception
            while chain is not None:
                assert_nobody_named(f"{chain!r}")
                chain = chain.__cause__ or chain.__context__


def test_a_database_that_fails_is_told_without_a_name(
    roster: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = _Failing()
    monkeypatch.setattr(sqlite3, "connect", lambda *_args, **_options: failing)

    for command in COMMANDS:
        outcome = run(*arguments(command, roster))

        assert_nobody_named(outcome.stderr)
        assert_nobody_named(outcome.stdout)


class _Failing:
    """A connection whose every statement fails with an error that quotes a client."""

    in_transaction = False

    def execute(self, *_: object) -> object:
        raise sqlite3.OperationalError(f"near {SECRET}: syntax error")

    def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_a_fault_only_what_she_asks_to_see_names_clients(
    roster: Path, run: Run, command: tuple[str, ...]
) -> None:
    outcome = run(*arguments(command, roster))

    assert outcome.exit_code in (0, 2, 3)  # without git there is nothing to give
    assert_nobody_named(outcome.stderr)
    if (
        command[:2] in (("clients", "import"), ("clients", "add"), ("clients", "edit"))
        and "--dry-run" not in command
    ):
        assert_nobody_named(outcome.stdout)


def test_no_file_is_named_after_a_client(roster: Path, machine: Path, run: Run) -> None:
    for command in COMMANDS:
        run(*arguments(command, roster))
    run("ledger", "export", "--client", "c-0001", "--format", "pdf")

    for path in _everything(machine):
        assert_nobody_named(path.name)


def _everything(folder: Path) -> Iterator[Path]:
    yield from folder.rglob("*")
