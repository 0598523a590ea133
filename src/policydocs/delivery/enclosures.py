"""What goes into a letter: the notice of a change and the policy itself, each made once for all who get it.

The policy is the very file that the release made, so that its digest is the one in the tag; so is the notice,
where she holds the version just before. Every file is kept in the archive by its digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.delivery.deliveries import News
from policydocs.delivery.due import Matter, Verdict
from policydocs.delivery.letter_text import letter_phrases
from policydocs.delivery.standings import Standing
from policydocs.delivery.told import version_before
from policydocs.document import Document
from policydocs.errors import InputError
from policydocs.history.archive import Archive, sha256
from policydocs.history.artifacts import VersionText
from policydocs.history.comparing import compared_versions
from policydocs.history.rebuild import Wanted, rebuild
from policydocs.history.released import read_version
from policydocs.history.revisions import History
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import OnChange, Policy, Version
from policydocs.notice.build import change_notice, told_changes
from policydocs.notice.final import needs_notice
from policydocs.notice.reasons import EVERYTHING
from policydocs.notice.version_line import VersionLine
from policydocs.render.handout_files import document_files, plan
from policydocs.render.style import Paper
from policydocs.source.config import Config
from policydocs.values import frozen

#: What is promised when a policy changes, from nothing to most.
_PROMISES = (OnChange.NONE, OnChange.POST, OnChange.NOTICE, OnChange.NOTICE_AND_COPY)


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
    signed: bool = False  #: it has a page to sign


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


@frozen
class _News:
    """A matter with its texts."""

    comparison: Comparison
    promise: OnChange
    before: VersionText | None
    after: VersionText | None
    reasons: Mapping[str, str]
    summaries: Mapping[str, str]
    effective: date  #: the first day of the new text; of a policy that ends its last day
    as_released: bool  #: the notice that was released says just this

    @property
    def text(self) -> VersionText:
        found = self.after or self.before
        assert found is not None
        return found


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
        self._standings = {one.slug: one for one in standings}
        self._archive = archive
        self._paper = Paper(config.handouts.paper)
        self._today = today
        self._made_at = made_at
        self._texts: dict[str, VersionText] = {}
        self._news: dict[Matter, _News] = {}
        self._verdicts: dict[Matter, Verdict] = {}
        self._papers: dict[tuple[Matter, bool], Papers] = {}

    # --- Whether there is anything to tell

    def judge(self, matter: Matter) -> Verdict:
        """Whether a change is told, from the two texts and from what the practice promised."""
        if matter not in self._verdicts:
            try:
                self._verdicts[matter] = self._judged(matter)
            except InputError as error:
                which = f"the letter about {matter.policy} {matter.version} cannot be made"
                where = f" ({error.place})" if error.place else ""
                self._verdicts[matter] = Verdict(False, f"{which}: {error.problem}{where}", error.fix)
        return self._verdicts[matter]

    def _judged(self, matter: Matter) -> Verdict:
        news = self._news_of(matter)
        what = f"{matter.policy} {matter.version}"
        told = told_changes(news.comparison)
        whole = news.comparison.old is None or news.comparison.new is None
        if not told or not (whole or needs_notice(news.comparison)):
            return Verdict(False, remark=f"{what} says to clients what {matter.held} said: no letter.")
        if news.promise is OnChange.POST:
            return Verdict(
                False,
                remark=f"{what}: its promise is to be posted, so nobody is written to. Put it up where your"
                " clients see it.",
            )
        if news.promise is OnChange.NONE:
            return Verdict(False, remark=f"{what}: it promises no word of a change, so nobody is told.")
        letter_phrases(matter.language)
        self._notice(news)
        return Verdict(True)

    # --- The files

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

    def title(self, matter: Matter) -> str:
        """What the policy is called, in the language of the matter."""
        if matter.held is None:
            return self._text(matter, matter.version).policies[0].title
        news = self._news_of(matter)
        policy = news.comparison.new or news.comparison.old
        assert policy is not None
        return policy.title

    def effective(self, matter: Matter) -> date:
        """When it starts; of a policy that ends its last day."""
        return (
            self._text(matter, matter.version).effective
            if matter.held is None
            else self._news_of(matter).effective
        )

    def _made(self, matter: Matter, *, large: bool) -> Papers:
        if matter.held is None:
            return Papers(None, self._copy(matter, matter.version, large=large))
        news = self._news_of(matter)
        notice = self._released_notice(matter, large=large) if news.as_released else None
        if notice is None:
            document = self._notice(news)
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
        text = self._text(matter, version)
        policy = _hers(text.policies, matter.clinician)
        data = self._released(matter, version, "", large=large)
        signed = policy.front.acknowledgment.wanted and self._asks_to_sign(matter)
        return Enclosure(Part.COPY, policy.title, data, self._archive.keep(data), signed)

    def _asks_to_sign(self, matter: Matter) -> bool:
        return matter.held is None or self._news_of(matter).comparison.level is ChangeLevel.MAJOR

    def _released_notice(self, matter: Matter, *, large: bool) -> bytes | None:
        try:
            return self._released(matter, matter.version, "notice", large=large)
        except (InputError, StopIteration):
            return None  # it is made anew

    def _released(self, matter: Matter, version: Version, kind: str, *, large: bool) -> bytes:
        """A file of a version with the bytes that its tag records, or those nearest to them."""
        versions = self._versions(matter)
        release = _release(versions, version)
        wanted = Wanted(("pdf",), self._paper, large, handouts=not kind, notices=bool(kind))
        made = rebuild(self._history, versions, release, self._archive, wanted)
        several = len(self._text(matter, version).policies) > 1
        whose = matter.clinician if several else ""
        stem = "-".join(
            part for part in (release.policy, kind, str(version), whose, self._paper.value) if part
        )
        found = [one for one in made.files if one.name.startswith(stem)]
        if not found:
            raise InputError(f"the release of {release.tag} made no such file: {stem}.pdf")
        return found[0].data

    # --- What a matter is about

    def _news_of(self, matter: Matter) -> _News:
        if matter not in self._news:
            make = {
                News.VERSION: self._of_version,
                News.WITHDRAWN: self._of_withdrawal,
                News.RETIRED: self._of_end,
            }[matter.news]
            self._news[matter] = make(matter)
        return self._news[matter]

    def _of_version(self, matter: Matter) -> _News:
        assert matter.held is not None
        versions = self._versions(matter)
        new = _release(versions, matter.version)
        after = self._text(matter, matter.version)
        has_old = versions.get(matter.held) is not None
        before = self._text(matter, matter.held) if has_old else None
        between = [one for one in versions.releases if matter.held < one.version <= matter.version]
        reasons = merged([one.reasons for one in between if one.version not in versions.withdrawals])
        taken_back = versions.withdrawals.get(matter.held)
        if taken_back is not None and taken_back.reasons.get(EVERYTHING):
            reasons = merged([{EVERYTHING: taken_back.reasons[EVERYTHING]}, reasons])
        if before is None and not reasons.get(EVERYTHING):
            # She had it in another language: all of it is new to her, and each change has its own reason.
            reasons = {EVERYTHING: " ".join(reasons.values())} if reasons else reasons
        comparison = self._compared(matter, before, after)
        promise = self._promise(matter, comparison)
        own = comparison.new is not None and comparison.new.front.on_change is promise
        previous = before is not None and new.message.previous == _release(versions, matter.held).tag
        tagged = new.tagged.date()
        in_time = (new.effective > tagged) == (new.effective > self._today)
        return _News(
            comparison,
            promise,
            before,
            after,
            reasons,
            merged([one.message.summaries for one in between]) if len(between) == 1 else {},
            new.effective,
            own and previous and in_time,
        )

    def _of_withdrawal(self, matter: Matter) -> _News:
        versions = self._versions(matter)
        source = self._standings[matter.policy].versions
        record = versions.withdrawals.get(matter.version) or source.withdrawals[matter.version]
        back = version_before(source, matter.version)
        before = self._text(matter, matter.version)
        after = None if back is None else self._text(matter, back)
        comparison = self._compared(matter, before, after)
        day = record.effective if after is not None else record.effective - timedelta(days=1)
        return _News(
            comparison, self._promise(matter, comparison), before, after, record.reasons, {}, day, False
        )

    def _of_end(self, matter: Matter) -> _News:
        standing = self._standings[matter.policy]
        own = [one for one in self._versions(matter).retirements if one.version == matter.version]
        record = own[0] if own else standing.ended
        assert record is not None
        before = self._text(matter, matter.version)
        comparison = self._compared(matter, before, None)
        day = record.effective - timedelta(days=1)
        return _News(
            comparison, self._promise(matter, comparison), before, None, record.reasons, {}, day, False
        )

    def _compared(self, matter: Matter, before: VersionText | None, after: VersionText | None) -> Comparison:
        found = compared_versions(self._history, before, after)
        hers = (one for one in found if matter.clinician in ("", _whose(one.new or one.old)))
        return next(hers, found[0])

    def _promise(self, matter: Matter, comparison: Comparison) -> OnChange:
        """The stronger of two promises, of her version and of the new one: what she was promised is kept."""
        before = comparison.old
        if before is None and matter.held is not None:  # she holds it in the language of the source
            source = self._standings[matter.policy].versions
            before = read_version(self._history, _release(source, matter.held)).policies[0]
        said = [one.front.on_change for one in (before, comparison.new) if one is not None]
        return max(said, key=_PROMISES.index)

    def _notice(self, news: _News) -> Document:
        comparison = news.comparison
        if comparison.new is not None and comparison.new.front.on_change is not news.promise:
            front = replace(comparison.new.front, on_change=news.promise)
            comparison = replace(comparison, new=replace(comparison.new, front=front))
        return change_notice(
            comparison,
            practice=news.text.config.practice,
            old_version=_line(news.before),
            new_version=_line(news.after),
            effective=news.effective,
            today=self._today,
            reasons=news.reasons,
            summaries=news.summaries,
            language=None,
        )

    # --- Texts

    def _versions(self, matter: Matter) -> PolicyVersions:
        return self._standings[matter.policy].versions_in(matter.language)

    def _text(self, matter: Matter, version: Version) -> VersionText:
        release = _release(self._versions(matter), version)
        if release.tag not in self._texts:
            self._texts[release.tag] = read_version(self._history, release)
        return self._texts[release.tag]


def merged(several: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What was said of several releases, in their order; of the same change one after the other."""
    found: dict[str, str] = {}
    for one in several:
        for key, said in one.items():
            found[key] = f"{found[key]} {said}" if key in found and said not in found[key] else said
    return found


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


def _release(versions: PolicyVersions, version: Version) -> Release:
    found = versions.get(version)
    if found is None:
        raise InputError(
            f"{versions.policy} {version} is not here.",
            fix="Its tag was deleted or not fetched.  git fetch --tags  may bring it back.",
        )
    return found


def _line(text: VersionText | None) -> VersionLine | None:
    return None if text is None else VersionLine(str(text.version), text.effective)


def _hers(policies: Sequence[Policy], clinician: str) -> Policy:
    return next((one for one in policies if clinician and _whose(one) == clinician), policies[0])


def _whose(policy: Policy | None) -> str:
    return policy.clinician.id if policy is not None and policy.clinician else ""
