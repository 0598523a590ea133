"""`Records` in a SQLite file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path

from filelock import FileLock, Timeout

from policydocs.delivery.clients import Client, Status
from policydocs.delivery.deliveries import Acknowledgment, Delivery, Holding, News, State
from policydocs.delivery.overview import Line, Mark, Overview, Part
from policydocs.delivery.records import Event, Recorder, Records
from policydocs.delivery.retention import PurgeCount, Superseded
from policydocs.delivery.soundness import Soundness
from policydocs.delivery.sqlite.checking import CheckTable
from policydocs.delivery.sqlite.database import Database
from policydocs.delivery.sqlite.events import EventTable
from policydocs.delivery.sqlite.ledger import LedgerTable
from policydocs.delivery.sqlite.purging import PurgeTable
from policydocs.delivery.sqlite.roster import RosterTable
from policydocs.delivery.sqlite.views import ViewTable
from policydocs.errors import SurroundingsError

FILE_NAME = "records.sqlite3"
LOCK_NAME = "working.lock"


def open_records(folder: Path) -> Records:
    """Roster and ledger of one practice; made where there are none.

    Args:
        folder: the practice's own in the data folder (`place.practice_folder`); it exists.

    Raises:
        SurroundingsError: the file cannot be opened, is damaged, or is of a newer policydocs.
    """
    return SqliteRecords(folder)


def has_records(folder: Path) -> bool:
    """Whether there are roster and ledger already; looks, and makes nothing."""
    return (folder / FILE_NAME).is_file()


class SqliteRecords:
    """Roster and ledger in one file. See `Records` for what each method promises."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = Database(folder / FILE_NAME)
        self._events = EventTable(self._database)
        self._roster = RosterTable(self._database, self._events)
        self._ledger = LedgerTable(self._database, self._events)
        self._views = ViewTable(self._database)
        self._checks = CheckTable(self._database)
        self._purges = PurgeTable(self._database, self._events)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> SqliteRecords:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def together(self) -> contextlib.AbstractContextManager[None]:
        return self._database.transaction()

    # --- roster

    def clients(self, status: Status | None = None) -> Iterator[Client]:
        return self._roster.all(status)

    def client(self, id: str) -> Client | None:  # noqa: A002  (the field's own name)
        return self._roster.one(id)

    def put_clients(self, clients: Iterable[Client], by: Recorder, at: datetime) -> int:
        return self._roster.put(clients, by, at)

    def used_ids(self, client: str) -> frozenset[str]:
        return self._roster.used_ids(client)

    def columns(self) -> Mapping[str, str]:
        return self._roster.columns()

    def remember_columns(self, columns: Mapping[str, str]) -> None:
        self._roster.remember_columns(columns)

    # --- deliveries

    def begin(self, deliveries: Sequence[Delivery], by: Recorder, at: datetime) -> tuple[Delivery, ...]:
        return self._ledger.begin(deliveries, by, at)

    def move(
        self,
        delivery: str,
        to: State,
        by: Recorder,
        at: datetime,
        *,
        digests: Mapping[str, str] | None = None,
        code: str = "",
        why: str = "",
        on: date | None = None,
    ) -> Delivery:
        return self._ledger.move(delivery, to, by, at, digests=digests, code=code, why=why, on=on)

    def deliveries(
        self,
        *,
        states: Iterable[State] | None = None,
        client: str | None = None,
        policy: str | None = None,
        news: Iterable[News] | None = None,
    ) -> Iterator[Delivery]:
        return self._ledger.deliveries(states, client, policy, news)

    def holdings(self, policy: str | None = None, client: str | None = None) -> Iterator[Holding]:
        return self._ledger.holdings(policy, client)

    def acknowledge(self, acknowledgment: Acknowledgment, by: Recorder, at: datetime | None = None) -> None:
        self._ledger.acknowledge(acknowledgment, by, at or acknowledgment.on)

    def acknowledgments(
        self, policy: str | None = None, client: str | None = None
    ) -> Iterator[Acknowledgment]:
        return self._ledger.acknowledgments(policy, client)

    # --- views

    def overview(self, marks: Sequence[Mark], on: date, zone: tzinfo) -> Overview:
        return self._views.overview(marks, on, zone)

    def lines(
        self, mark: Mark, on: date, part: Part = Part.EVERY, limit: int | None = None
    ) -> Iterator[Line]:
        return self._views.lines(mark, on, part, limit)

    # --- the chain

    def events(self, client: str | None = None, after: int = 0) -> Iterator[Event]:
        return self._events.read(client, after)

    def check(self) -> Soundness:
        return self._checks.check()

    def purgeable(self, old: Sequence[Superseded], limit: date) -> PurgeCount:
        return self._purges.count(old, limit)

    def purge(self, old: Sequence[Superseded], limit: date, by: Recorder, at: datetime) -> PurgeCount:
        return self._purges.purge(old, limit, by, at)

    @contextlib.contextmanager
    def working_alone(self) -> Iterator[None]:
        lock = FileLock(self._folder / LOCK_NAME, mode=0o600)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise SurroundingsError(
                "Another run is making or sending letters at this moment.",
                fix="Wait until it has ended, then run the same command again.",
            ) from error
        except OSError as error:
            raise SurroundingsError(
                f"The data folder cannot be locked: {error.strerror or error}.",
                path=str(self._folder),
                fix="Check that the folder is there and yours.",
            ) from error
        try:
            yield
        finally:
            lock.release()
