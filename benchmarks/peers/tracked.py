"""Reads Word documents with tracked changes: each paragraph and row before and after, and what moved."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.peers.pieces import Kind, Op, Piece, joined, settle_breaks, words
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What an element that wraps runs says of them.
_WRAPS: dict[str, Op] = {"del": "delete", "moveFrom": "delete", "ins": "insert", "moveTo": "insert"}
_MOVES = ("moveFrom", "moveTo")
_HEADING = re.compile(r"heading (\d)|title", re.IGNORECASE)


@dataclass(slots=True)
class _Run:
    op: Op
    text: str
    moves: bool  #: it is marked as taken to, or from, another place
    formatted: bool


@dataclass(slots=True)
class _Line:
    """A paragraph or row as it stands in the file, before what moved is put together."""

    kind: Kind
    runs: list[_Run]
    end: Op  #: what is done to the break after it

    def moved(self, op: Op) -> str:
        """What left (delete) or came (insert), where all of it did; it may be reworded on the way."""
        if any(run.op == "equal" and run.text.strip() for run in self.runs):
            return ""
        return " ".join("".join(run.text for run in self.runs if run.moves and run.op == op).split())


def read(document: Path) -> list[Piece]:
    """The pieces of a Word document's body in its order, each with what tracked changes do to it.

    What moved is one piece, at its new place. A document without changes gives pieces that are all the same.
    """
    return settle_breaks(_together(list(_lines_of(document))))


def sides(document: Path) -> tuple[list[str], list[str]]:
    """The words of the document with all changes rejected, and with all accepted, from beginning to end."""
    lines = list(_lines_of(document))
    old, new = (
        [
            word
            for line in lines
            for word in words("".join(run.text for run in line.runs if run.op in ("equal", op)))
        ]
        for op in ("delete", "insert")
    )
    return old, new


def _lines_of(document: Path) -> Iterator[_Line]:
    with zipfile.ZipFile(document) as parts:
        body = etree.fromstring(parts.read("word/document.xml")).find(f"{_W}body")
        styles = etree.fromstring(parts.read("word/styles.xml"))
    headings = {
        style.get(f"{_W}styleId")
        for style in styles.iter(f"{_W}style")
        if (name := style.find(f"{_W}name")) is not None and _HEADING.match(name.get(f"{_W}val") or "")
    }
    assert body is not None
    return _lines(body, headings)


def _lines(body: etree._Element, headings: set[str | None]) -> Iterator[_Line]:
    for element in body.iterchildren():
        if element.tag == f"{_W}p":
            yield _paragraph(element, headings)
        elif element.tag == f"{_W}tbl":
            yield from (_row(row) for row in element.iter(f"{_W}tr"))
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _lines(element, headings)


def _paragraph(paragraph: etree._Element, headings: set[str | None]) -> _Line:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    kind: Kind = "paragraph"
    if style is not None and style.get(f"{_W}val") in headings:
        kind = "heading"
    elif paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        kind = "item"
    ends = [op for tag, op in _WRAPS.items() if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{tag}") is not None]
    return _Line(kind, list(_runs(paragraph)), ends[0] if ends else "equal")


def _row(row: etree._Element) -> _Line:
    """Its cells joined by bars; where the row as a whole came or went, so did all that it holds."""
    whole = [op for tag, op in _WRAPS.items() if row.find(f"{_W}trPr/{_W}{tag}") is not None]
    runs: list[_Run] = []
    for cell in row.iter(f"{_W}tc"):
        inside = [run for paragraph in cell.iter(f"{_W}p") for run in _runs(paragraph)]
        if runs:
            ops = {run.op for run in inside}
            runs.append(_Run(next(iter(ops)) if len(ops) == 1 else "equal", " | ", False, False))
        runs += inside
    if whole:
        runs = [replace(run, op=whole[0]) for run in runs]
    return _Line("row", runs, "equal")


def _runs(paragraph: etree._Element) -> Iterator[_Run]:
    for run in paragraph.iter(f"{_W}r"):
        within = [str(etree.QName(one).localname) for one in run.iterancestors()]
        wraps = [tag for tag in within if tag in _WRAPS]
        op: Op = "equal"
        if wraps:  # what was put in and taken out again is of neither text: taken out wins
            op = "delete" if any(_WRAPS[tag] == "delete" for tag in wraps) else "insert"
        said = "".join(_letters(run))
        if said:
            formatted = run.find(f"{_W}rPr/{_W}rPrChange") is not None
            yield _Run(op, said, any(tag in _MOVES for tag in wraps), formatted)


def _letters(run: etree._Element) -> Iterator[str]:
    for one in run.iterchildren():
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if name in ("t", "delText"):
            yield one.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name == "noBreakHyphen":
            yield "-"


def _together(lines: Sequence[_Line]) -> Iterator[tuple[Piece, Op]]:
    """Pieces; what left one place and came to another is one piece, at the new place, marked as moved."""
    homes: dict[str, tuple[_Line, str | None]] = {}
    title: str | None = None
    for line in lines:
        if line.kind == "heading":
            title = "".join(run.text for run in line.runs if run.op != "insert") or title
        if left := line.moved("delete"):
            homes.setdefault(left, (line, title))
    arrived = {come for line in lines if (come := line.moved("insert"))}
    for line in lines:
        come = line.moved("insert")
        if come in homes:
            home, under = homes[come]
            runs = _merged(home.runs, line.runs)
            yield Piece(line.kind, joined(runs), moved=True, came_from=under), "equal"  # the break came along
        elif line.moved("delete") not in arrived:
            runs = [(run.op, run.text) for run in line.runs]
            formatted = any(run.formatted for run in line.runs)
            yield Piece(line.kind, joined(runs), formatted=formatted), line.end


def _merged(old: Sequence[_Run], new: Sequence[_Run]) -> list[tuple[Op, str]]:
    """One row of runs: what moved is kept, with deletions of the old place and insertions of the new."""
    kept = "".join(run.text for run in new if run.moves)
    changes: list[tuple[int, Op, str]] = []
    for runs in (old, new):
        place = 0
        for run in runs:
            if run.moves:
                place += len(run.text)
            elif run.op != "equal":
                changes.append((place, run.op, run.text))
    merged: list[tuple[Op, str]] = []
    done = 0
    for place, op, text in sorted(changes, key=lambda change: change[0]):
        merged += [("equal", kept[done:place]), (op, text)]
        done = place
    return [*merged, ("equal", kept[done:])]
