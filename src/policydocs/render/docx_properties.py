"""A paragraph, and what it or a run is told beside its text: page breaks, spaces, order; the box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from policydocs.render.ooxml import RIGHT_TO_LEFT, Element, W, run, text_node, w

NBSP = "\N{NO-BREAK SPACE}"
_TICK_BOX = "\N{BALLOT BOX}"
_SYMBOL_FACE = "Segoe UI Symbol"


def paragraph(style_id: str, content: Sequence[Element], *properties: Element, words: str = "") -> Element:
    """A paragraph in a style; `words` tells its direction."""
    first = next((c for c in words if RIGHT_TO_LEFT.match(c) or c.isalpha()), "")
    bidi = w("bidi") if first and RIGHT_TO_LEFT.match(first) else None
    return w("p", w("pPr", *in_order([w("pStyle", val=style_id), bidi, *properties])), *content)


def hang_box(content: list[Element]) -> None:
    """A box to tick hangs before its text, as a bullet does: a tab stands after it, not a space."""
    for node in content[1:2]:
        for text in node.iter(f"{{{W}}}t"):
            text.text = (text.text or "").removeprefix(NBSP)
    content.insert(1, run(w("tab")))


def on_new_page(written: list[Element]) -> list[Element]:
    """The elements on a page of their own; Word can say so of a paragraph only."""
    if local(written[0]) != "p":
        written = [w("p", w("pPr", w("spacing", before=0, after=0, line=20, lineRule="exact"))), *written]
    properties = written[0][0]
    names = [local(entry) for entry in properties]
    position = max(
        (number for number, name in enumerate(names, 1) if name in {"pStyle", "keepNext"}), default=0
    )
    properties.insert(position, w("pageBreakBefore"))
    space(written[0], before=0)
    return written


def space(paragraph: Element, **lengths: int) -> None:
    """Set a length of the paragraph's spacing, whatever its style says."""
    properties = paragraph[0]
    spacing = next((entry for entry in properties if local(entry) == "spacing"), None)
    if spacing is None:
        spacing = w("spacing")
        after = [number for number, entry in enumerate(properties) if local(entry) in {"ind", "jc"}]
        properties.insert(after[0] if after else len(properties), spacing)
    for name, length in lengths.items():
        spacing.set(f"{{{W}}}{name}", str(length))


def keep_with_next(paragraph: Element) -> None:
    if paragraph[0].find(f"{{{W}}}keepNext") is None:
        paragraph[0].insert(1, w("keepNext"))  # after the style, as the schema orders them


def tick_box() -> Element:
    return run(
        text_node(_TICK_BOX),
        properties=(w("rFonts", ascii=_SYMBOL_FACE, hAnsi=_SYMBOL_FACE, eastAsia=_SYMBOL_FACE),),
    )


#: The order that the schema asks for among the properties of a paragraph and of a run.
_PARAGRAPH_ORDER = ("pStyle", "keepNext", "numPr", "pBdr", "tabs", "bidi", "spacing", "ind", "jc")
_RUN_ORDER = ("rFonts", "b", "bCs", "i", "iCs", "u", "rtl")


def in_order(properties: Sequence[Element | None]) -> list[Element]:
    kept = [entry for entry in properties if entry is not None]
    return sorted(kept, key=lambda entry: _PARAGRAPH_ORDER.index(local(entry)))


def with_more(properties: tuple[Element, ...], more: tuple[Element, ...]) -> tuple[Element, ...]:
    held = {local(entry) for entry in properties}
    joined = (*properties, *(entry for entry in more if local(entry) not in held))
    return tuple(sorted(joined, key=lambda entry: _RUN_ORDER.index(local(entry))))


def copied(properties: tuple[Element, ...]) -> tuple[Element, ...]:
    """Elements anew, since one element can stand in one place only."""
    return tuple(copy(entry) for entry in properties)


def local(element: Element) -> str:
    return str(element.tag).rsplit("}", maxsplit=1)[-1]
