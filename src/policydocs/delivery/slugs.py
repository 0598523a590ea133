"""The names that a policy has had.

The ledger names each version by the slug that it was released under; whoever looks at a policy looks at
all of them. They come from the versions' own tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policydocs.delivery.deliveries import Edition
from policydocs.history.versions import PolicyVersions
from policydocs.model import Version


def earlier_slugs(versions: PolicyVersions) -> tuple[str, ...]:
    """The slugs that a policy had before and under which it was released, sorted; most often none."""
    return tuple(sorted({one.policy for one in versions.releases} - {versions.policy}))


def present_slugs(every: Iterable[PolicyVersions]) -> Mapping[str, str]:
    """Earlier slug -> the slug now."""
    return {name: one.policy for one in every for name in earlier_slugs(one)}


def edition(versions: PolicyVersions, version: Version) -> Edition:
    """A version as the ledger names it; one whose tag is not here by the policy's slug now."""
    release = versions.get(version)
    return Edition(versions.policy if release is None else release.policy, version)
