"""`policydocs give`: what was handed to a client, or to several, written down."""

from __future__ import annotations

from datetime import date

import click

from policydocs.cli.concealing import concealed
from policydocs.cli.context import Session
from policydocs.cli.languages import language_option
from policydocs.cli.ledger_place import on_option
from policydocs.cli.options import command
from policydocs.errors import ExitCode, InputError


@command("give")
@click.argument("names", metavar="[CLIENT] [POLICY]...", nargs=-1)
@click.option(
    "--client", "clients", metavar="ID", multiple=True, help="One of several clients; repeat it for each."
)
@click.option(
    "--all-active", is_flag=True, help="Every active client to whom it applies and who has not had it."
)
@click.option("--confirm", metavar="N", type=click.IntRange(min=0), help="How many handovers, as planned.")
@click.option("--version", metavar="VERSION", help="Which version. [default: the one in force on that day]")
@on_option("The day on which you gave it: 2027-03-01.")
@click.option("--recipient", metavar="ID", default="", help="Only this one of several who receive: c-0007.2.")
@language_option
@click.option("--again", is_flag=True, help="Also what she has already; needs --why.")
@click.option("--why", metavar="TEXT", default="", help="Why she gets it again.")
@concealed
def give(
    session: Session,
    *,
    names: tuple[str, ...],
    clients: tuple[str, ...],
    all_active: bool,
    confirm: int | None,
    version: str | None,
    on: date | None,
    recipient: str,
    language: str | None,
    again: bool,
    why: str,
) -> ExitCode:
    """CLIENT is a client's id. Without a policy, every policy that applies to her and is in force.

    Print the handout, give it to her, then write it down with this: at intake, and whenever you hand her one.
    From then on she is told of its changes.

    For several clients at once, name each with --client, or say --all-active. Then the plan is shown first,
    and the number of handovers is typed, or given with --confirm.

    \b
    Examples:
      policydocs give c-0007
      policydocs give c-0007 social-media --on 2027-03-01
      policydocs give c-0007 social-media --again --why "She lost hers."
      policydocs give --client c-0007 --client c-0008 social-media
      policydocs give --all-active social-media --on 2026-09-01 --confirm=31

    Exit codes: 0 done; 1 she has it already, or somebody cannot be given it; 2 no such client or policy, it
    is not in force, or the number is another one; 3 the ledger cannot be written.
    """
    several = all_active or bool(clients)
    why = " ".join(why.split())
    if clients and all_active:
        raise click.UsageError("Either --client, for those named, or --all-active.")
    if not several and not names:
        raise click.UsageError("Which client?  policydocs clients list  shows the ids of all.")
    if confirm is not None and not several:
        raise click.UsageError("--confirm goes with --client or --all-active.")
    if recipient and several:
        raise click.UsageError("--recipient is about one client: name her alone.")
    if again != bool(why):
        raise InputError("--again and --why go together.", fix='For example:  --again --why "She lost hers."')
    slugs = names if several else names[1:]
    if version is not None and len(slugs) != 1:
        raise InputError(
            "--version is about one policy.", fix="Name it:  policydocs give CLIENT POLICY --version ..."
        )
    from policydocs.cli.giving import Given, give_one, give_several

    given = Given(slugs, version, on, language or "", why)
    if several:
        return give_several(session, given, None if all_active else clients, confirm)
    return give_one(session, given, names[0], recipient)
