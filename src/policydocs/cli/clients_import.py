"""`policydocs clients import`: the roster from a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.clients_group import clients
from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.ledger_place import known_records, opened_records, recorder
from policydocs.cli.quantity import counted
from policydocs.cli.subcommands import subcommand
from policydocs.errors import ExitCode, InputError

if TYPE_CHECKING:
    from policydocs.delivery.records import Records
    from policydocs.delivery.roster_import import ImportPlan, Known


@subcommand(clients, "import")
@click.argument("file", metavar="FILE")
@click.option(
    "--map",
    "said",
    metavar='FIELD="HEADING"',
    multiple=True,
    help='Which column holds what: --map email="Contact Email"; repeat it. It is remembered. With nothing '
    "after the = the field is not read.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, with names, and do nothing.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="FORMAT",
    help="text, for people; json for programs.",
)
def import_(session: Session, *, file: str, said: tuple[str, ...], dry_run: bool, format_: str) -> ExitCode:
    """Take clients from a file: CSV, or vCards (.vcf).

    The file comes from your practice software or address book; - is standard input.

    The columns id, name, email, email_allowed, address, post_allowed, language, format and status are read as
    they are, and so are the usual other names for them. Everything else in the file, such as birth dates or
    diagnoses, is named and not stored. Clients who are in the roster already are changed in what the file has
    columns for; clients whom the file does not have stay as they are.

    \b
    Examples:
      policydocs clients import clients.csv --dry-run
      policydocs clients import clients.csv --map email="Contact Email"

    Exit codes: 0 done; 1 done, but rows were skipped; 2 the file cannot be read, and nothing was changed;
    3 the roster cannot be written.
    """
    from policydocs.delivery.roster_columns import match_columns
    from policydocs.delivery.roster_file import read_roster_file
    from policydocs.delivery.roster_import import plan_import

    mapping = _mapping(said)
    table = read_roster_file(_content(file), path=file)
    with known_records(session) as records:
        columns = match_columns(table.headings, mapping, {} if records is None else records.columns())
        plan = plan_import(table, columns, known_now(session, records))
    if not dry_run and (plan.to_write or columns.mapping):
        with opened_records(session) as records, records.together():
            records.put_clients(plan.to_write, recorder(session), now())
            records.remember_columns(columns.mapping)
    if format_ == "json":
        session.output.result(json.dumps(_values(plan, dry_run=dry_run), indent=2, ensure_ascii=False))
    else:
        from policydocs.cli.reports.roster_text import told_import

        session.output.show(*told_import(plan, dry_run=dry_run))
        session.output.next_step(_next(plan, dry_run=dry_run))
    return ExitCode.DID_NOT_PASS if plan.skipped else ExitCode.DONE


def known_now(session: Session, records: Records | None) -> Known:
    """What rows are held against."""
    from policydocs.delivery.roster_import import Known

    practice = session.config.practice
    return Known(
        practice.id,
        {one.id: one.name for one in practice.clinicians},
        frozenset(one.slug for one in session.policy_files()),
        () if records is None else tuple(records.clients()),
        (lambda _client: ()) if records is None else records.used_ids,
    )


def _content(file: str) -> bytes:
    from policydocs.delivery.roster_file import LARGEST_BYTES

    if file == "-":
        return sys.stdin.buffer.read(LARGEST_BYTES + 1)
    path = Path(file)
    if path.is_dir():
        raise InputError("This is a folder; name the file in it.", path=file)
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("There is no such file.", path=file, fix="Check the name and the folder.") from error


def _mapping(said: tuple[str, ...]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for one in said:
        field, equals, heading = one.partition("=")
        if not equals:
            raise InputError(
                "--map needs a field, = and the heading of its column.",
                fix='For example:  --map email="Contact Email"',
            )
        mapping[field.strip()] = heading.strip()
    return mapping


def _values(plan: ImportPlan, *, dry_run: bool) -> dict[str, object]:
    from policydocs.delivery.roster_import import Outcome

    return {
        "dry_run": dry_run,
        **{outcome.value: plan.count(outcome) for outcome in Outcome},
        "skipped": [{"row": row, "why": why} for row, why in plan.skipped],
        "remarks": [{"row": row or None, "what": what} for row, what in plan.remarks],
        "columns_not_read": list(plan.dropped),
        "not_in_file": plan.absent,
    }


def _next(plan: ImportPlan, *, dry_run: bool) -> str:
    if dry_run and plan.to_write:
        return "Nothing was written. To do it, leave out --dry-run."
    if plan.skipped:
        many = counted(len(plan.skipped), "row")
        return f"{many} skipped: mend the file and import it again; the others stay as they are."
    if dry_run or not plan.planned:
        return "There is nothing to do."
    return "Next:  policydocs clients list   shows by which way each gets her letters."
