"""A version taken back, and a policy ended: each a tag of its own, with a reason, a date and a notice.

A released version is never changed. What takes it back is another mark in the history, so that what was in
force on any day can still be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from policydocs.compare.comparison import ChangeLevel
from policydocs.errors import InputError
from policydocs.history.artifacts import VersionFile, as_artifacts, version_files
from policydocs.history.changelog import FILE as CHANGELOG
from policydocs.history.changelog import Entry, with_entries
from policydocs.history.ending_notice import Ending, EndingTold, told_of_ending
from policydocs.history.release import NewTag, Work
from policydocs.history.release_work import HANDOUTS_FOLDER, one_line, toolkit
from policydocs.history.revisions import History
from policydocs.history.tag_message import RecordKind, TagMessage
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions
from policydocs.model import Version
from policydocs.notice.reasons import EVERYTHING
from policydocs.source.tree import Tree


def plan_withdrawal(
    versions: PolicyVersions, version: Version, why: str, *, today: date, effective: date | None
) -> Ending:
    """Decide what taking a version back means.

    Raises:
        InputError: no such version, withdrawn before, the reason is missing, or the day is past.
    """
    release = versions.get(version)
    if release is None:
        numbers = ", ".join(str(one.version) for one in versions.releases) or "none yet"
        raise InputError(f"{versions.policy} has no version {version}.", fix=f"Its versions: {numbers}.")
    if version in versions.withdrawals:
        day = versions.withdrawals[version].effective
        raise InputError(f"{versions.policy} {version} was withdrawn already, on {day}.")
    day = _day(effective or today, today)
    before = [
        one for one in versions.releases if one.version < version and one.version not in versions.withdrawals
    ]
    if versions.newest is release:
        back = before[-1] if before else None
        return Ending(RecordKind.WITHDRAWAL, release, back, _reason(why), day, True)
    # One that a later version has replaced is taken back without any change for clients; not one that still
    # has days before the later version begins.
    left = [span for span in versions.spans() if span.release is release and (span.last or day) >= day]
    holding = [one for one in before if one.effective <= max(left[0].first, day)] if left else []
    return Ending(
        RecordKind.WITHDRAWAL, release, holding[-1] if holding else None, _reason(why), day, bool(left)
    )


def plan_retirement(
    versions: PolicyVersions, why: str, *, today: date, effective: date | None, lead_days: int
) -> Ending:
    """Decide what ending a policy means; clients have the days of notice unless a day is given.

    Raises:
        InputError: it has no version, it was ended before, the reason is missing, or the day is past.
    """
    release = versions.newest
    if release is None:
        raise InputError(
            f"{versions.policy} has no released version, so there is nothing to end.",
            fix="If clients never got it, delete its file.",
        )
    ended = next((one for one in versions.retirements if one.version == release.version), None)
    if ended is not None:
        raise InputError(f"{versions.policy} was ended already, on {ended.effective}.")
    day = _day(effective or today + timedelta(days=lead_days), today)
    # One that was still to start never does; what ends is the version in force on the day before.
    last = versions.in_force(day - timedelta(days=1)) if release.effective >= day else None
    if last is None and release.effective > day:
        raise InputError(
            f"{versions.policy} is not in force before {day}: its version {release.version} begins only on"
            f" {release.effective}, so there is nothing to end.",
            fix=f"Take that version back:  policydocs withdraw {versions.policy} {release.version}"
            ' --why "..."\n  and delete the policy’s file. Or let it end later:  --effective DATE',
        )
    return Ending(RecordKind.RETIREMENT, release, None, _reason(why), day, True, last)


def ending_work(
    history: History,
    endings: Sequence[Ending],
    files: Tree,
    *,
    moment: datetime,
    archive: Path,
    removed: Sequence[str] = (),
) -> Work:
    """What is written: entries of CHANGELOG.md, a tag for each ending, and the notices.

    Args:
        history: open until the work is carried out.
        endings: of a policy, then of its translations.
        files: the practice's files as they are.
        removed: files that go with it: those of a policy that ends.

    Raises:
        InputError: a version cannot be read.
        SurroundingsError: a commit is not here.
    """
    entries = [_entry(ending, moment) for ending in endings]
    changed: dict[str, bytes | None] = {CHANGELOG: with_entries(files.read(CHANGELOG), entries)}
    changed |= dict.fromkeys(removed)
    what = " and ".join(ending.what for ending in endings)
    tags = tuple(_tag(history, ending, moment) for ending in endings)
    return Work(what, _commit_message(endings), moment, changed, tags, archive)


def _entry(ending: Ending, moment: datetime) -> Entry:
    said = f"{ending.word.capitalize()}. {ending.consequence} Why: {ending.why}"
    number = f"{ending.release.version} {ending.word}"
    return Entry(ending.release.title, number, moment.date(), ending.effective, {}, said)


def _commit_message(endings: Sequence[Ending]) -> str:
    verb = "Withdraw" if endings[0].kind is RecordKind.WITHDRAWAL else "Retire"
    names = ", ".join(f"{one.release.policy} {one.release.version}" for one in endings)
    lines = [line for one in endings for line in (one.consequence, f"Why: {one.why}")]
    return "\n".join([f"{verb} {names}", "", *dict.fromkeys(lines)]) + "\n"


def _tag(history: History, ending: Ending, moment: datetime) -> NewTag:
    release, back = ending.release, ending.back
    ends = read_version(history, ending.last or release)
    sides = ends, None if back is None else read_version(history, back)
    making = _Making(history, ending, sides, moment)
    folder = f"{HANDOUTS_FOLDER}/{release.policy}/{release.version}"
    return NewTag(ending.tag, making.message, making.files, folder, making.is_usual)


class _Making:
    """The notice and the message of one ending, from the commit's files."""

    def __init__(
        self,
        history: History,
        ending: Ending,
        sides: tuple[VersionText, VersionText | None],
        moment: datetime,
    ) -> None:
        self.history, self.ending, self.sides, self.moment = history, ending, sides, moment
        self.told: EndingTold | None = None

    def files(self, tree: Tree) -> list[VersionFile]:
        """The notice in each format; none where nothing changes for clients."""
        self.told = told_of_ending(self.history, tree, self.ending, self.sides, self.moment)
        if self.told.notice is None:
            return []
        return list(version_files(self.told.text, self.told.notice, handouts=False))

    def is_usual(self, file: VersionFile) -> bool:
        return self.told is not None and file.is_usual(self.told.text.config)

    def message(self, files: Sequence[VersionFile]) -> TagMessage:
        release, other = self.ending.release, self.ending.back or self.ending.last
        return TagMessage(
            kind=self.ending.kind,
            policy=release.policy,
            version=release.version,
            title=one_line(release.title),
            effective=self.ending.effective,
            level=ChangeLevel.NONE if self.told is None else self.told.level,
            previous=other.tag if other else "",
            changes=(self.ending.consequence,),
            reasons={EVERYTHING: self.ending.why},
            toolkit=toolkit(),
            artifacts=as_artifacts(files),
        )


def _reason(why: str) -> str:
    said = one_line(why)
    if not said:
        raise InputError(
            "the reason is missing.", fix='Say it in a sentence:  --why "It named the wrong number."'
        )
    return said


def _day(effective: date, today: date) -> date:
    if effective < today:
        raise InputError(
            f"the effective date {effective} has passed; what was in force then cannot be changed any more.",
            fix=f"Give today or a later day:  --effective {today}",
        )
    return effective
