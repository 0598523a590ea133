"""A comparison as a notice for a client: one page that stands alone, then the old and the new words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.compare.leaves import leaves
from policydocs.compare.units import words as words_of
from policydocs.document import (
    Block,
    BulletList,
    Document,
    Heading,
    Link,
    ListItem,
    PageBreak,
    Paragraph,
    Strong,
    Text,
)
from policydocs.model import OnChange, Policy, Practice
from policydocs.notice.changes import NoticeChange, notice_changes
from policydocs.notice.fact_sentences import is_contact
from policydocs.notice.final import refuse_unfinished
from policydocs.notice.first_page import fits_one_page
from policydocs.notice.phrases import NoticePhrases, Voice, notice_phrases
from policydocs.notice.reasons import EVERYTHING, Words, words_for
from policydocs.notice.version_line import TakenBack, VersionLine, will_not_start
from policydocs.notice.wording import wording_blocks
from policydocs.render.handout import letterhead
from policydocs.render.phrases import Phrases, phrases
from policydocs.values import frozen

MOST_LISTED = 12  #: sections of a new policy that its notice names


def change_notice(
    comparison: Comparison,
    *,
    practice: Practice,
    old_version: VersionLine | None,
    new_version: VersionLine | None,
    effective: date | None,
    today: date,
    reasons: Mapping[str, str],
    summaries: Mapping[str, str] | None = None,
    language: str | None = None,
    draft: bool = False,
    to_name: str = "",
    code: str = "",
    takes_back: bool = False,
    never_starts: VersionLine | None = None,
) -> Document:
    """The notice of a change, of a new policy, of one that is withdrawn, or of a version taken back.

    Args:
        comparison: as `compare` made it; one of its sides is None for a new or a withdrawn policy.
        practice: whose letterhead it has: the facts as they are now.
        old_version: None where the old text is no version, or where there is none.
        new_version: None where the new text is no version yet.
        effective: the first day of the new text, or the last one of a withdrawn policy.
        reasons: why, by the key of the change (`NoticeChange.key`) or `EVERYTHING`.
        summaries: the clinician's own sentences, by the same keys; they stand instead of ours.
        language: BCP 47; the policy's own if None.
        draft: it says DRAFT, and shows what is still missing as text.
        to_name: the client, where a letter to one person is wanted.
        code: by which the version that it tells of is found again, as on the handouts.
        takes_back: the old version was a mistake, and the new one is the earlier one that holds again or
            still; each with its first day.
        never_starts: of a policy that ends, a later version whose first day would have come after the end.

    Raises:
        InputErrors: a final notice without a date, or with a change that has no reason; nothing to tell.
        InputError: no phrases for the language.
    """
    policy = comparison.new or comparison.old
    assert policy is not None
    language = language or policy.language
    words, common = notice_phrases(language), phrases(language)
    practice = practice.in_language(language)
    later = effective is not None and effective > today
    voice = _voice(policy, words)
    changes = changes_of(comparison, words, voice)
    refuse_unfinished(comparison, changes, reasons, effective, draft=draft)
    back = (
        TakenBack(old_version, new_version, effective)
        if takes_back and old_version and new_version and effective
        else None
    )
    writer = _Writer(comparison, policy, practice, words, common, voice, changes,
                     Words(reasons, summaries or {}), effective, today, back,
                     never_starts)  # fmt: skip
    code_line = common.code.format(code=code) if code else ""
    return Document(
        title=writer.title(),
        language=language,
        letterhead=letterhead(
            _as_before(practice, comparison) if later else practice, policy.clinician, common
        ),
        version_line=writer.version_line(old_version, new_version, draft=draft),
        running_title=writer.title(),
        blocks=tuple(writer.blocks(old_version, new_version, to_name)),
        author=policy.clinician.name if policy.clinician else practice.name,
        subject=policy.title,
        page_label=common.separator.join(part for part in (code_line, common.page) if part),
        code=code_line,
        path=policy.path,
    )


def changes_of(comparison: Comparison, words: NoticePhrases, voice: Voice) -> tuple[NoticeChange, ...]:
    """What a notice of this comparison tells; one change where a whole policy came or went."""
    if comparison.old is not None and comparison.new is not None:
        return notice_changes(comparison, words, voice)
    policy = comparison.new or comparison.old
    title = policy.title if policy is not None else ""
    phrase = words.new_policy if comparison.old is None else words.ended_policy
    said = voice.says(phrase, {"title": title})
    return (NoticeChange(EVERYTHING, words.whole_policy, ChangeLevel.MAJOR, (said,)),)


def told_changes(comparison: Comparison, language: str | None = None) -> tuple[NoticeChange, ...]:
    """The same in the policy's language and voice, for listing what needs a reason."""
    policy = comparison.new or comparison.old
    assert policy is not None
    words = notice_phrases(language or policy.language)
    return changes_of(comparison, words, _voice(policy, words))


def _as_before(practice: Practice, comparison: Comparison) -> Practice:
    """The practice with the facts that still hold: a new number is not to be called before its day."""
    facts = dict(practice.facts)
    for fact in comparison.facts:
        whose, _, key = fact.name.partition(".")
        if whose == "practice" and fact.old:
            facts[key] = fact.old
    return replace(practice, name=facts.get("name", practice.name), facts=facts)


def _voice(policy: Policy, words: NoticePhrases) -> Voice:
    texts = (leaf.text for section in policy.walk() for leaf in leaves(section.blocks))
    return words.voice(Counter(word.replace("’", "'") for text in texts for word in words_of(text)))


@frozen
class _Writer:
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

    @property
    def is_new(self) -> bool:
        return self.comparison.old is None

    @property
    def is_ended(self) -> bool:
        return self.comparison.new is None

    @property
    def never_started(self) -> bool:
        """It takes back a version that no client has gone by yet."""
        return self.back is not None and self.back.never_started

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
        versions = self._versions(old, new)
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
        if self.is_ended:
            return self.voice.says(words.choices_ended)
        if self.never_started:
            return formats
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
