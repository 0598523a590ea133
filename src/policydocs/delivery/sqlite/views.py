"""The ledger's views, counted by the database: as quick for a million events as for ten."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from policydocs.delivery.chain import moment_text
from policydocs.delivery.deliveries import UNDER_WAY, AckKind, Acknowledgment, Holding, State
from policydocs.delivery.overview import Line, Mark, Overview, Part, PolicyCounts, last_day_in_time
from policydocs.delivery.sqlite.database import Database
from policydocs.model import Version

#: Who receives on a day, a row each, and to whom a policy applies: see `_receiving`. The names of a policy,
#: which may have been renamed, are a list in JSON, so that a query is the same for one and for several.
_RECEIVING = """
    FROM clients AS c JOIN recipients AS r ON r.client = c.id AND r.position IS NOT NULL
    WHERE c.status = 'active' AND (r.until IS NULL OR r.until >= ?) AND (r.since IS NULL OR r.since <= ?)
      AND (c.policies IS NULL OR EXISTS (SELECT 1 FROM json_each(c.policies) AS has, json_each(?) AS name
                                         WHERE has.value = name.value))
      AND (? = '' OR c.clinician IN ('', ?))
"""
#: What each recipient holds of a policy that had one name alone, and of one that had several: the newest.
_HELD = "(SELECT * FROM holdings WHERE policy = ?)"
_HELD_BY_NAMES = """
    (SELECT * FROM (SELECT *, row_number() OVER (
        PARTITION BY recipient ORDER BY major DESC, minor DESC, patch DESC, policy) AS place
     FROM holdings WHERE policy IN (SELECT value FROM json_each(?))) WHERE place = 1)
"""
_NUMBER = "(h.major, h.minor, h.patch)"
#: That she was told of the policy's end.
_KNOWS_END = (
    "EXISTS (SELECT 1 FROM items AS i JOIN deliveries AS d ON d.id = i.delivery"
    " WHERE i.recipient = h.recipient AND i.policy IN (SELECT value FROM json_each(?))"
    " AND i.news = 'retired' AND i.live = 1 AND d.told IS NOT NULL)"
)
_SIGNED = (
    "(SELECT 1 FROM acknowledgments AS a WHERE a.recipient = h.recipient"
    " AND a.policy IN (SELECT value FROM json_each(?))"
    " AND (a.major, a.minor, a.patch) >= (?, ?, ?))"
)


class ViewTable:
    """Counts and lists recipients by what they hold."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def overview(self, marks: Sequence[Mark], on: date, zone: tzinfo) -> Overview:
        policies = tuple(self._counts(mark, on, zone) for mark in marks)
        states = sorted(state.value for state in UNDER_WAY)
        rows = self._database.rows(
            f"SELECT state, count(*) FROM deliveries WHERE state IN ({', '.join('?' * len(states))})"
            " GROUP BY state ORDER BY state",
            tuple(states),
        )
        active = self._database.rows("SELECT count(*) FROM clients WHERE status = 'active'")
        wanting = [one.mark for one in policies if one.to_tell]
        return Overview(policies, active[0][0], self._clients_to_tell(wanting, on), dict(rows))

    def _counts(self, mark: Mark, on: date, zone: tzinfo) -> PolicyCounts:
        receiving = _receiving(mark, on)
        ((recipients,),) = self._database.rows(f"SELECT count(*) {_RECEIVING}", receiving)
        to_tell, values = _to_tell(mark)
        in_time = _end_of(last_day_in_time(mark), zone)
        begun = _end_of(mark.effective - timedelta(days=1), zone)
        has_told = "h.is_change AND (h.major, h.minor, h.patch) >= (?, ?, ?)"
        told = _numbers(mark.tell_from)
        held, policy = _held(mark)
        to_sign, sign_values = _to_sign(mark)
        # A holding is looked at once for everything that is counted of it.
        rows = self._database.rows(
            f"SELECT h.major, h.minor, h.patch, count(*), sum({to_tell}), sum({has_told} AND h.told <= ?),"
            f" sum({has_told} AND h.told > ? AND h.told <= ?), sum({has_told} AND h.told > ?), sum({to_sign})"
            f" FROM {held} AS h WHERE EXISTS (SELECT 1 {_RECEIVING} AND r.id = h.recipient)"
            " GROUP BY h.major, h.minor, h.patch ORDER BY h.major, h.minor, h.patch",
            (
                *(*values, *told, in_time, *told, in_time, begun, *told, begun),
                *(*sign_values, policy, *receiving),
            ),
        )
        return PolicyCounts(
            mark,
            recipients,
            {Version(*row[:3]): row[3] for row in rows},
            to_tell=sum(row[4] for row in rows),
            to_sign=sum(row[8] for row in rows),
            in_time=sum(row[5] for row in rows),
            short=sum(row[6] for row in rows),
            late=sum(row[7] for row in rows),
        )

    def _clients_to_tell(self, marks: Sequence[Mark], on: date) -> int:
        parts, values = [], []
        for mark in marks:
            to_tell, wanted = _to_tell(mark)
            held, policy = _held(mark)
            parts.append(
                f"SELECT h.client FROM {held} AS h WHERE ({to_tell})"
                f" AND EXISTS (SELECT 1 {_RECEIVING} AND r.id = h.recipient)"
            )
            values += [policy, *wanted, *_receiving(mark, on)]
        if not parts:
            return 0
        every = " UNION ALL ".join(parts)
        ((count,),) = self._database.rows(f"SELECT count(DISTINCT client) FROM ({every})", tuple(values))
        return int(count)

    def lines(self, mark: Mark, on: date, part: Part, limit: int | None) -> Iterator[Line]:
        """In the roster's order."""
        to_tell, tell_values = _to_tell(mark)
        to_sign, sign_values = _to_sign(mark)
        held, policy = _held(mark)
        wanted = {
            Part.EVERY: "1",
            Part.TO_TELL: "tell",
            Part.NONE_YET: "had IS NULL",
            Part.TO_SIGN: "sign",
        }[part]
        rows = self._database.rows(
            "SELECT x.*, k.major, k.minor, k.patch, k.kind, k.moment, k.reason FROM ("
            "SELECT c.number, r.position, c.id, r.id AS whom, r.name, h.recipient AS had,"
            " h.major, h.minor, h.patch, h.state, h.told, coalesce(h.is_change, 0),"
            f" coalesce({to_tell}, 0) AS tell, coalesce({to_sign}, 0) AS sign,"
            " (SELECT max(a.number) FROM acknowledgments AS a WHERE a.recipient = r.id"
            " AND a.policy IN (SELECT value FROM json_each(?))) AS ack"
            f" {_joined(_RECEIVING, held)}) AS x LEFT JOIN acknowledgments AS k ON k.number = x.ack"
            f" WHERE {wanted} ORDER BY x.number, x.position LIMIT ?",
            (*tell_values, *sign_values, _names(mark), policy, *_receiving(mark, on), limit or -1),
        )
        for row in rows:
            yield _line(mark.policy, row)


