"""A Word file's XML without what no reader of its text needs: sizes, fonts, spacing, marks of revisions.

The converter parses XML in pure Python, an element at a time; most elements of a Word file say how it looks.
"""

from __future__ import annotations

from lxml import etree

from policydocs.source.docx_names import W

_W = f"{{{W}}}"


def _named(names: str) -> frozenset[str]:
    return frozenset(f"{_W}{name}" for name in names.split())


#: What is kept of the properties of paragraphs, runs, tables, cells, styles and levels of lists.
_KEPT_PROPERTIES = _named(
    "pStyle rStyle tblStyle b i u numPr ilvl numId outlineLvl gridSpan vMerge vanish tblHeader"
)
_PROPERTIES = tuple(sorted(_named("pPr rPr tblPr trPr tcPr")))
_NEEDLESS = tuple(
    sorted(
        _named(
            """sectPr latentStyles docDefaults proofErr lastRenderedPageBreak tblGrid rsid uiPriority qFormat
            semiHidden unhideWhenUsed lvlJc lvlRestart suff tmpl nsid multiLevelType tblStylePr next link"""
        )
    )
)
_KEPT_ATTRIBUTES = frozenset(
    [
        f"{_W}{name}"
        for name in ("val", "id", "name", "anchor", "type", "styleId", "abstractNumId", "numId", "ilvl")
    ]
)
_THINNED = tuple(
    sorted(_named("p r t pStyle rStyle b i u numPr ilvl numId tr tc tbl lvl style abstractNum num"))
)


def prune(root: etree._Element) -> None:
    """Takes out of a part what only says how it looks; its words, lists, tables and links stay."""
    etree.strip_elements(root, *_NEEDLESS, with_tail=False)
    for properties in list(root.iter(*_PROPERTIES)):
        for child in list(properties):
            if child.tag not in _KEPT_PROPERTIES:
                properties.remove(child)
        if len(properties) == 0:
            parent = properties.getparent()
            if parent is not None:
                parent.remove(properties)
    for element in root.iter(*_THINNED):
        for name in [
            name for name in element.attrib if str(name).startswith(_W) and name not in _KEPT_ATTRIBUTES
        ]:
            del element.attrib[name]
