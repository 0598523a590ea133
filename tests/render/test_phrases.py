"""Fixed phrases and dates, by language."""

from datetime import date

import pytest

from policydocs.errors import InputError
from policydocs.render.phrases import ENGLISH, phrases


def test_a_date_is_written_as_the_language_writes_it() -> None:
    assert ENGLISH.written_date(date(2026, 3, 1)) == "March 1, 2026"
    assert ENGLISH.written_date(date(2027, 12, 31)) == "December 31, 2027"


@pytest.mark.parametrize("language", ["en", "en-US", "EN-gb"])
def test_a_region_has_the_phrases_of_its_language(language: str) -> None:
    assert phrases(language) is ENGLISH


def test_a_language_without_phrases_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(InputError, match=r'"eo".*languages are: en'):
        phrases("eo")


@pytest.mark.parametrize(
    ("ways", "said"), [(("a",), "a"), (("a", "b"), "a or b"), (("a", "b", "c"), "a, b or c")]
)
def test_ways_are_told_as_one_phrase(ways: tuple[str, ...], said: str) -> None:
    assert ENGLISH.ways(ways) == said
