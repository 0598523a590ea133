"""Runs `policydocs notify --send`, in processes of their own that end at any step without a word.

    python -m tests.delivery.notify_driver PRACTICE

Reads lines `KILL_AT DATA`, does each in a fresh process with that data folder, and answers with one line:
`killed`, or `done` and the exit code. KILL_AT is the number of the step before which it kills itself,
0 for none. A step is a command to the server, a change of the ledger, or a file or folder that is opened,
written, named or removed.
"""

from __future__ import annotations

import os
import signal
import smtplib
import sys

from click.testing import CliRunner
from tests.delivery.sending_driver import KillSwitch

from policydocs.cli import notifying
from policydocs.cli.main import policydocs
from policydocs.delivery.sending import Patience
from policydocs.delivery.sqlite.store import SqliteRecords

WATCHED = (
    (smtplib.SMTP, "send"),
    (smtplib.SMTP, "getreply"),
    (SqliteRecords, "begin"),
    (SqliteRecords, "move"),
    (os, "write"),
    (os, "open"),
    (os, "fsync"),
    (os, "rename"),
    (os, "rmdir"),
    (os, "unlink"),
)


def run(practice: str, kill_at: int) -> int:
    """One run of the command; its exit code."""
    switch = KillSwitch(kill_at)
    for of, name in WATCHED:
        switch.watch(of, name)
    arguments = ["-C", practice, "notify", "--send", "--format", "json"]
    plan = CliRunner().invoke(policydocs, [*arguments, "--dry-run"])
    count = plan.stdout.partition('"letters": ')[2].partition(",")[0]
    switch.count = 0
    return CliRunner().invoke(policydocs, [*arguments, f"--confirm={count}"]).exit_code


def main() -> None:
    notifying.PATIENCE = Patience(2, 0.01, 2, 0.01, 0.02)
    for line in sys.stdin:
        kill_at, data = line.rstrip("\n").split(" ", 1)
        os.environ["POLICYDOCS_DATA"] = data
        child = os.fork()
        if child == 0:
            os._exit(int(run(sys.argv[1], int(kill_at))))
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        print("killed" if code == -signal.SIGKILL else f"done {code}", flush=True)


if __name__ == "__main__":
    main()
