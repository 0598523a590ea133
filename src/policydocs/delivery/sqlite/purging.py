"""The end of what need not be kept any more: the words go, digest and hash of each event stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from policydocs.delivery.records import Recorder
from policydocs.delivery.retention import PurgeCount, Superseded
from policydocs.delivery.sqlite.database import Database
from policydocs.delivery.sqlite.events import EventTable

#: Deliveries that are about nothing but old versions and that nobody goes by any more.
_GOING = """
    SELECT d.id FROM deliveries AS d WHERE d.state NOT IN ('planned', 'prepared', 'sending', 'uncertain')
      AND NOT EXISTS (SELECT 1 FROM items AS i LEFT JOIN old USING (policy, major, minor, patch)
                      WHERE i.delivery = d.id AND old.policy IS NULL)
"""
#: What an active client holds under an earlier name of a policy is not what she goes by, where she has a
#: newer one under another name.
_IS_HELD = """
    EXISTS (
        SELECT 1 FROM items AS i JOIN clients AS c ON c.id = d.client AND c.status = 'active'
        JOIN holdings AS h ON h.recipient = i.recipient AND (
            (h.policy = i.policy AND (h.major, h.minor, h.patch) = (i.major, i.minor, i.patch))
            OR (h.policy = i.back_policy
                AND (h.major, h.minor, h.patch) = (i.back_major, i.back_minor, i.back_patch))
        )
        WHERE i.delivery = d.id AND NOT EXISTS (
            SELECT 1 FROM old JOIN holdings AS newer ON newer.recipient = h.recipient
                 AND (newer.major, newer.minor, newer.patch) > (h.major, h.minor, h.patch)
                 AND (newer.policy = old.now
                      OR newer.policy IN (SELECT same.policy FROM old AS same WHERE same.now = old.now))
            WHERE old.policy = h.policy
              AND (old.major, old.minor, old.patch) = (h.major, h.minor, h.patch)
        )
    )
"""
#: That a version was taken back stays on record as long as a letter that gave it does: else it would be held
#: again.
_STILL_NEEDED = """
    SELECT w.delivery FROM items AS w JOIN items AS g ON g.recipient = w.recipient AND g.live = 1
         AND ((g.news = 'version' AND g.policy = w.policy
               AND (g.major, g.minor, g.patch) = (w.major, w.minor, w.patch))
              OR (g.back_policy = w.policy
                  AND (g.back_major, g.back_minor, g.back_patch) = (w.major, w.minor, w.patch)))
    WHERE w.news = 'withdrawn' AND w.delivery IN (SELECT id FROM going)
      AND g.delivery NOT IN (SELECT id FROM going)
