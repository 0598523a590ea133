"""Facts of a practice in another language, and the languages that its policies are to be had in."""

from __future__ import annotations

import pytest

from policydocs.errors import InputErrors
from policydocs.source.config import read_config
from policydocs.source.markdown import read_policy

CONFIG = """\
[practice]
id = "harbor"
name = "Harbor Counseling"
phone = "360-555-0100"
hours = "Monday to Friday"

[practice.facts]
licensed_in = "Washington State"

[practice.in.es]
hours = "de lunes a viernes"
licensed_in = "el estado de Washington"

[practice.in.es-US]
hours = "de lunes a viernes, hora del Pacífico"

[[clinicians]]
id = "lee"
name = "Jo Lee"
title = "Therapist"

[clinicians.in.es]
title = "Terapeuta"
"""
POLICY = "---\ntitle: {title}\n{more}---\n\n{{{{ practice.hours }}}}, {{{{ practice.licensed_in }}}}\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Monday to Friday, Washington State"),
        ("es", "de lunes a viernes, el estado de Washington"),
        ("es-MX", "de lunes a viernes, el estado de Washington"),
        ("es-US", "de lunes a viernes, hora del Pacífico, el estado de Washington"),
        ("fr", "Monday to Friday, Washington State"),
    ],
)
def test_a_policy_has_the_facts_of_its_language(language: str, said: str) -> None:
    practice = read_config(CONFIG.encode()).practice
    text = POLICY.format(title="Hours", more=f"language: {language}\n")

    policy = read_policy(text, path="policies/hours.md", slug="hours", practice=practice)

    (paragraph,) = policy.opening.blocks
    assert said in str(paragraph)


def test_the_name_of_the_file_says_the_language_of_its_facts() -> None:
    practice = read_config(CONFIG.encode()).practice
    text = "---\ntitle: Quién\n---\n\n{{ clinician.title }} {{ clinician.name }}\n"

    policy = read_policy(text, path="a.es.md", slug="a.es", practice=practice, language="es")

    assert "Terapeuta Jo Lee" in str(policy.opening.blocks)


def test_a_practice_without_facts_in_a_language_stays_the_same() -> None:
    practice = read_config(CONFIG.encode()).practice

    assert practice.in_language("fr") is practice
    assert practice.in_language("es").in_language("es") == practice.in_language("es")
    assert practice.in_language("es").facts["phone"] == "360-555-0100"


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ('[practice.in.es]\nhuors = "x"', 9, "hours"),
        ('[practice.in.es]\nname = "Consejería"', 9, 'no key "name"'),
        ('[practice.in.es]\nid = "x"', 9, 'no key "id"'),
        ("[practice.in.es]\nhours = 9", 9, "a text in quotation marks"),
        ('[practice.in.Spanish]\nhours = "x"', 8, "no language code"),
        ('[practice.in]\nes = "x"', 9, "practice.in.es"),
        ('[policies]\ntranslations = "es"', 9, "a list of language codes"),
        ('[policies]\ntranslations = ["Spanish"]', 9, "a list of language codes"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(wrong: str, line: int, said: str) -> None:
    start = '[practice]\nid = "a"\nname = "A"\nphone = "360-555-0100"\nhours = "Monday"\n\n\n'

    with pytest.raises(InputErrors) as caught:
        read_config((start + wrong + "\n").encode())

    (fault,) = caught.value.faults
    assert fault.line == line
    assert said in str(fault)


@pytest.mark.parametrize(
    ("written", "read"),
    [("", None), ("translations = []", ()), ('translations = ["es", "es", "vi"]', ("es", "vi"))],
)
def test_the_languages_of_the_policies_are_a_list(written: str, read: tuple[str, ...] | None) -> None:
    config = read_config(f'[practice]\nid = "a"\nname = "A"\n[policies]\n{written}\n'.encode())

    assert config.translations == read
