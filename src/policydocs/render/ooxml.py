"""Small words for writing WordprocessingML: elements, runs, fields, lengths."""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML: Final = "http://www.w3.org/XML/1998/namespace"

#: Letters written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

Element = etree._Element


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """An element of the main namespace: `w("ind", left=720)`; an attribute `r_id` is `r:id`."""
    element = copy(_empty(tag))
    for name, value in attributes.items():
        key = f"{{{R}}}{name[2:]}" if name.startswith("r_") else f"{{{W}}}{name}"
        element.set(key, str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


@cache  # a file is thousands of elements with a few dozen names, and a copy costs a third of a new one
def _empty(tag: str) -> Element:
    return etree.Element(f"{{{W}}}{tag}", nsmap={"w": W})


def twips(points: float) -> int:
    """Points as twentieths of a point, in which Word measures lengths."""
    return round(points * 20)


def twips_of_mm(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def half_points(points: float) -> int:
    """Points as half points, in which Word measures type."""
    return round(points * 2)


def text_node(text: str) -> Element:
    node = w("t")
    node.text = text
    node.set(f"{{{XML}}}space", "preserve")
    return node


def run(*content: Element, properties: tuple[Element, ...] = ()) -> Element:
    return w("r", w("rPr", *properties) if properties else None, *content)


def field_code(code: str, shown: str, properties: tuple[Element, ...] = ()) -> tuple[Element, ...]:
    """A field such as PAGE with the value shown until Word computes it."""
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set(f"{{{XML}}}space", "preserve")
    return (
        run(w("fldChar", fldCharType="begin"), properties=properties),
        run(instruction, properties=properties),
        run(w("fldChar", fldCharType="separate"), properties=properties),
        run(text_node(shown), properties=properties),
        run(w("fldChar", fldCharType="end"), properties=properties),
    )


def pieces_by_direction(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is written from right to left."""
    found: list[tuple[str, bool]] = []
    end = 0
    for match in re.finditer(f"{RIGHT_TO_LEFT.pattern}+(?:[ ,;:.'\"-]*{RIGHT_TO_LEFT.pattern}+)*", text):
        if match.start() > end:
            found.append((text[end : match.start()], False))
        found.append((match.group(), True))
        end = match.end()
    if end < len(text):
        found.append((text[end:], False))
    return found
