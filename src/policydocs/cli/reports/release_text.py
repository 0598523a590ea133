"""A release's plan as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from policydocs.cli.layout import pairs
from policydocs.cli.output import visible
from policydocs.history.candidate import Asked
from policydocs.history.release_plan import PlannedVersion, ReleasePlan
from policydocs.model import OnChange
from policydocs.notice.reasons import EVERYTHING, label

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_CLAUSES = 6

_TOLD = {
    OnChange.NOTICE_AND_COPY: "every client, with the notice and the whole new policy",
    OnChange.NOTICE: "every client, with the notice",
    OnChange.POST: "nobody by letter: the policy promises that the new text is posted",
    OnChange.NONE: "nobody: the policy promises nothing",
}
_LEVELS = {
    "major": "a position changed; clients should read it again",
    "minor": "information changed; clients are told",
    "patch": "spelling and layout; no notice",
    "none": "nothing that is read changed",
}


def told_plan(plan: ReleasePlan, asked: Asked) -> Iterator[RenderableType]:
    """What to print for a person."""
    for planned in plan.versions:
        yield Text(visible(_heading(planned)), style="bold")
        yield pairs([(left, Text(visible(said))) for left, said in _rows(planned, asked)])
        yield ""
    if plan.versions:
        names = ", ".join(f"{one.slug}/v{one.version}" for one in plan.versions)
        tags = "tag" if len(plan.versions) == 1 else "tags"
        yield Text(visible(f"Makes: CHANGELOG.md, one commit, {tags} {names}, and their files in handouts/."))
    for path in plan.notes:
        yield Text(visible(f"  {path} is taken into it and removed."))
    if plan.unchanged and not asked.slugs:
        yield Text(visible(f"Unchanged: {', '.join(plan.unchanged)}."), style="dim")
    for remark in plan.remarks:
        # A command stands in a line of its own, where it can be copied whole.
        said = f"Please look at this: {remark}".replace(":  policydocs ", ":\n  policydocs ")
        yield Text(visible(said), style="yellow")


def _heading(planned: PlannedVersion) -> str:
    if planned.previous is None:
        return f"{planned.slug}: first version, {planned.version}"
    return f"{planned.slug}: {planned.previous.version} → {planned.version}"


def _rows(planned: PlannedVersion, asked: Asked) -> Iterator[tuple[str, str]]:
    yield "Title", planned.title
    chosen = "" if planned.level is planned.proposed else f" (proposed: {planned.proposed.value})"
    if planned.previous is not None:
        yield "Kind", f"{planned.level.value}: {_LEVELS[planned.level.value]}{chosen}"
        for reason in planned.level_reasons[:3]:
            yield "", reason.why
    for sentence in planned.sentences:
        yield "Changed", sentence
    for change in planned.changes:
        why = planned.reasons.get(change.key)
        if why:
            yield "Why", why if change.key == EVERYTHING else f"{label(change)}: {why}"
    if planned.reasons.get(EVERYTHING) and all(one.key != EVERYTHING for one in planned.changes):
        yield "Why", planned.reasons[EVERYTHING]
    yield "Effective", _effective(planned, asked)
    if planned.met:
        yield "Newly met", _some(planned.met)
    if planned.lost:
        yield "No longer met", _some(planned.lost)
    yield "To be told", _to_be_told(planned)


def _effective(planned: PlannedVersion, asked: Asked) -> str:
    days = (planned.effective - asked.today).days
    if days == 0:
        return f"{planned.effective}, today"
    return f"{planned.effective}, {'in ' if days > 0 else ''}{abs(days)} days{' ago' if days < 0 else ''}"


def _some(clauses: tuple[str, ...]) -> str:
    more = f" and {len(clauses) - MOST_CLAUSES} more" if len(clauses) > MOST_CLAUSES else ""
    return ", ".join(clauses[:MOST_CLAUSES]) + more


def _to_be_told(planned: PlannedVersion) -> str:
    if planned.previous is None and not planned.has_notice:
        return "nobody yet: a first version is handed to each client"
    if planned.no_notice:
        return f"nobody; you decided so: {planned.no_notice}"
    if not planned.has_notice:
        return "nobody"
    return _TOLD[planned.promise]
