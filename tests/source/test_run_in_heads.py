"""Headings in the line of their paragraph, where a document is made of them."""

from __future__ import annotations

import html

import pytest
from tests.source.outlines import outline

from policydocs.source.read import read_document

TEXTS = [
    "I accept no friend requests from clients.",
    "I do not answer texts, since others may read them.",
    "It is for appointments only, so please keep it short.",
]


def read(*lines: str) -> list[str]:
    page = "<h1>Policy</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    return [line.split(" @")[0] for line in outline(read_document("page.html", page.encode()))]


@pytest.mark.parametrize(
    "head", ["{}: ", "<b>{}:</b> ", "<b>{}</b>: ", "<b>{}.</b> ", "<u>{}:</u> ", "<u>{}</u> – "]
)
def test_heads_that_several_paragraphs_begin_with_are_headings(head: str) -> None:
    names = ["Friending", "Text messages", "E-mail"]

    found = read(*(head.format(name) + html.escape(text) for name, text in zip(names, TEXTS, strict=True)))

    assert found == [line for name, text in zip(names, TEXTS, strict=True) for line in (f"## {name}", text)]


@pytest.mark.parametrize(
    "lines",
    [
        [f"Texting: {TEXTS[1]}", TEXTS[0], TEXTS[2]],  # one alone is no way to part a document
        [f"Note: {text}" for text in TEXTS],
        [f"I say this: {text}" for text in TEXTS],
        ["Call: at any hour, please", "Write: when you like to", "Come: on any day at all"],  # a list of ways
        [f"Q: {text}" for text in TEXTS],
    ],
)
def test_a_colon_alone_makes_no_heading(lines: list[str]) -> None:
    assert read(*lines) == lines
