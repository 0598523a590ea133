"""One client from her rows, and from what the roster knows of her: only what the file has changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from policydocs.delivery import roster_cells
from policydocs.delivery.clients import Client, PostalAddress, Recipient, Role
from policydocs.delivery.roster_cells import (
    LONGEST_ADDRESS,
    LONGEST_EMAIL,
    LONGEST_NAME,
    MOST_ADDRESS_LINES,
    seen,
)
from policydocs.values import frozen

Remarks = list[tuple[int, str]]

_ADDRESS_PARTS = ("street", "street_2", "city", "region", "postcode", "country")


class RowError(ValueError):
    """Why a row is skipped, in words that name nobody."""


@frozen
class Row:
    """The cells of one row by field; only fields for which the file has a column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.cells.get(field, "").strip()

    def holds(self, field: str) -> bool:
        return field in self.cells

    @property
    def name(self) -> str:
        """As the letter addresses her."""
        return seen(self["name"]) or seen(f"{self['first_name']} {self['last_name']}")

    @property
    def who(self) -> tuple[str, str]:
        """What tells two recipients of one client apart."""
        return self["role"].casefold(), (seen(self["recipient"]) or self.name).casefold()


def merged_client(
    client_id: str,
    before: Client | None,
    rows: Sequence[Row],
    *,
    practice: str,
    clinicians: Mapping[str, str],
    policies: Collection[str],
    used: Collection[str],
) -> tuple[Client, Remarks]:
    """The client as the rows say, and what is to be looked at.

    Args:
        before: as the roster has her; None for a new one.
        rows: one, or one for each recipient.
        clinicians: id -> name.
        policies: the slugs that there are.
        used: the ids that her recipients have or had.

    Raises:
        RowError: who she is, or whether she is a client at all, is not clear.
    """
    row, remarks = rows[0], Remarks()
    client = before or Client(client_id, "", (), practice=practice)
    client = replace(client, **_facts(row, client, clinicians, policies, remarks))
    specs = [spec for one in rows for spec in _recipients(one, client, remarks)]
    old = () if before is None else before.recipients
    recipients = _numbered(client_id, specs, old, used)
    for one in rows:
        _look_at_name(one, client_id, remarks)
    return replace(client, recipients=recipients), remarks


def _facts(
    row: Row, before: Client, clinicians: Mapping[str, str], policies: Collection[str], remarks: Remarks
) -> dict[str, Any]:
    """What concerns the client, not a recipient."""
    facts: dict[str, Any] = {"name": row.name or before.name}
    if not facts["name"]:
        raise RowError("it has no name")
    if len(facts["name"]) > LONGEST_NAME:
        raise RowError(f"the name has more than {LONGEST_NAME} characters")
    if row.holds("status"):
        facts["status"] = roster_cells.status(row["status"])
        if facts["status"] is None:
            raise RowError("its status is neither active nor former")
    if row.holds("language"):
        facts["language"] = roster_cells.language(row["language"])
        if facts["language"] is None:
            facts["language"] = ""
            remarks.append((row.number, "the language is not known; it counts as the practice's own"))
    if row.holds("format"):
        facts["large_print"] = roster_cells.large_print(row["format"])
        if facts["large_print"] is None:
            facts["large_print"] = False
            remarks.append((row.number, "the format is neither regular nor large; it counts as regular"))
    if row.holds("policies"):
        facts["policies"] = roster_cells.slugs(row["policies"])
        if unknown := sum(one not in policies for one in facts["policies"] or ()):
            remarks.append((row.number, f"{unknown} of its policies do not exist"))
    if row.holds("clinician"):
        facts["clinician"] = _clinician(row["clinician"], clinicians)
        if row["clinician"] and not facts["clinician"]:
            remarks.append((row.number, "the clinician is none of policydocs.toml; it counts as not said"))
    return facts


def _clinician(said: str, clinicians: Mapping[str, str]) -> str:
    word = said.casefold()
    return next((id_ for id_, name in clinicians.items() if word in (id_.casefold(), name.casefold())), "")


