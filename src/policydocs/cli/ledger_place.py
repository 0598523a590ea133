"""Roster and ledger of the practice, opened for a command; who writes in them, and when."""

from __future__ import annotations

import contextlib
import getpass
import platform
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from policydocs.cli.clock import today
from policydocs.cli.concealing import concealing
from policydocs.cli.context import Session
from policydocs.cli.machine import data_folder
from policydocs.delivery.place import Place, practice_folder, prepared_place, refuse_unfit
from policydocs.errors import InputError, PolicydocsError

if TYPE_CHECKING:
    from policydocs.delivery.clients import Client
    from policydocs.delivery.records import Recorder, Records

F = TypeVar("F", bound=Callable[..., Any])

EMPTY = (
    "Nobody is in the roster yet. Clients come from a file, or one by one:\n"
    "  policydocs clients import clients.csv --dry-run\n"
    '  policydocs clients add c-0001 --name "Ana Example" --email ana@example.org'
)


def practice_place(session: Session) -> Place:
    """The practice's folder for what concerns clients, made where there is none.

    Raises:
        InputError: outside of a practice's folder; the place must not hold what concerns clients.
        SurroundingsError: it cannot be made.
    """
    return prepared_place(data_folder().absolute(), session.config.practice.id)


@contextlib.contextmanager
def opened_records(session: Session) -> Iterator[Records]:
    """Roster and ledger, made where there are none; then it is said what to mend about their place.

    Raises:
        InputError: as `practice_place`.
        SurroundingsError: they cannot be opened, or are damaged.
    """
    from policydocs.delivery.sqlite.store import has_records, open_records

    place = practice_place(session)
    is_new = not has_records(place.folder)
    with concealing(), contextlib.closing(open_records(place.folder)) as records:
        if is_new:
            session.output.talk(
                f"Roster and ledger are kept in {place.folder}, where only you can read them."
            )
            for remark in place.remarks:
                session.output.warn(f"Please look at this: {remark}")
        yield records


@contextlib.contextmanager
def known_records(session: Session) -> Iterator[Records | None]:
    """Roster and ledger to look at; None where there are none yet, and none are made.

    Raises:
        InputError: as `practice_place`.
        SurroundingsError: they cannot be opened, or are damaged.
    """
    folder = practice_folder(data_folder().absolute(), session.config.practice.id)
    if not folder.is_dir():  # as with most practices, which need not load all that follows
        yield None
        return
    from policydocs.delivery.sqlite.store import has_records, open_records

    if not has_records(folder):
        yield None
        return
    refuse_unfit(folder)
    with concealing(), contextlib.closing(open_records(folder)) as records:
        yield records


def recorder(session: Session) -> Recorder:
    """Who runs this: the name that git knows, else the one that the computer knows."""
    from policydocs.delivery.records import Recorder
    from policydocs.history.repository import known_identity

    name = ""
    with contextlib.suppress(PolicydocsError):
        identity = known_identity(session.start)
        name = identity.name if identity is not None else ""
    if not name:
        with contextlib.suppress(OSError, KeyError):
            name = getpass.getuser()
    return Recorder(name or "not known", platform.node() or "not known")


def known_client(records: Records | None, client: str) -> Client:
    """A client of the roster by her id.

    Raises:
        InputError: there is none; the id is not repeated, since a name may have been typed.
    """
    found = None if records is None else records.client(client)
    if found is None:
        raise InputError(
            "The roster has no client with this id.", fix="policydocs clients list  shows the ids of all."
        )
    return found


def on_option(words: str) -> Callable[[F], F]:
    """`--on DATE`, as `on`: the day on which something happened; None for today."""
    return click.option(
        "--on",
        metavar="DATE",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_past_day,
        help=f"{words} [default: today]",
    )


def _past_day(_ctx: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    if value is None:
        return None
    if value.date() > today():
        raise click.BadParameter("this day is yet to come; only what happened is written down.")
    return value.date()
