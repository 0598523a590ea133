"""`policydocs clients list`, `show` and `remove`."""

from __future__ import annotations

import json

import click

from policydocs.cli.clients_group import clients
from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.ledger_place import EMPTY, known_client, known_records, recorder
from policydocs.cli.quantity import counted
from policydocs.cli.subcommands import subcommand
from policydocs.errors import ExitCode

_FORMATS = click.Choice(["text", "json", "csv"])


@subcommand(clients, "list")
@click.option("--all", "every", is_flag=True, help="Former clients too.")
@click.option(
    "--format",
    "format_",
    type=_FORMATS,
    default="text",
    metavar="FORMAT",
    help="text, for people; json for programs; csv, which 'clients import' reads again.",
)
def list_(session: Session, *, every: bool, format_: str) -> ExitCode:
    """Show the clients, and by which way each gets her letters.

    Exit codes: 0 done; 3 the roster cannot be read.

    \b
    Examples:
      policydocs clients list
      policydocs clients list --all --format csv
    """
    return told_list(session, format_, every=every)


def told_list(session: Session, format_: str, *, every: bool) -> ExitCode:
    """The roster in one of the formats; former clients where `every` is asked for."""
    from policydocs.delivery.clients import Status

    with known_records(session) as records:
        everybody = [] if records is None else list(records.clients())
    found = [one for one in everybody if every or one.status is Status.ACTIVE]
    if format_ == "json":
        from policydocs.delivery.roster_export import client_values

        session.output.result(json.dumps([client_values(one) for one in found], indent=2, ensure_ascii=False))
    elif format_ == "csv":
        from policydocs.delivery.roster_export import COLUMNS, roster_rows
        from policydocs.delivery.spreadsheet import csv_text

        session.output.result(csv_text(COLUMNS, roster_rows(found)), end="")
    elif not everybody:
        session.output.talk(EMPTY)
    else:
        from policydocs.cli.reports.roster_text import told_roster

        session.output.show(*told_roster(found))
        former = sum(one.status is Status.FORMER for one in everybody)
        more = f", and {counted(former, 'former client')} (--all)" if former and not every else ""
        session.output.next_step(
            f"{counted(len(found), 'client')}{more}. One of them:  policydocs clients show ID"
        )
    return ExitCode.DONE


@subcommand(clients, "show")
@click.argument("client", metavar="ID")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="FORMAT",
    help="text, for people; json for programs.",
)
def show(session: Session, *, client: str, format_: str) -> ExitCode:
    """Show what the roster has of one client, and what she was given.

    Exit codes: 0 done; 2 there is no such client.

    \b
    Example:
      policydocs clients show c-0007
    """
    with known_records(session) as records:
        found = known_client(records, client)
        assert records is not None
        holdings = list(records.holdings(client=client))
    if format_ == "json":
        from policydocs.delivery.roster_export import client_values

        held = [
            {
                "recipient": one.recipient,
                "policy": one.policy,
                "version": str(one.version),
                "state": one.state.value,
                "on": one.on.date().isoformat(),
            }
            for one in holdings
        ]
        session.output.result(
            json.dumps({**client_values(found), "holds": held}, indent=2, ensure_ascii=False)
        )
        return ExitCode.DONE
    from policydocs.cli.reports.roster_text import told_client

    session.output.show(*told_client(found, holdings))
    return ExitCode.DONE


@subcommand(clients, "remove")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
def remove(session: Session, *, ids: tuple[str, ...]) -> ExitCode:
    """Make clients former clients, who get no more letters.

    What they were sent stays on record for as long
    as the law wants it kept; 'policydocs ledger purge' ends that.

    To take one back:  policydocs clients edit ID --status active

    Exit codes: 0 done; 2 there is no such client, and nothing was changed.

    \b
    Example:
      policydocs clients remove c-0007 c-0008
    """
    from dataclasses import replace

    from policydocs.delivery.clients import Status

    with known_records(session) as records:
        found = [known_client(records, one) for one in dict.fromkeys(ids)]
        assert records is not None
        former = [replace(one, status=Status.FORMER) for one in found]
        count = records.put_clients(former, recorder(session), now())
    session.output.talk(f"{counted(count, 'client')} made former. What was sent stays on record.")
    if count < len(found):
        session.output.talk(f"{len(found) - count} of those named were former already.")
    return ExitCode.DONE
