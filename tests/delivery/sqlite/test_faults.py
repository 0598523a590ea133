"""What happens to the file when something is wrong with it, its disk, or what is written into it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.delivery.contract.letters import AT, BY, client, told

from policydocs.delivery.deliveries import State
from policydocs.delivery.records import Records
from policydocs.delivery.sqlite.store import FILE_NAME, has_records, open_records
from policydocs.errors import ExitCode, SurroundingsError

ROOT = Path(__file__).parents[3]


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Records]:
    with contextlib.closing(open_records(folder)) as records:
        yield records


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A ledger of two clients, one of whom was told."""
    with opened(tmp_path) as records:
        records.put_clients([client(1), client(2, name="Zelda Quux")], BY, AT)
        told(records)
    return tmp_path


def raw(folder: Path) -> contextlib.closing[sqlite3.Connection]:
    """The file as somebody with another program sees it."""
    return contextlib.closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None))


# --- How it is kept ------------------------------------------------------------------------------


def test_the_settings_are_those_that_survive_a_power_cut(filled: Path) -> None:
    with opened(filled) as records:
        rows = records._database.rows  # type: ignore[attr-defined]
        found = {
            name: rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
        strict = rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
        )

    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    assert [name for (name,) in strict if not name.startswith("sqlite_")] == []


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_all_its_files_are_the_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with opened(tmp_path) as records, records.working_alone():
            records.put_clients([client()], BY, AT)
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)

    assert set(modes) >= {FILE_NAME, f"{FILE_NAME}-wal", "working.lock"}
    assert set(modes.values()) == {0o600}


def test_looking_for_a_ledger_makes_none(tmp_path: Path) -> None:
    assert not has_records(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events",
        "DELETE FROM events WHERE number = 5",
        "UPDATE events SET actor = 'somebody'",
        "UPDATE events SET hash = 'x' WHERE number = 1",
        "UPDATE events SET details = NULL WHERE number = 1",
        "UPDATE events SET id = NULL, at = NULL, actor = NULL, device = NULL, kind = NULL, client = NULL,"
        " recipient = NULL, delivery = NULL, details = NULL, digest = 'x'",
    ],
)
def test_the_database_itself_keeps_events_as_they_are(filled: Path, statement: str) -> None:
    with raw(filled) as file, pytest.raises(sqlite3.IntegrityError, match="the ledger is added to"):
        file.execute(statement)


def test_the_database_itself_refuses_a_second_telling(filled: Path) -> None:
    with raw(filled) as file:
        file.execute(
            "INSERT INTO deliveries SELECT 99, 'other', client, recipient, way, means, state, chosen,"
            " message_id, attempt, code, since, told FROM deliveries LIMIT 1"
        )
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            file.execute(
                "INSERT INTO items (delivery, position, recipient, policy, major, minor, patch, attempt,"
                " live, language, digest, news, notice) SELECT 'other', position, recipient, policy, major,"
                " minor, patch, attempt, live, language, digest, news, notice FROM items LIMIT 1"
            )


# --- Somebody was at it --------------------------------------------------------------------------


def without_triggers(folder: Path, statement: str) -> None:
    with raw(folder) as file:
        file.execute("DROP TRIGGER events_are_not_changed")
        file.execute("DROP TRIGGER events_are_not_deleted")
        file.execute("PRAGMA foreign_keys = OFF")
        file.execute(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET actor = 'somebody' WHERE number = 3", "Event 3 was altered"),
        ("UPDATE events SET at = 'yesterday' WHERE number = 3", "Event 3 was altered"),
        ("UPDATE events SET details = 'no json' WHERE number = 3", "Event 3 was altered"),
        ("DELETE FROM events WHERE number = 3", "Events 3 to 3 are missing"),
        ("UPDATE events SET hash = 'x' WHERE number = 3", "Event 3 does not follow"),
        ("UPDATE deliveries SET state = 'given'", 'stands at "given"'),
        ("DELETE FROM items", "no delivery gave her"),
        ("DELETE FROM holdings", "holds none of it"),
        ("UPDATE holdings SET major = 9", "no delivery gave her"),
        ("DELETE FROM deliveries", "Something refers to"),
        (
            "INSERT INTO acknowledgments VALUES (1, 'c-0001', 'c-0001.1', 'texting', 1, 0, 0, 'signed',"
            " '2027-03-01T09:30:00.000000+00:00', '')",
            "1 acknowledgments, but 0",
        ),
    ],
)
def test_what_was_changed_by_hand_is_found(filled: Path, statement: str, said: str) -> None:
    without_triggers(filled, statement)

    with opened(filled) as records:
        sound = records.check()

    assert not sound.is_sound
    assert said in " ".join(sound.problems)
    assert "Zelda" not in " ".join(sound.problems)


def test_that_the_end_was_cut_off_shows_by_the_last_hash_alone(filled: Path) -> None:
    with opened(filled) as records:
        noted = records.check()
        records.put_clients([client(3)], BY, AT)
    without_triggers(filled, "DELETE FROM events WHERE number >= 5")
    without_hash = noted.last_hash

    with opened(filled) as records:
        assert records.check().last_hash != without_hash


