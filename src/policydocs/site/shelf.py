"""What the website has to show of one version: its text, its notices, what changed, its files to print.

Everything is made when it is asked for, once: a preview that shows one page makes no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from policydocs.compare.comparison import Comparison
from policydocs.document import Document
from policydocs.errors import InputError, PolicydocsError
from policydocs.history.archive import Archive
from policydocs.history.artifacts import NoticeText, version_documents
from policydocs.history.comparing import compared_versions
from policydocs.history.ending_notice import ending_record, told_again
from policydocs.history.rebuild import Rebuilt, Wanted, notice_of, rebuild
from policydocs.history.revisions import History
from policydocs.history.spans import Span
from policydocs.history.tag_message import Artifact
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Policy
from policydocs.render.style import Paper
from policydocs.values import frozen

TEXT, NOTICE, WITHDRAWAL_NOTICE, END_NOTICE, CHANGES = (
    "text",
    "notice",
    "withdrawal-notice",
    "end-notice",
    "changes",
)
_LARGE = "-large-print"


@frozen
class Sheet:
    """One document of a version, to be read as a page and printed from its files."""

    kind: str  #: TEXT, NOTICE, WITHDRAWAL_NOTICE or END_NOTICE
    page: str  #: its page's name without the ending: "text", or "text-lee" where each clinician has one
    name: str  #: what its files' names begin with: "social-media-1.1.0"
    document: Document
    whose: str  #: the clinician's name where there is one for each; else ""


@frozen
class Printed:
    """One PDF of a version."""

    name: str
    large_print: bool
    sheet: str  #: the `name` of its sheet


class Reader:
    """Where versions come from, and what was strange about them.

    Attributes:
        remarks: what the clinician should know of versions that could not be read or made as they were.
    """

    def __init__(self, history: History, archive: Archive) -> None:
        self.history = history
        self.archive = archive
        self.remarks: list[str] = []
        self._last: tuple[str, tuple[Rebuilt, ...]] = ("", ())

    def remark(self, text: str) -> None:
        """Keep a remark, each once."""
        if text and text not in self.remarks:
            self.remarks.append(text)

    def files(self, key: str, make: Callable[[], tuple[Rebuilt, ...]]) -> tuple[Rebuilt, ...]:
        """Files made together; only the last ones made are kept, since they may be large."""
        if self._last[0] != key:
            self._last = (key, make())
        return self._last[1]


class Shelf:
    """One version as the website knows it.

    Attributes:
        spans: the days on which it is in force.
    """

    def __init__(self, reader: Reader, versions: PolicyVersions, release: Release) -> None:
        self._reader = reader
        self.versions = versions
        self.release = release
        self.spans: tuple[Span, ...] = tuple(
            span for span in versions.spans() if span.release.version == release.version
        )

    def read(self) -> None:
        """Read it and compare it now, which else happens when its first page is made."""
        _ = self.sheets, self.comparisons, self.printed

    @property
    def folder(self) -> str:
        """Where its pages lie, from the site's root."""
        return f"{self.versions.policy}/{self.release.version}"

    @cached_property
    def text(self) -> VersionText | None:
        """What it says; None, with a remark, where this toolkit cannot read it."""
        try:
            return read_version(self._reader.history, self.release)
        except InputError as error:
            self._reader.remark(f"{self.release.tag} cannot be shown as a page: {error}")
            return None

    @property
    def title(self) -> str:
        return self.release.title if self.text is None else self.text.policies[0].title

    @property
    def language(self) -> str:
        return (self.release.language or "en") if self.text is None else self.text.policies[0].language

    @cached_property
    def _notice(self) -> NoticeText | None:
        if self.text is None:
            return None
        try:
            return notice_of(self._reader.history, self.versions, self.release, self.text)
        except InputError as error:
            self._reader.remark(f"The notice of {self.release.tag} cannot be shown as a page: {error}")
            return None

    @cached_property
    def ending(self) -> Release | None:
        """What took it back, or ended the policy after it."""
        return ending_record(self.versions, self.release)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its documents: the text, the notice of its change, that of its end; one a clinician, or one."""
        if self.text is None:
            return ()
        found = list(_sheets(self.text, version_documents(self.text, None), TEXT, self.release))
        if self._notice is not None:
            notices = version_documents(self.text, self._notice, handouts=False)
            found += _sheets(self.text, notices, NOTICE, self.release)
        return (*found, *self._of_the_end())

    def of_kind(self, kind: str) -> tuple[Sheet, ...]:
        return tuple(one for one in self.sheets if one.kind == kind)

    def _of_the_end(self) -> Iterator[Sheet]:
        if self.ending is None:
            return
        try:
            told = told_again(self._reader.history, self.versions, self.ending)
        except PolicydocsError as error:
            self._reader.remark(f"The notice of {self.ending.tag} cannot be shown as a page: {error}")
            return
        if told is None or told.notice is None:
            return
        documents = version_documents(told.text, told.notice, handouts=False)
        yield from _sheets(told.text, documents, told.notice.name, self.release)

    @cached_property
    def previous(self) -> Release | None:
        """The version that it was compared with, else the one before it; None for the first."""
        tag = self.release.message.previous
        named = next((one for one in self.versions.releases if one.tag == tag), None)
        before = [one for one in self.versions.releases if one.version < self.release.version]
        return named or (before[-1] if before else None)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """What changed since the version before: one, or one a clinician; () for a first version."""
        if self.previous is None or self.text is None:
            return ()
        if self._notice is not None and self._notice.previous == self.previous.version:
            return self._notice.comparisons
        try:
            before = read_version(self._reader.history, self.previous)
            return compared_versions(self._reader.history, before, self.text)
        except InputError as error:
            self._reader.remark(f"What {self.release.tag} changed cannot be shown: {error}")
            return ()

    @cached_property
    def printed(self) -> tuple[Printed, ...]:
        """Its PDF files on the practice's own paper, in both sizes of print, by their names."""
        names = [one.name for one in self._recorded if one.name.endswith(".pdf")]
        paper = Paper.LETTER.value if self.text is None else self.text.config.handouts.paper
        ends = (f"-{paper}.pdf", f"-{paper}{_LARGE}.pdf")
        own = [name for name in names if name.endswith(ends)] or names
        if not own:
            own = [one.name for large in (False, True) for one in self._made(large)]
        return tuple(self._as_printed(name) for name in own)

    def _as_printed(self, name: str) -> Printed:
        stem = name.removesuffix(".pdf")
        large = stem.endswith(_LARGE)
        return Printed(name, large, stem.removesuffix(_LARGE).rpartition("-")[0])

    def pdf(self, name: str) -> bytes:
        """One of `printed`: from the archive where it is kept, else made again.

        Raises:
            InputError: it cannot be made by this toolkit.
            SurroundingsError: git refused, or the typesetter failed.
        """
        recorded = next((one for one in self._recorded if one.name == name), None)
        kept = self._reader.archive.read(recorded.sha256) if recorded is not None else None
        if kept is not None:
            return kept
        made = self._made(name.endswith(f"{_LARGE}.pdf"))
        found = next((one.data for one in made if one.name == name), None)
        if found is None:
            raise InputError(
                f"{name} cannot be made again, and the archive of this computer does not have it.",
                fix="Restore a backup of the computer that made the release:  policydocs restore FILE",
            )
        return found

    @property
    def _recorded(self) -> Sequence[Artifact]:
        return (*self.release.artifacts, *(self.ending.artifacts if self.ending else ()))

    def _made(self, large: bool) -> tuple[Rebuilt, ...]:
        def make() -> tuple[Rebuilt, ...]:
            wanted = Wanted(("pdf",), large_print=large, notices=True)
            made = rebuild(self._reader.history, self.versions, self.release, self._reader.archive, wanted)
            self._reader.remark(f"{self.release.tag}: {made.remark}" if made.remark else "")
            return made.files

        return self._reader.files(f"{self.release.tag} {large}", make)


def _sheets(
    text: VersionText, documents: Iterator[tuple[Document, str, str]], kind: str, release: Release
) -> Iterator[Sheet]:
    """Each with its page's name, which ends with the clinician's id where each has one."""
    by_id = {one.clinician.id: one for one in text.policies if one.clinician is not None}
    for document, _, name in documents:
        id_ = name.rpartition(str(release.version))[2].removeprefix("-")
        whose = by_id.get(id_)
        yield Sheet(kind, f"{kind}-{id_}" if id_ else kind, name, document, _name_of(whose) or id_)


def _name_of(policy: Policy | None) -> str:
    return policy.clinician.name if policy is not None and policy.clinician is not None else ""
