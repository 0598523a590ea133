"""How a version stands, in sentences for a visitor, in her language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from policydocs.history.versions import Release
from policydocs.render.phrases import Phrases, phrases
from policydocs.site.library import SitePolicy
from policydocs.site.phrases import SitePhrases, site_phrases
from policydocs.site.shelf import Shelf


class Sayings:
    """Sentences about versions, in one language."""

    def __init__(self, language: str) -> None:
        self.words: SitePhrases = site_phrases(language)
        self.common: Phrases = phrases(language)

    def version(self, shelf: Shelf) -> str:
        """ "Version 1.1.0"."""
        return self.common.version.format(version=str(shelf.release.version))

    def status_of(self, shelf: Shelf) -> str:
        """The line below a text's title, as on its handouts."""
        date = self.common.written_date(shelf.release.effective)
        return self.common.separator.join((self.version(shelf), self.common.effective.format(date=date)))

    def standing_of(self, shelf: Shelf, policy: SitePolicy) -> Iterator[str]:
        """Since when it holds, until when it held, or from when it will."""
        day, words, release = policy.day, self.words, shelf.release
        taken_back = policy.versions.withdrawals.get(release.version)
        if not shelf.spans:
            yield words.never_in_force
        for span in shelf.spans:
            if span.first > day:
                yield words.pending_from.format(date=self.common.written_date(span.first))
            elif span.last is None:
                yield words.in_force_since.format(date=self.common.written_date(span.first))
            else:
                begins, ends = (self.common.written_date(one) for one in (span.first, span.last))
                holds = span.last >= day
                followed = holds and any(
                    other.first == span.last + timedelta(days=1) for other in policy.versions.spans()
                )
                phrase = words.in_force_until_then if followed else words.in_force_until
                yield phrase.format(first=begins, last=ends)
        if taken_back is not None:
            phrase = words.was_withdrawn if taken_back.effective <= day else words.will_be_withdrawn
            yield self._ended(phrase, taken_back)

    def standing_of_policy(self, policy: SitePolicy) -> Iterator[str]:
        """What waits, and whether the policy ended or will."""
        words = self.words
        if policy.retired is not None:
            yield self._ended(words.policy_ended, policy.retired)
        elif policy.in_force is None and not policy.pending:
            yield words.none_in_force
        if policy.in_force is not None:
            for shelf in policy.pending:
                yield words.pending_here.format(
                    date=self.common.written_date(shelf.release.effective), version=shelf.release.version
                )
        if policy.will_retire is not None:
            yield self._ended(words.policy_will_end, policy.will_retire)

    def _ended(self, phrase: str, record: Release) -> str:
        """When something ended, and why."""
        date = self.common.written_date(record.effective)
        return " ".join((phrase.format(date=date), *record.reasons.values()))

    def released(self, shelf: Shelf) -> str:
        return self.words.released_on.format(date=self.common.written_date(shelf.release.tagged.date()))
