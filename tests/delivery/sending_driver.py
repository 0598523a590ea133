"""Sends what is planned, in processes of their own that end at any step without a word.

    python sending_driver.py

Reads lines `PORT KILL_AT AT_ONCE FOLDER`, does each in a fresh process, and answers `killed`, or `done` and
the number of steps. KILL_AT is the number of the step before which the process kills itself, 0 for none. A
step is a command to the server, a change of the ledger, or a line of the run's steps. What a run does at its
start (interrupted letters are settled) it does here too.
"""

from __future__ import annotations

import os
import signal
import smtplib
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from policydocs.delivery.deliveries import Delivery, State
from policydocs.delivery.records import Recorder
from policydocs.delivery.sending import Patience, Sender, settle_interrupted
from policydocs.delivery.sqlite.store import SqliteRecords, open_records
from policydocs.delivery.steps import Steps
from policydocs.delivery.transport import Envelope, SmtpTransport, Timeouts
from policydocs.source.config import MailSettings

BY = Recorder("Jo Lee", "front desk")
AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
AT_ONCE = Patience(connects=2, connect_wait_s=0.01, rounds=3, round_wait_s=0.01, longest_wait_s=0.02)
OFFICE = "office@harbor.example.org"


def envelope(delivery: Delivery) -> Envelope:
    to = f"{delivery.client}@clients.example.org"
    head = f"Message-ID: <{delivery.id}@harbor.example.org>\r\nTo: {to}\r\n\r\n"
    return Envelope(OFFICE, to, f"{head}Hello.\r\n".encode())


class KillSwitch:
    """Counts the steps of this process, and ends it without a word before one of them."""

    def __init__(self, last: int) -> None:
        self.count, self.last = 0, last

    def watch(self, of: Any, name: str) -> None:
        original: Callable[..., Any] = getattr(of, name)

        def watched(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **options)

        setattr(of, name, watched)


def run(folder: Path, port: int, kill_at: int, at_once: int) -> int:
    """One run, as a command does it; how many steps it had."""
    switch = KillSwitch(kill_at)
    switch.watch(smtplib.SMTP, "send")
    switch.watch(smtplib.SMTP, "getreply")
    switch.watch(SqliteRecords, "move")
    switch.watch(os, "write")
    records = open_records(folder)
    with records.working_alone():
        settle_interrupted(records, Steps(folder), BY, AT)
        planned = list(records.deliveries(states=[State.PLANNED]))
        settings = MailSettings("127.0.0.1", OFFICE, port, "none")
        transport = SmtpTransport(settings, None, timeouts=Timeouts(5, 5, 5))
        Sender(records, transport, envelope, BY, lambda: AT, Steps(folder), AT_ONCE, at_once=at_once).send(
            planned
        )
        transport.close()
    records.close()
    return switch.count


def main() -> None:
    for line in sys.stdin:
        port, kill_at, at_once, folder = line.rstrip("\n").split(" ", 3)
        child = os.fork()
        if child == 0:
            count = run(Path(folder), int(port), int(kill_at), int(at_once))
            os._exit(min(count, 255))
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        print("killed" if code == -signal.SIGKILL else f"done {code}", flush=True)


if __name__ == "__main__":
    main()
