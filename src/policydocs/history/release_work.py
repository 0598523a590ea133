"""A plan turned into what is written: the commit's files, the changelog's entry, each version's tag."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path

from policydocs import __version__
from policydocs.compare.comparison import Change
from policydocs.errors import InputError
from policydocs.history.artifacts import NoticeText, VersionFile, as_artifacts, version_files
from policydocs.history.changelog import FILE as CHANGELOG
from policydocs.history.changelog import Entry, with_entries
from policydocs.history.pin_ids import pinned, unpinned
from policydocs.history.release import NewTag, Work
from policydocs.history.release_plan import PlannedVersion, ReleasePlan
from policydocs.history.surroundings import Situation
from policydocs.history.tag_message import RecordKind, TagMessage
from policydocs.history.version_text import VersionText
from policydocs.history.versions import version_tag
from policydocs.model import Policy
from policydocs.notice.changes import NoticeChange
from policydocs.source.characters import decode
from policydocs.source.config import CONFIG_NAME, Config, read_config
from policydocs.source.markdown import read_policy
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import Tree
from policydocs.values import record

HANDOUTS_FOLDER = "handouts"
#: Libraries on which the bytes of a handout hang, with the module of each.
_LIBRARIES = {"typst": "typst", "python-docx": "docx", "Jinja2": "jinja2", "lxml": "lxml"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def release_work(
    plan: ReleasePlan, situation: Situation, files: Tree, config: Config, *, moment: datetime, archive: Path
) -> tuple[Work, tuple[str, ...]]:
    """What a release writes, and the remarks that arose.

    Args:
        files: the practice's files as they are.
        moment: of the commit and every tag; aware, whole seconds.
        archive: the archive's folder.

    Raises:
        InputError: a file vanished meanwhile.
    """
    written: dict[str, bytes | None] = {}
    remarks: list[str] = []
    if situation.places.in_repository(CONFIG_NAME) in situation.dirty:
        written[CONFIG_NAME] = _read(files, CONFIG_NAME)
    for planned in plan.versions:
        path = planned.candidate.file.path
        data = _read(files, path)
        written[path] = with_ids(data, planned.candidate.policies, config, remarks)
    written |= dict.fromkeys(plan.notes)
    entries = [_entry(planned, moment) for planned in plan.versions]
    written[CHANGELOG] = with_entries(files.read(CHANGELOG), entries)
    names = ", ".join(f"{planned.slug} {planned.version}" for planned in plan.versions)
    work = Work(
        what=f"the release of {names}",
        commit_message=_commit_message(plan, names),
        moment=moment,
        files=written,
        tags=tuple(_tag(planned, moment) for planned in plan.versions),
        archive=archive,
    )
    return work, tuple(remarks)


def toolkit() -> str:
    """What made a version's files: "policydocs 0.1.0, typst 0.13.2"."""
    return ", ".join(
        [
            f"policydocs {__version__}",
            *(f"{name.lower()} {_version_of(name, module)}" for name, module in _LIBRARIES.items()),
        ]
    )


