"""What a notice says, in the order in which it says it: one page that stands alone, then the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.document import (
    Block,
    BulletList,
    Heading,
    Link,
    ListItem,
    PageBreak,
    Paragraph,
    Strong,
    Text,
)
from policydocs.model import OnChange, Policy, Practice
from policydocs.notice.changes import NoticeChange
from policydocs.notice.fact_sentences import is_contact
from policydocs.notice.first_page import fits_one_page
from policydocs.notice.phrases import NoticePhrases, Voice
from policydocs.notice.reasons import EVERYTHING, Words, words_for
from policydocs.notice.version_line import TakenBack, VersionLine, will_not_start
from policydocs.notice.wording import wording_blocks
from policydocs.render.phrases import Phrases
from policydocs.values import frozen

MOST_LISTED = 12  #: sections of a new policy that its notice names


@frozen
class NoticeWriter:
    """One notice in the making."""

    comparison: Comparison
    policy: Policy
    practice: Practice
    words: NoticePhrases
    common: Phrases
    voice: Voice
    changes: tuple[NoticeChange, ...]
    given: Words
    effective: date | None
    today: date
    back: TakenBack | None
    unstarted: VersionLine | None  #: of a policy that ends before it
    never_began: bool  #: no version of the policy that ends was ever in force

    @property
    def is_new(self) -> bool:
        return self.comparison.old is None

    @property
    def is_ended(self) -> bool:
        return self.comparison.new is None

    @property
    def never_started(self) -> bool:
        """It takes back a version that no client has gone by yet."""
        return self.never_began or (self.back is not None and self.back.never_started)

    def title(self) -> str:
        pattern = self.words.title
        if self.is_new:
            pattern = self.words.title_of_new
        elif self.is_ended:
            pattern = self.words.title_of_ended
        elif self.back is not None:
            pattern = self.words.title_of_taken_back
        return pattern.format(title=self.policy.title)

    def version_line(self, old: VersionLine | None, new: VersionLine | None, *, draft: bool) -> str:
        words = self.words
        parts = [words.draft] if draft else []
        if self.back is not None:
            return self.common.separator.join([*parts, self.back.version_line(words, self.common)])
        if self.never_began and self.unstarted is not None:
            parts += [words.first_version.format(new=self.unstarted.number), words.will_not_start]
            return self.common.separator.join(parts)
        if self.is_ended:
            parts += [words.version_ends.format(old=old.number)] if old is not None else []
        elif new is not None:
            parts.append(words.first_version.format(new=new.number))
        if self.effective is not None:
            pattern = words.ended if self.is_ended else words.starts
            parts.append(pattern.format(date=self.common.written_date(self.effective)))
        return self.common.separator.join(parts)

    def blocks(self, old: VersionLine | None, new: VersionLine | None, to_name: str) -> Iterator[Block]:
        words = self.words
        page = list(self._page(to_name))
        yield from page
        if self.never_started:
            return
        detail = wording_blocks(self.changes, words)
        if detail:
            if fits_one_page(page):
                yield PageBreak()
            yield from detail
        if not self.is_ended:
            enclosed = self.policy.front.on_change is OnChange.NOTICE_AND_COPY
            closing = words.enclosed if enclosed else self.voice.says(words.on_request)
            yield Paragraph((Strong((Text(closing),)),))
        versions = self._versions(old, None if self.is_ended else new)
        if versions:
            yield _paragraph(versions)

    def _page(self, to_name: str) -> Iterator[Block]:
        """What a client has to know, on a page of its own where it fits."""
        words = self.words
        if to_name:
            yield _paragraph(words.to.format(name=to_name))
        heading = (
            words.new_heading
            if self.is_new
            else words.ended_heading
            if self.is_ended
            else words.changed_heading
        )
        yield _heading(heading)
        yield from self._what()
        yield _heading(words.why_heading)
        yield from self._why()
        if not self.never_started:
            yield _heading(words.ends_heading if self.is_ended else words.starts_heading)
            yield _paragraph(self._when())
        yield _heading(words.to_do_heading)
        yield from _as_list(self._to_do())
        yield _heading(words.choices_heading)
        yield _paragraph(self._choices())
        yield _heading(words.questions_heading)
        yield self._how_to_ask()

    def _what(self) -> Iterator[Block]:
        general = self.given.summaries.get(EVERYTHING)
        if self.back is not None:
            yield _paragraph(self.back.sentence(words=self.words, common=self.common, voice=self.voice))
            if self.never_started:
                return
        if self.is_new or self.is_ended:
            if general or not self.never_began:
                yield _paragraph(general or self.changes[0].sentences[0])
            if self.unstarted is not None:
                yield _paragraph(will_not_start(self.unstarted, self.words, self.common))
            if self.is_new:
                titles = [section.title_text for section in self.policy.sections][:MOST_LISTED]
                if titles:
                    yield _paragraph(self.words.new_policy_covers)
                    yield _bullets(titles)
            return
        if general:
            yield _paragraph(general)
        told = []
        for change in self.changes:
            own = words_for(self.given.summaries, change)
            told.append(own if own else " ".join(change.sentences))
        yield from _as_list(told)

    def _why(self) -> Iterator[Block]:
        general = self.given.reasons.get(EVERYTHING)
        if general:
            yield _paragraph(general)
        own = [(change, words_for(self.given.reasons, change)) for change in self.changes]
        told = [(change, reason) for change, reason in own if reason and reason != general]
        missing = [] if general else [change for change, reason in own if not reason]
        if len(self.changes) == 1 and told:
            yield _paragraph(told[0][1])
        else:
            said = [self.words.why_of.format(what=_name(change), why=reason) for change, reason in told]
            said += [self.words.why_missing.format(what=_name(change)) for change in missing]
            yield from _as_list(said)

    def _when(self) -> str:
        if self.effective is None:
            return self.words.date_missing
        pattern = self.words.starts_on if self.effective > self.today else self.words.starts_today_or_before
        if self.is_ended:
            pattern = self.words.ends_on
        return pattern.format(date=self.common.written_date(self.effective))

    def _to_do(self) -> list[str]:
        words, voice = self.words, self.voice
        if self.never_began and self.unstarted is not None:
            return [words.to_do_never_started.format(old=self.unstarted.number)]
        if self.is_ended:
            return [words.to_do_ended]
        if self.back is not None and self.never_started:
            return [words.to_do_never_started.format(old=self.back.old.number)]
        signs = self.policy.front.acknowledgment.wanted and self.comparison.level is ChangeLevel.MAJOR
        if self.is_new:
            return [voice.says(words.to_do_read_new), *([words.to_do_sign] if signs else [])]
        steps = []
        contacts = [
            voice.says(words.new_contact, {"what": words.contact_names[_key(change)]}, start=False)
            for change in self.changes
            if is_contact(change.fact)
        ]
        if contacts:
            steps.append(words.to_do_contact.format(what=self._listed(contacts)))
        heavy = [
            words.quoted.format(text=change.title) if change.key else words.opening
            for change in self.changes
            if change.level is ChangeLevel.MAJOR
            and change.section is not None
            and change.section.new is not None
        ]
        if heavy:
            steps.append(voice.says(words.to_do_read, {"sections": self._listed(heavy)}))
        if signs and self.back is not None:
            steps.append(words.to_do_sign_unless_signed.format(new=self.back.new.number))
        elif signs:
            steps.append(words.to_do_sign)
        if not steps:
            return [f"{words.to_do_nothing} {words.to_do_no_signature}"]
        if not signs:
            steps[-1] = f"{steps[-1]} {words.to_do_no_signature}"
        return steps

    def _listed(self, parts: Sequence[str]) -> str:
        if len(parts) == 1:
            return parts[0]
        return self.words.last_and.format(before=", ".join(parts[:-1]), last=parts[-1])

    def _choices(self) -> str:
        words = self.words
        formats = self.voice.says(words.choices_formats)
        if self.never_started:
            return formats
        if self.is_ended:
            return self.voice.says(words.choices_ended)
        if self.comparison.level is ChangeLevel.MAJOR:
            return f"{self.voice.says(words.choices_major)} {formats}"
        if all(is_contact(change.fact) for change in self.changes):
            return formats
        return f"{self.voice.says(words.choices_minor)} {formats}"

    def _how_to_ask(self) -> Paragraph:
        clinician = self.policy.clinician
        facts = {**self.practice.facts, **(clinician.facts if clinician else {})}
        phone, email = facts.get("phone", ""), facts.get("email", "")
        ways = [self.common.way_phone.format(phone=self._until_then("phone", phone))] if phone else []
        if email:
            ways.append(self.common.way_email.format(email=self._until_then("email", email)))
        if not ways:
            return _paragraph(self.common.questions_without_ways)
        sentence = self.common.questions.format(ways=self.common.ways(tuple(ways)))
        before, found, after = sentence.partition(email) if email else (sentence, "", "")
        if not found:
            return _paragraph(sentence)
        return Paragraph((Text(before), Link(f"mailto:{email}", (Text(email),)), Text(after)))

    def _until_then(self, key: str, now: str) -> str:
        """A way to reach the practice: the old one first, as long as it holds."""
        changed = next((fact for fact in self.comparison.facts if fact.name.endswith(f".{key}")), None)
        if changed is None or not changed.old or self.effective is None or self.effective <= self.today:
            return now
        day = self.common.written_date(self.effective)
        return self.words.old_then_new.format(old=changed.old, new=now, date=day)

    def _versions(self, old: VersionLine | None, new: VersionLine | None) -> str:
        before, after = (self._version(one) if one is not None else "" for one in (old, new))
        if before and after:
            return self.words.versions.format(old=before, new=after)
        return self.words.one_version.format(new=before or after) if before or after else ""

    def _version(self, one: VersionLine) -> str:
        if one.effective is None:
            return self.common.version.format(version=one.number).lower()
        day = self.common.written_date(one.effective)
        return self.words.version_and_date.format(version=one.number, date=day)


def _key(change: NoticeChange) -> str:
    return change.key.rpartition(".")[2]


def _name(change: NoticeChange) -> str:
    return change.title[:1].upper() + change.title[1:]


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _heading(text: str) -> Heading:
    return Heading(2, (Text(text),))


def _bullets(texts: Sequence[str]) -> BulletList:
    return BulletList(tuple(ListItem((_paragraph(text),)) for text in texts))


def _as_list(texts: Sequence[str]) -> Iterator[Block]:
    """One paragraph, or bullets where there are several."""
    if len(texts) == 1:
        yield _paragraph(texts[0])
    elif texts:
        yield _bullets(texts)
