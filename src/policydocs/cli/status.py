"""`policydocs status`: where each policy stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from policydocs.checklist.findings import Severity
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.options import command, format_option
from policydocs.cli.reports.outcome import Outcome, Unread, verdict
from policydocs.cli.validate import no_policies, outcomes_of
from policydocs.errors import ExitCode, SurroundingsError
from policydocs.source.practice import PolicyFile

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from policydocs.history.repository import Saved


@dataclass(frozen=True, slots=True)
class Standing:
    """How one policy stands."""

    file: PolicyFile
    title: str  #: "" where it cannot be read
    findings: Mapping[Severity, int] | None  #: None where it cannot be read
    changed: date | None  #: the day of its newest commit; of the file where git does not know it
    saved: bool | None  #: whether git has it as it is on disk; None without git

    @property
    def next_command(self) -> str:
        lacking = self.findings is None or self.findings[Severity.ERROR]
        if self.file.fault is not None:  # no name to give to a command: the file must be renamed first
            return "policydocs validate"
        return f"policydocs {'validate' if lacking else 'build'} {self.file.slug}"


@command("status")
@format_option("text", "json")
def status(session: Session, *, format_: str) -> ExitCode:
    """For each policy: what is to be mended, and when it was last changed. At the end, the next command.

    Always ends with exit code 0 if it could look: 'policydocs validate' is what passes or fails.
    """
    files = session.policy_files()
    saved, remark = _in_git(session)
    checker = session.checker(named=(), today=today())
    standings = [
        _standing(session, file, list(outcomes_of(session, checker, file)), saved)
        for file in session.output.progress(files, "Looking")
    ]
    if format_ == "json":
        session.output.result(json.dumps([_entry(one) for one in standings], indent=2))
        return ExitCode.DONE
    if not standings:
        session.output.talk(no_policies(session))
        return ExitCode.DONE
    session.output.show(*_told(session.config.practice.name, standings))
    if remark:
        session.output.talk(remark)
    session.output.next_step(_next_step(standings))
    return ExitCode.DONE


def _in_git(session: Session) -> tuple[Mapping[str, Saved] | None, str]:
    """How git has the policies' files, or None and why not."""
    try:
        from policydocs.history.repository import is_repository, saved_files

        if not is_repository(session.root):
            return None, 'This folder is not in git yet:  git init; git add .; git commit -m "Begin"'
        return saved_files(session.root, session.config.policies_folder), ""
    except SurroundingsError as error:
        return None, f"The days are those of the files. {error.problem}  policydocs doctor  tells more."


def _standing(
    session: Session, file: PolicyFile, outcomes: Sequence[Outcome], saved: Mapping[str, Saved] | None
) -> Standing:
    worst = min(outcomes, key=lambda outcome: verdict(outcome).rank)
    in_git = None if saved is None else saved.get(file.path)
    day = in_git.committed if in_git else None
    if day is None:
        moment = (session.root / file.path).stat().st_mtime
        day = datetime.fromtimestamp(moment).astimezone().date()
    return Standing(
        file,
        "" if isinstance(worst, Unread) else worst.title,
        verdict(worst).counts,
        day,
        None if saved is None else in_git is not None and not in_git.changed_since,
    )


def _entry(standing: Standing) -> dict[str, object]:
    counts = standing.findings
    return {
        "policy": standing.file.slug,
        "document": standing.file.path,
        "title": standing.title,
        "findings": None if counts is None else {one.value: counts[one] for one in Severity},
        "changed": standing.changed.isoformat() if standing.changed else None,
        "saved": standing.saved,
        "next": standing.next_command,
    }


def _told(practice: str, standings: Sequence[Standing]) -> list[RenderableType]:
    from rich.text import Text

    from policydocs.cli.layout import Rows
    from policydocs.cli.output import visible

    rows = []
    for one in standings:
        name = Text(one.file.slug)
        if one.title:
            name.append(f"\n{visible(one.title)}", style="dim")
        rows.append((name, _findings(one), Text(_changed(one))))
    return [Text(visible(practice), style="bold"), "", Rows(("Policy", "Findings", "Last changed"), rows), ""]


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


def _changed(standing: Standing) -> str:
    day = standing.changed.isoformat() if standing.changed else "-"
    return f"{day}\nnot committed to git" if standing.saved is False else day


def _next_step(standings: Sequence[Standing]) -> str:
    for one in standings:
        if one.findings is None or one.findings[Severity.ERROR]:
            return f"Next:  {one.next_command}   shows what to mend."
    unsaved = [one for one in standings if one.saved is False]
    if unsaved:
        return 'Next: keep what you changed:  git add . ; git commit -m "What changed, and why"'
    return "Next:  policydocs build   makes the handouts."
