"""What stands in a paragraph before and after as one run of text with tracked changes in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from policydocs.compare.runs import Op
from policydocs.compare.wording import redline
from policydocs.render.ooxml import XML, Element, W, text_node, w
from policydocs.render.redline.marks import Marks

#: Stands for a piece of a field in the text that is compared.
_CODE = "\N{OBJECT REPLACEMENT CHARACTER}"


class Atom(NamedTuple):
    """One character, tab or line break, with its looks and the link it belongs to."""

    character: str
    looks: bytes  #: its run's `w:rPr`, serialized; b"" for none
    link: bytes  #: the `w:hyperlink` around it, serialized without what it holds; b"" for none
    code: bytes = b""  #: a piece of a field (the page's number), serialized, in the place of a character


class Span(NamedTuple):
    """A stretch of text with the same looks, the same link and the same fate."""

    mark: str  #: "", "ins", "del", "moveFrom", "moveTo", or "ins del" for what was taken out after a move
    text: str
    looks: bytes
    looked: bytes | None  #: how it looked before, where only its looks changed
    link: bytes
    code: bytes = b""


def atoms(paragraph: Element) -> list[Atom]:
    """The text of a paragraph in reading order; tabs are tabs, line breaks are newlines."""
    return list(_atoms(paragraph, b""))


def text_of(found: Iterable[Atom]) -> str:
    return "".join(atom.character for atom in found)


def _atoms(holder: Element, link: bytes) -> Iterator[Atom]:
    for child in holder:
        match _local(child):
            case "r":
                yield from _run_atoms(child, link)
            case "hyperlink":
                yield from _atoms(child, _empty(child))
            case _:
                pass


def _empty(link: Element) -> bytes:
    """A link without its text, serialized."""
    bare = deepcopy(link)
    for child in list(bare):
        bare.remove(child)
    bare.tail = None
    return etree.tostring(bare)


def _run_atoms(run: Element, link: bytes) -> Iterator[Atom]:
    properties = run.find(f"{{{W}}}rPr")
    looks = b"" if properties is None or not len(properties) else etree.tostring(properties)
    for child in run:
        match _local(child):
            case "t":
                for character in child.text or "":
                    yield Atom(character, looks, link)
            case "tab":
                yield Atom("\t", looks, link)
            case "br":
                yield Atom("\n", looks, link)
            case "fldChar" | "instrText":
                yield Atom(_CODE, looks, link, etree.tostring(child))
            case _:
                pass


def whole(found: Sequence[Atom], mark: str) -> list[Span]:
    """All of a text with one fate."""
    return [
        Span(mark, text_of(group), looks, None, link, code)
        for (looks, link, code), group in groupby(found, key=lambda atom: (atom.looks, atom.link, atom.code))
    ]


def compared(old: Sequence[Atom], new: Sequence[Atom]) -> list[Span]:
    """Two texts as one, with what went and what came."""
    spans: list[Span] = []
    for gone, come in _pieces(old, new):
        if gone and come:
            spans += _both(gone, come)
        else:
            spans += [*whole(gone, "del"), *whole(come, "ins")]
    return spans


def moved(old: Sequence[Atom], new: Sequence[Atom]) -> tuple[list[Span], list[Span]]:
    """A text that stands elsewhere now: what to show where it stood, and where it stands.

    Words that were taken out of it are marked at the old place, words put in at the new one. (A deletion
    within what moved here would be shorter to read; LibreOffice does not take such a thing back.)
    """
    before: list[Span] = []
    after: list[Span] = []
    for gone, come in _pieces(old, new):
        before += whole(gone, "moveFrom" if come else "del")
        after += whole(come, "moveTo" if gone else "ins")
    return before, after


def _pieces(old: Sequence[Atom], new: Sequence[Atom]) -> Iterator[tuple[Sequence[Atom], Sequence[Atom]]]:
    """Stretches with the same characters on both sides, or with nothing on one."""
    i = j = 0
    for op, text in redline(text_of(old), text_of(new)):
        gone = old[i : i + len(text)] if op is not Op.INSERT else ()
        come = new[j : j + len(text)] if op is not Op.DELETE else ()
        i, j = i + len(gone), j + len(come)
        yield gone, come


def _both(old: Sequence[Atom], new: Sequence[Atom]) -> list[Span]:
    """The same characters, whose looks or link may differ."""
    spans: list[Span] = []
    pairs = zip(old, new, strict=True)
    for (was, now), group in groupby(pairs, key=lambda pair: (pair[0][1:], pair[1][1:])):
        text = "".join(atom.character for _, atom in group)
        (looked, was_link, was_code), (looks, link, code) = was, now
        if (was_link, was_code) != (link, code):  # Word cannot say that only a link's address changed
            spans.append(Span("del", text, looked, None, was_link, was_code))
            spans.append(Span("ins", text, looks, None, link, code))
        else:
            spans.append(Span("", text, looks, None if looked == looks else looked, link, code))
    return spans


def written(spans: Sequence[Span], marks: Marks, *, apart: bool = False) -> list[Element]:
    """The spans as runs, in their links, in the marks of their fate.

    Args:
        apart: the first of them is not to be taken for one with the change before it.
    """
    made: list[Element] = []
    for link, of_link in groupby(spans, key=lambda span: span.link):
        inner: list[Element] = []
        for mark, of_mark in groupby(of_link, key=lambda span: span.mark):
            runs = [_run(span, marks) for span in of_mark if span.text]
            if runs:
                inner += [marks.mark(mark, *runs, apart=apart)] if mark else runs
                apart = False
        if link and inner:
            holder = etree.fromstring(link)
            holder.extend(inner)
            made.append(holder)
        else:
            made += inner
    return made


def _run(span: Span, marks: Marks) -> Element:
    made = w("r")
    looks = etree.fromstring(span.looks) if span.looks else None
    if span.looked is not None:
        looks = w("rPr") if looks is None else looks
        before = etree.fromstring(span.looked) if span.looked else w("rPr")
        looks.append(marks.mark("rPrChange", before))
    if looks is not None:
        made.append(looks)
    if span.code:
        made.append(_code(span.code, deleted=span.mark == "del"))
        return made
    for kind, group in groupby(span.text, key=lambda character: character if character in "\t\n" else ""):
        if kind:
            made.extend(w("tab" if kind == "\t" else "br") for _ in group)
        else:
            made.append(_text("".join(group), deleted=span.mark == "del"))
    return made


def _text(text: str, *, deleted: bool) -> Element:
    if not deleted:
        return text_node(text)
    node = w("delText")
    node.text = text
    node.set(f"{{{XML}}}space", "preserve")
    return node


def _code(code: bytes, *, deleted: bool) -> Element:
    element = etree.fromstring(code)
    if deleted and _local(element) == "instrText":
        element.tag = f"{{{W}}}delInstrText"
    return element


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", maxsplit=1)[-1]
