"""A telephone number for the practice that disagrees with its own facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.passages import Passage
from policydocs.checklist.rules.subject import Subject, line_of
from policydocs.model import Practice
from policydocs.source.late_pattern import LatePattern

RULE = "phone-number"

_NUMBER = LatePattern(r"(?<![\d-])(?:\+?1[ .-]?)?\(?(\d{3})\)?[ .-]{1,2}(\d{3})[ .-](\d{4})(?![\d-])")
#: The end of each number, which is found fast: most sentences are done after this one look. `\d\d\d`, since
#: what begins with a repetition is tried from every letter.
_LAST_SEVEN = re.compile(r"\d\d\d[ .-]\d{4}")
_TOLL_FREE = frozenset({"800", "888", "877", "866", "855", "844", "833"})
_OWN = LatePattern(
    r"\b(?:call|phone|reach|telephone|contact|voice ?mail|message|leave)\b[^.;]{0,40}"
    r"\b(?:me|us|office|practice)\b|"
    r"\b(?:my|our|office|practice)(?:['’]s)?\s+(?:\w+\s+){0,2}(?:phone|telephone|number|voice ?mail|line)\b",
    re.I,
)
_SPECIAL = LatePattern(
    r"\b(?:fax|cell|mobile|pager|text|after.hours|emergenc\w+|crisis|direct|another|covers?)\b", re.I
)


def findings(subject: Subject) -> Iterator[Finding]:
    """A note for each number given as the practice's own that its facts do not have.

    Without facts, one note where the text gives two different ones.
    """
    own = list(_own_numbers(subject.passages))
    if subject.practice is not None and subject.is_ours:
        known = _known_numbers(subject.practice)
        if known:
            yield from _unknown(own, known)
    else:
        yield from _two_different(own)


def _unknown(own: list[tuple[str, Passage]], known: frozenset[str]) -> Iterator[Finding]:
    told: set[str] = set()
    for number, passage in own:
        if number not in known and number not in told:
            told.add(number)
            yield Finding(
                rule=RULE,
                severity=Severity.NOTE,
                line=line_of(passage),
                section=passage.section,
                message=f"The number {_written(number)} is given as the practice's, but policydocs.toml does "
                "not have it.",
                fix="Write {{ practice.phone }} instead, so that a new number needs one change only.",
            )


def _two_different(own: list[tuple[str, Passage]]) -> Iterator[Finding]:
    first: dict[str, Passage] = {}
    for number, passage in own:
        first.setdefault(number, passage)
    if len(first) < 2:
        return
    numbers = list(first)
    second = first[numbers[1]]
    places = ", ".join(f"{_written(number)} (line {line_of(first[number])})" for number in numbers)
    yield Finding(
        rule=RULE,
        severity=Severity.NOTE,
        line=line_of(second),
        section=second.section,
        message=f"Clients are told to call different numbers: {places}.",
        fix="If one is out of date, correct it; if all are right, say which is for what.",
    )


def _own_numbers(passages: tuple[Passage, ...]) -> Iterator[tuple[str, Passage]]:
    """Ten digits and their sentence, where the sentence says that the number is the practice's."""
    for passage in passages:
        if not _LAST_SEVEN.search(passage.text):
            continue
        if not _OWN.search(passage.text) or _SPECIAL.search(passage.text):
            continue
        for found in _NUMBER.finditer(passage.text):
            if found.group(1) not in _TOLL_FREE:
                yield "".join(found.groups()), passage


def _known_numbers(practice: Practice) -> frozenset[str]:
    facts = [*practice.facts.values()]
    for clinician in practice.clinicians:
        facts += clinician.facts.values()
    return frozenset("".join(found.groups()) for fact in facts for found in _NUMBER.finditer(fact))


def _written(number: str) -> str:
    return f"{number[:3]}-{number[3:6]}-{number[6:]}"
