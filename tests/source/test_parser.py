"""The shortcuts of our Markdown parser lead to what the library's rules find one after the other."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policydocs.source import parser

PIECES = (
    "# ", "## ", "##", "- ", "1. ", "> ", "| a | b |\n", "|---|---|\n", "---\n", "===\n", "```\n", "<b>",
    "[x](y)", "[x]: y\n", "[[date]]", "![a](b)", "*", "**", "_", "`", "\\", "&amp;",
    "e-mail: a+b = $5 ~ 100%!", "\n", "\n\n", "    ", "\t", " ", "word ", "é", "<me@x.org>",
)  # fmt: skip


@cache
def slow_parser() -> MarkdownIt:
    made = parser._parser.__wrapped__()
    made.disable("first_sign")
    made.inline.terminator_re = MarkdownIt().inline.terminator_re
    return made


def told(tokens: list[Any]) -> list[dict[str, Any]]:
    return [token.as_dict() for token in tokens]


@given(st.lists(st.sampled_from(PIECES), max_size=11).map("".join))
def test_a_line_known_by_its_first_sign_is_what_all_rules_make_of_it(text: str) -> None:
    assert told(parser.parse(text, {})) == told(slow_parser().parse(text, {}))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I call.", ["paragraph_open"]),
        ("I call.\n---", ["heading_open"]),
        ("a | b\n--- | ---", ["table_open"]),
        ("# Calls", ["heading_open"]),
        ("#Calls", ["paragraph_open"]),
        ("> I call.\ngoes on", ["blockquote_open", "paragraph_open"]),
    ],
)
def test_a_line_that_another_belongs_to_is_no_line_by_itself(text: str, kinds: list[str]) -> None:
    opened = [token.type for token in parser.parse(text, {}) if token.nesting == 1]

    assert opened[: len(kinds)] == kinds
