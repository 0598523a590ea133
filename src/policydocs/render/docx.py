"""A document as a Word file: real styles, lists, tables, fields; on the practice's letterhead if any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.parts.numbering import NumberingPart

from policydocs.document import Document
from policydocs.render import docx_styles as names
from policydocs.render.docx_body import BodyWriter
from policydocs.render.docx_lists import Numbering
from policydocs.render.docx_package import empty_document, open_letterhead, packed, set_properties
from policydocs.render.docx_styles import add_styles, set_defaults
from policydocs.render.ooxml import Element, W, field_code, run, text_node, twips_of_mm, w
from policydocs.render.phrases import phrases
from policydocs.render.printable import printable
from policydocs.render.style import PageStyle, letterhead_lines
from policydocs.values import frozen

#: Word's spelling dictionaries are those of a country; a bare language gets the one of our practices.
_COUNTRIES = MappingProxyType({"en": "en-US", "es": "es-US"})


def to_docx(
    document: Document, style: PageStyle, *, made_at: datetime, letterhead: bytes | None = None
) -> bytes:
    """The document as DOCX.

    Args:
        made_at: an aware moment, written into the file's properties.
        letterhead: the practice's own DOCX, whose header and footer stay byte for byte as they are; the
            version line then stands in the body alone. None: header and footer are ours.

    Raises:
        InputErrors: characters or nesting that cannot be printed, each with its line.
        InputError: the letterhead cannot be used.
        ValueError: `made_at` has no time zone.
    """
    document = printable(document)
    file = WordFile(document.language, style, letterhead)
    writer = file.writer(document)
    return file.finished(document, file.body(document, writer), file.running(document), made_at=made_at)


class WordFile:
    """A Word file in the making: its base, styles, lists and paper, then what is written on it."""

    def __init__(self, language: str, style: PageStyle, letterhead: bytes | None) -> None:
        """
        Args:
            language: BCP 47, of the text.
            letterhead: as for `to_docx`.

        Raises:
            InputError: the letterhead cannot be used.
        """
        self._word, self._kept = (empty_document(), {}) if letterhead is None else open_letterhead(letterhead)
        self._style = style
        self._own_letterhead = letterhead is None
        replaced = letterhead is None or style.large_print
        self.styles = add_styles(self._word.styles.element, style, replace=replaced)
        self._language = _COUNTRIES.get(language, language)
        set_defaults(self._word.styles.element, self._language)
        _set_paper(self._word, style, with_margins=letterhead is None)
        section = self._word.sections[-1]
        sides = (section.left_margin or 0) + (section.right_margin or 0)
        self._text_width = int(((section.page_width or 0) - sides) / 635)
        self.numbering = Numbering(_numbering(self._word), style)

    def writer(
        self,
        document: Document,
        *,
        bookmarks: Mapping[str, str] | None = None,
        noted: Callable[[Sequence[Element]], None] | None = None,
    ) -> BodyWriter:
        """Writes one printable document's blocks for this file; see `BodyWriter`."""
        return BodyWriter(
            document,
            self._style,
            phrases(document.language),
            styles=self.styles,
            numbering=self.numbering,
            text_width=self._text_width,
            relate=self._relate,
            bookmarks=bookmarks,
            noted=noted,
        )

    def _relate(self, address: str) -> str:
        return self._word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def body(self, document: Document, writer: BodyWriter) -> list[Element]:
        """Everything that stands on the pages, from the letterhead on."""
        return _body(document, self._style, writer, own_letterhead=self._own_letterhead)

    def running(self, document: Document) -> Running:
        """Header and footer of the first page and of the others; empty on a letterhead, which has its own."""
        if not self._own_letterhead:
            return Running()
        return _header_and_footer(document, self._style, self.styles, self._text_width)

    def finished(
        self, document: Document, body: Sequence[Element], running: Running, *, made_at: datetime
    ) -> bytes:
        """The file with that written in it.

        Raises:
            ValueError: `made_at` has no time zone.
        """
        if made_at.tzinfo is None:
            raise ValueError("made_at needs a time zone")
        _place(self._word, body)
        if self._own_letterhead:
            _place_running(self._word, running)
        set_properties(
            self._word,
            title=document.title,
            subject=document.subject,
            author=document.author,
            language=self._language,
            made_at=made_at,
        )
        return packed(self._word, self._kept)


@frozen
class Running:
    """The paragraphs above and below the text of each page."""

    header: tuple[Element, ...] = ()
    first_header: tuple[Element, ...] = ()
    footer: tuple[Element, ...] = ()
    first_footer: tuple[Element, ...] = ()


def _set_paper(word: WordDocument, style: PageStyle, *, with_margins: bool) -> None:
    """The paper asked for; a letterhead keeps its own margins, which fit its header and footer."""
    properties = word.sections[-1]._sectPr
    size = properties.get_or_add_pgSz()
    size.set(f"{{{W}}}w", str(twips_of_mm(style.paper.width_mm)))
    size.set(f"{{{W}}}h", str(twips_of_mm(style.paper.height_mm)))
    size.attrib.pop(f"{{{W}}}orient", "")
    if not with_margins:
        return
    m = style.measures
    margins = properties.get_or_add_pgMar()
    for side, length in (
        ("top", m.margin_top_mm),
        ("bottom", m.margin_bottom_mm),
        ("left", m.margin_side_mm),
        ("right", m.margin_side_mm),
        ("header", 12.7),
        ("footer", 12.7),
    ):
        margins.set(f"{{{W}}}{side}", str(twips_of_mm(length)))


