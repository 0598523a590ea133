"""Versions as a release makes them, on real repositories: files made, then a tag that records them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.artifacts import VersionFile, as_artifacts, version_files
from policydocs.history.tag_message import RecordKind, TagMessage, write_message
from policydocs.history.version_text import VersionText
from policydocs.model import Version
from policydocs.source.policy_files import PolicyFile, read_repository_config
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import FolderTree

from .conftest import Repository

TAGGED = datetime.fromisoformat("2026-03-01T09:00:00+02:00")  #: the moment that `clean_git` sets


def release(
    repository: Repository,
    number: str,
    effective: str,
    *,
    slug: str = "messages",
    previous: str = "",
    reasons: Mapping[str, str] | None = None,
    level: ChangeLevel = ChangeLevel.MINOR,
    formats: Sequence[str] = ("html", "txt"),
    tag: str | None = None,
) -> dict[str, VersionFile]:
    """Commit what there is and release it; the files by their names.

    Args:
        tag: another name of the tag than the version's own.
    """
    repository.commit()
    tree = FolderTree(repository.folder)
    config = read_repository_config(tree)
    file = PolicyFile(slug, f"policies/{slug}.md", slug.partition(".")[2] or None)
    policies = read_policy_file(tree, config, file)
    version = Version.parse(number)
    text = VersionText(slug, version, date.fromisoformat(effective), TAGGED, policies, config, tree)
    files = list(version_files(text, None, formats=formats))
    said = TagMessage(
        RecordKind.RELEASE,
        slug,
        version,
        policies[0].title,
        text.effective,
        level=level,
        previous=previous,
        reasons=reasons or {},
        text=f"sha256:{text.digest}",
        toolkit="policydocs 0.1.0",
        artifacts=as_artifacts(files),
    )
    annotate(repository, tag or f"{slug}/v{number}", said)
    return {file.name: file for file in files}


def end(
    repository: Repository,
    kind: RecordKind,
    number: str,
    effective: str,
    why: str,
    *,
    slug: str = "messages",
) -> None:
    """Withdraw a version, or retire the policy after it."""
    word = {RecordKind.WITHDRAWAL: "withdrawn", RecordKind.RETIREMENT: "retired"}[kind]
    day = date.fromisoformat(effective)
    said = TagMessage(kind, slug, Version.parse(number), "Messages", day, reasons={"*": why})
    annotate(repository, f"{slug}/{word}/v{number}", said)


def annotate(repository: Repository, name: str, said: TagMessage) -> None:
    message = write_message(said)
    repository.git("tag", "--annotate", "--force", "--cleanup=verbatim", "--message", message, name)
