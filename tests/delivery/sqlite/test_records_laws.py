"""Whatever is done, the tables say what plain values say: who was told, who holds what, what may go."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.delivery.contract.letters import AT, BY, client, delivery
from tests.delivery.in_memory_records import InMemoryRecords

from policydocs.delivery.clients import Recipient, Role, Status
from policydocs.delivery.deliveries import AckKind, Acknowledgment, Edition, Item, News, State
from policydocs.delivery.overview import Mark, Part
from policydocs.delivery.records import Records
from policydocs.delivery.retention import Superseded
from policydocs.delivery.sqlite.store import open_records
from policydocs.errors import PolicydocsError
from policydocs.model import Version

#: `sms` is called `texting` since its version 1.2.0.
EDITIONS = (
    Edition("sms", Version(1, 0, 0)),
    Edition("sms", Version(1, 1, 0)),
    Edition("texting", Version(1, 2, 0)),
    Edition("texting", Version(1, 10, 0)),
    Edition("fees", Version(1, 0, 0)),
)
MARKS = (
    Mark(
        "texting",
        Version(1, 10, 0),
        Version(1, 2, 0),
        date(2027, 3, 20),
        10,
        Version(1, 1, 0),
        former=("sms",),
    ),
    Mark(
        "texting",
        Version(1, 2, 0),
        Version(1, 0, 0),
        date(2027, 3, 3),
        2,
        former=("sms",),
        taken_back=(Version(1, 10, 0),),
    ),
    Mark(
        "texting",
        Version(1, 10, 0),
        Version(1, 10, 0),
        date(2027, 3, 1),
        30,
        ended=True,
        former=("sms",),
        quiet=(Version(1, 0, 0),),
    ),
    Mark("sms", Version(1, 1, 0), Version(1, 1, 0), date(2027, 3, 5), 1, clinician="lee"),
    Mark("fees", None, Version(1, 0, 0), date(2027, 3, 5), 1, taken_back=(Version(1, 0, 0),)),
)
ZONE = timezone(timedelta(hours=-8))
DAY = date(2027, 3, 10)
BEGINNINGS = (State.PLANNED, State.GIVEN)

Step = Callable[[Records, list[str]], object]


def tell(number: int, edition: Edition, news: News, back: Edition | None, state: State) -> Step:
    def step(records: Records, ids: list[str]) -> object:
        back_then = back if news is News.WITHDRAWN and back is not None and back != edition else None
        held = edition.version if news is not News.VERSION else back.version if back else None
        item = Item(edition.policy, edition.version, held, "en", news=news, back=back_then)
        moment = AT + timedelta(days=len(ids))
        letter = delivery(number, item, id=f"letter-{len(ids)}", state=state, since=moment)
        ids.append(letter.id)
        return records.begin([letter], BY, moment)

    return step


def move(which: int, state: State, days: int) -> Step:
    def step(records: Records, ids: list[str]) -> object:
        id_ = ids[which % len(ids)] if ids else "none"
        return records.move(id_, state, BY, AT + timedelta(days=days), code="250")

    return step


def answer(number: int, edition: Edition) -> Step:
    id_ = f"c-{number:04}"
    said = Acknowledgment(id_, f"{id_}.1", edition.policy, edition.version, AckKind.SIGNED, AT)
    return lambda records, _: records.acknowledge(said, BY)


def change(number: int, status: Status, clinician: str) -> Step:
    return lambda records, _: records.put_clients(
        [person(number, status=status, clinician=clinician)], BY, AT
    )


def purge(editions: list[Edition], years: int) -> Step:
    old = [Superseded(one.policy, one.version, DAY, _now(one)) for one in editions]
    limit = date(2026 + years, 6, 1)
    return lambda records, _: (
        records.purgeable(old, limit),
        records.purge(old, limit, BY, datetime(2040, 1, 1, tzinfo=UTC)),
    )


def _now(edition: Edition) -> str:
    return "texting" if edition.policy == "sms" else edition.policy


numbers = st.integers(1, 3)
editions = st.sampled_from(EDITIONS)
steps = st.one_of(
    st.builds(
        tell, numbers, editions, st.sampled_from(News), st.none() | editions, st.sampled_from(BEGINNINGS)
    ),
    st.builds(tell, numbers, editions, st.just(News.WITHDRAWN), editions, st.just(State.GIVEN)),
    st.builds(move, st.integers(0, 9), st.sampled_from(State), st.integers(0, 30)),
    st.builds(answer, numbers, editions),
    st.builds(change, numbers, st.sampled_from(Status), st.sampled_from(["", "lee", "okafor"])),
    st.builds(purge, st.lists(editions, unique=True), st.integers(0, 12)),
)


def person(number: int, **changes: object):  # type: ignore[no-untyped-def]
    partner = Recipient(f"c-{number:04}.2", "P", Role.PARTNER, until=date(2027, 3, 10 + number - 2))
    return client(number, recipients=(*client(number).recipients, partner), **changes)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, max_size=14))
def test_tables_and_plain_values_say_the_same(done: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(open_records(Path(folder))) as tables:
        plain = InMemoryRecords()
        for records in (tables, plain):
            records.put_clients([person(number) for number in (1, 2, 3)], BY, AT)
        ids: list[str] = []
        for number, step in zip(count(), done, strict=False):
            before = list(ids)
            assert outcome(step, tables, before) == outcome(step, plain, ids), number
            assert seen(tables) == seen(plain), number
        assert tables.check().problems == ()
        assert plain.check().problems == ()


def outcome(step: Step, records: Records, ids: list[str]) -> object:
    try:
        return step(records, ids)
    except PolicydocsError as error:
        return type(error)


def seen(records: Records) -> list[object]:
    """All that can be asked."""
    return [
        list(records.clients()),
        list(records.deliveries()),
        list(records.deliveries(policy="sms", states=[State.GIVEN, State.HANDED])),
        list(records.deliveries(news=[News.WITHDRAWN])),
        list(records.holdings()),
        list(records.acknowledgments()),
        records.overview(MARKS, DAY, ZONE),
        [list(records.lines(mark, DAY, part)) for mark in MARKS for part in Part],
        [(one.kind, one.client, one.delivery, one.details) for one in records.events()],
        records.check().purged,
    ]
