"""HTML elements to pieces: what a browser would show as headings, paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace

from lxml.html import HtmlElement

from policydocs.document import (
    Block,
    BulletList,
    Emphasis,
    Field,
    Inlines,
    LineBreak,
    Link,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Strong,
    plain_text,
)
from policydocs.source.html_tables import table_pieces
from policydocs.source.inlines import RunBuilder, trimmed
from policydocs.source.links import link_target
from policydocs.source.plain_text import read_plain_text
from policydocs.source.reading import HeadingMark, LeftOut, Piece, first_line
from policydocs.values import record

DEEPEST = 60  #: elements in one another; what is deeper is read as one run of text

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_NAMES = """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form header hgroup hr html legend li main menu nav ol p pre section
    summary table tbody td tfoot th thead tr ul"""
BLOCKS = frozenset(_BLOCK_NAMES.split()) | frozenset(HEADINGS)
_SILENT_NAMES = """script style template noscript head meta link title svg math canvas audio video object
    embed iframe map area source track param base colgroup col datalist progress meter textarea select"""
SILENT = frozenset(_SILENT_NAMES.split())
EMPHASIS = frozenset({"em", "i", "cite", "dfn", "var"})
STRONG = frozenset({"strong", "b"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_PLAIN_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)  # as Google Docs wraps all
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)


@record
class BlockMaker:
    """Turns elements into pieces.

    Attributes:
        line_of: the line of an element; 0 where it has none of its own.
        left_out: gets what has no place in a policy, such as descriptions of pictures.
        list_letters: gets those of lists with letters, which have numbers now.
    """

    line_of: Callable[[HtmlElement], int]
    left_out: list[LeftOut]
    fields: Mapping[HtmlElement, Field] = field(default_factory=dict)  #: of a handout of ours
    keeps_ids: bool = False  #: of headings; those of other pages mean nothing to people
    list_letters: list[str] = field(default_factory=list)

    def pieces(self, element: HtmlElement, depth: int = 0) -> list[Piece]:
        """The pieces inside a container, in reading order."""
        return _Container(self, element, depth).read()

    def blocks(self, element: HtmlElement, depth: int) -> tuple[Block, ...]:
        """The same where no heading can stand."""
        return tuple(block_of(piece) for piece in self.pieces(element, depth))


class _Container:
    """One pass over what is inside one block element."""

    def __init__(self, maker: BlockMaker, element: HtmlElement, depth: int) -> None:
        self.maker = maker
        self.element = element
        self.depth = depth
        self.made: list[Piece] = []
        #: the paragraph that is being read, and in it the emphasis or link that is open
        self.runs = [RunBuilder(maker.line_of(element))]
        self.breaks = 0

    def read(self) -> list[Piece]:
        if self.depth > DEEPEST:
            self._say(all_text(self.element))
        else:
            self._children(self.element, self.depth)
        self._end_paragraph()
        return self.made

    def _children(self, element: HtmlElement, depth: int) -> None:
        self._say(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, depth + 1)
            self._say(child.tail or "")

    def _child(self, child: HtmlElement, depth: int) -> None:
        self.runs[-1].move_to(self.maker.line_of(child))
        tag = child.tag
        if tag in SILENT:
            return
        if child in self.maker.fields:
            self.runs[-1].add(self.maker.fields[child])
        elif depth > DEEPEST:
            self._say(all_text(child))
        elif tag == "br":
            self._line_break()
        elif tag in BLOCKS and len(self.runs) == 1:
            self._end_paragraph()
            self.made.extend(self._block(child, depth))
        elif tag in BLOCKS:  # a block in an open emphasis, which browsers put up with
            self.runs[-1].source(" ")
            self._children(child, depth)
            self.runs[-1].source(" ")
        elif tag == "img":
            self._picture(child)
        elif tag == "input":
            if child.get("type") == "checkbox":
                self.runs[-1].source("☐ ")
        elif _mark(child, self.maker.keeps_ids):
            self._span(child, depth)
        else:
            self._children(child, depth)

    def _say(self, text: str) -> None:
        """Text of the source; its line ends are counted, its white space is one space."""
        run = self.runs[-1]
        for number, part in enumerate(re.sub("[\xa0\u2007\u202f\r\t\x0b\x0c]", " ", text).split("\n")):
            if number:
                run.line_end()
            if part.strip():
                self.breaks = 0
            run.source(part)

    def _line_break(self) -> None:
        """One is a line break; two in a row part paragraphs."""
        self.breaks += 1
        if self.breaks > 1 and len(self.runs) == 1:
            self._end_paragraph()
        else:
            self.runs[-1].add(LineBreak())

    def _span(self, child: HtmlElement, depth: int) -> None:
        """Emphasis or a link; wrapped around whole blocks, it goes into each of them."""
        if len(self.runs) == 1 and _holds_block(child):
            self._end_paragraph()
            keep = self.maker.keeps_ids
            self.made.extend(_marked(piece, child, keep) for piece in self.maker.pieces(child, depth))
            return
        outer = self.runs[-1]
        inner = RunBuilder(outer.line)
        inner.set_space(outer.ends_in_space())
        self.runs.append(inner)
        self._children(child, depth)
        self.runs.pop()
        space = inner.ends_in_space()
        words = inner.finish()
        if plain_text(words).strip():
            outer.add(_wrapped(child, words, self.maker.keeps_ids))
            outer.set_space(space)
        else:
            for inline in words:
                outer.add(inline) if isinstance(inline, LineBreak) else outer.source(" ")
        outer.move_to(inner.line)

    def _picture(self, child: HtmlElement) -> None:
        if words := " ".join((child.get("alt") or "").split()):
            self.maker.left_out.append(LeftOut(words, "describes a picture", self.maker.line_of(child)))

    def _end_paragraph(self) -> None:
        run = self.runs[0]
        inlines = trimmed(run.finish())
        if plain_text(inlines).strip():
            self.made.append(Paragraph(inlines, first_line(inlines) or self.maker.line_of(self.element)))
        self.runs[0] = RunBuilder(run.line)
        self.breaks = 0

    # --- blocks ----------------------------------------------------------------------------------

    def _block(self, child: HtmlElement, depth: int) -> list[Piece]:
        tag = child.tag
        if tag in HEADINGS:
            return self._heading(child, depth)
        if tag in {"ul", "ol", "menu", "dir"}:
            return self._list(child, depth)
        if tag == "blockquote":
            blocks = self.maker.blocks(child, depth)
            return [Quote(blocks, blocks_line(blocks))] if blocks else []
        if tag == "table":
            return table_pieces(self.maker, child, depth)
        if tag in {"dt", "summary", "legend"}:
            return [_in_bold(piece) for piece in self.maker.pieces(child, depth)]
        if tag == "pre" and not len(child):
            return self._preformatted(child)
        return self.maker.pieces(child, depth)

    def _preformatted(self, child: HtmlElement) -> list[Piece]:
        """Text set as it was typed: read as such."""
        above = "\n" * max(self.maker.line_of(child) - 1, 0)
        found = read_plain_text(above + (child.text or ""), is_part=True)
        self.maker.list_letters += found.list_letters
        return [
            Paragraph(piece.inlines, piece.line) if isinstance(piece, HeadingMark) else piece
            for piece in found.pieces
        ]

    def _heading(self, child: HtmlElement, depth: int) -> list[Piece]:
        pieces = self.maker.pieces(child, depth)
        words = [piece.inlines for piece in pieces if isinstance(piece, HeadingMark | Paragraph)]
        if len(words) != len(pieces) or any(isinstance(piece, HeadingMark) for piece in pieces):
            # More than a heading can hold: its end was forgotten. The first words are the heading.
            first = pieces[0] if pieces else None
            if isinstance(first, Paragraph):
                return [HeadingMark(HEADINGS[child.tag], first.inlines, first.line), *pieces[1:]]
            return pieces
        inlines: Inlines = ()
        for run in words:
            inlines = (*inlines, LineBreak(), *run) if inlines else run
        line = pieces[0].line if pieces and isinstance(pieces[0], HeadingMark | Paragraph) else 0
        id_ = (child.get("id") or "") if self.maker.keeps_ids else ""
        return [HeadingMark(HEADINGS[child.tag], inlines, line, id=id_)] if inlines else []

    def _list(self, child: HtmlElement, depth: int) -> list[Piece]:
        if (child.text or "").strip() or any((item.tail or "").strip() for item in child):
            return self.maker.pieces(child, depth)  # text beside the items: its author made no real list
        items: list[ListItem] = []
        for item in child:
            if not isinstance(item.tag, str) or item.tag in SILENT:
                continue
            if item.tag in {"ul", "ol"} and items:  # a list put beside its item, as some editors do
                inner = tuple(block_of(piece) for piece in self._list(item, depth + 1))
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *inner))
                continue
            blocks = self.maker.blocks(item, depth + 1)
            if blocks:
                items.append(ListItem(blocks, blocks_line(blocks)))
        if not items:
            return []
        if child.tag == "ol":
            start = child.get("start") or "1"
            number = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
            return [NumberedList(tuple(items), number, items[0].line)]
        return [BulletList(tuple(items), items[0].line)]


def block_of(piece: Piece) -> Block:
    """A heading where none can stand (in a list, a quote, a cell) as a paragraph in bold."""
    return Paragraph((Strong(piece.inlines),), piece.line) if isinstance(piece, HeadingMark) else piece


def blocks_line(blocks: tuple[Block, ...]) -> int:
    """The line at which the first of several blocks begins."""
    return next((getattr(block, "line", 0) for block in blocks), 0)


def all_text(element: HtmlElement) -> str:
    """Everything in an element that a browser shows, tags aside; scripts and the like left out."""
    return "".join(_texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    hidden = 0
    from lxml.etree import iterwalk  # noqa: PLC0415  (a walk without recursion, for deep trees)

    for event, node in iterwalk(element, events=("start", "end")):
        silent = not isinstance(node.tag, str) or node.tag in SILENT
        if event == "start":
            hidden += silent
            if not hidden:
                yield node.text or ""
        else:
            hidden -= silent
            if not hidden and node is not element:
                yield f" {node.tail or ''}" if node.tag in BLOCKS or node.tag == "br" else node.tail or ""


def _holds_block(element: HtmlElement) -> bool:
    return any(isinstance(node.tag, str) and node.tag in BLOCKS for node in element.iterdescendants())


def _target(element: HtmlElement, within: bool) -> str:
    """Where a link leads; "" for one inside the page, unless its places are sections of ours."""
    target = link_target(element.get("href") or "")
    return "" if target.startswith("#") and not within else target


def _mark(element: HtmlElement, within: bool) -> str:
    """How an inline element sets its words apart: "strong", "emphasis", "link", or "" for not at all."""
    tag = element.tag
    if tag == "a":
        return "link" if _target(element, within) else ""
    style = element.get("style") or ""
    if tag == "u":  # as on a typewriter, underlined words are set apart like bold ones; a link's are not
        linked = any(node.tag == "a" for node in (*element.iterancestors(), *element.iterdescendants()))
        return "" if linked else "strong"
    if tag in STRONG or (tag in {"span", "font"} and _BOLD_STYLE.search(style)):
        return "" if _PLAIN_STYLE.search(style) else "strong"
    return "emphasis" if tag in EMPHASIS or (tag == "span" and _ITALIC_STYLE.search(style)) else ""


def _wrapped(element: HtmlElement, words: Inlines, within: bool) -> Strong | Emphasis | Link:
    match _mark(element, within):
        case "strong":
            return Strong(words)
        case "link":
            return Link(_target(element, within), words)
        case _:
            return Emphasis(words)


def _marked(piece: Piece, element: HtmlElement, within: bool) -> Piece:
    if isinstance(piece, Paragraph) or (isinstance(piece, HeadingMark) and element.tag == "a"):
        return replace(piece, inlines=(_wrapped(element, piece.inlines, within),))
    return piece


def _in_bold(piece: Piece) -> Piece:
    return replace(piece, inlines=(Strong(piece.inlines),)) if isinstance(piece, Paragraph) else piece
