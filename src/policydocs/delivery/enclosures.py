"""What goes into a letter: the notice of a change and the policy itself, each made once for all who get it.

The policy is the very file that the release made, so that its digest is the one in the tag; so is the notice,
where she holds the version just before. Every file is kept in the archive by its digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum

from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.announcements import Announcements, found_release, whose
from policydocs.delivery.due import Matter, Verdict
from policydocs.delivery.letter_text import letter_phrases
from policydocs.delivery.standings import Standing
from policydocs.errors import InputError
from policydocs.history.archive import Archive, sha256
from policydocs.history.rebuild import Wanted, rebuild
from policydocs.history.revisions import History
from policydocs.model import OnChange, Policy, Version
from policydocs.render.handout_files import document_files, plan
from policydocs.render.style import Paper
from policydocs.source.config import Config
from policydocs.values import frozen


class Part(StrEnum):
    """What a file in a letter is."""

    NOTICE = "notice"
    COPY = "copy"


@frozen
class Enclosure:
    """One PDF, the same for everybody who gets it."""

    part: Part
    title: str  #: of the policy, in its language
    data: bytes
    digest: str  #: SHA-256; the archive has the file
    signed: bool = False  #: it has a page to sign, and it is asked for
    signable: bool = False  #: it has one, be it asked for or not


@frozen
class Papers:
    """What one matter puts into a letter."""

    notice: Enclosure | None
    copy: Enclosure | None

    def __iter__(self) -> Iterator[Enclosure]:
        return (one for one in (self.notice, self.copy) if one is not None)

    @property
    def digests(self) -> tuple[str, str]:
        """Of the policy's file and of the notice's; "" for one that there is not."""
        return self.copy.digest if self.copy else "", self.notice.digest if self.notice else ""


class Enclosures:
    """Makes and keeps the files of all letters of one run."""

    def __init__(
        self,
        history: History,
        standings: Sequence[Standing],
        archive: Archive,
        config: Config,
        *,
        today: date,
        made_at: datetime,
    ) -> None:
        """
        Args:
            made_at: what the files made today carry as their moment.
        """
        self._history = history
        self._said = Announcements(history, standings, today)
        self._archive = archive
        self._paper = Paper(config.handouts.paper)
        self._made_at = made_at
        self._papers: dict[tuple[Matter, bool], Papers] = {}

    def judge(self, matter: Matter) -> Verdict:
        """Whether a change is told."""
        return self._said.judge(matter)

    def title(self, matter: Matter) -> str:
        """What the policy is called, in the language of the matter."""
        return self._said.title(matter)

    def effective(self, matter: Matter) -> date:
        """When it starts; of a policy that ends its last day."""
        return self._said.effective(matter)

    def papers(self, matter: Matter, *, large: bool) -> Papers:
        """The files that tell one matter.

        Raises:
            InputError: something in a text cannot be printed.
            SurroundingsError: git refused, a renderer failed, or a file cannot be kept.
        """
        key = matter, large
        if key not in self._papers:
            self._papers[key] = self._made(matter, large=large)
        return self._papers[key]

    def _made(self, matter: Matter, *, large: bool) -> Papers:
        if matter.held is None:
            return Papers(None, self._copy(matter, matter.version, large=large))
        news = self._said.of(matter)
        notice = self._released_notice(matter, large=large) if news.as_released else None
        if notice is None:
            document = self._said.notice(news)
            wanted = plan(
                news.text.tree,
                news.text.config,
                formats=("pdf",),
                paper=self._paper.value,
                large_print=large,
                made_at=self._made_at,
            )
            notice = next(document_files(document, wanted, Part.NOTICE)).data
        told = Enclosure(Part.NOTICE, self.title(matter), notice, self._archive.keep(notice))
        if news.after is None or news.promise is not OnChange.NOTICE_AND_COPY:
            return Papers(told, None)
        return Papers(told, self._copy(matter, news.after.version, large=large))

    def _copy(self, matter: Matter, version: Version, *, large: bool) -> Enclosure:
        """The policy, as the release made it."""
        text = self._said.text(matter, version)
        policy = _hers(text.policies, matter.clinician)
        data = self._released(matter, version, "", large=large)
        signable = policy.front.acknowledgment.wanted
        signed = signable and self._asks_to_sign(matter)
        return Enclosure(Part.COPY, policy.title, data, self._archive.keep(data), signed, signable)

    def _asks_to_sign(self, matter: Matter) -> bool:
        return matter.held is None or self._said.of(matter).comparison.level is ChangeLevel.MAJOR

    def _released_notice(self, matter: Matter, *, large: bool) -> bytes | None:
        try:
            return self._released(matter, matter.version, "notice", large=large)
        except (InputError, StopIteration):
            return None  # it is made anew

    def _released(self, matter: Matter, version: Version, kind: str, *, large: bool) -> bytes:
        """A file of a version with the bytes that its tag records, or those nearest to them."""
        versions = self._said.versions(matter)
        release = found_release(versions, version)
        wanted = Wanted(("pdf",), self._paper, large, handouts=not kind, notices=bool(kind))
        made = rebuild(self._history, versions, release, self._archive, wanted)
        several = len(self._said.text(matter, version).policies) > 1
        hers = matter.clinician if several else ""
        stem = "-".join(
            part for part in (release.policy, kind, str(version), hers, self._paper.value) if part
        )
        found = [one for one in made.files if one.name.startswith(stem)]
        if not found:
            raise InputError(f"the release of {release.tag} made no such file: {stem}.pdf")
        return found[0].data


def neutral_names(papers: Sequence[Enclosure], language: str) -> list[str]:
    """Names for a letter's files that say nothing of what is inside: `letter.pdf`, `document-2.pdf`."""
    words = letter_phrases(language)
    stems = {Part.NOTICE: words.file_notice, Part.COPY: words.file_policy}
    totals = {part: sum(one.part is part for one in papers) for part in Part}
    seen = dict.fromkeys(Part, 0)
    names = []
    for one in papers:
        seen[one.part] += 1
        number = f"-{seen[one.part]}" if totals[one.part] > 1 else ""
        names.append(f"{stems[one.part]}{number}.pdf")
    return names


def is_kept(enclosure: Enclosure) -> bool:
    """Whether the bytes are those of the digest."""
    return sha256(enclosure.data) == enclosure.digest


def _hers(policies: Sequence[Policy], clinician: str) -> Policy:
    return next((one for one in policies if clinician and whose(one) == clinician), policies[0])
