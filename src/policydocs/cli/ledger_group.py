"""`policydocs ledger`: the group that its commands belong to, and the view that it shows by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.ledger_place import EMPTY, known_records
from policydocs.cli.subcommands import group
from policydocs.errors import ExitCode

if TYPE_CHECKING:
    from datetime import date

    from policydocs.delivery.overview import Line, Mark, Overview
    from policydocs.delivery.records import Records

FORMAT = 1  #: changes when a key of the JSON does

_ORDER = ("record", "export", "evidence", "check", "purge")


@group("ledger", _ORDER)
@click.option(
    "--policy", "slugs", metavar="POLICY", multiple=True, help="Only this one; repeat it for several."
)
@click.option("--all", "every", is_flag=True, help="Every name of each list, not the first ten.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    metavar="FORMAT",
    help="text, for people; json and csv, a line for each recipient and policy.",
)
def ledger(ctx: click.Context, slugs: tuple[str, ...], every: bool, format_: str) -> ExitCode | None:
    """Who holds which version of which policy, who has not been told, who must still sign, and whether the
    days of notice were kept. It is counted of those who are clients today.

    \b
    Examples:
      policydocs ledger
      policydocs ledger --policy social-media --all
      policydocs ledger --format csv > who-holds-what.csv
      policydocs ledger record --given c-0007 --on 2027-03-01

    Exit codes: 0 done; 2 no such policy; 3 git is missing, or the ledger cannot be read.
    """
    if ctx.invoked_subcommand is not None:
        return None
    session = ctx.ensure_object(Session)
    from policydocs.cli.ledger_versions import judged, marked

    moment = now()
    policies = marked(session, slugs)
    with known_records(session) as records:
        if records is None:
            if format_ == "text":
                session.output.talk(EMPTY)
            else:
                session.output.result(_nothing(format_), end="")
            return ExitCode.DONE
        found, overview = judged(session, records, policies, moment)
        if format_ == "text":
            from policydocs.cli.reports.ledger_text import SHOWN, told_ledger

            session.output.show(
                *told_ledger(
                    session.config.practice.name, overview, records, moment.date(), None if every else SHOWN
                )
            )
            session.output.next_step(_next(overview))
        elif format_ == "json":
            values = _values(records, found, overview, moment.date())
            session.output.result(json.dumps(values, indent=2, ensure_ascii=False))
        else:
            session.output.result(_table(records, found, moment.date()), end="")
    return ExitCode.DONE


def _next(overview: Overview) -> str:
    if overview.under_way.get("uncertain"):
        return "Next:  policydocs notify --settle   says which letters it is not sure of."
    if overview.clients_to_tell:
        return "Next:  policydocs notify   shows what would be sent to whom."
    if overview.under_way.get("prepared"):
        return "Next:  policydocs ledger record --given ID...   once the letters have gone out."
    if not overview.policies:
        return "No policy is released yet:  policydocs release --dry-run"
    if any(one.none_yet for one in overview.policies):
        return "Next:  policydocs give ID   writes down what you hand to a client."
    return "Everybody has been told. For someone who asks:  policydocs ledger evidence POLICY VERSION"


# --- For programs --------------------------------------------------------------------------------

_COLUMNS = (
    "client",
    "recipient",
    "name",
    "policy",
    "holds",
    "state",
    "told_on",
    "newest",
    "to_tell",
    "days_of_notice",
    "days_promised",
    "acknowledged",
    "acknowledged_version",
    "acknowledged_on",
    "to_sign",
)


def _line_values(mark: Mark, line: Line) -> dict[str, object]:
    from policydocs.delivery.overview import days_of_notice

    holding, ack = line.holding, line.acknowledgment
    told = None if holding is None else holding.on.astimezone().date()
    knows = line.was_change and holding is not None and holding.version >= mark.tell_from
    return {
        "client": line.client,
        "recipient": line.recipient,
        "name": line.name,
        "policy": mark.policy,
        "holds": None if holding is None else str(holding.version),
        "state": None if holding is None else holding.state.value,
        "told_on": None if told is None else told.isoformat(),
        "newest": None if mark.newest is None else str(mark.newest),
        "to_tell": line.to_tell,
        "days_of_notice": days_of_notice(mark, told) if told is not None and knows else None,
        "days_promised": mark.lead_days,
        "acknowledged": None if ack is None else ack.kind.value,
        "acknowledged_version": None if ack is None else str(ack.version),
        "acknowledged_on": None if ack is None else ack.on.astimezone().date().isoformat(),
        "to_sign": line.to_sign,
    }


def _lines(records: Records, found: Sequence[Mark], day: date) -> Iterator[dict[str, object]]:
    for mark in found:
        for line in records.lines(mark, day):
            yield _line_values(mark, line)


def _values(records: Records, found: Sequence[Mark], overview: Overview, day: date) -> dict[str, object]:
    return {
        "format": FORMAT,
        "active_clients": overview.active_clients,
        "clients_to_tell": overview.clients_to_tell,
        "under_way": dict(overview.under_way),
        "policies": [
            {
                "policy": one.mark.policy,
                "newest": None if one.mark.newest is None else str(one.mark.newest),
                "recipients": one.recipients,
                "held": {str(version): count for version, count in one.held.items()},
                "none_yet": one.none_yet,
                "to_tell": one.to_tell,
                "to_sign": one.to_sign,
                "notice": {
                    "days_promised": one.mark.lead_days,
                    "kept": one.in_time,
                    "short": one.short,
                    "late": one.late,
                },
            }
            for one in overview.policies
        ],
        "recipients": list(_lines(records, found, day)),
    }


def _table(records: Records, found: Sequence[Mark], day: date) -> str:
    from policydocs.delivery.spreadsheet import csv_text

    rows = ([_cell(line[column]) for column in _COLUMNS] for line in _lines(records, found, day))
    return csv_text(_COLUMNS, rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _nothing(format_: str) -> str:
    if format_ == "csv":
        return ",".join(_COLUMNS) + "\r\n"
    counts: dict[str, object] = {"active_clients": 0, "clients_to_tell": 0, "under_way": {}}
    return json.dumps({"format": FORMAT, **counts, "policies": [], "recipients": []}, indent=2) + "\n"
