"""Who holds what, counted and line by line: the values that the ledger's views are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from policydocs.delivery.deliveries import Acknowledgment, Holding
from policydocs.model import Version
from policydocs.values import frozen


@frozen
class Mark:
    """What of a policy is held against what a recipient holds."""

    policy: str
    newest: Version | None  #: the highest that was not withdrawn; None: each was
    tell_from: Version  #: whoever holds an earlier one is to be told
    effective: date  #: of the newest version of which clients are told
    lead_days: int  #: that clients should have before it
    sign_from: Version | None = None  #: an acknowledgment of this or a later one is wanted; None: of none
    ended: bool = False  #: the policy was retired: its end alone is to be told to whoever holds it
    taken_back: tuple[Version, ...] = ()  #: withdrawn: whoever holds one is to be told, whatever its number
    quiet: tuple[Version, ...] = ()  #: whoever holds one need not be told, be it earlier than `tell_from`
    clinician: str = ""  #: it is hers alone: it applies to her clients and those of none; "": to all
    former: tuple[str, ...] = ()  #: the slugs that it had before: the ledger has versions under them

    @property
    def names(self) -> tuple[str, ...]:
        """Its slug, and those that it had before."""
        return (self.policy, *self.former)

    def is_due(self, version: Version) -> bool:
        """Whether who holds a version is to be told, unless the end alone is to be told and she knows it."""
        other = self.newest is not None and not self.tell_from <= version <= self.newest
        return (self.ended or other or version in self.taken_back) and version not in self.quiet


class Part(StrEnum):
    """Which lines are wanted."""

    EVERY = "every"
    TO_TELL = "to-tell"  #: those who hold an earlier version, or one that was withdrawn
    NONE_YET = "none-yet"  #: those who were never given any
    TO_SIGN = "to-sign"


@frozen
class PolicyCounts:
    """One policy: recipients who receive today and to whom it applies."""

    mark: Mark
    recipients: int
    held: Mapping[Version, int]  #: how many hold which
    to_tell: int  #: of those who hold one
    to_sign: int
    in_time: int  #: hold the version to be told, and had the days that they should have had
    short: int  #: hold it, and had fewer days
    late: int  #: hold it, and were told after it had begun

    @property
    def none_yet(self) -> int:
        """Who were never given any version."""
        return self.recipients - sum(self.held.values())


@frozen
class Overview:
    """The whole practice on a day."""

    policies: tuple[PolicyCounts, ...]
    active_clients: int
    clients_to_tell: int  #: who hold an earlier version of at least one policy
    under_way: Mapping[str, int]  #: state -> deliveries of which it is not known that they reached her


@frozen
class Line:
    """One recipient and one policy."""

    client: str
    recipient: str
    name: str
    holding: Holding | None
    acknowledgment: Acknowledgment | None  #: the last one of this policy
    to_tell: bool
    to_sign: bool
    was_change: bool  #: what she holds came to her as a change of what she had


def days_of_notice(mark: Mark, told: date) -> int:
    """How many days she had; negative where the change had begun."""
    return (mark.effective - told).days


def last_day_in_time(mark: Mark) -> date:
    """The last day on which telling gives the days that there should be."""
    return mark.effective - timedelta(days=mark.lead_days)
