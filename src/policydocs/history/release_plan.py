"""What a release will do, decided before anything is done: versions, dates, reasons, what is against it.

Everything comes in as values, so that `--dry-run` shows exactly what the release does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from policydocs.checklist.findings import Report, RequirementStatus, Severity
from policydocs.compare.comparison import ChangeLevel, Comparison, Reason
from policydocs.errors import InputError, InputErrors, PolicydocsError
from policydocs.history.refusals import (
    date_refusal,
    findings_refusal,
    missing_reason_refusals,
    taken_refusal,
    unchanged_refusal,
)
from policydocs.history.situation_refusals import situation_refusals
from policydocs.history.surroundings import Situation
from policydocs.history.tag_message import Passed
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import OnChange, Policy, Version
from policydocs.notice.build import told_changes
from policydocs.notice.changes import NoticeChange
from policydocs.notice.notes import Note, noted
from policydocs.notice.reasons import EVERYTHING, by_change, change_named, missing_reasons, unknown_change
from policydocs.source.config import CONFIG_NAME, Config
from policydocs.source.practice import PolicyFile

FIRST = Version(1, 0, 0)
_VANISHED = (
    "{slug} has versions, but its file is gone. If it has another name now, write  formerly: [{slug}]  at its"
    ' top; if it ended:  policydocs retire {slug} --why "..."'
)
_HEAVY = (ChangeLevel.MINOR, ChangeLevel.MAJOR)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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

    @property
    def policy(self) -> Policy:
        return self.policies[0]

    @property
    def level(self) -> ChangeLevel:
        return max((one.level for one in self.comparisons), key=lambda level: level.rank)

    @property
    def changed(self) -> bool:
        return any(one.changed or one.old is None for one in self.comparisons)


@dataclass(frozen=True, slots=True)
class PlannedVersion:
    """One policy's part of a release."""

    candidate: Candidate
    version: Version
    previous: Release | None
    level: ChangeLevel  #: as decided
    proposed: ChangeLevel  #: as the change itself is judged
    level_reasons: tuple[Reason, ...]
    effective: date
    changes: tuple[NoticeChange, ...]
    reasons: Mapping[str, str]
    summaries: Mapping[str, str]
    no_notice: str  #: why clients need not be told, where that was decided
    has_notice: bool
    met: tuple[str, ...]  #: clauses that the version before did not meet
    lost: tuple[str, ...]  #: clauses that it met and this one does not

    @property
    def slug(self) -> str:
        return self.candidate.file.slug

    @property
    def title(self) -> str:
        return self.candidate.policy.title

    @property
    def promise(self) -> OnChange:
        """What the policy promises its clients when it changes."""
        return self.candidate.policy.front.on_change

    @property
    def sentences(self) -> tuple[str, ...]:
        """What changed, a sentence each: as clients are told, or as the clinician is where they are not."""
        if self.previous is None:
            return ("First version.",)
        told = [self.summaries.get(one.key) or " ".join(one.sentences) for one in self.changes]
        return tuple(told or [reason.why for reason in self.level_reasons])


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """What will be done, or why not."""

    versions: tuple[PlannedVersion, ...]
    refusals: tuple[PolicydocsError, ...]  #: empty: it can be done
    remarks: tuple[str, ...]
    unchanged: tuple[str, ...]  #: policies that stay as they are
    notes: tuple[str, ...]  #: files of notes that the release collects and removes

    @property
    def possible(self) -> bool:
        return bool(self.versions) and not self.refusals


def plan_release(
    candidates: Sequence[Candidate],
    situation: Situation,
    asked: Asked,
    config: Config,
    *,
    uncommitted: Sequence[str] = (),
    newest_moment: datetime | None = None,
    vanished: Sequence[str] = (),
) -> ReleasePlan:
    """Decide what a release does.

    Args:
        candidates: the policies asked for; where none was named, all of the practice.
        uncommitted: letterhead, fonts and checklists that the practice uses and that no commit has.
        newest_moment: of the newest commit, for judging the clock.
        vanished: policies that have versions and no file any more.
    """
    considered = [one for one in candidates if one.changed or asked.slugs]
    refusals: list[PolicydocsError] = []
    versions: list[PlannedVersion] = []
    remarks = [_VANISHED.format(slug=slug) for slug in vanished]
    whys = _shared(asked.why, considered, "--why", refusals)
    summaries = _shared(asked.summary, considered, "--summary", refusals)
    for candidate in considered:
        refusals += findings_refusal(candidate.file, candidate.reports)
        if not candidate.changed:
            refusals.append(unchanged_refusal(candidate.file.slug, candidate.versions))
            continue
        try:
            planned = _planned(candidate, asked, config, whys, summaries)
        except InputErrors as errors:
            refusals += errors.faults
            continue
        except InputError as error:
            refusals.append(error)
            continue
        refusals += taken_refusal(planned.version, candidate.file.slug, candidate.versions)
        refusals += date_refusal(
            planned.effective, asked.today, planned.previous, translation=candidate.file.language is not None
        )
        if planned.has_notice:
            missing = missing_reasons(planned.changes, planned.reasons)
            refusals += missing_reason_refusals(candidate.file.slug, missing, one_of_many=len(considered) > 1)
        remarks += _remarks(planned, asked, config)
        versions.append(planned)
    if not candidates or not considered:
        refusals.append(unchanged_refusal("", None))
    released = {path for one in candidates for path in _own_paths(one, situation)}
    allowed = released | {situation.places.in_repository(CONFIG_NAME)}
    refusals += situation_refusals(
        situation,
        allowed,
        now=asked.now,
        uncommitted=uncommitted,
        newest_moment=newest_moment,
        unreleased=[one.file for one in candidates if one not in considered],
    )
    notes = tuple(note.path for one in considered for note in one.notes)
    unchanged = tuple(one.file.slug for one in candidates if not one.changed)
    return ReleasePlan(tuple(versions), tuple(refusals), tuple(remarks), unchanged, notes)


