"""A Word file to pieces: mammoth makes HTML of it, and the HTML reader does the rest."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from policydocs.errors import InputError
from policydocs.source.characters import without_forbidden
from policydocs.source.docx_package import open_word_file, paragraph_number
from policydocs.source.html_blocks import BlockMaker, all_text
from policydocs.source.own_handout import CONTENTS, VERSION, without_frame
from policydocs.source.paper_fields import block_with_fields
from policydocs.source.reading import HeadingMark, LeftOut, Pieces

#: Beyond what mammoth knows: Word's own styles that carry meaning.
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='List Bullet'] => ul > li:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number'] => ol > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
r[style-name='Emphasis'] => em
u => u
p.LetterheadName => p.policydocs-letterhead:fresh
p.LetterheadLine => p.policydocs-letterhead:fresh
p.VersionLine => p.policydocs-version:fresh
p.ContentsHeading => p.policydocs-contents:fresh
p.Toc1 => p.policydocs-contents:fresh
p.Toc2 => p.policydocs-contents:fresh
p.Toc3 => p.policydocs-contents:fresh
r[style-name='Intense Emphasis'] => em
"""


def read_docx(data: bytes, *, path: str) -> Pieces:
    """The pieces of a Word file; the line of each is its paragraph's number.

    Raises:
        InputError: it is no DOCX, or holds no text; see `open_word_file`.
    """
    word = open_word_file(data, path=path)
    root = _as_html(word.package, path)
    found = Pieces([], remarks=list(word.remarks))
    found.left_out += [LeftOut(" ".join(words.split()), reason) for words, reason in word.left_out]
    numbers = _take_numbers(root)
    version = _take_frame(root, found)
    if version:
        _put_ids(root, numbers, word.ids)
    maker = BlockMaker(lambda element: numbers.get(element, 0), found.left_out, keeps_ids=bool(version))
    titles = [node for node in root.iter("h1") if node.get("class") == "title"]
    # Word's own headings begin below its title.
    if titles:
        for node in root.iter("h1", "h2", "h3", "h4", "h5"):
            if node not in titles:
                node.tag = f"h{int(node.tag[1]) + 1}"
    found.pieces = maker.pieces(root)
    if word.has_blanks:
        found.pieces = [
            piece if isinstance(piece, HeadingMark) else block_with_fields(piece) for piece in found.pieces
        ]
    if version:
        without_frame(found, version)
    if not found.pieces:
        raise InputError(
            "the document holds no text.",
            path=path,
            fix="If it is a scan, its pages are pictures: type the text, or run a text recognition over it.",
        )
    return found


def _as_html(package: bytes, path: str) -> HtmlElement:
    import mammoth  # type: ignore[import-untyped]  # noqa: PLC0415  (only Word files need it)

    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(package),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(lambda _image: {}),
        )
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        # The converter trusts a document's structure; one that breaks its rules ends in any of these.
        raise InputError(
            "the document's inner structure is damaged.",
            path=path,
            fix='Open it in Word or LibreOffice and save it anew as "Word Document (.docx)".',
        ) from error
    html = without_forbidden(converted.value)
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True)
    return document_fromstring(f"<html><body>{html}</body></html>".encode(), parser=parser).find("body")


def _take_frame(root: HtmlElement, found: Pieces) -> str:
    """Takes the contents out of a handout of ours; gives its version's line, "" for any other document."""
    versions = root.find_class(VERSION)
    if not versions or not root.find_class("title"):
        return ""
    for element in root.find_class(CONTENTS):
        words = " ".join(all_text(element).split())
        found.left_out.append(LeftOut(words, "the table of contents", 0))
        element.getparent().remove(element)
    return " ".join(all_text(versions[0]).split())


def _put_ids(root: HtmlElement, numbers: Mapping[HtmlElement, int], ids: Mapping[int, str]) -> None:
    """Headings have the ids of their sections again."""
    for node in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if id_ := ids.get(numbers.get(node, 0)):
            node.set("id", id_)


def _take_numbers(root: HtmlElement) -> dict[HtmlElement, int]:
    """The paragraph's number of each element; our bookmarks are taken out again."""
    numbers: dict[HtmlElement, int] = {}
    for anchor in list(root.iter("a")):
        number = paragraph_number(anchor.get("id") or "")
        if not number:
            continue
        parent = anchor.getparent()
        tail = anchor.tail or ""
        before = anchor.getprevious()
        if before is None and not (parent.text or "").strip():
            numbers[parent] = number  # what stood in an earlier paragraph, now joined to it, was deleted
        numbers.setdefault(parent, number)
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        anchor.tail = None
        parent.remove(anchor)
    return numbers


def is_zip(data: bytes) -> bool:
    """The bytes begin as a zip archive's do."""
    return bool(re.match(rb"PK\x03\x04", data[:4]))
