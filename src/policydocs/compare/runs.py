"""Runs of text that both versions have, or only the one or the other."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Op(StrEnum):
    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class Run(NamedTuple):
    """One stretch of a redline; `DELETE` stands before the `INSERT` that takes its place."""

    op: Op
    text: str


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same redline with neighbours of one kind joined and empty runs gone.

    Between two equal runs, all deletions come before all insertions.
    """
    result: list[Run] = []
    deleted, inserted = "", ""
    for op, text in runs:
        if op is Op.DELETE:
            deleted += text
        elif op is Op.INSERT:
            inserted += text
        elif text:
            _flush(result, deleted, inserted)
            deleted = inserted = ""
            _extend(result, Op.EQUAL, text)
    _flush(result, deleted, inserted)
    return tuple(result)


def _flush(result: list[Run], deleted: str, inserted: str) -> None:
    _extend(result, Op.DELETE, deleted)
    _extend(result, Op.INSERT, inserted)


def _extend(result: list[Run], op: Op, text: str) -> None:
    if not text:
        return
    if result and result[-1].op is op:
        result[-1] = Run(op, result[-1].text + text)
    else:
        result.append(Run(op, text))
