"""What every ledger must keep, give up in time, and do whole or not at all."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest

from policydocs.delivery.chain import content_digest, next_hash
from policydocs.delivery.clients import Status
from policydocs.delivery.deliveries import (
    AckKind,
    Acknowledgment,
    Edition,
    Item,
    News,
    State,
)
from policydocs.delivery.records import AlreadyToldError, Records
from policydocs.delivery.retention import PurgeCount, Superseded
from policydocs.errors import SurroundingsError
from policydocs.model import Version

from .letters import AT, BY, V1, V2, client, delivery, item, moved, told


class KeepingContract:
    """The chain of events, purging, transactions."""

    # --- the chain

    def test_each_change_is_one_event_and_each_event_holds_on_to_the_one_before(
        self, records: Records
    ) -> None:
        east = timezone(timedelta(hours=5))
        records.put_clients([client()], BY, AT)
        told(records)
        records.acknowledge(
            Acknowledgment("c-0001", "c-0001.1", "texting", V1, AckKind.SIGNED, AT.astimezone(east)), BY
        )

        events = list(records.events())
        assert [one.number for one in events] == [1, 2, 3, 4, 5]
        before = ""
        for event in events:
            assert event.before == before
            assert event.hash == next_hash(before, content_digest(event))
            assert event.recorder == BY
            assert event.at == AT
            assert uuid.UUID(event.id).version == 4
            before = event.hash

    def test_events_can_be_asked_for(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        told(records, number=2)

        all_of_them = list(records.events())
        assert list(records.events(after=3)) == all_of_them[3:]
        assert list(records.events(client="c-0001")) == all_of_them[:1]
        assert list(records.events(client="c-0002", after=2)) == all_of_them[2:]

    def test_a_ledger_that_nobody_touched_is_sound(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        told(records)
        bounced = told(records, number=2)
        moved(records, bounced, State.RETURNED)
        records.acknowledge(Acknowledgment("c-0001", "c-0001.1", "texting", V1, AckKind.SIGNED, AT), BY)

        sound = records.check()

        assert sound.problems == ()
        assert (sound.events, sound.purged) == (10, 0)
        assert sound.last_hash == list(records.events())[-1].hash

    # --- the end of what need not be kept

    def test_purging_takes_the_words_and_leaves_the_chain(self, records: Records) -> None:
        records.put_clients([client(1), client(2, status=Status.FORMER), client(3)], BY, AT)
        records.begin([delivery(1), delivery(2), delivery(3, item("fees"))], BY, AT)
        for one in list(records.deliveries()):
            moved(records, one, State.GIVEN)
        told(records, item(version=V2, held=V1))
        for number in (1, 2):
            who = f"c-{number:04}"
            records.acknowledge(Acknowledgment(who, f"{who}.1", "texting", V1, AckKind.SIGNED, AT), BY)
        old = [Superseded("texting", V1, date(2027, 3, 2))]
        limit = date(2035, 1, 1)
        hashes = {one.number: one.hash for one in records.events()}

        counted = records.purgeable(old, limit)
        assert len(list(records.events())) == len(hashes)
        purged = records.purge(old, limit, BY, AT.replace(year=2036))

        assert purged == counted
        assert (purged.deliveries, purged.acknowledgments, purged.clients) == (2, 2, 1)
        assert [one.id for one in records.clients()] == ["c-0001", "c-0003"]
        assert [(one.client, one.version) for one in records.holdings()] == [("c-0001", V2), ("c-0003", V1)]
        assert list(records.events(client="c-0002")) == []
        assert list(records.acknowledgments()) == []
        assert all(hashes.get(one.number, one.hash) == one.hash for one in records.events())
        assert list(records.events())[-1].details["deliveries"] == "2"
        sound = records.check()
        assert sound.problems == ()
        assert sound.purged == purged.events
        assert records.purgeable(old, limit) == PurgeCount()

    def test_what_an_active_client_goes_by_is_never_purged(self, records: Records) -> None:
        records.put_clients([client(1), client(2, status=Status.FORMER)], BY, AT)
        for number in (1, 2):
            told(records, number=number)
        records.begin([delivery(1, item("fees"))], BY, AT)
        old = [Superseded(policy, V1, date(2027, 3, 2)) for policy in ("texting", "fees")]

        counted = records.purge(old, date(2027, 1, 1), BY, AT)

        assert (counted.deliveries, counted.kept, counted.clients) == (1, 1, 0)
        assert [one.client for one in records.deliveries()] == ["c-0001", "c-0001"]
        assert [one.client for one in records.holdings()] == ["c-0001"]

    def test_what_she_had_under_an_earlier_name_is_purged_as_any_other(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        for number in (1, 2):
            told(records, item("sms", V1), number=number)
        told(records, item("texting", V2, V1))

        counted = records.purge([Superseded("sms", V1, date(2027, 3, 2), "texting")], AT.date(), BY, AT)

        assert (counted.deliveries, counted.kept) == (1, 1)  # the second one goes by it still
        assert [(one.client, one.policy) for one in records.holdings()] == [
            ("c-0001", "texting"),
            ("c-0002", "sms"),
        ]
        assert records.check().problems == ()

    def test_the_letter_by_which_something_holds_again_stays_as_long_as_she_goes_by_it(
        self, records: Records
    ) -> None:
        records.put_clients([client(1), client(2, status=Status.FORMER)], BY, AT)
        for number in (1, 2):
            told(records, item(version=V2), number=number)
            back = Item("texting", V2, V2, "en", news=News.WITHDRAWN, back=Edition("texting", V1))
            told(records, back, number=number)

        counted = records.purge([Superseded("texting", V2, date(2027, 3, 2))], AT.date(), BY, AT)

        assert (counted.deliveries, counted.kept) == (3, 1)
        assert [(one.client, one.version) for one in records.holdings()] == [("c-0001", V1)]
        assert records.check().problems == ()

    def test_that_a_version_was_taken_back_stays_as_long_as_the_letter_that_gave_it(
        self, records: Records
    ) -> None:
        records.put_clients([client()], BY, AT)
        told(records, item(version=V1))
        told(records, item(version=V2), item("fees"))  # stays, for the fees are not over
        told(records, Item("texting", V2, V2, "en", news=News.WITHDRAWN))

        counted = records.purge([Superseded("texting", V2, date(2027, 3, 2))], AT.date(), BY, AT)
        told(records, item(version=Version(0, 9, 0)))  # her holdings are looked at anew

        assert (counted.deliveries, counted.kept) == (0, 1)
        assert [one.version for one in records.holdings(policy="texting")] == [V1]

    def test_a_letter_that_is_also_about_something_newer_stays(self, records: Records) -> None:
        records.put_clients([client(1, status=Status.FORMER)], BY, AT)
        told(records, item(), item("fees", V2))

        assert (
            records.purgeable([Superseded("texting", V1, date(2027, 3, 2))], date(2035, 1, 1)) == PurgeCount()
        )

    # --- whole or not at all

    def test_together_is_all_or_nothing(self, records: Records) -> None:
        records.put_clients([client(1)], BY, AT)

        with pytest.raises(KeyError), records.together():
            records.put_clients([client(2)], BY, AT)
            records.begin([delivery(1)], BY, AT)
            raise KeyError

        assert [one.id for one in records.clients()] == ["c-0001"]
        assert list(records.deliveries()) == []
        assert len(list(records.events())) == 1

    def test_a_part_that_failed_leaves_the_rest_of_what_is_done_together(self, records: Records) -> None:
        records.put_clients([client(1)], BY, AT)
        with records.together():
            records.begin([delivery(1)], BY, AT)
            with pytest.raises(AlreadyToldError):
                records.begin([delivery(1, item("fees")), delivery(1)], BY, AT)

        assert len(list(records.deliveries())) == 1
        assert [one.number for one in records.events()] == [1, 2]

    def test_one_may_write_while_reading(self, records: Records) -> None:
        records.put_clients([client(number) for number in range(1, 8)], BY, AT)

        for one in records.clients():
            records.put_clients([replace(one, large_print=True)], BY, AT)

        assert all(one.large_print for one in records.clients())

    def test_of_two_runs_one_works_alone(self, records: Records) -> None:
        with (
            records.working_alone(),
            pytest.raises(SurroundingsError, match="Another run"),
            records.working_alone(),
        ):
            raise AssertionError
        with records.working_alone():
            pass
