"""The chain of events in its table."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime

from policydocs.delivery.chain import content_digest, moment_text, next_hash
from policydocs.delivery.records import Event, Recorder
from policydocs.delivery.sqlite.database import Database

_COLUMNS = "number, id, at, actor, device, kind, client, recipient, delivery, details, hash"


class EventTable:
    """Appends to the chain, within the transaction of what the event tells."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self,
        kind: str,
        by: Recorder,
        at: datetime,
        *,
        client: str = "",
        recipient: str = "",
        delivery: str = "",
        details: Mapping[str, str],
    ) -> None:
        """Add an event; `details` holds no name and no address."""
        last = self._database.row("SELECT number, hash FROM events ORDER BY number DESC LIMIT 1")
        number, before = (0, "") if last is None else last
        event = Event(
            str(uuid.uuid4()), number + 1, at, by, kind, client, recipient, delivery, details, before
        )
        digest = content_digest(event)
        self._database.write(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                event.number,
                event.id,
                moment_text(at),
                by.actor,
                by.device,
                kind,
                client,
                recipient,
                delivery,
                json.dumps(dict(details), ensure_ascii=False, sort_keys=True),
                digest,
                next_hash(before, digest),
            ),
        )

    def read(self, client: str | None, after: int) -> Iterator[Event]:
        """Events that were not purged, in their order."""
        query = f"SELECT {_COLUMNS} FROM events WHERE number > ? AND number > ?"
        values: tuple[object, ...] = (after,)
        if client is not None:
            query += " AND client = ? AND client <> ''"  # the index is of events about a client alone
            values = (after, client)
        rows = self._database.paged(f"{query} AND id IS NOT NULL ORDER BY number LIMIT ?", values)
        before = _Hashes(self._database)
        for number, id_, at, actor, device, kind, of_client, recipient, delivery, details, hash_ in rows:
            yield Event(
                id_,
                number,
                datetime.fromisoformat(at),
                Recorder(actor, device),
                kind,
                of_client,
                recipient,
                delivery,
                json.loads(details),
                before.of(number - 1),
                hash_,
            )
            before.remember(number, hash_)


class _Hashes:
    """The hash of the event before each: most often of the one that was read last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last = (0, "")

    def remember(self, number: int, hash_: str) -> None:
        self._last = (number, hash_)

    def of(self, number: int) -> str:
        if number == self._last[0]:
            return self._last[1]
        row = self._database.row("SELECT hash FROM events WHERE number = ?", (number,))
        return "" if row is None else str(row[0])
