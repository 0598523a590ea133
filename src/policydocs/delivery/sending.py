"""Letters by e-mail, each exactly once: what is written down before and after each step of the way.

A delivery is `sending` in the ledger before the first byte about it goes out, and how far it came stands in
the run's steps. Killed before its text began, it is planned again by the next run; killed after the server's
answer, that answer counts; killed between the two, nobody knows whether the server has it: it is uncertain,
and never sent again on its own. Nothing of a client is logged, and of a server's answers the code alone is
kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from datetime import datetime

import stamina
from stamina.instrumentation import set_on_retry_hooks

from policydocs.delivery.deliveries import Delivery, State
from policydocs.delivery.records import Recorder, Records
from policydocs.delivery.steps import Reached, Steps
from policydocs.delivery.transport import Envelope, Outcome, Result, Transport, UnreachableError
from policydocs.errors import SurroundingsError
from policydocs.values import frozen, record

#: So many in a row, and something is wrong with the server or with us, not with a letter.
_MOST_IN_A_ROW = {Outcome.UNANSWERED: 2, Outcome.REFUSED: 5, Outcome.LATER: 3}


@frozen
class Patience:
    """How often is tried again, and how long is waited; seconds."""

    connects: int = 4
    connect_wait_s: float = 2
    rounds: int = 3  #: how often a letter is offered that the server did not take yet
    round_wait_s: float = 20
    longest_wait_s: float = 120


@frozen
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


@record
class Tally:
    """What became of the letters of one run."""

    handed: list[Delivery] = field(default_factory=list)
    refused: list[Delivery] = field(default_factory=list)
    uncertain: list[Delivery] = field(default_factory=list)
    waiting: list[Delivery] = field(default_factory=list)  #: still planned: the next run sends them
    stopped: SurroundingsError | None = None  #: why the run ended before its end


class _NotAllTaken(Exception):  # noqa: N818  (a signal, no error)
    """Some letters are to be offered once more."""


@record
class Sender:
    """Sends the letters of one run."""

    records: Records
    transport: Transport
    compose: Callable[[Delivery], Envelope]
    by: Recorder
    now: Callable[[], datetime]
    steps: Steps
    patience: Patience = field(default_factory=Patience)
    pace: Pace = field(default_factory=Pace)
    at_once: int = 1  #: so many are `sending` in the ledger at a time
    _begun: set[str] = field(init=False, default_factory=set)  #: whose text has begun, in this group
    _gaps: Iterator[None] = field(init=False)

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
        group = _Group()
        try:
            for number, delivery in enumerate(progress(queue)):
                if number % self.at_once == 0:
                    self._file(group, tally)
                    group = self._group(queue[number : number + self.at_once], tally)
                result = self._offered(delivery, tally)
                group.results[delivery.id] = result
                done += 1
                if not streak.is_too_long(result.outcome):
                    continue
                if result.outcome is Outcome.LATER:
                    break  # it takes none now: those behind need not be tried before a pause
                tally.stopped = streak.told(result)
                raise tally.stopped
        except (Exception, KeyboardInterrupt):
            self._file(group, tally)
            self._wait_on(queue[done:], tally)
            raise
        self._file(group, tally)
        self._wait_on(queue[done:], tally)
        if tally.waiting:
            raise _NotAllTaken

    def _wait_on(self, left: Sequence[Delivery], tally: Tally) -> None:
        uncertain = {one.id for one in tally.uncertain}  # one was interrupted within its turn
        tally.waiting = [*(one for one in left if one.id not in uncertain), *tally.waiting]

    def _group(self, deliveries: Sequence[Delivery], tally: Tally) -> _Group:
        """The next few, written down as `sending` together: the disk takes longer than a letter does."""
        self._connected(tally)
        self.steps.begin()
        with self.records.together():
            for one in deliveries:
                self.records.move(one.id, State.SENDING, self.by, self.now())
        return _Group(list(deliveries))

    def _offered(self, delivery: Delivery, tally: Tally) -> Result:
        """One letter offered; a second time at once where the connection was lost before its text."""
        self._connected(tally)
        next(self._gaps)
        result = self._one(delivery, tally)
        if result != Result(Outcome.LATER) or delivery.id in self._begun:
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
                self.steps.text_begins(delivery.id)
            except SurroundingsError as error:
                raise _DiskError(error) from error
            self._begun.add(delivery.id)

        try:
            result = self.transport.send(envelope, note)
        except _DiskError as error:
            raise error.cause from None
        except SurroundingsError as error:
            tally.stopped = error
            raise
        if result.code and delivery.id in self._begun:
            self.steps.answered(delivery.id, result.code)
        return result

    def _file(self, group: _Group, tally: Tally) -> None:
        """Write down what became of each of a group, together."""
        moved: list[Delivery] = []
        with self.records.together():
            for one in group.deliveries:
                result = group.results.get(one.id)
                if result is None:  # the run ended before, or within, its turn
                    outcome = Outcome.UNANSWERED if one.id in self._begun else Outcome.LATER
                    result = Result(outcome)
                moved.append(
                    self.records.move(one.id, _STATES[result.outcome], self.by, self.now(), code=result.code)
                )
        into = {
            State.HANDED: tally.handed,
            State.REFUSED: tally.refused,
            State.UNCERTAIN: tally.uncertain,
        }
        for delivery in moved:
            if delivery.state is not State.PLANNED:
                into[delivery.state].append(delivery)
            elif delivery.id in group.results:
                tally.waiting.append(delivery)
        group.deliveries.clear()
        self._begun.clear()

    def __post_init__(self) -> None:
        self._gaps = self.pace.gaps()


_STATES = {
    Outcome.TAKEN: State.HANDED,
    Outcome.REFUSED: State.REFUSED,
    Outcome.UNANSWERED: State.UNCERTAIN,
    Outcome.LATER: State.PLANNED,
}


@record
class _Group:
    """Letters that the ledger has as `sending`, and what came of those that had their turn."""

    deliveries: list[Delivery] = field(default_factory=list)
    results: dict[str, Result] = field(default_factory=dict)


class _DiskError(Exception):
    """Our own disk refused: no matter of the server's."""

    def __init__(self, cause: SurroundingsError) -> None:
        super().__init__()
        self.cause = cause


@record
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
    """Deliveries that an earlier run left at `sending`."""
    return tuple(records.deliveries(states=[State.SENDING]))


def settle_interrupted(records: Records, steps: Steps, by: Recorder, at: datetime) -> tuple[Delivery, ...]:
    """Call each what it is, by the steps that its run had come; what nobody knows is uncertain.

    Only while working alone: else they may be another run's, still at work.
    """
    left = interrupted(records)
    if not left:
        return ()
    known = steps.read()
    settled = []
    with records.together():
        for one in left:
            to, code = _after_a_kill(None if known is None else known.get(one.id, Reached(False)))
            why = "an earlier run ended while it was being sent"
            settled.append(records.move(one.id, to, by, at, code=code, why=why))
    steps.begin()
    steps.close()
    return tuple(settled)


def _after_a_kill(reached: Reached | None) -> tuple[State, str]:
    if reached is None or (reached.text_begun and not (reached.code or "").isdigit()):
        return State.UNCERTAIN, ""
    if not reached.text_begun:
        return State.PLANNED, ""
    code = reached.code or ""
    return {"2": State.HANDED, "4": State.PLANNED, "5": State.REFUSED}.get(code[:1], State.UNCERTAIN), code
