"""Running a program and taking its time: the processor's, since the clock's depends on who else is there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a program took."""

    cpu_s: float  #: user and system time, of its children too where it waited for them
    peak_mb: float  #: the most memory that it held at once
    output_mb: float  #: what it wrote to stdout
    exit_code: int
    wall_s: float  #: by the clock


def cost(command: Sequence[str], *, folder: Path = ROOT) -> Cost:
    """Run it to its end. POSIX only."""
    # As where it is installed: modules are compiled once and kept, never anew in each run.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output_mb = os.fstat(output.fileno()).st_size / 2**20
    per_mb = 2**20 if sys.platform == "darwin" else 2**10
    cpu_s = used.ru_utime + used.ru_stime
    return Cost(cpu_s, used.ru_maxrss / per_mb, output_mb, process.returncode, wall_s)


def cheapest_cpu_s(
    command: Sequence[str], *, rounds: int, folder: Path = ROOT, exit_codes: Sequence[int] = (0,)
) -> float:
    """The least processor time of several runs, after one that warms the disk's cache.

    Raises:
        RuntimeError: it ended with another exit code than these, so that its time means nothing.
    """
    costs = [cost(command, folder=folder) for _ in range(rounds + 1)]
    for one in costs:
        if one.exit_code not in exit_codes:
            raise RuntimeError(f"{' '.join(command)[:200]}: ended with {one.exit_code}")
    return min(one.cpu_s for one in costs[1:])


def tell(name: str, ratio: float, limit: float, detail: str) -> bool:
    """Print one result and whether it keeps its limit."""
    kept = ratio <= limit
    print(f"{name}: {ratio:.2f} (at most {limit:g}) {'ok' if kept else 'TOO SLOW'}   {detail}")
    return kept
