"""The files that belong to one version: handout and notice, in every format, paper and size of print.

They hang on the commit's files, the version, its effective date and the moment of its tag, and on nothing
else, so that anybody can make them again from the repository: see `docs/release.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta

from policydocs.compare.comparison import Comparison
from policydocs.document import Document
from policydocs.history.archive import sha256
from policydocs.history.tag_message import Artifact
from policydocs.history.version_text import VersionText
from policydocs.model import Policy, Version
from policydocs.notice.build import change_notice
from policydocs.notice.version_line import VersionLine
from policydocs.render.handout import handout
from policydocs.render.handout_files import FORMATS, ON_PAPER, document_files, plan
from policydocs.render.style import PageStyle, Paper
from policydocs.source.config import Config
from policydocs.values import frozen

HANDOUT, NOTICE = "handout", "notice"


@frozen
class NoticeText:
    """What clients are told of a version, of its withdrawal, or of a policy's end."""

    comparisons: tuple[Comparison, ...]  #: one, or one a clinician
    previous: Version | None
    reasons: Mapping[str, str]
    summaries: Mapping[str, str]
    name: str = NOTICE  #: "notice", "withdrawal-notice" or "end-notice", in the files' names
    about: Version | None = None  #: the version in the files' names; None: the text's own
    previous_effective: date | None = None  #: the first day of the previous version
    code: str = ""  #: at the foot of each page; "": the text's own
    holds_from: date | None = None  #: where a version is taken back: the first day of the one that holds
    never_starts: VersionLine | None = None  #: of a policy that ends, a version that was still to start


@frozen
class VersionFile:
    """One finished file."""

    name: str
    data: bytes
    document: str  #: HANDOUT or NOTICE
    paper: Paper | None  #: where it is laid out for one
    large_print: bool

    @property
    def sha256(self) -> str:
        return sha256(self.data)

    def is_usual(self, config: Config) -> bool:
        """Whether it is on the practice's own paper, so that it is put into the folder of handouts."""
        return self.paper is None or self.paper.value == config.handouts.paper


def version_files(
    text: VersionText,
    notice: NoticeText | None,
    *,
    formats: Sequence[str] = FORMATS,
    papers: Sequence[Paper] = tuple(Paper),
    sizes: Sequence[bool] = (False, True),
    handouts: bool = True,
) -> Iterator[VersionFile]:
    """The files of a version, in a fixed order.

    Args:
        notice: None where clients need none.
        formats: of FORMATS.
        papers: for those formats that are laid out for paper.
        sizes: regular print, large print.
        handouts: whether the handout is made; else the notice alone.

    Raises:
        InputErrors: something in the text cannot be printed, or the notice is unfinished.
        InputError: the letterhead or the fonts that the configuration names are not in the commit.
        SurroundingsError: a renderer failed.
    """
    own = Paper(text.config.handouts.paper)
    moment = text.tagged.astimezone(UTC)
    whole = plan(text.tree, text.config, formats=formats, paper=None, large_print=False, made_at=moment)
    for document, kind, name in version_documents(text, notice, handouts=handouts):
        for format_ in whole.formats:
            for paper, large in _styles(format_, own, papers, sizes):
                wanted = replace(whole, formats=(format_,), style=PageStyle(paper, large))
                for made in document_files(document, wanted, name):
                    on_paper = paper if format_ in ON_PAPER else None
                    yield VersionFile(made.name, made.data, kind, on_paper, large)


def as_artifacts(files: Sequence[VersionFile]) -> tuple[Artifact, ...]:
    """What a tag's message records of them."""
    return tuple(Artifact(file.name, file.sha256) for file in files)


def _styles(
    format_: str, own: Paper, papers: Sequence[Paper], sizes: Sequence[bool]
) -> Iterator[tuple[Paper, bool]]:
    """What makes a difference to a format: text has no size, only some are laid out for a paper."""
    for large in sizes if format_ != "txt" else (False,):
        for paper in papers if format_ in ON_PAPER else (own,):
            yield paper, large


def version_documents(
    text: VersionText, notice: NoticeText | None, *, handouts: bool = True
) -> Iterator[tuple[Document, str, str]]:
    """The documents of a version: each with its kind, and with what its files' names begin with.

    Raises:
        InputErrors: the notice is unfinished.
    """
    several = len(text.policies) > 1
    if handouts:
        for policy in text.policies:
            document = handout(
                policy,
                text.config.practice,
                version=str(text.version),
                effective=text.effective,
                code=text.code,
            )
            yield document, HANDOUT, _name(text, "", text.version, policy if several else None)
    if notice is None:
        return
    for comparison in notice.comparisons:
        # Of a policy that ends a client is told the last day, not the first one without it.
        day = text.effective if comparison.new else text.effective - timedelta(days=1)
        document = change_notice(
            comparison,
            practice=text.config.practice,
            old_version=None
            if notice.previous is None
            else VersionLine(str(notice.previous), notice.previous_effective),
            new_version=VersionLine(str(text.version), notice.holds_from or text.effective)
            if comparison.new
            else None,
            effective=day,
            today=text.tagged.date(),
            reasons=notice.reasons,
            summaries=notice.summaries,
            code=notice.code or text.code,
            takes_back=notice.holds_from is not None,
            never_starts=notice.never_starts,
        )
        whose = comparison.new or comparison.old
        assert whose is not None
        one_of_several = whose if len(notice.comparisons) > 1 else None
        yield document, NOTICE, _name(text, notice.name, notice.about or text.version, one_of_several)


def _name(text: VersionText, kind: str, version: Version, one_of_several: Policy | None) -> str:
    whose = one_of_several.clinician.id if one_of_several and one_of_several.clinician else ""
    return "-".join(part for part in (text.slug, kind, str(version), whose) if part)
