"""What every ledger must know of what recipients hold and have acknowledged."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policydocs.delivery.deliveries import (
    AckKind,
    Acknowledgment,
    Edition,
    Item,
    News,
    State,
)
from policydocs.delivery.records import AlreadyToldError, Records
from policydocs.errors import InputError

from .letters import AT, BY, PATHS_TO, V1, V2, V3, client, delivery, item, moved, told


class HoldingContract:
    """Holdings and acknowledgments."""

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

    def test_what_holds_again_is_held_though_she_never_had_it_by_itself(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        told(records, item(version=V2))
        back = Item("texting", V2, V2, "en", "a" * 64, News.WITHDRAWN, "b" * 64, Edition("texting", V1))

        one = told(records, back)

        assert next(each for each in records.deliveries() if each.id == one.id).items == (back,)
        assert [(each.policy, each.version) for each in records.holdings()] == [("texting", V1)]
        assert records.check().problems == ()

        moved(records, one, State.RETURNED)
        assert [each.version for each in records.holdings()] == [V2]

    def test_what_holds_again_may_have_been_released_under_an_earlier_name(self, records: Records) -> None:
        records.put_clients([client()], BY, AT)
        told(records, item("texting", V3))
        told(records, Item("texting", V3, V3, "en", news=News.WITHDRAWN, back=Edition("sms", V2)))
        assert [(one.policy, one.version) for one in records.holdings()] == [("sms", V2)]

        told(records, Item("sms", V2, V2, "en", news=News.WITHDRAWN, back=Edition("sms", V1)))

        assert [(one.policy, one.version) for one in records.holdings()] == [("sms", V1)]
        assert [one.items[0].policy for one in records.deliveries(policy="sms")] == ["texting", "sms"]
        assert records.check().problems == ()

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
