"""The day and moment of this run, the only place that asks the clock.

`SOURCE_DATE_EPOCH` (seconds since 1970, the convention of reproducible-builds.org) stands in for the clock,
so that the same input gives the same bytes on another day too.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time

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


def made_at(day: date) -> datetime:
    """The moment that a draft's file carries: the start of its day, so that a day's drafts are the same."""
    return datetime.combine(day, time(), UTC)
