"""Several programs doing the same job by turns, each in new processes, and what each took."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import cost

MOST_SAID = 200  #: letters of what a failing program said last that are told


@dataclass(frozen=True, slots=True)
class Entry:
    """How one program does the job: commands that run one after the other."""

    steps: tuple[tuple[str, ...], ...]
    folder: Path  #: where they run
    exit_codes: tuple[int, ...] = (0,)  #: the codes that mean that it worked; some tell findings by 1
    tries: int = 1  #: how often a step may be run until it works


@dataclass(frozen=True, slots=True)
class Taken:
    """The least that one program took in any of its runs."""

    cpu_s: float  #: user and system time of all its processes
    wall_s: float
    crashes: int = 0  #: runs that did not work, and are counted in neither time


class ProgramError(Exception):
    """A program ended otherwise than it should; says with what code and words."""


def entry(
    folder: Path, *steps: Sequence[object], exit_codes: tuple[int, ...] = (0,), tries: int = 1
) -> Entry:
    """An Entry of commands whose words can also be paths."""
    return Entry(tuple(tuple(str(word) for word in step) for step in steps), folder, exit_codes, tries)


def said(one: Entry) -> str:
    """What it prints.

    Raises:
        ProgramError: it ended with a code that means that it did not work.
    """
    heard = b""
    for step in one.steps:
        for last in (number == one.tries - 1 for number in range(one.tries)):
            run = subprocess.run(
                step, cwd=one.folder, stdin=subprocess.DEVNULL, capture_output=True, check=False
            )
            if run.returncode in one.exit_codes:
                heard += run.stdout
                break
            if last:
                words = " ".join((run.stderr or run.stdout).decode("utf-8", "replace").split())
                raise ProgramError(f"{Path(step[0]).name} ended with {run.returncode}: {words[-MOST_SAID:]}")
    return heard.decode("utf-8", "replace")


def once(one: Entry) -> Taken:
    """What all steps take together.

    Raises:
        ProgramError: one of them does not work.
    """
    cpu_s = wall_s = 0.0
    crashes = 0
    for step in one.steps:
        for last in (number == one.tries - 1 for number in range(one.tries)):
            each = cost(step, folder=one.folder)
            if each.exit_code in one.exit_codes:
                cpu_s += each.cpu_s
                wall_s += each.wall_s
                break
            if last:
                raise ProgramError(f"{Path(step[0]).name} ended with {each.exit_code}")
            crashes += 1
    return Taken(cpu_s, wall_s, crashes)


def race(entries: Mapping[str, Entry], *, rounds: int) -> dict[str, Taken | ProgramError]:
    """The least that each took, after one run that is not counted, by turns: other work comes and goes.

    One that stops working leaves the race, with the reason in its place.
    """
    runs: dict[str, list[Taken]] = {name: [] for name in entries}
    failed: dict[str, ProgramError] = {}
    for number in range(rounds + 1):
        for name, one in entries.items():
            if name in failed:
                continue
            try:
                taken = once(one)
            except ProgramError as reason:
                failed[name] = reason
                continue
            if number:
                runs[name].append(taken)
    least = {
        name: Taken(
            min(one.cpu_s for one in mine), min(one.wall_s for one in mine), sum(one.crashes for one in mine)
        )
        for name, mine in runs.items()
        if name not in failed
    }
    return {name: failed.get(name) or least[name] for name in entries}
