"""`policydocs status`: where each policy stands, a line each, and the one next command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policydocs.checklist.findings import Severity
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.options import command, format_option
from policydocs.cli.validate import no_policies
from policydocs.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from policydocs.cli.standing import Standing
    from policydocs.cli.still_to_tell import StillToTell

SOON_DAYS = 30  #: a review that is due within so many days is told


@command("status")
@format_option("text", "json")
def status(session: Session, *, format_: str) -> ExitCode:
    """For each policy: the version in force and since when, the one that waits for its day, how large the
    changes since the newest version are, what is to be mended, and whether its review is due. Then how many
    clients are still to be told of a change, and the next command.

    Always ends with exit code 0 if it could look: 'policydocs validate' is what passes or fails.

    \b
    Example:
      policydocs status
    """
    from policydocs.cli.standing import standings
    from policydocs.cli.still_to_tell import still_to_tell

    found, remark = standings(session, session.policy_files())
    day = today()
    telling = still_to_tell(session)
    if format_ == "json":
        session.output.result(json.dumps([_entry(one, day, telling) for one in found], indent=2))
        return ExitCode.DONE
    if not found:
        if remark:
            session.output.talk(remark)
        if telling.said:  # of the end of the last one
            session.output.result(telling.said)
            session.output.next_step(telling.next_step)
        else:
            session.output.talk(no_policies(session))
        return ExitCode.DONE
    session.output.show(*_told(session.config.practice.name, found, day))
    if remark:
        session.output.talk(remark)
    if telling.said:
        session.output.result(f"\n{telling.said}")
    session.output.next_step(next_step(found, day, telling))
    return ExitCode.DONE


def _entry(standing: Standing, day: date, telling: StillToTell) -> dict[str, object]:
    counts, versions = standing.findings, standing.versions
    held = versions.in_force(day) if versions else None
    newest = versions.newest if versions else None
    retired = versions.retired(day) if versions else None
    return {
        "policy": standing.file.slug,
        "document": standing.file.path,
        "title": standing.title,
        "newest": None if newest is None else str(newest.version),
        "in_force": None
        if held is None
        else {"version": str(held.version), "since": held.effective.isoformat()},
        "pending": [
            {"version": str(one.version), "from": one.effective.isoformat()}
            for one in (versions.pending(day) if versions else ())
        ],
        "retired": None if retired is None else retired.effective.isoformat(),
        "unreleased": None if standing.unreleased is None else standing.unreleased.value,
        "findings": None if counts is None else {one.value: counts[one] for one in Severity},
        "review_due": standing.review_due.isoformat() if standing.review_due else None,
        "saved": standing.saved,
        "to_tell": telling.by_policy.get(standing.file.slug, 0) if telling.known else None,
        "next": standing.next_command,
    }


# --- For a person --------------------------------------------------------------------------------


def _told(practice: str, found: Sequence[Standing], day: date) -> list[RenderableType]:
    from rich.text import Text

    from policydocs.cli.layout import Rows
    from policydocs.cli.output import visible

    headers = ("Policy", "Version", "Changed", "Findings")
    rows = [
        (
            Text(one.file.slug),
            _version(one, day),
            _changes(one),
            _findings(one).append_text(_review(one, day)),
        )
        for one in found
    ]
    return [Text(visible(practice), style="bold"), "", Rows(headers, rows), ""]


def _version(standing: Standing, day: date) -> Text:
    from rich.text import Text

    versions = standing.versions
    if versions is None:
        return Text("-")
    held, ended = versions.in_force(day), versions.retired(day)
    lines = Text("\n").join(
        [
            *([Text(f"{held.version} since {held.effective}")] if held else []),
            *([Text(f"retired {ended.effective}", style="dim")] if ended else []),
            *(Text(f"{one.version} from {one.effective}", style="yellow") for one in versions.pending(day)),
        ]
    )
    return lines if lines.plain else Text("not released yet", style="dim")


def _changes(standing: Standing) -> Text:
    from rich.text import Text

    said = standing.unreleased.value if standing.is_changed and standing.unreleased else "-"
    return Text(said, style="yellow" if standing.is_changed else "")


def _findings(standing: Standing) -> Text:
    from rich.text import Text

    if standing.findings is None:
        return Text("cannot be read", style="bold red")
    errors, warnings, _ = (standing.findings[severity] for severity in Severity)
    if errors:
        return Text(f"{errors} to mend", style="bold red")
    if warnings:
        return Text(f"passes, {warnings} to look at", style="yellow")
    return Text("passes", style="green")


def _review(standing: Standing, day: date) -> Text:
    """Another line, where it was due or soon is."""
    from rich.text import Text

    due = standing.review_due
    if due is None or (due - day).days > SOON_DAYS:
        return Text("")
    return Text(f"\nreview {'was ' if due < day else ''}due {due}", style="yellow")


def next_step(found: Sequence[Standing], day: date, telling: StillToTell) -> str:
    """The one thing to do next, with its command."""
    for one in found:
        if not one.is_fit:
            return f"Next:  {one.next_command}   shows what to mend."
    waiting = [one for one in found if one.is_new or one.is_changed]
    if waiting and all(one.is_new for one in found):
        return "Next:  policydocs release --dry-run   shows what making them a first version would do."
    # A change is released first, so that one letter tells all; a policy that nobody has yet can wait.
    if telling.next_step and all(one.is_new for one in waiting):
        return telling.next_step
    if waiting:
        slug = waiting[0].file.slug
        what = "a first version" if waiting[0].is_new else "its changes a version"
        return f"Next:  policydocs release {slug} --dry-run   shows what making {what} would do."
    overdue = [one for one in found if one.review_due is not None and one.review_due < day]
    if overdue:
        path = overdue[0].file.path
        return f"Next: read {path} through and mend it; then write at its top:  reviewed: {day}"
    if any(one.versions is None for one in found):
        return "Next:  policydocs build   makes the handouts."
    return "Nothing is left to do. To make the handouts again:  policydocs build"
