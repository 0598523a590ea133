"""The days that a document names as its own: "Effective March 1, 2022", "Last updated 3/2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from policydocs.document import Block, Paragraph, plain_text
from policydocs.model import Policy, Section
from policydocs.source.importing.imported import DatedLine
from policydocs.values import frozen_ordered

LONGEST_LINE = 90

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
#: The year first, the month in words, or in numbers as the United States write them.
_DATE = re.compile(
    rf"""(?<![\w])(?:
      (?P<iso_year>(?:19|20)\d\d)[-./_](?P<iso_month>\d{{1,2}})(?:[-./_](?P<iso_day>\d{{1,2}}))?
    | (?P<month>{_MONTH})\.?\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)
    | (?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<later_month>{_MONTH})\.?,?\s+(?P<end_year>(?:19|20)\d\d)
    | (?P<us_month>\d{{1,2}})[/.-](?:(?P<us_day>\d{{1,2}})[/.-])?(?P<us_year>(?:19|20)\d\d|\d\d(?=\D|$))
    | (?P<only_year>(?:19|20)\d\d)
    )(?![\w])""",
    re.VERBOSE | re.IGNORECASE,
)
_MEANINGS = (
    ("effective", re.compile(r"\b(?:effective|in force|valid|in effect|starting|as of)\b", re.IGNORECASE)),
    ("reviewed", re.compile(r"\breviewed\b", re.IGNORECASE)),
    (
        "updated",
        re.compile(r"\b(?:updated?|revised|revision|rev|modified|amended|changed|version)\b", re.IGNORECASE),
    ),
    ("dated", re.compile(r"\b(?:dated?|adopted|approved|created|issued|written)\b", re.IGNORECASE)),
)
#: A line about the document's date alone: such words, and the date.
_LINE = re.compile(
    r"[\W_]*(?:(?:this|the|our|my|policy|policies|document|form|agreement|notice|page|was|is|last|first|date|dated"
    r"|effective|in|force|effect|valid|from|starting|since|as|of|on|updated?|revised|revision|rev|reviewed|modified"
    r"|amended|changed|adopted|approved|created|issued|written|version|v\d[\d.]*|and|\d{1,2}(?:\.\d{1,2}){1,2}|\d)"
    r"\b[\W_]*)*",
    re.IGNORECASE,
)


@frozen_ordered
class PartialDate:
    """A day, or as much of it as is said."""

    year: int
    month: int = 0  #: 0: not said
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 1 + bool(self.month) + bool(self.month and self.day)])

    @property
    def first_day(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, (self.day or 1) if self.month else 1)

    @property
    def exact(self) -> bool:
        return bool(self.month and self.day)


def dates_in(text: str) -> list[PartialDate]:
    """Every date in a text, in reading order."""
    return [found for match in _DATE.finditer(text) if (found := _read(match)) is not None]


def _read(match: re.Match[str]) -> PartialDate | None:
    year = match["iso_year"] or match["year"] or match["end_year"] or match["us_year"] or match["only_year"]
    month = match["iso_month"] or match["us_month"] or ""
    word = match["month"] or match["later_month"] or ""
    day = match["iso_day"] or match["day"] or match["day_first"] or match["us_day"] or ""
    number = _MONTHS[word.lower()] if word else int(month or 0)
    whole_year = int(year) if len(year) == 4 else 2000 + int(year)
    if match["us_month"] and not match["us_day"] and len(year) == 2:
        return None  # "3/19" is a fraction, a verse or a day as well as a month
    try:
        date(whole_year, number or 1, int(day or 1))
    except ValueError:
        return None
    return PartialDate(whole_year, number, int(day or 0))


def dated_line(text: str, line: int) -> DatedLine | None:
    """What a line says of the document's date, where it says nothing else."""
    said = " ".join(text.split())
    found = dates_in(said)
    if len(said) > LONGEST_LINE or not found:
        return None
    if not _LINE.fullmatch(_DATE.sub(" ", said)):
        return None
    return DatedLine(str(max(found)), said, meaning_of(said), line)


def meaning_of(text: str) -> str:
    """ "effective", "reviewed", "updated", or "dated" where no more is said."""
    return next((meaning for meaning, word in _MEANINGS if word.search(text)), "dated")


def take_dated_lines(policy: Policy) -> tuple[Policy, tuple[DatedLine, ...]]:
    """The policy without the lines that only tell its date, and those lines.

    They stand at a document's beginning or end, as paragraphs of their own.
    """

    found: list[DatedLine] = []
    opening = replace(policy.opening, blocks=_without(policy.opening.blocks, found))
    sections = policy.sections
    if sections:
        sections = (*sections[:-1], _last_without(sections[-1], found))
    if not found or not (opening.blocks or sections):
        return policy, ()
    return replace(policy, opening=opening, sections=sections), tuple(found)


def _without(blocks: tuple[Block, ...], found: list[DatedLine]) -> tuple[Block, ...]:
    kept: list[Block] = []
    for block in blocks:
        line = dated_line(plain_text(block.inlines), block.line) if isinstance(block, Paragraph) else None
        if line is None:
            kept.append(block)
        else:
            found.append(line)
    return tuple(kept)


def _last_without(section: Section, found: list[DatedLine]) -> Section:

    if section.sections:
        inner = _last_without(section.sections[-1], found)
        return replace(section, sections=(*section.sections[:-1], inner))
    last = section.blocks[-3:]
    return replace(section, blocks=(*section.blocks[: -len(last) or None], *_without(last, found)))


def dates_of_name(name: str) -> list[PartialDate]:
    """The dates in a file's name: "Social Media Policy 2019.docx", "policy_2022-03-01_FINAL.docx"."""

    stem = PurePosixPath(name.replace("\\", "/")).stem
    spaced = re.sub(r"(?<=\d)_(?=\d)", "-", stem).replace("_", " ")
    return dates_in(re.sub(r"(?<=[A-Za-z])(?=(?:19|20)\d\d)|(?<=\d\d\d\d)(?=[A-Za-z])", " ", spaced))


def all_dated_lines(policy: Policy) -> Iterator[DatedLine]:
    """Every paragraph of the policy that says its date and no more."""
    for section in policy.walk():
        for block in section.blocks:
            if isinstance(block, Paragraph):
                line = dated_line(plain_text(block.inlines), block.line)
                if line is not None:
                    yield line
