"""The roster, one client, and what an import does, drawn for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from policydocs.cli.layout import Rows, indented, pairs
from policydocs.cli.output import visible
from policydocs.cli.quantity import counted
from policydocs.delivery.clients import Client, Recipient, Status, Way
from policydocs.delivery.deliveries import Holding, State
from policydocs.delivery.roster_import import ImportPlan, Outcome
from policydocs.delivery.usable import unusable

#: Clients whom the preview of an import shows by name.
SHOWN = 20

#: A look that costs nothing, for long lists; `clients import` and `edit` look closely.

WAY_WORDS = {
    Way.EMAIL: "e-mail",
    Way.POST: "post",
    Way.PORTAL: "portal",
    Way.SESSION: "in session",
}
STATE_WORDS = {State.HANDED: "mail server took it", State.GIVEN: "given"}


def told_roster(clients: Sequence[Client]) -> Iterator[RenderableType]:
    """A line a client, and one for each further recipient."""
    rows = [row for client in clients for row in _rows(client)]
    yield Rows(("ID", "Client", "Letters go", "Reads"), rows)


def _rows(client: Client) -> Iterator[tuple[Text, ...]]:
    former = client.status is Status.FORMER
    style = "dim" if former else ""
    reads = ", ".join(part for part in (client.language, "large print" if client.large_print else "") if part)
    for number, one in enumerate(client.recipients):
        first = number == 0
        name = client.name if first and one.name == client.name else f"{one.name}{_role(one)}"
        if first and one.name != client.name:
            name = f"{client.name}: {name}"
        way = "former" if former else _way(one)
        yield (
            Text(client.id if first else one.id, style=style),
            Text(visible(name), style=style),
            Text(way, style=style),
            Text(reads if first else "", style=style),
        )


def _role(one: Recipient) -> str:
    until = f" until {one.until}" if one.until else ""
    since = f" from {one.since}" if one.since else ""
    return f" ({one.role.value}{until}{since})" if one.role != "self" else since


def _way(one: Recipient) -> str:
    words = [WAY_WORDS[way] for way in one.ways()[:2]]
    if words[0] == WAY_WORDS[Way.EMAIL] and unusable(one, Way.EMAIL):
        words[0] = "e-mail (mend the address)"
    return ", else ".join(words)


def told_client(client: Client, holdings: Iterable[Holding]) -> Iterator[RenderableType]:
    """Everything of one client."""
    yield Text(visible(f"{client.name}  ({client.id}, {client.status.value})"), style="bold")
    applies = "all" if client.policies is None else ", ".join(client.policies) or "none"
    facts = [
        ("language", client.language or "the practice's own"),
        ("format", "large print" if client.large_print else "regular"),
        ("policies", applies),
        ("clinician", client.clinician or "not said"),
    ]
    yield pairs((Text(key, style="dim"), Text(visible(value))) for key, value in facts)
    held = list(holdings)
    for one in client.recipients:
        yield ""
        yield Text(visible(f"{one.name}{_role(one)}  {one.id}"))
        yield pairs((Text(key, style="dim"), Text(visible(value))) for key, value in _recipient_facts(one))
        mine = [holding for holding in held if holding.recipient == one.id]
        rows = [
            (Text(had.policy), Text(f"{had.version}, {STATE_WORDS[had.state]} {had.on.date()}"))
            for had in mine
        ]
        yield indented(Text("holds:" if rows else "holds: no policy yet", style="dim"))
        yield pairs(rows, indent=4)


def _recipient_facts(one: Recipient) -> Iterator[tuple[str, str]]:
    yield "letters go", ", else ".join(WAY_WORDS[way] for way in one.ways())
    yield "e-mail", f"{one.email or 'no address'} ({_allowed(one.email_allowed)})"
    if one.address is None:
        yield "post", f"no address ({_allowed(one.post_allowed)})"
    else:
        safe = {True: "safe to mail", False: "NOT safe to mail", None: "not known whether it is safe to mail"}
        said = f"({_allowed(one.post_allowed)}; {safe[one.address.safe_to_mail]})"
        yield "post", "\n".join([*one.address.lines, said])
        if one.address.name_on_envelope:
            yield "envelope", one.address.name_on_envelope
        yield "sender", one.address.return_address or "none on the envelope"
    yield "portal", _allowed(one.portal_allowed)


def _allowed(yes: bool) -> str:
    return "allowed" if yes else "not allowed"


# --- An import -----------------------------------------------------------------------------------


def told_import(plan: ImportPlan, *, dry_run: bool) -> Iterator[RenderableType]:
    """What becomes of a file; names only in the preview."""
    counts = [f"{plan.count(outcome)} {_WORDS[outcome]}" for outcome in Outcome if plan.count(outcome)]
    said = ", ".join(counts) or "no client in this file"
    yield Text(f"{'Would be: ' if dry_run else ''}{said}", style="bold")
    if plan.absent:
        yield Text(f"{counted(plan.absent, 'client')} of the roster not in this file: left as before")
    if dry_run and plan.to_write:
        yield ""
        yield from _preview(plan)
    if plan.dropped:
        yield ""
        yield Text("Columns that were not read, and of which nothing is kept:")
        yield indented(Text(visible(", ".join(plan.dropped)), style="dim"))
    for heading, told in (("Skipped:", plan.skipped), ("Please look at this:", plan.remarks)):
        if told:
            yield ""
            yield Text(heading, style="bold red" if told is plan.skipped else "bold yellow")
            yield pairs((Text(rows), Text(why)) for rows, why in _by_reason(told))


_WORDS = {Outcome.NEW: "new", Outcome.CHANGED: "changed", Outcome.SAME: "as before"}


def _preview(plan: ImportPlan) -> Iterator[RenderableType]:
    shown = [one for one in plan.planned if one.outcome is not Outcome.SAME]
    rows = [
        (
            Text(str(one.row)),
            Text(one.client.id),
            Text(visible(one.client.name)),
            Text("former" if one.client.status is Status.FORMER else _way(one.client.recipients[0])),
            Text(one.outcome.value),
        )
        for one in shown[:SHOWN]
    ]
    yield Rows(("Row", "ID", "Client", "Letters go", ""), rows, numbers=frozenset({0}))
    if len(shown) > SHOWN:
        yield Text(f"and {len(shown) - SHOWN} more", style="dim")


def _by_reason(told: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Rows with the same reason together: "rows 3, 5 and 12 more"."""
    by_reason: dict[str, list[int]] = {}
    for row, why in sorted(told):
        by_reason.setdefault(why, []).append(row)
    for why, numbers in by_reason.items():
        if numbers[0] == 0:
            yield "file", why
            continue
        first = ", ".join(map(str, numbers[:4]))
        more = f" and {len(numbers) - 4} more" if len(numbers) > 4 else ""
        yield f"row{'s' * (len(numbers) > 1)} {first}{more}", why
