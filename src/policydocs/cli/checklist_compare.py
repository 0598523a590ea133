"""`policydocs checklists compare A B`: what one edition asks that another does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from policydocs.checklist.editions import Changed, Comparison
from policydocs.checklist.schema import Checklist, Requirement, Verified
from policydocs.cli.layout import indented, pairs
from policydocs.cli.output import visible


def comparison_for_programs(comparison: Comparison) -> dict[str, object]:
    """The comparison as JSON has it."""
    return {
        "old": _edition(comparison.old),
        "new": _edition(comparison.new),
        "added": [_clause(one) for one in comparison.added],
        "dropped": [_clause(one) for one in comparison.dropped],
        "changed": [
            {
                "old_id": one.old.id,
                "new_id": one.new.id,
                "clause": one.new.clause,
                "verified": one.new.verified.value if one.new.verified else None,
                "renumbered": one.renumbered,
                "tightened": list(one.tightened),
                "loosened": list(one.loosened),
                "other": list(one.other),
            }
            for one in comparison.changed
        ],
        "same": comparison.same,
    }


def _edition(checklist: Checklist) -> dict[str, object]:
    return {
        "id": checklist.id,
        "title": checklist.title,
        "edition": checklist.edition,
        "in_force": _iso(checklist.in_force),
        "withdrawn": _iso(checklist.withdrawn),
    }


def _clause(requirement: Requirement) -> dict[str, object]:
    return {
        "id": requirement.id,
        "clause": requirement.clause,
        "force": requirement.force.value,
        "verified": requirement.verified.value if requirement.verified else None,
        "paraphrase": requirement.paraphrase,
        "effective": _iso(requirement.effective),
        "withdrawn": _iso(requirement.withdrawn),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def comparison_for_people(comparison: Comparison) -> Iterator[RenderableType]:
    """The comparison as it is printed."""
    old, new = comparison.old, comparison.new
    yield Text(f"{old.id} against {new.id}", style="bold")
    yield pairs((Text(one.id, style="dim"), Text(visible(_dates(one)))) for one in (old, new))
    yield from _clauses("Added", comparison.added)
    yield from _clauses("Dropped", comparison.dropped)
    renumbered = [one for one in comparison.changed if one.renumbered]
    if renumbered:
        yield from _head("Renumbered")
        for one in renumbered:
            yield indented(
                Text(visible(f"{one.old.id} is now {one.new.id}{_doubt(one.new)}: {one.new.paraphrase}"))
            )
    changed = comparison.changed
    yield from _changes("Tightened", "yellow", [(one, one.tightened) for one in changed])
    yield from _changes("Loosened", "cyan", [(one, one.loosened) for one in changed])
    yield from _changes("Otherwise changed", "dim", [(one, one.other) for one in changed])
    for checklist in (old, new):
        if checklist.note:
            yield ""
            yield indented(Text(visible(f"{checklist.id}: {checklist.note}"), style="dim"))
    yield ""
    yield Text(f"The same in both: {comparison.same} of {len(new.requirements)} clauses.")


def _dates(checklist: Checklist) -> str:
    said = [f"{checklist.title}, {checklist.edition}"]
    if checklist.in_force:
        said.append(f"in force from {checklist.in_force}")
    if checklist.withdrawn:
        said.append(f"until {checklist.withdrawn}")
    return "; ".join(said)


def _head(title: str) -> Iterator[RenderableType]:
    yield ""
    yield Text(title, style="bold")


def _clauses(title: str, clauses: tuple[Requirement, ...]) -> Iterator[RenderableType]:
    if clauses:
        yield from _head(title)
    for one in clauses:
        yield indented(Text(visible(f"{one.clause}{_doubt(one)}: {one.paraphrase}")))


def _changes(
    title: str, style: str, changes: list[tuple[Changed, tuple[str, ...]]]
) -> Iterator[RenderableType]:
    told = [(one, said) for one, said in changes if said]
    if told:
        yield from _head(title)
    for one, said in told:
        yield indented(Text(visible(f"{one.new.clause}{_doubt(one.new)}")))
        for line in said:
            yield indented(Text(visible(f"- {line}"), style=style), 4)


def _doubt(requirement: Requirement) -> str:
    match requirement.verified:
        case Verified.NO:
            return " (not verified)"
        case Verified.PARTLY:
            return " (confirmed in part)"
        case _:
            return ""
