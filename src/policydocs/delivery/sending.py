"""Letters by e-mail, each exactly once: what is written down before and after each step of the way.

A delivery is `sending` from the moment before the first byte of its text goes out. Killed before that, it is
still planned and goes out with the next run; killed after that, nobody knows whether the server has it: it is
uncertain, and never sent again on its own. Nothing of a client is logged, and of a server's answers the code
alone is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import stamina
from stamina.instrumentation import set_on_retry_hooks

from policydocs.delivery.deliveries import Delivery, State
from policydocs.delivery.records import Recorder, Records
from policydocs.delivery.transport import Envelope, Outcome, Result, Transport, UnreachableError
from policydocs.errors import SurroundingsError

#: So many in a row, and something is wrong with the server or with us, not with a letter.
_MOST_IN_A_ROW = {Outcome.UNANSWERED: 2, Outcome.REFUSED: 5, Outcome.LATER: 3}


@dataclass(frozen=True, slots=True)
class Patience:
    """How often is tried again, and how long is waited; seconds."""

    connects: int = 4
    connect_wait_s: float = 2
    rounds: int = 3  #: how often a letter is offered that the server did not take yet
    round_wait_s: float = 20
    longest_wait_s: float = 120


@dataclass(frozen=True, slots=True)
class Pace:
    """A polite rate: most providers stop whoever sends faster."""

    per_minute: float | None = None  #: None: as fast as the server takes them
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def gaps(self) -> Iterator[None]:
        """Waits between one item and the next."""
        last: float | None = None
        while True:
            if self.per_minute and last is not None:
                self.sleep(max(0.0, last + 60 / self.per_minute - self.clock()))
            last = self.clock()
            yield


@dataclass
class Tally:
    """What became of the letters of one run."""

    handed: list[Delivery] = field(default_factory=list)
    refused: list[Delivery] = field(default_factory=list)
    uncertain: list[Delivery] = field(default_factory=list)
    waiting: list[Delivery] = field(default_factory=list)  #: still planned: the next run sends them
    stopped: SurroundingsError | None = None  #: why the run ended before its end


class _NotAllTaken(Exception):  # noqa: N818  (a signal, no error)
    """Some letters are to be offered once more."""


@dataclass
class Sender:
    """Sends the letters of one run."""

    records: Records
    transport: Transport
    compose: Callable[[Delivery], Envelope]
    by: Recorder
    now: Callable[[], datetime]
    patience: Patience = field(default_factory=Patience)
    pace: Pace = field(default_factory=Pace)

    def send(
        self,
        deliveries: Sequence[Delivery],
        progress: Callable[[Iterable[Delivery]], Iterable[Delivery]] = iter,
    ) -> Tally:
        """Send every planned delivery; what became of each is in the ledger when this returns or is killed.

        Args:
            progress: shows how far it is; gets and gives back the deliveries.

        Raises:
            SurroundingsError: the ledger cannot be written. A server that fails is in the tally.
        """
        set_on_retry_hooks(())  # they would log what was called with what
        tally = Tally(waiting=list(deliveries))
        self._gaps = self.pace.gaps()
        try:
            for attempt in stamina.retry_context(
                on=_NotAllTaken,
                attempts=self.patience.rounds,
                timeout=None,
                wait_initial=self.patience.round_wait_s,
                wait_max=self.patience.longest_wait_s,
                wait_jitter=0,
            ):
                with attempt:
                    self._round(tally, progress)
        except _NotAllTaken:
            pass
        except SurroundingsError as error:
            if tally.stopped is not error:
                raise
        return tally

    def _round(self, tally: Tally, progress: Callable[[Iterable[Delivery]], Iterable[Delivery]]) -> None:
        """Offer each letter that waits once; those that the server did not take wait on."""
        queue, tally.waiting = tally.waiting, []
        done = 0
        streak = _Streak()
        try:
            for delivery in progress(queue):
                result = self._offered(delivery, tally)
                done += 1
                self._file(delivery, result, tally)
                if not streak.is_too_long(result.outcome):
                    continue
                if result.outcome is Outcome.LATER:
                    break  # it takes none now: those behind need not be tried before a pause
                tally.stopped = streak.told(result)
                raise tally.stopped
        finally:
            tally.waiting = [*queue[done:], *tally.waiting]
        if tally.waiting:
            raise _NotAllTaken

    def _offered(self, delivery: Delivery, tally: Tally) -> Result:
        """One letter offered; a second time at once where the connection was lost before its text."""
        self._connected(tally)
        next(self._gaps)
        result = self._one(delivery, tally)
        if result != Result(Outcome.LATER) or self._states.get(delivery.id) is State.SENDING:
            return result
        self._connected(tally)
        return self._one(delivery, tally)

    def _connected(self, tally: Tally) -> None:
        """A connection, tried several times; one that cannot be had ends the run."""
        try:
            for attempt in stamina.retry_context(
                on=UnreachableError,
                attempts=self.patience.connects,
                timeout=None,
                wait_initial=self.patience.connect_wait_s,
                wait_max=self.patience.longest_wait_s,
                wait_jitter=0,
            ):
                with attempt:
                    self.transport.connect()
        except SurroundingsError as error:
            tally.stopped = error
            raise

    def _one(self, delivery: Delivery, tally: Tally) -> Result:
        envelope = self.compose(delivery)

        def note() -> None:
            try:
                self._move(delivery, State.SENDING)
            except SurroundingsError as error:
                raise _LedgerError(error) from error

        try:
            return self.transport.send(envelope, note)
        except _LedgerError as error:
            raise error.cause from None
        except SurroundingsError as error:
            tally.stopped = error
            raise

    def _file(self, delivery: Delivery, result: Result, tally: Tally) -> None:
        """Write down what became of it."""
        begun = self._state(delivery) is State.SENDING
        match result.outcome:
            case Outcome.TAKEN:
                tally.handed.append(self._move(delivery, State.HANDED, result.code))
            case Outcome.UNANSWERED:
                tally.uncertain.append(self._move(delivery, State.UNCERTAIN, result.code))
            case Outcome.REFUSED:
                with self.records.together():
                    if not begun:
                        self._move(delivery, State.SENDING)
                    tally.refused.append(self._move(delivery, State.REFUSED, result.code))
            case Outcome.LATER:
                tally.waiting.append(self._move(delivery, State.PLANNED, result.code) if begun else delivery)

    def _move(self, delivery: Delivery, to: State, code: str = "") -> Delivery:
        moved = self.records.move(delivery.id, to, self.by, self.now(), code=code)
        self._states[delivery.id] = moved.state
        return moved

    def _state(self, delivery: Delivery) -> State:
        return self._states.pop(delivery.id, State.PLANNED)

    def __post_init__(self) -> None:
        self._states: dict[str, State] = {}
        self._gaps = self.pace.gaps()


class _LedgerError(Exception):
    """The ledger could not be written: no matter of the server's."""

    def __init__(self, cause: SurroundingsError) -> None:
        super().__init__()
        self.cause = cause