def _own_paths(candidate: Candidate, situation: Situation) -> Iterator[str]:
    for path in (candidate.file.path, *(note.path for note in candidate.notes)):
        yield situation.places.in_repository(path)


def _planned(
    candidate: Candidate,
    asked: Asked,
    config: Config,
    whys: Mapping[str, Sequence[str]],
    summaries: Mapping[str, Sequence[str]],
) -> PlannedVersion:
    slug, previous = candidate.file.slug, candidate.versions.newest
    changes = _changes(candidate)
    written = noted(candidate.notes, changes)
    reasons = {**written.reasons, **by_change(whys.get(slug, ()), changes, option="--why")}
    told = {**written.summaries, **by_change(summaries.get(slug, ()), changes, option="--summary")}
    level = asked.bump or candidate.level
    is_first = previous is None
    heavy = level in _HEAVY and bool(changes) and not written.no_notice
    # The first version is handed over as it is, unless its author says why clients get it.
    has_notice = heavy and (not is_first or bool(reasons)) and candidate.file.language is None
    return PlannedVersion(
        candidate=candidate,
        version=_version(candidate, level),
        previous=previous,
        level=level,
        proposed=candidate.level,
        level_reasons=_level_reasons(candidate),
        effective=asked.effective or _effective(candidate, asked, config, waits=heavy and not is_first),
        changes=changes,
        reasons=reasons,
        summaries=told,
        no_notice=written.no_notice,
        has_notice=has_notice,
        met=_clauses(candidate.reports, candidate.old_reports) if not is_first else (),
        lost=_clauses(candidate.old_reports, candidate.reports),
    )


def _changes(candidate: Candidate) -> tuple[NoticeChange, ...]:
    """What clients are told, each change once where the policy differs for each clinician."""
    found: dict[str, NoticeChange] = {}
    for comparison in candidate.comparisons:
        for change in told_changes(comparison):
            found.setdefault(change.key, change)
    return tuple(found.values())


def _level_reasons(candidate: Candidate) -> tuple[Reason, ...]:
    reasons = dict.fromkeys(reason for one in candidate.comparisons for reason in one.reasons)
    return tuple(sorted(reasons, key=lambda reason: -reason.level.rank))


def _version(candidate: Candidate, level: ChangeLevel) -> Version:
    """The next number; of a translation that of the version that it translates."""
    translates = candidate.policy.front.translates
    if candidate.file.language is not None and translates is not None:
        return Version.parse(translates)
    highest = candidate.versions.highest_number
    if highest is None:
        return FIRST
    match level:
        case ChangeLevel.MAJOR:
            return highest.next_major()
        case ChangeLevel.MINOR:
            return highest.next_minor()
        case _:
            return highest.next_patch()


def _effective(candidate: Candidate, asked: Asked, config: Config, *, waits: bool) -> date:
    """Clients have the days that the practice promises them; what needs no notice holds at once."""
    day = asked.today + timedelta(days=config.notice.lead_days) if waits else asked.today
    before = candidate.versions.newest
    return day if before is None else max(day, before.effective)


def _clauses(these: Sequence[Report], others: Sequence[Report]) -> tuple[str, ...]:
    """Clauses that each of these meets, and not each of the others."""
    return tuple(sorted(_met(these) - _met(others))) if these and others else ()


def _met(reports: Sequence[Report]) -> frozenset[str]:
    good = (RequirementStatus.MET, RequirementStatus.ATTESTED)
    sets = [frozenset(one.id for one in report.requirements if one.status in good) for report in reports]
    return frozenset.intersection(*sets) if sets else frozenset()


def _shared(
    given: Sequence[str], candidates: Sequence[Candidate], option: str, refusals: list[PolicydocsError]
) -> dict[str, list[str]]:
    """Texts by the policy that they are about: one that names a section goes to those where it changed."""
    found: dict[str, list[str]] = {}
    changes = {one.file.slug: _changes(one) for one in candidates if one.changed}
    for text in given:
        name, sign, _ = text.partition("=")
        owners = [slug for slug, told in changes.items() if sign and change_named(name, told) is not None]
        if not owners and len(changes) > 1 and sign and len(name.split()) == 1:
            every = [change for told in changes.values() for change in told if change.key != EVERYTHING]
            refusals.append(unknown_change(name.strip(), every, option=option))
            continue
        for slug in owners or changes:
            found.setdefault(slug, []).append(text)
    return found


def _remarks(planned: PlannedVersion, asked: Asked, config: Config) -> Iterator[str]:
    slug = planned.slug
    if planned.previous is not None and planned.level.rank < planned.proposed.rank:
        yield (
            f"{slug}: you chose {planned.level.value}, the change reads as {planned.proposed.value}:"
            f" {planned.level_reasons[0].why}"
        )
    days = (planned.effective - asked.today).days
    if planned.has_notice and planned.previous is not None and days < config.notice.lead_days:
        yield (
            f"{slug}: the change starts in {days} days; clients should have {config.notice.lead_days}"
            " to read, ask and decide."
        )
    if planned.no_notice and planned.promise is not OnChange.NONE:
        yield f"{slug}: no notice is made, because you decided so: {planned.no_notice}"
    for clause in planned.lost:
        yield f"{slug}: {clause} was met and no longer is."
    for odd in planned.candidate.versions.odd:
        yield f"{odd.tag}: {odd.problem}"
    for report in planned.candidate.reports[:1]:
        warnings = sum(finding.severity is Severity.WARNING for finding in report.findings)
        if warnings:
            yield f"{slug}: {warnings} to look at:  policydocs validate {slug}"
