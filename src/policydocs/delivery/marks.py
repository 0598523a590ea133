"""What of each policy is held against what a recipient holds, from its versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.overview import Mark
from policydocs.delivery.slugs import earlier_slugs
from policydocs.delivery.telling import needs_telling
from policydocs.history.versions import PolicyVersions


def mark_of(versions: PolicyVersions, *, lead_days: int, signs: bool, clinician: str = "") -> Mark | None:
    """The mark of a policy; None where it has no version.

    Args:
        signs: whether the policy has a page to sign.
        clinician: the one clinician whom it is about; "" for none.
    """
    if not versions.releases:
        return None
    taken_back = tuple(one.version for one in versions.releases if one.version in versions.withdrawals)
    kept = [one for one in versions.releases if one.version not in taken_back]
    if not kept:
        last = versions.releases[-1]
        ended = bool(versions.retirements)
        return Mark(
            versions.policy,
            None,
            last.version,
            last.effective,
            lead_days,
            ended=ended,
            taken_back=taken_back,
            clinician=clinician,
            former=earlier_slugs(versions),
        )
    telling = [one for one in kept if needs_telling(one)]
    told = telling[-1] if telling else kept[0]
    # A changed position is read again and signed; what was only added or reworded is told.
    major = [one for one in kept if one.level is ChangeLevel.MAJOR]
    return Mark(
        versions.policy,
        kept[-1].version,
        told.version,
        told.effective,
        lead_days,
        (major[-1] if major else kept[0]).version if signs else None,
        any(one.version == kept[-1].version for one in versions.retirements),
        taken_back,
        clinician=clinician,
        former=earlier_slugs(versions),
    )


def marks_of(
    every: Mapping[str, PolicyVersions],
    *,
    lead_days: int,
    signs: Collection[str],
    clinicians: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Mark, ...]:
    """The marks of all policies that have a version, by slug.

    Args:
        signs: the policies that have a page to sign.
        clinicians: of each policy that is about one clinician alone, who that is.
    """
    found = (
        mark_of(one, lead_days=lead_days, signs=slug in signs, clinician=clinicians.get(slug, ""))
        for slug, one in sorted(every.items())
    )
    return tuple(one for one in found if one is not None)
