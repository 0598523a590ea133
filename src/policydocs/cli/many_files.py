"""Many documents on all cores: the same work, in as many processes, told in the order given.

Only where a process can be copied as it is (Linux): what was loaded is then there at once in each of them.
Elsewhere, and for a few files, the work is done here, one after the other.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from policydocs.cli.reports.outcome import Checked, Outcome

_FEW = 24  #: fewer files than this are done before a second process is up
_AT_ONCE = 4  #: files that a process takes together
_work: list[Callable[[str], Outcome]] = []  # what the copied processes do


@contextmanager
def outcomes_of(
    files: Sequence[str], work: Callable[[str], Outcome], *, cores: int | None = None
) -> Iterator[Iterator[Outcome]]:
    """The outcome of each file, in order.

    Args:
        files: their names.
        work: what makes an outcome of one; it raises only what ends the whole command.
        cores: how many processes; as many as this one may use if None.
    """
    cores = _cores() if cores is None else cores
    if len(files) < _FEW or cores < 2 or sys.platform != "linux":
        yield map(work, files)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    first = work(files[0])  # what it loads and prepares is then there in each copy
    _work.append(work)
    try:
        with ProcessPoolExecutor(cores, mp_context=get_context("fork"), initializer=_start) as pool:
            try:
                yield chain((first,), pool.map(_done, files[1:], chunksize=_AT_ONCE))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    finally:
        _work.pop()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start() -> None:
    """An interrupt is the parent's to handle: it ends its processes in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _done(file: str) -> Outcome:
    """The outcome in a form that goes from process to process."""
    outcome = _work[-1](file)
    if isinstance(outcome, Checked):
        return replace(outcome, report=replace(outcome.report, topics=dict(outcome.report.topics)))
    return outcome