# --- Recipients ----------------------------------------------------------------------------------


def _recipients(row: Row, client: Client, remarks: Remarks) -> list[Recipient]:
    """Who receives by this row; the ids of new ones come later."""
    if row.holds("recipient") or row["role"]:
        role = roster_cells.role(row["role"])
        if role is None:
            raise RowError("its role is neither self, guardian nor partner")
        one = _own(row, client, seen(row["recipient"]) or client.name, role, remarks)
        if row.holds("receives_from"):
            one = replace(one, since=_day(row, "receives_from"))
        return [replace(one, until=_day(row, "guardian_until")) if role is Role.GUARDIAN else one]
    own = _own(row, client, row.name or client.name, Role.SELF, remarks)
    guardians = _further(row, client, Role.GUARDIAN, remarks)
    if row.holds("guardian_until"):
        guardians = [replace(one, until=_day(row, "guardian_until")) for one in guardians]
    partners = _further(row, client, Role.PARTNER, remarks)
    if not guardians:
        return [replace(own, since=None), *partners]
    ends = [one.until for one in guardians if one.until is not None]
    # For as long as a guardian has no last day, the client herself gets no letters.
    grown = [replace(own, since=max(ends) + timedelta(1))] if len(ends) == len(guardians) else []
    return [*guardians, *grown, *partners]


def _further(row: Row, client: Client, role: Role, remarks: Remarks) -> list[Recipient]:
    """Guardian or partner in the client's own row; whoever the file says nothing of stays."""
    known = [one for one in client.recipients if one.role is role]
    if row.holds(f"{role}_name"):
        name = seen(row[f"{role}_name"])[:LONGEST_NAME]
        known = [_same_person(known, role, name) or Recipient("", name, role)] if name else []
    facts: dict[str, Any] = {}
    if row.holds(f"{role}_email"):
        facts["email"] = _email(row, f"{role}_email", remarks)
    if row.holds(f"{role}_email_allowed"):
        # Her permission is her own, never the client's.
        facts["email_allowed"] = _permission(row, f"{role}_email_allowed", remarks)
    return [replace(one, **facts) for one in known]


def _own(row: Row, client: Client, name: str, role: Role, remarks: Remarks) -> Recipient:
    """The recipient whose address and permissions stand in the row's own columns."""
    base = _same_person(client.recipients, role, name) or Recipient("", name, role)
    facts: dict[str, Any] = {"name": name[:LONGEST_NAME]}
    if row.holds("email"):
        facts["email"] = _email(row, "email", remarks)
    for field in ("email_allowed", "post_allowed", "portal_allowed"):
        if row.holds(field):
            facts[field] = _permission(row, field, remarks)
    if row.holds("preferred"):
        ways = roster_cells.ways(row["preferred"])
        if ways is None:
            remarks.append((row.number, "the preferred way is not understood; the usual order is kept"))
        facts["preferred"] = ways or ()
    post_allowed = facts.get("post_allowed", base.post_allowed)
    facts["address"] = _address(row, base.address, post_allowed=post_allowed, remarks=remarks)
    return replace(base, **facts)


def _same_person(known: Sequence[Recipient], role: Role, name: str) -> Recipient | None:
    """By role and name; a renamed one by her role, where she is the only one in it."""
    in_role = [one for one in known if one.role is role]
    exact = [one for one in in_role if one.name.casefold() == name.casefold()]
    if exact:
        return exact[0]
    return in_role[0] if len(in_role) == 1 and role is Role.SELF else None


def _numbered(
    client_id: str, specs: Sequence[Recipient], before: Sequence[Recipient], used: Collection[str]
) -> tuple[Recipient, ...]:
    """Each with an id: her own of before, else one that nobody had, for the ledger goes by it."""
    taken = {*used, *(one.id for one in before), *(one.id for one in specs)}
    numbered: list[Recipient] = []
    for spec in specs:
        one = spec
        if not one.id or one.id in (other.id for other in numbered):
            number = next(n for n in range(1, len(taken) + 2) if f"{client_id}.{n}" not in taken)
            one = replace(spec, id=f"{client_id}.{number}")
            taken.add(one.id)
        numbered.append(one)
    return tuple(numbered)


