"""Clients, letters and the steps that bring a letter to a state, for the contract of `Records`."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime

from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import (
    Delivery,
    Item,
    Means,
    State,
)
from policydocs.delivery.records import Recorder, Records
from policydocs.model import Version

BY = Recorder("Jo Lee", "front desk")
AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
V1, V2, V3 = Version(1, 0, 0), Version(1, 9, 0), Version(1, 10, 0)


def client(number: int = 1, **changes: object) -> Client:
    id_ = f"c-{number:04}"
    return replace(Client(id_, f"Case {number}", (Recipient(f"{id_}.1", f"Person {number}"),)), **changes)  # type: ignore[arg-type]


def item(policy: str = "texting", version: Version = V1, held: Version | None = None) -> Item:
    return Item(policy, version, held, "en")


def delivery(number: int = 1, *items: Item, **changes: object) -> Delivery:
    id_ = f"c-{number:04}"
    made = Delivery(
        str(uuid.uuid4()),
        id_,
        f"{id_}.1",
        Way.EMAIL,
        Means.EMAIL,
        items or (item(),),
        State.PLANNED,
        "active client",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def moved(records: Records, one: Delivery, *states: State) -> Delivery:
    for state in states:
        one = records.move(one.id, state, BY, AT)
    return one


def told(records: Records, *items: Item, number: int = 1) -> Delivery:
    (begun,) = records.begin([delivery(number, *items)], BY, AT)
    return moved(records, begun, State.SENDING, State.HANDED)


PATHS_TO = {
    State.PLANNED: (),
    State.PREPARED: (State.PREPARED,),
    State.SENDING: (State.SENDING,),
    State.HANDED: (State.SENDING, State.HANDED),
    State.GIVEN: (State.GIVEN,),
    State.REFUSED: (State.SENDING, State.REFUSED),
    State.RETURNED: (State.PREPARED, State.RETURNED),
    State.UNCERTAIN: (State.SENDING, State.UNCERTAIN),
    State.CANCELLED: (State.CANCELLED,),
}
