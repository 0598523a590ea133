"""Sentences that are too long to be read once, and paragraphs that are too long to be found in."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.reading import words_of
from policydocs.checklist.rules.subject import Subject, line_of, shortened, told_lines

RULE = "long-sentence"
MOST_WORDS = 30  #: plain-language guides ask for 15 to 20 on average; beyond 30 a reader starts anew


def findings(subject: Subject) -> Iterator[Finding]:
    """One note for all of them, placed at the longest."""
    if not subject.is_english:
        return
    counted = [(len(words_of(passage.text)), passage) for passage in subject.prose]
    long = [(words, passage) for words, passage in counted if words > MOST_WORDS]
    if not long:
        return
    words, worst = max(long, key=lambda pair: pair[0])
    others = [line_of(passage) for _, passage in long if passage is not worst]
    if others:
        count = f"{len(long)} sentences have more than {MOST_WORDS} words; the longest has {words}"
        where = f" Also {told_lines(others)}."
    else:
        count, where = f"One sentence has {words} words", ""
    yield Finding(
        rule=RULE,
        severity=Severity.NOTE,
        line=line_of(worst),
        section=worst.section,
        message=f"{count}: “{shortened(worst.text)}”{where}",
        fix="Say one thing a sentence; make a list of what follows a colon.",
    )
