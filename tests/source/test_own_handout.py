"""What a handout of ours is recognized by stays what the renderer prints."""

from __future__ import annotations

from datetime import date

import pytest

from policydocs.render.catalogues import catalogue_languages, read_catalogue
from policydocs.render.handout import version_line
from policydocs.render.phrases import phrases
from policydocs.source.own_handout import (
    FOOT_CODE,
    OWN_STATEMENTS,
    PLAIN_DATES,
    PRINTED_VERSION,
    QUESTIONS_HEADINGS,
)
from policydocs.source.printed_frame import CONTENTS_TITLES

PACKAGE = "policydocs.render"
LANGUAGES = catalogue_languages(PACKAGE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_language_of_handouts_are_known(language: str) -> None:
    printed = read_catalogue(PACKAGE, language)

    assert str(printed["acknowledgment_statement"]).startswith(OWN_STATEMENTS)
    assert printed["field_date"] in PLAIN_DATES


def test_there_are_languages() -> None:
    assert "en" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_version_code_and_whom_to_ask_are_known_as_every_language_prints_them(language: str) -> None:
    words = phrases(language)

    assert PRINTED_VERSION.fullmatch(words.draft)
    for day in (date(2026, 5, 4), date(2026, 12, 31)):
        assert PRINTED_VERSION.fullmatch(version_line(words, "1.10.0", day))
    assert FOOT_CODE.fullmatch(words.code.format(code="7QX2-9TDK"))
    assert {words.questions_heading, words.questions_heading_of_form} <= QUESTIONS_HEADINGS
    assert words.contents.casefold() in CONTENTS_TITLES
