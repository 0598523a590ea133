"""Paragraphs, rows and cells with tracked changes: new, gone, moved, or reworded in their place.

A paragraph's properties hang on its mark (its end). A mark that is rejected or accepted away lets what
stands before it run into the next paragraph, which is why a paragraph that is inserted or deleted whole
says so of its mark too.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from copy import deepcopy
from dataclasses import field

from lxml import etree

from policydocs.render.ooxml import Element, W, w
from policydocs.render.redline.marks import Marks
from policydocs.render.redline.tracked_runs import Span, atoms, compared, moved, text_of, whole, written
from policydocs.values import record

#: Differences of layout alone that follow from what stands around a paragraph; nobody changed them.
_INCIDENTAL = frozenset({"spacing", "keepNext", "keepLines", "pageBreakBefore", "rPr", "tabs"})


@record
class Tracked:
    """A paragraph in the making."""

    spans: Sequence[Span]
    properties: Element | None  #: `w:pPr` of its mark
    was: Element | None = None  #: the properties of the mark that this one takes the place of
    mark: str = ""  #: what happened to its mark: "", "ins", "del", "moveFrom", "moveTo"
    bookmarks: Sequence[Element] = field(default=())  #: the start and the end of one

    apart: bool = False  #: its first change is not to be taken for one with that before it
    same: Element | None = None  #: the paragraph itself, where nothing in it changed; then without spans

    @property
    def first_mark(self) -> str:
        return self.spans[0].mark if self.spans else self.mark

    @property
    def last_mark(self) -> str:
        """What happened to its last words, where its own end stays; else ""."""
        return "" if self.mark or not self.spans else self.spans[-1].mark

    def element(self, marks: Marks) -> Element:
        if self.same is not None:
            if not self.mark and self.was is None:
                return self.same
            self.spans = whole(atoms(self.same), "")
        properties = w("pPr") if self.properties is None else _without(self.properties, "rPr")
        if self.mark:
            properties.append(w("rPr", marks.mark(self.mark, apart=self.apart and not self.spans)))
        if self.was is not None and _differ(self.was, properties):
            properties.append(marks.mark("pPrChange", _without(self.was, "rPr")))
        content = written(self.spans, marks, apart=self.apart)
        if self.bookmarks:
            start, end = self.bookmarks
            content = [start, *content, end]
        return w("p", properties if len(properties) else None, *content)


def properties_of(paragraph: Element) -> Element | None:
    return paragraph.find(f"{{{W}}}pPr")


def inserted(paragraph: Element) -> Tracked:
    spans = whole(atoms(paragraph), "ins")
    return Tracked(spans, properties_of(paragraph), mark="ins", bookmarks=_bookmarks(paragraph))


def deleted(paragraph: Element, *, without: Container[str] = frozenset()) -> Tracked:
    """What went.

    Args:
        without: names of bookmarks that stand elsewhere now.
    """
    spans = whole(atoms(paragraph), "del")
    went = not any(name in without for name in bookmark_names(paragraph))
    bookmarks = _bookmarks(paragraph) if went else ()
    return Tracked(spans, properties_of(paragraph), mark="del", bookmarks=bookmarks)


def moved_from(old: Element, new: Element) -> Tracked:
    """What is shown where it stood; its bookmark went with it."""
    spans = moved(atoms(old), atoms(new))[0]
    return Tracked(spans, properties_of(old), mark=_fate_of_end(spans, "moveFrom"))


def moved_to(old: Element, new: Element) -> Tracked:
    """What is shown where it stands now."""
    spans = moved(atoms(old), atoms(new))[1]
    mark = _fate_of_end(spans, "moveTo")
    return Tracked(spans, properties_of(new), mark=mark, bookmarks=_bookmarks(new))


def _fate_of_end(spans: Sequence[Span], otherwise: str) -> str:
    """A mark shares the fate of what stands before it; LibreOffice leaves it behind if it does not.

    It also leaves the moved mark of a paragraph with a link behind; as a plain deletion it takes it away.
    """
    if any(span.link for span in spans):
        return "del" if otherwise == "moveFrom" else "ins"
    return spans[-1].mark if spans else otherwise


def merged(old: Element, new: Element) -> Tracked:
    """One paragraph with what changed in it."""
    if etree.tostring(old) == etree.tostring(new):  # most are
        return Tracked((), properties_of(new), bookmarks=_bookmarks(new), same=new)
    before, after = atoms(old), atoms(new)
    spans = whole(after, "") if before == after else compared(before, after)
    was = properties_of(old)
    return Tracked(spans, properties_of(new), w("pPr") if was is None else was, bookmarks=_bookmarks(new))


def replaced(old: Element, new: Element) -> Tracked:
    """One paragraph whose whole text went and another came; for the last of a page, whose mark must stay."""
    spans = [*whole(atoms(old), "del"), *whole(atoms(new), "ins")]
    was = properties_of(old)
    return Tracked(spans, properties_of(new), w("pPr") if was is None else was, bookmarks=_bookmarks(new))


def row(tr: Element, mark: str, marks: Marks) -> Element:
    """A whole row that is new ("ins") or gone ("del")."""
    made = _empty_row(tr)
    properties = made.find(f"{{{W}}}trPr")
    if properties is None:
        properties = w("trPr")
        made.insert(0, properties)
    properties.append(marks.mark(mark))
    for cell in tr.findall(f"{{{W}}}tc"):
        paragraphs = [
            Tracked(whole(atoms(paragraph), mark), properties_of(paragraph), mark=mark).element(marks)
            for paragraph in cell.findall(f"{{{W}}}p")
        ]
        made.append(_cell(cell, paragraphs))
    return made


def merged_row(old: Element, new: Element, marks: Marks) -> Element:
    """A row of the same number of cells, each with what changed in it."""
    made = _empty_row(new)
    for was, cell in zip(old.findall(f"{{{W}}}tc"), new.findall(f"{{{W}}}tc"), strict=True):
        pairs = zip(was.findall(f"{{{W}}}p"), cell.findall(f"{{{W}}}p"), strict=True)
        made.append(_cell(cell, [merged(before, after).element(marks) for before, after in pairs]))
    return made


def shown_text(element: Element) -> str:
    """The text of a paragraph, or of all cells of a row or table."""
    tag = f"{{{W}}}p"
    paragraphs = [element] if element.tag == tag else element.iter(tag)
    return "\n".join(text_of(atoms(paragraph)) for paragraph in paragraphs)


def style_of(paragraph: Element) -> str:
    properties = properties_of(paragraph)
    style = None if properties is None else properties.find(f"{{{W}}}pStyle")
    return "" if style is None else style.get(f"{{{W}}}val", "")


def _empty_row(tr: Element) -> Element:
    properties = tr.find(f"{{{W}}}trPr")
    return w("tr", None if properties is None else deepcopy(properties))


def _cell(cell: Element, paragraphs: Sequence[Element]) -> Element:
    properties = cell.find(f"{{{W}}}tcPr")
    return w("tc", None if properties is None else deepcopy(properties), *paragraphs)


def bookmark_names(element: Element) -> list[str]:
    return [node.get(f"{{{W}}}name", "") for node in element.iter(f"{{{W}}}bookmarkStart")]


def _bookmarks(paragraph: Element) -> Sequence[Element]:
    found = [node for node in paragraph if str(node.tag).endswith(("}bookmarkStart", "}bookmarkEnd"))]
    return [deepcopy(node) for node in found]


def _without(properties: Element, name: str) -> Element:
    made = deepcopy(properties)
    for node in made.findall(f"{{{W}}}{name}"):
        made.remove(node)
    return made


def _differ(was: Element, properties: Element) -> bool:
    def telling(element: Element) -> list[bytes]:
        return [
            etree.tostring(node)
            for node in element
            if str(node.tag).rsplit("}", maxsplit=1)[-1] not in _INCIDENTAL
        ]

    return telling(was) != telling(properties)
