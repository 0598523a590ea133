"""A small reader of tracked changes, for the tests alone: what a file says with all accepted or rejected.

It reads the raw XML by the rules of ECMA-376, part 1, 17.13.5, and shares no code with the writer.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RANGES = ("moveFromRangeStart", "moveToRangeStart")
REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", *RANGES)
#: Properties that follow from the neighbours alone and that no reader would call a change.
INCIDENTAL = ("spacing", "keepNext", "keepLines", "pageBreakBefore", "tabs", "rPr", "pPrChange")


class Paragraph(NamedTuple):
    """What a reader sees of a paragraph."""

    looks: tuple[str, ...]  #: style, list, indents, alignment
    runs: tuple[tuple[str, str, str], ...]  #: text, looks, address of its link

    @property
    def text(self) -> str:
        return "".join(text for text, _, _ in self.runs)


Row = tuple[tuple[Paragraph, ...], ...]


def body(data: bytes, how: str) -> list[Paragraph | tuple[Row, ...]]:
    """Paragraphs, and tables as tuples of rows, with all changes accepted ("accept") or rejected."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        numbering = etree.fromstring(archive.read("word/numbering.xml"))
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    root = document[0]
    _settle(root, how)
    reader = _Reader(numbering, {one.get("Id", ""): one.get("Target", "") for one in relations})
    return [reader.part(part) for part in root if part.tag in (f"{W}p", f"{W}tbl")]


def texts(data: bytes, how: str) -> list[str]:
    """The same, the text alone; the cells of a row joined by " | "."""
    found: list[str] = []
    for part in body(data, how):
        if isinstance(part, Paragraph):
            found.append(part.text)
        else:
            found += [" | ".join("\n".join(p.text for p in cell) for cell in row) for row in part]
    return found


