"""What a handout of ours is recognized by stays what the renderer prints."""

from __future__ import annotations

import pytest

from policydocs.render.catalogues import catalogue_languages, read_catalogue
from policydocs.source.own_handout import OWN_STATEMENTS, PLAIN_DATES

PACKAGE = "policydocs.render"
LANGUAGES = catalogue_languages(PACKAGE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_language_of_handouts_are_known(language: str) -> None:
    printed = read_catalogue(PACKAGE, language)

    assert str(printed["acknowledgment_statement"]).startswith(OWN_STATEMENTS)
    assert printed["field_date"] in PLAIN_DATES


def test_there_are_languages() -> None:
    assert "en" in LANGUAGES
