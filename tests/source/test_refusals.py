"""What a policy cannot hold, each refused with its line; and text made to be slow or deep."""

from __future__ import annotations

from contextlib import suppress

import pytest
from tests.source.small_policy import blocks, fault_of, faults_of, read

from policydocs.document import Paragraph, Text, plain_text
from policydocs.errors import InputErrors
from policydocs.source.read import read_document

# --- what a policy cannot hold -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line", "words_of_it"),
    [
        ("One\n\n<div>two</div>\n", 6, "HTML"),
        ("One <b>two</b>\n", 4, "HTML"),
        ("One ![logo](x.png)\n", 4, "pictures"),
        ("One[^1]\n", 4, "footnotes"),
        ("One\n\n[^1]: The note\n", 6, "footnotes"),
        ("One `two`\n", 4, "code"),
        ("```\ncode\n```\n", 4, "code"),
        ("One\n\n---\n\nTwo\n", 6, "rule"),
        ("One\n---\n", 4, "makes a heading"),
        ("One\n===\n", 4, "makes a heading"),
        ("- [ ] one\n", 4, "task list"),
        ("- one\n-\n", 5, "empty"),
        ("- ## one\n", 4, "inside a list"),
        ("##\n", 4, "no words"),
        ("[a](javascript:alert) b\n", 4, "no address"),
        ("[a](other.md) b\n", 4, "no address"),
        ('[a](https://example.org "title") b\n', 4, "title"),
        ("text\n\n[unused]: https://example.org\n", 6, "no text uses"),
        ("[a]\n\n[a]: https://example.org\n[a]: https://example.com\n", 7, "twice"),
        ("| A | B |\n| - | - |\n| 1 | 2 | 3 |\n", 6, "no place"),
        ("> | A |\n> | - |\n> | 1 | 2 |\n", 6, "no place"),
        ("| A | B |\n| - |\n", 4, "looks like a table"),
        ("• one\n• two\n", 4, "bullet"),
        ("One\na. first\nb. second\n", 5, "points"),
        ("(1) first\n(2) second\n", 4, "points"),
        ("– first\n– second\n", 4, "points"),
        ("One\n##Two\n", 5, "no heading"),
        ("####### Two\n", 4, "no heading"),
        ("~~gone~~\n", 4, "strikes"),
        ("[[lines: x]]\n", 4, 'no field "lines"'),
        ("[[line]]\n", 4, "no label"),
        ("[[line: x\n", 4, "not closed"),
        ("## A [[date]]\n\ntext\n", 4, "heading cannot hold"),
        ("text\n\n<!-- open\n\nmore\n", 6, "not closed"),
        ("<!-- a --> text\n", 4, "comment"),
        ("one\x00two\n", 4, "U+0000"),
        ("one\x07two\n", 4, "U+0007"),
        ("one\u2028two\n", 4, "U+2028"),
        ("one\ufdd0two\n", 4, "U+FDD0"),
        ("lost \ufffd\n", 4, "lost"),
    ],
)
def test_what_a_policy_cannot_hold_is_refused_with_its_line(body: str, line: int, words_of_it: str) -> None:
    found = faults_of(body)

    assert found[0].path == "policies/texting.md"
    assert words_of_it in found[0].problem
    assert found[0].line == line
    assert found[0].fix or "twice" in words_of_it


def test_several_faults_come_together_in_the_order_of_the_file() -> None:
    found = faults_of("{{ a }}\n\n![x](y)\n\n## A {#B}\n")

    assert [fault.line for fault in found] == [4, 6, 8]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_policy_without_text_is_refused(text: str) -> None:
    assert "no text" in fault_of(text).problem


@pytest.mark.parametrize("nest", ["> ", "- ", "1. ", "  - "])
def test_ten_thousand_levels_are_refused_and_not_fallen_into(nest: str) -> None:
    assert "nested" in fault_of(nest * 10_000 + "deep\n").problem


def test_ten_thousand_nested_list_lines_are_refused() -> None:
    body = "".join(f"{' ' * (2 * level)}- x\n" for level in range(1000))

    assert "nested" in fault_of(body).problem


@pytest.mark.parametrize(
    "body",
    [
        "[" * 20_000,
        "*a " * 5_000,
        "**a " * 5_000,
        "<" * 20_000,
        "`" * 9_999,
        "[[" * 10_000,
        "{{" * 9_999,
        "![" * 9_999,
        "[[line: " * 3_000,
        "*" * 9_999 + "x" + "*" * 9_999,
        "a[" * 3_000 + "b" + "](#c)" * 3_000,
        "\x01" * 1_000_000,
        "\x01\n" * 100_000,
    ],
)
def test_text_made_to_be_slow_is_read_in_reasonable_time(body: str) -> None:
    """No time is asserted: a text that took its square would be noticed by its reader."""
    with suppress(InputErrors):
        assert read(body).opening.blocks


def test_emphasis_in_emphasis_beyond_reason_is_refused() -> None:
    assert "nested" in fault_of("*a **b " * 40 + "x" + "** c* " * 40 + "\n").problem


def test_what_stands_in_too_many_emphases_is_not_lost_to_a_check() -> None:
    policy = read_document("a.md", b"One " + b"*a **b " * 40 + b"x" + b"** c* " * 40 + b"two.\n")

    text = " ".join(
        plain_text(block.inlines) for block in policy.opening.blocks if isinstance(block, Paragraph)
    )
    assert text.split()[-1] == "two."
    assert text.count("c") == 40


def test_a_hashtag_and_a_dash_at_the_start_of_a_line_are_text() -> None:
    assert blocks("#MeToo is a hashtag.\nI read it\n– as you may –\nnow and then.\n")


def test_right_to_left_text_and_emoji_are_text() -> None:
    assert blocks("שלום 👩‍⚕️ العربية\n") == (Paragraph((Text("שלום 👩‍⚕️ العربية"),)),)
