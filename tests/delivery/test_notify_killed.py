"""The whole command killed between two steps, and run again: by every channel each has one letter."""

from __future__ import annotations

import collections
import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policydocs.delivery.clients import Client, PostalAddress, Recipient
from policydocs.delivery.deliveries import State
from policydocs.delivery.place import prepared_place
from policydocs.delivery.sqlite.store import open_records

from .mail_server import Mailbox, mail_server
from .sample import BY, CONFIG, INTAKE, V11, begun_practice, changed, given_at_intake
from .test_forty_clients import MAIL, TODAY, greeted

ROOT = Path(__file__).parents[2]
HOME = PostalAddress(("1 Larch Street", "Port Linden, WA 98099"), True)
CLIENTS = [
    Client("c-1", "Ana", (Recipient("c-1.1", "Ana", email="ana@clients.example.org", email_allowed=True),)),
    Client("c-2", "Bo", (Recipient("c-2.1", "Bo", email="bo@clients.example.org", email_allowed=True),)),
    Client("c-3", "Cy", (Recipient("c-3.1", "Cy", address=HOME, post_allowed=True),)),
    Client("c-4", "Dee", (Recipient("c-4.1", "Dee"),)),
    Client("c-5", "Eli", (Recipient("c-5.1", "Eli", portal_allowed=True),)),
]
#: So many steps lie between two that are tried, to be quick: 1 tries all of them, in about two minutes.
EVERY = int(os.environ.get("POLICYDOCS_KILL_EVERY", "31"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_and_run_again_each_client_has_one_letter(tmp_path: Path) -> None:
    practice = begun_practice(tmp_path / "practice")
    place = prepared_place(tmp_path / "data", "harbor")
    with contextlib.closing(open_records(place.folder)) as records:
        records.put_clients(CLIENTS, BY, INTAKE)
        given_at_intake(records, CLIENTS, "messages")
    changed(practice)
    mailbox = Mailbox()
    with mail_server(mailbox=mailbox) as server:
        practice.write("policydocs.toml", CONFIG + MAIL.format(port=server.port))
        surroundings = {**os.environ, "SOURCE_DATE_EPOCH": TODAY, "HOME": str(tmp_path)}
        driver = subprocess.Popen(
            [sys.executable, "-m", "tests.delivery.notify_driver", str(practice.folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=surroundings,
            text=True,
        )
        assert driver.stdin is not None
        assert driver.stdout is not None
        ended = 0
        for kill_at in range(1, 2000, EVERY):
            data = tmp_path / f"data-{kill_at}"
            shutil.copytree(tmp_path / "data", data)
            mailbox.taken.clear()
            said = []
            for at in (kill_at, 0, 0):
                print(f"{at} {data}", file=driver.stdin, flush=True)
                said.append(driver.stdout.readline().strip())
            assert said[1].startswith("done")
            agree(data, mailbox, kill_at)
            shutil.rmtree(data)
            if said[0] != "killed":
                ended = kill_at
                break
        driver.communicate(timeout=10)

    assert ended > 50


def agree(data: Path, mailbox: Mailbox, kill_at: int) -> None:
    folder = data / "practices" / "harbor"
    with contextlib.closing(open_records(folder)) as records:
        states = {
            one.recipient: one.state
            for one in records.deliveries()
            if one.items[0].version == V11 and one.state is not State.CANCELLED
        }
    taken = collections.Counter(recipient.partition("@")[0] for recipient in mailbox.recipients)
    for recipient, name in (("c-1.1", "ana"), ("c-2.1", "bo")):
        assert states[recipient] in (State.HANDED, State.UNCERTAIN), kill_at
        assert taken[name] == 1 if states[recipient] is State.HANDED else taken[name] <= 1, kill_at
    assert {states[one] for one in ("c-3.1", "c-4.1", "c-5.1")} == {State.PREPARED}, kill_at
    outbox = sorted(one.name for one in (folder / "outbox").iterdir())
    assert [name[11:16] for name in outbox] == ["porta", "print"], (kill_at, outbox)
    assert greeted(folder / "outbox" / outbox[1] / "letters.pdf") == ["Cy", "Dee"], kill_at
