"""Text cut into the units that a reader takes in at once, and into sentences.

A date, an amount, a phone number or an address is never changed in part: "March 1, 2026" becomes
"April 15, 2026", not "March" and "1" by themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_UNIT = re.compile(
    r"\[\[\w+(?:: [^\]]*)?\]\]"  # a field to fill in
    r"|https?://[^\s<>|]*[\w/]|(?:www\.)[\w-]+(?:\.[\w-]+)+(?:/[^\s<>|]*[\w/])?"  # an address on the web
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:\+?1[ \xa0.-])?(?:\(\d{3}\)[ \xa0]?|\b\d{3}[ \xa0.-])\d{3}[ \xa0.-]\d{4}\b|\b\d{3}-\d{4}\b"  # phone
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, ?\d{{4}})?\b|\b\d{{1,2}} {_MONTH}(?:,? \d{{4}})?\b"
    rf"|\b{_MONTH} \d{{4}}\b"
    r"|\b\d{1,2}(?::\d{2})? ?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b)"  # a time of day
    r"|[$€£]\d+(?:[.,]\d+)*"
    r"|\b\d+(?:[.,:/-]\d+)*(?:%|\b)"
    r"|[^\W_]+(?:['’\-‐‑][^\W_]+)*(?:(?<=\d)(?:\.\d+)+)?"  # a word, hyphens and apostrophes inside it; "v1.2"
    r"|[^\w\s]|_+"
)
_WORD = re.compile(r"\w")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\sa-z])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Mx|Prof|St|Rev|Jr|Sr|vs|etc|e\.g|i\.e|cf|No|Nos|Inc|Ltd|Co|Dept|Ave|Blvd|Rd"
    r"|Ste|Apt|Fig|approx|a\.m|p\.m|U\.S|Ph\.D|M\.D|[A-Z])\.$"
)


class Unit(NamedTuple):
    """A word, number, date, address or mark, with the white space that stands before it."""

    space: str
    text: str

    @property
    def is_word(self) -> bool:
        """More than a mark of punctuation."""
        return _WORD.search(self.text) is not None


def units(text: str) -> list[Unit]:
    """The text cut into units; their spaces and texts, joined, are the text itself.

    White space at the end stands as a unit without text.
    """
    result = []
    end = 0
    for match in _UNIT.finditer(text):
        result.append(Unit(text[end : match.start()], match[0]))
        end = match.end()
    if end < len(text):
        result.append(Unit(text[end:], ""))
    return result


def words(text: str) -> list[str]:
    """The words and numbers, in small letters, for telling how alike two texts are."""
    return list(_words(text))


#: One comparison asks for most of its texts again; where it has more texts than fit, nothing is found again.
@lru_cache(maxsize=16_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(match[0].lower() for match in _UNIT.finditer(text) if _WORD.search(match[0]))


def sentences(text: str) -> list[str]:
    """The text cut behind each sentence; the pieces, joined, are the text itself.

    The white space between two sentences stands at the beginning of the second.
    """
    result = []
    start = 0
    for match in _END.finditer(text):
        if match[0].startswith("\n"):
            cut = match.start()
        elif _ABBREVIATION.search(text, start, match.end()) and match[0] == ".":
            continue
        else:
            cut = match.end()
        if cut > start:
            result.append(text[start:cut])
            start = cut
    if start < len(text):
        result.append(text[start:])
    return result
