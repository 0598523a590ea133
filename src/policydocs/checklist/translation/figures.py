"""Whether a translation gives the same facts, numbers and addresses as its source, section by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from policydocs.checklist.findings import Finding, Severity
from policydocs.checklist.translation.original import Pair, named
from policydocs.document import Link, block_inlines, plain_text, walk_blocks, walk_inlines
from policydocs.model import Policy, Practice, Section

_NUMBER = re.compile(r"\d+(?:[-.,:/ \u00a0\u202f]\d+)*")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: Facts that are written alike in every language, or are names.
_NEUTRAL = frozenset(
    (
        *("id", "name", "legal_name", "phone", "fax", "email", "website", "portal", "address", "license"),
        *("credentials", "privacy_officer", "supervisor"),
    )
)


def fact_findings(pair: Pair) -> Iterator[Finding]:
    """Facts that a section uses and its source does not, or the other way round."""
    for section, source in pair.sections():
        mine, theirs = set(section.facts_used), set(source.facts_used)
        if mine == theirs:
            continue
        parts = [
            f"{what} {', '.join(sorted(names))}"
            for what, names in (
                ("the source uses", theirs - mine),
                ("only the translation uses", mine - theirs),
            )
            if names
        ]
        yield pair.finding(
            "translation-facts",
            Severity.WARNING,
            section,
            f"{named(section)} uses other facts than its source: {'; '.join(parts)}.",
            f"Write each fact as the source does ({pair.source.path}, line {max(1, source.line)}): "
            "{{ practice.phone }}, so that a new number needs one change only.",
        )


def untranslated_facts(pair: Pair) -> Iterator[Finding]:
    """Facts in words, such as the hours, that the configuration does not have in this language."""
    practice, language = pair.practice, pair.policy.language
    if practice is None or language.partition("-")[0] == practice.language.partition("-")[0]:
        return
    told: set[str] = set()
    for section in pair.policy.walk():
        for name in section.facts_used:
            whose, _, key = name.partition(".")
            if name not in told and key not in _NEUTRAL and not _is_said(pair, whose, key):
                told.add(name)
                table = "[practice" if whose == "practice" else "the clinician's [clinicians"
                yield pair.finding(
                    "fact-not-translated",
                    Severity.WARNING,
                    section,
                    f'{{{{ {name} }}}} stands in a text in "{language}", but policydocs.toml has it in '
                    "one language only.",
                    f'Add to {table}.in.{language}] in policydocs.toml: {key} = "..." '
                    "(the same words again, if they fit both languages).",
                )


def figure_findings(pair: Pair) -> Iterator[Finding]:
    """Numbers in figures and e-mail addresses that differ; those that facts bring are left out."""
    for section, source in pair.sections():
        mine, theirs = (
            _own_text(one, policy, pair.practice)
            for one, policy in ((section, pair.policy), (source, pair.source))
        )
        for what, read in _FIGURES:
            told = _difference(what, read(theirs), read(mine))
            if told:
                yield pair.finding(
                    "translation-numbers",
                    Severity.WARNING,
                    section,
                    f"{named(section)} and its source have different {told}.",
                    f"Compare it with {pair.source.path}, line {max(1, source.line)}. "
                    "A number that is a figure in one should be a figure in the other.",
                )


def link_findings(pair: Pair) -> Iterator[Finding]:
    """Links that lead elsewhere; another page of the same website may well be the translated one."""
    for section, source in pair.sections():
        mine, theirs = _targets(section), _targets(source)
        if mine == theirs:
            continue
        same_places = {_host(one) for one in mine} == {_host(one) for one in theirs}
        gone, come = sorted(theirs - mine), sorted(mine - theirs)
        parts = [
            f"{what} {', '.join(targets)}"
            for what, targets in (("source:", gone), ("here:", come))
            if targets
        ]
        yield pair.finding(
            "translation-links",
            Severity.NOTE if same_places else Severity.WARNING,
            section,
            f"The links of {named(section)} are not those of its source; {'; '.join(parts)}.",
            "If this leads to the page in this language, all is well; else write the address of the source."
            if same_places
            else f"Compare it with {pair.source.path}, line {max(1, source.line)}.",
        )


def _difference(what: str, theirs: Mapping[str, str], mine: Mapping[str, str]) -> str:
    """ "numbers: the source has 911; the translation has 119"; "" where there is none."""
    gone = [said for key, said in theirs.items() if key not in mine]
    come = [said for key, said in mine.items() if key not in theirs]
    parts = [
        f"{where} has {', '.join(said)}"
        for where, said in (("the source", gone), ("the translation", come))
        if said
    ]
    return f"{what}: {'; '.join(parts)}" if parts else ""


def _numbers(text: str) -> Mapping[str, str]:
    """A number in one way of writing -> as it was written: 1,500 and 1.500 are one, 2.5 and 2,5 too."""
    return {_one_way(found): found for found in _NUMBER.findall(text)}


def _one_way(number: str) -> str:
    whole = re.sub(r"[-/ \u00a0\u202f]|[.,](?=\d{3}(?!\d))", "", number)
    return whole.replace(",", ".")


def _emails(text: str) -> Mapping[str, str]:
    return {found.lower(): found for found in _EMAIL.findall(text)}


_FIGURES: tuple[tuple[str, Callable[[str], Mapping[str, str]]], ...] = (
    ("numbers", _numbers),
    ("e-mail addresses", _emails),
)


def _own_text(section: Section, policy: Policy, practice: Practice | None) -> str:
    """A section's title and text without what facts brought into it."""
    texts = [section.title_text]
    texts += [
        plain_text(inlines) for block in walk_blocks(section.blocks) for inlines in block_inlines(block)
    ]
    text = "\n".join(texts)
    for value in sorted(_values(section.facts_used, policy, practice), key=len, reverse=True):
        text = text.replace(value, " ")
    return text


def _values(names: Iterable[str], policy: Policy, practice: Practice | None) -> Iterator[str]:
    said = practice.in_language(policy.language).facts if practice else {}
    hers = policy.clinician.facts if policy.clinician else {}
    for name in names:
        whose, _, key = name.partition(".")
        value = (said if whose == "practice" else hers).get(key, "")
        yield from filter(None, [value, *value.split("\n")])


def _is_said(pair: Pair, whose: str, key: str) -> bool:
    practice, language = pair.practice, pair.policy.language.lower()
    if practice is None:
        return True
    owners = [practice] if whose == "practice" else [*practice.clinicians]
    if whose != "practice" and pair.policy.clinician is not None:
        owners = [one for one in practice.clinicians if one.id == pair.policy.clinician.id]
    tags = (language, language.partition("-")[0])
    return all(any(key in owner.translated.get(tag, {}) for tag in tags) for owner in owners)


def _targets(section: Section) -> frozenset[str]:
    return frozenset(
        inline.target
        for block in walk_blocks(section.blocks)
        for inlines in block_inlines(block)
        for inline in walk_inlines(inlines)
        if isinstance(inline, Link)
    )


def _host(target: str) -> str:
    """The website that a target is a page of; a target of another kind is its own."""
    host = urlsplit(target).netloc.lower()
    return host.removeprefix("www.") if host else target
