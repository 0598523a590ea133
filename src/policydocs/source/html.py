"""A page of a website, as a browser saved it: the policy on it, without what stands around it."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from policydocs.document import Paragraph, plain_text
from policydocs.errors import InputError
from policydocs.source.characters import UTF16_MARKS, check_size, looks_binary, without_forbidden
from policydocs.source.furniture import is_furniture
from policydocs.source.html_blocks import BlockMaker, all_text
from policydocs.source.html_depth import flattened
from policydocs.source.html_furniture import (
    LEAST_SHARE,
    note_programs,
    take_out_furniture,
    text_length,
    words_in,
)
from policydocs.source.own_handout import fields_of_page, is_own_page, without_frame
from policydocs.source.reading import HeadingMark, LeftOut, Pieces

LARGEST_HTML_BYTES = 20_000_000  #: saved pages carry pictures and scripts
MOST_TAGS = 200_000

_ARTICLES = (
    "//main | //*[@role='main'] | //article",
    "//*[@id='content' or @id='main' or @id='main-content' or @id='primary']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' entry-content ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' post-content ')]",
)


def read_html(data: bytes, *, path: str) -> Pieces:
    """The pieces of the article on a page.

    Args:
        data: the file; its own declaration of an encoding is believed, else UTF-8, else Windows-1252.
        path: for messages.

    Raises:
        InputError: too large, empty, or without any text.
    """
    root = parsed_page(data, path=path)
    found = Pieces([], title="")
    found.language = (root.get("lang") or "").strip()
    found.fallback_title = _window_title(root)
    body = root.find("body")
    body = root if body is None else body
    ours = is_own_page(root)
    version = " ".join(all_text(root.xpath("//main/p[@class='version']")[0]).split()) if ours else ""
    fields = fields_of_page(root, found.left_out) if ours else {}
    note_programs(root, found)
    take_out_furniture(body, found)
    article = _article(body)
    maker = BlockMaker(
        lambda element: element.sourceline or 0, found.left_out, fields, ours, found.list_letters
    )
    pieces = maker.pieces(article)
    found.pieces = [piece for piece in pieces if not _is_frame(piece, found)]
    if article is not body:
        _note_outside(body, article, found)
    if ours:
        without_frame(found, version)
    if not found.pieces:
        raise InputError(
            "the page holds no text of a policy.",
            path=path,
            fix="Some websites load their text later: open the page, select the text, and save it as .txt.",
        )
    return found


def parsed_page(data: bytes, *, path: str) -> HtmlElement:
    """A page's tree, whoever wrote it.

    Raises:
        InputError: too large, empty, too many tags, or no page.
    """
    check_size(data, path=path, largest=LARGEST_HTML_BYTES)
    if data.count(b"<") > 4 * MOST_TAGS:
        raise InputError(
            "the page has too many tags to be a policy's.", path=path, fix="Save its text instead."
        )
    if looks_binary(data) and not data.startswith(UTF16_MARKS):
        raise InputError("this is no web page.", path=path, fix="Is it the right file?")
    encoding = _encoding(data)
    text = without_forbidden(data.decode(encoding, errors="replace"))
    # lxml refuses a str that declares its own encoding; the declaration has been used by now.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    root, whole = _tree(text, path)
    root = root if whole else _tree(flattened(text), path)[0]
    if "&#" in text:
        _without_spelled_out(root)
    return root


def _without_spelled_out(root: HtmlElement) -> None:
    """Characters that no text can hold go also where the page wrote them as numbers."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.text = without_forbidden(node.text) if node.text else node.text
        node.tail = without_forbidden(node.tail) if node.tail else node.tail


def _tree(html: str, path: str) -> tuple[HtmlElement, bool]:
    """The page's tree, and whether it holds all of the page: the parser stops at a certain depth."""
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError("the page holds no text.", path=path, fix="Is it the right file?") from error
    return root, not any("depth" in entry.message for entry in parser.error_log)


def _encoding(data: bytes) -> str:
    if data.startswith(UTF16_MARKS):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", data[:4096])
        known = {"iso-8859-15", "iso-8859-2", "windows-1250", "windows-1251", "koi8-r", "shift_jis", "gb2312"}
        name = declared[1].decode("ascii").lower() if declared else ""
        return name if name in known else "cp1252"
    return "utf-8-sig"


def _window_title(root: HtmlElement) -> str:
    """The page's name: as it tells other sites, else the browser's window without the site's name."""
    for meta in root.iterfind(".//meta"):
        if meta.get("property") == "og:title" and (meta.get("content") or "").strip():
            return " ".join(str(meta.get("content")).split())
    title = root.find(".//head/title")
    words = " ".join((title.text or "").split()) if title is not None else ""
    return re.split(r"\s+[|–—»·-]\s+", words)[0]


# --- the article ---------------------------------------------------------------------------------


def _article(body: HtmlElement) -> HtmlElement:
    """The element that holds most of what is left."""
    whole = text_length(body)
    for query in _ARTICLES:
        candidates = [node for node in body.xpath(query) if text_length(node) >= LEAST_SHARE * whole]
        if candidates:
            return min(candidates, key=text_length)
    return body


def _note_outside(body: HtmlElement, article: HtmlElement, found: Pieces) -> None:
    """What is on the page beside the article; a main heading there is the page's title."""
    inside = set(article.iter())
    tops = [piece for piece in found.pieces if isinstance(piece, HeadingMark) and piece.level == 1]
    for node in body.iter("h1"):
        if node not in inside and not tops and not found.title:
            found.title = " ".join(all_text(node).split())
    chain = {article, *article.iterancestors()}
    for node in chain - {article}:
        texts = [(node.text or "", node)] + [(child.tail or "", child) for child in node]
        texts += [
            (words_in(child), child) for child in node if child not in chain and isinstance(child.tag, str)
        ]
        for text, child in texts:
            words = " ".join(text.split())
            if words and words != found.title and node is not body.getparent():
                found.left_out.append(LeftOut(words, "outside the article", child.sourceline or 0))


def _is_frame(piece: object, found: Pieces) -> bool:
    if isinstance(piece, Paragraph | HeadingMark) and is_furniture(plain_text(piece.inlines)):
        words = " ".join(plain_text(piece.inlines).split())
        found.left_out.append(LeftOut(words, "part of a website around the text", piece.line))
        return True
    return False
