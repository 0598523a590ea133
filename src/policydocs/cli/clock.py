"""The day and moment of this run, the only place that asks the clock.

`SOURCE_DATE_EPOCH` (seconds since 1970, the convention of reproducible-builds.org) stands in for the clock,
so that the same input gives the same bytes on another day too.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from policydocs.errors import InputError

VARIABLE = "SOURCE_DATE_EPOCH"


def today() -> date:
    """The current day where the user is, or that of `SOURCE_DATE_EPOCH` in UTC.

    Raises:
        InputError: the variable is set to something that is no moment.
    """
    given = os.environ.get(VARIABLE)
    if not given:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            f'{VARIABLE} is "{given}", expected seconds since 1970 as a whole number.',
            fix=f"Unset {VARIABLE}, or set it to a number.",
        ) from error


#: What a draft's file carries for its day. A real one would make two builds of the same text differ.
_NO_DAY = date(2000, 1, 1)


def drafted_at() -> datetime:
    """The moment that a draft's file carries inside: the same on every day, so that the same text gives the
    same bytes; when it was made, the file's own date tells. `SOURCE_DATE_EPOCH` is taken at its word.

    Raises:
        InputError: as `today`.
    """
    return made_at(today() if os.environ.get(VARIABLE) else _NO_DAY)


def now() -> datetime:
    """This moment in whole seconds, aware, where the user is; or that of `SOURCE_DATE_EPOCH` in UTC.

    Raises:
        InputError: the variable is set to something that is no moment.
    """
    day = today()
    given = os.environ.get(VARIABLE)
    if given:
        return datetime.combine(day, time(), UTC) + timedelta(seconds=int(given) % 86400)
    return datetime.now().astimezone().replace(microsecond=0)


def zone_of(moment: datetime) -> tzinfo:
    """The time zone of an aware moment: where the user is, for one that `now` gave."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.tzinfo


def made_at(day: date) -> datetime:
    """The moment that a file of that day carries inside: its start, so that a day's files are the same."""
    return datetime.combine(day, time(), UTC)
