"""`policydocs doctor`: what is missing on this machine, and how to get it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from policydocs import __version__
from policydocs.cli.context import Session
from policydocs.cli.layout import indented, pairs
from policydocs.cli.machine import Need, needs, this_system
from policydocs.cli.options import command, format_option
from policydocs.cli.output import visible
from policydocs.errors import ExitCode


@command("doctor")
@format_option("text", "json")
def doctor(session: Session, format_: str) -> ExitCode:
    """Nothing is changed. Exit code 3 if something is missing that policydocs cannot do without.

    \b
    Example:
      policydocs doctor
    """
    found = list(needs(session.found_root))
    if session.found_root is not None:
        from policydocs.cli.client_needs import client_needs

        found += client_needs(session.found_root)
    if format_ == "json":
        session.output.result(
            json.dumps({"policydocs": __version__, "needs": [asdict(n) for n in found]}, indent=2)
        )
    else:
        session.output.show(*_told(found))
    ready = all(need.ok for need in found if need.required)
    return ExitCode.DONE if ready else ExitCode.SURROUNDINGS


def _told(found: Sequence[Need]) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column(overflow="fold")
    for need in found:
        table.add_row(_mark(need), Text(need.name), Text(visible(need.found)))
    yield table
    lacking = [need for need in found if not need.ok]
    for need in sorted(lacking, key=lambda need: not need.required):
        yield ""
        without = "needed" if need.required else "useful"
        yield Text(f"{need.name} ({without}: {need.purpose})", style="bold")
        yield _ways(need)
    yield ""
    yield _last_line(lacking)


def _mark(need: Need) -> Text:
    if need.ok:
        return Text("ok", style="green")
    return Text("missing", style="bold red") if need.required else Text("useful", style="yellow")


def _ways(need: Need) -> RenderableType:
    """How to get it: on this system first; once where it is the same everywhere."""
    if len(set(need.fix.values())) == 1:
        return indented(Text(next(iter(need.fix.values()))))
    systems = sorted(need.fix, key=lambda name: name != this_system())
    return pairs((Text(f"{system}:", style="dim"), Text(need.fix[system])) for system in systems)


def _last_line(lacking: Sequence[Need]) -> Text:
    if any(need.required for need in lacking):
        return Text("Get what is missing, open a new terminal, then run:  policydocs doctor", style="bold")
    if lacking:
        return Text("Everything that policydocs needs is here; the rest is only useful.", style="bold")
    return Text("Everything is here.", style="bold")
