"""All rules, in the order in which a reader is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from policydocs.checklist.findings import Finding
from policydocs.checklist.passages import Passage
from policydocs.checklist.rules import (
    all_capitals,
    empty_section,
    heading_levels,
    links,
    long_paragraph,
    long_sentence,
    misleading_heading,
    phone_number,
    promise_on_change,
    reading_level,
    repeated_heading,
    review_date,
    unfilled_blank,
)
from policydocs.checklist.rules.subject import Subject
from policydocs.model import Policy, Practice

Rule = Callable[[Subject], Iterator[Finding]]

#: What would embarrass before a client comes first, what would tire her last.
RULES: tuple[Rule, ...] = (
    unfilled_blank.findings,
    promise_on_change.findings,
    empty_section.findings,
    misleading_heading.findings,
    links.findings,
    phone_number.findings,
    review_date.findings,
    heading_levels.findings,
    repeated_heading.findings,
    reading_level.findings,
    long_sentence.findings,
    long_paragraph.findings,
    all_capitals.findings,
)


def run_rules(
    policy: Policy, passages: tuple[Passage, ...], *, today: date, practice: Practice | None = None
) -> tuple[Finding, ...]:
    """What a careful reader notices, whatever the checklists.

    Args:
        policy: the document.
        passages: its sentences, from `checklist.passages`.
        today: the day against which a review is due.
        practice: its facts, where there is a repository.

    Returns:
        Findings in the order of the rules, within a rule in reading order.
    """
    subject = Subject(policy, passages, today, practice)
    return tuple(finding for rule in RULES for finding in rule(subject))


def rule_remarks(policy: Policy, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """What was not checked, told to the reader of the report."""
    if Subject(policy, passages, date.min).is_english:
        return ()
    return (
        "Reading level, long sentences, headings that mislead, promises about changes and telephone numbers "
        "that disagree with policydocs.toml were not checked: these checks know English only.",
    )