# --- Cells that need a remark --------------------------------------------------------------------


def _permission(row: Row, field: str, remarks: Remarks) -> bool:
    said = roster_cells.allowed(row[field])
    if said is None:
        remarks.append((row.number, f"{field} is neither yes nor no; it counts as no"))
    return bool(said)


def _email(row: Row, field: str, remarks: Remarks) -> str:
    said = roster_cells.email(row[field])
    if said is None:
        # It is kept, so that each plan of letters shows it until it is mended.
        remarks.append(
            (row.number, f"{field} is no address that mail can go to; until it is mended, none does")
        )
        return seen(row[field])[:LONGEST_EMAIL]
    return said


def _day(row: Row, field: str) -> date | None:
    if not row[field]:
        return None
    said = roster_cells.day(row[field])
    if said is None:
        # Without the day a grown-up client's letters would go to her parents for ever.
        raise RowError(f"{field} is no day such as 2031-05-04")
    return said


def _address(
    row: Row, before: PostalAddress | None, *, post_allowed: bool, remarks: Remarks
) -> PostalAddress | None:
    """See docs/decisions/0010: a plain yes to post is a yes to this address, unless the file asks apart."""
    has_lines = row.holds("address") or any(row.holds(part) for part in _ADDRESS_PARTS)
    lines = _lines(row) if has_lines else () if before is None else before.lines
    if len(lines) > MOST_ADDRESS_LINES or sum(map(len, lines)) > LONGEST_ADDRESS:
        remarks.append((row.number, "the address is too long for an envelope; it is left empty"))
        lines = ()
    if not lines:
        return None
    if row.holds("safe_to_mail"):
        safe = roster_cells.allowed(row["safe_to_mail"]) if row["safe_to_mail"] else None
        if row["safe_to_mail"] and safe is None:
            remarks.append((row.number, "safe_to_mail is neither yes nor no; nothing is mailed to her"))
    elif row.holds("post_allowed"):
        safe = True if post_allowed else None
    else:
        safe = before.safe_to_mail if before is not None and before.lines == lines else None
    made = replace(before or PostalAddress(lines), lines=lines, safe_to_mail=safe)
    if row.holds("name_on_envelope"):
        made = replace(made, name_on_envelope=seen(row["name_on_envelope"])[:LONGEST_NAME])
    if row.holds("return_address"):
        made = replace(made, return_address=seen(row["return_address"])[:LONGEST_ADDRESS])
    return made


def _lines(row: Row) -> tuple[str, ...]:
    if row["address"]:
        return roster_cells.address_lines(row["address"])
    town = ", ".join(part for part in (row["city"], f"{row['region']} {row['postcode']}".strip()) if part)
    return tuple(seen(part) for part in (row["street"], row["street_2"], town, row["country"]) if seen(part))


def _look_at_name(row: Row, client_id: str, remarks: Remarks) -> None:
    said = row["name"]
    if seen(said) != " ".join(said.split()):
        remarks.append((row.number, "the name held characters that cannot be seen; they were taken out"))
    if said.count(",") == 1:
        remarks.append((row.number, "the name has a comma in it, and letters will begin with it as it is"))
    words = [word for word in seen(f"{said} {row['last_name']}").casefold().split() if len(word) > 3]
    if any(word.isalpha() and word in client_id.casefold() for word in words):
        remarks.append((row.number, "the id holds a part of the name; an id that says nothing is safer"))


def changed_recipient(row: Row, client: Client, recipient: Recipient, remarks: Remarks) -> Recipient:
    """One recipient in what the row has of her own: address, permissions, name, a guardian's last day."""
    only = replace(client, recipients=(recipient,))
    changed = _own(row, only, row.name or recipient.name, recipient.role, remarks)
    changed = replace(changed, id=recipient.id, since=recipient.since, until=recipient.until)
    return replace(changed, until=_day(row, "guardian_until")) if row.holds("guardian_until") else changed
