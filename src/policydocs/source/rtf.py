"""Rich text (RTF) to pieces: its paragraphs as HTML elements, and the HTML reader does the rest.

Headings are known by their outline level, lists by the sign that Word writes before each point for programs
that know no lists. Pictures, objects and fonts are passed over; nothing is fetched or run.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from html import escape

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from policydocs.errors import InputError
from policydocs.source.characters import without_forbidden
from policydocs.source.html_blocks import BlockMaker
from policydocs.source.links import link_target
from policydocs.source.reading import IN_THE_MARGIN, LeftOut, Pieces
from policydocs.source.rtf_tokens import DEEPEST_GROUP, LARGEST_RTF_BYTES, MOST_TOKENS, Kind, rtf_tokens
from policydocs.values import frozen, record

_NO_TEXT = """fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore
    listtable listoverridetable rsidtbl generator xmlnstbl mmathPr bkmkstart bkmkend filetbl revtbl fldinst
    objdata nonshppict shpinst pgptbl private background template ftnsep ftnsepc aftnsep aftnsepc"""
#: Groups whose words are no text of the document.
_SILENT = frozenset(_NO_TEXT.split())
_MARGINS = frozenset(["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"])
_COMMENTS = frozenset(["annotation", "atnid", "atnauthor"])
#: Groups that begin with \* and are text all the same.
_SHOWN = frozenset(["shppict", "shptxt", "listtext", "pntext", "footnote"])
_CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "line": "\n",
    "lbr": "\n",
}
_BULLET = re.compile(r"\s*[•·◦▪o\u00b7\uf0b7§-]\s*$")
_NUMBERED = re.compile(r"\s*\(?[0-9]{1,3}[.)]\s*$")


@frozen
class _Format:
    """What holds inside one group."""

    bold: bool = False
    italic: bool = False
    deleted: bool = False
    where: str = "text"  #: "text", "silent", "margin", "comment", "listtext", "fldinst"
    link: str = ""


@record
class _Paragraph:
    parts: list[str] = field(default_factory=list)  #: HTML
    level: int = 0  #: of a heading, from 1
    sign: str = ""  #: what stands before a point of a list
    in_table: bool = False


class _RtfReader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.html: list[str] = []
        self.plain: list[str] = []  #: the text alone, for the proof that nothing is lost
        self.left_out: list[LeftOut] = []
        self.remarks: dict[str, None] = {}
        self.formats = [_Format()]
        self.paragraph = _Paragraph()
        self.number = 0
        self.cells: list[str] = []
        self.rows: list[str] = []
        self.list_tag = ""
        self.aside: dict[str, list[str]] = {"margin": [], "comment": [], "deleted": []}
        self.instruction = ""
        self.starred = False
        self.fresh = False  # the group has just begun: its first word names it

    def read(self, data: bytes) -> None:
        for count, token in enumerate(rtf_tokens(data)):
            if count > MOST_TOKENS or len(self.formats) > DEEPEST_GROUP:
                raise InputError("the file is too large or too deep to be a policy.", path=self.path)
            match token.kind:
                case Kind.OPEN:
                    self.formats.append(self.formats[-1])
                    self.fresh, self.starred = True, False
                case Kind.CLOSE:
                    self._close()
                case Kind.WORD:
                    self._word(token.text, token.number)
                case Kind.TEXT:
                    self._say(token.text)
                    self.fresh = False
        self._end_paragraph()
        self._end_table()
        self._end_list()
        self._end_aside("margin", IN_THE_MARGIN)
        self._end_aside("comment", "a comment")

    # --- groups and words ------------------------------------------------------------------------

    def _close(self) -> None:
        if len(self.formats) > 1:
            closed = self.formats.pop()
            if closed.where == "fldinst" and self.formats[-1].where != "fldinst":
                target = re.search(r'HYPERLINK\s+"([^"]*)"', self.instruction)
                self.formats[-1] = replace(self.formats[-1], link=link_target(target[1]) if target else "")
                self.instruction = ""
            if closed.deleted and not self.formats[-1].deleted:
                self._end_aside("deleted", "deleted in a tracked change")
        self.fresh = self.starred = False

    def _word(self, name: str, number: int | None) -> None:
        if name == "*":
            self.starred = True
            return
        if self.fresh and self._destination(name):
            self.fresh = self.starred = False
            return
        self.fresh = self.starred = False
        on = number != 0
        now = self.formats[-1]
        if name in _CHARACTERS:
            self._say(_CHARACTERS[name])
        elif name in {"b", "i", "deleted", "plain"}:
            self.formats[-1] = {
                "b": replace(now, bold=on),
                "i": replace(now, italic=on),
                "deleted": replace(now, deleted=on),
                "plain": replace(now, bold=False, italic=False),
            }[name]
        else:
            self._paragraph_word(name, number)
        if name in {"deleted", "revised"}:
            self.remarks["The file holds tracked changes; it was read as if all were accepted."] = None

    def _paragraph_word(self, name: str, number: int | None) -> None:
        match name:
            case "outlinelevel":
                self.paragraph.level = min((number or 0) + 1, 6) if number is not None and number < 9 else 0
            case "intbl":
                self.paragraph.in_table = True
            case "pard":
                self.paragraph.level, self.paragraph.in_table = 0, False
            case "par" | "sect" | "page":
                self._say("\n") if self.formats[-1].where != "text" else self._end_paragraph()
            case "cell":
                self._end_cell()
            case "row":
                self._end_row()
            case _:
                return

    def _destination(self, name: str) -> bool:
        """Whether a group's first word says what the group is for; then it is noted."""
        where = ""
        if name in _MARGINS:
            where = "margin"
        elif name in _COMMENTS:
            where = "comment"
            self.remarks["The file holds comments; they were not read."] = None
        elif name in {"listtext", "pntext"}:
            where = "listtext"
        elif name == "fldinst":
            where = "fldinst"
        elif name in _SILENT or (self.starred and name not in _SHOWN):
            where = "silent"
            if name == "pict":
                self.remarks["The file holds pictures; words in a picture were not read."] = None
            elif name == "object":
                self.remarks["The file holds embedded objects; they were not opened."] = None
        if name == "footnote":
            self._say(" (")
            return True
        if where and self.formats[-1].where == "text":
            self.formats[-1] = replace(self.formats[-1], where=where)
        return bool(where)

    # --- text ------------------------------------------------------------------------------------

    def _say(self, text: str) -> None:
        now = self.formats[-1]
        match now.where:
            case "silent":
                return
            case "fldinst":
                self.instruction += text
            case "margin" | "comment":
                self.aside[now.where].append(text)
            case "listtext":
                self.paragraph.sign += text
            case _ if now.deleted:
                self.aside["deleted"].append(text)
            case _:
                self._show(text, now)

    def _show(self, text: str, now: _Format) -> None:
        text = without_forbidden(text)
        self.plain.append(text)
        html = escape(text).replace("\n", "<br>")
        if text.strip():
            html = f"<em>{html}</em>" if now.italic else html
            html = f"<strong>{html}</strong>" if now.bold else html
            html = f'<a href="{escape(now.link)}">{html}</a>' if now.link else html
        self.paragraph.parts.append(html)

    def _end_aside(self, kind: str, reason: str) -> None:
        words = " ".join("".join(self.aside[kind]).split())
        if words:
            self.left_out.append(LeftOut(words, reason, self.number if kind == "deleted" else 0))
        self.aside[kind] = []

    # --- paragraphs, lists, tables ---------------------------------------------------------------

    def _end_paragraph(self) -> None:
        done, self.paragraph = self.paragraph, _Paragraph(in_table=self.paragraph.in_table)
        self.paragraph.level = done.level
        self.number += 1
        self.plain.append("\n")
        inner = "".join(done.parts)
        if not inner.strip():
            return
        if done.in_table:
            self.paragraph.parts = [inner, "<br>"]
            return
        self._end_table()
        self._add(inner, done)

    def _add(self, inner: str, done: _Paragraph) -> None:
        tag = "ul" if _BULLET.match(done.sign) else "ol" if _NUMBERED.match(done.sign) else ""
        if done.sign.strip() and not tag:
            inner = f"{escape(done.sign.strip())} {inner}"
        if tag != self.list_tag:
            self._end_list()
            if tag:
                start = re.search("[0-9]+", done.sign) if tag == "ol" else None
                self.html.append(f'<{tag} start="{start[0]}">' if start else f"<{tag}>")
            self.list_tag = tag
        name = "li" if tag else f"h{done.level}" if done.level else "p"
        self.html.append(f'<{name} data-number="{self.number}">{inner}</{name}>')

    def _end_list(self) -> None:
        if self.list_tag:
            self.html.append(f"</{self.list_tag}>")
        self.list_tag = ""

    def _end_cell(self) -> None:
        parts, self.paragraph = self.paragraph.parts, _Paragraph(in_table=True)
        self.plain.append("\n")
        if parts and parts[-1] == "<br>":
            parts.pop()
        self.cells.append("".join(parts))

    def _end_row(self) -> None:
        self._end_list()
        self.number += 1
        cells = "".join(f'<td data-number="{self.number}">{cell}</td>' for cell in self.cells)
        self.rows.append(f"<tr>{cells}</tr>")
        self.cells = []

    def _end_table(self) -> None:
        if self.cells:
            self._end_row()
        if self.rows:
            self.html.append(f"<table>{''.join(self.rows)}</table>")
        self.rows = []


