"""Deliveries, what each recipient holds, and acknowledgments in their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from policydocs.delivery.chain import moment_text
from policydocs.delivery.clients import Way
from policydocs.delivery.deliveries import (
    MOVES,
    TOLD,
    UNDER_WAY,
    AckKind,
    Acknowledgment,
    Delivery,
    Edition,
    Holding,
    Item,
    Means,
    News,
    State,
)
from policydocs.delivery.event_details import acknowledged_details, begun_details, moved_details
from policydocs.delivery.records import AlreadyToldError, IllegalMoveError, Recorder
from policydocs.delivery.sqlite.database import Database
from policydocs.delivery.sqlite.events import EventTable
from policydocs.errors import InputError
from policydocs.model import Version

_DELIVERY = "number, id, client, recipient, way, means, state, chosen, message_id, attempt, code, since, told"
#: Deliveries that are read at a time: fewer than the 999 values that an older SQLite takes in a query.
_PAGE = 500
_LIVE = TOLD | UNDER_WAY
_BEGINNINGS = frozenset({State.PLANNED, State.GIVEN})
#: The newest version of a policy that a recipient was told of, by itself or since it holds again, and of
#: which she was not told that it was taken back.
_HOLD = """
    INSERT INTO holdings
    SELECT recipient, policy, client, major, minor, patch, state, told, is_change FROM (
        SELECT i.recipient, i.policy, d.client, i.major, i.minor, i.patch, d.state, d.told,
               i.held IS NOT NULL AS is_change, i.attempt, 0 AS came_back
        FROM items AS i JOIN deliveries AS d ON d.id = i.delivery
        WHERE i.recipient = ? AND i.policy = ? AND i.live = 1 AND d.told IS NOT NULL AND i.news = 'version'
        UNION ALL
        SELECT i.recipient, i.back_policy, d.client, i.back_major, i.back_minor, i.back_patch, d.state,
               d.told, 0, i.attempt, 1
        FROM items AS i JOIN deliveries AS d ON d.id = i.delivery
        WHERE i.recipient = ? AND i.back_policy = ? AND i.back_policy <> '' AND i.live = 1
          AND d.told IS NOT NULL
    ) AS hers
    WHERE NOT EXISTS (
        SELECT 1 FROM items AS other JOIN deliveries AS one ON one.id = other.delivery
        WHERE other.recipient = hers.recipient AND other.policy = hers.policy AND other.major = hers.major
          AND other.minor = hers.minor AND other.patch = hers.patch AND other.live = 1
          AND other.news = 'withdrawn' AND one.told IS NOT NULL
    )
    ORDER BY major DESC, minor DESC, patch DESC, came_back, attempt LIMIT 1
