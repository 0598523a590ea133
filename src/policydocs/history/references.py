"""What the documents of a version should say, to hold a presented one against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from policydocs.document import Table, plain_text, walk_blocks
from policydocs.errors import PolicydocsError
from policydocs.history.archive import Archive
from policydocs.history.artifacts import HANDOUT, NOTICE, VersionFile, VersionText, version_files
from policydocs.history.presented.differences import Difference, compare_words
from policydocs.history.presented.read import Presented, read_presented
from policydocs.history.rebuild import is_notice, notice_of
from policydocs.history.released import read_version
from policydocs.history.revisions import History
from policydocs.history.versions import PolicyVersions, Release
from policydocs.render.handout import handout
from policydocs.render.style import Paper


@dataclass(frozen=True, slots=True)
class Reference:
    """One document of a version."""

    name: str  #: of its file
    kind: str  #: HANDOUT or NOTICE
    words: Presented
    running: tuple[str, ...]  #: what may stand at the head and foot of each page
    heads: tuple[str, ...] = ()  #: of its tables

    def compare(self, found: Presented) -> tuple[Difference, ...]:
        """Where a document differs from it."""
        return compare_words(self.words, found, self.running, self.heads)

    @property
    def size(self) -> int:
        """Its words."""
        return max(1, len(self.words.text.split()))


def references_of(
    history: History, archive: Archive, versions: PolicyVersions, release: Release, format_: str
) -> Iterator[Reference]:
    """A version's documents in one format, the handout first, each made when it is asked for.

    Raises:
        InputError: this toolkit cannot read the version, and the archive does not have it.
        SurroundingsError: likewise, its commit is not here.
    """
    try:
        text = read_version(history, release)
    except PolicydocsError:
        kept = list(_archived(archive, release, format_))
        if not kept:
            raise
        yield from kept
        return
    running, heads = _around(text)
    files = partial(
        version_files, text, formats=(format_,), papers=(Paper(text.config.handouts.paper),), sizes=(False,)
    )
    for made in files(None):
        yield _reference(made, HANDOUT, running, heads)
    notice = notice_of(history, versions, release, text)
    if notice is not None:
        for made in files(notice, handouts=False):
            yield _reference(made, NOTICE, running, heads)


def _reference(made: VersionFile, kind: str, running: tuple[str, ...], heads: tuple[str, ...]) -> Reference:
    words = read_presented(made.name, made.data)
    return Reference(made.name, kind, words, (*running, words.title), heads)


def _archived(archive: Archive, release: Release, format_: str) -> Iterator[Reference]:
    for artifact in release.artifacts:
        if artifact.name.endswith(f".{format_}") and not artifact.name.endswith(f"-large-print.{format_}"):
            data = archive.read(artifact.sha256)
            if data is not None:
                kind = NOTICE if is_notice(release, artifact) else HANDOUT
                yield Reference(artifact.name, kind, read_presented(artifact.name, data), (release.title,))


def _around(text: VersionText) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands in the margins of a version's pages, and the heads of its tables."""
    running: dict[str, None] = {}
    heads: dict[str, None] = {}
    for policy in text.policies:
        document = handout(
            policy,
            text.config.practice,
            version=str(text.version),
            effective=text.effective,
            code=text.code,
        )
        margins = (document.letterhead.name, document.running_title, document.title)
        running |= dict.fromkeys((*margins, document.version_line, document.page_label))
        tables = (block for block in walk_blocks(document.blocks) if isinstance(block, Table))
        heads |= dict.fromkeys(" ".join(plain_text(cell) for cell in table.header.cells) for table in tables)
    return tuple(running), tuple(heads)