@dataclass
class _Streak:
    """The same outcome again and again."""

    outcome: Outcome | None = None
    count: int = 0

    def is_too_long(self, outcome: Outcome) -> bool:
        self.count = self.count + 1 if outcome is self.outcome else 1
        self.outcome = outcome
        return self.count >= _MOST_IN_A_ROW.get(outcome, self.count + 1)

    def told(self, result: Result) -> SurroundingsError:
        code = f" ({result.code})" if result.code else ""
        if result.outcome is Outcome.UNANSWERED:
            return SurroundingsError(
                f"The mail server gave no answer to {self.count} letters in a row.",
                fix="Those are uncertain and named below; nothing more was sent. Look into the folder of "
                "sent mail, or ask\n  your provider, before you go on.",
            )
        return SurroundingsError(
            f"The mail server refused {self.count} letters in a row{code}; the others were not tried.",
            fix="It is more likely the server than five addresses: ask your provider what the code means.",
        )


def interrupted(records: Records) -> tuple[Delivery, ...]:
    """Deliveries that an earlier run left at `sending`: its text may have begun, so nobody knows."""
    return tuple(records.deliveries(states=[State.SENDING]))


def settle_interrupted(records: Records, by: Recorder, at: datetime) -> tuple[Delivery, ...]:
    """Call them uncertain. Only while working alone: else they may be another run's, still at work."""
    return tuple(
        records.move(one.id, State.UNCERTAIN, by, at, why="an earlier run ended while it was being sent")
        for one in interrupted(records)
    )
