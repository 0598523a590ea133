"""An OpenDocument text (ODT) to pieces: its XML made HTML elements, and the HTML reader does the rest."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import field

from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import E

from policydocs.errors import InputError
from policydocs.source.characters import without_forbidden
from policydocs.source.html_blocks import BlockMaker
from policydocs.source.reading import IN_THE_MARGIN, LeftOut, Pieces
from policydocs.values import frozen, record

LARGEST_ODT_BYTES = 50_000_000
LARGEST_PART_BYTES = 20_000_000
MOST_PARTS = 5_000
DEEPEST = 120

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = (f"{{{_NAMES}{name}:1.0}}" for name in ("office", "text", "table"))
_STYLE, _DRAW = (f"{{{_NAMES}{name}:1.0}}" for name in ("style", "drawing"))
_FO = f"{{{_NAMES}xsl-fo-compatible:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_SPACES = frozenset(f"{_TEXT}{name}" for name in ("line-break", "tab", "s", "note", "note-citation"))
_BREAKS = frozenset(f"{_TEXT}{name}" for name in ("line-break", "tab", "s"))
_FRAME = (f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_OFFICE}annotation")
_REASONS = {
    f"{_TEXT}tracked-changes": "deleted in a tracked change",
    f"{_TEXT}table-of-content": "the table of contents",
    f"{_OFFICE}annotation": "a comment",
}
_SAVE_ANEW = 'Open it in LibreOffice or Word and use "Save as", type "Word Document (.docx)".'


def read_odt(data: bytes, *, path: str) -> Pieces:
    """The pieces of an OpenDocument text; the line of each is its paragraph's number.

    Raises:
        InputError: it is none, is protected by a password, damaged, larger than any policy, or holds no text.
    """
    content, styles = _parts(data, path)
    builder = _Builder(_Styles.read(content, styles))
    body = content.find(f".//{_OFFICE}text")
    if body is None:
        raise InputError("this is no OpenDocument text.", path=path, fix=_SAVE_ANEW)
    root = E.body()
    builder.children(body, root, 0)
    found = Pieces([], left_out=[*builder.left_out, *_margins(styles)], remarks=list(builder.remarks))
    found.pieces = BlockMaker(lambda element: builder.numbers.get(element, 0), found.left_out).pieces(root)
    if not found.pieces:
        raise InputError("the document holds no text.", path=path, fix="Is it the right file?")
    return found


def text_of_odt(data: bytes, *, path: str) -> str:
    """All words of an OpenDocument text, without any reading of sense; a paragraph a line.

    Raises:
        InputError: as `read_odt`.
    """
    content, styles = _parts(data, path)
    body = content.find(f".//{_OFFICE}text")
    said = [] if body is None else ["".join(_shown(body))]
    return without_forbidden("\n".join([*said, *(one.text for one in _margins(styles))]))


def _shown(element: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if node.tag in _PARAGRAPHS or node.tag in _SPACES:
                yield "\n" if node.tag in _PARAGRAPHS else " "
            yield node.text or ""
        elif node is not element:
            yield "\n" if node.tag in _PARAGRAPHS else " " if node.tag in _SPACES else ""
            yield node.tail or ""


# --- the package ---------------------------------------------------------------------------------


def _parts(data: bytes, path: str) -> tuple[etree._Element, etree._Element | None]:
    """The XML of the text, and that of the styles."""
    if len(data) > LARGEST_ODT_BYTES:
        raise InputError(
            f"the file has {len(data) // 10**6} MB; at most {LARGEST_ODT_BYTES // 10**6} MB are read.",
            path=path,
            fix="Take large pictures out of it, or copy its text into a new document.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if len(names) > MOST_PARTS or "content.xml" not in names:
                raise InputError("this is no OpenDocument text.", path=path, fix=_SAVE_ANEW)
            _refuse_password(archive, names, path)
            content = _xml(archive, "content.xml", path)
            styles = _xml(archive, "styles.xml", path) if "styles.xml" in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(
            "this is no OpenDocument text, or a damaged one.", path=path, fix=_SAVE_ANEW
        ) from error
    return content, styles


def _refuse_password(archive: zipfile.ZipFile, names: set[str], path: str) -> None:
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(LARGEST_PART_BYTES):
                raise InputError(
                    "the file is protected by a password.", path=path, fix="Save it without one."
                )


def _xml(archive: zipfile.ZipFile, name: str, path: str) -> etree._Element:
    with archive.open(name) as part:
        content = part.read(LARGEST_PART_BYTES + 1)
    if len(content) > LARGEST_PART_BYTES:
        raise InputError("a part of the file is too large to be a policy's text.", path=path, fix=_SAVE_ANEW)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<\0!\0D\0O\0C\0T" in content:
        raise InputError(
            "the file declares XML entities, which no program writes.", path=path, fix=_SAVE_ANEW
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            "the file is damaged: a part of it is no valid XML.", path=path, fix=_SAVE_ANEW
        ) from error


def _margins(styles: etree._Element | None) -> list[LeftOut]:
    """The words of headers and footers, each once."""
    if styles is None:
        return []
    said = dict.fromkeys(
        " ".join("".join(_shown(node)).split())
        for node in styles.iter(
            *(f"{_STYLE}{name}" for name in ("header", "footer", "header-left", "footer-left"))
        )
    )
    return [LeftOut(words, IN_THE_MARGIN) for words in said if words]


# --- styles --------------------------------------------------------------------------------------


@frozen
class _Styles:
    """What of the styles carries meaning."""

    bold: frozenset[str]
    italic: frozenset[str]
    parents: dict[str, str]
    numbered: frozenset[str]  #: lists whose first level has numbers

    @classmethod
    def read(cls, *roots: etree._Element | None) -> _Styles:
        bold, italic, numbered = set(), set(), set()
        parents: dict[str, str] = {}
        for root in roots:
            if root is None:
                continue
            for style in root.iter(f"{_STYLE}style"):
                name = style.get(f"{_STYLE}name") or ""
                parents[name] = style.get(f"{_STYLE}parent-style-name") or ""
                for properties in style.iter(f"{_STYLE}text-properties"):
                    if (properties.get(f"{_FO}font-weight") or "") in {"bold", "600", "700", "800", "900"}:
                        bold.add(name)
                    if properties.get(f"{_FO}font-style") in {"italic", "oblique"}:
                        italic.add(name)
            for listed in root.iter(f"{_TEXT}list-style"):
                first = next(iter(listed), None)
                if first is not None and first.tag == f"{_TEXT}list-level-style-number":
                    numbered.add(listed.get(f"{_STYLE}name") or "")
        return cls(frozenset(bold), frozenset(italic), parents, frozenset(numbered))

    def line(self, name: str) -> Iterator[str]:
        """A style and those that it is made from."""
        for _ in range(20):
            if not name:
                return
            yield name
            name = self.parents.get(name, "")


# --- elements ------------------------------------------------------------------------------------


@record
class _Builder:
    """Makes HTML elements of the text's."""

    styles: _Styles
    number: int = 0
    numbers: dict[HtmlElement, int] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)

    def children(self, source: etree._Element, target: HtmlElement, depth: int) -> None:
        _append(target, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._element(child, target, depth + 1)
            _append(target, child.tail)

    def _element(self, source: etree._Element, target: HtmlElement, depth: int) -> None:
        tag = source.tag
        if depth > DEEPEST:
            _append(target, "".join(_shown(source)))
        elif tag in _FRAME:
            self._leave(source)
        elif tag in _PARAGRAPHS:
            self._paragraph(source, target, depth)
        elif tag == f"{_TEXT}list":
            named = source.get(f"{_TEXT}style-name")
            numbered = named in self.styles.numbered if named else target.get("data-in") == "ol"
            self._inside(source, target, "ol" if numbered else "ul", depth)
        elif tag in _BLOCKS:
            self._inside(source, target, _BLOCKS[tag], depth)
        elif tag == f"{_TEXT}span":
            self._span(source, target, depth)
        elif tag == f"{_TEXT}a":
            self._inside(source, target, "a", depth, href=source.get(_HREF) or "")
        elif tag in _BREAKS:
            target.append(E.br()) if tag == f"{_TEXT}line-break" else _append(target, " ")
        elif tag == f"{_TEXT}note":
            self._note(source, target, depth)
        else:
            if tag == f"{_DRAW}image":
                self.remarks["The file holds pictures; words in a picture were not read."] = None
            self.children(source, target, depth)

    def _inside(
        self, source: etree._Element, target: HtmlElement, name: str, depth: int, **attributes: str
    ) -> None:
        made = _html(name)
        for key, value in attributes.items():
            made.set(key, without_forbidden(value))
        if name in {"ol", "ul", "li"}:
            made.set("data-in", name if name != "li" else target.get("data-in") or "ul")
        target.append(made)
        self.children(source, made, depth)

    def _paragraph(self, source: etree._Element, target: HtmlElement, depth: int) -> None:
        self.number += 1
        style = source.get(f"{_TEXT}style-name") or ""
        chain = list(self.styles.line(style))
        name = "p"
        if source.tag == f"{_TEXT}h":
            level = source.get(f"{_TEXT}outline-level") or "1"
            name = f"h{min(int(level) + 1, 6)}" if re.fullmatch("[0-9]{1,2}", level) else "h2"
        elif "Title" in chain:
            name = "h1"
        elif any(one.startswith("Quot") for one in chain):
            quote = E.blockquote()
            target.append(quote)
            target = quote
        made = _html(name)
        target.append(made)
        self.numbers[made] = self.number
        inner = made
        if name == "p" and any(one in self.styles.bold for one in chain):
            inner = _html("strong")
            made.append(inner)
        self.children(source, inner, depth)

    def _span(self, source: etree._Element, target: HtmlElement, depth: int) -> None:
        chain = list(self.styles.line(source.get(f"{_TEXT}style-name") or ""))
        inner = target
        for name, styles in (("strong", self.styles.bold), ("em", self.styles.italic)):
            if any(one in styles for one in chain):
                made = _html(name)
                inner.append(made)
                inner = made
        self.children(source, inner, depth)

    def _note(self, source: etree._Element, target: HtmlElement, depth: int) -> None:
        """A footnote stands where it was called for: its number, then its text."""
        _append(target, " (")
        for part in source:
            self.children(part, target, depth + 1)
            _append(target, " ")
        _append(target, ") ")

    def _leave(self, source: etree._Element) -> None:
        words = " ".join("".join(_shown(source)).split())
        if source.tag == f"{_TEXT}tracked-changes":
            self.remarks["The file holds tracked changes; it was read as if all were accepted."] = None
        elif source.tag == f"{_OFFICE}annotation":
            self.remarks["The file holds comments; they were not read."] = None
        if words:
            self.left_out.append(LeftOut(words, _REASONS[str(source.tag)], self.number))


_BLOCKS = {
    f"{_TEXT}list-item": "li",
    f"{_TEXT}list-header": "li",
    f"{_TEXT}section": "div",
    f"{_TABLE}table": "table",
    f"{_TABLE}table-row": "tr",
    f"{_TABLE}table-cell": "td",
    f"{_DRAW}text-box": "div",
}


def _html(name: str) -> HtmlElement:
    """An HTML element; also one that the parser takes only in its place."""
    element = getattr(E, name)()
    assert isinstance(element, HtmlElement)
    return element


def _append(target: HtmlElement, text: str | None) -> None:
    if not text:
        return
    said = without_forbidden(text)
    last = target[-1] if len(target) else None
    if last is not None:
        last.tail = (last.tail or "") + said
    else:
        target.text = (target.text or "") + said