def read_rtf(data: bytes, *, path: str) -> Pieces:
    """The pieces of an RTF file; the line of each is its paragraph's number.

    Raises:
        InputError: too large, damaged, or without text.
    """
    reader = _read(data, path)
    found = Pieces([], remarks=list(reader.remarks), left_out=reader.left_out)
    maker = BlockMaker(_number, found.left_out)
    found.pieces = maker.pieces(_body("".join(reader.html)))
    if not found.pieces:
        raise InputError("the file holds no text.", path=path, fix="Is it the right file?")
    return found


def text_of_rtf(data: bytes, *, path: str) -> str:
    """All text in the order of the file, without any reading of sense.

    Raises:
        InputError: as `read_rtf`.
    """
    return "".join(_read(data, path).plain)


def _read(data: bytes, path: str) -> _RtfReader:
    if len(data) > LARGEST_RTF_BYTES:
        raise InputError(
            f"the file has {len(data) // 10**6} MB; at most {LARGEST_RTF_BYTES // 10**6} MB are read.",
            path=path,
            fix="Take large pictures out of it, or copy its text into a new document.",
        )
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError("this is no RTF file.", path=path, fix="Save it anew as a Word document (.docx).")
    reader = _RtfReader(path)
    reader.read(data)
    return reader


def _body(html: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True)
    return document_fromstring(f"<html><body>{html}</body></html>".encode(), parser=parser).find("body")


def _number(element: HtmlElement) -> int:
    return int(element.get("data-number") or 0)
