"""Each letter exactly once: against a real server that fails, and against a process that is killed."""

from __future__ import annotations

import collections
import contextlib
import logging
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import Delivery, Item, Means, State
from policydocs.delivery.records import Records
from policydocs.delivery.sending import Pace, Sender, Tally, settle_interrupted
from policydocs.delivery.sqlite.store import open_records
from policydocs.delivery.steps import Steps
from policydocs.delivery.transport import SmtpTransport, Timeouts
from policydocs.errors import SurroundingsError
from policydocs.model import Version
from policydocs.source.config import MailSettings

from .mail_server import Faults, Mailbox, Running, mail_server
from .sending_driver import AT, AT_ONCE, BY, OFFICE, envelope

DRIVER = Path(__file__).parent / "sending_driver.py"


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with contextlib.closing(open_records(tmp_path)) as opened:
        yield opened


def plan(records: Records, count: int) -> list[Delivery]:
    """Letters for so many clients, written down as planned."""
    ids = [f"c-{number:04}" for number in range(1, count + 1)]
    clients = [
        Client(one, one, (Recipient(f"{one}.1", one, email=f"{one}@clients.example.org"),)) for one in ids
    ]
    records.put_clients(clients, BY, AT)
    items = (Item("messages", Version(1, 1, 0), Version(1, 0, 0), "en"),)
    begun = [
        Delivery(
            str(uuid.uuid4()), one, f"{one}.1", Way.EMAIL, Means.EMAIL, items, State.PLANNED, "active client"
        )
        for one in ids
    ]
    return list(records.begin(begun, BY, AT))


def send(records: Records, server: Running, pace: Pace | None = None, at_once: int = 3) -> Tally:
    """One run, as a command does it."""
    settings = MailSettings("127.0.0.1", OFFICE, server.port, "none")
    transport = SmtpTransport(settings, None, timeouts=Timeouts(5, 0.5, 0.5))
    planned = list(records.deliveries(states=[State.PLANNED]))
    try:
        with tempfile.TemporaryDirectory() as folder:
            steps = Steps(Path(folder))
            sender = Sender(
                records, transport, envelope, BY, lambda: AT, steps, AT_ONCE, pace or Pace(), at_once
            )
            return sender.send(planned)
    finally:
        transport.close()


def states(records: Records) -> dict[str, State]:
    return {one.client: one.state for one in records.deliveries()}


def at(number: int) -> str:
    return f"c-{number:04}@clients.example.org"


# --- Faults --------------------------------------------------------------------------------------


def test_all_are_handed_over_one_connection_with_their_codes(records: Records) -> None:
    plan(records, 5)
    with mail_server() as server:
        tally = send(records, server)

    assert server.mailbox.recipients == [at(number) for number in range(1, 6)]
    assert server.mailbox.connections == 1
    assert {(one.state, one.code) for one in tally.handed} == {(State.HANDED, "250")}
    assert set(states(records).values()) == {State.HANDED}


@pytest.mark.parametrize("fault", ["rcpt:450", "data:451", "end:452", "end:421", "drop-before"])
def test_what_was_not_taken_is_offered_again_in_the_same_run(records: Records, fault: str) -> None:
    plan(records, 3)
    with mail_server(faults=Faults({at(2): [fault]})) as server:
        tally = send(records, server)

    assert sorted(server.mailbox.recipients) == [at(1), at(2), at(3)]
    assert len(tally.handed) == 3


def test_what_is_never_taken_waits_for_the_next_run(records: Records) -> None:
    plan(records, 3)
    faults = Faults({at(2): ["rcpt:450"] * 3})
    with mail_server(faults=faults) as server:
        first = send(records, server)
        between = states(records)
        second = send(records, server)

    assert [one.client for one in first.waiting] == ["c-0002"]
    assert between["c-0002"] is State.PLANNED
    assert [one.client for one in second.handed] == ["c-0002"]
    assert sorted(server.mailbox.recipients) == [at(1), at(2), at(3)]


@pytest.mark.parametrize("fault", ["rcpt:550", "rcpt:552", "data:554", "end:550", "end:552", "end:554"])
def test_what_is_refused_is_never_offered_again(records: Records, fault: str) -> None:
    plan(records, 3)
    with mail_server(faults=Faults({at(2): [fault]})) as server:
        first = send(records, server)
        send(records, server)

    assert [(one.client, one.state, one.code) for one in first.refused] == [
        ("c-0002", State.REFUSED, fault.partition(":")[2])
    ]
    assert server.mailbox.recipients == [at(1), at(3)]


@pytest.mark.parametrize("fault", ["drop-after-taken", "drop-after-lost", "slow"])
def test_what_got_no_answer_is_uncertain_and_never_sent_again_on_its_own(
    records: Records, fault: str
) -> None:
    plan(records, 3)
    with mail_server(faults=Faults({at(2): [fault]})) as server:
        first = send(records, server)
        send(records, server)

    assert [(one.client, one.state) for one in first.uncertain] == [("c-0002", State.UNCERTAIN)]
    assert server.mailbox.recipients.count(at(2)) == (fault != "drop-after-lost")
    assert server.mailbox.recipients.count(at(3)) == 1


