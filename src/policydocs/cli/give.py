"""`policydocs give`: what was handed to a client, written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import now
from policydocs.cli.concealing import concealed
from policydocs.cli.context import Session
from policydocs.cli.languages import language_option
from policydocs.cli.ledger_place import known_client, known_records, on_option, recorder
from policydocs.cli.options import command
from policydocs.errors import ExitCode, InputError

if TYPE_CHECKING:
    from policydocs.delivery.handover import Handed


@command("give")
@click.argument("client", metavar="CLIENT")
@click.argument("slugs", metavar="[POLICY]...", nargs=-1)
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
    client: str,
    slugs: tuple[str, ...],
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

    \b
    Examples:
      policydocs give c-0007
      policydocs give c-0007 social-media --on 2027-03-01
      policydocs give c-0007 social-media --again --why "She lost hers."

    Exit codes: 0 done; 1 she has it already; 2 no such client or policy, or it is not in force; 3 the ledger
    cannot be written.
    """
    import uuid

    from policydocs.delivery.handover import handovers, moment_of

    why = " ".join(why.split())
    if again != bool(why):
        raise InputError("--again and --why go together.", fix='For example:  --again --why "She lost hers."')
    if version is not None and len(slugs) != 1:
        raise InputError(
            "--version is about one policy.", fix="Name it:  policydocs give CLIENT POLICY --version ..."
        )
    moment = now()
    given_at = moment_of(on, moment)
    with known_records(session) as records:
        person = known_client(records, client)
        assert records is not None
        given = [
            one
            for one in _given(session, slugs, version, language, given_at.date())
            if slugs or person.gets(one.standing.slug)
        ]
        if not given:
            raise InputError(f"No policy that applies to her was in force on {given_at.date()}.")
        made = handovers(
            records,
            person,
            given,
            iter(lambda: str(uuid.uuid4()), ""),
            on=given_at,
            language=session.config.practice.language,
            paper=session.config.handouts.paper,
            recipient=recipient,
            again=why,
        )
        records.begin(made.deliveries, recorder(session), moment)
    for delivery in made.deliveries:
        for item in delivery.items:
            session.output.result(
                f"Given to {delivery.recipient}: {item.policy} {item.version} ({item.language})"
            )
    for who, policy, number in made.known:
        session.output.talk(f"{who} has {policy} {number} already, or it is on its way to her.")
    if not made.deliveries:
        session.output.next_step('Nothing was written. To give it all the same:  --again --why "..."')
        return ExitCode.DID_NOT_PASS if slugs else ExitCode.DONE
    session.output.next_step(f"Once she has signed:  policydocs ack {client} POLICY --signed")
    return ExitCode.DONE


def _given(
    session: Session, slugs: tuple[str, ...], version: str | None, language: str | None, day: date
) -> Iterator[Handed]:
    from policydocs.delivery.handover import Handed
    from policydocs.delivery.standings import read_standings
    from policydocs.history.released import choose, held_on
    from policydocs.history.revisions import History

    with History(session.root) as history:
        standings = read_standings(history, session.tree, session.config, slugs)
    if missing := set(slugs) - {one.slug for one in standings}:
        slug = min(missing)
        raise InputError(
            f"{slug} has no released version, so there is none to give.",
            fix=f"To make the first:  policydocs release {slug} --dry-run",
        )
    if not standings:
        raise InputError(
            "No policy has a released version yet.", fix="To make one:  policydocs release --dry-run"
        )
    for standing in standings:
        if version is not None:
            yield Handed(standing, choose(standing.versions, version, day), language or "")
        elif slugs:
            yield Handed(standing, held_on(standing.versions, day), language or "")
        elif (held := standing.versions.in_force(day)) is not None:
            yield Handed(standing, held, language or "")
