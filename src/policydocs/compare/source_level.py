"""How much a change of a translation asks of clients: as much as the same change of its source.

What turns a position or asks a duty is read from English sentences only. A client who reads the translation
is owed the same notice as one who reads the source.
"""

from __future__ import annotations

from dataclasses import replace

from policydocs.compare.comparison import Change, Comparison, SectionChange


def with_level_of_source(translation: Comparison, source: Comparison) -> Comparison:
    """The comparison of a translation, each section that changed as heavy as in the source, or heavier.

    Args:
        translation: two states of a translation.
        source: of its source, between the versions that those translate.
    """
    changed = {change.section.id for change in translation.sections if _is_changed(change)}
    shared = [one for one in source.reasons if one.section is None or one.section in changed]
    reasons = sorted(dict.fromkeys([*shared, *translation.reasons]), key=lambda one: -one.level.rank)
    level = max((one.level for one in reasons), key=lambda one: one.rank, default=translation.level)
    return replace(translation, level=level, reasons=tuple(reasons))


def _is_changed(change: SectionChange) -> bool:
    return (
        change.change is not Change.SAME
        or change.moved
        or any(block.change is not Change.SAME or block.moved for block in change.blocks)
    )