def faults(data: bytes) -> list[str]:
    """What validators overlook: numbers used twice, visible text in deletions, styles that are not there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        parts = {name: etree.fromstring(archive.read(name)) for name in names}
    ids: Counter[str] = Counter()
    found: list[str] = []
    styles = {style.get(f"{W}styleId") for style in parts["word/styles.xml"].iter(f"{W}style")}
    lists = {num.get(f"{W}numId") for num in parts["word/numbering.xml"].iter(f"{W}num")}
    for name, part in parts.items():
        for node in part.iter():
            if node.tag in [f"{W}{one}" for one in (*REVISIONS, "bookmarkStart")]:
                ids[node.get(f"{W}id", "")] += 1
            styled = node.tag in [f"{W}{one}" for one in ("pStyle", "rStyle", "tblStyle")]
            if styled and node.get(f"{W}val") not in styles:
                found.append(f"{name}: no style {node.get(f'{W}val')}")
            if node.tag == f"{W}numId" and node.get(f"{W}val") not in lists:
                found.append(f"{name}: no list {node.get(f'{W}val')}")
            if node.tag == f"{W}del" and any(True for _ in node.iter(f"{W}t", f"{W}instrText")):
                found.append(f"{name}: visible text in a deletion")
            if node.tag == f"{W}delText" and not any(one.tag == f"{W}del" for one in node.iterancestors()):
                found.append(f"{name}: deleted text outside of a deletion")
    found += [f"number {id_} is used {count} times" for id_, count in ids.items() if count > 1]
    return found + _unpaired_moves(parts["word/document.xml"])


def _unpaired_moves(document: Any) -> list[str]:
    starts = list(document.iter(*(f"{W}{name}" for name in RANGES)))
    names = Counter(node.get(f"{W}name") for node in starts)
    ends = {node.get(f"{W}id") for node in document.iter(f"{W}moveFromRangeEnd", f"{W}moveToRangeEnd")}
    found = [f"move {name} has {count} ends" for name, count in names.items() if count != 2]
    return found + ["a range is not closed" for node in starts if node.get(f"{W}id") not in ends]


# --- Accepting and rejecting ---------------------------------------------------------------------


def _settle(root: Any, how: str) -> None:
    gone, stays = ("del", "moveFrom"), ("ins", "moveTo")
    if how == "reject":
        gone, stays = stays, gone
    for row in list(root.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in gone):
            row.getparent().remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for paragraph in list(root.iter(f"{W}p")):
        _settle_properties(paragraph, how)
        _settle_content(paragraph, gone, stays)
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(f"{W}{name}") is not None for name in gone):
            _run_into_next(paragraph)


def _settle_properties(paragraph: Any, how: str) -> None:
    for name, holder in (("pPrChange", "pPr"), ("rPrChange", "rPr")):
        for change in list(paragraph.iter(f"{W}{name}")):
            now = change.getparent()
            if how == "accept":
                now.remove(change)
                continue
            before = change.find(f"{W}{holder}")
            mark = now.find(f"{W}rPr") if holder == "pPr" else None
            for child in list(now):
                now.remove(child)
            now.extend([*before, *([mark] if mark is not None else [])])


def _settle_content(holder: Any, gone: tuple[str, ...], stays: tuple[str, ...]) -> None:
    for child in list(holder):
        name = str(child.tag).removeprefix(W)
        if name == "pPr":
            continue
        _settle_content(child, gone, stays)
        if name in gone and holder.tag != f"{W}rPr":
            holder.remove(child)
        elif name in stays and holder.tag != f"{W}rPr":
            place = holder.index(child)
            holder[place : place + 1] = list(child)


def _run_into_next(paragraph: Any) -> None:
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag not in (f"{W}p", f"{W}tbl", f"{W}sectPr"):
        following = following.getnext()
    if following is None or following.tag != f"{W}p":
        if "".join(paragraph.itertext()):
            raise AssertionError("text whose paragraph's end was taken away stands before no paragraph")
        if following is None and paragraph.getparent().tag == f"{W}tc":
            return  # the last mark of a cell stays
        assert following is not None and following.tag == f"{W}tbl", "the last paragraph's end was taken away"
    else:
        place = 1 if following.find(f"{W}pPr") is not None else 0
        following[place:place] = content
    paragraph.getparent().remove(paragraph)


# --- Reading -------------------------------------------------------------------------------------


class _Reader:
    def __init__(self, numbering: Any, relations: dict[str, str]) -> None:
        self._relations = relations
        formats = {
            (abstract.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): level.find(f"{W}numFmt").get(
                f"{W}val"
            )
            for abstract in numbering.iter(f"{W}abstractNum")
            for level in abstract.iter(f"{W}lvl")
        }
        self._lists = {
            (num.get(f"{W}numId"), level): formats[_value(num, "abstractNumId"), level]
            for num in numbering.iter(f"{W}num")
            for level in map(str, range(9))
        }

    def part(self, part: Any) -> Paragraph | tuple[Row, ...]:
        if part.tag == f"{W}p":
            return self._paragraph(part)
        return tuple(
            tuple(tuple(self._paragraph(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))
            for row in part.iter(f"{W}tr")
        )

    def _paragraph(self, paragraph: Any) -> Paragraph:
        runs: list[tuple[str, str, str]] = []
        for run in paragraph.iter(f"{W}r"):
            text = "".join(self._character(child) for child in run)
            properties = run.find(f"{W}rPr")
            looks = "" if properties is None else "".join(map(_serialized, properties))
            parent = run.getparent()
            link = self._relations.get(parent.get(f"{R}id"), "") if parent.tag == f"{W}hyperlink" else ""
            if text and runs and runs[-1][1:] == (looks, link):
                runs[-1] = (runs[-1][0] + text, looks, link)
            elif text:
                runs.append((text, looks, link))
        return Paragraph(self._looks(paragraph), tuple(runs))

    @staticmethod
    def _character(child: Any) -> str:
        if child.tag in (f"{W}t", f"{W}delText"):
            return child.text or ""
        return {f"{W}tab": "\t", f"{W}br": "\n"}.get(child.tag, "")

    def _looks(self, paragraph: Any) -> tuple[str, ...]:
        found = []
        properties = paragraph.find(f"{W}pPr")
        for child in () if properties is None else properties:
            name = str(child.tag).removeprefix(W)
            if name == "numPr":
                level = _value(child, "ilvl")
                found.append(f"{self._lists[_value(child, 'numId'), level]} at {level}")
            elif name not in INCIDENTAL:
                found.append(_serialized(child))
        return tuple(found)


def _value(element: Any, name: str) -> str:
    return str(element.find(f"{W}{name}").get(f"{W}val"))


def _serialized(element: Any) -> str:
    bare = deepcopy(element)
    etree.cleanup_namespaces(bare)
    return etree.tostring(bare).decode()
