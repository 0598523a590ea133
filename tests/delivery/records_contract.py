"""What every implementation of `Records` must do: a test module makes a subclass with a `records` fixture."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from policydocs.delivery.chain import content_digest, next_hash
from policydocs.delivery.clients import Client, PostalAddress, Recipient, Role, Status, Way
from policydocs.delivery.deliveries import (
    MOVES,
    AckKind,
    Acknowledgment,
    Delivery,
    Item,
    Means,
    News,
    State,
)
from policydocs.delivery.overview import Mark, Part
from policydocs.delivery.records import AlreadyToldError, IllegalMoveError, Recorder, Records
from policydocs.delivery.retention import PurgeCount, Superseded
from policydocs.errors import InputError, SurroundingsError
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


class RecordsContract:
    """Subclass it, and give a fixture `records`: an empty one, closed afterwards."""

    # --- roster

    def test_a_client_comes_back_as_she_was_put(self, records: Records) -> None:
        full = Client(
            "c-0001",
            "Ñandú & Sons; “A”",
            (
                Recipient(
                    "c-0001.1",
                    "Ana",
                    Role.GUARDIAN,
                    date(2030, 1, 1),
                    "ana@example.org",
                    True,
                    PostalAddress(("1 Main St", "Town"), True, "A. N.", "PO Box 1"),
                    True,
                    True,
                    (Way.POST, Way.SESSION),
                ),
                Recipient("c-0001.2", "Bo", Role.PARTNER, address=PostalAddress(("2 Side St",), None)),
                Recipient("c-0001.3", "Cy", address=PostalAddress((), False)),
            ),
            "es",
            True,
            Status.FORMER,
            ("texting", "fees"),
            "lee",
            "harbor",
        )

        assert records.put_clients([full, client(2)], BY, AT) == 2
        assert records.client("c-0001") == full
        assert records.client("c-0002") == client(2)
        assert records.client("c-0003") is None

    def test_clients_come_in_the_order_in_which_they_were_added(self, records: Records) -> None:
        records.put_clients([client(3), client(1, status=Status.FORMER)], BY, AT)
        records.put_clients([client(2), client(3, name="Renamed")], BY, AT)

        assert [one.id for one in records.clients()] == ["c-0003", "c-0001", "c-0002"]
        assert [one.id for one in records.clients(Status.FORMER)] == ["c-0001"]
        assert [one.id for one in records.clients(Status.ACTIVE)] == ["c-0003", "c-0002"]

    def test_only_clients_who_differ_are_counted_and_told(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)

        assert records.put_clients([client(1), client(2, large_print=True)], BY, AT) == 1
        assert [one.kind for one in records.events()] == ["client-added", "client-added", "client-changed"]

    def test_no_empty_list_of_policies_is_taken_for_all(self, records: Records) -> None:
        records.put_clients([client(1, policies=()), client(2, policies=None)], BY, AT)

        assert [one.policies for one in records.clients()] == [(), None]

    def test_a_recipient_may_go_and_come_back(self, records: Records) -> None:
        pair = (Recipient("c-0001.1", "A"), Recipient("c-0001.2", "B", Role.PARTNER))
        records.put_clients([client(1, recipients=pair)], BY, AT)
        records.begin([delivery(1, recipient="c-0001.2")], BY, AT)
        records.put_clients([client(1, recipients=pair[:1])], BY, AT)

        alone = records.client("c-0001")
        assert alone is not None
        assert alone.recipients == pair[:1]

        records.put_clients([client(1, recipients=pair[::-1])], BY, AT)
        again = records.client("c-0001")
        assert again is not None
        assert again.recipients == pair[::-1]

    def test_two_clients_cannot_share_a_recipient(self, records: Records) -> None:
        records.put_clients([client(1)], BY, AT)

        with pytest.raises(InputError, match="same id"):
            records.put_clients([client(2), client(3, recipients=client(1).recipients)], BY, AT)

        assert [one.id for one in records.clients()] == ["c-0001"]

    def test_no_name_and_no_address_gets_into_the_events(self, records: Records) -> None:
        person = Recipient("c-0001.1", "Zelda", email="zelda@example.org", address=PostalAddress(("9 Elm",)))
        records.put_clients([client(1, name="Zelda Quux", recipients=(person,))], BY, AT)
        records.put_clients([client(1, name="Zelda Quuz", recipients=(replace(person, name="Z"),))], BY, AT)

        said = str([one.details for one in records.events()])
        assert "elda" not in said
        assert "Elm" not in said
        assert "changed" in said

    # --- deliveries

    def test_what_is_planned_is_written_down(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        planned = delivery(1, item("fees", V2, V1), item("texting"), message_id="<a@example.org>")

        (begun,) = records.begin([planned], BY, AT)

        assert begun == replace(planned, since=AT)
        assert list(records.deliveries()) == [begun]
        assert list(records.holdings()) == []

    @pytest.mark.parametrize("before", State)
    def test_only_states_that_follow_can_follow(self, records: Records, before: State) -> None:
        for number, after in enumerate(State, start=1):
            records.put_clients([client(number)], BY, AT)
            (begun,) = records.begin([delivery(number)], BY, AT)
            moved(records, begun, *PATHS_TO[before])

            if after in MOVES[before]:
                assert records.move(begun.id, after, BY, AT).state is after
            else:
                with pytest.raises(IllegalMoveError):
                    records.move(begun.id, after, BY, AT)
                (kept,) = records.deliveries(client=begun.client)
                assert kept.state is before

    @pytest.mark.parametrize("state", sorted(set(State) - {State.PLANNED, State.GIVEN}))
    def test_a_delivery_begins_as_planned_or_given(self, records: Records, state: State) -> None:
        records.put_clients([client()], BY, AT)

        with pytest.raises(IllegalMoveError):
            records.begin([delivery(state=state)], BY, AT)

    def test_what_was_given_by_hand_is_held_at_once(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        day = datetime(2027, 2, 1, 12, tzinfo=UTC)

        records.begin([delivery(means=Means.BY_HAND, state=State.GIVEN, since=day)], BY, AT)

        (held,) = records.holdings()
        assert (held.version, held.state, held.on) == (V1, State.GIVEN, day)

    def test_nobody_is_told_twice(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        records.begin([delivery(1)], BY, AT)

        with pytest.raises(AlreadyToldError):
            records.begin([delivery(2), delivery(1)], BY, AT)

        assert [one.client for one in records.deliveries()] == ["c-0001"]
        assert [one.kind for one in records.events()].count("delivery-begun") == 1

    def test_another_version_another_policy_another_recipient_are_no_second_telling(
        self, records: Records
    ) -> None:
        records.put_clients([client(1), client(2)], BY, AT)

        records.begin(
            [delivery(1), delivery(2), delivery(1, item("fees")), delivery(1, item(version=V2))], BY, AT
        )

        assert len(list(records.deliveries())) == 4

    @pytest.mark.parametrize("state", [State.REFUSED, State.RETURNED, State.CANCELLED])
    def test_what_did_not_reach_her_may_go_another_way(self, records: Records, state: State) -> None:
        records.put_clients([client()], BY, AT)
        (begun,) = records.begin([delivery()], BY, AT)
        moved(records, begun, *PATHS_TO[state])

        records.begin([delivery(way=Way.SESSION, means=Means.PRINT)], BY, AT)

        assert [one.state for one in records.deliveries()] == [state, State.PLANNED]

    @pytest.mark.parametrize("state", sorted(set(State) - {State.REFUSED, State.RETURNED, State.CANCELLED}))
    def test_what_may_have_reached_her_goes_no_other_way_unless_asked(
        self, records: Records, state: State
    ) -> None:
        records.put_clients([client()], BY, AT)
        (begun,) = records.begin([delivery()], BY, AT)
        moved(records, begun, *PATHS_TO[state])

        with pytest.raises(AlreadyToldError):
            records.begin([delivery()], BY, AT)
        records.begin([delivery(attempt=2)], BY, AT)
        with pytest.raises(AlreadyToldError):
            records.begin([delivery(attempt=2)], BY, AT)

    def test_what_came_back_and_was_replaced_cannot_be_given_after_all(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        (begun,) = records.begin([delivery()], BY, AT)
        moved(records, begun, State.PREPARED, State.RETURNED)
        records.begin([delivery()], BY, AT)

        with pytest.raises(AlreadyToldError):
            records.move(begun.id, State.GIVEN, BY, AT)

    def test_a_delivery_needs_a_client_and_her_own_recipient(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)

        for wrong in (delivery(9), delivery(1, recipient="c-0002.1"), delivery(1, recipient="c-0001.7")):
            with pytest.raises(InputError, match="roster"):
                records.begin([wrong], BY, AT)
        with pytest.raises(InputError, match="no such delivery"):
            records.move("nothing", State.GIVEN, BY, AT)

    def test_digests_codes_and_days_are_kept(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        (begun,) = records.begin([delivery(1, item("fees"), item("texting"))], BY, AT)

        records.move(begun.id, State.SENDING, BY, AT, digests={"fees": "ab" * 32})
        records.move(begun.id, State.HANDED, BY, AT + timedelta(minutes=1), code="250")

        (kept,) = records.deliveries()
        assert [one.digest for one in kept.items] == ["ab" * 32, ""]
        assert (kept.code, kept.since) == ("250", AT + timedelta(minutes=1))
        assert [one.details.get("fees sha256") for one in records.events()][2:] == ["ab" * 32, None]

    def test_what_happened_on_another_day_counts_from_that_day(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        (begun,) = records.begin([delivery()], BY, AT)

        records.move(begun.id, State.GIVEN, BY, AT, on=date(2027, 2, 20))

        (held,) = records.holdings()
        assert held.on.date() == date(2027, 2, 20)
        assert list(records.events())[-1].at == AT
        assert list(records.events())[-1].details["on"] == "2027-02-20"

    def test_deliveries_can_be_asked_for(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        begun = records.begin([delivery(1), delivery(2, item("fees")), delivery(2)], BY, AT)
        moved(records, begun[1], State.SENDING, State.UNCERTAIN)
        ids = [one.id for one in begun]

        assert [one.id for one in records.deliveries(states=[State.UNCERTAIN])] == [ids[1]]
        assert [one.id for one in records.deliveries(states=[])] == []
        assert [one.id for one in records.deliveries(client="c-0002")] == ids[1:]
        assert [one.id for one in records.deliveries(policy="texting")] == [ids[0], ids[2]]
        assert [one.id for one in records.deliveries(policy="texting", client="c-0002")] == [ids[2]]

    # --- what recipients hold

    def test_she_holds_the_newest_version_that_she_was_told_of(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        for version in (V2, V3, V1):
            told(records, item(version=version))

        assert [(one.policy, one.version) for one in records.holdings()] == [("texting", V3)]

    @pytest.mark.parametrize("state", sorted(set(State) - {State.HANDED, State.GIVEN}))
    def test_what_is_on_its_way_or_came_back_is_not_held(self, records: Records, state: State) -> None:
        records.put_clients([client()], BY, AT)
        told(records, item(version=V1))
        (begun,) = records.begin([delivery(1, item(version=V2))], BY, AT)
        moved(records, begun, *PATHS_TO[state])

        assert [one.version for one in records.holdings()] == [V1]

    def test_a_letter_that_bounced_is_held_no_longer(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        told(records, item(version=V1))
        second = told(records, item(version=V2))

        moved(records, second, State.RETURNED)

        assert [one.version for one in records.holdings()] == [V1]

    def test_from_the_servers_word_to_hers_the_first_moment_counts(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        one = told(records)

        records.move(one.id, State.GIVEN, BY, AT + timedelta(days=5))

        (held,) = records.holdings()
        assert (held.state, held.on) == (State.GIVEN, AT)

    def test_that_a_version_was_taken_back_is_told_once_beside_the_version_itself(
        self, records: Records
    ) -> None:
        records.put_clients([client()], BY, AT)
        told(records, item(version=V1))
        told(records, item(version=V2, held=V1))
        back = Item("texting", V2, V2, "en", "a" * 64, News.WITHDRAWN, "b" * 64)

        one = told(records, back)

        assert next(iter(records.deliveries(states=[State.HANDED]))).items[0].news is News.VERSION
        assert one.items == (back,)
        assert next(each for each in records.deliveries() if each.id == one.id).items == (back,)
        assert [holding.version for holding in records.holdings()] == [V1]
        with pytest.raises(AlreadyToldError):
            records.begin([delivery(1, back)], BY, AT)

    def test_of_a_policy_that_ends_she_holds_the_last_version(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        told(records, item(version=V2))
        told(records, Item("texting", V2, V2, "en", news=News.RETIRED))

        assert [holding.version for holding in records.holdings()] == [V2]

    def test_holdings_can_be_asked_for(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        told(records, item("fees"), item("texting"), number=1)
        told(records, item("fees"), number=2)

        assert len(list(records.holdings())) == 3
        assert [one.client for one in records.holdings(policy="fees")] == ["c-0001", "c-0002"]
        assert [one.policy for one in records.holdings(client="c-0001")] == ["fees", "texting"]
        assert list(records.holdings(policy="texting", client="c-0002")) == []

    # --- acknowledgments

    def test_acknowledgments_are_kept_in_their_order(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        said = [
            Acknowledgment("c-0001", "c-0001.1", "texting", V1, AckKind.NOT_OBTAINED, AT, "abroad"),
            Acknowledgment("c-0002", "c-0002.1", "fees", V3, AckKind.REPLY, AT),
            Acknowledgment("c-0001", "c-0001.1", "texting", V1, AckKind.SIGNED, AT + timedelta(days=3)),
        ]
        for one in said:
            records.acknowledge(one, BY)

        assert list(records.acknowledgments()) == said
        assert list(records.acknowledgments(client="c-0001")) == [said[0], said[2]]
        assert list(records.acknowledgments(policy="fees")) == [said[1]]

    def test_an_acknowledgment_needs_a_client(self, records: Records) -> None:
        with pytest.raises(InputError, match="roster"):
            records.acknowledge(Acknowledgment("c-9", "c-9.1", "fees", V1, AckKind.SIGNED, AT), BY)

    # --- views

    def test_recipients_are_counted_by_what_they_hold(self, records: Records) -> None:
        records.put_clients(
            [
                *(client(number) for number in range(1, 6)),
                client(6, status=Status.FORMER),
                client(7, policies=("fees",)),
                client(8, recipients=(Recipient("c-0008.1", "G", Role.GUARDIAN, until=date(2027, 2, 28)),)),
                client(9, recipients=(Recipient("c-0009.1", "N", since=date(2027, 3, 2)),)),
            ],
            BY,
            AT,
        )
        for number, version in ((1, V1), (2, V2), (3, V3), (4, Version(2, 0, 0)), (6, V1), (8, V1), (9, V1)):
            told(records, item(version=version), number=number)
        mark = Mark("texting", V3, V2, date(2027, 4, 1), 30, sign_from=V2)

        (counts,) = records.overview([mark], AT.date(), UTC).policies

        assert counts.recipients == 5
        assert counts.held == {V1: 1, V2: 1, V3: 1, Version(2, 0, 0): 1}
        assert (counts.none_yet, counts.to_tell, counts.to_sign) == (1, 2, 3)
        assert [
            [one.client for one in records.lines(mark, AT.date(), part)]
            for part in (Part.EVERY, Part.TO_TELL, Part.NONE_YET, Part.TO_SIGN)
        ] == [
            ["c-0001", "c-0002", "c-0003", "c-0004", "c-0005"],
            ["c-0001", "c-0004"],
            ["c-0005"],
            ["c-0002", "c-0003", "c-0004"],
        ]
        assert len(list(records.lines(mark, AT.date(), limit=2))) == 2

    def test_a_client_with_two_policies_to_hear_of_counts_once(self, records: Records) -> None:
        pair = (Recipient("c-0001.1", "A"), Recipient("c-0001.2", "B", Role.PARTNER))
        records.put_clients([client(1, recipients=pair), client(2)], BY, AT)
        told(records, item("fees"), item("texting"))
        told(records, item("fees", V2), number=2)
        records.begin([delivery(1, recipient="c-0001.2", state=State.GIVEN)], BY, AT)
        marks = [Mark(policy, V2, V2, date(2027, 4, 1), 30) for policy in ("fees", "texting")]

        overview = records.overview(marks, AT.date(), UTC)

        assert (overview.active_clients, overview.clients_to_tell) == (2, 1)
        assert [one.to_tell for one in overview.policies] == [1, 2]
        assert records.overview(marks[1:], AT.date(), UTC).clients_to_tell == 1  # both of a couple

    def test_signatures_are_wanted_of_the_last_changed_position_only(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        for number in (1, 2):
            told(records, item(version=V3), number=number)
        for number, version in ((1, V2), (2, V1)):
            id_ = f"c-{number:04}"
            records.acknowledge(Acknowledgment(id_, f"{id_}.1", "texting", version, AckKind.SIGNED, AT), BY)
        mark = Mark("texting", V3, V3, date(2027, 4, 1), 30, sign_from=V2)

        lines = list(records.lines(mark, AT.date()))

        assert [(one.to_sign, one.acknowledgment and one.acknowledgment.version) for one in lines] == [
            (False, V2),
            (True, V1),
        ]
        assert records.overview([mark], AT.date(), UTC).policies[0].to_sign == 1

    def test_days_of_notice_count_where_it_was_a_change(self, records: Records) -> None:
        records.put_clients([client(number) for number in range(1, 6)], BY, AT)
        starts = date(2027, 4, 1)
        days = {1: date(2027, 3, 2), 2: date(2027, 3, 3), 3: date(2027, 3, 31), 4: starts, 5: starts}
        for number, day in days.items():
            held = V1 if number < 5 else None
            (begun,) = records.begin([delivery(number, item(version=V2, held=held))], BY, AT)
            records.move(begun.id, State.GIVEN, BY, AT, on=day)
        mark = Mark("texting", V2, V2, starts, 30)

        (counts,) = records.overview([mark], AT.date(), UTC).policies

        assert (counts.in_time, counts.short, counts.late) == (1, 2, 1)

    def test_the_end_of_a_policy_is_to_be_told_until_it_was(self, records: Records) -> None:
        records.put_clients([client(1), client(2), client(3)], BY, AT)
        for number in (1, 2):
            told(records, item(version=V2), number=number)
        told(records, Item("texting", V2, V2, "en", news=News.RETIRED), number=1)
        mark = Mark("texting", V2, V2, date(2027, 4, 1), 30, ended=True)

        overview = records.overview([mark], AT.date(), UTC)

        assert (overview.policies[0].to_tell, overview.clients_to_tell) == (1, 1)

    def test_what_is_under_way_is_counted_by_its_state(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        begun = records.begin([delivery(1), delivery(2), delivery(2, item("fees"))], BY, AT)
        moved(records, begun[0], State.GIVEN)
        moved(records, begun[1], State.SENDING, State.UNCERTAIN)

        assert records.overview([], AT.date(), UTC).under_way == {"planned": 1, "uncertain": 1}

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

    def test_a_letter_that_is_also_about_something_newer_stays(self, records: Records) -> None:
        records.put_clients([client(1, status=Status.FORMER)], BY, AT)
        told(records, item(), item("fees", V2))

        assert (
            records.purgeable([Superseded("texting", V1, date(2027, 3, 2))], date(2035, 1, 1)) == PurgeCount()
        )

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
