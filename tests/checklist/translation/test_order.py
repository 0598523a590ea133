"""What is found in a translation that differs from its source; other words alone are no difference."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from policydocs.checklist import translation
from policydocs.checklist.check import check_policy
from policydocs.checklist.findings import Finding, Report, Severity, TopicStatus
from policydocs.checklist.library import load_checklists
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.translation.original import Original
from policydocs.checklist.translation.standing import Lacking
from policydocs.model import Policy, Practice, Version
from policydocs.source.config import read_config
from policydocs.source.markdown import read_policy

PRACTICE = read_config(
    b"""
[practice]
id = "harbor"
name = "Harbor Counseling"
phone = "360-555-0100"
hours = "9 a.m. to 5 p.m."

[practice.facts]
state = "Washington State"

[practice.in.es]
hours = "de 9:00 a 17:00"

[[clinicians]]
id = "lee"
name = "Jo Lee"
"""
).practice

ENGLISH = """\
---
title: Messages
checklists: []
acknowledgment: true
---

This policy says how you and I write to each other, and what you can do when it cannot wait.

## Emergencies {#emergencies}

If you are in danger, call 911, or call 988 at any time. I answer calls {{ practice.hours }}.

## Texts {#texts topics="texting"}

I do not text with clients. Call {{ practice.phone }}, see [the portal](https://portal.example.org/en), read
[this](#emergencies), or write to desk@example.org within 1,500 days.

- By phone
- By letter

[[signature: Client]] [[date]]
"""
SPANISH = """\
---
title: Mensajes
translates: 1.0.0
acknowledgment: true
---

Esta política dice cómo nos escribimos usted y yo, y qué puede hacer cuando algo no puede esperar.

## Emergencias {#emergencies}

Si está en peligro, llame al 911, o llame al 988 a cualquier hora. Contesto las llamadas {{ practice.hours }}.

## Mensajes de texto {#texts}

No intercambio mensajes de texto con mis clientes. Llame al {{ practice.phone }}, vea
[el portal](https://portal.example.org/en), lea [esto](#emergencies) o escriba a desk@example.org en
1.500 días.

- Por teléfono
- Por carta

[[signature: Cliente]] [[date]]
"""


def read(text: str, slug: str = "messages") -> Policy:
    return read_policy(
        text,
        path=f"policies/{slug}.md",
        slug=slug,
        practice=PRACTICE,
        language=slug.partition(".")[2] or None,
    )


def report(spanish: str, *, english: str = ENGLISH, newest: str | None = None, known: bool = True) -> Report:
    original = Original(
        read(english) if english else None,
        "policies/messages.md",
        Version.parse(newest) if newest else None,
        known,
    )
    return check_policy(
        read(spanish, "messages.es"), (), today=date(2027, 1, 4), practice=PRACTICE, original=original
    )


def found(spanish: str, **how: str | None) -> list[tuple[str, Severity, int]]:
    findings = report(spanish, **how).findings  # type: ignore[arg-type]
    return [(one.rule, one.severity, one.line) for one in findings]


def the(spanish: str, **how: str | None) -> Finding:
    (finding,) = report(spanish, **how).findings  # type: ignore[arg-type]
    return finding


def test_a_translation_that_says_the_same_has_no_finding() -> None:
    assert found(SPANISH) == []


def test_the_positions_of_a_translation_are_those_of_its_source() -> None:
    judged = report(SPANISH)

    assert list(judged.topics) == list(TOPICS)
    assert judged.topics["texting"].status is TopicStatus.COVERED
    assert not any(verdict.evidence for verdict in judged.topics.values())
    assert judged.requirements == ()
    assert "read English only" in judged.remarks[0]
    assert "policies/messages.md" in judged.remarks[0]


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("## Mensajes de texto {#texts}\n\n", "", "error 2 translation-section-missing",
         "“Texts”"),
        ("{#texts}", "{#textos}", "warning 13 translation-section-extra",
         "no such section"),
        ("911", "119", "warning 9 translation-numbers",
         "the source has 911; the translation has 119"),
        ("o llame al 988", "o llame", "warning 9 translation-numbers",
         "the source has 988"),
        ("1.500", "1.50", "warning 13 translation-numbers",
         "1.50"),
        ("desk@", "disk@", "warning 13 translation-numbers",
         "desk@example.org"),
        ("{{ practice.phone }}", "360-555-0100", "warning 13 translation-facts",
         "practice.phone"),
        ("portal.example.org", "portal.example.net", "warning 13 translation-links",
         "example.net"),
        ("org/en", "org/es", "note 13 translation-links",
         "org/es"),
        ("(#emergencies)", "(#texts)", "warning 13 translation-links",
         "#texts"),
        ("- Por carta\n", "", "warning 13 translation-structure",
         "2 list items in the source, 1"),
        ("[[date]]", "", "warning 13 translation-structure",
         "[[date]]"),
        ("acknowledgment: true", "acknowledgment: false", "warning 4 translation-settings",
         "true"),
        ("translates: 1.0.0\n", "", "warning 2 translation-version",
         "does not say"),
        ("translates: 1.0.0", "translates: 2.0.0", "warning 3 translation-version",
         "no version yet"),
    ],
)  # fmt: skip
def test_what_differs_is_told_at_its_section(old: str, new: str, place: str, said: str) -> None:
    assert old in SPANISH
    severity, line, rule = place.split()

    findings = report(SPANISH.replace(old, new)).findings

    told = next(one for one in findings if one.rule == rule)
    assert (told.severity, told.line) == (Severity(severity), int(line))
    assert said in told.message
    assert told.fix


@pytest.mark.parametrize(
    ("translates", "newest", "rules"),
    [
        ("1.0.0", "1.0.0", []),
        ("1.0.0", "1.1.0", ["translation-stale"]),
        ("1.1.0", "1.0.0", []),  # made before the release that it goes with
        ("2.0.0", "1.0.0", []),
        ("3.0.0", "1.0.0", ["translation-version"]),
    ],
)
def test_the_version_that_it_translates_is_held_against_the_newest(
    translates: str, newest: str, rules: list[str]
) -> None:
    spanish = SPANISH.replace("translates: 1.0.0", f"translates: {translates}")

    assert [rule for rule, _, _ in found(spanish, newest=newest)] == rules


def test_a_stale_translation_is_told_how_to_see_what_changed() -> None:
    finding = the(SPANISH, newest="1.2.0")

    assert "translates version 1.0.0" in finding.message
    assert "policydocs diff messages 1.0.0 1.2.0" in finding.fix
    assert finding.line == 3


def test_without_git_it_is_said_that_versions_were_not_compared() -> None:
    judged = report(SPANISH.replace("1.0.0", "7.0.0"), known=False)

    assert judged.findings == ()
    assert any("git could not be asked" in remark for remark in judged.remarks)


def test_a_translation_of_nothing_is_an_error() -> None:
    finding = the(SPANISH, english="")

    assert (finding.rule, finding.severity) == ("translation-without-source", Severity.ERROR)


def test_an_opening_text_that_is_not_translated_is_an_error() -> None:
    opening = SPANISH[SPANISH.index("Esta") : SPANISH.index("## Emergencias")]

    finding = the(SPANISH.replace(opening, ""))

    assert finding.rule == "translation-section-missing"
    assert "The opening text" in finding.message


def test_numbers_that_facts_bring_may_be_written_otherwise() -> None:
    """ "9 a.m. to 5 p.m." in English, "de 9:00 a 17:00" in Spanish."""
    spanish = read(SPANISH, "messages.es")

    assert "17:00" in str(spanish.sections[0].blocks)
    assert found(SPANISH) == []


def test_a_fact_in_words_that_is_not_said_in_the_language_is_told_once() -> None:
    english = ENGLISH.replace("By letter", "By letter in {{ practice.state }}, {{ practice.state }}")
    spanish = SPANISH.replace("Por carta", "Por carta en {{ practice.state }}, {{ practice.state }}")

    finding = the(spanish, english=english)

    assert finding.rule == "fact-not-translated"
    assert '[practice.in.es] in policydocs.toml: state = "..."' in finding.fix


@pytest.mark.parametrize(("promised", "severity"), [(True, Severity.WARNING), (False, Severity.NOTE)])
def test_a_policy_that_is_not_translated_is_told_in_its_source(promised: bool, severity: Severity) -> None:
    lacking = [Lacking("es", "policies/messages.es.md", promised)]

    judged = check_policy(read(ENGLISH), (), today=date(2027, 1, 4), practice=PRACTICE, lacking=lacking)

    told = next(one for one in judged.findings if one.rule == "translation-missing")
    assert told.severity is severity
    assert "policies/messages.es.md" in told.fix


LONG_SPANISH = (
    "No envío mensajes de texto, porque otras personas pueden leerlos en la pantalla bloqueada. " * 8
)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_text_that_is_not_english_is_not_judged_whatever_it_says_of_itself(language: str) -> None:
    policy = read(f"---\ntitle: Mensajes\nlanguage: {language}\n---\n\n{LONG_SPANISH}\n")

    judged = check_policy(policy, load_checklists(["nasw-2021"]), today=date(2027, 1, 4))

    assert "language-not-read" in {one.rule for one in judged.findings}
    assert not judged.requirements
    assert not judged.checklists
    assert {verdict.status for verdict in judged.topics.values()} == {TopicStatus.ABSENT}


def test_an_english_text_that_calls_itself_spanish_is_judged() -> None:
    english = ENGLISH.replace("title: Messages", "title: Messages\nlanguage: es")
    text = english.replace("I do not text with clients.", "I do not text with clients. " * 12)

    judged = check_policy(read(text), load_checklists(["nasw-2021"]), today=date(2027, 1, 4))

    assert judged.topics["texting"].status is TopicStatus.COVERED
    assert judged.requirements


def test_a_practice_that_writes_spanish_only_need_not_say_its_facts_twice() -> None:
    spanish_only = Practice("a", "A", {"state": "el estado de Washington"}, language="es")
    text = SPANISH.replace("{{ practice.hours }}", "{{ practice.state }}").replace("{{ practice.phone }}", "")
    policy = read_policy(text, path="policies/a.es.md", slug="a.es", practice=spanish_only, language="es")
    original = Original(policy, "policies/a.md")

    judged = check_policy(policy, (), today=date(2027, 1, 4), practice=spanish_only, original=original)

    assert judged.findings == ()


def test_every_finding_of_a_translation_is_explained_in_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
    modules = Path(translation.__path__[0]).glob("*.py")

    names = set(
        re.findall(
            r'"((?:translation|fact-not)-[a-z-]+)"', "".join(one.read_text("utf-8") for one in modules)
        )
    )

    assert "translation-stale" in names
    assert names == set(
        re.findall(r"^\| `([a-z-]+)` \|", page.partition("\n## Translations\n")[2], re.MULTILINE)
    )
