"""markdown-it-py set up for policies: CommonMark and tables, fields, heading attributes, and no silence.

The parser itself drops a few things without a word: cells beyond a table's last column, what is nested
deeper than its limit. The rules here note them, so that the reader can say so.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.heading import heading as heading_rule
from markdown_it.rules_block.paragraph import paragraph as paragraph_rule
from markdown_it.rules_block.reference import reference as reference_rule
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_block.table import table as table_rule
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link as link_rule
from markdown_it.token import Token

from policydocs.errors import InputError
from policydocs.source.variables import PLACEHOLDER

DEEPEST_BLOCKS = 24  #: twelve lists in one another: a list and its item count as two
FIELD = re.compile(r"\[\[[ \t]*([A-Za-z]+)[ \t]*(?::((?:(?!\]\]|\[\[)[\s\S])*?))?\]\]")
ATTRIBUTES = re.compile(r"[ \t]+\{([^{}\"“”]*(?:[\"“][^\"“”]*[\"”][^{}\"“”]*)*)\}[ \t]*$")
#: At any other character nothing but text begins, and `]` is where the words of a link may end.
_SIGN = re.compile(r"[\n\\`*_\[\]!<&]")
_BARE_ATTRIBUTES = re.compile(r"^\{([^{}]*)\}$")


class TooDeep(Exception):  # noqa: N818  (never leaves this package)
    """Lists and quotes are nested beyond anything that can be printed."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _PolicyMarkdown(MarkdownIt):
    """Leaves link targets as written: they are judged, and told about, when they are read."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


def parse(text: str, env: MutableMapping[str, Any]) -> list[Token]:
    """The tokens of a Markdown text, its variables replaced by placeholders before.

    Args:
        text: the Markdown.
        env: empty; afterwards holds `references` and `surplus_cells` (lines of rows with too many cells).

    Raises:
        TooDeep: nested beyond DEEPEST_BLOCKS.
    """
    return _parser().parse(text, env)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = _PolicyMarkdown("commonmark", {"maxNesting": DEEPEST_BLOCKS + 20})
    parser.enable("table")
    # Indented text is text: nobody puts programs into a policy, and many indent a paragraph.
    parser.disable(["code", "text_join"])
    parser.block.ruler.before("table", "depth", _depth, {"alt": []})
    parser.block.ruler.after("depth", "first_sign", _by_first_sign, {"alt": []})
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("reference", _reference)
    parser.core.ruler.after("block", "heading_attributes", _heading_attributes)
    parser.inline.terminator_re = _SIGN  # the library stops at more, for extensions that are not in use here
    parser.inline.ruler.before("link", "field", _field)
    parser.inline.ruler.before("autolink", "fact_link", _fact_link)
    parser.inline.ruler.at("link", _link)
    return parser


def _depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    if state.level > DEEPEST_BLOCKS:
        raise TooDeep(start + 1)
    return False


def _by_first_sign(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line by itself that begins with a letter is a paragraph, or a heading with #: no other rule takes it.

    Most lines of a policy are such. For all others one rule after the other is tried.
    """
    if not state.isEmpty(start + 1):
        return False
    sign = state.src[state.bMarks[start] + state.tShift[start]]
    if sign == "#":
        return heading_rule(state, start, end, silent)
    return sign.isalpha() and paragraph_rule(state, start, end, silent)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's rule, and a note of each row whose last cells it leaves out."""
    if not table_rule(state, start, end, silent):
        return False
    if not silent:
        columns = len(_cells(state, start))
        for line in range(start + 2, state.line):
            if any(_cells(state, line)[columns:]):
                state.env.setdefault("surplus_cells", []).append((line + 1, columns, _cells(state, line)))
    return True


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's rule, but not for a footnote, `[^1]: ...`: it stays text, and is told as what it is."""
    at = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", at) and reference_rule(state, start, end, silent)


def _cells(state: StateBlock, line: int) -> list[str]:
    cells = escapedSplit(mdTrim(getLine(state, line)))
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return [cell.strip() for cell in cells]


def _heading_attributes(state: StateCore) -> None:
    """Cuts `{#id topics="..."}` off a heading before its text is read as Markdown."""
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type == "heading_open":
            match = ATTRIBUTES.search(inline.content) or _BARE_ATTRIBUTES.search(inline.content)
            if match and not match[1].startswith("%"):
                heading.meta["attributes"] = match[1]
                inline.content = inline.content[: match.start()].rstrip()


def _field(state: StateInline, silent: bool) -> bool:
    """`[[line: Recipient]]`; the reader judges what it is called."""
    if not state.src.startswith("[[", state.pos):
        return False
    match = FIELD.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        token = state.push("field", "", 0)
        token.content = match[0]
        token.meta = {"kind": match[1], "label": match[2]}
    state.pos = match.end()
    return True


def _fact_link(state: StateInline, silent: bool) -> bool:
    """`<{{ practice.email }}>`, as `<me@example.org>`."""
    if state.src[state.pos] != "<":
        return False
    match = PLACEHOLDER.match(state.src, state.pos + 1)
    if match is None or not state.src.startswith(">", match.end()) or match.end() >= state.posMax:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match[0]}
        state.push("text", "", 0).content = match[0]
        state.push("link_close", "a", -1)
    state.pos = match.end() + 1
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """The library's rule, and a note of the source lines that end inside a target, for line numbers."""
    start, before = state.pos, len(state.tokens)
    if not link_rule(state, silent):
        return False
    if not silent:
        ends = state.src.count("\n", start, state.pos)
        for token in state.tokens[before:]:
            ends -= token.type in {"softbreak", "hardbreak"}
            ends -= token.content.count("\n") + token.meta.get("line_ends", 0)
        state.tokens[-1].meta["line_ends"] = ends
    return True


def too_deep(error: TooDeep, path: str) -> InputError:
    """What the author is told."""
    return InputError(
        f"lists or quotes are nested more than {DEEPEST_BLOCKS // 2} deep here.",
        path=path,
        line=error.line,
        fix="Two or three levels can be read on paper; make sections of the rest.",
    )
