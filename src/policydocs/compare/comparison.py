"""What a comparison of two versions of a policy consists of."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from policydocs.compare.leaves import Leaf
from policydocs.compare.runs import Op, Run
from policydocs.model import Policy, Section
from policydocs.values import frozen


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    FORMATTING = "formatting"  #: the same words; emphasis, link target or list style differ


class ChangeLevel(StrEnum):
    """How much a change asks of a client; the names are those of version numbers."""

    NONE = "none"
    PATCH = "patch"  #: typing errors and layout; no notice
    MINOR = "minor"  #: information; the client is told
    MAJOR = "major"  #: a position; the client should read it again and sign

    @property
    def rank(self) -> int:
        """0 for no change at all."""
        return list(ChangeLevel).index(self)


@frozen
class BlockChange:
    """One block before and after; `old` or `new` is None where it is not there."""

    change: Change
    moved: bool
    runs: tuple[Run, ...]
    old: Leaf | None
    new: Leaf | None
    from_section: str | None = None  #: the old section's id, where it came from another section

    @property
    def leaf(self) -> Leaf:
        """The new block, or the old one where it is gone."""
        leaf = self.new or self.old
        if leaf is None:
            raise ValueError("a block change without a block")
        return leaf

    def text(self, op: Op) -> str:
        """The old text (`Op.DELETE`) or the new one (`Op.INSERT`)."""
        return "".join(run.text for run in self.runs if run.op in (Op.EQUAL, op))


@frozen
class SectionChange:
    """One section before and after, with its own blocks (those of its subsections stand with them)."""

    change: Change
    moved: bool
    old: Section | None
    new: Section | None
    blocks: tuple[BlockChange, ...]

    @property
    def section(self) -> Section:
        """The new section, or the old one where it is gone."""
        section = self.new or self.old
        if section is None:
            raise ValueError("a section change without a section")
        return section

    @property
    def renamed(self) -> bool:
        return self.old is not None and self.new is not None and self.old.title_text != self.new.title_text


@frozen
class FactChange:
    """A fact of the practice, or a setting in the front matter, that changed."""

    name: str  #: "practice.phone", "on_change"
    old: str | None  #: None where it was not there
    new: str | None
    used_in: tuple[str, ...] = ()  #: ids of the sections that print it


class Reason(NamedTuple):
    """Why a change counts as much as it does."""

    level: ChangeLevel
    section: str | None  #: its id in the new document, in the old one where it is gone; None for all of it
    why: str  #: a sentence for the clinician


@frozen
class Comparison:
    """Everything that differs, in the new document's order; removed sections where they stood."""

    policy: str
    old: Policy | None
    new: Policy | None
    sections: tuple[SectionChange, ...]
    facts: tuple[FactChange, ...]
    level: ChangeLevel = ChangeLevel.NONE
    reasons: tuple[Reason, ...] = ()

    def blocks(self) -> Iterator[BlockChange]:
        for section in self.sections:
            yield from section.blocks

    @property
    def changed(self) -> bool:
        return bool(self.facts) or any(
            section.change is not Change.SAME
            or section.moved
            or any(block.change is not Change.SAME or block.moved for block in section.blocks)
            for section in self.sections
        )
