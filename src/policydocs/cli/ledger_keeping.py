"""`policydocs ledger check` and `purge`: is it whole, and what need not be kept any more."""

from __future__ import annotations

import json

import click

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.ledger_group import ledger
from policydocs.cli.ledger_place import known_records, practice_place, recorder
from policydocs.cli.quantity import counted
from policydocs.cli.subcommands import subcommand
from policydocs.delivery.retention import YEARS
from policydocs.errors import ExitCode


@subcommand(ledger, "check")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="FORMAT",
    help="text, for people; json for programs.",
)
def check(session: Session, *, format_: str) -> ExitCode:
    """Read the whole ledger, and say whether it is sound.

    Is the file whole, does each event follow from the one before it, and do the
    tables say what the events say? The number and hash of the last event, noted down elsewhere, prove later
    that nothing was cut off.

    Exit codes: 0 it is sound; 1 it is not; 3 it cannot be read.

    \b
    Example:
      policydocs ledger check
    """
    with known_records(session) as records:
        if records is None:
            session.output.talk("There is no ledger yet.")
            return ExitCode.DONE
        sound = records.check()
    if format_ == "json":
        values = {
            "sound": sound.is_sound,
            "events": sound.events,
            "purged": sound.purged,
            "last_hash": sound.last_hash,
            "problems": list(sound.problems),
        }
        session.output.result(json.dumps(values, indent=2))
    else:
        purged = f", the words of {sound.purged:,} of them purged" if sound.purged else ""
        session.output.result(f"{sound.events:,} events{purged}. The last one's hash:\n  {sound.last_hash}")
        for problem in sound.problems:
            session.output.warn(f"Wrong: {problem}")
        session.output.result("The ledger is sound." if sound.is_sound else "The ledger is NOT sound.")
        for remark in practice_place(session).remarks:
            session.output.warn(f"Please look at this: {remark}")
        if not sound.is_sound:
            session.output.next_step(
                "Keep this file aside, and put the last backup back:  policydocs restore FILE"
            )
    return ExitCode.DONE if sound.is_sound else ExitCode.DID_NOT_PASS


@subcommand(ledger, "purge")
@click.option(
    "--years", type=click.IntRange(1, 100), default=YEARS, show_default=True, help="Keep so many years."
)
@click.option(
    "--confirm", metavar="N", type=int, help="The number of events, as shown, to take their words out."
)
def purge(session: Session, *, years: int, confirm: int | None) -> ExitCode:
    """Take out what need not be kept any more; show it first.

    That is what is about versions that were superseded so many years ago. Without --confirm it is only shown.
    Digest and hash of each event stay, so that 'ledger check' still follows the chain. What an active client
    goes by stays. Backups still hold it: they are yours to destroy.

    \b
    Examples:
      policydocs ledger purge
      policydocs ledger purge --confirm=120

    Exit codes: 0 done; 1 the number is not the one shown, and nothing was done; 3 the ledger cannot be
    written.
    """
    from policydocs.cli.ledger_versions import practice_versions
    from policydocs.delivery.retention import superseded_before, years_before

    moment = now()
    limit = years_before(moment.date(), years)
    old = tuple(superseded_before(practice_versions(session).values(), moment.date(), years))
    with known_records(session) as records:
        if records is None:
            session.output.talk("There is no ledger yet.")
            return ExitCode.DONE
        with records.working_alone():
            found = records.purgeable(old, limit)
            parts = (
                (found.events, "event"),
                (found.deliveries, "letter"),
                (found.acknowledgments, "acknowledgment"),
                (found.clients, "former client"),
            )
            said = ", ".join(counted(number, noun) for number, noun in parts)
            if not found.events and not found.clients:
                session.output.talk(f"Nothing is older than {years} years: there is nothing to take out.")
                return ExitCode.DONE
            if confirm is None:
                session.output.result(f"Superseded before {limit}: {said}")
                for one in old:
                    session.output.result(f"  {one.policy} {one.version}, in force until {one.last}")
                if found.kept:
                    session.output.talk(
                        f"{counted(found.kept, 'letter')} of these versions stay: active clients go by them."
                    )
                session.output.next_step(
                    f"Nothing was done. To take them out for good:  policydocs ledger purge --years {years} "
                    f"--confirm={found.events}"
                )
                return ExitCode.DONE
            if confirm != found.events:
                session.output.warn(f"There are {found.events} events, not {confirm}; nothing was done.")
                return ExitCode.DID_NOT_PASS
            done = records.purge(old, limit, recorder(session), moment)
    session.output.result(f"Taken out: {said}")
    session.output.talk(
        f"The chain holds: {counted(done.events, 'digest')} stayed. Old backups still hold the words."
    )
    return ExitCode.DONE
