"""A file that an earlier policydocs wrote is brought up to date with everything in it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from policydocs.delivery.chain import content_digest, next_hash
from policydocs.delivery.clients import Status
from policydocs.delivery.deliveries import AckKind, State
from policydocs.delivery.sqlite.schema import CURRENT, MIGRATIONS
from policydocs.delivery.sqlite.store import FILE_NAME, open_records
from policydocs.errors import SurroundingsError

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with contextlib.closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        file.executescript((FIXTURES / "version-1.sql").read_text(encoding="utf-8"))
    return tmp_path


def test_a_file_of_the_first_tables_is_read_in_full(old: Path) -> None:
    with contextlib.closing(open_records(old)) as records:
        assert [(one.id, one.status) for one in records.clients()] == [
            ("c-0001", Status.ACTIVE),
            ("c-0002", Status.FORMER),
        ]
        assert all(one.since is None for client in records.clients() for one in client.recipients)
        assert [one.state for one in records.deliveries()] == [State.HANDED]
        assert [str(one.version) for one in records.holdings()] == ["1.0.0"]
        assert [one.kind for one in records.acknowledgments()] == [AckKind.SIGNED]
        assert records.columns() == {}
        events = list(records.events())
    assert len(events) == 6
    assert all(one.hash == next_hash(one.before, content_digest(one)) for one in events)


def test_it_has_the_present_tables_afterwards(old: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    new = tmp_path_factory.mktemp("new")
    for folder in (old, new):
        open_records(folder).close()

    assert tables(old) == tables(new)


def tables(folder: Path) -> tuple[int, dict[str, list[tuple[str, str]]]]:
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_schema ORDER BY name")]
        columns = {
            name: [(one[1], one[2]) for one in file.execute(f"SELECT * FROM pragma_table_info('{name}')")]
            for name in names
        }
        return file.execute("PRAGMA user_version").fetchone()[0], columns


def test_a_step_that_fails_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(old)
    broken = (
        *MIGRATIONS,
        "CREATE TABLE more (id TEXT) STRICT;\nCREATE TABLE more (id TEXT) STRICT;\n",
    )
    monkeypatch.setattr("policydocs.delivery.sqlite.database.MIGRATIONS", broken)

    with pytest.raises(sqlite3.OperationalError):
        open_records(old)

    assert tables(old) == before


def test_a_file_of_a_newer_policydocs_is_refused(old: Path) -> None:
    with contextlib.closing(sqlite3.connect(old / FILE_NAME)) as file:
        file.execute(f"PRAGMA user_version = {CURRENT + 1}")

    with pytest.raises(SurroundingsError, match="newer policydocs"):
        open_records(old)
