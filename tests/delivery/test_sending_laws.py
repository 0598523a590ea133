"""Whatever a server and the power do, in whatever order: nobody gets two, nobody is forgotten."""

from __future__ import annotations

import collections
import shutil
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import Delivery, Item, Means, State
from policydocs.delivery.sending import Patience, Sender, settle_interrupted
from policydocs.delivery.sqlite.store import open_records
from policydocs.delivery.steps import Steps
from policydocs.delivery.transport import (
    Envelope,
    Outcome,
    Result,
    ServerRefusedError,
    UnreachableError,
)
from policydocs.model import Version

from .sending_driver import AT, BY, OFFICE

NO_WAITS = Patience(connects=2, connect_wait_s=0, rounds=2, round_wait_s=0, longest_wait_s=0)


class KilledError(BaseException):
    """The process is gone: nothing after this happens."""


@dataclass
class FakeServer:
    """Takes, refuses, goes away and kills as the next fault says; without faults it takes all."""

    faults: list[str] = field(default_factory=list)
    taken: collections.Counter[str] = field(default_factory=collections.Counter)

    def connect(self) -> None:
        match self._next("connect"):
            case "connect-unreachable":
                raise UnreachableError("not now")
            case "connect-refused":
                raise ServerRefusedError("not at all")
            case "connect-killed":
                raise KilledError

    def send(self, envelope: Envelope, before_text: Callable[[], None]) -> Result:
        fault = self._next("early")
        if fault == "early-killed":
            raise KilledError
        if fault == "early-sender":
            raise ServerRefusedError("no such sender")
        if fault:
            return {
                "early-lost": Result(Outcome.LATER),
                "early-450": Result(Outcome.LATER, "450"),
                "early-550": Result(Outcome.REFUSED, "550"),
            }[fault]
        before_text()
        fault = self._next("late")
        if fault in ("", "late-taken-unanswered", "late-taken-killed"):
            self.taken[envelope.to] += 1
        if fault.endswith("killed"):
            raise KilledError
        return {
            "": Result(Outcome.TAKEN, "250"),
            "late-taken-unanswered": Result(Outcome.UNANSWERED),
            "late-lost-unanswered": Result(Outcome.UNANSWERED),
            "late-lost": Result(Outcome.LATER),
            "late-451": Result(Outcome.LATER, "451"),
            "late-554": Result(Outcome.REFUSED, "554"),
        }[fault]

    def close(self) -> None:
        pass

    def _next(self, stage: str) -> str:
        return self.faults.pop(0) if self.faults and self.faults[0].startswith(stage) else ""


FAULTS = [
    "connect-unreachable",
    "connect-refused",
    "connect-killed",
    "early-killed",
    "early-sender",
    "early-lost",
    "early-450",
    "early-550",
    "late-killed",
    "late-taken-killed",
    "late-taken-unanswered",
    "late-lost-unanswered",
    "late-lost",
    "late-451",
    "late-554",
]


class ExactlyOnce(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.records = open_records(self.folder)
        self.server = FakeServer()
        self.count = 0

    def teardown(self) -> None:
        self._run()
        assert not list(self.records.deliveries(states=[State.PLANNED, State.SENDING]))
        self.agree()
        self.records.close()
        shutil.rmtree(self.folder)

    @rule(count=st.integers(1, 4))
    def plan(self, count: int) -> None:
        ids = [f"c-{self.count + number:04}" for number in range(count)]
        self.count += count
        clients = [Client(one, one, (Recipient(f"{one}.1", one),)) for one in ids]
        self.records.put_clients(clients, BY, AT)
        items = (Item("messages", Version(1, 1, 0), None, "en"),)
        begun = [
            Delivery(
                str(uuid.uuid4()), one, f"{one}.1", Way.EMAIL, Means.EMAIL, items, State.PLANNED, "active"
            )
            for one in ids
        ]
        self.records.begin(begun, BY, AT)

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=6))
    def run_with_faults(self, faults: list[str]) -> None:
        self.server.faults = list(faults)
        self._run()
        self.server.faults = []

    @rule()
    def settle_one(self) -> None:
        for one in self.records.deliveries(states=[State.UNCERTAIN]):
            truth = State.HANDED if self.server.taken[one.client] else State.REFUSED
            self.records.move(one.id, truth, BY, AT, why="looked it up")
            return

    @invariant()
    def agree(self) -> None:
        for one in self.records.deliveries():
            taken = self.server.taken[one.client]
            expected = {
                State.HANDED: {1},
                State.PLANNED: {0},
                State.REFUSED: {0},
                State.UNCERTAIN: {0, 1},
                State.SENDING: {0, 1},
            }
            assert taken in expected[one.state], (one.state, taken)

    def _run(self) -> None:
        """One run of the program; where it is killed, what it held in memory is gone."""
        try:
            with self.records.working_alone():
                settle_interrupted(self.records, Steps(self.folder), BY, AT)
                planned = list(self.records.deliveries(states=[State.PLANNED]))
                steps = Steps(self.folder)
                sender = Sender(
                    self.records, self.server, _envelope, BY, lambda: AT, steps, NO_WAITS, at_once=3
                )
                sender.send(planned)
        except KilledError:
            self.records.close()
            self.records = open_records(self.folder)


def _envelope(delivery: Delivery) -> Envelope:
    return Envelope(OFFICE, delivery.client, b"Subject: x\r\n\r\n")


TestExactlyOnce = ExactlyOnce.TestCase
TestExactlyOnce.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
