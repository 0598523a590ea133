"""On which days each version of a policy was in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import zip_longest
from typing import TYPE_CHECKING

from policydocs.model import Version
from policydocs.values import frozen

if TYPE_CHECKING:
    from policydocs.history.versions import Release


@frozen
class Span:
    """Days on which one version was in force."""

    release: Release
    first: date
    last: date | None  #: None: it still is, as far as the tags say


def spans_of(
    releases: Sequence[Release], withdrawals: Iterable[Release], retirements: Iterable[Release]
) -> tuple[Span, ...]:
    """Which version held when, earliest first; days between two spans had none.

    The same as to ask `PolicyVersions.in_force` of every day, in one pass through the days on which something
    changes.

    Args:
        releases: lowest version first.
    """
    comes, goes = _by_day(releases), _by_day(withdrawals)
    ends = _by_day(retirements)
    days = sorted({*comes, *goes, *ends})
    place = {one.version: at for at, one in enumerate(releases)}
    held: list[int] = []  #: those that have begun, the highest first; one taken back goes when it is on top
    gone: set[int] = set()
    ended: list[Version] = []
    found: list[Span] = []
    for day, following in zip_longest(days, days[1:]):
        for release in comes.get(day, ()):
            heappush(held, -place[release.version])
        gone.update(place[one.version] for one in goes.get(day, ()))
        ended = sorted([*ended, *(one.version for one in ends.get(day, ()))])[-1:]
        while held and -held[0] in gone:
            heappop(held)
        highest = releases[-held[0]] if held else None
        if highest is None or (ended and highest.version <= ended[0]):
            continue
        last = None if following is None else following - timedelta(days=1)
        if found and found[-1].release is highest and found[-1].last == day - timedelta(days=1):
            found[-1] = Span(highest, found[-1].first, last)
        else:
            found.append(Span(highest, day, last))
    return tuple(found)


def _by_day(records: Iterable[Release]) -> Mapping[date, list[Release]]:
    found: dict[date, list[Release]] = {}
    for one in records:
        found.setdefault(one.effective, []).append(one)
    return found
