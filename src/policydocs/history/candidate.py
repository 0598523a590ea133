"""A policy that may be released, beside its newest version, and what was asked for."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from policydocs.checklist.findings import Report
from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.history.tag_message import Passed
from policydocs.history.versions import PolicyVersions
from policydocs.model import Policy, Practice, Version
from policydocs.notice.build import told_changes
from policydocs.notice.changes import NoticeChange
from policydocs.notice.notes import Note
from policydocs.source.policy_files import PolicyFile
from policydocs.values import frozen


@frozen
class Asked:
    """What the person asked for."""

    now: datetime  #: aware
    slugs: tuple[str, ...] = ()  #: () for every policy that changed
    bump: ChangeLevel | None = None  #: None: as the change itself proposes
    effective: date | None = None
    why: tuple[str, ...] = ()  #: "TEXT" or "SECTION=TEXT"
    summary: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        return self.now.date()


@frozen
class Candidate:
    """A policy as it would be released, beside its newest version."""

    file: PolicyFile
    policies: tuple[Policy, ...]  #: one, or one a clinician
    reports: tuple[Report, ...]  #: of each
    checklists: tuple[Passed, ...]
    versions: PolicyVersions
    comparisons: tuple[Comparison, ...]  #: with the newest version; with nothing where there is none
    old_reports: tuple[Report, ...] = ()  #: of the newest version, held against the same checklists
    notes: tuple[Note, ...] = ()
    source: PolicyVersions | None = None  #: of a translation: the versions of what it translates
    read_from: tuple[bytes, Practice] | None = None  #: the file and the facts of which `policies` were made

    @property
    def policy(self) -> Policy:
        return self.policies[0]

    @property
    def translates(self) -> Version | None:
        """Which version of its source a translation translates, as it says itself."""
        said = self.policy.front.translates
        return Version.parse(said) if self.source is not None and said is not None else None

    @property
    def level(self) -> ChangeLevel:
        return max((one.level for one in self.comparisons), key=lambda level: level.rank)

    @property
    def changed(self) -> bool:
        return any(one.changed or one.old is None for one in self.comparisons)

    @cached_property
    def told_changes(self) -> tuple[NoticeChange, ...]:
        """What clients are told, each change once where the policy differs for each clinician."""
        found: dict[str, NoticeChange] = {}
        for comparison in self.comparisons:
            for change in told_changes(comparison):
                found.setdefault(change.key, change)
        return tuple(found.values())


@frozen
class SourceRelease:
    """What a translation takes over from a version of its source."""

    version: Version
    level: ChangeLevel
    effective: date
    no_notice: str


def source_releases(candidate: Candidate, coming: SourceRelease | None) -> tuple[SourceRelease, ...]:
    """The versions of the source since the one that the translation had, up to the one that it has now.

    Args:
        coming: the one that the source gets in the same release.
    """
    source, last = candidate.source, candidate.translates
    if source is None or last is None:
        return ()
    first = candidate.versions.newest_number
    found = [
        SourceRelease(one.version, one.level, one.effective, one.message.no_notice)
        for one in source.releases
        if one.version <= last and (first is None or one.version > first)
    ]
    if coming is not None and coming.version == last:
        found.append(coming)
    return tuple(found)
