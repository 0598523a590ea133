"""Everything that is found in a translation, in the order in which its author is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policydocs.checklist.findings import Finding
from policydocs.checklist.translation.figures import (
    fact_findings,
    figure_findings,
    link_findings,
    untranslated_facts,
)
from policydocs.checklist.translation.original import Original, Pair
from policydocs.checklist.translation.standing import setting_findings, version_findings, without_source
from policydocs.checklist.translation.structure import form_findings, section_findings
from policydocs.model import Policy, Practice

#: What a client would not be told at all comes first.
RULES: tuple[Callable[[Pair], Iterator[Finding]], ...] = (
    section_findings,
    setting_findings,
    figure_findings,
    fact_findings,
    untranslated_facts,
    link_findings,
    form_findings,
)


def translation_findings(policy: Policy, original: Original, practice: Practice | None) -> Iterator[Finding]:
    """What differs between a translation and its source.

    Args:
        policy: the translation, its facts resolved.
        original: its source, read for the same clinician, and which versions of that there are.
        practice: whose facts they use, as the configuration has them.
    """
    if original.policy is None:
        yield without_source(policy, original)
        return
    yield from version_findings(policy, original)
    pair = Pair(policy, original.policy, practice)
    for rule in RULES:
        yield from rule(pair)


def translation_remarks(original: Original) -> Iterator[str]:
    """What could not be looked at, and what the verdicts rest on."""
    if original.policy is not None:
        yield (
            "The checklists read English only, so no sentence of this translation was judged: its positions "
            f"are those of {original.path}, and it was compared with that, section by section. Whether each "
            "sentence says the same, only a person who reads both can tell."
        )
    if not original.releases_known:
        yield "Whether it translates the newest version was not checked: git could not be asked."