def _numbering(word: WordDocument) -> Element:
    """The list definitions, in a new part where the letterhead has none."""
    for relation in word.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            found: Element = relation.target_part.element
            return found
    part = NumberingPart(
        PackURI("/word/numbering.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        parse_xml(f'<w:numbering xmlns:w="{W}"/>'),
        word.part.package,
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    root: Element = part.element
    return root


def _body(document: Document, style: PageStyle, writer: BodyWriter, *, own_letterhead: bool) -> list[Element]:
    head = document.letterhead
    elements: list[Element] = []
    if own_letterhead:
        rule = w("pBdr", w("bottom", val="single", sz=4, space=6, color="7F7F7F"))
        shown = letterhead_lines(head.lines, style, phrases(document.language).separator)
        lines = [(names.LETTERHEAD_NAME, head.name), *((names.LETTERHEAD_LINE, line) for line in shown)]
        for number, (name, line) in enumerate(lines, 1):
            last = (rule, w("spacing", after=360)) if number == len(lines) else ()
            elements.append(writer.text_paragraph(name, line, *last))
    elements.append(writer.text_paragraph(names.TITLE, document.title))
    elements.append(writer.paragraph(names.VERSION, _version(document, with_code=not own_letterhead)))
    elements.extend(writer.blocks(document.blocks))
    return elements


def _version(document: Document, *, with_code: bool) -> list[Element]:
    """The version; on a practice's letterhead, whose footer is not ours, the code too."""
    bold = (w("b"), w("bCs")) if document.is_draft else ()
    parts = (document.version_line, document.code if with_code else "")
    line = phrases(document.language).separator.join(part for part in parts if part)
    return [run(text_node(line), properties=bold)]


def _place(word: WordDocument, elements: Sequence[Element]) -> None:
    body = word.element.body
    # A letterhead's empty paragraphs make room for a letter; what is written in it stays, at the top.
    for element in list(body):
        if (
            element.tag == f"{{{W}}}p"
            and not "".join(element.itertext()).strip()
            and not _holds_something(element)
        ):
            body.remove(element)
    for element in elements:
        body.sectPr.addprevious(element)


def _holds_something(paragraph: Element) -> bool:
    """A picture, a break or the end of a section: an empty paragraph that is not empty."""
    wanted = {"drawing", "pict", "object", "sectPr", "br"}
    return any(str(element.tag).rsplit("}", maxsplit=1)[-1] in wanted for element in paragraph.iter())


def _header_and_footer(
    document: Document, style: PageStyle, styles: Mapping[str, str], text_width: int
) -> Running:
    """On the first page the letterhead says whose it is; the pages after it say what they belong to."""
    side_by_side = not style.large_print
    rule = w("pBdr", w("bottom", val="single", sz=4, space=4, color="7F7F7F"))
    header = [[run(text_node(part))] for part in (document.running_title, document.version_line)]

    def footer() -> tuple[Element, ...]:
        name = "" if style.large_print else document.letterhead.name
        pieces = [[run(text_node(name))]] if name else []
        numbers = _page_numbers(document.page_label)
        return tuple(_running(styles, text_width, side_by_side, [*pieces, numbers], None))

    return Running(
        header=tuple(_running(styles, text_width, side_by_side, header, rule)),
        first_header=(w("p", w("pPr", w("pStyle", val=styles[names.RUNNING]))),),
        footer=footer(),
        first_footer=footer(),
    )


def _place_running(word: WordDocument, running: Running) -> None:
    section = word.sections[0]
    section.different_first_page_header_footer = True
    for part, paragraphs in (
        (section.header, running.header),
        (section.first_page_header, running.first_header),
        (section.footer, running.footer),
        (section.first_page_footer, running.first_footer),
    ):
        _fill(part._element, paragraphs)


def _running(
    styles: Mapping[str, str],
    text_width: int,
    side_by_side: bool,
    pieces: list[list[Element]],
    rule: Element | None,
) -> list[Element]:
    """Pieces left and right on one line, or one below the other where the type is large."""
    name = w("pStyle", val=styles[names.RUNNING])
    if not side_by_side:
        return [w("p", w("pPr", w("pStyle", val=styles[names.RUNNING])), *piece) for piece in pieces]
    tabs = w("tabs", w("tab", val="right", pos=text_width))
    content = pieces[0] if len(pieces) == 1 else [*pieces[0], run(w("tab")), *pieces[1]]
    return [w("p", w("pPr", name, rule, tabs), *content)]


def _page_numbers(label: str) -> list[Element]:
    made: list[Element] = []
    for number, part in enumerate(label.replace("{pages}", "\0N\0").replace("{page}", "\0P\0").split("\0")):
        if number % 2:
            made.extend(field_code("PAGE" if part == "P" else "NUMPAGES", "1"))
        elif part:
            made.append(run(text_node(part)))
    return made


def _fill(part: Element, paragraphs: Sequence[Element]) -> None:
    for child in list(part):
        part.remove(child)
    part.extend(paragraphs)
