"""Address cards as telephones and address books write them become rows of a roster."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.delivery.vcards import read_vcards

CARDS = Path(__file__).parent / "vcards"
WHERE = {"city": "Port Linden", "region": "WA", "postcode": "98099"}


def rows(text: str) -> list[dict[str, str]]:
    headings, found = read_vcards(text)
    return [{heading: cell for heading, cell in zip(headings, one, strict=True) if cell} for one in found]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "telephone-2.1",
            [
                {
                    "name": "Íñigo Ñandú Łukasz",
                    "email": "inigo@example.org",
                    "street": "12 Álamo Street\r\nApt 4",
                    **WHERE,
                    "country": "US",
                },
                {"name": "Jörg Müller", "email": "joerg@example.org"},
            ],
        ),
        (
            "telephone-3.0",
            [
                {
                    "name": "Ana Example",
                    "email": "ana@example.org",
                    "street": "1 Main Street\nApt 2",
                    **WHERE,
                    "country": "United States",
                }
            ],
        ),
        (
            "address-book-4.0",
            [
                {
                    "id": "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
                    "name": "Bo Example, Jr.",
                    "email": "bo@example.org",
                    "street": "12 Quay Street",
                    **WHERE,
                    "country": "USA",
                    "language": "es",
                }
            ],
        ),
    ],
)
def test_what_a_roster_needs_is_taken_from_each_kind_of_card(
    name: str, expected: list[dict[str, str]]
) -> None:
    assert rows((CARDS / f"{name}.vcf").read_bytes().decode()) == expected


def test_cards_without_a_lasting_id_are_known_by_name() -> None:
    without = "BEGIN:VCARD\nFN:Ana\nEND:VCARD\n"
    with_id = "BEGIN:VCARD\nUID:7\nFN:Bo\nEND:VCARD\n"

    assert read_vcards(without)[0][0] == "name"
    assert read_vcards(with_id)[0][0] == "id"
    assert read_vcards(without + with_id)[0][0] == "name"


def test_of_several_the_preferred_one_is_taken_else_the_first() -> None:
    def email(*lines: str) -> str:
        return rows("\n".join(["BEGIN:VCARD", "FN:Ana", *lines, "END:VCARD"]))[0]["email"]

    assert email("EMAIL:a@x.org", "EMAIL:b@x.org") == "a@x.org"
    assert email("EMAIL:a@x.org", "EMAIL;TYPE=PREF:b@x.org") == "b@x.org"
    assert email("EMAIL:a@x.org", "EMAIL;HOME;PREF:b@x.org") == "b@x.org"
    assert email("EMAIL;PREF=2:a@x.org", "EMAIL;PREF=1:b@x.org", "EMAIL;PREF=3:c@x.org") == "b@x.org"


def test_the_full_name_stands_before_its_parts_wherever_it_is() -> None:
    for lines in (("FN:Dr. Ana", "N:Example;Ana"), ("N:Example;Ana", "FN:Dr. Ana")):
        assert rows("\n".join(["BEGIN:VCARD", *lines, "END:VCARD"]))[0]["name"] == "Dr. Ana"
    assert rows("BEGIN:VCARD\nN:Example;Ana;;;\nEND:VCARD\n") == [{"name": "Ana Example"}]


def test_an_unknown_encoding_and_a_cut_off_card_do_no_harm() -> None:
    odd = "BEGIN:VCARD\nFN;CHARSET=nothing;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg=\nEND:VCARD\n"

    assert rows(odd) == []
    assert rows("BEGIN:VCARD\nFN;CHARSET=nothing;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg\nEND:VCARD\n") == [
        {"name": "Jörg"}
    ]
