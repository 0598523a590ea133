"""The versions that a notice names, and what it says where one of them is taken back."""

from __future__ import annotations

from datetime import date

from policydocs.notice.phrases import NoticePhrases, Voice
from policydocs.render.phrases import Phrases
from policydocs.values import frozen


@frozen
class VersionLine:
    """A version as a notice names it."""

    version: str  #: "1.2.0"
    effective: date | None = None

    @property
    def number(self) -> str:
        """ "1.2" for 1.2.0: a client reads no zeros that tell her nothing."""
        parts = self.version.split(".")
        return ".".join(parts[:2]) if parts[2:] == ["0"] else self.version


@frozen
class TakenBack:
    """A version that was a mistake, and the earlier one that holds instead."""

    old: VersionLine
    new: VersionLine
    day: date  #: the first one on which the old version no longer holds

    @property
    def never_started(self) -> bool:
        """The old version was still to start, so that no client has gone by it."""
        return self.old.effective is not None and self.old.effective > self.day

    def version_line(self, words: NoticePhrases, common: Phrases) -> str:
        """Below the title: "Version 1.1 · Holds again from March 1, 2027"."""
        if self.never_started:
            parts = words.first_version.format(new=self.old.number), words.will_not_start
        else:
            day = common.written_date(self.day)
            parts = words.first_version.format(new=self.new.number), words.holds_again.format(date=day)
        return common.separator.join(parts)

    def sentence(self, *, words: NoticePhrases, common: Phrases, voice: Voice) -> str:
        """What is taken back, and what holds."""
        numbers = {"old": self.old.number, "new": self.new.number}
        if not self.never_started:
            return voice.says(words.taken_back, numbers)
        if self.new.effective is None or self.new.effective <= self.day:
            return voice.says(words.taken_back_before, numbers)
        day = common.written_date(self.new.effective)
        return voice.says(words.taken_back_for_another, {**numbers, "date": day})


def will_not_start(one: VersionLine, words: NoticePhrases, common: Phrases) -> str:
    """That a policy ends before the day of a version that clients were told of."""
    day = "" if one.effective is None else common.written_date(one.effective)
    return words.ended_before_start.format(new=one.number, date=day)
