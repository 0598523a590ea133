"""Versions of a policy from before its history began here: old documents, each made one commit and tag.

They go through the same machinery as any release. What differs is told in the tag itself: that the version
was imported, from which document, and how its day is known. The commit and the tag carry the day of the
import; only the effective date is the past's. No checklist stops a version that clients already have, and no
notice is made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.errors import InputError
from policydocs.history.candidate import Candidate
from policydocs.history.release import Work
from policydocs.history.release_plan import PlannedVersion, ReleasePlan
from policydocs.history.release_work import one_line, release_work
from policydocs.history.surroundings import Situation
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Policy, Version
from policydocs.source.config import Config
from policydocs.source.policy_files import PolicyFile
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import Tree
from policydocs.values import frozen

FIRST = Version(1, 0, 0)
_IMPORTED = "Imported on"  #: how the record of such a version begins


@frozen
class OldVersion:
    """One old document as a version to be."""

    document: str  #: the file's name
    how: str  #: how its day is known: "as its name says (2019)"
    effective: date
    version: Version
    level: ChangeLevel
    markdown: bytes


class WithFile:
    """A practice's files with one of them as it is to be."""

    def __init__(self, tree: Tree, path: str, data: bytes) -> None:
        self._tree, self._path, self._data = tree, path, data

    def names(self, folder: str) -> tuple[str, ...]:
        here, _, name = self._path.rpartition("/")
        names = self._tree.names(folder)
        return tuple(sorted({*names, name})) if folder == here else names

    def read(self, path: str) -> bytes | None:
        return self._data if path == self._path else self._tree.read(path)


def next_version(before: Version | None, level: ChangeLevel) -> Version:
    """The number after `before` for a change of this level."""
    if before is None:
        return FIRST
    match level:
        case ChangeLevel.MAJOR:
            return before.next_major()
        case ChangeLevel.MINOR:
            return before.next_minor()
        case _:
            return before.next_patch()


def made_before(olds: Sequence[OldVersion], versions: PolicyVersions, file: bytes | None) -> int:
    """How many of these an earlier import made that did not come to its end: the first ones, or none.

    Args:
        olds: all that are to be made, the oldest first.
        versions: those that the policy has.
        file: what stands in the policy's file now.

    Raises:
        InputError: the policy has other versions, or all of these: nothing is put before what was released.
    """
    made = versions.releases
    same = len(made) < len(olds) and all(map(_is_import_of, made, olds))
    if not made or (same and file == olds[len(made) - 1].markdown):
        return len(made)
    raise InputError(
        f"{versions.policy} has versions already ({made[-1].tag}), and what was released is never"
        " changed: older versions cannot be put before it.",
        fix="Import the old documents under another name with --slug; or keep them as they are.",
    )


def _is_import_of(release: Release, old: OldVersion) -> bool:
    said = release.message.no_notice
    same = release.version == old.version and release.effective == old.effective
    return same and said.startswith(_IMPORTED) and f"“{old.document}”" in said


def imported_work(
    old: OldVersion,
    *,
    policies: Sequence[Policy],
    comparisons: Sequence[Comparison],
    versions: PolicyVersions,
    situation: Situation,
    files: Tree,
    config: Config,
    moment: datetime,
    archive: Path,
) -> tuple[Work, tuple[str, ...]]:
    """What is written for one old version, and the remarks that arose.

    Args:
        policies: what the document says, one a clinician.
        comparisons: with the version before; with nothing for the first.
        versions: those made so far.
        files: the practice's files, the policy's among them as the document has it.
        moment: of the commit and the tag.
    """
    path = policies[0].path
    candidate = Candidate(
        PolicyFile(policies[0].slug, path),
        tuple(policies),
        (),
        (),
        versions,
        tuple(comparisons),
    )
    reasons = dict.fromkeys(reason for one in comparisons for reason in one.reasons)
    planned = PlannedVersion(
        candidate=candidate,
        version=old.version,
        previous=versions.newest,
        level=old.level,
        proposed=old.level,
        level_reasons=tuple(sorted(reasons, key=lambda reason: -reason.level.rank)),
        effective=old.effective,
        changes=candidate.told_changes if versions.newest is not None else (),
        reasons={},
        summaries={},
        no_notice=told_of_import(old, moment.date()),
        has_notice=False,
        met=(),
        lost=(),
    )
    plan = ReleasePlan((planned,), (), (), (), ())
    return release_work(plan, situation, files, config, moment=moment, archive=archive)


def told_of_import(old: OldVersion, today: date) -> str:
    """What the tag says of where the version comes from."""
    return one_line(
        f"{_IMPORTED} {today} from “{old.document}”, from before policydocs; in force from {old.effective},"
        f" {old.how}. Its commit and tag were made on the day of the import."
    )


def policies_of(files: Tree, config: Config, slug: str, path: str) -> tuple[Policy, ...]:
    """What a file of the practice says, as the release reads it too."""
    return read_policy_file(files, config, PolicyFile(slug, path))
