"""Who is a client stands in no released text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.delivery.clients import Client, PostalAddress, Recipient, Role
from policydocs.delivery.confidential import names_found

CLIENTS = [
    Client(
        "c-0001",
        "José Álvarez",
        (
            Recipient(
                "c-0001.1",
                "José Álvarez",
                email="jose@example.org",
                address=PostalAddress(("12 Elm Street", "Apt 2")),
            ),
            Recipient("c-0001.2", "Mary-Jane O'Neil", Role.PARTNER),
        ),
    ),
    Client("c-0002", "Will", (Recipient("c-0002.1", "Will"),)),
    Client("c-0003", "Jo Lee", (Recipient("c-0003.1", "Jo Lee", email="office@example.org"),)),
]
OWN = ["Harbor Counseling", "Jo Lee", "office@example.org"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("As José Álvarez asked, I answer texts.", "a client's name"),
        ("as JOSE ALVAREZ asked", "a client's name"),
        ("Alvarez, José", "a client's name"),
        ("José\nÁlvarez", "a client's name"),
        ("Mary-Jane O’Neil's idea", "a client's name"),
        ("Mary-Jane O’Neil said", "a client's name"),
        ("Write to <Jose@Example.org>.", "a client's e-mail address"),
        ("the house at 12 Elm Street", "a client's address"),
        ("I will answer. Will you?", ""),
        ("José, or Alvarez", ""),
        ("Josefina Alvarezo", ""),
        ("Jo Lee, LICSW", ""),
        ("office@example.org", ""),
        ("Apt 2", ""),
        ("", ""),
    ],
)
def test_a_name_an_address_a_street_are_found_and_ordinary_words_are_not(text: str, what: str) -> None:
    assert [one.what for one in names_found([("a.md", text)], CLIENTS, OWN)] == ([what] if what else [])


def test_the_place_is_told_and_the_name_is_not() -> None:
    text = "One.\n\nThree: José Álvarez and jose@example.org\nfour José Álvarez"

    found = names_found([("policies/a.md", text), ("--why", "José Álvarez")], CLIENTS)

    assert [(one.place, one.line) for one in found] == [
        ("policies/a.md", 3),
        ("policies/a.md", 3),
        ("policies/a.md", 4),
        ("--why", 1),
    ]
    assert "lvarez" not in str(found)


@given(st.text(), st.text(alphabet="ab cé,", min_size=1))
def test_whatever_the_text_and_the_name(text: str, name: str) -> None:
    client = Client("c-1", name, (Recipient("c-1.1", name),))
    words = name.replace(",", " ").split()

    found = names_found([("a", f"{text} {name}.")], [client])

    assert bool(found) or len(words) < 2
