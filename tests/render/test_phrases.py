"""Fixed phrases and dates, by language."""

from datetime import date
from string import Formatter

import pytest

from policydocs.errors import InputError
from policydocs.render.catalogues import catalogue_languages, read_catalogue
from policydocs.render.phrases import PACKAGE, phrases


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("en", date(2026, 3, 1), "March 1, 2026"),
        ("en", date(2027, 12, 31), "December 31, 2027"),
        ("es", date(2026, 3, 1), "1 de marzo de 2026"),
        ("es", date(2027, 12, 31), "31 de diciembre de 2027"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language: str, day: date, written: str) -> None:
    assert phrases(language).written_date(day) == written


@pytest.mark.parametrize("language", ["en", "en-US", "EN-gb"])
def test_a_region_has_the_phrases_of_its_language(language: str) -> None:
    assert phrases(language) is phrases("en")


@pytest.mark.parametrize("language", ["es", "es-US", "es-419"])
def test_spanish_is_there_for_every_region(language: str) -> None:
    assert phrases(language).page == "Página {page} de {pages}"


def test_a_language_without_phrases_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(InputError, match=r'"eo".*languages are: en'):
        phrases("eo")


@pytest.mark.parametrize(
    ("ways", "said"), [(("a",), "a"), (("a", "b"), "a or b"), (("a", "b", "c"), "a, b or c")]
)
def test_ways_are_told_as_one_phrase(ways: tuple[str, ...], said: str) -> None:
    assert phrases("en").ways(ways) == said


@pytest.mark.parametrize("language", catalogue_languages(PACKAGE))
def test_a_catalogue_has_every_phrase_of_the_english_one_and_no_other(language: str) -> None:
    assert read_catalogue(PACKAGE, language).keys() == read_catalogue(PACKAGE, "en").keys()


@pytest.mark.parametrize("language", catalogue_languages(PACKAGE))
def test_a_phrase_has_the_places_of_the_english_one(language: str) -> None:
    english, other = read_catalogue(PACKAGE, "en"), read_catalogue(PACKAGE, language)

    for name, phrase in other.items():
        if isinstance(phrase, str):
            assert places(phrase) == places(english[name]), name


@pytest.mark.parametrize("language", catalogue_languages(PACKAGE))
def test_a_catalogue_says_something_for_each_phrase_and_knows_its_own_name(language: str) -> None:
    words = phrases(language)

    assert words.language == language
    assert len(set(words.months)) == 12
    assert all(
        phrase.strip() for phrase in read_catalogue(PACKAGE, language).values() if phrase == str(phrase)
    )


def places(phrase: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}
