"""`policydocs ledger record`: what became of letters that were only made so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.ledger_group import ledger
from policydocs.cli.ledger_place import known_records, on_option, recorder
from policydocs.cli.quantity import counted
from policydocs.cli.subcommands import subcommand
from policydocs.errors import ExitCode, InputError

if TYPE_CHECKING:
    from policydocs.delivery.deliveries import Delivery, State
    from policydocs.delivery.records import Records

_MEANS = ("print", "eml", "mailmerge", "portal")


@subcommand(ledger, "record")
@click.option(
    "--given", "to", flag_value="given", help="They reached her: handed over, posted, put in the portal."
)
@click.option("--returned", "to", flag_value="returned", help="They came back.")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--every",
    metavar="CHANNEL",
    type=click.Choice(_MEANS),
    help=f"Every letter that was made by this channel and is open: {', '.join(_MEANS)}.",
)
@on_option("The day on which it happened: 2027-03-01.")
@click.option("--why", metavar="TEXT", default="", help="A remark; no names in it.")
def record(
    session: Session, *, to: str | None, ids: tuple[str, ...], every: str | None, on: date | None, why: str
) -> ExitCode:
    """Write down what became of letters: given, or returned.

    ID is a client's, a recipient's or a delivery's; of a delivery its first eight letters do.

    \b
    Examples:
      policydocs ledger record --given c-0007 c-0008.2 --on 2027-03-01
      policydocs ledger record --given --every print
      policydocs ledger record --returned c-0009 --why "moved"

    Exit codes: 0 done; 2 there is no such letter, or it is not open, and nothing was written; 3 the ledger
    cannot be written.
    """
    from policydocs.delivery.deliveries import State

    if to is None:
        raise InputError("What became of them?", fix="Say --given or --returned.")
    if bool(ids) == bool(every):
        raise InputError("Which letters?", fix="Name them by ids, or say --every print.")
    state = State(to)
    moment = now()
    with known_records(session) as records:
        if records is None:
            raise InputError("There is no ledger yet, so no letter either.")
        with records.together():
            found = _every(records, str(every)) if every else _named(records, ids, state)
            by = recorder(session)
            for one in found:
                records.move(one.id, state, by, moment, why=" ".join(why.split()), on=on)
    session.output.result(f"Written down: {counted(len(found), 'letter')} {to} on {on or moment.date()}")
    return ExitCode.DONE


def _every(records: Records, means: str) -> Sequence[Delivery]:
    from policydocs.delivery.deliveries import State

    found = [one for one in records.deliveries(states=[State.PREPARED]) if one.means.value == means]
    if not found:
        raise InputError(
            "No letter that was made by this channel is open.", fix="policydocs ledger  shows what is."
        )
    return found


def _named(records: Records, ids: Sequence[str], to: State) -> Sequence[Delivery]:
    found: dict[str, Delivery] = {}
    faults = []
    for number, id_ in enumerate(dict.fromkeys(ids), start=1):
        matching = _matching(records, id_, to)
        if not matching:
            faults.append(number)
        found |= {one.id: one for one in matching}
    if faults:
        # The ids are not repeated: a name may have been typed for one.
        listed = ", ".join(map(str, faults))
        raise InputError(
            f'Of the ids, no {listed} has no letter that can be recorded as "{to.value}".',
            fix="policydocs ledger  tells what is open, policydocs clients show ID  what a client was given.",
        )
    return list(found.values())


def _matching(records: Records, id_: str, to: State) -> list[Delivery]:
    """The open letters of a client or recipient, or one letter; of what came back, the newest."""
    from policydocs.delivery.deliveries import MOVES, TOLD, State

    client = records.client(id_) or records.client(id_.rpartition(".")[0])
    if client is not None:
        hers = [one for one in records.deliveries(client=client.id) if id_ in (one.client, one.recipient)]
        fitting = [one for one in hers if to in MOVES[one.state]]
        if to is State.GIVEN:
            # Planned letters were not made yet, and what came back is named by its own id.
            return [one for one in fitting if one.state in (State.PREPARED, State.HANDED, State.UNCERTAIN)]
        sent = [one for one in fitting if one.state in TOLD or one.state is State.PREPARED]
        return sent[-1:]
    if len(id_) < 8:
        return []
    return [one for one in records.deliveries() if one.id.startswith(id_) and to in MOVES[one.state]][:1]
