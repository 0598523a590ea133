"""What every ledger must do with letters on their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from policydocs.delivery.clients import Way
from policydocs.delivery.deliveries import (
    MOVES,
    Means,
    State,
)
from policydocs.delivery.records import AlreadyToldError, IllegalMoveError, Records
from policydocs.errors import InputError

from .letters import AT, BY, PATHS_TO, V1, V2, client, delivery, item, moved


class DeliveryContract:
    """Letters, their states, and that nobody is told twice."""

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
