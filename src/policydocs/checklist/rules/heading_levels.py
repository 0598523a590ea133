"""Headings that skip a level, or that say the same twice."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.rules.subject import Subject
from policydocs.model import Section

RULE = "heading-level"


def findings(subject: Subject) -> Iterator[Finding]:
    """Where a heading lies two or more levels under the one before it.

    A policy of ours gets one finding a place. In another document the levels are usually a choice
    of size, so its first jump alone is told, as a note.
    """
    jumps = list(_jumps(subject.policy.sections, 1))
    for above, section in jumps if subject.is_ours else jumps[:1]:
        yield Finding(
            rule=RULE,
            severity=Severity.WARNING if subject.is_ours else Severity.NOTE,
            line=max(1, section.line),
            section=section.id,
            message=f"The heading “{section.title_text}” is of level {section.level}, but the one above "
            f"it is of level {above}. A screen reader tells the listener that something is missing.",
            fix=f"Make it level {above + 1}: {'#' * (above + 1)} {section.title_text}"
            if subject.is_ours
            else f"Give it the style of a heading of level {above + 1}.",
        )


def _jumps(sections: tuple[Section, ...], above: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        if section.level > above + 1:
            yield above, section
        yield from _jumps(section.sections, section.level)
