"""Many documents on all cores: the same work, in as many processes, told in the order given.

Only where a process can be copied as it is (Linux): what was loaded is then there at once in each of them.
Elsewhere, and for a few files, the work is done here, one after the other.
"""

from __future__ import annotations

import copyreg
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar

Found = TypeVar("Found")

_FEW = 24  #: fewer files than this are done before a second process is up
_AT_ONCE = 4  #: files that a process takes together
_work: list[Callable[[str], Any]] = []  # what the copied processes do


@contextmanager
def found_in_each(
    files: Sequence[str], work: Callable[[str], Found], *, cores: int | None = None
) -> Iterator[Iterator[Found]]:
    """What is found in each file, in order.

    Args:
        files: their names.
        work: what finds it in one; what it gives can go from process to process, and it raises only what ends
            the whole command.
        cores: how many processes; as many as this one may use if None.
    """
    cores = _cores() if cores is None else cores
    if len(files) < _FEW or cores < 2 or sys.platform != "linux":
        yield map(work, files)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A view of a mapping that nobody may change cannot go from process to process by itself.
    copyreg.pickle(MappingProxyType, lambda view: (_view, (dict(view),)))
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


def _done(file: str) -> Any:
    return _work[-1](file)


def _view(held: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(held)
