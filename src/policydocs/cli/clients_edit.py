"""`policydocs clients add` and `edit`: one client, by options alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from policydocs.cli.clients_group import clients
from policydocs.cli.clients_import import known_now
from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.ledger_place import known_client, known_records, opened_records, recorder
from policydocs.cli.subcommands import subcommand
from policydocs.errors import ExitCode, InputError

if TYPE_CHECKING:
    from policydocs.delivery.clients import Client
    from policydocs.delivery.records import Records

_YES_OR_NO = (
    ("email_allowed", "--email-allowed/--no-email", "She allowed letters by e-mail, or took it back."),
    (
        "post_allowed",
        "--post-allowed/--no-post",
        "She allowed letters by post to that address, or took it back.",
    ),
    ("safe_to_mail", "--safe-to-mail/--not-safe-to-mail", "Whether a letter there tells nobody else."),
    ("portal_allowed", "--portal-allowed/--no-portal", "She gets letters in the portal, or no longer."),
    ("large_print", "--large-print/--regular-print", "In which size she reads."),
    ("guardian_email_allowed", "--guardian-email-allowed/--no-guardian-email", "Likewise, of the guardian."),
    ("partner_email_allowed", "--partner-email-allowed/--no-partner-email", "Likewise, of the partner."),
)
_TEXTS = (
    ("email", "--email", "ADDRESS", "Her e-mail address."),
    (
        "address",
        "--address",
        "TEXT",
        'Her postal address, its lines parted by commas: "1 Main St, Town, WA 98000".',
    ),
    ("name_on_envelope", "--name-on-envelope", "NAME", "What stands on the envelope instead of her name."),
    ("return_address", "--return-address", "TEXT", "What stands on it as the sender; else nothing does."),
    ("preferred", "--preferred", "WAYS", "Which way to try first: email, portal, post, session."),
    ("language", "--language", "LANG", "The language that she reads: es."),
    (
        "policies",
        "--policies",
        "SLUGS",
        "Only these policies apply to her, with commas between them; or all.",
    ),
    ("clinician", "--clinician", "ID", "Her clinician, as in policydocs.toml."),
    ("guardian_name", "--guardian", "NAME", "Who receives in her place; nothing in quotes ends it."),
    ("guardian_email", "--guardian-email", "ADDRESS", "The guardian's e-mail address."),
    ("guardian_until", "--guardian-until", "DATE", "The guardian's last day; then she receives herself."),
    ("partner_name", "--partner", "NAME", "The other one of a couple who are clients together."),
    ("partner_email", "--partner-email", "ADDRESS", "The partner's e-mail address."),
)


def _facts(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of both commands, in the order above."""
    for field, flags, words in reversed(_YES_OR_NO):
        function = click.option(flags, field, default=None, help=words)(function)
    for field, flag, metavar, words in reversed(_TEXTS):
        function = click.option(flag, field, metavar=metavar, help=words)(function)
    return function


@subcommand(clients, "add")
@click.argument("client", metavar="[ID]", required=False)
@click.option("--name", metavar="NAME", required=True, help="As letters address her.")
@_facts
def add(session: Session, *, client: str | None, name: str, **facts: Any) -> ExitCode:
    """Add a client. ID is what your own records know her by, and no name; without it she gets one.

    \b
    Examples:
      policydocs clients add c-0007 --name "Ana Example" --email ana@example.org --email-allowed
      policydocs clients add c-0008 --name "Bo Example" --guardian "Cy Example" --guardian-until 2031-05-04

    Exit codes: 0 done; 2 an option is not understood, or the id is taken.
    """
    from policydocs.delivery.roster_cells import ID
    from policydocs.delivery.roster_import import fresh_client_ids

    with known_records(session) as records:
        if client is None:
            known = () if records is None else [one.id for one in records.clients()]
            client = next(fresh_client_ids(known))
        elif not ID.fullmatch(client):
            raise InputError("An id holds letters a to z, digits, and - _ . between them, 64 at most.")
        if records is not None and records.client(client) is not None:
            raise InputError(
                "The roster has a client with this id.",
                fix=f"To change her:  policydocs clients edit {client} ...",
            )
        added = _merged(session, records, client, None, {"name": name, **facts})
    _write(session, added)
    session.output.result(f"Added: {added.id}")
    session.output.next_step(f"Next:  policydocs give {added.id}   records which policies you handed her.")
    return ExitCode.DONE


