"""Which editions count: those that are named, those of a family, or those of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from policydocs.checklist.editions import Newer, editions_of, family_of, in_force, stands
from policydocs.checklist.library import NO_FILES, checklist_ids, load_checklists, unknown
from policydocs.checklist.schema import Checklist, Kind
from policydocs.errors import InputError, InputErrors
from policydocs.values import frozen


@frozen
class Chosen:
    """The editions that count, for the ids that were asked for."""

    checklists: tuple[Checklist, ...]
    remarks: tuple[str, ...] = ()  #: where another edition counts than the one named, or none does
    newer: tuple[Newer, ...] = ()  #: of those used, the ones that are not the newest


def choose_editions(
    ids: Iterable[str],
    extra: Mapping[str, bytes] = NO_FILES,
    *,
    day: date,
    by_day: bool = False,
    named_in: str | None = None,
    line: int | None = None,
) -> Chosen:
    """The checklists for these ids: `nasw-2021` is that edition, `nasw` the one in force on the day.

    Args:
        ids: of checklists, or of families of editions.
        extra: the practice's own files, as in `load_checklists`.
        day: the day that counts.
        by_day: whether an id that names an edition stands for its family too, so that the edition in force
            on that day is used in its place, or none.
        named_in: as in `load_checklists`.
        line: likewise.

    Raises:
        InputErrors: as `load_checklists`.
    """
    known = checklist_ids(extra)
    used: list[Checklist] = []
    remarks: list[str] = []
    faults: list[InputError] = []
    for id_ in dict.fromkeys(ids):
        family = family_of(id_) if id_ in known else id_
        editions = editions_of(family, known) if family else ()
        try:
            if id_ in known and not (by_day and len(editions) > 1):
                (only,) = load_checklists([id_], extra)
                stood = not by_day or stands(only, day)
                remarks += _of_day(only, day) if by_day else ()
                used += [only] if stood else []
            elif editions:
                standing = in_force(load_checklists(editions, extra), day)
                remarks += _about(id_, standing, editions, day)
                used += [standing] if standing else []
            else:
                faults.append(unknown(id_, (*known, *_families(known)), named_in, line))
        except InputErrors as error:
            faults.extend(error.faults)
    if faults:
        raise InputErrors(faults)
    once = {one.id: one for one in used}
    return Chosen(tuple(once.values()), tuple(remarks), () if by_day else _newer(once, known, extra))


def _families(known: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(family for id_ in known if (family := family_of(id_))))


def _of_day(checklist: Checklist, day: date) -> Iterator[str]:
    """What to tell of a code of one edition where a day was asked for."""
    if not stands(checklist, day):
        yield f"{checklist.id} was not used: it was not in force on {day}."
    elif checklist.in_force is None and checklist.kind is not Kind.GOOD_PRACTICE:
        yield f"{checklist.id} was used, though it is not known here whether it was in force on {day}."


def _about(id_: str, standing: Checklist | None, editions: Sequence[str], day: date) -> list[str]:
    if standing is None:
        return [f"{id_} was not used: none of {', '.join(editions)} is known to be in force on {day}."]
    if standing.id == id_:
        return []
    if id_ in editions:
        return [f"On {day} not {id_} but {standing.id} was in force, so that one was used."]
    return [f"Of {id_}, {standing.id} was used: it is in force on {day}."]


def _newer(
    used: Mapping[str, Checklist], known: Sequence[str], extra: Mapping[str, bytes]
) -> tuple[Newer, ...]:
    """Of the editions used, those after which another one comes; only then is another file read."""
    found = []
    for id_, checklist in used.items():
        family = family_of(id_)
        newest = editions_of(family, known)[-1] if family else id_
        if newest > id_ and newest not in used:
            found.append(Newer(checklist, load_checklists([newest], extra)[0]))
    return tuple(found)