def test_a_server_that_never_answers_ends_the_run_after_two(records: Records) -> None:
    plan(records, 6)
    with mail_server(faults=Faults(everybody=["drop-after-lost"] * 9)) as server:
        tally = send(records, server)

    assert len(tally.uncertain) == 2
    assert len(tally.waiting) == 4
    assert "no answer to 2 letters" in str(tally.stopped)


def test_a_server_that_refuses_everybody_ends_the_run_after_five(records: Records) -> None:
    plan(records, 8)
    with mail_server(faults=Faults(everybody=["end:554"] * 9)) as server:
        tally = send(records, server)

    assert len(tally.refused) == 5
    assert len(tally.waiting) == 3
    assert "refused 5 letters in a row (554)" in str(tally.stopped)


def test_a_server_that_takes_none_for_now_is_not_asked_for_each(records: Records) -> None:
    plan(records, 20)
    with mail_server(faults=Faults(everybody=["rcpt:451"] * 99)) as server:
        tally = send(records, server)

    assert len(tally.waiting) == 20
    assert server.mailbox.seen.count("RCPT") == 9  # three in each of three rounds


def test_a_sender_who_is_refused_costs_no_client_her_letter(records: Records) -> None:
    plan(records, 3)
    with mail_server(faults=Faults({"*": ["mail:553"]})) as server:
        tally = send(records, server)

    assert tally.stopped is not None
    assert len(tally.waiting) == 3
    assert set(states(records).values()) == {State.PLANNED}


def test_a_server_that_comes_back_in_time_is_waited_for(records: Records) -> None:
    plan(records, 2)
    with mail_server(faults=Faults(connects=["421"])) as server:
        tally = send(records, server)

    assert len(tally.handed) == 2


def test_a_server_that_stays_away_leaves_all_planned(records: Records) -> None:
    plan(records, 2)
    with mail_server(faults=Faults(connects=["drop"] * 9)) as server:
        tally = send(records, server)

    assert tally.stopped is not None
    assert set(states(records).values()) == {State.PLANNED}


def test_the_pace_is_kept() -> None:
    waits: list[float] = []
    moments = iter([0.0, 0.5, 2.0, 10.0, 10.0])
    gaps = Pace(30, sleep=waits.append, clock=lambda: next(moments)).gaps()

    for _ in range(3):
        next(gaps)

    assert waits == [1.5, 0.0]


def test_two_runs_at_once_one_works_and_the_other_says_so(records: Records, tmp_path: Path) -> None:
    with (
        contextlib.closing(open_records(tmp_path)) as other,
        records.working_alone(),
        pytest.raises(SurroundingsError, match="Another run"),
        other.working_alone(),
    ):
        pass


def test_nothing_of_a_client_is_logged_and_of_answers_only_the_code_is_kept(
    records: Records, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    plan(records, 3)
    faults = Faults({at(1): ["rcpt:550"], at(2): ["rcpt:450", "end:451"], at(3): ["drop-after-lost"]})
    with mail_server(faults=faults) as server, caplog.at_level(logging.DEBUG):
        logging.getLogger("mail.log").disabled = True  # the server's own
        send(records, server)

    kept = " ".join(str(dict(event.details)) for event in records.events())
    said = "".join(capfd.readouterr())
    assert "clients.example.org" not in caplog.text + kept + said
    assert "not liked" not in kept


# --- Killed --------------------------------------------------------------------------------------


class Driver:
    """Runs in processes of their own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, folder: Path, port: int, kill_at: int = 0, at_once: int = 1) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(f"{port} {kill_at} {at_once} {folder}", file=self._process.stdin, flush=True)
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.communicate(timeout=10)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("at_once", [1, 2])
def test_killed_before_any_step_and_run_again_nobody_gets_two_and_nobody_is_forgotten(
    tmp_path: Path, at_once: int
) -> None:
    uncertain: list[int] = []
    with contextlib.closing(Driver()) as driver:
        for kill_at in range(1, 100):
            folder = tmp_path / f"{kill_at}"
            folder.mkdir()
            with contextlib.closing(open_records(folder)) as records:
                plan(records, 2)
            with mail_server(mailbox=Mailbox()) as server:
                first = driver.run(folder, server.port, kill_at, at_once)
                if first != "killed":
                    break  # it has no more steps
                assert driver.run(folder, server.port).startswith("done")
                taken = collections.Counter(server.mailbox.recipients)
            with contextlib.closing(open_records(folder)) as records:
                found = states(records)
            for client, state in found.items():
                count = taken[f"{client}@clients.example.org"]
                assert state in (State.HANDED, State.UNCERTAIN), (kill_at, state)
                assert count == 1 if state is State.HANDED else count <= 1, (kill_at, state, count)
            uncertain.append(sum(state is State.UNCERTAIN for state in found.values()))

    assert first.startswith("done")
    assert len(uncertain) > 20
    # Only from the note before the text to the note after the answer is a letter uncertain, and no other.
    assert set(uncertain) == {0, 1}
    assert sum(uncertain) <= 2 * 4


def test_what_another_run_left_at_sending_is_named_once(records: Records, tmp_path: Path) -> None:
    one, _ = plan(records, 2)
    records.move(one.id, State.SENDING, BY, AT)

    assert [each.id for each in settle_interrupted(records, Steps(tmp_path), BY, AT)] == [one.id]
    assert settle_interrupted(records, Steps(tmp_path), BY, AT) == ()
