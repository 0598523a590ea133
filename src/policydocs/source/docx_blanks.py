"""Tabs by which a Word document draws lines to write on, made underscores, so that they read as blanks."""

from __future__ import annotations

from lxml import etree

from policydocs.source.docx_names import W

_W = f"{{{W}}}"
_LINES = ("underscore", "heavy")  #: what a tab may draw up to its stop


def draw_blanks(root: etree._Element) -> bool:
    """Make underscores of tabs that draw a line to write on; whether there were any."""
    drawn = False
    for stop in root.iter(f"{_W}tab"):
        paragraph = next(stop.iterancestors(f"{_W}p"), None)
        if stop.get(f"{_W}leader") in _LINES and paragraph is not None:
            drawn = _draw_at_stops(paragraph) or drawn
    for underline in root.iter(f"{_W}u"):
        run = next(underline.iterancestors(f"{_W}r"), None)
        if run is None or underline.get(f"{_W}val") == "none":
            continue
        tabs = run.findall(f"{_W}tab")
        if tabs and not "".join(node.text or "" for node in run.iter(f"{_W}t")).strip():
            for tab in tabs:
                _underscore(tab)
            drawn = True
    return drawn


def _draw_at_stops(paragraph: etree._Element) -> bool:
    stops = [
        stop for stop in paragraph.iterfind(f"{_W}pPr/{_W}tabs/{_W}tab") if stop.get(f"{_W}val") != "clear"
    ]
    tabs = paragraph.findall(f"{_W}r/{_W}tab")
    lines = [tab for tab, stop in zip(tabs, stops, strict=False) if stop.get(f"{_W}leader") in _LINES]
    for tab in lines:
        _underscore(tab)
    return bool(lines)


def _underscore(tab: etree._Element) -> None:
    tab.tag = f"{_W}t"
    tab.attrib.clear()
    tab.text = "______"
