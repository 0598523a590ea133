"""What delivery asks of the place where roster and ledger are kept: behind these, no SQL is known.

One contract test suite (`tests/delivery/records_contract.py`) holds for every implementation, so that
a server which several clinicians share can take the place of the file on one computer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import field
from datetime import date, datetime, tzinfo
from typing import Protocol

from policydocs.delivery.clients import Client, Status
from policydocs.delivery.deliveries import Acknowledgment, Delivery, Holding, News, State
from policydocs.delivery.overview import Line, Mark, Overview, Part
from policydocs.delivery.retention import PurgeCount, Superseded
from policydocs.delivery.soundness import Soundness
from policydocs.errors import PolicydocsError
from policydocs.model import Version
from policydocs.values import frozen


class AlreadyToldError(PolicydocsError):
    """A recipient has that version of that policy, or is being given it. Names nobody in its words.

    Attributes:
        delivery: the id of the delivery by which she was, or is being, told.
    """

    def __init__(self, recipient: str, policy: str, version: Version, delivery: str) -> None:
        super().__init__(
            f"A recipient was told of {policy} {version} already, or is being told: delivery {delivery}.",
            fix="To give it to her again, ask for it and say why:  --again ... --why ...",
        )
        self.recipient = recipient
        self.policy = policy
        self.version = version
        self.delivery = delivery


class IllegalMoveError(PolicydocsError):
    """A delivery cannot go from the state in which it is to that one."""

    def __init__(self, delivery: str, before: State | None, to: State) -> None:
        stands = "does not exist yet" if before is None else f'stands at "{before.value}"'
        super().__init__(f'Delivery {delivery} {stands}, and "{to.value}" cannot follow.')
        self.delivery = delivery
        self.before = before
        self.to = to


@frozen
class Recorder:
    """Who writes something down, and on which computer."""

    actor: str
    device: str


@frozen
class Event:
    """One line of the ledger. Its hash covers all of it and the hash before it."""

    id: str  #: a UUID
    number: int  #: from 1, without a gap
    at: datetime  #: aware, UTC
    recorder: Recorder
    kind: str  #: "client-added", "delivery-moved", "acknowledged", "purged" …
    client: str = ""
    recipient: str = ""
    delivery: str = ""
    details: Mapping[str, str] = field(default_factory=dict)  #: versions, digests, states, codes; no names
    before: str = ""  #: the hash of the event before
    hash: str = ""


class Records(Protocol):
    """Roster and ledger. Every change is one transaction that survives a power cut, or does not happen."""

    def close(self) -> None: ...

    def together(self) -> AbstractContextManager[None]:
        """What is changed within is one transaction: all of it is kept, or nothing."""
        ...

    # --- roster
    def clients(self, status: Status | None = None) -> Iterator[Client]:
        """In the order in which they were added."""
        ...

    def client(self, id: str) -> Client | None: ...  # noqa: A002  (the field's own name)

    def put_clients(self, clients: Iterable[Client], by: Recorder, at: datetime) -> int:
        """Add them, or put them in place of those with the same id; how many differ from before."""
        ...

    def used_ids(self, client: str) -> frozenset[str]:
        """The ids that a client's recipients have or had: none of them is ever given to another person."""
        ...

    def columns(self) -> Mapping[str, str]:
        """Field -> the heading of its column, as the last imports were told."""
        ...

    def remember_columns(self, columns: Mapping[str, str]) -> None: ...

    # --- deliveries
    def begin(self, deliveries: Sequence[Delivery], by: Recorder, at: datetime) -> tuple[Delivery, ...]:
        """Write down what is planned, all or nothing.

        Each is PLANNED; one that was given by hand may begin as GIVEN, in one step. Those with an `attempt`
        above any that she had of the version are no second telling.

        Raises:
            IllegalMoveError: it begins in another state.
            InputError: the client or recipient is not in the roster.
            AlreadyToldError: a recipient has, or is being given, the same version of the same policy.
        """
        ...

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
        """Let one delivery go to its next state, and append the event.

        Args:
            at: when it is written down.
            digests: policy -> SHA-256 of the exact file.
            on: the day on which it happened, where that is not today.

        Raises:
            IllegalMoveError: that state does not follow (`deliveries.MOVES`).
            AlreadyToldError: it comes back to life, and she was told otherwise meanwhile.
            InputError: there is no such delivery.
        """
        ...

    def deliveries(
        self,
        *,
        states: Iterable[State] | None = None,
        client: str | None = None,
        policy: str | None = None,
        news: Iterable[News] | None = None,
    ) -> Iterator[Delivery]:
        """In the order in which they were begun.

        Args:
            news: only those that tell something of these kinds.
        """
        ...

    def holdings(self, policy: str | None = None, client: str | None = None) -> Iterator[Holding]:
        """For each recipient and policy the newest version that she was told of."""
        ...

    def acknowledge(self, acknowledgment: Acknowledgment, by: Recorder, at: datetime | None = None) -> None:
        """Write an acknowledgment down; the newest of a version counts, the earlier ones stay.

        Args:
            at: when it is written down; None: when it was given.
        """
        ...

    def acknowledgments(
        self, policy: str | None = None, client: str | None = None
    ) -> Iterator[Acknowledgment]: ...

    # --- views

    def overview(self, marks: Sequence[Mark], on: date, zone: tzinfo) -> Overview:
        """How the policies stand with those who receive on that day, counted.

        Args:
            zone: where the practice is, for the days on which somebody was told.
        """
        ...

    def lines(
        self, mark: Mark, on: date, part: Part = Part.EVERY, limit: int | None = None
    ) -> Iterator[Line]:
        """Those who receive on that day and to whom the policy applies, in the order of the roster."""
        ...

    # --- the chain
    def events(self, client: str | None = None, after: int = 0) -> Iterator[Event]: ...

    def check(self) -> Soundness:
        """Whether file, chain and tables are whole and agree; reads every event."""
        ...

    def purgeable(self, old: Sequence[Superseded], limit: date) -> PurgeCount:
        """What `purge` would take out."""
        ...

    def purge(self, old: Sequence[Superseded], limit: date, by: Recorder, at: datetime) -> PurgeCount:
        """Take out the words of what is about those versions alone; of each event digest and hash stay.

        What an active client goes by stays, and what is not settled. Former clients of whom nothing is left,
        and of whom nothing was written down since `limit`, leave the roster.
        """
        ...

    def working_alone(self) -> AbstractContextManager[None]:
        """Held while letters are made or sent.

        Raises:
            SurroundingsError: another run holds it; it says so.
        """
        ...
