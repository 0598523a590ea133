"""What delivery asks of the place where roster and ledger are kept: behind these, no SQL is known.

One contract test suite (`tests/delivery/records_contract.py`) holds for every implementation, so that
a server which several clinicians share can take the place of the file on one computer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from policydocs.delivery.clients import Client, Status
from policydocs.delivery.deliveries import Acknowledgment, Delivery, Holding, State


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who writes something down, and on which computer."""

    actor: str
    device: str


@dataclass(frozen=True, slots=True)
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

    # --- roster
    def clients(self, status: Status | None = None) -> Iterator[Client]:
        """In the order in which they were added."""
        ...

    def client(self, id: str) -> Client | None: ...  # noqa: A002  (the field's own name)

    def put_clients(self, clients: Iterable[Client], by: Recorder, at: datetime) -> int:
        """Add them, or put them in place of those with the same id; how many differ from before."""
        ...

    # --- deliveries
    def begin(self, deliveries: Sequence[Delivery], by: Recorder, at: datetime) -> tuple[Delivery, ...]:
        """Write down what is planned, all or nothing.

        Raises:
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
    ) -> Delivery:
        """Let one delivery go to its next state, and append the event.

        Args:
            digests: policy -> SHA-256 of the exact file.

        Raises:
            IllegalMoveError: that state does not follow (`deliveries.MOVES`).
        """
        ...

    def deliveries(
        self,
        *,
        states: Iterable[State] | None = None,
        client: str | None = None,
        policy: str | None = None,
    ) -> Iterator[Delivery]: ...

    def holdings(self, policy: str | None = None, client: str | None = None) -> Iterator[Holding]:
        """For each recipient and policy the newest version that she was told of."""
        ...

    def acknowledge(self, acknowledgment: Acknowledgment, by: Recorder) -> None: ...

    def acknowledgments(
        self, policy: str | None = None, client: str | None = None
    ) -> Iterator[Acknowledgment]: ...

    # --- the chain
    def events(self, client: str | None = None, after: int = 0) -> Iterator[Event]: ...

    def working_alone(self) -> AbstractContextManager[None]:
        """Held while letters are made or sent.

        Raises:
            SurroundingsError: another run holds it; it says so.
        """
        ...
