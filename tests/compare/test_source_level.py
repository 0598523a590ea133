"""A translation's change asks as much as the same change of its source."""

from __future__ import annotations

from policydocs.compare.compare import compare
from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.compare.source_level import with_level_of_source
from policydocs.source.markdown import read_policy

ENGLISH = "## Texts {#texts}\n\nI do not text with clients.\n\n## Calls {#calls}\n\nI answer calls by day.\n"
SPANISH = (
    "## Mensajes {#texts}\n\nNo escribo mensajes a mis clientes.\n\n"
    "## Llamadas {#calls}\n\nContesto las llamadas de día.\n"
)


def changed(text: str, old: str, new: str, slug: str) -> Comparison:
    assert old in text
    language = slug.partition(".")[2] or None
    before, after = (
        read_policy(f"---\ntitle: T\n---\n\n{body}", path="p.md", slug=slug, language=language)
        for body in (text, text.replace(old, new))
    )
    return compare(before, after)


TURNED = changed(ENGLISH, "do not text", "text", "texts")


def test_a_section_that_turned_in_the_source_is_major_in_the_translation() -> None:
    spanish = changed(SPANISH, "No escribo", "Escribo", "texts.es")
    assert (TURNED.level, spanish.level) == (ChangeLevel.MAJOR, ChangeLevel.MINOR)

    weighed = with_level_of_source(spanish, TURNED)

    assert weighed.level is ChangeLevel.MAJOR
    assert (weighed.reasons[0].level, weighed.reasons[0].section) == (ChangeLevel.MAJOR, "texts")
    assert weighed.sections == spanish.sections


def test_a_section_that_the_translation_leaves_as_it_was_is_not_told() -> None:
    spanish = changed(SPANISH, "de día", "de noche", "texts.es")

    weighed = with_level_of_source(spanish, TURNED)

    assert weighed.level is spanish.level is ChangeLevel.MINOR
    assert {reason.section for reason in weighed.reasons} == {"calls"}


def test_a_translation_without_a_change_stays_without_one() -> None:
    same = changed(SPANISH, "de día", "de día", "texts.es")

    assert with_level_of_source(same, TURNED).level is ChangeLevel.NONE
