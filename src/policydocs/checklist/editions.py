"""Editions of one code: which is in force on a day, and what one asks that another did not.

An edition's id is that of its family and a year: `nasw-2021` is of the family `nasw`. A checklist whose id
ends in no year is the only one of its kind, and its requirements carry their own days.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.schema import (
    Checklist,
    Contradiction,
    DocumentKind,
    Element,
    Requirement,
    Verified,
)
from policydocs.model import Policy
from policydocs.values import frozen

P = TypeVar("P", Element, Contradiction)

_EDITION = re.compile(r"(?P<family>[a-z0-9]+(?:-[a-z0-9]+)*?)-(?P<year>(?:19|20)\d\d)")
RULE = "newer-edition"


def family_of(id_: str) -> str | None:
    """ "nasw" for "nasw-2021"; None for an id that names no edition by its year."""
    found = _EDITION.fullmatch(id_)
    return found["family"] if found else None


def editions_of(family: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The ids of a family's editions, the oldest first."""
    return tuple(sorted(id_ for id_ in ids if family_of(id_) == family))


def stands(checklist: Checklist, day: date) -> bool:
    """Whether nothing that is known says that it does not count on a day."""
    edition = _EDITION.fullmatch(checklist.id)
    if checklist.in_force is None and edition is not None:
        begun = day.year >= int(edition["year"])  # the day is not known, but no code holds before its year
    else:
        begun = checklist.in_force is None or checklist.in_force <= day
    return begun and (checklist.withdrawn is None or checklist.withdrawn > day)


def in_force(editions: Sequence[Checklist], day: date) -> Checklist | None:
    """Of the editions of one family, the one in force on a day; None where none is known to be."""
    standing = [one for one in editions if one.in_force is not None and stands(one, day)]
    return max(standing, key=lambda one: one.in_force or date.min, default=None)


# --- One edition against another -----------------------------------------------------------------


@frozen
class Changed:
    """One clause that both editions have, and what became of it."""

    old: Requirement
    new: Requirement
    tightened: tuple[str, ...] = ()  #: what it now asks for or speaks against, and did not
    loosened: tuple[str, ...] = ()  #: what it no longer does
    other: tuple[str, ...] = ()  #: the rest: how far it was seen, when it holds

    @property
    def renumbered(self) -> bool:
        return self.old.id != self.new.id

    def __bool__(self) -> bool:
        return bool(self.renumbered or self.tightened or self.loosened or self.other)


@frozen
class Comparison:
    """What the second of two checklists has that the first has not, and the other way round."""

    old: Checklist
    new: Checklist
    added: tuple[Requirement, ...]
    dropped: tuple[Requirement, ...]
    changed: tuple[Changed, ...]  #: in the new one's order; those that are the same are left out

    @property
    def same(self) -> int:
        """How many clauses are alike in both, number included."""
        return len(self.new.requirements) - len(self.added) - len(self.changed)


def compare_editions(old: Checklist, new: Checklist) -> Comparison:
    """The clauses of two checklists, matched by `formerly`, else by number, else by what they ask for.

    Returns:
        Added and changed clauses in the new one's order, dropped ones in the old one's.
    """
    left = {one.id: one for one in old.requirements}
    pairs: dict[str, Requirement] = {}
    for one in new.requirements:
        if one.formerly is not None and one.formerly in left:
            pairs[one.id] = left.pop(one.formerly)
    for one in new.requirements:
        if one.id not in pairs and one.id in left and one.formerly is None:
            pairs[one.id] = left.pop(one.id)
    for one in new.requirements:
        if one.id in pairs:
            continue
        twin = next((other for other in left.values() if _asks(other) == _asks(one)), None)
        if twin is not None:
            pairs[one.id] = left.pop(twin.id)
    changed = (_changed(pairs[one.id], one) for one in new.requirements if one.id in pairs)
    return Comparison(
        old=old,
        new=new,
        added=tuple(one for one in new.requirements if one.id not in pairs),
        dropped=tuple(left.values()),
        changed=tuple(one for one in changed if one),
    )


def _asks(requirement: Requirement) -> frozenset[str]:
    parts: tuple[Element | Contradiction, ...] = (
        *requirement.requires,
        *requirement.suggests,
        *requirement.contradicts,
    )
    return frozenset(part.id for part in parts)


