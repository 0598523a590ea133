"""What a policy says that another of the same practice could say otherwise, read from its text."""

from __future__ import annotations

from policydocs.checklist.across.contacts import contacts
from policydocs.checklist.across.figures import figures
from policydocs.checklist.across.positions import positions
from policydocs.checklist.across.stance import PolicySays, Stance
from policydocs.checklist.other_language import is_in_another_language
from policydocs.checklist.passages import passages as passages_of
from policydocs.checklist.topics import judge_topics
from policydocs.model import Policy, Practice


def says(policy: Policy, practice: Practice | None = None) -> PolicySays:
    """All stances of a policy; none of one that is not read as English.

    Args:
        practice: its facts.
    """
    read = passages_of(policy)
    stances: tuple[Stance, ...] = ()
    if "." not in policy.slug and not is_in_another_language(policy, read):
        stances = (*positions(read, judge_topics(read)), *figures(read), *contacts(read, practice))
    whose = policy.front.clinician or (policy.clinician.id if policy.clinician else None)
    if practice is not None and len(practice.clinicians) < 2:
        whose = None  # there is nobody else whose policy it could be
    return PolicySays(policy.path, policy.slug, whose, stances)
