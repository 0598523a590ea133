"""Redlines that other programs print as marked Markdown are read as they show them."""

from __future__ import annotations

import pytest
from benchmarks.peers.pieces import Op, Piece, words_of

from benchmarks.peers import marked

OLD = "## Fees\n\nA session is $150.\n\n- cards\n- checks\n\nPlease pay *on the day*.\n"
NEW = "## Fees\n\nA session is $165.\n\n- cards\n\nPlease pay on the day.\n"
CRITIC = (
    "## Fees\n\nA session is {~~$150~>$165~~}.\n\n- cards\n- {--checks--}\n\n"
    "Please pay {~~*on the day*~>on the day~~}.\n"
)
WORD_DIFF = (
    "diff --git a/old.md b/new.md\n--- a/old.md\n+++ b/new.md\n@@ -1,8 +1,7 @@\n"
    " ## Fees\n~\n~\n A session is \n-$150.\n+$165.\n~\n~\n - cards\n~\n-- checks\n~\n~\n"
    " Please pay \n-*on the\n+on the\n-day*.\n+day.\n~\n"
)
CHANGES = [
    {"type": "equal", "text": "## Fees\n\nA session is "},
    {"type": "replace", "source_text": "$150.", "test_text": "$165."},
    {"type": "equal", "text": "\n\n- cards\n"},
    {"type": "delete", "text": "- checks\n"},
    {"type": "equal", "text": "\nPlease pay "},
    {"type": "replace", "source_text": "*on the day*.", "test_text": "on the day."},
]


def _sources() -> tuple[list[str], list[str]]:
    old, new = (words_of(marked.read([("equal", text)]), "insert") for text in (OLD, NEW))
    return old, new


@pytest.mark.parametrize(
    "runs",
    [marked.from_critic(CRITIC), marked.from_word_diff(WORD_DIFF), marked.from_changes(CHANGES)],
    ids=["CriticMarkup", "git", "redlines"],
)
def test_each_form_gives_back_the_words_of_both_texts(runs: marked.Runs) -> None:
    pieces = marked.read(runs)

    assert (words_of(pieces, "delete"), words_of(pieces, "insert")) == _sources()


def test_a_word_that_a_program_lost_is_missed() -> None:
    pieces = marked.read(marked.from_critic(CRITIC.replace("A session", "A")))

    assert words_of(pieces, "delete") != _sources()[0]


def test_a_heading_an_item_and_a_row_are_told_apart() -> None:
    text = "# Fees\n\nPlain.\n\n1. first\n2. second\n\n| What | Fee |\n| --- | --- |\n| Report | $20 |\n"

    kinds = [piece.kind for piece in marked.read([("equal", text)])]

    assert kinds == ["heading", "paragraph", "item", "item", "row", "row"]


def test_a_removed_item_is_a_piece_of_its_own() -> None:
    pieces = marked.read(marked.from_critic(CRITIC))

    assert [piece.text("delete").strip() for piece in pieces if piece.ops == {"delete"}] == ["checks"]


def test_emphasis_that_came_alone_is_a_change_of_look() -> None:
    runs: list[tuple[Op, str]] = [
        ("equal", "You may "),
        ("insert", "**"),
        ("equal", "call"),
        ("insert", "**"),
        ("equal", "."),
    ]

    (piece,) = marked.read(runs)

    assert piece == Piece("paragraph", (("equal", "You may call."),), formatted=True)


def test_another_number_of_an_item_is_no_change() -> None:
    runs: list[tuple[Op, str]] = [("delete", "5"), ("insert", "6"), ("equal", ". You may call.")]

    (piece,) = marked.read(runs)

    assert (piece.ops, piece.formatted) == ({"equal"}, False)


@pytest.mark.parametrize(("op", "count"), [("insert", 2), ("delete", 1)])
def test_paragraphs_that_were_parted_or_joined_are_marked(op: Op, count: int) -> None:
    runs: list[tuple[Op, str]] = [("equal", "First."), (op, "\n\n"), ("equal", "Second.")]

    pieces = marked.read(runs)

    assert len(pieces) == count
    assert pieces[-1].parted


def test_a_paragraph_that_went_takes_no_other_along() -> None:
    runs: list[tuple[Op, str]] = [("equal", "First."), ("delete", "\n\nSecond."), ("equal", "\n\nThird.")]

    pieces = marked.read(runs)

    assert [piece.ops for piece in pieces] == [{"equal"}, {"delete"}, {"equal"}]


def test_what_changed_in_the_front_matter_is_told_as_facts() -> None:
    runs: list[tuple[Op, str]] = [
        ("equal", "---\ntitle: Fees\non_change: notice"),
        ("insert", "-and-copy"),
        ("equal", "\n---\n\nText.\n"),
    ]

    assert marked.facts(runs) == [("on_change", "notice", "notice-and-copy")]
    assert [piece.text("insert").strip() for piece in marked.read(runs)] == ["Text."]


def test_a_text_is_unwrapped_paragraph_by_paragraph() -> None:
    text = "## Fees\nA session\nis $150.\n\n- by card,\n  or in cash\n- by check\n\n| a | b |\n| c | d |\n"

    assert marked.unwrapped(text) == (
        "## Fees\nA session is $150.\n\n- by card, or in cash\n- by check\n\n| a | b |\n| c | d |\n"
    )
