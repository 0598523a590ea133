"""policydocs beside other programs, doing the same jobs on the same texts in one run.

    .venv/bin/python -m benchmarks.peers [--only NAME]... [--keep DIR] [--quick] [--write docs/peers.md]

Installs the other programs, each in an environment of its own in a scratch folder (or in DIR, to be used
again; what comes from Debian is installed on this machine, where that is allowed), and prints a table for
each job: processor and clock time of cold processes, the ratios ours : theirs, and what is good about each
result. A program that cannot be had is named with the reason. `--only` takes a job (redline, pdf, word, tags,
validation) or a program, and can be repeated; `--quick` measures three times instead of seven and leaves the
long text out.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.peers.bench import Bench
from benchmarks.peers.install import PEERS, Installed, Missing, install
from benchmarks.peers.prose import prose
from benchmarks.peers.report import Table, as_markdown, ours_that_failed, slower

from benchmarks.peers import handouts, inputs, redline, tags, validation
from policydocs import __version__

ROUNDS = 7
QUICK_ROUNDS = 3
JOBS: Mapping[str, Callable[[Bench], list[Table]]] = {
    "redline": redline.redlines,
    "pdf": lambda bench: [handouts.pdf(bench)],
    "word": lambda bench: [handouts.word(bench)],
    "tags": lambda bench: [tags.tags(bench)],
    "validation": lambda bench: [validation.validation(bench)],
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers", description=(__doc__ or "").partition("\n")[0]
    )
    names = [*JOBS, *(peer.name for peer in PEERS)]
    parser.add_argument(
        "--only", action="append", default=[], choices=names, metavar="NAME", help=", ".join(names)
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="where to install the programs, to be used again"
    )
    parser.add_argument("--quick", action="store_true", help="measure less often, and no long text")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page there, too")
    given = parser.parse_args()
    jobs = [name for name in JOBS if name in given.only] or list(JOBS)
    chosen = [peer for peer in PEERS if peer.name in given.only] or list(PEERS)
    rounds = QUICK_ROUNDS if given.quick else ROUNDS
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        kept = (given.keep or folder / "programs").resolve()
        kept.mkdir(parents=True, exist_ok=True)
        peers = install(chosen, kept)
        inputs.stand_apart(folder / "home")
        (folder / "work").mkdir()
        bench = Bench(folder / "work", peers, rounds, given.quick)
        tables: list[Table] = []
        for name in jobs:
            print(f"measuring: {name}", file=sys.stderr)
            tables += JOBS[name](bench)
    told = page(tables, peers, rounds, sys.argv[1:])
    print(told)
    if broken := ours_that_failed(tables):
        print(
            "policydocs itself did not work, so that nothing is written:", *broken, sep="\n", file=sys.stderr
        )
        return 1
    if given.write:
        given.write.write_text(told, encoding="utf-8")
    return 0


def page(
    tables: Sequence[Table], peers: Mapping[str, Installed | Missing], rounds: int, arguments: Sequence[str]
) -> str:
    """The whole page, as it stands in the documentation."""
    versions = []
    for name, one in peers.items():
        version = one.version if isinstance(one, Installed) else f"missing: {one.reason}"
        versions.append(f"| {name} | {version} | {one.peer.source} |")
    introduction = prose(
        "introduction",
        command=" ".join([".venv/bin/python -m benchmarks.peers", *_told(arguments)]),
        day=date.today().isoformat(),  # noqa: DTZ011 - the day of whoever reads it
        version=__version__,
        python=platform.python_version(),
        system=_system(),
        cores=os.cpu_count(),
        rounds=rounds,
    )
    quicker = slower(tables)
    ahead = ["## Where others are ahead"]
    if quicker:
        ahead += [prose("ahead.quicker"), "\n".join(quicker)]
    head = "| program | version | from |\n| --- | --- | --- |\n"
    parts = [
        introduction,
        head + "\n".join(versions),
        *map(as_markdown, tables),
        *ahead,
        prose("ahead.other"),
    ]
    return "\n\n".join(parts) + "\n"


def _told(arguments: Sequence[str]) -> list[str]:
    """The arguments without where the programs are kept: that is of no use to anybody else."""
    told = list(arguments)
    while "--keep" in told:
        place = told.index("--keep")
        del told[place : place + 2]
    return told


def _system() -> str:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return f"{platform.system()} {platform.release()}"
    return release.get("PRETTY_NAME", platform.system())


if __name__ == "__main__":
    raise SystemExit(main())
