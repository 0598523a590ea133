"""Which checklists fit a document: by its clinician's licence, and by what it calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydocs.model import Policy, Practice
from policydocs.source.importing.word_proof import policy_text
from policydocs.values import frozen


@frozen
class FittingChecklist:
    """A checklist, and why it fits."""

    id: str
    why: str


_SOCIAL_WORK = (
    r"\b(?:L\.?I?\.?C\.?S\.?W|LMSW|LSW|LISW(?:-[A-Z]+)?|MSW|DSW|clinical social work(?:er)?s?|NASW)\b"
)
_BY_LICENCE: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (_SOCIAL_WORK, ("nasw-2021", "cswa-2016"), "social work"),
    (r"\b(?:LMFT|MFT|AAMFT|marriage and family therapist)\b", ("aamft-2015",), "marriage and family therapy"),
    (
        r"\b(?:Psy\.?D|licensed psychologist|clinical psychologist|neuropsychologist|APA)\b",
        ("apa-2017",),
        "psychology",
    ),
    (r"\b(?:LPCC?|LCPC|LMHC|LPC-S|licensed professional counselor|ACA)\b", ("aca-2014",), "counseling"),
    (r"\b(?:NCC|NBCC|CCMHC)\b", ("nbcc-2023",), "national certification in counseling"),
)
_BY_SUBJECT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\bauthori[sz]ation\b.*\b(?:release|disclos)|\brelease of information\b", ("hipaa-authorization",)),
    (r"\bnotice of privacy practices\b", ("hipaa-npp",)),
    (r"\bgood faith estimate\b", ("good-faith-estimate",)),
)
_OF_EVERYBODY = FittingChecklist("good-practice", "good practice, for any policy")


def fitting_checklists(policy: Policy, practice: Practice | None) -> tuple[FittingChecklist, ...]:
    """The checklists that fit, those of the licence first; each once."""
    found = {one.id: one for one in (*_fitting(policy, practice), _OF_EVERYBODY)}
    return tuple(found.values())


def _fitting(policy: Policy, practice: Practice | None) -> Iterator[FittingChecklist]:
    for pattern, ids in _BY_SUBJECT:
        if re.search(pattern, policy.title, re.IGNORECASE):
            yield from (FittingChecklist(id_, "by its title") for id_ in ids)
    text = policy_text(policy)
    if practice is not None:
        text += " ".join(one.facts.get("credentials", "") for one in practice.clinicians)
    for pattern, ids, field in _BY_LICENCE:
        match = re.search(pattern, text)
        if match is not None:
            yield from (FittingChecklist(id_, f"{field}: “{match[0]}”") for id_ in ids)
