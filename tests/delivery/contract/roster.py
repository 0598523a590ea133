"""What every roster must do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policydocs.delivery.clients import Client, PostalAddress, Recipient, Role, Status, Way
from policydocs.delivery.records import Records
from policydocs.errors import InputError

from .letters import AT, BY, client, delivery


class RosterContract:
    """Clients and their recipients."""

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
