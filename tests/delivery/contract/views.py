"""What every ledger must count and list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date

from policydocs.delivery.clients import Recipient, Role, Status
from policydocs.delivery.deliveries import (
    AckKind,
    Acknowledgment,
    Item,
    News,
    State,
)
from policydocs.delivery.overview import Mark, Part
from policydocs.delivery.records import Records
from policydocs.model import Version

from .letters import AT, BY, V1, V2, V3, client, delivery, item, moved, told


class ViewContract:
    """The views that `status` and `ledger` are made of."""

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

    def test_what_she_has_under_an_earlier_name_counts_as_the_policys(self, records: Records) -> None:
        records.put_clients(
            [client(1), client(2, policies=("sms",)), client(3, policies=("fees",)), client(4), client(5)],
            BY,
            AT,
        )
        for number, has in ((1, item("sms", V1)), (2, item("sms", V2)), (5, item("sms", V1))):
            told(records, has, number=number)
        told(records, item("texting", V3, V2), number=2)
        told(records, Item("sms", V1, V1, "en", news=News.RETIRED), number=5)
        records.acknowledge(Acknowledgment("c-0002", "c-0002.1", "sms", V2, AckKind.SIGNED, AT), BY)
        mark = Mark("texting", V3, V3, date(2027, 4, 1), 30, sign_from=V2, former=("sms",))

        overview = records.overview([mark], AT.date(), UTC)
        lines = list(records.lines(mark, AT.date()))

        (counts,) = overview.policies
        assert counts.held == {V1: 2, V3: 1}
        assert (counts.recipients, counts.none_yet, counts.to_tell, counts.to_sign) == (4, 1, 2, 0)
        assert (counts.in_time, overview.clients_to_tell) == (1, 2)
        assert [(one.client, one.holding and one.holding.version, one.to_tell) for one in lines] == [
            ("c-0001", V1, True),
            ("c-0002", V3, False),
            ("c-0004", None, False),
            ("c-0005", V1, True),
        ]
        assert lines[1].acknowledgment is not None
        assert lines[1].acknowledgment.version == V2
        ended = replace(mark, ended=True)
        assert [one.client for one in records.lines(ended, AT.date(), Part.TO_TELL)] == ["c-0001", "c-0002"]

    def test_what_is_under_way_is_counted_by_its_state(self, records: Records) -> None:
        records.put_clients([client(1), client(2)], BY, AT)
        begun = records.begin([delivery(1), delivery(2), delivery(2, item("fees"))], BY, AT)
        moved(records, begun[0], State.GIVEN)
        moved(records, begun[1], State.SENDING, State.UNCERTAIN)

        assert records.overview([], AT.date(), UTC).under_way == {"planned": 1, "uncertain": 1}
