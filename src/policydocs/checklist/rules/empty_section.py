"""A heading with nothing under it, nor under its subsections."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.rules.subject import Subject, told_lines
from policydocs.document import Contents, PageBreak, block_inlines, plain_text, walk_blocks
from policydocs.model import Section

RULE = "empty-section"


def findings(subject: Subject) -> Iterator[Finding]:
    """One finding a section in a policy of ours; one for all of them in any other document.

    Saved web pages and old Word files carry headings that were only meant to look large.
    """
    empty = list(_outermost_empty(subject.policy.sections))
    if subject.is_ours:
        for section in empty:
            yield Finding(
                rule=RULE,
                severity=Severity.WARNING,
                line=max(1, section.line),
                section=section.id,
                message=f"Nothing stands under the heading “{section.title_text}”.",
                fix="Write at least one sentence under it, or remove the heading.",
            )
    elif empty:
        first = empty[0]
        many = f" and {len(empty) - 1} more" if len(empty) > 1 else ""
        yield Finding(
            rule=RULE,
            severity=Severity.NOTE,
            line=max(1, first.line),
            section=first.id,
            message=f"Nothing stands under the heading “{first.title_text}”{many} "
            f"({told_lines(max(1, section.line) for section in empty)}).",
            fix="Write what the heading promises, or remove it.",
        )


def _outermost_empty(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        if all(_is_bare(inner) for inner in section.walk()):
            yield section
        else:
            yield from _outermost_empty(section.sections)


def _is_bare(section: Section) -> bool:
    """No block of it holds a word or a place to fill in; a page break is no content."""
    for block in walk_blocks(section.blocks):
        if isinstance(block, PageBreak | Contents):
            continue
        if any(plain_text(inlines).strip() for inlines in block_inlines(block)):
            return False
    return True
