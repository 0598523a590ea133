"""The styles of a handout in Word: regular and large print, under Word's own names where it has one.

A letterhead keeps the styles that it defines, so that the handout looks like the practice's letters; those
it lacks are added. For large print ours stand in their place, since a size that is too small helps nobody.
"Normal", "Header" and "Footer" of a letterhead are never touched: its header may be set in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policydocs.render.ooxml import Element, W, half_points, twips, w
from policydocs.render.style import Measures, PageStyle
from policydocs.values import frozen

SERIF = "Palatino Linotype"  #: comes with Word on Windows and macOS; its figures stand on the line
SANS = "Arial"
#: Word counts line spacing in lines of the font's own height, these parts of its size.
_SERIF_LINE = 1.3
_SANS_LINE = 1.15

BODY = "Body Text"
TITLE = "Title"
HEADINGS = ("heading 1", "heading 2", "heading 3", "heading 4", "heading 5")
BULLET = "List Bullet"
NUMBER = "List Number"
CONTINUED = "List Continue"
QUOTE = "Quote"
TABLE = "Policy Table"
TABLE_TEXT = "Table Text"
TABLE_HEADING = "Table Heading"
FORM_LINE = "Form Line"
VERSION = "Version Line"
LETTERHEAD_NAME = "Letterhead Name"
LETTERHEAD_LINE = "Letterhead Line"
CONTENTS_HEADING = "Contents Heading"
CONTENTS = ("toc 1", "toc 2")
HYPERLINK = "Hyperlink"
RUNNING = "Running Line"


@frozen
class _Style:
    """One paragraph style, in points."""

    name: str
    size: float
    bold: bool = False
    before: float = 0
    after: float = 0
    line_spacing: float = 1.0
    left: float = 0
    level: int | None = None  #: in the outline, from 0
    keep_next: bool = False
    keep_lines: bool = False
    rule_below: bool = False
    rule_left: bool = False
    following: str = BODY


def style_id(name: str) -> str:
    """The id that a style of ours gets: "heading 1" is "Heading1", as Word calls it."""
    return "".join(part[:1].upper() + part[1:] for part in name.split())


def add_styles(styles: Element, style: PageStyle, *, replace: bool) -> dict[str, str]:
    """Put the styles of a handout into a `w:styles` element.

    Args:
        replace: also those that are there already (large print on a letterhead).

    Returns:
        the id of each style by the names above.
    """
    present = {
        _name(element).lower(): element for element in styles.findall(f"{{{W}}}style") if _name(element)
    }
    used = {element.get(f"{{{W}}}styleId") for element in styles.findall(f"{{{W}}}style")}
    ids: dict[str, str] = {}
    made: list[tuple[Element, Element | None]] = []
    for name, element in _all_styles(style):
        existing = present.get(name.lower())
        if existing is not None and not replace:
            ids[name] = existing.get(f"{{{W}}}styleId", "")
            continue
        wanted = existing.get(f"{{{W}}}styleId", "") if existing is not None else _free(style_id(name), used)
        used.add(wanted)
        ids[name] = wanted
        if not replace:
            _follow_letterhead(element, styles, half_points(body_pt(style.measures, style.large_print)))
        element.set(f"{{{W}}}styleId", wanted)
        made.append((element, existing))
    for element, existing in made:
        _point_to(element, ids)
        if existing is not None:
            styles.replace(existing, element)
        else:
            styles.append(element)
    return ids


def _follow_letterhead(element: Element, styles: Element, body_size: int) -> None:
    """A style added to a letterhead has its face, and its size where ours is that of the text."""
    normal = next(
        (
            each.get(f"{{{W}}}styleId", "")
            for each in styles.findall(f"{{{W}}}style")
            if each.get(f"{{{W}}}type") == "paragraph" and each.get(f"{{{W}}}default") in {"1", "true", "on"}
        ),
        "",
    )
    characters = element.find(f"{{{W}}}rPr")
    if element.get(f"{{{W}}}type") != "paragraph" or characters is None:
        return
    if normal:
        element.insert(1, w("basedOn", val=normal))
    for child in list(characters):
        name = str(child.tag).rsplit("}", maxsplit=1)[-1]
        is_body_size = name in {"sz", "szCs"} and child.get(f"{{{W}}}val") == str(body_size)
        if name in {"rFonts", "color"} or is_body_size:
            characters.remove(child)


def _name(element: Element) -> str:
    name = element.find(f"{{{W}}}name")
    return "" if name is None else name.get(f"{{{W}}}val", "")


def _free(wanted: str, used: set[str | None]) -> str:
    while wanted in used:
        wanted += "P"
    return wanted


def _point_to(element: Element, ids: dict[str, str]) -> None:
    """`w:next` was written with the name of a style; Word wants its id."""
    following = element.find(f"{{{W}}}next")
    if following is not None:
        following.set(f"{{{W}}}val", ids[following.get(f"{{{W}}}val", "")])


def _all_styles(style: PageStyle) -> Iterator[tuple[str, Element]]:
    face = SANS if style.large_print else SERIF
    for entry in _paragraph_styles(style.measures, style.large_print):
        yield entry.name, _paragraph_style(entry, face)
    yield HYPERLINK, _hyperlink_style()
    yield TABLE, _table_style()


def body_pt(m: Measures, large: bool) -> float:
    """The size of the text: Palatino's letters are larger than those of the PDF's serif at the same size."""
    return m.body_pt if large else m.body_pt - 0.5


def _paragraph_styles(m: Measures, large: bool) -> tuple[_Style, ...]:
    gap = m.paragraph_gap_pt
    body = body_pt(m, large)
    spacing = m.line_spacing / (_SANS_LINE if large else _SERIF_LINE)
    headings = tuple(
        _Style(
            name,
            m.headings_pt[min(number, 2)],
            bold=True,
            before=gap * (2.4 if number == 0 else 1.9),
            after=gap * 0.6,
            line_spacing=1.1,
            level=number,
            keep_next=True,
            keep_lines=True,
        )
        for number, name in enumerate(HEADINGS)
    )
    return (
        _Style(BODY, body, after=gap, line_spacing=spacing),
        _Style(
            TITLE,
            m.title_pt,
            bold=True,
            after=gap * 0.4,
            line_spacing=1.05,
            keep_next=True,
            following=VERSION,
        ),
        *headings,
        _Style(BULLET, body, after=gap * 0.5, line_spacing=spacing, following=BULLET),
        _Style(NUMBER, body, after=gap * 0.5, line_spacing=spacing, following=NUMBER),
        _Style(CONTINUED, body, after=gap * 0.5, line_spacing=spacing, following=CONTINUED),
        _Style(QUOTE, body, after=gap, line_spacing=spacing, left=14, rule_left=True),
        _Style(TABLE_TEXT, body, before=3, after=3, line_spacing=spacing * 0.95, following=TABLE_TEXT),
        _Style(TABLE_HEADING, body, bold=True, before=3, after=3, keep_next=True, following=TABLE_TEXT),
        _Style(
            FORM_LINE,
            body,
            # The line itself leaves room to write as well, and the more the larger its type.
            before=m.write_on_pt * (0.55 if large else 0.8),
            after=gap * (0.65 if large else 0.8),
            keep_lines=True,
            following=FORM_LINE,
        ),
        _Style(VERSION, body if large else 10, after=gap * 2.2),
        _Style(LETTERHEAD_NAME, body if large else 13, bold=True, after=2, following=LETTERHEAD_LINE),
        _Style(LETTERHEAD_LINE, m.small_pt, after=2, following=LETTERHEAD_LINE),
        _Style(CONTENTS_HEADING, m.headings_pt[1], bold=True, before=gap, after=gap * 0.6, keep_next=True),
        _Style(CONTENTS[0], body, after=gap * 0.4, following=CONTENTS[0]),
        _Style(CONTENTS[1], body, after=gap * 0.4, left=14, following=CONTENTS[1]),
        _Style(RUNNING, m.small_pt, line_spacing=1.0, following=RUNNING),
    )


def _paragraph_style(entry: _Style, face: str) -> Element:
    custom = {} if entry.name in _BUILT_IN else {"customStyle": 1}
    border = None
    if entry.rule_left:
        border = w("pBdr", w("left", val="single", sz=8, space=10, color="7F7F7F"))
    spacing = w(
        "spacing",
        before=twips(entry.before),
        after=twips(entry.after),
        line=round(240 * entry.line_spacing),
        lineRule="auto",
    )
    paragraph = w(
        "pPr",
        w("keepNext") if entry.keep_next else None,
        w("keepLines") if entry.keep_lines else None,
        w("widowControl"),
        border,
        w("suppressAutoHyphens"),
        spacing,
        w("ind", left=twips(entry.left), right=0, firstLine=0) if entry.left else None,
        w("jc", val="left"),
        w("outlineLvl", val=entry.level) if entry.level is not None else None,
    )
    characters = w(
        "rPr",
        w("rFonts", ascii=face, hAnsi=face, cs=face),
        w("b") if entry.bold else None,
        w("bCs") if entry.bold else None,
        w("color", val="000000"),
        w("sz", val=half_points(entry.size)),
        w("szCs", val=half_points(entry.size)),
    )
    return w(
        "style",
        w("name", val=entry.name),
        w("next", val=entry.following),
        w("uiPriority", val=1),
        w("qFormat"),
        paragraph,
        characters,
        type="paragraph",
        **custom,
    )


_BUILT_IN = {BODY, TITLE, *HEADINGS, BULLET, NUMBER, CONTINUED, QUOTE, *CONTENTS, HYPERLINK}


def _hyperlink_style() -> Element:
    return w(
        "style",
        w("name", val=HYPERLINK),
        w("uiPriority", val=99),
        w("rPr", w("color", val="000000")),
        type="character",
    )


def _table_style() -> Element:
    """Thin rules below the rows, a stronger one below the header; no colour, no boxes."""
    borders = w(
        "tblBorders",
        w("bottom", val="single", sz=4, space=0, color="7F7F7F"),
        w("insideH", val="single", sz=4, space=0, color="7F7F7F"),
    )
    head = w(
        "tblStylePr",
        w("tcPr", w("tcBorders", w("bottom", val="single", sz=8, space=0, color="000000"))),
        type="firstRow",
    )
    margins = w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=160, type="dxa"))
    return w(
        "style",
        w("name", val=TABLE),
        w("uiPriority", val=59),
        w("tblPr", w("tblInd", w=0, type="dxa"), borders, margins),
        head,
        type="table",
        customStyle=1,
    )


def set_defaults(styles: Element, language: str) -> None:
    """The language of the text, for spelling and for screen readers, as the document's default."""
    defaults = styles.find(f"{{{W}}}docDefaults")
    if defaults is None:
        defaults = w("docDefaults")
        styles.insert(0, defaults)
    holder = defaults.find(f"{{{W}}}rPrDefault")
    if holder is None:
        holder = w("rPrDefault")
        defaults.insert(0, holder)
    properties = holder.find(f"{{{W}}}rPr")
    if properties is None:
        properties = etree.SubElement(holder, f"{{{W}}}rPr")
    old = properties.find(f"{{{W}}}lang")
    if old is not None:
        old.set(f"{{{W}}}val", language)
    else:
        properties.append(w("lang", val=language))
