"""The phrases of a notice in every language that has a catalogue, and who speaks in them."""

from string import Formatter

import pytest

from policydocs.errors import InputError
from policydocs.notice.phrases import PACKAGE, notice_phrases
from policydocs.render.catalogues import catalogue_languages, read_catalogue
from policydocs.render.phrases import PACKAGE as HANDOUTS

LANGUAGES = catalogue_languages(PACKAGE)
#: Places that a language may leave empty: the name of a fact, which its author wrote for herself.
OPTIONAL = {"other_fact": {"what"}, "other_fact_added": {"what"}, "other_fact_removed": {"what"}}


def places(phrase: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def spoken(language: str) -> set[str]:
    return set(read_catalogue(PACKAGE, language)["alone"])


def test_whoever_gets_a_handout_in_a_language_gets_notices_in_it() -> None:
    assert catalogue_languages(HANDOUTS) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_phrase_of_the_english_one_and_no_other(language: str) -> None:
    english, other = read_catalogue(PACKAGE, "en"), read_catalogue(PACKAGE, language)

    assert other.keys() == english.keys()
    for table in ("contact_names", "promises"):
        assert other[table].keys() == english[table].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_the_places_of_the_english_one_beside_the_words_of_the_speaker(language: str) -> None:
    english, other = read_catalogue(PACKAGE, "en"), read_catalogue(PACKAGE, language)

    for name, phrase in other.items():
        if isinstance(phrase, str):
            expected = places(english[name]) - spoken("en") - OPTIONAL.get(name, set())
            assert expected <= places(phrase) - spoken(language) <= places(english[name]), name
    for promise in other["promises"].values():
        assert places(promise) <= spoken(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_several_speak_in_the_same_forms(language: str) -> None:
    catalogue = read_catalogue(PACKAGE, language)

    assert catalogue["alone"].keys() == catalogue["together"].keys()
    assert not set(catalogue["speaks_alone"]) & set(catalogue["speaks_together"])


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("en", {"i": 4, "we": 2}, "I will tell you in writing"),
        ("en", {"we": 12, "our": 3}, "We will tell you in writing"),
        ("es", {"mi": 4, "nuestra": 2}, "Se lo diré por escrito"),
        ("es", {"nosotros": 3, "nuestra": 12}, "Se lo diremos por escrito"),
    ],
)
def test_a_notice_speaks_as_its_policy_does(language: str, words: dict[str, int], said: str) -> None:
    catalogue = notice_phrases(language)

    assert catalogue.voice(words).says(catalogue.promises["notice"]) == said


@pytest.mark.parametrize(("language", "quoted"), [("en", "“I write letters.”"), ("es", "“I write letters”.")])
def test_the_full_stop_stands_where_the_language_puts_it(language: str, quoted: str) -> None:
    words = notice_phrases(language)

    said = words.says_instead.format(section="", text=words.whole("I write letters."))

    assert said.endswith(quoted)


def test_a_question_keeps_its_mark_inside_the_quotation_marks() -> None:
    assert notice_phrases("es").whole("¿Puedo llamar?") == "¿Puedo llamar?"


def test_a_language_without_phrases_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(InputError, match=r'"eo".*languages are: en, es'):
        notice_phrases("eo")
