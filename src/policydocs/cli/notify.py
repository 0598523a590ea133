"""`policydocs notify`: tell every client what changed, each by the way that she allowed, exactly once."""

from __future__ import annotations

import click

from policydocs.cli.context import Session
from policydocs.cli.options import command, format_option
from policydocs.errors import ExitCode

CHANNELS = ("email", "print", "eml", "mailmerge", "portal")
SETTLED = ("handed", "refused", "given")


@command("notify")
@click.argument("slugs", metavar="[POLICY]...", nargs=-1)
@click.option("--send", is_flag=True, help="Do it: e-mail what goes by e-mail, prepare all else.")
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    help="Do it for one channel alone: send e-mail; print a packet; make drafts (eml), a table for mail"
    " merge, or files for the portal.",
)
@click.option(
    "--everybody",
    is_flag=True,
    help="With --channel print: all on paper, also who would get an e-mail or look into the portal.",
)
@click.option("--confirm", metavar="N", type=click.IntRange(min=0), help="How many letters go, as planned.")
@click.option("--dry-run", is_flag=True, help="Show the plan alone, also with --send.")
@click.option("--again", metavar="ID", help="Tell one client again: her id, or that of a letter.")
@click.option("--why", metavar="TEXT", default="", help="Why she is told again; it stands in the ledger.")
@click.option("--settle", metavar="ID", help="Say what became of a letter that is uncertain.")
@click.option("--handed", "settled", flag_value="handed", help="With --settle: the server has it after all.")
@click.option("--refused", "settled", flag_value="refused", help="With --settle: it never went out.")
@click.option("--given", "settled", flag_value="given", help="With --settle: she says that she has it.")
@format_option("text", "json")
def notify(
    session: Session,
    *,
    slugs: tuple[str, ...],
    send: bool,
    channel: str | None,
    everybody: bool,
    confirm: int | None,
    dry_run: bool,
    again: str | None,
    why: str,
    settle: str | None,
    settled: str | None,
    format_: str,
) -> ExitCode:
    """Each client gets one letter for all policies that changed since the version that she has: the notice,
    the new policy, and who to ask. Without --send or --channel the plan is shown and nothing else is done.

    E-mail leaves at once. Everything else is put into the outbox, which only you can read, and counts as
    told when you record it:  policydocs ledger record --given

    Nobody is told twice. If a run is interrupted, run the same command again: it goes on where it was. A
    letter of which nobody knows whether it arrived is named, and never sent again on its own.

    \b
    Examples:
      policydocs notify
      policydocs notify --send --confirm=31
      policydocs notify social-media --channel print
      policydocs notify --channel print --everybody
      policydocs notify --again c-0007 --why "Her mailbox was full."
      policydocs notify --settle c-0009 --refused

    \b
    Exit codes: 0 done; 1 somebody cannot be told yet, see the list; 2 wrong
    usage; 3 the mail server, the disk or git refused, and nothing was sent;
    4 sent in part: run the same command again.
    """
    if (settle is None) != (settled is None):
        raise click.UsageError("--settle goes with one of --handed, --refused and --given.")
    if why and again is None:
        raise click.UsageError("--why goes with --again.")
    if send and channel is not None:
        raise click.UsageError("Either --send, for every channel, or --channel for one.")
    if everybody and (channel != "print" or again is not None):
        raise click.UsageError("--everybody goes with --channel print, and not with --again.")
    from policydocs.cli.notifying import Wanted, notify_clients, settle_letter

    if settle is not None and settled is not None:
        return settle_letter(session, settle, settled, why)
    return notify_clients(
        session,
        Wanted(slugs, channel, send or channel is not None, confirm, dry_run, again, why, format_, everybody),
    )
