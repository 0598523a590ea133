"""How long what was sent is kept, and which versions are past that."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from policydocs.model import Version
from policydocs.values import frozen

if TYPE_CHECKING:  # it loads git, which the ledger itself does not need
    from policydocs.history.versions import PolicyVersions

#: 45 CFR 164.316(b)(2)(i) and 164.530(j)(2): six years from when it was last in effect.
YEARS = 6


@frozen
class Superseded:
    """A version that is not in force any more, and its last day."""

    policy: str  #: the slug that it was released under
    version: Version
    last: date
    now: str = ""  #: the policy's slug now; "" for the same


@frozen
class PurgeCount:
    """What a purge takes out, or did."""

    events: int = 0
    deliveries: int = 0
    acknowledgments: int = 0
    clients: int = 0  #: former ones, of whom nothing else is left
    kept: int = 0  #: deliveries of such versions that stay, since an active client holds what they gave her


def superseded_before(every: Iterable[PolicyVersions], today: date, years: int) -> Iterator[Superseded]:
    """Versions whose last day in force is at least so many years ago.

    A version that never was in force, since another took its place before its day, counts from that day.
    """
    limit = years_before(today, years)
    for versions in every:
        last: dict[Version, date] = {}
        spans = versions.spans()
        for span in spans:
            number = span.release.version
            # In force again after another was withdrawn: the last time counts; still in force: never.
            last[number] = max(last.get(number, date.min), span.last or date.max)
        for release in versions.releases:
            begun = [span.first for span in spans if span.release.version > release.version]
            never = min(begun, default=date.max)
            ended = last.get(release.version, max(release.effective, never) if begun else date.max)
            if ended < limit:
                yield Superseded(release.policy, release.version, ended, versions.policy)


def years_before(day: date, years: int) -> date:
    """The same day so many years ago; of a 29 February the 28th where there is none."""
    year = day.year - years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
