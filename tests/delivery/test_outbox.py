"""Batches in the outbox: whole or not at all, for their owner alone."""

from __future__ import annotations

import contextlib
import os
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import Delivery, Item, Means, State
from policydocs.delivery.outbox import NewBatch, Outbox
from policydocs.delivery.records import Records
from policydocs.delivery.sqlite.store import open_records
from policydocs.errors import SurroundingsError
from policydocs.model import Version

from .sample import BY, NOW


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with contextlib.closing(open_records(tmp_path)) as opened:
        yield opened


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox")


def plan(records: Records, count: int = 3) -> list[Delivery]:
    ids = [f"c-{number:04}" for number in range(count)]
    records.put_clients([Client(one, one, (Recipient(f"{one}.1", one),)) for one in ids], BY, NOW)
    items = (Item("messages", Version(1, 1, 0), None, "en"),)
    begun = [
        Delivery(str(uuid.uuid4()), one, f"{one}.1", Way.SESSION, Means.PRINT, items, State.PLANNED, "active")
        for one in ids
    ]
    return list(records.begin(begun, BY, NOW))


def states(records: Records) -> list[State]:
    return [one.state for one in records.deliveries()]


def test_a_batch_gets_its_name_when_its_letters_are_prepared(records: Records, outbox: Outbox) -> None:
    planned = plan(records)
    batch = outbox.begin(Means.PRINT, NOW)
    batch.write("letters.pdf", b"pdf")
    batch.write("set-1/letter.pdf", b"pdf")
    folder = batch.finish(records, planned, BY, NOW)

    (found,) = outbox.batches()
    assert folder.name.startswith("2027-03-01-print-")
    assert (found.folder, found.means, found.files) == (folder, Means.PRINT, 2)
    assert set(found.deliveries) == {one.id for one in planned}
    assert states(records) == [State.PREPARED] * 3


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_nobody_but_the_owner_can_open_it(records: Records, outbox: Outbox) -> None:
    before = os.umask(0)
    try:
        batch = outbox.begin(Means.PORTAL, NOW)
        batch.write("set-1/letter.pdf", b"pdf")
        folder = batch.finish(records, plan(records), BY, NOW)
    finally:
        os.umask(before)

    for one in (outbox.folder, folder, *folder.rglob("*")):
        assert stat.S_IMODE(one.stat().st_mode) & 0o077 == 0, one


class KilledError(Exception):
    pass


@pytest.mark.parametrize("step", ["write", "contents", "move", "place"])
def test_killed_at_any_step_the_next_run_finishes_it_or_begins_anew(
    records: Records, outbox: Outbox, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    planned = plan(records)

    def killed(*_arguments: object, **_options: object) -> None:
        raise KilledError

    with monkeypatch.context() as patched, pytest.raises(KilledError):
        batch = outbox.begin(Means.PRINT, NOW)
        if step == "write":
            patched.setattr("policydocs.delivery.outbox.os.open", killed)
        batch.write("letters.pdf", b"pdf")
        if step == "contents":
            patched.setattr(NewBatch, "write", killed)
        if step == "move":
            patched.setattr(records, "move", killed)
        if step == "place":
            patched.setattr("policydocs.delivery.outbox._placed", killed)
        batch.finish(records, planned, BY, NOW)

    assert outbox.batches() == ()
    finished = outbox.recover(records, BY, NOW)
    again = outbox.recover(records, BY, NOW)

    complete = step in ("move", "place")
    assert (finished, again) == (int(complete), 0)
    assert states(records) == [State.PREPARED if complete else State.PLANNED] * 3
    assert len(outbox.batches()) == int(complete)
    assert not [one for one in outbox.folder.iterdir() if one.name.startswith(".")]


def test_a_file_is_never_written_over(records: Records, outbox: Outbox) -> None:
    batch = outbox.begin(Means.PRINT, NOW)
    batch.write("letters.pdf", b"one")

    with pytest.raises(SurroundingsError, match="outbox cannot be written"):
        batch.write("letters.pdf", b"two")


def test_emptied_nothing_is_left(records: Records, outbox: Outbox) -> None:
    batch = outbox.begin(Means.PRINT, NOW)
    batch.write("letters.pdf", b"pdf")
    batch.finish(records, plan(records), BY, NOW)

    assert outbox.purge(outbox.batches()) == 1
    assert list(outbox.folder.iterdir()) == []
    assert states(records) == [State.PREPARED] * 3


def test_an_outbox_that_does_not_exist_is_empty(outbox: Outbox, records: Records) -> None:
    assert outbox.batches() == ()
    assert outbox.recover(records, BY, NOW) == 0
