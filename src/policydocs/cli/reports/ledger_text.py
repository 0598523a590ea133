"""The ledger's views, drawn for people: counts, then the lists of those of whom something is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from policydocs.cli.layout import Rows, indented
from policydocs.cli.output import visible
from policydocs.cli.quantity import counted
from policydocs.delivery.overview import Line, Overview, Part, PolicyCounts
from policydocs.delivery.records import Records
from policydocs.model import Version

#: Names that each list shows.
SHOWN = 10

_HEADINGS = {
    Part.TO_TELL: "To be told of a change",
    Part.NONE_YET: "Never given one",
    Part.TO_SIGN: "To sign",
}
_UNDER_WAY = {
    "planned": "planned, and not made yet",
    "prepared": "made, and not yet recorded as given",
    "sending": "broken off while it was sent",
    "uncertain": "sent, and no answer came: not sure that it arrived",
}


def told_ledger(
    practice: str, overview: Overview, records: Records, day: date, limit: int | None
) -> Iterator[RenderableType]:
    """
    Args:
        limit: names that each list shows; None for all.
    """
    yield Text(f"{visible(practice)}: {counted(overview.active_clients, 'active client')}", style="bold")
    if overview.policies:
        yield ""
        yield _table(overview)
    for one in overview.policies:
        yield from _notice(one)
    for state, words in _UNDER_WAY.items():
        if number := overview.under_way.get(state):
            yield ""
            yield Text(f"{counted(number, 'letter')} {words}.", style="yellow")
    for part in _HEADINGS:
        for one in overview.policies:
            yield from _list(part, one, records, day=day, limit=limit)


def _table(overview: Overview) -> Rows:
    rows = [
        (
            Text(one.mark.policy),
            Text(f"{one.mark.newest or 'withdrawn'}{' (retired)' if one.mark.ended else ''}"),
            *(_number(number) for number in _numbers(one)),
        )
        for one in overview.policies
    ]
    headers = ("Policy", "Newest", "Up to date", "To be told", "None yet", "To sign")
    return Rows(headers, rows, numbers=frozenset({2, 3, 4, 5}))


def _numbers(one: PolicyCounts) -> tuple[int, int, int, int]:
    return sum(one.held.values()) - one.to_tell, one.to_tell, one.none_yet, one.to_sign


def _number(number: int) -> Text:
    return Text(str(number) if number else "-")


def _notice(one: PolicyCounts) -> Iterator[RenderableType]:
    """How many days those had who were told of the last change."""
    if not one.in_time + one.short + one.late:
        return
    mark = one.mark
    parts = []
    if one.in_time:
        parts.append(f"{one.in_time} had {mark.lead_days} days or more")
    if one.short:
        parts.append(f"{one.short} had fewer than {mark.lead_days}")
    if one.late:
        parts.append(f"{one.late} learned of it after it had begun")
    yield ""
    said = f"Notice of {mark.policy} {mark.tell_from}, from {mark.effective}: {', '.join(parts)}."
    yield Text(said, style="yellow" if one.short or one.late else "")


def _list(
    part: Part, one: PolicyCounts, records: Records, *, day: date, limit: int | None
) -> Iterator[RenderableType]:
    number = {Part.TO_TELL: one.to_tell, Part.NONE_YET: one.none_yet, Part.TO_SIGN: one.to_sign}[part]
    if not number or (part is Part.NONE_YET and one.mark.ended):
        return
    yield ""
    yield Text(f"{_HEADINGS[part]}: {one.mark.policy} ({number})", style="bold")
    lines = list(records.lines(one.mark, day, part, limit))
    for line in lines:
        yield indented(_line(line, part))
    if number > len(lines):
        yield indented(Text(f"and {number - len(lines)} more: --all", style="dim"))


def _line(line: Line, part: Part) -> Text:
    said = Text(f"{line.recipient}  {visible(line.name)}")
    if part is Part.TO_TELL and line.holding is not None:
        said.append(f"  has {line.holding.version}", style="dim")
    if part is Part.TO_SIGN and line.acknowledgment is not None:
        version: Version = line.acknowledgment.version
        said.append(f"  signed {version}", style="dim")
    return said
