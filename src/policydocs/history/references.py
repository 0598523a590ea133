"""What the documents of a version should say, to hold a presented one against."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.document import Contents, Document, Table, plain_text, walk_blocks
from policydocs.errors import PolicydocsError
from policydocs.history.archive import Archive
from policydocs.history.artifacts import HANDOUT, NOTICE, NoticeText, version_documents, version_files
from policydocs.history.ending_notice import ending_record, told_again
from policydocs.history.presented.differences import Difference, Layout, compare_words
from policydocs.history.presented.read import Presented, read_presented
from policydocs.history.rebuild import is_notice, notice_of
from policydocs.history.revisions import History
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions, Release
from policydocs.render.printable import contents_entries
from policydocs.render.style import Paper
from policydocs.values import frozen


@frozen
class Reference:
    """One document of a version."""

    name: str  #: of its file
    kind: str  #: HANDOUT or NOTICE
    words: Presented
    layout: Layout

    def compare(self, found: Presented) -> tuple[Difference, ...]:
        """Where a document differs from it."""
        return compare_words(self.words, found, self.layout)

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
    yield from _made(text, None, format_)
    notice = notice_of(history, versions, release, text)
    if notice is not None:
        yield from _made(text, notice, format_)
    record = ending_record(versions, release)
    told = told_again(history, versions, record) if record is not None else None
    if told is not None and told.notice is not None:
        yield from _made(told.text, told.notice, format_)


def _made(text: VersionText, notice: NoticeText | None, format_: str) -> Iterator[Reference]:
    """The handouts, or the notices where they are given."""
    paper = Paper(text.config.handouts.paper)
    kind = HANDOUT if notice is None else NOTICE
    around = {
        name: document for document, _, name in version_documents(text, notice, handouts=notice is None)
    }
    files = version_files(
        text, notice, formats=(format_,), papers=(paper,), sizes=(False,), handouts=notice is None
    )
    for file, document in zip(files, around.values(), strict=True):
        yield Reference(file.name, kind, read_presented(file.name, file.data), _layout(document))


def _archived(archive: Archive, release: Release, format_: str) -> Iterator[Reference]:
    for artifact in release.artifacts:
        if artifact.name.endswith(f".{format_}") and not artifact.name.endswith(f"-large-print.{format_}"):
            data = archive.read(artifact.sha256)
            if data is not None:
                kind = NOTICE if is_notice(release, artifact) else HANDOUT
                yield Reference(
                    artifact.name, kind, read_presented(artifact.name, data), Layout((release.title,))
                )


def _layout(document: Document) -> Layout:
    """What stands on a document's pages besides its text."""
    tables = (block for block in walk_blocks(document.blocks) if isinstance(block, Table))
    contents: tuple[str, ...] = ()
    if any(isinstance(block, Contents) for block in document.blocks):
        contents = tuple(plain_text(heading.inlines) for heading in contents_entries(document))
    return Layout(
        running=(
            document.letterhead.name,
            document.running_title,
            document.title,
            document.version_line,
            document.page_label,
        ),
        heads=tuple(" ".join(plain_text(cell) for cell in table.header.cells) for table in tables),
        contents=contents,
    )
