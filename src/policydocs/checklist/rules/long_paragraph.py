"""Paragraphs that are a page of gray: nobody finds a rule again in them."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.passages import PassageKind
from policydocs.checklist.reading import words_of
from policydocs.checklist.rules.subject import Subject, by_block, line_of, told_lines

RULE = "long-paragraph"
MOST_WORDS = 150


def findings(subject: Subject) -> Iterator[Finding]:
    """One note for all of them, placed at the longest."""
    prose = [passage for passage in subject.passages if passage.kind is not PassageKind.HEADING]
    counted = [(sum(len(words_of(passage.text)) for passage in block), block[0]) for block in by_block(prose)]
    long = [(words, first) for words, first in counted if words > MOST_WORDS]
    if not long:
        return
    words, worst = max(long, key=lambda pair: pair[0])
    others = [line_of(first) for _, first in long if first is not worst]
    also = f" Also {told_lines(others)}." if others else ""
    yield Finding(
        rule=RULE,
        severity=Severity.NOTE,
        line=line_of(worst),
        section=worst.section,
        message=f"A paragraph has {words} words, more than a reader takes in at once.{also}",
        fix=f"Begin a new paragraph for each new thought; {MOST_WORDS} words are plenty.",
    )
