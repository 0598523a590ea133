"""What an imported policy and its sections are called: short names that a person would have chosen."""

from __future__ import annotations

import re
from dataclasses import replace

from policydocs.model import Policy, Section
from policydocs.source.names import section_id_from, section_id_problem, slug_problem, suggested_slug

MOST_SLUG_WORDS = 4
LONGEST_ID = 48

#: Words that tell one policy from another as little as "the" does.
_FILLING_WORDS = """
    a an and the of for to in on with my our your private practice policy policies agreement consent
    form document statement handout office client clients patient patients about notice final draft copy
    new revised updated rev version v
"""
_FILLING = frozenset(_FILLING_WORDS.split())
_NUMBERING = re.compile(
    r"^(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.)]\s+(?=\S)|^§+\s*[\d.]+\s+|^(?:section|part)\s+\w+[.:]\s+",
    re.IGNORECASE,
)


def slug_for(title: str) -> str:
    """`Our Social Media Policy (revised 2022)` gives `social-media`."""
    words = [word for word in suggested_slug(title).split("-") if word]
    telling = [word for word in words if word not in _FILLING and not re.fullmatch(r"(?:19|20)?\d\d?", word)]
    slug = "-".join((telling or words)[:MOST_SLUG_WORDS])
    return slug if slug and not slug_problem(slug) else "policy"


def with_ids(policy: Policy) -> Policy:
    """The policy with a readable id for each section that has none of its own; no two are the same."""
    taken = {section.id for section in policy.walk() if section.id_is_explicit}
    return replace(policy, sections=tuple(_named(section, taken) for section in policy.sections))


def _named(section: Section, taken: set[str]) -> Section:
    id_ = section.id if section.id_is_explicit else _free(_id_for(section.title_text), taken)
    taken.add(id_)
    inner = tuple(_named(one, taken) for one in section.sections)
    return replace(section, id=id_, id_is_explicit=True, sections=inner)


def _id_for(title: str) -> str:
    made = section_id_from(_NUMBERING.sub("", title)) or section_id_from(title) or "section"
    while len(made) > LONGEST_ID and "-" in made:
        made = made.rpartition("-")[0]
    return made if not section_id_problem(made) else "section"


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
