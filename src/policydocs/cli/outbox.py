"""`policydocs outbox`: the letters that are ready to go out, and emptying it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.context import Session
from policydocs.cli.options import format_option
from policydocs.cli.subcommands import group, subcommand
from policydocs.errors import ExitCode, InputError

if TYPE_CHECKING:
    from policydocs.delivery.outbox import Outbox


@group("outbox", ("list", "purge"))
def outbox(ctx: click.Context) -> ExitCode | None:
    """'policydocs notify' puts packets to print, drafts and files for a portal here: a folder in the data
    folder that only you can open. Nothing leaves from here by itself.

    \b
    Examples:
      policydocs outbox list
      policydocs outbox purge
    """
    if ctx.invoked_subcommand is None:
        return _list(ctx.obj, "text")
    return None


@subcommand(outbox, "list")
@format_option("text", "json")
def list_batches(session: Session, *, format_: str) -> ExitCode:
    """List what is in the outbox.

    \b
    Example:
      policydocs outbox list
    """
    return _list(session, format_)


@subcommand(outbox, "purge")
@click.option("--confirm", metavar="N", type=click.IntRange(min=0), help="The number of folders, as listed.")
@click.option(
    "--unsent", is_flag=True, help="None of it was printed or sent: notify makes those letters anew."
)
def purge(session: Session, *, confirm: int | None, unsent: bool) -> ExitCode:
    """Delete everything in the outbox, and the records that 'policydocs ledger' made. The ledger, and the
    policies as they were given, stay.

    \b
    Example:
      policydocs outbox purge --confirm=2
      policydocs outbox purge --unsent
    """
    from policydocs.cli.clock import now
    from policydocs.cli.ledger_place import opened_records, recorder
    from policydocs.cli.quantity import counted
    from policydocs.delivery.deliveries import State
    from policydocs.delivery.outbox import purge_files

    batches, papers = _outbox(session).batches(), _papers(session)
    folders = len(batches) + bool(papers)
    if not folders:
        session.output.talk(_EMPTY)
        return ExitCode.DONE
    _list(session, "text")
    with opened_records(session) as records, records.working_alone():
        waiting = {one.id for one in records.deliveries(states=[State.PREPARED])}
        open_letters = [id_ for one in batches for id_ in one.deliveries if id_ in waiting]
        unsettled = len(open_letters)
        if unsettled and not unsent:
            session.output.warn(
                f"Please look at this: the ledger does not say that {counted(unsettled, 'letter')} of these "
                "went out. If you have not printed or sent them, do that first."
            )
        if not _confirmed(folders, confirm):
            session.output.talk("Nothing was deleted.")
            return ExitCode.DONE
        if unsent:
            with records.together():
                for id_ in open_letters:
                    records.move(id_, State.CANCELLED, recorder(session), now(), why="thrown away unsent")
        files = _outbox(session).purge(batches) + purge_files(papers)
    session.output.result(f"Deleted: {counted(files, 'file')}. The outbox is empty.")
    return ExitCode.DONE


_EMPTY = "The outbox is empty.  policydocs notify  shows who is due a letter."


def _list(session: Session, format_: str) -> ExitCode:
    from policydocs.cli.quantity import counted

    batches, papers = _outbox(session).batches(), _papers(session)
    if format_ == "json":
        entries: list[dict[str, object]] = [
            {
                "folder": str(one.folder),
                "channel": one.means.value,
                "made": one.made,
                "letters": len(one.deliveries),
                "files": one.files,
            }
            for one in batches
        ]
        if papers:
            folder = str(papers[0].parent)
            entries.append(
                {"folder": folder, "channel": None, "made": None, "letters": 0, "files": len(papers)}
            )
        session.output.result(json.dumps(entries, indent=2))
        return ExitCode.DONE
    if not batches and not papers:
        session.output.talk(_EMPTY)
    for one in batches:
        session.output.result(
            f"{one.folder}\n  {one.means.value}, {counted(len(one.deliveries), 'letter')}, "
            f"{counted(one.files, 'file')}, {max(1, one.size_bytes // 1000)} KB"
        )
    if papers:
        session.output.result(
            f"{papers[0].parent}\n  records from the ledger, {counted(len(papers), 'file')}"
        )
    return ExitCode.DONE


def _outbox(session: Session) -> Outbox:
    from policydocs.cli.machine import data_folder
    from policydocs.delivery.outbox import Outbox
    from policydocs.delivery.place import OUTBOX, practice_folder

    return Outbox(practice_folder(data_folder().absolute(), session.config.practice.id) / OUTBOX)


def _papers(session: Session) -> list[Path]:
    """The records that 'ledger evidence' and 'ledger export' made without -o."""
    from policydocs.delivery.place import PAPERS

    folder = _outbox(session).folder.with_name(PAPERS)
    return sorted(one for one in folder.iterdir() if one.is_file()) if folder.is_dir() else []


def _confirmed(count: int, confirm: int | None) -> bool:
    if confirm is not None:
        if confirm != count:
            raise InputError(
                f"--confirm={confirm}, but the number of folders is {count}. Nothing was deleted."
            )
        return True
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise InputError(
            "Nothing was deleted.", fix=f"If all of it may go:  policydocs outbox purge --confirm={count}"
        )
    return click.confirm("Delete all of it?", err=True)