def _line(policy: str, row: tuple[Any, ...]) -> Line:
    _, _, client, recipient, name, had, *numbers, state, told, change, tell, sign, ack = row[:15]
    holding = None
    if had is not None:
        version = Version(*numbers)
        holding = Holding(client, recipient, policy, version, State(state), datetime.fromisoformat(told))
    said = None
    if ack is not None:
        *signed, kind, moment, reason = row[15:]
        at = datetime.fromisoformat(moment)
        said = Acknowledgment(client, recipient, policy, Version(*signed), AckKind(kind), at, reason)
    return Line(client, recipient, name, holding, said, bool(tell), bool(sign), bool(change))


def _joined(receiving: str, held: str) -> str:
    """The same rows, each with what she holds of a policy: the value of `_held`, then as before."""
    join = f"LEFT JOIN {held} AS h ON h.recipient = r.id WHERE c.status"
    return receiving.replace("WHERE c.status", join, 1)


def _held(mark: Mark) -> tuple[str, str]:
    """What each recipient holds of a policy, a row each, and the one value for it."""
    return (_HELD_BY_NAMES, _names(mark)) if mark.former else (_HELD, mark.policy)


def _names(mark: Mark) -> str:
    """The policy's slugs, now and before, for `json_each`."""
    return json.dumps(mark.names)


def _receiving(mark: Mark, on: date) -> tuple[str, ...]:
    """The values of `_RECEIVING`."""
    day = on.isoformat()
    return day, day, _names(mark), mark.clinician, mark.clinician


def _to_tell(mark: Mark) -> tuple[str, tuple[object, ...]]:
    """The condition under which the holder of `h` is to be told, and its values."""
    values: list[object] = []

    def is_one_of(versions: Sequence[Version]) -> str:
        values.extend(number for one in versions for number in _numbers(one))
        return f"{_NUMBER} IN (VALUES {', '.join(['(?, ?, ?)'] * len(versions))})"

    if mark.ended:
        said = f"h.recipient IS NOT NULL AND NOT {_KNOWS_END}"
        values.append(_names(mark))
    else:
        either = []
        if mark.newest is not None:
            either = [f"{_NUMBER} < (?, ?, ?)", f"{_NUMBER} > (?, ?, ?)"]
            values += [*_numbers(mark.tell_from), *_numbers(mark.newest)]
        if mark.taken_back:
            either.append(is_one_of(mark.taken_back))
        said = f"({' OR '.join(either)})"
    if mark.quiet:
        said += f" AND NOT {is_one_of(mark.quiet)}"
    return said, tuple(values)


def _to_sign(mark: Mark) -> tuple[str, tuple[object, ...]]:
    """The condition under which the holder of `h` is to sign, and its values."""
    if mark.sign_from is None:
        return "0", ()
    numbers = _numbers(mark.sign_from)
    return f"({_NUMBER} >= (?, ?, ?) AND NOT EXISTS {_SIGNED})", (*numbers, _names(mark), *numbers)


def _end_of(day: date, zone: tzinfo) -> str:
    """The last moment of a day where the practice is, as moments are written down."""
    return moment_text(datetime.combine(day, time.max, zone))


def _numbers(version: Version) -> tuple[int, int, int]:
    return version.major, version.minor, version.patch
