"""Word's marks for tracked changes: who changed what, and when; each with a number of its own in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from policydocs.render.ooxml import Element, w

#: XML 1.0 has no way to hold these.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: Bookmarks are numbered from 1; a change must not share a number with one.
_FIRST = 100_000
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
#: LibreOffice takes two insertions (or deletions) by one author within a minute for one, also where the first
#: ends a paragraph and the second begins the next; undone, it takes the end of the paragraph away with them.
_APART = timedelta(minutes=2)
UNKNOWN_AUTHOR = "Unknown"


class Marks:
    """Makes the elements that say of something that it was inserted, deleted, moved or looks otherwise."""

    def __init__(self, author: str, moment: datetime) -> None:
        """
        Args:
            author: as Word shows it beside each change.
            moment: aware; of all changes.
        """
        self._author = " ".join(_NO_CHARACTER.sub("", author).split())[:255] or UNKNOWN_AUTHOR
        self._date = moment.astimezone(UTC).strftime(_FORMAT)
        self._date_apart = (moment.astimezone(UTC) + _APART).strftime(_FORMAT)
        self._ids = count(_FIRST)

    def mark(self, name: str, *children: Element, apart: bool = False) -> Element:
        """`w:ins`, `w:del`, `w:moveFrom`, `w:moveTo`, `w:rPrChange` or `w:pPrChange`, around some content.

        Args:
            apart: not to be taken for one with the change before it, see `_APART`.
        """
        date = self._date_apart if apart else self._date
        return w(name, *children, id=next(self._ids), author=self._author, date=date)

    def range(self, name: str, moved: str) -> tuple[Element, Element]:
        """The two ends of what moved away (`moveFrom`) or arrived (`moveTo`), under the name of that move."""
        number = next(self._ids)
        start = w(f"{name}RangeStart", id=number, author=self._author, date=self._date, name=moved)
        return start, w(f"{name}RangeEnd", id=number)


def renumbered_bookmarks(elements: Sequence[Element]) -> None:
    """Give each bookmark a number of its own, since two documents' bookmarks now stand in one."""
    number = 0
    for element in elements:
        for node in element.iter():
            if not isinstance(node.tag, str):
                continue
            if node.tag.endswith("}bookmarkStart"):
                number += 1
            if node.tag.endswith(("}bookmarkStart", "}bookmarkEnd")):
                node.set(f"{node.tag.partition('}')[0]}}}id", str(number))
