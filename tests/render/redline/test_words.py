"""What a redline says beside the policy's words, in each language."""

from __future__ import annotations

import re

import pytest

from policydocs.compare.compare import compare
from policydocs.render.catalogues import catalogue_languages, read_catalogue
from policydocs.render.redline.html import to_redline_html
from policydocs.render.redline.summary import section_lines
from policydocs.render.redline.words import PACKAGE, redline_words
from policydocs.source.markdown import read_policy

HEAD = "---\ntitle: Mensajes\nlanguage: es\n---\n\n"
OLD = HEAD + "Hola.\n\n## Llamadas {#a}\n\nLlámeme ya.\n\nLlámeme hoy.\n\n## Cartas {#b}\n\nEscríbame.\n"
NEW = HEAD + "Hola.\n\n## Llamadas {#a}\n\nLlámeme mañana.\n\n- Así.\n\n## Correo {#c}\n\nEscríbame.\n"


def names(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", catalogue_languages(PACKAGE))
def test_a_catalogue_has_the_phrases_and_the_places_of_the_english_one(language: str) -> None:
    english, other = read_catalogue(PACKAGE, "en"), read_catalogue(PACKAGE, language)

    assert english.keys() == other.keys()
    for key, phrase in english.items():
        if isinstance(phrase, str):
            assert names(phrase) == names(other[key]), key
        else:
            assert list(phrase) == list(other[key]), key


@pytest.mark.parametrize(("language", "known"), [("es-US", "es"), ("es", "es"), ("en", "en"), ("vi", "en")])
def test_the_words_of_a_language_are_found_else_the_english_ones(language: str, known: str) -> None:
    assert redline_words(language).language == known


def test_a_spanish_redline_is_told_in_spanish() -> None:
    comparison = compare(*(read_policy(text, path="m.es.md", slug="m") for text in (OLD, NEW)))
    words = redline_words("es")

    page = to_redline_html(comparison, old_name="1", new_name="2", words=words)

    said = [line.said for line in section_lines(comparison, words)]
    assert said[0].startswith("con otras palabras: 1 párrafo")
    main = page.partition("<main")[2]
    assert 'lang="' not in main.partition(">")[2]
    shown = re.sub(r"<[^>]*>", " ", main)
    assert "sin cambios" in shown
    assert not re.search(r"unchanged|opening text|reworded|removed|New", shown)
