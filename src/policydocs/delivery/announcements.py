"""What a matter says: its two texts compared, what was promised, and whether clients are told at all.

Nothing is written or printed here; `enclosures` makes the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from policydocs.compare.comparison import Comparison
from policydocs.delivery.deliveries import News
from policydocs.delivery.due import Matter, Verdict
from policydocs.delivery.letter_text import letter_phrases
from policydocs.delivery.standings import Standing
from policydocs.delivery.told import version_before
from policydocs.document import Document
from policydocs.errors import InputError
from policydocs.history.comparing import compared_versions
from policydocs.history.revisions import History
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import OnChange, Policy, Version
from policydocs.notice.build import change_notice, told_changes
from policydocs.notice.final import needs_notice
from policydocs.notice.reasons import EVERYTHING
from policydocs.notice.version_line import VersionLine
from policydocs.values import frozen

#: What is promised when a policy changes, from nothing to most.
_PROMISES = (OnChange.NONE, OnChange.POST, OnChange.NOTICE, OnChange.NOTICE_AND_COPY)


@frozen
class Announcement:
    """What a matter says: its texts, what the practice promised, and why it changed."""

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
        """The one that holds, or the one that ended."""
        found = self.after or self.before
        assert found is not None
        return found


class Announcements:
    """Reads and compares the texts of matters, each once."""

    def __init__(self, history: History, standings: Sequence[Standing], today: date) -> None:
        self._history = history
        self._standings = {one.slug: one for one in standings}
        self._today = today
        self._texts: dict[str, VersionText] = {}
        self._found: dict[Matter, Announcement] = {}
        self._verdicts: dict[Matter, Verdict] = {}

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
        news = self.of(matter)
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
        self.notice(news)
        return Verdict(True)

    def title(self, matter: Matter) -> str:
        """What the policy is called, in the language of the matter."""
        if matter.held is None:
            return self.text(matter, matter.version).policies[0].title
        news = self.of(matter)
        policy = news.comparison.new or news.comparison.old
        assert policy is not None
        return policy.title

    def effective(self, matter: Matter) -> date:
        """When it starts; of a policy that ends its last day."""
        return (
            self.text(matter, matter.version).effective if matter.held is None else self.of(matter).effective
        )

    def versions(self, matter: Matter) -> PolicyVersions:
        """Those of the text in its language."""
        return self._standings[matter.policy].versions_in(matter.language)

    def text(self, matter: Matter, version: Version) -> VersionText:
        """What a version says, in the language of the matter."""
        release = found_release(self.versions(matter), version)
        if release.tag not in self._texts:
            self._texts[release.tag] = read_version(self._history, release)
        return self._texts[release.tag]

    def notice(self, news: Announcement) -> Document:
        """The notice that tells it."""
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

    # --- The three kinds of news

    def of(self, matter: Matter) -> Announcement:
        """What a matter says that is not a first handover.

        Raises:
            InputError: a version is not here, or cannot be read by this toolkit.
            SurroundingsError: git refused.
        """
        if matter not in self._found:
            make = {
                News.VERSION: self._of_version,
                News.WITHDRAWN: self._of_withdrawal,
                News.RETIRED: self._of_end,
            }[matter.news]
            self._found[matter] = make(matter)
        return self._found[matter]

    def _of_version(self, matter: Matter) -> Announcement:
        assert matter.held is not None
        versions = self.versions(matter)
        new = found_release(versions, matter.version)
        after = self.text(matter, matter.version)
        has_old = versions.get(matter.held) is not None
        before = self.text(matter, matter.held) if has_old else None
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
        previous = before is not None and new.message.previous == found_release(versions, matter.held).tag
        tagged = new.tagged.date()
        in_time = (new.effective > tagged) == (new.effective > self._today)
        return Announcement(
            comparison,
            promise,
            before,
            after,
            reasons,
            merged([one.message.summaries for one in between]) if len(between) == 1 else {},
            new.effective,
            own and previous and in_time,
        )

    def _of_withdrawal(self, matter: Matter) -> Announcement:
        versions = self.versions(matter)
        source = self._standings[matter.policy].versions
        record = versions.withdrawals.get(matter.version) or source.withdrawals[matter.version]
        back = version_before(source, matter.version)
        before = self.text(matter, matter.version)
        after = None if back is None else self.text(matter, back)
        comparison = self._compared(matter, before, after)
        day = record.effective if after is not None else record.effective - timedelta(days=1)
        return Announcement(
            comparison, self._promise(matter, comparison), before, after, record.reasons, {}, day, False
        )

    def _of_end(self, matter: Matter) -> Announcement:
        standing = self._standings[matter.policy]
        own = [one for one in self.versions(matter).retirements if one.version == matter.version]
        record = own[0] if own else standing.ended
        assert record is not None
        before = self.text(matter, matter.version)
        comparison = self._compared(matter, before, None)
        day = record.effective - timedelta(days=1)
        return Announcement(
            comparison, self._promise(matter, comparison), before, None, record.reasons, {}, day, False
        )

    def _compared(self, matter: Matter, before: VersionText | None, after: VersionText | None) -> Comparison:
        found = compared_versions(self._history, before, after)
        hers = (one for one in found if matter.clinician in ("", whose(one.new or one.old)))
        return next(hers, found[0])

    def _promise(self, matter: Matter, comparison: Comparison) -> OnChange:
        """The stronger of two promises, of her version and of the new one: what she was promised is kept."""
        before = comparison.old
        if before is None and matter.held is not None:  # she holds it in the language of the source
            source = self._standings[matter.policy].versions
            before = read_version(self._history, found_release(source, matter.held)).policies[0]
        said = [one.front.on_change for one in (before, comparison.new) if one is not None]
        return max(said, key=_PROMISES.index)


def merged(several: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What was said of several releases, in their order; of the same change one after the other."""
    found: dict[str, str] = {}
    for one in several:
        for key, said in one.items():
            found[key] = f"{found[key]} {said}" if key in found and said not in found[key] else said
    return found


def found_release(versions: PolicyVersions, version: Version) -> Release:
    """
    Raises:
        InputError: it is not in this copy of the repository.
    """
    found = versions.get(version)
    if found is None:
        raise InputError(
            f"{versions.policy} {version} is not here.",
            fix="Its tag was deleted or not fetched.  git fetch --tags  may bring it back.",
        )
    return found


def _line(text: VersionText | None) -> VersionLine | None:
    return None if text is None else VersionLine(str(text.version), text.effective)


def whose(policy: Policy | None) -> str:
    """The clinician whose text it is; "" where there is one for all."""
    return policy.clinician.id if policy is not None and policy.clinician else ""