def one_line(text: str) -> str:
    """A text as a line of a tag's message: spaces for what is none of its letters."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def lines_of(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: said for key, text in texts.items() if (said := one_line(text))}


def with_ids(data: bytes, policies: Sequence[Policy], config: Config, remarks: list[str]) -> bytes:
    """The source with the ids that followed from headings; as it is where that would change what is read."""
    policy = policies[0]
    if not unpinned(policy):
        return data
    made = pinned(data.decode("utf-8", "surrogateescape"), policy).encode("utf-8", "surrogateescape")
    try:
        again = read_policy(
            decode(made, path=policy.path),
            path=policy.path,
            slug=policy.slug,
            practice=config.practice,
            clinician=policy.clinician,
            language=policy.language,
        )
    except InputError:
        again = None
    if again != policy or unpinned(again):
        names = ", ".join(f"“{section.title_text}”" for section in unpinned(policy))
        remarks.append(
            f"{policy.path}: write an id behind {names}, such as {{#{unpinned(policy)[0].id}}};"
            " it could not be done for you."
        )
        return data
    return made


def _read(files: Tree, path: str) -> bytes:
    data = files.read(path)
    if data is None:
        raise InputError("the file is gone.", path=path, fix="Put it back, then run the same command again.")
    return data


def _version_of(library: str, module: str) -> str:
    """A library that made a file says itself which one it is; to read its metadata takes far longer."""
    said = getattr(sys.modules.get(module), "__version__", None)
    if isinstance(said, str):
        return said
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  (slow to import, seldom needed)

    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


# --- One version ---------------------------------------------------------------------------------


@record
class _Making:
    """One version's files and message, from the commit's files."""

    planned: PlannedVersion
    moment: datetime
    reasons: dict[str, str] = field(init=False)
    summaries: dict[str, str] = field(init=False)
    text: VersionText | None = None

    def __post_init__(self) -> None:
        # As the tag records them, so that the notice can be made from the tag with the same bytes.
        self.reasons = lines_of(self.planned.reasons)
        self.summaries = lines_of(self.planned.summaries)

    def files(self, tree: Tree) -> list[VersionFile]:
        planned, candidate = self.planned, self.planned.candidate
        config = read_config(tree.read(CONFIG_NAME) or b"", needs_id=False)
        policies = candidate.policies
        # The same bytes with the same facts say the same; whatever git changed in them is read anew.
        if (tree.read(candidate.file.path), config.practice) != candidate.read_from:
            policies = read_policy_file(tree, config, candidate.file)
        if policies != candidate.policies:
            raise InputError(
                "git keeps this file otherwise than it stands on the disk, and so its text would not be what"
                " you read.",
                path=candidate.file.path,
                fix="Is a filter set for it in .gitattributes? Take it out for policies.",
            )
        self.text = VersionText(
            planned.slug, planned.version, planned.effective, self.moment, policies, config, tree
        )
        notice = None
        if planned.has_notice:
            before = planned.previous
            notice = NoticeText(
                candidate.comparisons,
                None if before is None else before.version,
                self.reasons,
                self.summaries,
                previous_effective=None if before is None else before.effective,
            )
        return list(version_files(self.text, notice))

    def message(self, files: Sequence[VersionFile]) -> TagMessage:
        planned = self.planned
        assert self.text is not None
        return TagMessage(
            kind=RecordKind.RELEASE,
            policy=planned.slug,
            version=planned.version,
            title=one_line(planned.title),
            effective=planned.effective,
            level=planned.level,
            previous=planned.previous.tag if planned.previous else "",
            changes=tuple(one_line(sentence) for sentence in planned.sentences),
            reasons=self.reasons,
            summaries=self.summaries,
            no_notice=one_line(planned.no_notice),
            checklists=planned.candidate.checklists,
            text=f"sha256:{self.text.digest}",
            toolkit=toolkit(),
            artifacts=as_artifacts(files),
        )


def _tag(planned: PlannedVersion, moment: datetime) -> NewTag:
    making = _Making(planned, moment)
    return NewTag(
        version_tag(planned.slug, planned.version),
        making.message,
        making.files,
        f"{HANDOUTS_FOLDER}/{planned.slug}/{planned.version}",
        lambda file: making.text is not None and file.is_usual(making.text.config),
    )


# --- The changelog and the commit ----------------------------------------------------------------


def _entry(planned: PlannedVersion, moment: datetime) -> Entry:
    parts: dict[str, list[str]] = {"Added": [], "Changed": [], "Removed": []}
    if planned.previous is None:
        parts["Added"].append("First version.")
    for change in planned.changes if planned.previous is not None else ():
        said = planned.summaries.get(change.key) or " ".join(change.sentences)
        why = planned.reasons.get(change.key, "")
        parts[_part(change)].append(f"{said} Why: {why}" if why else said)
    if planned.previous is not None and not planned.changes:
        parts["Changed"] += planned.sentences
    whole = planned.reasons.get("*", "")
    note = f"Why: {whole}" if whole else ""
    return Entry(planned.title, str(planned.version), moment.date(), planned.effective, parts, note)


def _part(change: NoticeChange) -> str:
    match change.section.change if change.section else Change.REWORDED:
        case Change.ADDED:
            return "Added"
        case Change.REMOVED:
            return "Removed"
        case _:
            return "Changed"


def _commit_message(plan: ReleasePlan, names: str) -> str:
    lines = [f"Release {names}", ""]
    for planned in plan.versions:
        lines += [f"{planned.title} {planned.version}, effective {planned.effective}:"]
        lines += [f"- {one_line(sentence)}" for sentence in planned.sentences]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
