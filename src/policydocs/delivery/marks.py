"""What of each policy is held against what a recipient holds, from its versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.overview import Mark
from policydocs.delivery.telling import needs_telling
from policydocs.history.versions import PolicyVersions


def mark_of(versions: PolicyVersions, *, lead_days: int, signs: bool) -> Mark | None:
    """The mark of a policy; None where it has no version.

    Args:
        signs: whether the policy has a page to sign.
    """
    kept = [one for one in versions.releases if one.version not in versions.withdrawals]
    if not kept:
        return None
    telling = [one for one in kept if needs_telling(one)]
    told = telling[-1] if telling else kept[0]
    # A changed position is read again and signed; what was only added or reworded is told.
    major = [one for one in kept if one.level is ChangeLevel.MAJOR]
    sign_from = (major[-1] if major else kept[0]).version if signs else None
    ended = any(one.version == kept[-1].version for one in versions.retirements)
    return Mark(versions.policy, kept[-1].version, told.version, told.effective, lead_days, sign_from, ended)


def marks_of(
    every: Mapping[str, PolicyVersions], *, lead_days: int, signs: Collection[str]
) -> tuple[Mark, ...]:
    """The marks of all policies that have a version, by slug."""
    found = (mark_of(one, lead_days=lead_days, signs=slug in signs) for slug, one in sorted(every.items()))
    return tuple(one for one in found if one is not None)
