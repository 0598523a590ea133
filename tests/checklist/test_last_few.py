"""A document is worked out once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from policydocs.checklist.last_few import LastFew
from policydocs.checklist.passages import Passage


def document(text: str, line: int = 1) -> tuple[Passage, ...]:
    return (Passage(text, line, "", ""),)


def noting(made: list[str]) -> Callable[[tuple[Passage, ...]], str]:
    """A function that gives a document's text, and writes down that it was called."""

    def first_text(passages: tuple[Passage, ...]) -> str:
        made.append(passages[0].text)
        return passages[0].text

    return first_text


def test_a_document_asked_for_again_is_not_worked_out_again() -> None:
    made: list[str] = []
    first_text = LastFew(noting(made))

    values = [first_text(document(text)) for text in ("One.", "Two.", "One.", "Two.")]

    assert values == ["One.", "Two.", "One.", "Two."]
    assert made == ["One.", "Two."]


def test_the_same_words_in_another_place_are_another_document() -> None:
    first_line = LastFew(lambda passages: passages[0].line)

    assert [first_line(document("One.", line)) for line in (1, 7)] == [1, 7]


def test_only_the_last_few_documents_are_kept() -> None:
    made: list[str] = []
    first_text = LastFew(noting(made))

    for text in ("One.", *(f"{number}." for number in range(50)), "One."):
        first_text(document(text))

    assert made.count("One.") == 2
