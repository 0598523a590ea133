"""What changed outside the text: settings in the front matter, and facts of the practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from policydocs.compare.comparison import FactChange
from policydocs.model import FrontMatter, Policy, Practice

_OWN_WORDS = {"review_every_months": "review_every", "lines": None}


def fact_changes(
    old: Policy | None, new: Policy | None, old_practice: Practice | None, new_practice: Practice | None
) -> tuple[FactChange, ...]:
    """Front matter keys that changed, then facts that either version prints and that changed.

    A policy that is there on one side only has no changed front matter: all of it is new, or gone.
    """
    changes: list[FactChange] = []
    if old is not None and new is not None:
        before, after = _front(old.front), _front(new.front)
        for name in after:
            if before[name] != after[name]:
                changes.append(FactChange(name, before[name], after[name]))
    facts_before, facts_after = _facts(old, old_practice), _facts(new, new_practice)
    for name in dict.fromkeys([*_used(old), *_used(new)]):
        if facts_before.get(name) != facts_after.get(name) and old is not None and new is not None:
            used_in = tuple(section.id for section in new.walk() if name in section.facts_used)
            changes.append(FactChange(name, facts_before.get(name), facts_after.get(name), used_in))
    return tuple(changes)


def _used(policy: Policy | None) -> list[str]:
    return [] if policy is None else [name for section in policy.walk() for name in section.facts_used]


def _facts(policy: Policy | None, practice: Practice | None) -> Mapping[str, str]:
    facts: dict[str, str] = {}
    if practice is not None:
        said = practice.in_language(policy.language).facts if policy is not None else practice.facts
        facts |= {f"practice.{key}": value for key, value in said.items()}
    if policy is not None and policy.clinician is not None:
        facts |= {f"clinician.{key}": value for key, value in policy.clinician.facts.items()}
    return facts


def _front(front: FrontMatter) -> dict[str, str | None]:
    """Each key of the front matter as the author writes it, None where it is not set."""
    said: dict[str, str | None] = {}
    for one in fields(front):
        name = _OWN_WORDS.get(one.name, one.name)
        if name is not None:
            said[name] = _as_written(one.name, getattr(front, one.name))
    return said


def _as_written(name: str, value: object) -> str | None:
    match value:
        case None:
            return None
        case int() if name == "review_every_months":
            return f"{value} months"
        case bool():
            return "true" if value else "false"
        case tuple():
            return ", ".join(str(one) for one in value)
        case _ if name == "acknowledgment":
            wanted, statement = getattr(value, "wanted", False), getattr(value, "statement", "")
            return statement or ("true" if wanted else "false")
        case _:
            return str(value)
