"""Dated documents of one policy put in order: the day on which each took effect, and how that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from policydocs.errors import InputError, InputErrors
from policydocs.source.importing.dates import PartialDate, all_dated_lines, dates_in, dates_of_name
from policydocs.source.importing.imported import Imported
from policydocs.values import frozen

_MEANT = ("effective", "reviewed", "updated", "dated")  #: the day of which counts first


@frozen
class DatedFile:
    """One document, and the first day on which it counted."""

    name: str  #: as it was given
    imported: Imported
    effective: date
    how: str  #: "as you said", "as its name says (2019)", ...


def in_order(
    files: Sequence[tuple[str, Imported]], given: Mapping[str, date], today: date
) -> tuple[DatedFile, ...]:
    """The documents, the oldest first.

    Args:
        files: name and import of each.
        given: the days that the user said, by the file's name as given.
        today: no document can have taken effect later.

    Raises:
        InputErrors: a document without a date, two of one day, or a day to come.
    """
    dated: list[DatedFile] = []
    faults: list[InputError] = []
    for name, imported in files:
        found = _date_of(name, imported, given)
        if found is None:
            faults.append(
                InputError(
                    "neither its name nor its text says when it took effect.",
                    path=name,
                    fix=f'Say it:  --date "{name}=2019-03-01"',
                )
            )
        else:
            dated.append(DatedFile(name, imported, *found))
    dated.sort(key=lambda one: one.effective)
    faults += _clashes(dated)
    faults += [
        InputError(
            f"it takes effect on {one.effective}, a day to come.",
            path=one.name,
            fix="Import it without --history, then release it with --effective.",
        )
        for one in dated
        if one.effective > today
    ]
    if faults:
        raise InputErrors(faults)
    return tuple(dated)


def read_dates(pairs: Iterable[str], names: Sequence[str]) -> dict[str, date]:
    """What `--date FILE=DATE` said, by the file's name.

    Raises:
        InputError: no such file among those given, or no date.
    """
    found: dict[str, date] = {}
    for pair in pairs:
        name, sign, said = pair.rpartition("=")
        matching = [one for one in names if one == name or one.replace("\\", "/").rsplit("/", 1)[-1] == name]
        days = dates_in(said.strip())
        if not sign or not days:
            raise InputError(
                f'--date "{pair}" names no file and day.', fix='Write it like --date "Policy.docx=2019-03-01"'
            )
        if len(matching) != 1:
            raise InputError(
                f'--date "{pair}": {"several" if matching else "none"} of the files is called "{name}".',
                fix="Write the name as you gave it.",
            )
        found[matching[0]] = days[0].first_day
    return found


def _date_of(name: str, imported: Imported, given: Mapping[str, date]) -> tuple[date, str] | None:
    if name in given:
        return given[name], "as you said"
    if in_name := dates_of_name(name):
        best = max(in_name, key=_exactness)
        return best.first_day, f"as its name says ({best})"
    lines = [*imported.dates, *all_dated_lines(imported.policy)]
    for meaning in _MEANT:
        for line in lines:
            if line.meaning == meaning:
                day = max(dates_in(line.said))
                return day.first_day, f"as its text says (“{line.said}”)"
    return None


def _exactness(day: PartialDate) -> tuple[bool, bool, PartialDate]:
    return bool(day.day), bool(day.month), day


def _clashes(dated: Sequence[DatedFile]) -> list[InputError]:
    return [
        InputError(
            f"it has the same day as {one.name}, {two.effective} ({two.how}), so their order is not known.",
            path=two.name,
            fix=f'Say one of them:  --date "{two.name}=2019-03-01"',
        )
        for one, two in pairwise(dated)
        if one.effective == two.effective
    ]
