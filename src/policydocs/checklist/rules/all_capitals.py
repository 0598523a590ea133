"""Sentences in capitals: slower to read, and they sound like shouting."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.passages import PassageKind
from policydocs.checklist.rules.subject import Subject, line_of, shortened, told_lines

RULE = "all-capitals"
LEAST_WORDS = 6  #: fewer are a heading or an abbreviation
#: Heads of notices that the law gives word for word: 45 CFR 164.520(b)(1)(i), 42 CFR 2.22(b)(1)(i).
_PRESCRIBED = ("THIS NOTICE DESCRIBES", "PLEASE REVIEW IT CAREFULLY")
_NO_CAPITALS = bytes(sign for sign in range(128) if not chr(sign).isupper())
LONGEST_HEADING = 14  #: words; without a full stop at its end a shorter line is a heading too


def findings(subject: Subject) -> Iterator[Finding]:
    """One note for all such sentences; headings may stand in capitals."""
    shouted = [
        passage
        for passage in subject.passages
        if passage.kind is not PassageKind.HEADING
        and _is_shouted(body := passage.body)
        and not body.lstrip("*_ ").startswith(_PRESCRIBED)
    ]
    if not shouted:
        return
    first = shouted[0]
    count = "A sentence stands" if len(shouted) == 1 else f"{len(shouted)} sentences stand"
    where = f" ({told_lines(line_of(passage) for passage in shouted)})" if len(shouted) > 1 else ""
    yield Finding(
        rule=RULE,
        severity=Severity.NOTE,
        line=line_of(first),
        section=first.section,
        message=f"{count} in capitals{where}: “{shortened(first.text, most=50)}”",
        fix="Write it in small letters; for weight, make the few words that matter bold.",
    )


def _is_shouted(text: str) -> bool:
    if text.isascii() and len(text.encode().translate(None, _NO_CAPITALS)) < 0.9 * LEAST_WORDS:
        return False  # as nearly every sentence: not even a capital letter for each of so many words
    parts = text.split()
    capitals = sum(map(str.isupper, parts))
    if capitals < 0.9 * LEAST_WORDS:
        return False
    words = [word for word in parts if any(map(str.isalpha, word))]
    if len(words) < LEAST_WORDS or (len(words) <= LONGEST_HEADING and text.rstrip()[-1:] not in ".!?"):
        return False
    return capitals >= 0.9 * len(words)
