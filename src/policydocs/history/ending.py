"""A version taken back, and a policy ended: each a tag of its own, with a reason, a date and a notice.

A released version is never changed. What takes it back is another mark in the history, so that what was in
force on any day can still be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from policydocs.compare.compare import compare
from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.errors import InputError
from policydocs.history.artifacts import NoticeText, VersionFile, VersionText, as_artifacts, version_files
from policydocs.history.changelog import FILE as CHANGELOG
from policydocs.history.changelog import Entry, with_entries
from policydocs.history.release import NewTag, Work
from policydocs.history.release_work import HANDOUTS_FOLDER, one_line, toolkit
from policydocs.history.tag_message import RecordKind, TagMessage
from policydocs.history.versions import PolicyVersions, Release, retirement_tag, withdrawal_tag
from policydocs.model import Policy, Practice, Version
from policydocs.notice.build import told_changes
from policydocs.notice.reasons import EVERYTHING
from policydocs.source.config import CONFIG_NAME, read_config
from policydocs.source.tree import Tree


@dataclass(frozen=True, slots=True)
class Ending:
    """What is taken back or ended, decided before anything is done."""

    kind: RecordKind
    release: Release  #: the version withdrawn, or the last one of the policy
    back: Release | None  #: the version that is in force again
    why: str
    effective: date  #: the first day on which it no longer holds
    has_notice: bool

    @property
    def what(self) -> str:
        """For people: "the withdrawal of texting 1.1.0"."""
        if self.kind is RecordKind.WITHDRAWAL:
            return f"the withdrawal of {self.release.policy} {self.release.version}"
        return f"the end of {self.release.policy}"

    @property
    def tag(self) -> str:
        name = withdrawal_tag if self.kind is RecordKind.WITHDRAWAL else retirement_tag
        return name(self.release.policy, self.release.version)

    @property
    def consequence(self) -> str:
        """What holds from then on, as a sentence."""
        if self.kind is RecordKind.RETIREMENT:
            return "The policy ends; no version is in force any more."
        if self.back is not None:
            return f"Version {self.back.version} is in force again."
        return "No version is in force any more." if self.has_notice else "What is in force does not change."


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
    # A version that a later one has replaced is taken back without any change for clients.
    is_newest = versions.newest is release
    before = [
        one for one in versions.releases if one.version < version and one.version not in versions.withdrawals
    ]
    back = before[-1] if is_newest and before else None
    return Ending(RecordKind.WITHDRAWAL, release, back, _reason(why), day, is_newest)


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
    return Ending(RecordKind.RETIREMENT, release, None, _reason(why), day, True)


def ending_work(
    ending: Ending,
    old: VersionText,
    back: VersionText | None,
    files: Tree,
    *,
    moment: datetime,
    archive: Path,
    removed: Sequence[str] = (),
) -> Work:
    """What is written: an entry of CHANGELOG.md, the tag, and the notice.

    Args:
        old: the text of the version that no longer holds.
        back: of the one that holds again.
        files: the practice's files as they are.
        removed: files that go with it: those of a policy that ends.
    """
    word = "withdrawn" if ending.kind is RecordKind.WITHDRAWAL else "retired"
    title, number = ending.release.title, ending.release.version
    entry = Entry(
        title,
        f"{number} {word}",
        moment.date(),
        ending.effective,
        {},
        f"{word.capitalize()}. {ending.consequence} Why: {ending.why}",
    )
    making = _Making(ending, old, back, moment)
    tag = NewTag(
        ending.tag,
        making.message,
        making.files,
        f"{HANDOUTS_FOLDER}/{ending.release.policy}/{number}",
        lambda file: making.config is not None and file.is_usual(making.config),
    )
    changed: dict[str, bytes | None] = {CHANGELOG: with_entries(files.read(CHANGELOG), [entry])}
    changed |= dict.fromkeys(removed)
    first = (
        f"{'Withdraw' if ending.kind is RecordKind.WITHDRAWAL else 'Retire'} {ending.release.policy} {number}"
    )
    message = f"{first}\n\n{ending.consequence}\nWhy: {ending.why}\n"
    return Work(ending.what, message, moment, changed, (tag,), archive)


class _Making:
    """The notice and the message of one ending, from the commit's files."""

    def __init__(self, ending: Ending, old: VersionText, back: VersionText | None, moment: datetime) -> None:
        self.ending, self.old, self.back, self.moment = ending, old, back, moment
        self.config = old.config
        self.level = ChangeLevel.NONE

    def files(self, tree: Tree) -> list[VersionFile]:
        """The notice in each format; none where nothing changes for clients."""
        self.config = read_config(tree.read(CONFIG_NAME) or b"", needs_id=False)
        comparisons = _comparisons(self.old, self.back, self.config.practice)
        self.level = max((one.level for one in comparisons), key=lambda level: level.rank)
        told = [one for one in comparisons if told_changes(one)]
        if not self.ending.has_notice or not told:
            return []
        release, back = self.ending.release, self.ending.back
        text = VersionText(
            release.policy,
            release.version if back is None else back.version,
            self.ending.effective,
            self.moment,
            self.old.policies if self.back is None else self.back.policies,
            self.config,
            tree,
        )
        name = "withdrawal-notice" if self.ending.kind is RecordKind.WITHDRAWAL else "end-notice"
        notice = NoticeText(
            tuple(told),
            release.version,
            {EVERYTHING: self.ending.why},
            {},
            name,
            release.version,
            release.effective,
        )
        return list(version_files(text, notice, handouts=False))

    def message(self, files: Sequence[VersionFile]) -> TagMessage:
        release = self.ending.release
        return TagMessage(
            kind=self.ending.kind,
            policy=release.policy,
            version=release.version,
            title=one_line(release.title),
            effective=self.ending.effective,
            level=self.level,
            previous=self.ending.back.tag if self.ending.back else "",
            changes=(self.ending.consequence,),
            reasons={EVERYTHING: self.ending.why},
            toolkit=toolkit(),
            artifacts=as_artifacts(files),
        )


def _comparisons(old: VersionText, back: VersionText | None, practice: Practice) -> tuple[Comparison, ...]:
    """From what no longer holds to what holds again, for each clinician of the newer side."""
    if back is None:
        return tuple(compare(policy, None, old_practice=old.config.practice) for policy in old.policies)
    return tuple(
        compare(_same(old.policies, policy), policy, old_practice=old.config.practice, new_practice=practice)
        for policy in back.policies
    )


def _same(policies: Sequence[Policy], wanted: Policy) -> Policy:
    whose = wanted.clinician.id if wanted.clinician else None
    same = [one for one in policies if (one.clinician.id if one.clinician else None) == whose]
    return next(iter([*same, *policies]))


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