def _changed(old: Requirement, new: Requirement) -> Changed:
    tightened: list[str] = []
    loosened: list[str] = []
    other: list[str] = []
    if old.force is not new.force:
        (tightened if new.force.value == "must" else loosened).append(
            f"its force is now “{new.force.value}”, it was “{old.force.value}”"
        )
    _levels(_by_id(old.requires), _by_id(old.suggests), new, tightened, loosened)
    _contradictions(_by_id(old.contradicts), _by_id(new.contradicts), tightened, loosened)
    _reach(old, new, tightened, loosened)
    if old.verified is not new.verified:
        other.append(f"how far it was seen: {_seen(new.verified)}, before {_seen(old.verified)}")
    for name, before, after in (
        ("in force from", old.effective, new.effective),
        ("withdrawn on", old.withdrawn, new.withdrawn),
    ):
        if before != after:
            other.append(f"{name} {after or 'no day of its own'}, before {before or 'no day of its own'}")
    return Changed(old, new, tuple(tightened), tuple(loosened), tuple(other))


def _levels(
    required: Mapping[str, Element],
    suggested: Mapping[str, Element],
    new: Requirement,
    tightened: list[str],
    loosened: list[str],
) -> None:
    now_required, now_suggested = _by_id(new.requires), _by_id(new.suggests)
    for id_, element in now_required.items():
        if id_ in suggested:
            tightened.append(f"now required, suggested before: {element.text}")
        elif id_ not in required:
            tightened.append(f"new, required: {element.text}")
    for id_, element in now_suggested.items():
        if id_ in required:
            loosened.append(f"now suggested, required before: {element.text}")
        elif id_ not in suggested:
            tightened.append(f"new, suggested: {element.text}")
    for id_, element in {**required, **suggested}.items():
        if id_ not in now_required and id_ not in now_suggested:
            loosened.append(f"no longer there: {element.text}")


def _contradictions(
    old: Mapping[str, Contradiction],
    new: Mapping[str, Contradiction],
    tightened: list[str],
    loosened: list[str],
) -> None:
    tightened += [f"now goes against it: {one.text}" for id_, one in new.items() if id_ not in old]
    loosened += [f"no longer goes against it: {one.text}" for id_, one in old.items() if id_ not in new]


def _reach(old: Requirement, new: Requirement, tightened: list[str], loosened: list[str]) -> None:
    more = [kind.value for kind in new.documents if kind not in old.documents]
    fewer = [kind.value for kind in old.documents if kind not in new.documents]
    if more:
        tightened.append(f"now for these documents too: {', '.join(more)}")
    if fewer:
        loosened.append(f"no longer for these documents: {', '.join(fewer)}")
    if old.applies_when and not new.applies_when:
        tightened.append("now for every such document, before only where it spoke of the matter")
    if new.applies_when and not old.applies_when:
        loosened.append("now only where the document speaks of the matter")


def _by_id(parts: Iterable[P]) -> dict[str, P]:
    return {part.id: part for part in parts}


def _seen(verified: Verified | None) -> str:
    return "a rule of ours" if verified is None else f"verified: {verified.value}"


# --- What a newer edition would ask of a policy --------------------------------------------------


@frozen
class Newer:
    """An edition that a policy is held against, and the newest after it."""

    used: Checklist
    newest: Checklist


def newer_findings(
    policy: Policy, newer: Iterable[Newer], kinds: Collection[DocumentKind], *, day: date
) -> Iterator[Finding]:
    """A note for each edition that a newer one has taken the place of, or will on a day to come.

    Args:
        kinds: what kind of document the policy is: only what would be new for it is told.
        day: the day that counts.
    """
    for one in newer:
        comparison = compare_editions(one.used, one.newest)
        yield Finding(
            rule=RULE,
            severity=Severity.NOTE,
            line=policy.front.lines.get("checklists", 1),
            section=None,
            message=f"{_since(one, day)} This was held against {one.used.id}. "
            f"{_new_in_it(comparison, kinds)}",
            fix=f"To see the whole difference:  policydocs checklists compare {one.used.id} {one.newest.id}\n"
            f"Then name {one.newest.id} at the policy's top, under `checklists:`.",
        )


def _since(newer: Newer, day: date) -> str:
    name = f"{newer.newest.title}, edition {newer.newest.edition},"
    start = newer.newest.in_force
    if start is None:
        return f"{name} is newer."
    return f"{name} is in force since {start}." if start <= day else f"{name} comes into force on {start}."


def _new_in_it(comparison: Comparison, kinds: Collection[DocumentKind]) -> str:
    wanted = set(kinds)
    added = [one.clause for one in comparison.added if wanted & set(one.documents)]
    changed = [one for one in comparison.changed if wanted & set(one.new.documents)]
    said = []
    if added:
        said.append(f"New in it: {'; '.join(added)}.")
    stricter = [one.new.clause for one in changed if one.tightened]
    if stricter:
        said.append(f"Stricter in it: {'; '.join(stricter)}.")
    moved = [f"{one.old.id} is now {one.new.id}" for one in changed if one.renumbered]
    if moved:
        said.append(f"Renumbered: {'; '.join(moved)}.")
    return " ".join(said) or "It asks nothing new of this document."