# --- What is purged is gone ----------------------------------------------------------------------


def test_nothing_of_what_was_purged_is_left_in_the_file(filled: Path) -> None:
    from datetime import date

    from policydocs.delivery.clients import Status

    with opened(filled) as records:
        records.put_clients([client(2, name="Zelda Quux", status=Status.FORMER)], BY, AT)
        assert any(b"Zelda" in path.read_bytes() for path in filled.iterdir())

        assert records.purge([], date(2040, 1, 1), BY, AT).clients == 1

        assert not any(b"Zelda" in path.read_bytes() for path in filled.iterdir())
        assert not any(b"c-0002" in path.read_bytes() for path in filled.iterdir())
        assert records.check().problems == ()


# --- The file, the disk --------------------------------------------------------------------------


def test_a_damaged_file_is_told(filled: Path) -> None:
    path = filled / FILE_NAME
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)

    with pytest.raises(SurroundingsError, match="damaged") as raised, opened(filled) as records:
        list(records.clients())
        records.check()

    assert raised.value.exit_code is ExitCode.SURROUNDINGS
    assert "restore" in str(raised.value)


@pytest.mark.parametrize("content", [b"id,name\n1,Ana\n" * 200, b"SQLite format 3\x00" + b"\x00" * 500])
def test_a_file_that_is_no_ledger_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)

    with pytest.raises(SurroundingsError, match=r"no ledger|damaged|another program") as raised:
        open_records(tmp_path)

    assert "Ana" not in str(raised.value)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with raw(tmp_path) as file:
        file.execute("CREATE TABLE photos (id TEXT)")

    with pytest.raises(SurroundingsError, match="another program"):
        open_records(tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="cannot be used"):
        open_records(tmp_path / "nowhere")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_leaves_everything_as_it_was(filled: Path) -> None:
    with opened(filled) as records:
        before = list(records.events())
        pages = records._database.rows("PRAGMA page_count")[0][0]  # type: ignore[attr-defined]
        records._database.rows(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

        with pytest.raises(SurroundingsError, match="disk is full"):
            records.put_clients((client(number) for number in range(10, 2000)), BY, AT)

        assert list(records.events()) == before
        records._database.rows("PRAGMA max_page_count = 1000000")  # type: ignore[attr-defined]
        assert records.put_clients([client(10)], BY, AT) == 1


def test_a_file_that_another_run_writes_to_is_waited_for_and_told(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policydocs.delivery.sqlite.database._WAIT_MS", 50)
    with opened(filled) as one, opened(filled) as other, one.together():
        one.put_clients([client(3)], BY, AT)

        assert len(list(other.clients())) == 2
        with pytest.raises(SurroundingsError, match="another run"):
            other.put_clients([client(4)], BY, AT)


# --- Two at once, killed at any moment -----------------------------------------------------------


TELLING = """
import sys
from pathlib import Path
from policydocs.delivery.records import AlreadyToldError
from policydocs.delivery.sqlite.store import open_records
from tests.delivery.contract.letters import AT, BY, delivery

records = open_records(Path(sys.argv[1]))
told = 0
for number in range(1, int(sys.argv[2]) + 1):
    try:
        records.begin([delivery(number)], BY, AT)
        told += 1
    except AlreadyToldError:
        pass
print(told)
"""


def test_two_processes_tell_each_client_once(tmp_path: Path) -> None:
    count = 25
    with opened(tmp_path) as records:
        records.put_clients((client(number) for number in range(1, count + 1)), BY, AT)
    command = [sys.executable, "-c", TELLING, str(tmp_path), str(count)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) for _ in range(2)]

    assert sum(int(run.communicate(timeout=60)[0]) for run in runs) == count
    with opened(tmp_path) as records:
        told_of = sorted(one.client for one in records.deliveries())
        assert told_of == [f"c-{number:04}" for number in range(1, count + 1)]
        assert records.check().problems == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from policydocs.delivery.sqlite.store import open_records
from tests.delivery.contract.letters import AT, BY, client, delivery, told

records = open_records(Path(sys.argv[1]))
number = 1
while True:
    number += 1
    print(number, flush=True)
    with records.together():
        records.put_clients([client(number)], BY, AT)
        told(records, number=number)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("steps", [1, 2, 5])
def test_killed_at_any_moment_each_step_is_whole_or_not_there(tmp_path: Path, steps: int) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert run.stdout is not None
    for _ in range(steps):
        run.stdout.readline()
    run.kill()
    run.wait()
    run.stdout.close()

    with opened(tmp_path) as records:
        clients = [one.id for one in records.clients()]
        deliveries = list(records.deliveries())
        assert [one.client for one in deliveries] == clients
        assert {one.state for one in deliveries} <= {State.HANDED}
        assert len(list(records.events())) == 4 * len(clients)
        assert len(clients) >= steps - 1
        assert records.check().problems == ()