"""


class LedgerTable:
    """Reads and writes deliveries; keeps holdings in step with them."""

    def __init__(self, database: Database, events: EventTable) -> None:
        self._database = database
        self._events = events

    # --- deliveries

    def begin(self, deliveries: Sequence[Delivery], by: Recorder, at: datetime) -> tuple[Delivery, ...]:
        begun = []
        with self._database.transaction():
            for delivery in deliveries:
                if delivery.state not in _BEGINNINGS:
                    raise IllegalMoveError(delivery.id, None, delivery.state)
                self._refuse_second(delivery.recipient, delivery.items, delivery.attempt)
                written = replace(delivery, since=delivery.since or at)
                self._write(written)
                self._events.append(
                    "delivery-begun",
                    by,
                    at,
                    client=delivery.client,
                    recipient=delivery.recipient,
                    delivery=delivery.id,
                    details=begun_details(written),
                )
                begun.append(written)
        return tuple(begun)

    def move(
        self,
        delivery: str,
        to: State,
        by: Recorder,
        at: datetime,
        *,
        digests: Mapping[str, str] | None,
        code: str,
        why: str,
        on: date | None,
    ) -> Delivery:
        since = at if on is None or on == at.date() else datetime.combine(on, time(12), at.tzinfo)
        with self._database.transaction():
            row = self._database.row(f"SELECT {_DELIVERY} FROM deliveries WHERE id = ?", (delivery,))
            if row is None:
                raise InputError(
                    "There is no such delivery.", fix="policydocs ledger  lists them by their ids."
                )
            before, told = _delivery(row, self._items([delivery]).get(delivery, ())), row[-1]
            if to not in MOVES[before.state]:
                raise IllegalMoveError(delivery, before.state, to)
            if to in _LIVE and before.state not in _LIVE:
                self._refuse_second(before.recipient, before.items, before.attempt)
            items = tuple(
                replace(one, digest=(digests or {}).get(one.policy, one.digest)) for one in before.items
            )
            after = replace(before, state=to, code=code or before.code, since=since, items=items)
            # From a server's yes to a person's is no new telling: the first moment counts.
            told = (told or moment_text(since)) if to in TOLD else None
            # Most steps of a letter on its way change nothing of what anybody holds: half the work is saved.
            same = (to in _LIVE) is (before.state in _LIVE) and told == row[-1] and items == before.items
            self._update(after, told, only_state=same and told is None)
            details = moved_details(before.state, after, digests=digests or {}, code=code, why=why, on=on)
            self._events.append(
                "delivery-moved",
                by,
                at,
                client=after.client,
                recipient=after.recipient,
                delivery=delivery,
                details=details,
            )
        return after

    def deliveries(
        self,
        states: Iterable[State] | None,
        client: str | None,
        policy: str | None,
        news: Iterable[News] | None,
    ) -> Iterator[Delivery]:
        wanted: list[str] = []
        values: list[str] = []
        if states is not None:
            named = [one.value for one in states]
            wanted.append(f"state IN ({', '.join('?' * len(named))})")
            values += named
        if client is not None:
            wanted.append("client = ?")
            values.append(client)
        if policy is not None:
            wanted.append(
                "id IN (SELECT delivery FROM items WHERE policy = ?"
                " UNION ALL SELECT delivery FROM items WHERE back_policy = ? AND back_policy <> '')"
            )
            values += [policy, policy]
        if news is not None:
            kinds = [one.value for one in news]
            marks = ", ".join("?" * len(kinds))
            wanted.append(f"id IN (SELECT delivery FROM items WHERE news IN ({marks}))")
            values += kinds
        where = "".join(f" AND {one}" for one in wanted)
        query = f"SELECT {_DELIVERY} FROM deliveries WHERE number > ?{where} ORDER BY number LIMIT ?"
        for page in self._database.pages(query, tuple(values), size=_PAGE):
            items = self._items([row[1] for row in page])
            for row in page:
                yield _delivery(row, items.get(row[1], ()))

    def _refuse_second(self, recipient: str, items: Sequence[Item], attempt: int) -> None:
        for item in items:
            found = self._database.row(
                "SELECT delivery FROM items WHERE recipient = ? AND policy = ? AND major = ? AND minor = ?"
                " AND patch = ? AND news = ? AND live = 1 AND attempt >= ?",
                (recipient, item.policy, *_numbers(item.version), item.news.value, attempt),
            )
            if found is not None:
                raise AlreadyToldError(recipient, item.policy, item.version, str(found[0]))

    def _items(self, deliveries: Sequence[str]) -> dict[str, tuple[Item, ...]]:
        """What each of some deliveries holds; one query for all of them."""
        rows = self._database.rows(
            "SELECT delivery, policy, major, minor, patch, held, language, digest, news, notice, back_policy,"
            " back_major, back_minor, back_patch FROM items"
            f" WHERE delivery IN ({', '.join('?' * len(deliveries))}) ORDER BY delivery, position",
            tuple(deliveries),
        )
        return {id_: tuple(map(_item, mine)) for id_, mine in groupby(rows, key=lambda row: str(row[0]))}

    def _write(self, delivery: Delivery) -> None:
        assert delivery.since is not None
        since = moment_text(delivery.since)
        self._require_recipient(delivery.client, delivery.recipient)
        self._database.write(
            "INSERT INTO deliveries (id, client, recipient, way, means, state, chosen, message_id, attempt,"
            " code, since, told) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                delivery.id,
                delivery.client,
                delivery.recipient,
                delivery.way.value,
                delivery.means.value,
                delivery.state.value,
                delivery.chosen,
                delivery.message_id,
                delivery.attempt,
                delivery.code,
                since,
                since if delivery.state in TOLD else None,
            ),
        )
        for position, item in enumerate(delivery.items):
            back = item.back
            self._database.write(
                "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    delivery.id,
                    position,
                    delivery.recipient,
                    item.policy,
                    *_numbers(item.version),
                    delivery.attempt,
                    int(delivery.state in _LIVE),
                    None if item.held is None else str(item.held),
                    item.language,
                    item.digest,
                    item.news.value,
                    item.notice,
                    *(("", None, None, None) if back is None else (back.policy, *_numbers(back.version))),
                ),
            )
        self._hold_anew(delivery)

    def _require_recipient(self, client: str, recipient: str) -> None:
        known = self._database.row(
            "SELECT 1 FROM recipients WHERE id = ? AND client = ?", (recipient, client)
        )
        if known is None:
            raise InputError(
                "There is no such client or recipient in the roster.",
                fix="policydocs clients list  shows them.",
            )

    def _update(self, delivery: Delivery, told: str | None, *, only_state: bool) -> None:
        assert delivery.since is not None
        self._database.write(
            "UPDATE deliveries SET state = ?, code = ?, since = ?, told = ? WHERE id = ?",
            (delivery.state.value, delivery.code, moment_text(delivery.since), told, delivery.id),
        )
        if only_state:
            return
        for position, item in enumerate(delivery.items):
            self._database.write(
                "UPDATE items SET live = ?, digest = ? WHERE delivery = ? AND position = ?",
                (int(delivery.state in _LIVE), item.digest, delivery.id, position),
            )
        self._hold_anew(delivery)

    # --- what recipients hold

    def _hold_anew(self, delivery: Delivery) -> None:
        """Bring what the recipient holds of the delivery's policies in step with her deliveries."""
        names = (name for one in delivery.items for name in (one.policy, one.back and one.back.policy))
        for policy in dict.fromkeys(name for name in names if name):
            whose = delivery.recipient, policy
            self._database.write("DELETE FROM holdings WHERE recipient = ? AND policy = ?", whose)
            self._database.write(_HOLD, whose * 2)

    def holdings(self, policy: str | None, client: str | None) -> Iterator[Holding]:
        query = "SELECT client, recipient, policy, major, minor, patch, state, told FROM holdings"
        wanted = [("policy = ?", policy), ("client = ?", client)]
        given = [(one, value) for one, value in wanted if value is not None]
        if given:
            query += " WHERE " + " AND ".join(one for one, _ in given)
        rows = self._database.rows(f"{query} ORDER BY recipient, policy", tuple(value for _, value in given))
        for of_client, recipient, of_policy, *numbers, state, told in rows:
            yield Holding(
                of_client,
                recipient,
                of_policy,
                Version(*numbers),
                State(state),
                datetime.fromisoformat(told),
            )

    # --- acknowledgments

    def acknowledge(self, said: Acknowledgment, by: Recorder, at: datetime) -> None:
        with self._database.transaction():
            self._require_recipient(said.client, said.recipient)
            self._database.write(
                "INSERT INTO acknowledgments (client, recipient, policy, major, minor, patch, kind, moment,"
                " reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    said.client,
                    said.recipient,
                    said.policy,
                    *_numbers(said.version),
                    said.kind.value,
                    moment_text(said.on),
                    said.reason,
                ),
            )
            self._events.append(
                "acknowledged",
                by,
                at,
                client=said.client,
                recipient=said.recipient,
                details=acknowledged_details(said),
            )

    def acknowledgments(self, policy: str | None, client: str | None) -> Iterator[Acknowledgment]:
        query = (
            "SELECT number, client, recipient, policy, major, minor, patch, kind, moment, reason"
            " FROM acknowledgments"
        )
        wanted = [("policy = ?", policy), ("client = ?", client)]
        given = [(one, value) for one, value in wanted if value is not None]
        where = "".join(f" AND {one}" for one, _ in given)
        rows = self._database.paged(
            f"{query} WHERE number > ?{where} ORDER BY number LIMIT ?", tuple(value for _, value in given)
        )
        for _, of_client, recipient, of_policy, *numbers, kind, moment, reason in rows:
            yield Acknowledgment(
                of_client,
                recipient,
                of_policy,
                Version(*numbers),
                AckKind(kind),
                datetime.fromisoformat(moment),
                reason,
            )


def _numbers(version: Version) -> tuple[int, int, int]:
    return version.major, version.minor, version.patch


def _item(row: tuple[Any, ...]) -> Item:
    _, policy, major, minor, patch, held, language, digest, news, notice, back_policy, *numbers = row
    before = None if held is None else Version.parse(held)
    back = Edition(back_policy, Version(*numbers)) if back_policy else None
    return Item(policy, Version(major, minor, patch), before, language, digest, News(news), notice, back)


def _delivery(row: tuple[Any, ...], items: tuple[Item, ...]) -> Delivery:
    _, id_, client, recipient, way, means, state, chosen, message_id, attempt, code, since, _ = row
    return Delivery(
        id_,
        client,
        recipient,
        Way(way),
        Means(means),
        items,
        State(state),
        chosen,
        message_id,
        attempt,
        code,
        datetime.fromisoformat(since),
    )
