"""What the ledger says of each recipient: what she holds, what is on its way, what did not reach her."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from policydocs.delivery.clients import Way
from policydocs.delivery.deliveries import TOLD, UNDER_WAY, Delivery, Holding, Item, News, State
from policydocs.history.versions import PolicyVersions
from policydocs.model import Version
from policydocs.values import frozen

#: A letter that went this way did not reach her, so that another way is taken.
FAILED = frozenset({State.REFUSED, State.RETURNED})


@frozen
class Entry:
    """One policy in one letter."""

    item: Item
    delivery: Delivery


class Told:
    """Of each recipient and policy, what the ledger says of the letters that matter to what she is due."""

    def __init__(
        self,
        deliveries: Iterable[Delivery],
        holdings: Iterable[Holding] = (),
        *,
        renamed: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """
        Args:
            deliveries: all of a roster; or, beside `holdings`, those by which nobody was told of a version.
            holdings: the newest version that each recipient was told of.
            renamed: a policy's earlier slug, under which letters stand in the ledger -> its slug now.
        """
        self._entries: dict[tuple[str, str], list[Entry]] = {}
        self._open: list[Delivery] = []
        #: The newest of each, as the ledger's tables have it: what was taken back is told there already.
        self._held: dict[tuple[str, str], Version] = {}
        for one in holdings:
            key = one.recipient, renamed.get(one.policy, one.policy)
            self._held[key] = max(one.version, self._held.get(key, one.version))
        for delivery in deliveries:
            if delivery.state in UNDER_WAY:
                self._open.append(delivery)
            for item in delivery.items:
                key = delivery.recipient, renamed.get(item.policy, item.policy)
                self._entries.setdefault(key, []).append(Entry(item, delivery))

    @property
    def under_way(self) -> tuple[Delivery, ...]:
        """Letters that were begun and of which it is not known whether they reached her."""
        return tuple(self._open)

    def held(self, recipient: str, versions: PolicyVersions) -> Version | None:
        """The version that a recipient goes by, as far as she was told; None where she holds none.

        A version that she was told is taken back gives way to the one before it, be it that she had it or
        that it came with that letter.
        """
        newest = self._held.get((recipient, versions.policy))
        given = set() if newest is None else {newest}
        taken_back: set[Version] = set()
        for entry in self._of(recipient, versions.policy):
            if entry.delivery.state in TOLD:
                (taken_back if entry.item.news is News.WITHDRAWN else given).add(entry.item.version)
                if entry.item.back is not None:
                    given.add(entry.item.back.version)
        return max(given - taken_back, default=None)

    def knows(self, recipient: str, policy: str, version: Version, news: News) -> bool:
        """Whether she was told this."""
        return any(entry.delivery.state in TOLD for entry in self._about(recipient, policy, version, news))

    def on_its_way(self, recipient: str, policy: str, version: Version, news: News) -> Delivery | None:
        """The letter that tells her this, where one was begun and is not settled."""
        entries = self._about(recipient, policy, version, news)
        return next((one.delivery for one in entries if one.delivery.state in UNDER_WAY), None)

    def failed_ways(self, recipient: str, policy: str, version: Version, news: News) -> frozenset[Way]:
        """The ways by which this did not reach her."""
        entries = self._about(recipient, policy, version, news)
        return frozenset(one.delivery.way for one in entries if one.delivery.state in FAILED)

    def _of(self, recipient: str, policy: str) -> list[Entry]:
        return self._entries.get((recipient, policy), [])

    def _about(self, recipient: str, policy: str, version: Version, news: News) -> Iterator[Entry]:
        for entry in self._of(recipient, policy):
            if (entry.item.version, entry.item.news) == (version, news):
                yield entry


def version_before(versions: PolicyVersions, version: Version) -> Version | None:
    """The version that holds again when one is taken back; None where none does.

    One that was itself taken back by then is none.
    """
    taken = versions.withdrawals.get(version)
    for release in reversed(versions.releases):
        if release.version >= version:
            continue
        own = versions.withdrawals.get(release.version)
        if own is None or (taken is not None and own.tagged > taken.tagged):
            return release.version
    return None