@subcommand(clients, "edit")
@click.argument("client", metavar="ID")
@click.option("--name", metavar="NAME", help="As letters address her.")
@click.option("--status", metavar="STATUS", help="active or former.")
@click.option(
    "--recipient",
    metavar="ID",
    help="Whom the options are about, where several receive: c-0007.2. 'clients show' tells the ids.",
)
@click.option("--end-recipient", metavar="ID", help="This recipient gets no more letters.")
@_facts
def edit(
    session: Session, *, client: str, recipient: str | None, end_recipient: str | None, **facts: Any
) -> ExitCode:
    """Change what the options name, and leave the rest as it is.

    \b
    Examples:
      policydocs clients edit c-0007 --no-email
      policydocs clients edit c-0007 --address "1 Main St, Town, WA 98000" --post-allowed --safe-to-mail
      policydocs clients edit c-0007 --language es --large-print

    Exit codes: 0 done; 2 an option is not understood, or there is no such client.
    """
    with known_records(session) as records:
        before = known_client(records, client)
        after = before
        if end_recipient is not None:
            after = _without(after, end_recipient)
        if recipient is not None:
            after = _with_changed(after, recipient, facts)
        elif any(value is not None for value in facts.values()):
            after = _merged(session, records, client, after, facts)
    if after == before:
        session.output.talk("Nothing changed.")
        return ExitCode.DONE
    _write(session, after)
    session.output.talk("Changed. To see her:  policydocs clients show " + client)
    return ExitCode.DONE


def _merged(
    session: Session, records: Records | None, client: str, before: Client | None, facts: Mapping[str, Any]
) -> Client:
    """By the same rules as a row of a file; but what a file's row is remarked for is refused here."""
    from policydocs.delivery.roster_rows import Row, RowError, merged_client

    known = known_now(session, records)
    cells = _cells(facts)
    try:
        merged, remarks = merged_client(
            client,
            before,
            [Row(0, cells)],
            practice=known.practice,
            clinicians=known.clinicians,
            policies=known.policies,
            used=known.used_ids(client),
        )
    except RowError as error:
        raise InputError(f"Nothing was changed: {error}.") from error
    _refuse(remarks, before)
    own = ("email", "email_allowed", "address", "post_allowed", "safe_to_mail", "portal_allowed", "preferred")
    if any(field in cells for field in own) and all(one.role != "self" for one in merged.recipients):
        raise InputError(
            "Her letters go to her guardian, so that no way to herself is kept.",
            fix="Use --guardian-email, or say until when:  --guardian-until 2031-05-04",
        )
    return merged


def _cells(facts: Mapping[str, Any]) -> dict[str, str]:
    """Options as cells of a row; what was not given has no column."""
    cells = {field: value for field, value in facts.items() if value is not None}
    if "large_print" in cells:
        cells["format"] = "large" if cells.pop("large_print") else "regular"
    return {
        field: ("yes" if value else "no") if isinstance(value, bool) else value
        for field, value in cells.items()
    }


def _refuse(remarks: list[tuple[int, str]], before: Client | None) -> None:
    # That an id holds a part of the name is worth a remark in a long file; here she chose it.
    serious = [said for _, said in remarks if before is None or "the id" not in said]
    faults = [said for said in serious if "comma" not in said and "the id" not in said]
    if faults:
        raise InputError(f"Nothing was changed: {'; '.join(faults)}.")


def _with_changed(client: Client, recipient: str, facts: Mapping[str, Any]) -> Client:
    """One of several recipients changed in what is her own."""
    from policydocs.delivery.roster_rows import Row, changed_recipient

    one = _recipient(client, recipient)
    row = Row(0, _cells(facts))
    remarks: list[tuple[int, str]] = []
    changed = changed_recipient(row, client, one, remarks)
    _refuse(remarks, client)
    return replace(
        client, recipients=tuple(changed if other is one else other for other in client.recipients)
    )


def _without(client: Client, recipient: str) -> Client:
    one = _recipient(client, recipient)
    if len(client.recipients) == 1:
        raise InputError(
            "She is the only one who receives for this client.",
            fix=f"To end it for the client:  policydocs clients remove {client.id}",
        )
    return replace(client, recipients=tuple(other for other in client.recipients if other is not one))


def _recipient(client: Client, recipient: str) -> Any:
    found = next((one for one in client.recipients if one.id == recipient), None)
    if found is None:
        raise InputError(
            "This client has no recipient with that id.",
            fix=f"There are: {', '.join(one.id for one in client.recipients)}",
        )
    return found


def _write(session: Session, client: Client) -> None:
    with opened_records(session) as records:
        records.put_clients([client], recorder(session), now())
