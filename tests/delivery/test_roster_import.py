"""A roster's file becomes clients; what is not sure is skipped or not allowed, and told by its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.delivery.clients import Client, PostalAddress, Role, Status, Way
from policydocs.delivery.roster_cells import seen
from policydocs.delivery.roster_columns import known_fields, match_columns
from policydocs.delivery.roster_export import COLUMNS, roster_rows
from policydocs.delivery.roster_file import LARGEST_BYTES, read_roster_file
from policydocs.delivery.roster_import import ImportPlan, Known, Outcome, plan_import
from policydocs.delivery.spreadsheet import csv_text, neutral_cell, plain_cell
from policydocs.errors import InputError

CONTRACT = "id,name,email,email_allowed,address,post_allowed,language,format,status"


def planned(
    text: str | bytes,
    clients: Sequence[Client] = (),
    *,
    said: dict[str, str] | None = None,
    remembered: dict[str, str] | None = None,
) -> ImportPlan:
    data = text.encode() if isinstance(text, str) else text
    table = read_roster_file(data, path="clients.csv")
    columns = match_columns(table.headings, said or {}, remembered or {})
    known = Known(
        "harbor",
        {"lee": "Jo Lee"},
        {"texting", "fees"},
        clients,
        lambda _id: {one.id for c in clients for one in c.recipients},
    )
    return plan_import(table, columns, known)


def one(text: str | bytes, clients: Sequence[Client] = ()) -> Client:
    plan = planned(text, clients)
    assert plan.skipped == ()
    (only,) = plan.planned
    return only.client


# --- The file ------------------------------------------------------------------------------------


def test_the_columns_of_the_contract_need_no_mapping() -> None:
    client = one(
        f"{CONTRACT}\n"
        'c-0001,Ana Example,ana@example.org,yes,"1 Main St, Port Linden, WA 98000",yes,es,large,active\n'
    )

    assert (client.id, client.name, client.language, client.large_print) == (
        "c-0001",
        "Ana Example",
        "es",
        True,
    )
    assert client.practice == "harbor"
    (recipient,) = client.recipients
    assert (recipient.id, recipient.name, recipient.role) == ("c-0001.1", "Ana Example", Role.SELF)
    assert recipient.ways() == (Way.EMAIL, Way.POST, Way.SESSION)
    assert recipient.address == PostalAddress(("1 Main St", "Port Linden, WA 98000"), True)


@pytest.mark.parametrize(
    "data",
    [
        b"id,name\r\n1,J\xc3\xbcrgen\r\n",
        b"\xef\xbb\xbfid,name\r\n1,J\xc3\xbcrgen\r\n",
        b"id;name\n1;J\xc3\xbcrgen\n",
        b"id\tname\n1\tJ\xc3\xbcrgen\n",
        "id,name\n1,Jürgen\n".encode("utf-16"),
        b"id;name\r\n1;J\xfcrgen\r\n",
        b'"id","name"\r"1","J\xc3\xbcrgen"\r',
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:J\xc3\xbcr\r\n gen\r\nBDAY:1990-01-01\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\nVERSION:2.1\nUID:1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;J=C3=BCrgen\nEND:VCARD\n",
    ],
    ids=["plain", "marked", "semicolons", "tabs", "utf-16", "cp1252", "old-mac", "vcard", "old-vcard"],
)
def test_whatever_program_wrote_it(data: bytes) -> None:
    client = one(data)

    assert (client.id, client.name) == ("1", "Jürgen")


def test_that_it_was_read_as_windows_text_is_said() -> None:
    assert "Windows-1252" in str(planned(b"id,name\n1,J\xfcrgen\n").remarks)
    assert planned("id,name\n1,Jürgen\n").remarks == ()


def test_a_line_end_within_quotation_marks_is_part_of_the_cell() -> None:
    plan = planned('id,name,address,post_allowed\n1,"Ana","1 Main St\nTown",yes\n2,,,\n')

    assert plan.planned[0].client.recipients[0].address == PostalAddress(("1 Main St", "Town"), True)
    assert plan.skipped == ((3, "it has no name"),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04xl/workbook.xml", "Excel"),
        (b"\xd0\xcf\x11\xe0", "old Excel"),
        (b"%PDF-1.7", "a PDF"),
        (b"id,name\n1,A\x00na\n", "zero bytes"),
        (b"\x81\x8d\x8f\x90,name", "no text file"),
        (b'id,name\n1,"Ana\n', "never closed"),
        (b"id,name\n1," + b"a" * 200_000, "131,072"),
        (b"," * 600 + b"\n", "columns"),
        (b"x" * (LARGEST_BYTES + 1), "20 MB"),
        (b"Ana Example,ana@example.org\nBo,bo@example.org\n", "No column"),
    ],
)
def test_what_cannot_be_read_is_refused_without_quoting_it(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as raised:
        planned(data)

    assert "Ana" not in str(raised.value)
    assert "example.org" not in str(raised.value)


def test_two_columns_that_may_be_the_same_field_are_asked_about() -> None:
    with pytest.raises(InputError, match="columns 3 and 4") as raised:
        planned("id,name,home email,contact email\n1,Ana,a@example.org,b@example.org\n")
    assert "--map email=" in str(raised.value)

    plan = planned(
        "id,name,home email,contact email\n1,Ana,a@example.org,b@example.org\n",
        said={"email": "Contact Email"},
    )
    assert plan.planned[0].client.recipients[0].email == "b@example.org"
    assert plan.dropped == ("home email",)


def test_a_mapping_may_be_remembered_and_may_say_that_nothing_is_read() -> None:
    text = "id,name,electronic,mail ok,email ok\n1,Ana,a@example.org,yes,yes\n"

    assert planned(text, remembered={"email": "Electronic"}).planned[0].client.recipients[0].email
    assert planned(text, remembered={"email": "Gone"}).planned[0].client.recipients[0].email == ""
    assert not planned(text, said={"email_allowed": ""}).planned[0].client.recipients[0].email_allowed


@pytest.mark.parametrize("said", [{"emial": "Name"}, {"email": "Nowhere"}])
def test_a_mapping_to_nowhere_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(InputError, match="--map"):
        planned("id,name\n1,Ana\n", said=said)


def test_no_name_of_a_column_stands_for_two_fields() -> None:
    folded: dict[str, str] = {}
    for field, names in known_fields().items():
        for name in (field, *names):
            key = "".join(char for char in name.casefold() if char.isalnum())
            assert folded.setdefault(key, field) == field, name


def test_columns_that_are_not_needed_are_named_and_not_stored() -> None:
    plan = planned("id,name,Birth Date,Diagnosis,Insurance\n1,Ana,1990-01-01,F41.1,Blue\n")

    assert plan.dropped == ("Birth Date", "Diagnosis", "Insurance")
    assert "F41" not in str(plan.planned)
    assert "1990" not in str(plan.planned)


# --- What is not sure ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2,,,,,,,,", "no name"),
        (",Bo,,,,,,,", "no id"),
        ("../2,Bo,,,,,,,", "its id holds something else"),
        ("nul,Bo,,,,,,,", "its id holds something else"),
        (f"{'x' * 65},Bo,,,,,,,", "its id holds something else"),
        ("1,Bo,,,,,,,", "stands in row 2 already"),
        ("A1,Bo,,,,,,,", "capital letters only"),
        ("2,Bo,,,,,,,on hold", "neither active nor former"),
        (f"2,{'B' * 201},,,,,,,", "more than 200 characters"),
        ("2,Bo,,,,,,,,more", "more cells than there are headings"),
    ],
)
def test_a_row_that_is_not_sure_is_skipped_with_its_number(row: str, why: str) -> None:
    plan = planned(f"{CONTRACT}\n1,Ana,,,,,,,\na1,Cy,,,,,,,\n{row}\n")

    ((number, said),) = plan.skipped
    assert number == 4
    assert why in said
    assert "Bo" not in said
    assert [one.client.id for one in plan.planned] == ["1", "a1"]


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("email_allowed", "maybe", "neither yes nor no"),
        ("post_allowed", "ask first", "neither yes nor no"),
        ("email", "bo@@example.org", "no address that mail can go to"),
        ("email", "bö@example.org", "no address that mail can go to"),
        ("language", "???", "language is not known"),
        ("format", "tiny", "neither regular nor large"),
        ("policies", "texting nowhere", "1 of its policies"),
        ("clinician", "somebody", "none of policydocs.toml"),
        ("preferred", "pigeon", "not understood"),
        ("address", "x" * 700, "too long"),
    ],
)
def test_a_cell_that_is_not_understood_allows_nothing_and_is_told(column: str, cell: str, what: str) -> None:
    plan = planned(f"id,name,{column}\n1,Bo,{cell}\n")

    ((row, said),) = plan.remarks
    assert row == 2
    assert what in said
    assert cell not in said
    assert plan.planned[0].client.recipients[0].ways() in ((Way.SESSION,), (Way.EMAIL, Way.SESSION))
    assert not plan.planned[0].client.recipients[0].email_allowed


@pytest.mark.parametrize("word", ["yes", "Y", "TRUE", "1", "x", "sí", "Allowed"])
@pytest.mark.parametrize("column", ["email_allowed", "portal_allowed"])
def test_a_clear_yes_is_a_yes(column: str, word: str) -> None:
    assert getattr(one(f"id,name,{column}\n1,Ana,{word}\n").recipients[0], column)


@pytest.mark.parametrize(
    ("columns", "cells", "safe"),
    [
        ("post_allowed", "yes", True),
        ("post_allowed", "no", None),
        ("post_allowed", "", None),
        ("post_allowed,safe_to_mail", "yes,yes", True),
        ("post_allowed,safe_to_mail", "yes,", None),
        ("post_allowed,safe_to_mail", "yes,no", False),
        ("post_allowed,safe_to_mail", "yes,perhaps", None),
        ("email", "", None),
    ],
)
def test_what_counts_as_permission_for_post(columns: str, cells: str, safe: bool | None) -> None:
    recipient = one(f'id,name,address,{columns}\n1,Ana,"1 Main St, Town",{cells}\n').recipients[0]

    assert recipient.address is not None
    assert recipient.address.safe_to_mail is safe
    assert recipient.allows(Way.POST) is (safe is True)


def test_a_new_address_needs_a_new_yes() -> None:
    before = one('id,name,address,post_allowed\n1,Ana,"1 Main St, Town",yes\n')

    same = one('id,name,address\n1,Ana,"1 Main St, Town"\n', [before])
    moved = one('id,name,address\n1,Ana,"9 Elm St, Town"\n', [before])

    assert same == before
    assert moved.recipients[0].post_allowed
    assert not moved.recipients[0].allows(Way.POST)


# --- A second import -----------------------------------------------------------------------------


def test_only_what_the_file_has_columns_for_changes() -> None:
    before = one(
        "id,name,email,email_allowed,portal_allowed,language,guardian_name\n1,Ana,a@example.org,yes,yes,es,Mo\n"
    )

    plan = planned("id,name,format\n1,Ana,large\n", [before])

    (only,) = plan.planned
    assert only.outcome is Outcome.CHANGED
    assert only.client.language == "es"
    assert only.client.large_print
    assert only.client.recipients == before.recipients


def test_the_same_file_again_changes_nothing() -> None:
    text = f"{CONTRACT}\n1,Ana,a@example.org,yes,,no,,,\n2,Bo,,,,,,,former\n"
    clients = [one.client for one in planned(text).planned]

    again = planned(text, clients)

    assert again.count(Outcome.SAME) == 2
    assert again.to_write == ()


def test_clients_whom_the_file_does_not_have_are_counted_and_left() -> None:
    clients = [
        entry.client
        for entry in planned(f"{CONTRACT}\n1,Ana,,,,,,,\n2,Bo,,,,,,,\n3,Cy,,,,,,,former\n").planned
    ]

    assert planned("id,name\n1,Ana\n", clients).absent == 1


def test_without_ids_clients_are_known_by_name_and_a_second_of_that_name_is_skipped() -> None:
    first = planned(
        "client name,email\nAna Example,a@example.org\nBo Example,b@example.org\nana example,c@example.org\n"
    )

    assert [one.client.id for one in first.planned] == ["c-0001", "c-0002"]
    assert first.skipped == ((4, "it has the name of row 2, and the file has no column with ids"),)
    clients = [one.client for one in first.planned]
    again = planned("first name,last name,email\nBo,Example,new@example.org\nCy,Example,\n", clients)
    assert [(one.client.id, one.outcome) for one in again.planned] == [
        ("c-0002", Outcome.CHANGED),
        ("c-0003", Outcome.NEW),
    ]


# --- Who receives --------------------------------------------------------------------------------


def test_a_guardian_receives_until_her_last_day_and_then_the_client() -> None:
    client = one(
        "id,name,email,email_allowed,guardian_name,guardian_email,guardian_email_allowed,guardian_until\n"
        "1,Kit,kit@example.org,yes,Mo,mo@example.org,yes,2031-05-04\n"
    )

    assert [(one.name, one.role, one.email) for one in client.receiving(date(2031, 5, 4))] == [
        ("Mo", Role.GUARDIAN, "mo@example.org")
    ]
    assert [one.name for one in client.receiving(date(2031, 5, 5))] == ["Kit"]


def test_without_a_last_day_the_guardian_alone_receives_and_her_permission_is_her_own() -> None:
    client = one("id,name,email,email_allowed,guardian\n1,Kit,kit@example.org,yes,Mo\n")

    (guardian,) = client.recipients
    assert (guardian.name, guardian.email, guardian.email_allowed) == ("Mo", "", False)


def test_a_last_day_that_is_none_skips_the_row() -> None:
    assert "no day" in planned("id,name,guardian,guardian_until\n1,Kit,Mo,soon\n").skipped[0][1]


def test_a_couple_in_one_row_and_in_two() -> None:
    in_one = one("id,name,partner_name,partner_email,partner_email_allowed\n1,Ana,Bo,bo@example.org,yes\n")
    in_two = one("id,name,recipient,role,email\n1,Ana & Bo,Ana,self,\n1,Ana & Bo,Bo,partner,bo@example.org\n")

    assert [(one.id, one.name, one.role) for one in in_one.recipients] == [
        ("1.1", "Ana", Role.SELF),
        ("1.2", "Bo", Role.PARTNER),
    ]
    assert [(one.id, one.name, one.role) for one in in_two.recipients] == [
        ("1.1", "Ana", Role.SELF),
        ("1.2", "Bo", Role.PARTNER),
    ]


def test_another_person_never_gets_the_id_of_one_who_had_it() -> None:
    before = one("id,name,guardian_name\n1,Kit,Mo\n")

    after = one("id,name,guardian_name\n1,Kit,Nan\n", [before])

    assert [(one.id, one.name) for one in before.recipients] == [("1.1", "Mo")]
    assert [(one.id, one.name) for one in after.recipients] == [("1.2", "Nan")]


def test_the_exported_roster_is_the_roster() -> None:
    text = (
        "id,name,email,email_allowed,address,post_allowed,safe_to_mail,language,format,status,policies,clinician,"
        "guardian_name,guardian_until,partner_name,name_on_envelope,return_address,portal_allowed,preferred\n"
        '1,=Ana,a@example.org,yes,"1 Main St\nTown",yes,,es,large,former,fees,lee,,,Bo,A.,PO Box 1,yes,'
        '"post, email"\n'
        "2,@Kit,,,,,,,,,,,-Mo,2031-05-04,,,,,\n"
    )
    clients = [one.client for one in planned(text).planned]

    again = planned(csv_text(COLUMNS, roster_rows(clients)), clients)

    assert len(clients) == 2
    assert clients[0].status is Status.FORMER
    assert again.skipped == ()
    assert [one.outcome for one in again.planned] == [Outcome.SAME, Outcome.SAME]


# --- Names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ana\u202egnirts", "Anagnirts"),
        ("Ana\r\nBcc: all@example.org", "Ana Bcc: all@example.org"),
        ("A\u200bna\ufeff", "Ana"),
        ("  Ana\t Maria ", "Ana Maria"),
        ("Zoë", "Zoë"),
        ("می‌خواهم", "می‌خواهم"),
        ("José", "José"),
        ("\x1b[31mAna", "[31mAna"),
        ("0 \x1b\x850", "0 0"),
    ],
)
def test_nothing_hides_in_a_name(said: str, kept: str) -> None:
    assert seen(said) == kept


@given(
    st.lists(
        st.sampled_from(["FN", "N", "EMAIL", "ADR", "UID", "LANG", ";", ":", "\n ", "\\", "a", "=", "\n"])
    )
)
def test_any_vcard_is_read(parts: list[str]) -> None:
    plan = planned(f"BEGIN:VCARD\nFN:Ana\n{''.join(parts)}\nEND:VCARD\n")

    assert len(plan.planned) + len(plan.skipped) <= 2


@given(st.text())
def test_a_seen_name_is_one_line_and_stays_as_it_is(text: str) -> None:
    kept = seen(text)

    assert len(kept.splitlines()) <= 1
    assert seen(kept) == kept


@given(st.text() | st.text(st.sampled_from("a =+-@;\t＝\n'")))
def test_no_cell_is_a_formula_and_none_is_lost(text: str) -> None:
    cell = neutral_cell(text)

    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    for part in re.split("[;\t]", cell):  # as where a semicolon parts cells
        assert not part.lstrip(" ").startswith(("=", "+", "-", "@"))
    if "'" not in text:
        assert plain_cell(cell) == text


@given(
    st.sampled_from([b"id,name,email,email_allowed,status,guardian_until\n", b"BEGIN:VCARD\n", b"\xff\xfe"]),
    st.binary(max_size=300),
)
def test_any_bytes_are_read_or_refused(start: bytes, data: bytes) -> None:
    try:
        planned(start + data)
    except InputError as error:
        assert error.problem
