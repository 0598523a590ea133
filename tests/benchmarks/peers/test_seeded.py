"""Another program's redline is put into the form that is judged, with all that it shows and no more."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.peers.pieces import Piece

from benchmarks.peers import seeded


def sections(*pieces: Piece) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = seeded.answer("fees", pieces)["sections"]
    return found[1:]  # the first is the opening text


def test_a_heading_with_two_texts_is_a_renamed_section() -> None:
    heading = Piece("heading", (("delete", "Fees"), ("insert", "What it costs")))

    (section,) = sections(heading, Piece("paragraph", (("equal", "Nothing."),)))

    assert (section["old_title"], section["new_title"]) == ("Fees", "What it costs")
    assert (section["change"], section["blocks"][0]["change"]) == ("reworded", "same")


def test_what_is_kept_below_a_heading_that_went_moved_to_the_one_before() -> None:
    first, second = sections(
        Piece("heading", (("equal", "Questions"),)),
        Piece("heading", (("delete", "Changes"),)),
        Piece("paragraph", (("equal", "I go over this each year."),)),
    )

    assert (second["change"], second["blocks"]) == ("removed", [])
    assert first["blocks"][0]["moved"]
    assert first["blocks"][0]["from_section"] == "changes"


def test_a_section_that_moved_takes_its_paragraphs_along() -> None:
    (section,) = sections(
        Piece("heading", (("equal", "Records"),), moved=True),
        Piece("paragraph", (("equal", "Ten years."),), moved=True, came_from="Records"),
    )

    assert (section["moved"], section["change"]) == (True, "same")
    assert not section["blocks"][0]["moved"]


@pytest.mark.parametrize(
    ("piece", "change"),
    [
        (Piece("item", (("insert", "Cash"),)), "added"),
        (Piece("item", (("delete", "Cash"),)), "removed"),
        (Piece("item", (("equal", "Cash"), ("insert", " or checks"))), "reworded"),
        (Piece("item", (("equal", "Cash"),), formatted=True), "formatting"),
        (Piece("item", (("equal", "Cash"),), parted=True), "reworded"),
        (Piece("item", (("equal", "Cash"), ("insert", " \n"))), "same"),
    ],
)
def test_a_block_changed_as_its_words_say(piece: Piece, change: str) -> None:
    (section,) = sections(Piece("heading", (("equal", "Fees"),)), piece)

    assert section["blocks"][0]["change"] == change


def test_an_answer_with_nothing_marked_shows_none_of_the_edits() -> None:
    if not seeded.pairs():
        pytest.skip("the pairs with known edits are not beside this project")
    pair = seeded.pairs()[0]

    score = seeded.judge(seeded.answer(pair.name, []), pair)

    assert score.right == 0
    assert score.wrong == len(pair.truth["edits"])
