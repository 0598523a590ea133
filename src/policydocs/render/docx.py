"""A document as a Word file: real styles, lists, tables, fields; on the practice's letterhead if any."""

from __future__ import annotations

from collections.abc import Mapping
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
    if made_at.tzinfo is None:
        raise ValueError("made_at needs a time zone")
    document = printable(document)
    word, kept = (empty_document(), {}) if letterhead is None else open_letterhead(letterhead)
    styles = add_styles(word.styles.element, style, replace=letterhead is None or style.large_print)
    language = _COUNTRIES.get(document.language, document.language)
    set_defaults(word.styles.element, language)
    _set_paper(word, style, with_margins=letterhead is None)
    section = word.sections[-1]
    text_width = int(
        ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / 635
    )
    writer = BodyWriter(
        document,
        style,
        phrases(document.language),
        styles=styles,
        numbering=Numbering(_numbering(word), style),
        text_width=text_width,
        relate=lambda address: word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
    )
    _write_body(word, document, style, writer, own_letterhead=letterhead is None)
    if letterhead is None:
        _write_header_and_footer(word, document, style, styles, text_width)
    set_properties(
        word,
        title=document.title,
        subject=document.subject,
        author=document.author,
        language=language,
        made_at=made_at,
    )
    return packed(word, kept)


def _set_paper(word: WordDocument, style: PageStyle, *, with_margins: bool) -> None:
    """The paper asked for; a letterhead keeps its own margins, which fit its header and footer."""
    properties = word.sections[-1]._sectPr
    size = properties.get_or_add_pgSz()
    size.set(f"{{{W}}}w", str(twips_of_mm(style.paper.width_mm)))
    size.set(f"{{{W}}}h", str(twips_of_mm(style.paper.height_mm)))
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


def _write_body(
    word: WordDocument, document: Document, style: PageStyle, writer: BodyWriter, *, own_letterhead: bool
) -> None:
    body = word.element.body
    section = body.sectPr
    # A letterhead's empty paragraphs make room for a letter; what is written in it stays, at the top.
    for element in list(body):
        if (
            element.tag == f"{{{W}}}p"
            and not "".join(element.itertext()).strip()
            and not _holds_something(element)
        ):
            body.remove(element)
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
    elements.append(writer.text_paragraph(names.VERSION, document.version_line))
    elements.extend(writer.blocks(document.blocks))
    for element in elements:
        section.addprevious(element)


def _holds_something(paragraph: Element) -> bool:
    """A picture, a break or the end of a section: an empty paragraph that is not empty."""
    wanted = {"drawing", "pict", "object", "sectPr", "br"}
    return any(str(element.tag).rsplit("}", maxsplit=1)[-1] in wanted for element in paragraph.iter())


def _write_header_and_footer(
    word: WordDocument, document: Document, style: PageStyle, styles: Mapping[str, str], text_width: int
) -> None:
    """On the first page the letterhead says whose it is; the pages after it say what they belong to."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    header = [document.running_title, document.version_line]
    footer = ["" if style.large_print else document.letterhead.name]
    side_by_side = not style.large_print
    rule = w("pBdr", w("bottom", val="single", sz=4, space=4, color="7F7F7F"))
    running = _running(styles, text_width, side_by_side, [[run(text_node(part))] for part in header], rule)
    _fill(section.header._element, running)
    _fill(section.first_page_header._element, [w("p", w("pPr", w("pStyle", val=styles[names.RUNNING])))])
    for part in (section.footer, section.first_page_footer):
        pieces = [[run(text_node(piece))] for piece in footer if piece]
        numbers = _page_numbers(document.page_label)
        _fill(part._element, _running(styles, text_width, side_by_side, [*pieces, numbers], None))


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


def _fill(part: Element, paragraphs: list[Element]) -> None:
    for child in list(part):
        part.remove(child)
    part.extend(paragraphs)
