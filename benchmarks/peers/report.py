"""Tables of results, as Markdown: what is printed, and what stands in the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.peers.race import ProgramError, Taken

OURS = "policydocs"
TIMES = ("CPU", "ours : theirs", "clock", "ours : theirs")


@dataclass(frozen=True, slots=True)
class Table:
    """The results of one job."""

    title: str
    about: str  #: what everybody was given, and how it was measured
    columns: Sequence[str]  #: beside the program's name and the four of its time
    rows: Sequence[Row]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One program's result. Ours is the first of a table, and of each part of a table."""

    program: str
    taken: Taken | ProgramError | None = None  #: None where the job is nothing that it does
    cells: Sequence[str] = field(default_factory=tuple)
    why_not: str = ""  #: why there is nothing to tell


def seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 0.9995 else f"{value:.1f} s"


def ratio(ours: float, theirs: float) -> str:
    """Two figures that mean something, however small or great: 0.031, 0.42, 1.3, 12."""
    share = ours / theirs if theirs else float("inf")
    return f"{share:.0f}" if share >= 9.95 else f"{share:.1f}" if share >= 0.995 else f"{share:.2g}"


def as_markdown(table: Table) -> str:
    head = ["program", *TIMES, *table.columns]
    lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * len(TIMES)}{' --- |' * len(table.columns)}"]
    ours: Taken | None = None  # the row of ours above the row at hand
    left_out = []
    for row in table.rows:
        reason = row.why_not or (str(row.taken) if isinstance(row.taken, ProgramError) else "")
        if reason:
            left_out.append(f"- **{row.program}**: {reason}")
            continue
        assert isinstance(row.taken, Taken), row.program
        ours = row.taken if row.program.startswith(OURS) else ours
        lines.append(f"| {' | '.join([row.program, *_times(row.taken, ours), *row.cells])} |")
    parts = [f"## {table.title}", table.about, "\n".join(lines)]
    if left_out:
        parts.append("Not in the table:\n\n" + "\n".join(left_out))
    return "\n\n".join([*parts, *table.notes])


def _times(taken: Taken, ours: Taken | None) -> list[str]:
    by_cpu = by_clock = ""
    if ours is not None:
        same = taken is ours
        by_cpu = "1" if same else ratio(ours.cpu_s, taken.cpu_s)
        by_clock = "1" if same else ratio(ours.wall_s, taken.wall_s)
    return [seconds(taken.cpu_s), by_cpu, seconds(taken.wall_s), by_clock]


def ours_that_failed(tables: Sequence[Table]) -> list[str]:
    """A line for each row of ours that has no time: a comparison without us says nothing."""
    return [
        f"{table.title}: {row.why_not or row.taken}"
        for table in tables
        for row in table.rows
        if row.program.startswith(OURS) and not isinstance(row.taken, Taken)
    ]


def slower(tables: Sequence[Table]) -> list[str]:
    """A line for each program that needs clearly less processor time than ours for the same job."""
    lines = []
    for table in tables:
        ours: Taken | None = None
        for row in table.rows:
            if not isinstance(row.taken, Taken):
                continue
            ours = row.taken if row.program.startswith(OURS) else ours
            if ours is not None and row.taken.cpu_s * 1.05 < ours.cpu_s:
                share = ratio(ours.cpu_s, row.taken.cpu_s)
                lines.append(f"- {table.title}: {row.program}. We take {share} times its time.")
    return lines
