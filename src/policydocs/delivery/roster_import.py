"""What a file would make of the roster: clients who are new or changed, rows that are skipped and why.

Nothing is guessed that could reach the wrong person: what is not understood counts as not allowed and is
told, and a row whose client or status is not sure is skipped. Rows are told by their numbers, never by names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from policydocs.delivery.clients import Client
from policydocs.delivery.roster_cells import ID
from policydocs.delivery.roster_columns import Columns
from policydocs.delivery.roster_file import RosterTable
from policydocs.delivery.roster_rows import Row, RowError, merged_client
from policydocs.source.names import DEVICES
from policydocs.values import frozen, record


@frozen
class Known:
    """What a row is held against."""

    practice: str  #: the permanent id
    clinicians: Mapping[str, str]  #: id -> name
    policies: Collection[str]  #: slugs
    clients: Sequence[Client]  #: the roster as it is
    used_ids: Callable[[str], Collection[str]]  #: of a client: the ids that her recipients have or had


class Outcome(StrEnum):
    """What becomes of a client of the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@frozen
class Planned:
    """One client of the file."""

    row: int  #: the first, where several are hers
    client: Client
    outcome: Outcome


@frozen
class ImportPlan:
    """What an import will do. `skipped` and `remarks` name rows, and nobody."""

    planned: tuple[Planned, ...]
    skipped: tuple[tuple[int, str], ...]
    remarks: tuple[tuple[int, str], ...]  #: row (0: the file) and what to look at
    dropped: tuple[str, ...]  #: headings of columns that were not read
    absent: int  #: active clients of the roster whom the file does not have; they stay as they are

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.planned)

    @property
    def to_write(self) -> tuple[Client, ...]:
        return tuple(one.client for one in self.planned if one.outcome is not Outcome.SAME)


def plan_import(table: RosterTable, columns: Columns, known: Known) -> ImportPlan:
    """Hold a file against the roster; writes nothing."""
    planner = _Planner(columns, known)
    for number, cells in table.rows:
        values = {name: cells[at] for name, at in columns.fields.items()}
        planner.take(Row(number, values))
    planned = planner.planned()
    seen = {one.client.id for one in planned}
    absent = sum(one.id not in seen and one.status == "active" for one in known.clients)
    remarks = [*((0, said) for said in table.remarks), *planner.remarks]
    skipped = sorted([*table.malformed, *planner.skipped])
    return ImportPlan(tuple(planned), tuple(skipped), tuple(remarks), columns.dropped, absent)


@record
class _Planner:
    """Sorts rows to clients; a client may have several, one a recipient."""

    columns: Columns
    known: Known
    rows: dict[str, list[Row]] = field(default_factory=dict)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _folded: dict[str, int] = field(default_factory=dict)
    _fresh: Iterator[str] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        for client in self.known.clients:
            self._by_name.setdefault(client.name.casefold(), []).append(client.id)
        self._fresh = fresh_client_ids(client.id for client in self.known.clients)

    def take(self, row: Row) -> None:
        try:
            client_id = self._id(row)
            same = self.rows.get(client_id)
            first = self._folded.setdefault(client_id.casefold(), row.number)
            if same is None and first != row.number:
                raise RowError(f"its id and that of row {first} differ in capital letters only")
            if same is not None:
                self._refuse_second(row, same)
            self.rows.setdefault(client_id, []).append(row)
        except RowError as error:
            self.skipped.append((row.number, str(error)))

    def planned(self) -> list[Planned]:
        known = {client.id: client for client in self.known.clients}
        found = []
        for client_id, rows in self.rows.items():
            before = known.get(client_id)
            try:
                client, remarks = merged_client(
                    client_id,
                    before,
                    rows,
                    practice=self.known.practice,
                    clinicians=self.known.clinicians,
                    policies=self.known.policies,
                    used=self.known.used_ids(client_id) if before is not None else (),
                )
            except RowError as error:
                self.skipped += [(row.number, str(error)) for row in rows]
                continue
            self.remarks += remarks
            outcome = Outcome.NEW if before is None else Outcome.SAME if before == client else Outcome.CHANGED
            found.append(Planned(rows[0].number, client, outcome))
        return found

    def _id(self, row: Row) -> str:
        if self.columns.holds("id"):
            said = row["id"]
            if not said:
                raise RowError("it has no id")
            if not ID.fullmatch(said) or said.casefold().partition(".")[0] in DEVICES:
                raise RowError(
                    "its id holds something else than letters a to z, digits, - _ and . between them, "
                    "or is longer than 64 characters"
                )
            return said
        name = row.name
        if not name:
            raise RowError("it has no name")
        matching = self._by_name.get(name.casefold(), [])
        if len(matching) > 1:
            raise RowError("two clients have this name, and the file has no column with ids")
        if matching:
            return matching[0]
        client_id = next(self._fresh)
        self._by_name[name.casefold()] = [client_id]
        return client_id

    def _refuse_second(self, row: Row, same: Sequence[Row]) -> None:
        if not self.columns.holds("id"):
            raise RowError(f"it has the name of row {same[0].number}, and the file has no column with ids")
        if not (self.columns.holds("recipient") or self.columns.holds("role")):
            raise RowError(f"its id stands in row {same[0].number} already")
        if any(row.who == one.who for one in same):
            raise RowError(f"its id and recipient stand in row {same[0].number} already")


def fresh_client_ids(taken: Iterable[str]) -> Iterator[str]:
    """Ids for clients who have none: "c-0001", "c-0002" …, from above the highest that there is."""
    found = (re.fullmatch(r"c-([0-9]{1,9})", one) for one in taken)
    first = max((int(match[1]) for match in found if match is not None), default=0) + 1
    return (f"c-{number:04}" for number in itertools.count(first))
