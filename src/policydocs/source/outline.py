"""Stretches of text under headings, in reading order, made into sections inside sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from policydocs.document import Block, Contents, Inlines, PageBreak, plain_text
from policydocs.model import Section
from policydocs.source.faults import Faults
from policydocs.source.headings import Attributes
from policydocs.source.names import section_id_from
from policydocs.values import record


@record
class Stretch:
    """A heading, and what follows it up to the next one; the opening text has level 1 and no title."""

    level: int = 1
    title: Inlines = ()
    line: int = 0
    attributes: Attributes = field(default_factory=Attributes)
    blocks: list[Block] = field(default_factory=list)
    facts_used: list[str] = field(default_factory=list)


def sections_from(stretches: Iterable[Stretch], faults: Faults | None) -> tuple[Section, ...]:
    """The main sections, each with those inside it.

    Args:
        stretches: all but the opening text, in reading order, levels 2 to 6.
        faults: where two sections that claim one id are told; None where ids are only made unique.
    """
    listed = list(stretches)
    return _nested(listed, _ids(listed, faults))


def opening_from(stretch: Stretch) -> Section:
    """The text before the first heading."""
    first = stretch.line
    if stretch.blocks and not isinstance(stretch.blocks[0], PageBreak | Contents):
        first = stretch.blocks[0].line
    return Section("", (), 1, tuple(stretch.blocks), facts_used=_once(stretch.facts_used), line=first)


def _ids(stretches: Sequence[Stretch], faults: Faults | None) -> list[str]:
    """An id for each: what its author says, else one made of its title, numbered where it repeats."""
    owners: dict[str, Stretch] = {}
    for stretch in stretches:
        explicit = stretch.attributes.id
        if not explicit:
            continue
        if explicit in owners and faults is not None:
            faults.add(
                f'the id "{explicit}" stands twice, here and in line {owners[explicit].line}.',
                stretch.line,
                fix="Give one of the two sections another id.",
            )
        owners.setdefault(explicit, stretch)
    ids: list[str] = []
    taken: set[str] = set(owners)
    counts: dict[str, int] = {}  # the highest number given to each title, so that none is tried twice
    for stretch in stretches:
        if stretch.attributes.id:
            ids.append(stretch.attributes.id)
            continue
        made = section_id_from(plain_text(stretch.title)) or "section"
        if made in owners and faults is not None:
            faults.add(
                f'this heading would get the id "{made}", which the section in line'
                f" {owners[made].line} has as its own.",
                stretch.line,
                fix=f"Give it an id: write {{#{made}-2}}, or better a telling name, after the heading.",
            )
        ids.append(_unique(made, taken, counts))
        taken.add(ids[-1])
    return ids


def _unique(wanted: str, taken: set[str], counts: dict[str, int]) -> str:
    if wanted not in taken:
        return wanted
    number = counts.get(wanted, 1) + 1
    while f"{wanted}-{number}" in taken:
        number += 1
    counts[wanted] = number
    return f"{wanted}-{number}"


def _nested(stretches: Sequence[Stretch], ids: Sequence[str]) -> tuple[Section, ...]:
    """Each section holds those after it whose level is deeper; made from the last to the first."""
    pending: list[Section] = []  # finished sections that wait for their parent, the first last
    for stretch, section_id in zip(reversed(stretches), reversed(ids), strict=True):
        inside: list[Section] = []
        while pending and pending[-1].level > stretch.level:
            inside.append(pending.pop())
        pending.append(
            Section(
                id=section_id,
                title=stretch.title,
                level=stretch.level,
                blocks=tuple(stretch.blocks),
                sections=tuple(inside),
                topics=stretch.attributes.topics,
                attest=stretch.attributes.attest,
                attested=stretch.attributes.attested,
                id_is_explicit=bool(stretch.attributes.id),
                facts_used=_once(stretch.facts_used),
                line=stretch.line,
            )
        )
    return tuple(reversed(pending))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
