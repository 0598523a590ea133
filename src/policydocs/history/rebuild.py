"""The files of a released version made again, byte for byte, or taken from the archive where that cannot be.

With the toolkit of the day of the release the bytes are those that its tag records, on any machine. A later
toolkit, typesetter or font may lay out anew: then the archived file is the one that clients hold, and
without it the new file says the same words in another layout, which is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from policydocs.errors import InputError
from policydocs.history.archive import Archive
from policydocs.history.artifacts import NOTICE, NoticeText, VersionFile, version_files
from policydocs.history.comparing import compared_versions
from policydocs.history.ending_notice import END_NOTICE, WITHDRAWAL_NOTICE, ending_record, told_again
from policydocs.history.released import recorded_digest
from policydocs.history.revisions import History
from policydocs.history.tag_message import Artifact
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions, Release
from policydocs.render.handout_files import ON_PAPER
from policydocs.render.style import Paper
from policydocs.values import frozen

_NOTICES = (NOTICE, WITHDRAWAL_NOTICE, END_NOTICE)


class Origin(StrEnum):
    """How a file of a version came to be."""

    REBUILT = "rebuilt"  #: made again, with the bytes that the tag records
    ARCHIVED = "archived"  #: taken from the archive, since it cannot be made with the same bytes any more
    OTHER_BYTES = "other-bytes"  #: made again; another toolkit, so that the bytes differ from those recorded
    NOT_RECORDED = "not-recorded"  #: made now; the tag records no such file


@frozen
class Rebuilt:
    """One file of a released version."""

    name: str
    data: bytes
    origin: Origin


@frozen
class RebuiltVersion:
    """Files of a released version."""

    release: Release
    files: tuple[Rebuilt, ...]
    text: VersionText | None  #: None where this toolkit cannot read it, so that all come from the archive

    @property
    def remark(self) -> str:
        """What should be known of files that are not those of the day of the release; "" for nothing."""
        other = [one for one in self.files if one.origin is Origin.OTHER_BYTES]
        if not other or self.text is None:
            return self._of_the_text()
        made = f" by {self.release.toolkit}" if self.release.toolkit else ""
        return (
            f"{len(other)} of {len(self.files)} files differ in their bytes from those made{made} on "
            f"{self.release.tagged.date()}, and the archive of this computer does not have those. "
            + (self._of_the_text() or "The policy's text is the same: its digest agrees with the tag's.")
        )

    def _of_the_text(self) -> str:
        if self.text is None or agrees(self.release, self.text):
            return ""
        return (
            f"The text is not the one that was released: its digest does not agree with the one in the tag "
            f"{self.release.tag}. Was the tag moved by hand?"
        )


@frozen
class Wanted:
    """Which files of a version."""

    formats: tuple[str, ...]
    paper: Paper | None = None  #: None: the practice's own, as of the version
    large_print: bool = False
    handouts: bool = True
    notices: bool = False


def rebuild(
    history: History, versions: PolicyVersions, release: Release, archive: Archive, wanted: Wanted
) -> RebuiltVersion:
    """The files of a version.

    Raises:
        InputError: this toolkit cannot read or print the version, and the archive does not have it.
        SurroundingsError: the commit is not here, a renderer failed, or the archive cannot be read.
    """
    record = ending_record(versions, release)
    recorded = {one.name: one for one in (*release.artifacts, *(record.artifacts if record else ()))}
    try:
        text = read_version(history, release)
        notice = notice_of(history, versions, release, text) if wanted.notices else None
        files = list(_made(text, notice, wanted))
        files += _ending_files(history, versions, release, wanted)
    except InputError:
        kept = tuple(one for origin in (release, record) if origin for one in _kept(origin, archive, wanted))
        if not kept:
            raise
        return RebuiltVersion(release, kept, None)
    settled = tuple(_settled(file, recorded.get(file.name), archive) for file in files)
    return RebuiltVersion(release, settled, text)


def agrees(release: Release, text: VersionText) -> bool:
    """Whether the text read from the commit is the one whose digest the tag records.

    Where it is not, the tag was moved to another commit by hand, or this toolkit reads the source otherwise.
    """
    return recorded_digest(release) in ("", text.digest)


def notice_of(
    history: History, versions: PolicyVersions, release: Release, text: VersionText
) -> NoticeText | None:
    """What clients were told of a version; None where its tag records no notice.

    Raises:
        InputError: the version before cannot be read, or is not here.
        SurroundingsError: git refused.
    """
    if not any(is_notice(release, one) for one in release.artifacts):
        return None
    tag = release.message.previous
    before = next((one for one in versions.releases if one.tag == tag), None)
    if tag and before is None:
        raise InputError(
            f"the notice of {release.tag} tells what changed since {tag}, which is not here.",
            fix="Its tag was deleted or not fetched.  git fetch --tags  may bring it back.",
        )
    old = read_version(history, before) if before is not None else None
    return NoticeText(
        compared_versions(history, old, text),
        None if before is None else before.version,
        release.reasons,
        release.message.summaries,
        previous_effective=None if before is None else before.effective,
    )


def is_notice(release: Release, artifact: Artifact) -> bool:
    """Whether a file that the tag records is a notice, by its name."""
    return any(artifact.name.startswith(f"{release.policy}-{kind}-") for kind in _NOTICES)


def _made(text: VersionText, notice: NoticeText | None, wanted: Wanted) -> Iterator[VersionFile]:
    return version_files(
        text,
        notice,
        formats=wanted.formats,
        papers=(wanted.paper or Paper(text.config.handouts.paper),),
        sizes=(wanted.large_print,),
        handouts=wanted.handouts,
    )


def _ending_files(
    history: History, versions: PolicyVersions, release: Release, wanted: Wanted
) -> list[VersionFile]:
    """The notice by which the version was taken back, or the policy ended after it."""
    record = ending_record(versions, release) if wanted.notices else None
    told = told_again(history, versions, record) if record is not None else None
    if told is None or told.notice is None:
        return []
    return list(_made(told.text, told.notice, replace(wanted, handouts=False)))


def _settled(file: VersionFile, recorded: Artifact | None, archive: Archive) -> Rebuilt:
    if recorded is None:
        return Rebuilt(file.name, file.data, Origin.NOT_RECORDED)
    if recorded.sha256 == file.sha256:
        return Rebuilt(file.name, file.data, Origin.REBUILT)
    kept = archive.read(recorded.sha256)
    if kept is not None:
        return Rebuilt(file.name, kept, Origin.ARCHIVED)
    return Rebuilt(file.name, file.data, Origin.OTHER_BYTES)


def _kept(release: Release, archive: Archive, wanted: Wanted) -> Iterator[Rebuilt]:
    """The wanted files of a version that cannot be made any more, chosen by their names."""
    for artifact in release.artifacts:
        told = is_notice(release, artifact)
        if not (wanted.notices if told else wanted.handouts):
            continue
        stem, _, format_ = artifact.name.rpartition(".")
        if format_ not in wanted.formats or not _has_style(stem, format_, wanted):
            continue
        data = archive.read(artifact.sha256)
        if data is not None:
            yield Rebuilt(artifact.name, data, Origin.ARCHIVED)


def _has_style(stem: str, format_: str, wanted: Wanted) -> bool:
    """Whether a file's name says that it is on that paper, in that size of print."""
    large = stem.endswith("-large-print")
    if format_ != "txt" and large is not wanted.large_print:
        return False
    if format_ not in ON_PAPER or wanted.paper is None:
        return True
    return stem.removesuffix("-large-print").endswith(f"-{wanted.paper.value}")
