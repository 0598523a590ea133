"""The versions of a policy, and which of them holds on a day.

*Newest* is the highest version that was not withdrawn, *in force* the one whose day has come, *pending* one
that was released and whose day has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.spans import Span, spans_of
from policydocs.history.tag_message import Artifact, Passed, TagMessage
from policydocs.model import Version
from policydocs.values import frozen


def version_tag(policy: str, version: Version) -> str:
    """The name of a version's tag: `social-media/v1.1.0`."""
    return f"{policy}/v{version}"


def withdrawal_tag(policy: str, version: Version) -> str:
    """The name of the tag that takes a version back: `social-media/withdrawn/v1.1.0`."""
    return f"{policy}/withdrawn/v{version}"


def retirement_tag(policy: str, last: Version) -> str:
    """The name of the tag that ends a policy after its last version: `social-media/retired/v1.1.0`."""
    return f"{policy}/retired/v{last}"


@frozen
class Release:
    """One version of a policy, as its tag records it."""

    policy: str  #: the slug that it was released under; of a translation "social-media.es"
    version: Version
    tag: str  #: "social-media/v1.1.0"
    tag_id: str  #: of the tag object, 40 hexadecimal digits
    commit: str  #: likewise, of the commit that it names
    tagged: datetime  #: aware, in the time zone of whoever released it
    tagger: str
    signed: bool
    message: TagMessage

    @property
    def language(self) -> str | None:
        """Of a translation, as its name says; None for the source."""
        return self.policy.partition(".")[2] or None

    @property
    def title(self) -> str:
        return self.message.title

    @property
    def effective(self) -> date:
        """The first day on which it is in force."""
        return self.message.effective

    @property
    def level(self) -> ChangeLevel:
        return self.message.level

    @property
    def reasons(self) -> Mapping[str, str]:
        """Why, by the key of the change; "*" for all of it."""
        return self.message.reasons

    @property
    def checklists(self) -> tuple[Passed, ...]:
        return self.message.checklists

    @property
    def text_digest(self) -> str:
        return self.message.text

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        return self.message.artifacts

    @property
    def toolkit(self) -> str:
        return self.message.toolkit


class Oddity(StrEnum):
    """What can be wrong with a tag that looks like a version."""

    LIGHTWEIGHT = "lightweight"
    HAND_MADE = "hand-made"
    RENAMED = "renamed"
    NO_COMMIT = "no-commit"
    UNORDERED = "unordered"
    TWICE = "twice"


@frozen
class OddTag:
    """A tag that looks like a version of the policy, or is one, and is not as a release makes it."""

    tag: str
    version: Version
    oddity: Oddity
    problem: str  #: a sentence for the clinician

    @property
    def counts(self) -> bool:
        """Whether it is a version all the same: only its place among the others is odd."""
        return self.oddity is Oddity.UNORDERED


@frozen
class PolicyVersions:
    """All versions of one policy, also those that it had under earlier names."""

    policy: str  #: its slug now
    releases: tuple[Release, ...]  #: lowest version first; also those withdrawn
    withdrawals: Mapping[Version, Release]  #: what took a version back, by that version
    retirements: tuple[Release, ...]  #: what ended the policy, by version
    odd: tuple[OddTag, ...]

    def get(self, version: Version) -> Release | None:
        return next((one for one in self.releases if one.version == version), None)

    @property
    def newest(self) -> Release | None:
        """The highest version that was not withdrawn."""
        kept = [one for one in self.releases if one.version not in self.withdrawals]
        return kept[-1] if kept else None

    @property
    def newest_number(self) -> Version | None:
        return None if self.newest is None else self.newest.version

    @property
    def highest_number(self) -> Version | None:
        """The highest number that is taken, be it withdrawn or a tag made by hand."""
        return max(
            (*(one.version for one in self.releases), *(odd.version for odd in self.odd)), default=None
        )

    def in_force(self, on: date) -> Release | None:
        """The version that held on a day, as was known then; None before the first and after the end.

        A later version that takes effect sets aside an earlier one, also one that is still pending.
        """
        held = [one for one in self.releases if one.effective <= on and not self._withdrawn(one, on)]
        newest = held[-1] if held else None
        return None if newest is None or self.retired(on) else newest

    def pending(self, on: date) -> tuple[Release, ...]:
        """Versions that were released and whose day has not come, lowest first.

        One whose day never comes, since by then a higher version has taken effect or the policy has ended,
        is not among them.
        """
        kept = [one for one in self.releases if one.version not in self.withdrawals]
        found = []
        first = date.max  #: on which a higher version takes effect
        for one in reversed(kept):
            if on < one.effective < first and self.retired(one.effective) is None:
                found.append(one)
            first = min(first, one.effective)
        return tuple(reversed(found))

    def retired(self, on: date) -> Release | None:
        """What had ended the policy by that day, unless a later version brought it back."""
        ended = [one for one in self.retirements if one.effective <= on]
        if not ended:
            return None
        last = ended[-1]
        back = [one for one in self.releases if one.version > last.version and one.effective <= on]
        return None if any(not self._withdrawn(one, on) for one in back) else last

    def ending(self, on: date) -> Release | None:
        """What is to end the policy on a later day, unless a later version carries it on."""
        comes = [one for one in self.retirements if one.effective > on]
        return next((one for one in comes if self.retired(one.effective) is one), None)

    def spans(self) -> tuple[Span, ...]:
        """Which version held when, earliest first; days between two spans had none."""
        return spans_of(self.releases, self.withdrawals.values(), self.retirements)

    def _withdrawn(self, release: Release, on: date) -> bool:
        taken_back = self.withdrawals.get(release.version)
        return taken_back is not None and taken_back.effective <= on
