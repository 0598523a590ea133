"""A title that the text repeats, and two sections of one name."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.rules.subject import Subject, told_lines
from policydocs.model import Section

RULE = "repeated-heading"


def findings(subject: Subject) -> Iterator[Finding]:
    """Notes only: the text is right, but a reader loses her place in it."""
    title = _normal(subject.policy.title)
    by_name: dict[str, list[Section]] = {}
    for section in _named(subject.policy.sections):
        by_name.setdefault(_normal(section.title_text), []).append(section)
    for name, sections in by_name.items():
        first = sections[0]
        if name == title and subject.is_ours:
            yield Finding(
                rule=RULE,
                severity=Severity.NOTE,
                line=max(1, first.line),
                section=first.id,
                message=f"The heading “{first.title_text}” repeats the title printed above it.",
                fix="Remove this heading, or name what stands under it.",
            )
        elif name != title and len(sections) > 1:
            yield Finding(
                rule=RULE,
                severity=Severity.NOTE,
                line=max(1, sections[1].line),
                section=sections[1].id,
                message=f"Two sections or more are called “{first.title_text}” "
                f"({told_lines(max(1, section.line) for section in sections)}).",
                fix="Put them together, or give each a name of its own.",
            )


def _named(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        for inner in section.walk():
            if inner.title_text.strip():
                yield inner


def _normal(title: str) -> str:
    return " ".join(title.casefold().strip(" .:").split())