"""
_BLANK = (
    "UPDATE events SET id = NULL, at = NULL, actor = NULL, device = NULL, kind = NULL, client = NULL,"
    " recipient = NULL, delivery = NULL, details = NULL WHERE"
)


class PurgeTable:
    """Finds what may go, and takes it out."""

    def __init__(self, database: Database, events: EventTable) -> None:
        self._database = database
        self._events = events

    def count(self, old: Sequence[Superseded], limit: date) -> PurgeCount:
        """What `purge` would take out; writes nothing that stays."""
        with self._database.transaction():
            found = self._find(old, limit)
            self._forget_temporaries()
        return found

    def purge(self, old: Sequence[Superseded], limit: date, by: Recorder, at: datetime) -> PurgeCount:
        with self._database.transaction():
            found = self._find(old, limit)
            if found.events or found.clients:
                self._take_out()
                details = {
                    "events": str(found.events),
                    "deliveries": str(found.deliveries),
                    "acknowledgments": str(found.acknowledgments),
                    "clients": str(found.clients),
                    "superseded_before": limit.isoformat(),
                }
                self._events.append("purged", by, at, details=details)
            self._forget_temporaries()
        # The freed pages, overwritten already, leave the file, and the log of changes with them.
        self._database.compact()
        return found

    def _find(self, old: Sequence[Superseded], limit: date) -> PurgeCount:
        write, number = self._database.write, self._number
        self._forget_temporaries()
        write("CREATE TEMP TABLE old (policy TEXT, major INTEGER, minor INTEGER, patch INTEGER, now TEXT)")
        for one in old:
            version = one.version
            write(
                "INSERT INTO old VALUES (?, ?, ?, ?, ?)",
                (one.policy, version.major, version.minor, version.patch, one.now or one.policy),
            )
        every = number(f"SELECT count(*) FROM ({_GOING})")
        write(f"CREATE TEMP TABLE going AS {_GOING} AND NOT {_IS_HELD}")
        while write(f"DELETE FROM going WHERE id IN ({_STILL_NEEDED})"):
            pass  # what stays may need another
        write(
            "CREATE TEMP TABLE going_acks AS SELECT a.number, a.client FROM acknowledgments AS a"
            " JOIN old USING (policy, major, minor, patch) WHERE NOT EXISTS (SELECT 1 FROM items AS i"
            " WHERE i.recipient = a.recipient AND i.policy = a.policy AND i.major = a.major"
            " AND i.minor = a.minor AND i.patch = a.patch AND i.delivery NOT IN (SELECT id FROM going))"
        )
        # A former client goes when nothing of her is left and her last event is as old as the rest.
        write(
            "CREATE TEMP TABLE going_clients AS SELECT c.id FROM clients AS c WHERE c.status = 'former'"
            " AND NOT EXISTS (SELECT 1 FROM deliveries AS d WHERE d.client = c.id"
            " AND d.id NOT IN (SELECT id FROM going))"
            " AND NOT EXISTS (SELECT 1 FROM acknowledgments AS a WHERE a.client = c.id"
            " AND a.number NOT IN (SELECT number FROM going_acks))"
            " AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.client = c.id AND e.client <> ''"
            " AND e.at >= ?)",
            (limit.isoformat(),),
        )
        write(
            "CREATE TEMP TABLE going_events AS SELECT number FROM events WHERE delivery <> ''"
            " AND delivery IN (SELECT id FROM going)"
            " UNION SELECT number FROM events WHERE client <> '' AND client IN (SELECT id FROM going_clients)"
            " UNION SELECT e.number FROM events AS e JOIN acknowledgments AS a ON e.client = a.client"
            " AND e.recipient = a.recipient WHERE e.client <> '' AND e.kind = 'acknowledged'"
            " AND json_extract(e.details, '$.policy') = a.policy"
            " AND json_extract(e.details, '$.version') = a.major || '.' || a.minor || '.' || a.patch"
            " AND a.number IN (SELECT number FROM going_acks)"
        )
        deliveries = number("SELECT count(*) FROM going")
        return PurgeCount(
            number("SELECT count(*) FROM going_events"),
            deliveries,
            number("SELECT count(*) FROM going_acks"),
            number("SELECT count(*) FROM going_clients"),
            every - deliveries,
        )

    def _take_out(self) -> None:
        write = self._database.write
        write(f"{_BLANK} number IN (SELECT number FROM going_events)")
        write("DELETE FROM acknowledgments WHERE number IN (SELECT number FROM going_acks)")
        # What a former client held came from a delivery that goes; nobody asks what she holds.
        write(
            "DELETE FROM holdings WHERE EXISTS (SELECT 1 FROM items AS i WHERE i.delivery IN"
            " (SELECT id FROM going) AND i.recipient = holdings.recipient AND ((i.policy = holdings.policy"
            " AND i.major = holdings.major AND i.minor = holdings.minor AND i.patch = holdings.patch)"
            " OR (i.back_policy = holdings.policy AND i.back_major = holdings.major"
            " AND i.back_minor = holdings.minor AND i.back_patch = holdings.patch)))"
        )
        write("DELETE FROM items WHERE delivery IN (SELECT id FROM going)")
        write("DELETE FROM deliveries WHERE id IN (SELECT id FROM going)")
        write("DELETE FROM recipients WHERE client IN (SELECT id FROM going_clients)")
        write("DELETE FROM clients WHERE id IN (SELECT id FROM going_clients)")

    def _forget_temporaries(self) -> None:
        for name in ("old", "going", "going_acks", "going_clients", "going_events"):
            self._database.write(f"DROP TABLE IF EXISTS temp.{name}")

    def _number(self, query: str) -> int:
        row = self._database.row(query)
        return 0 if row is None else int(row[0])
