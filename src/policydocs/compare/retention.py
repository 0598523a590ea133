"""For how long a sentence says that records are kept, and whether that is less than it was.

Records that are destroyed earlier are records that a client can no longer see or ask a copy of. Read from
English alone, as all that `commitments` reads.
"""

from __future__ import annotations

import re

_RECORDS = re.compile(
    r"\b(?:records?|charts?|files?|case notes|(?:clinical|session|progress) notes)\b", re.IGNORECASE
)
_KEEPING = re.compile(
    r"\b(?:keep|keeps|kept|retain\w*|store[sd]?|hold|holds|held|preserve[sd]?|archive[sd]?"
    r"|delete[sd]?|destroy(?:s|ed)?|shred(?:s|ded)?|erase[sd]?|discard(?:s|ed)?)\b",
    re.IGNORECASE,
)
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_NUMBERS = {word: number for number, word in enumerate(_ONES, 1)} | _TENS | {"a": 1, "an": 1}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SPAN = re.compile(
    rf"\b(\d{{1,4}}|{'|'.join(_NUMBERS)})(?: \(\d+\))?[ -](?:full |calendar |business )?"
    rf"({'|'.join(_DAYS)})s?\b",
    re.IGNORECASE,
)


def keeps_shorter(old: str, new: str) -> bool:
    """Of two wordings of a sentence on keeping records, the new one names a shorter time.

    Where several times are named, one after the other, each is held against its like.
    """
    if not all(_RECORDS.search(text) and _KEEPING.search(text) for text in (old, new)):
        return False
    before, after = _days(old), _days(new)
    if len(before) == len(after):
        return any(now < then for then, now in zip(before, after, strict=True))
    return bool(before and after) and max(after) < max(before)


def _days(sentence: str) -> list[int]:
    """The times that a sentence names, in days."""
    return [
        (int(number) if number.isdigit() else _NUMBERS[number.lower()]) * _DAYS[unit.lower()]
        for number, unit in _SPAN.findall(sentence)
    ]
