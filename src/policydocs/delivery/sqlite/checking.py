"""Is the file whole, does the chain hold, and do the tables say what the events say?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from policydocs.delivery.chain import content_digest, next_hash
from policydocs.delivery.records import Event, Recorder
from policydocs.delivery.soundness import Soundness
from policydocs.delivery.sqlite.database import Database

#: Problems that are told; the rest is counted.
_MOST = 20


class CheckTable:
    """Looks, and changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self) -> Soundness:
        problems = [*self._of_file()]
        replay = _Replay(self._database)
        problems += replay.problems()
        if not any("damaged" in one for one in problems):
            problems += self._of_tables(replay)
        told = problems[:_MOST]
        if len(problems) > _MOST:
            told.append(f"and {len(problems) - _MOST} more")
        return Soundness(replay.count, replay.purged, replay.last, tuple(told))

    def _of_file(self) -> Iterator[str]:
        for (said,) in self._database.rows("PRAGMA integrity_check(10)"):
            if said != "ok":
                yield "The file is damaged inside."
                return
        if self._database.rows("PRAGMA foreign_key_check"):
            yield "Something refers to a client or a delivery that is not there."

    def _of_tables(self, replay: _Replay) -> Iterator[str]:
        rows = self._database.rows("SELECT id, state FROM deliveries")
        for id_, state in rows:
            said = replay.states.pop(id_, "")
            if said != state:
                yield f'Delivery {id_} stands at "{state}", but the events say "{said or "nothing of it"}".'
        for id_ in replay.states:
            yield f"Delivery {id_} is in the events and nowhere else."
        held = self._database.rows(
            "SELECT h.recipient, h.policy FROM holdings AS h WHERE NOT EXISTS (SELECT 1 FROM items AS i"
            " JOIN deliveries AS d ON d.id = i.delivery WHERE i.recipient = h.recipient"
            " AND i.policy = h.policy AND i.major = h.major"
            " AND i.minor = h.minor AND i.patch = h.patch AND i.live = 1"
            " AND i.news = 'version' AND d.told IS NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM items AS i"
            " JOIN deliveries AS d ON d.id = i.delivery WHERE i.recipient = h.recipient"
            " AND i.back_policy = h.policy AND i.back_policy <> '' AND i.back_major = h.major"
            " AND i.back_minor = h.minor AND i.back_patch = h.patch AND i.live = 1"
            " AND d.told IS NOT NULL) LIMIT 5"
        )
        for recipient, policy in held:
            yield f"{recipient} is said to hold a version of {policy} that no delivery gave her."
        missing = self._database.rows(
            "SELECT DISTINCT i.recipient, i.policy FROM items AS i JOIN deliveries AS d ON d.id = i.delivery"
            " WHERE i.live = 1 AND i.news = 'version' AND d.told IS NOT NULL AND NOT EXISTS (SELECT 1"
            " FROM holdings AS h WHERE h.recipient = i.recipient AND h.policy = i.policy)"
            " AND NOT EXISTS (SELECT 1 FROM items AS w WHERE w.recipient = i.recipient"
            " AND w.policy = i.policy AND w.news = 'withdrawn') LIMIT 5"
        )
        for recipient, policy in missing:
            yield f"{recipient} was told of {policy}, but holds none of it."
        count = self._database.rows("SELECT count(*) FROM acknowledgments")[0][0]
        if count != replay.acknowledgments:
            yield f"There are {count} acknowledgments, but {replay.acknowledgments} in the events."


class _Replay:
    """All events in their order, each held against the one before."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.count = 0
        self.purged = 0
        self.last = ""
        self.acknowledgments = 0
        self.states: dict[str, str] = {}  #: delivery -> the state that the events end with

    def problems(self) -> Iterator[str]:
        rows = self._database.paged(
            "SELECT number, id, at, actor, device, kind, client, recipient, delivery, details, digest, hash"
            " FROM events WHERE number > ? ORDER BY number LIMIT ?",
            size=5000,
        )
        for number, id_, *said, digest, hash_ in rows:
            self.count += 1
            if number != self.count:
                yield f"Events {self.count} to {number - 1} are missing."
                self.count = number
            if next_hash(self.last, digest) != hash_:
                yield f"Event {number} does not follow from the one before it."
            self.last = hash_
            if id_ is None:
                self.purged += 1
            elif (event := _event(number, id_, said)) is None or content_digest(event) != digest:
                yield f"Event {number} was altered."
            else:
                self._take(event)

    def _take(self, event: Event) -> None:
        if event.kind == "delivery-begun":
            self.states[event.delivery] = event.details.get("state", "")
        elif event.kind == "delivery-moved":
            self.states[event.delivery] = event.details.get("to", "")
        elif event.kind == "acknowledged":
            self.acknowledgments += 1


def _event(number: int, id_: str, said: list[str]) -> Event | None:
    at, actor, device, kind, client, recipient, delivery, details = said
    try:
        return Event(
            id_,
            number,
            datetime.fromisoformat(at),
            Recorder(actor, device),
            kind,
            client,
            recipient,
            delivery,
            json.loads(details),
        )
    except (ValueError, TypeError):
        return None
