"""Markdown's block tokens to stretches of blocks under their headings."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from markdown_it.token import Token

from policydocs.document import (
    Alignment,
    Block,
    BulletList,
    Inlines,
    ListItem,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    plain_text,
)
from policydocs.source.faults import Faults
from policydocs.source.headings import Attributes, read_attributes
from policydocs.source.inlines import InlineReader
from policydocs.source.outline import Stretch
from policydocs.source.variables import Variables

_TAG = re.compile(r"<[^<>]*>")
_TASK = re.compile(r"\[[ xX]\]\s")
_PASTED_BULLET = re.compile(r"^[•◦▪‣●·]\s?", re.MULTILINE)
#: Points as Word and PDF give them, in two lines that follow one another (one may be a sentence).
_PASTED_POINTS = re.compile(
    r"^[–—]\s.*\n[–—]\s|^\(?a[.)]\s.*\n(?:.*\n)?\(?b[.)]\s|^\(1\)\s.*\n(?:.*\n)?\(2\)\s",
    re.MULTILINE | re.IGNORECASE,
)
_UNMADE_HEADING = re.compile(r"^(?:#{2,6}[^#\s]|#{7,}).*", re.MULTILINE)
_TABLE_LINE = re.compile(r"^\|.*\|$", re.MULTILINE)


class BlockReader:
    """Reads the tokens of one policy, from the first to the last."""

    def __init__(
        self,
        tokens: list[Token],
        variables: Variables,
        faults: Faults,
        known_topics: Collection[str] | None = None,
    ) -> None:
        self._tokens = tokens
        self._at = 0
        self._variables = variables
        self._faults = faults
        self._inlines = InlineReader(variables, faults)
        self._topics = known_topics

    def stretches(self) -> list[Stretch]:
        """The opening text first, then one stretch a heading, the title (`#`) among them with level 1."""
        current = Stretch()
        stretches = [current]
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.type == "heading_open":
                current.facts_used = self._facts()
                current = self._heading()
                stretches.append(current)
            else:
                current.blocks.extend(self._block())
        current.facts_used.extend(self._facts())
        return stretches

    # --- headings --------------------------------------------------------------------------------

    def _heading(self) -> Stretch:
        opened, inline = self._tokens[self._at], self._tokens[self._at + 1]
        self._at += 3
        line = _line(opened)
        title = self._inlines.read(inline, line, one_line=True)
        attributes = Attributes()
        if (written := opened.meta.get("attributes")) is not None:
            restored = self._variables.restore(str(written))
            attributes = read_attributes(restored, line, self._faults, self._topics)
        if opened.markup in {"-", "="}:
            self._faults.add(
                f'the line of {opened.markup} under "{plain_text(title)[:40]}" makes a heading of it.',
                line,
                fix="Write a heading as ## Heading; put an empty line above a line of dashes, or remove it.",
            )
        if not plain_text(title).strip():
            self._faults.add(
                "a heading has no words.", line, fix="Write the section's title after the # signs."
            )
        stretch = Stretch(int(opened.tag[1]), title, line, attributes)
        stretch.facts_used = self._facts()
        return stretch

    def _facts(self) -> list[str]:
        used = self._inlines.facts_used
        self._inlines.facts_used = []
        return used

    # --- blocks ----------------------------------------------------------------------------------

    def _block(self) -> list[Block]:
        """The next block; none or several where a thing is told as a fault."""
        token = self._tokens[self._at]
        self._at += 1
        match token.type:
            case "paragraph_open":
                return self._paragraph()
            case "bullet_list_open":
                return self._list(BulletList(self._items(token), _line(token)))
            case "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                return self._list(NumberedList(self._items(token), start, _line(token)))
            case "blockquote_open":
                blocks = self._until("blockquote_close")
                return [Quote(blocks, _line(token))] if blocks else []
            case "table_open":
                return [self._table(token)]
            case "heading_open":
                return self._inner_heading(token)
            case "hr":
                return self._rule(token)
            case "fence":
                return self._code(token)
            case "html_block":
                return self._html(token)
            case _:  # pragma: no cover  (the parser's rules make no other token)
                raise AssertionError(token.type)

    def _until(self, closing: str) -> tuple[Block, ...]:
        blocks: list[Block] = []
        while self._tokens[self._at].type != closing:
            blocks.extend(self._block())
        self._at += 1
        return tuple(blocks)

    def _paragraph(self) -> list[Block]:
        token = self._tokens[self._at]
        self._at += 2
        self._check_paragraph(token)
        inlines = self._inlines.read(token, _line(token))
        return [Paragraph(inlines, _line(token))] if inlines else []

    def _check_paragraph(self, token: Token) -> None:
        # Each pattern is tried only where one of its signs is there: tried at every line's beginning, they
        # would take longer than all else that is done with a paragraph.
        words = token.content
        if not words.isascii() and _PASTED_BULLET.search(words):
            self._faults.add(
                "a line begins with a bullet sign that Markdown does not know; the lines would run together.",
                _line(token),
                fix="Begin each point with a hyphen and a space: - like this.",
            )
        if "\n" in words and (points := _PASTED_POINTS.search(words)):
            self._faults.add(
                "these lines are meant as points of a list, but would run together.",
                _line(token) + words.count("\n", 0, points.start()),
                fix="Begin each point with a hyphen and a space, or with 1. and a space.",
            )
        if "##" in words and (heading := _UNMADE_HEADING.search(words)):
            self._faults.add(
                f'"{self._variables.restore(heading[0])[:40]}" would be printed as it stands here: '
                "this way it is no heading.",
                _line(token) + words.count("\n", 0, heading.start()),
                fix="Write a space after the # signs, and six of them at most: ## Heading.",
            )
        if "|" in words and _TABLE_LINE.search(words):
            self._faults.add(
                "this looks like a table, but its second line does not fit its first.",
                _line(token),
                fix="Under | Way | Use | write | --- | --- |, with one --- for each column.",
            )

    def _list(self, made: BulletList | NumberedList) -> list[Block]:
        return [made] if made.items else []

    def _items(self, opened: Token) -> tuple[ListItem, ...]:
        closing = opened.type.replace("_open", "_close")
        items: list[ListItem] = []
        while self._tokens[self._at].type != closing:
            token = self._tokens[self._at]
            self._at += 1
            self._check_item(token)
            blocks = self._until("list_item_close")
            if blocks:
                items.append(ListItem(blocks, _line(token)))
        self._at += 1
        return tuple(items)

    def _check_item(self, opened: Token) -> None:
        following = self._tokens[self._at]
        if following.type == "list_item_close":
            self._faults.add(
                "a list item is empty.", _line(opened), fix="Write its words, or remove the line."
            )
        elif following.type == "paragraph_open" and _TASK.match(self._tokens[self._at + 1].content + " "):
            self._faults.add(
                "[ ] is a task list, which paper does not have.",
                _line(opened),
                fix="For a box to tick on paper write [[box: By phone]].",
            )

    def _table(self, opened: Token) -> Table:
        rows: list[Row] = []
        cells: list[Inlines] = []
        alignments: list[Alignment] = []
        row_line = _line(opened)
        while (token := self._tokens[self._at]).type != "table_close":
            self._at += 1
            match token.type:
                case "tr_open":
                    cells, row_line = [], _line(token)
                case "th_open":
                    side = str(token.attrs.get("style", "text-align:left")).partition(":")[2]
                    alignments.append(Alignment(side))
                case "inline":
                    cells.append(self._inlines.read(token, row_line))
                case "tr_close":
                    rows.append(Row(tuple(cells), row_line))
        self._at += 1
        return Table(rows[0], tuple(rows[1:]), tuple(alignments), _line(opened))

    # --- what a policy cannot hold ---------------------------------------------------------------

    def _inner_heading(self, opened: Token) -> list[Block]:
        self._faults.add(
            "a heading stands inside a list or a quote, where it cannot begin a section.",
            _line(opened),
            fix="Begin the # signs at the left margin after an empty line, or use **bold** words.",
        )
        inline = self._tokens[self._at]
        self._at += 2
        inlines = self._inlines.read(inline, _line(opened), one_line=True)
        return [Paragraph((Strong(inlines),), _line(opened))] if inlines else []

    def _rule(self, token: Token) -> list[Block]:
        self._faults.add(
            f"a line of {token.markup[0]} signs draws a rule across the page; headings part a policy.",
            _line(token),
            fix="Remove it, or begin a section with ##. For a line to write on: [[line: Name]].",
        )
        # A rule of underscores is a blank to fill in on somebody's form, and is kept as such.
        return [Paragraph((Text(token.markup, _line(token)),), _line(token))] if "_" in token.markup else []

    def _code(self, token: Token) -> list[Block]:
        self._faults.add(
            "``` or ~~~ begins computer code, which a policy does not have.",
            _line(token),
            fix="Remove these lines; for words of somebody else begin each line with >.",
        )
        return self._plain_paragraphs(f"{token.info}\n\n{token.content}", _line(token) - 1)

    def _html(self, token: Token) -> list[Block]:
        content, unclosed = _without_comments(token.content)
        if unclosed is not None:
            self._faults.add(
                "a comment begins with <!-- and is not closed.",
                _line(token) + unclosed,
                fix="Close it with -->.",
            )
        if not content.strip():
            return []
        first = content[: len(content) - len(content.lstrip())].count("\n")
        shown = self._variables.restore(content.strip().split("\n")[0])[:40]
        self._faults.add(
            f'"{shown}" is HTML, or stands in the same line as a comment; it is not printed.',
            _line(token) + first,
            fix="Write it in Markdown; give a comment <!-- ... --> lines of its own.",
        )
        return self._plain_paragraphs(unescape(_TAG.sub(" ", content)), _line(token))

    def _plain_paragraphs(self, text: str, line: int) -> list[Block]:
        """Refused text as paragraphs, so that a lenient reading keeps its words."""
        blocks: list[Block] = []
        for offset, words in enumerate(self._variables.restore(text).split("\n")):
            if words.strip():
                blocks.append(Paragraph((Text(words.strip(), line + offset),), line + offset))
        return blocks


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _without_comments(html: str) -> tuple[str, int | None]:
    """The text without its comments, line ends kept; and the line (from 0) of one that is not closed."""
    kept: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start)
        if end < 0:
            return "".join(kept) + html[at:], html.count("\n", 0, start)
        kept.append(html[at:start] + "\n" * html.count("\n", start, end))
        at = end + 3
    return "".join(kept) + html[at:], None
