"""A comparison as the JSON that other programs rely on: `policydocs diff --format json`."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from policydocs.compare.comparison import BlockChange, Comparison, FactChange, SectionChange


class BlockJson(TypedDict, total=False):
    kind: str
    change: str
    moved: bool
    old_line: int | None
    new_line: int | None
    from_section: str
    words: list[list[str]]


class SectionJson(TypedDict, total=False):
    id: str
    old_id: str
    change: str
    moved: bool
    old_title: str | None
    new_title: str | None
    old_line: int | None
    new_line: int | None
    blocks: list[BlockJson]


class FactJson(TypedDict):
    name: str
    old: str | None
    new: str | None
    used_in: list[str]


ComparisonJson = TypedDict(
    "ComparisonJson",
    {
        "policy": str,
        "old_policy": NotRequired[str],
        "from": str | None,
        "to": str | None,
        "level": str,
        "sections": list[SectionJson],
        "facts": list[FactJson],
    },
)


def comparison_as_json(
    comparison: Comparison, *, before: str | None, after: str | None, old_policy: str | None = None
) -> ComparisonJson:
    """The comparison in the contract's shape.

    Args:
        before: the old version's name, as "v1.0.0"; None where the policy is new.
        after: the new one's; None for the working tree.
        old_policy: what the policy was called then, where it was renamed since.
    """
    told: ComparisonJson = {
        "policy": comparison.policy,
        "from": before,
        "to": after,
        "level": comparison.level.value,
        "sections": [_section(section) for section in comparison.sections],
        "facts": [_fact(fact) for fact in comparison.facts],
    }
    if old_policy is not None:
        told["old_policy"] = old_policy
    return told


def _section(change: SectionChange) -> SectionJson:
    old, new = change.old, change.new
    told: SectionJson = {"id": change.section.id}
    if old is not None and new is not None and old.id != new.id:
        told["old_id"] = old.id
    told |= {
        "change": change.change.value,
        "moved": change.moved,
        "old_title": None if old is None else old.title_text,
        "new_title": None if new is None else new.title_text,
        "old_line": None if old is None else old.line,
        "new_line": None if new is None else new.line,
        "blocks": [_block(block) for block in change.blocks],
    }
    return told


def _block(change: BlockChange) -> BlockJson:
    told: BlockJson = {
        "kind": change.leaf.kind,
        "change": change.change.value,
        "moved": change.moved,
        "old_line": None if change.old is None else change.old.line,
        "new_line": None if change.new is None else change.new.line,
        "words": [[run.op.value, run.text] for run in change.runs],
    }
    if change.from_section is not None:
        told["from_section"] = change.from_section
    return told


def _fact(change: FactChange) -> FactJson:
    return {"name": change.name, "old": change.old, "new": change.new, "used_in": list(change.used_in)}
