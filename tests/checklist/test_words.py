"""Plain phrases, as a practice's own checklist looks for them."""

from __future__ import annotations

import pytest

from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.words import find_words


@pytest.mark.parametrize(
    ("phrase", "sentence", "found"),
    [
        ("therapy dog", "A Therapy Dog may be here.", True),
        ("therapy dog", "A therapy-dog may be here.", True),
        ("therapy dog", "The dog is no therapy.", False),
        ("dog", "We read dogma.", False),
        ("dog*", "We have two dogs.", True),
        ("dog ... session*", "My dog is with me in some of our sessions.", True),
        ("dog ... sessions", "My dog " + "very " * 9 + "rarely sessions.", False),
        ("don't", "I don’t know.", True),
        ("100% (sure)", "I am 100% (sure) of it.", True),
    ],
)
def test_a_phrase_is_found_as_whole_words_in_order(phrase: str, sentence: str, found: bool) -> None:
    passage = Passage(sentence, 3, "dog", "Dog")

    assert bool(find_words([phrase], [passage])) is found


def test_a_heading_is_no_sentence() -> None:
    heading = Passage("Therapy dog", 3, "dog", "Dog", kind=PassageKind.HEADING)

    assert find_words(["therapy dog"], [heading]) == ()


def test_a_long_text_is_searched_in_bounded_steps() -> None:
    hostile = Passage("dog " * 25_000, 1, "", "")

    assert find_words(["dog ... dog ... dog ... cat"], [hostile]) == ()
