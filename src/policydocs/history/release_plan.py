"""What a release will do, decided before anything is done: versions, dates, reasons, what is against it.

Everything comes in as values, so that `--dry-run` shows exactly what the release does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from policydocs.checklist.findings import Report, RequirementStatus, Severity
from policydocs.compare.comparison import ChangeLevel, Reason
from policydocs.errors import InputError, InputErrors, PolicydocsError
from policydocs.history.candidate import Asked, Candidate, SourceRelease, source_releases
from policydocs.history.refusals import (
    FIRST_VERSION,
    date_refusal,
    findings_refusal,
    missing_reason_refusals,
    taken_refusal,
    translation_refusal,
    unchanged_refusal,
)
from policydocs.history.release_words import Given, words_by_policy
from policydocs.history.situation_refusals import situation_refusals
from policydocs.history.surroundings import Situation
from policydocs.history.versions import Release
from policydocs.model import OnChange, Version
from policydocs.notice.changes import NoticeChange
from policydocs.notice.notes import noted
from policydocs.notice.reasons import by_change, missing_reasons
from policydocs.source.config import CONFIG_NAME, Config
from policydocs.values import frozen

_VANISHED = (
    "{slug} has versions, but its file is gone. If it has another name now, write  formerly: [{slug}]  at its"
    ' top; if it ended:  policydocs retire {slug} --why "..."'
)
_HEAVY = (ChangeLevel.MINOR, ChangeLevel.MAJOR)


@frozen
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


@frozen
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
    # A policy comes before its translations, whose version and first day are its own.
    considered = sorted(
        (one for one in candidates if one.changed or asked.slugs), key=lambda one: one.file.slug
    )
    refusals: list[PolicydocsError] = []
    versions: dict[str, PlannedVersion] = {}
    remarks = [_VANISHED.format(slug=slug) for slug in vanished]
    own = config.practice.language
    whys = words_by_policy(asked.why, considered, own, "--why", refusals)
    summaries = words_by_policy(asked.summary, considered, own, "--summary", refusals)
    for candidate in considered:
        slug = candidate.file.slug
        coming = _coming(candidate, versions)
        refusals += findings_refusal(candidate.file, candidate.reports)
        if not candidate.changed and not _goes_with_translation(candidate, considered, asked):
            refusals.append(unchanged_refusal(slug, candidate.versions))
            continue
        try:
            given = Given(whys.get(slug, ()), summaries.get(slug, ()))
            planned = _planned(candidate, asked, config, given, coming)
        except InputErrors as errors:
            refusals += errors.faults
            continue
        except InputError as error:
            refusals.append(error)
            continue
        versions[slug] = planned
        refusals += _version_refusals(planned, asked, coming, one_of_many=len(considered) > 1)
        remarks += _remarks(planned, asked, config)
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
    return ReleasePlan(tuple(versions.values()), tuple(refusals), tuple(remarks), unchanged, notes)


def _own_paths(candidate: Candidate, situation: Situation) -> Iterator[str]:
    for path in (candidate.file.path, *(note.path for note in candidate.notes)):
        yield situation.places.in_repository(path)


def _version_refusals(
    planned: PlannedVersion, asked: Asked, coming: SourceRelease | None, *, one_of_many: bool
) -> Iterator[PolicydocsError]:
    """What is against one version: its number, its day, a reason that is missing."""
    candidate = planned.candidate
    if candidate.source is not None:
        number = None if coming is None else coming.version
        yield from translation_refusal(planned.slug, candidate.translates, candidate.source, number)
    yield from taken_refusal(planned.version, planned.slug, candidate.versions)
    is_translation = candidate.source is not None
    yield from date_refusal(planned.effective, asked.today, planned.previous, translation=is_translation)
    if planned.has_notice:
        missing = missing_reasons(planned.changes, planned.reasons)
        yield from missing_reason_refusals(planned.slug, missing, one_of_many=one_of_many)


def _coming(candidate: Candidate, versions: Mapping[str, PlannedVersion]) -> SourceRelease | None:
    """Of a translation, the version that its source gets in the same release."""
    source = versions.get(candidate.file.slug.partition(".")[0]) if candidate.source is not None else None
    if source is None:
        return None
    return SourceRelease(source.version, source.level, source.effective, source.no_notice)


def _goes_with_translation(candidate: Candidate, considered: Sequence[Candidate], asked: Asked) -> bool:
    """Whether an unchanged policy gets a new number all the same, because a translation of it was mended."""
    newest = candidate.versions.newest_number
    if asked.bump is None or newest is None:
        return False
    own = f"{candidate.file.slug}."
    mended = (one for one in considered if one.changed and one.file.slug.startswith(own))
    return any(one.translates is not None and one.translates > newest for one in mended)


def _planned(
    candidate: Candidate, asked: Asked, config: Config, given: Given, coming: SourceRelease | None
) -> PlannedVersion:
    """
    Args:
        coming: of a translation, the version that its source gets in the same release.
    """
    previous = candidate.versions.newest
    changes = candidate.told_changes
    written = noted(candidate.notes, changes)
    reasons = {**written.reasons, **by_change(given.why, changes, option="--why")}
    told = {**written.summaries, **by_change(given.summary, changes, option="--summary")}
    above = source_releases(candidate, coming)
    proposed = _proposed(candidate, above)
    level = asked.bump or proposed
    no_notice = written.no_notice or next((one.no_notice for one in above if one.no_notice), "")
    heavy = level in _HEAVY and bool(changes) and not no_notice
    return PlannedVersion(
        candidate=candidate,
        version=_version(candidate, level),
        previous=previous,
        level=level,
        proposed=proposed,
        level_reasons=_level_reasons(candidate),
        effective=asked.effective
        or _effective(candidate, asked, config, above, waits=heavy and previous is not None),
        changes=changes,
        reasons=reasons,
        summaries=told,
        no_notice=no_notice,
        # The first version is handed over as it is, unless its author says why clients get it.
        has_notice=heavy and (previous is not None or bool(reasons)),
        met=_clauses(candidate.reports, candidate.old_reports) if previous is not None else (),
        lost=_clauses(candidate.old_reports, candidate.reports),
    )


def _proposed(candidate: Candidate, above: Sequence[SourceRelease]) -> ChangeLevel:
    """As the change reads; of a translation as its source was released, for every client is owed the same."""
    if not above or candidate.versions.newest is None:
        return candidate.level
    return max((one.level for one in above), key=lambda level: level.rank)


def _level_reasons(candidate: Candidate) -> tuple[Reason, ...]:
    reasons = dict.fromkeys(reason for one in candidate.comparisons for reason in one.reasons)
    return tuple(sorted(reasons, key=lambda reason: -reason.level.rank))


def _version(candidate: Candidate, level: ChangeLevel) -> Version:
    """The next number; of a translation that of the version that it translates."""
    if candidate.translates is not None:
        return candidate.translates
    highest = candidate.versions.highest_number
    if highest is None:
        return FIRST_VERSION
    match level:
        case ChangeLevel.MAJOR:
            return highest.next_major()
        case ChangeLevel.MINOR:
            return highest.next_minor()
        case _:
            return highest.next_patch()


def _effective(
    candidate: Candidate, asked: Asked, config: Config, above: Sequence[SourceRelease], *, waits: bool
) -> date:
    """Clients have the days that the practice promises them; what needs no notice holds at once.

    A translation holds from the day of the version that it translates: it is the same version.
    """
    day = asked.today + timedelta(days=config.notice.lead_days) if waits else asked.today
    if above:
        day = above[-1].effective
    before = candidate.versions.newest
    return day if before is None else max(day, before.effective)


def _clauses(these: Sequence[Report], others: Sequence[Report]) -> tuple[str, ...]:
    """Clauses that each of these meets, and not each of the others."""
    return tuple(sorted(_met(these) - _met(others))) if these and others else ()


def _met(reports: Sequence[Report]) -> frozenset[str]:
    good = (RequirementStatus.MET, RequirementStatus.ATTESTED)
    sets = [frozenset(one.id for one in report.requirements if one.status in good) for report in reports]
    return frozenset.intersection(*sets) if sets else frozenset()


def _remarks(planned: PlannedVersion, asked: Asked, config: Config) -> Iterator[str]:
    slug = planned.slug
    if planned.previous is not None and planned.level.rank < planned.proposed.rank:
        why = f": {planned.level_reasons[0].why}" if planned.level_reasons else "."
        yield f"{slug}: you chose {planned.level.value}, the change reads as {planned.proposed.value}{why}"
    days = (planned.effective - asked.today).days
    if planned.has_notice and days < 0:
        yield f"{slug}: the change has held for {-days} days; those who read this language learn of it now."
    elif planned.has_notice and planned.previous is not None and days < config.notice.lead_days:
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
