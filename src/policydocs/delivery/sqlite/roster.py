"""Clients and their recipients in their tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from policydocs.delivery.clients import Client, PostalAddress, Recipient, Role, Status, Way
from policydocs.delivery.records import Recorder
from policydocs.delivery.roster_changes import change_details
from policydocs.delivery.sqlite.database import Database
from policydocs.delivery.sqlite.events import EventTable
from policydocs.errors import InputError

_CLIENT = "number, id, name, language, large_print, status, policies, clinician, practice"
_RECIPIENT = (
    "id, name, role, until, email, email_allowed, address, safe_to_mail, name_on_envelope, return_address,"
    " post_allowed, portal_allowed, preferred, since"
)


class RosterTable:
    """Reads and writes clients."""

    def __init__(self, database: Database, events: EventTable) -> None:
        self._database = database
        self._events = events

    def all(self, status: Status | None) -> Iterator[Client]:
        query = f"SELECT {_CLIENT} FROM clients WHERE number > ?"
        values: tuple[str, ...] = ()
        if status is not None:
            query += " AND status = ?"
            values = (status.value,)
        for row in self._database.paged(f"{query} ORDER BY number LIMIT ?", values):
            yield self._client(row)

    def one(self, client: str) -> Client | None:
        row = self._database.row(f"SELECT {_CLIENT} FROM clients WHERE id = ?", (client,))
        return None if row is None else self._client(row)

    def used_ids(self, client: str) -> frozenset[str]:
        rows = self._database.rows("SELECT id FROM recipients WHERE client = ?", (client,))
        return frozenset(str(id_) for (id_,) in rows)

    def columns(self) -> Mapping[str, str]:
        return dict(self._database.rows("SELECT field, heading FROM roster_columns ORDER BY field"))

    def remember_columns(self, columns: Mapping[str, str]) -> None:
        with self._database.transaction():
            for field, heading in columns.items():
                self._database.write(
                    "INSERT INTO roster_columns VALUES (?, ?)"
                    " ON CONFLICT (field) DO UPDATE SET heading = excluded.heading",
                    (field, heading),
                )

    def put(self, clients: Iterable[Client], by: Recorder, at: datetime) -> int:
        differing = 0
        with self._database.transaction():
            for client in clients:
                before = self.one(client.id)
                if before == client:
                    continue
                differing += 1
                self._write(client)
                kind = "client-added" if before is None else "client-changed"
                self._events.append(kind, by, at, client=client.id, details=change_details(before, client))
        return differing

    def _client(self, row: tuple[Any, ...]) -> Client:
        _, id_, name, language, large_print, status, policies, clinician, practice = row
        found = self._database.rows(
            f"SELECT {_RECIPIENT} FROM recipients WHERE client = ? AND position IS NOT NULL"
            " ORDER BY position",
            (id_,),
        )
        return Client(
            id_,
            name,
            tuple(_recipient(one) for one in found),
            language,
            bool(large_print),
            Status(status),
            None if policies is None else tuple(json.loads(policies)),
            clinician,
            practice,
        )

    def _write(self, client: Client) -> None:
        self._database.write(
            "INSERT INTO clients (id, name, language, large_print, status, policies, clinician, practice)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
            " language = excluded.language, large_print = excluded.large_print, status = excluded.status,"
            " policies = excluded.policies, clinician = excluded.clinician, practice = excluded.practice",
            (
                client.id,
                client.name,
                client.language,
                int(client.large_print),
                client.status.value,
                None if client.policies is None else json.dumps(client.policies),
                client.clinician,
                client.practice,
            ),
        )
        # Whoever receives no longer stays in the table, since deliveries name her.
        self._database.write("UPDATE recipients SET position = NULL WHERE client = ?", (client.id,))
        for position, recipient in enumerate(client.recipients):
            self._write_recipient(client.id, position, recipient)

    def _write_recipient(self, client: str, position: int, recipient: Recipient) -> None:
        address = recipient.address
        written = self._database.write(
            f"INSERT INTO recipients (client, position, {_RECIPIENT})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " position = excluded.position, name = excluded.name, role = excluded.role,"
            " until = excluded.until, email = excluded.email, email_allowed = excluded.email_allowed,"
            " address = excluded.address,"
            " safe_to_mail = excluded.safe_to_mail, name_on_envelope = excluded.name_on_envelope,"
            " return_address = excluded.return_address, post_allowed = excluded.post_allowed,"
            " portal_allowed = excluded.portal_allowed, preferred = excluded.preferred,"
            " since = excluded.since"
            " WHERE client = excluded.client AND position IS NULL",
            (
                client,
                position,
                recipient.id,
                recipient.name,
                recipient.role.value,
                None if recipient.until is None else recipient.until.isoformat(),
                recipient.email,
                int(recipient.email_allowed),
                None if address is None else json.dumps(address.lines, ensure_ascii=False),
                None if address is None or address.safe_to_mail is None else int(address.safe_to_mail),
                "" if address is None else address.name_on_envelope,
                "" if address is None else address.return_address,
                int(recipient.post_allowed),
                int(recipient.portal_allowed),
                " ".join(recipient.preferred),
                None if recipient.since is None else recipient.since.isoformat(),
            ),
        )
        if written != 1:
            raise InputError(
                "Two recipients have the same id.",
                fix="A recipient's id is the client's id, a dot and a number: c-0007.1",
            )


def _recipient(row: tuple[Any, ...]) -> Recipient:
    (
        id_,
        name,
        role,
        until,
        email,
        email_allowed,
        lines,
        safe,
        on_envelope,
        sender,
        post,
        portal,
        preferred,
        since,
    ) = row
    address = None
    if lines is not None:
        address = PostalAddress(
            tuple(json.loads(lines)), None if safe is None else bool(safe), on_envelope, sender
        )
    return Recipient(
        id_,
        name,
        Role(role),
        None if until is None else date.fromisoformat(until),
        email,
        bool(email_allowed),
        address,
        bool(post),
        bool(portal),
        tuple(Way(one) for one in preferred.split()),
        None if since is None else date.fromisoformat(since),
    )
