"""Links that lead nowhere, on screen or on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.rules.subject import Subject
from policydocs.document import (
    Heading,
    Inlines,
    Link,
    Text,
    block_inlines,
    plain_text,
    walk_blocks,
    walk_inlines,
)
from policydocs.model import Policy, Section
from policydocs.source.late_pattern import LatePattern

RULE = "dead-link"

_MAILTO = LatePattern(r"mailto:[^\s@,;?]+@[^\s@,;?.]+(?:\.[^\s@,;?.]+)+(?:\?\S*)?", re.I)
_WEB = LatePattern(r"https?://[^\s/?#]+\.[^\s]+|https?://localhost\S*", re.I)
_SCHEME = LatePattern(r"[a-z][a-z0-9+.-]*:", re.I)
_SAYS_NOTHING = LatePattern(
    r"(?:click |tap |see |read )?(?:here|this|this link|link|more|read more|click)", re.I
)


def findings(subject: Subject) -> Iterator[Finding]:
    """One finding a link of a policy of ours; of other documents only addresses that cannot work.

    A saved web page is full of links to its neighbours and to places outside the text.
    """
    ids = _ids(subject.policy) if subject.is_ours else frozenset()
    for section in subject.policy.walk():
        for link, line in _links(section):
            said = _problem(link, ids, ours=subject.is_ours)
            if said:
                problem, fix = said
                severity = Severity.WARNING if subject.is_ours else Severity.NOTE
                yield Finding(RULE, severity, max(1, line), section.id, problem, fix)
            elif subject.is_ours and _SAYS_NOTHING.fullmatch(plain_text(link.children).strip(" .")):
                yield Finding(
                    RULE,
                    Severity.NOTE,
                    max(1, line),
                    section.id,
                    f"The words of a link, “{plain_text(link.children).strip()}”, say nothing on paper "
                    "or to a listener.",
                    "Make a link of the words that name what it leads to.",
                )


def _problem(link: Link, ids: frozenset[str], *, ours: bool) -> tuple[str, str] | None:
    """What is wrong with a link, and what to do; None where nothing is."""
    target, name = link.target.strip(), plain_text(link.children).strip()
    lower = target.lower()
    if lower.startswith("mailto:") and not _MAILTO.fullmatch(target):
        return f"“{target}” is no complete e-mail address.", "Write it in full: mailto:name@example.org"
    if lower.startswith("tel:") and not 3 <= sum(mark.isdigit() for mark in target) <= 15:
        return (
            f"“{target}” is no telephone number.",
            "Write the number with its area code: tel:+1-360-555-0142",
        )
    if not ours:
        return None
    if not target:
        return (
            f"The link “{name}” has no address.",
            "Write the address in the round brackets, or remove the link.",
        )
    if not name:
        return (
            f"The link to “{target}” has no words to click on or read.",
            "Write them in the square brackets.",
        )
    if target.startswith("#"):
        return _dead_anchor(target[1:], name, ids)
    if lower.startswith(("http:", "https:")) and not _WEB.fullmatch(target):
        return f"“{target}” is no complete web address.", "Write it in full: https://www.example.org"
    if not _SCHEME.match(target):
        return (
            f"The address “{target}” does not begin with https://, so on paper it leads nowhere.",
            f"Write the whole address: https://{target.lstrip('/')}",
        )
    return None


def _dead_anchor(anchor: str, name: str, ids: frozenset[str]) -> tuple[str, str] | None:
    if anchor in ids:
        return None
    import difflib  # noqa: PLC0415  (only for a mistake)

    near = difflib.get_close_matches(anchor, sorted(ids), n=1)
    hint = f"Did you mean #{near[0]}?" if near else f"The sections are: {', '.join(sorted(ids)) or 'none'}."
    return f"The link “{name}” leads to #{anchor}, but no section has that id.", hint


def _ids(policy: Policy) -> frozenset[str]:
    ids = {section.id for section in policy.walk() if section.id}
    for section in policy.walk():
        ids |= {block.id for block in walk_blocks(section.blocks) if isinstance(block, Heading) and block.id}
    return frozenset(ids)


def _links(section: Section) -> Iterator[tuple[Link, int]]:
    """Every link under this heading, its title included, with its line."""
    yield from _links_in(section.title, section.line)
    for block in walk_blocks(section.blocks):
        for inlines in block_inlines(block):
            yield from _links_in(inlines, getattr(block, "line", 0))


def _links_in(inlines: Inlines, line: int) -> Iterator[tuple[Link, int]]:
    if len(inlines) == 1 and isinstance(inlines[0], Text):  # as most are
        return
    for inline in walk_inlines(inlines):
        if isinstance(inline, Text):
            line = inline.line_at(len(inline.text)) or line
        elif isinstance(inline, Link):
            first = next((part for part in walk_inlines(inline.children) if isinstance(part, Text)), None)
            yield inline, (first.line or line) if first is not None else line
