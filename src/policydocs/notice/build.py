"""A comparison as a notice for a client: one page that stands alone, then the old and the new words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from policydocs.compare.comparison import ChangeLevel, Comparison
from policydocs.compare.leaves import leaves
from policydocs.compare.units import words as words_of
from policydocs.document import Document
from policydocs.model import Policy, Practice
from policydocs.notice.changes import NoticeChange, notice_changes
from policydocs.notice.final import refuse_unfinished
from policydocs.notice.phrases import NoticePhrases, Voice, notice_phrases
from policydocs.notice.reasons import EVERYTHING, Words
from policydocs.notice.version_line import TakenBack, VersionLine
from policydocs.notice.writer import NoticeWriter
from policydocs.render.handout import letterhead
from policydocs.render.phrases import phrases


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
        never_starts: of a policy that ends, a later version whose first day would have come after the end;
            without `old_version`, none was ever in force.

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
    writer = NoticeWriter(comparison, policy, practice, words, common, voice, changes,
                     Words(reasons, summaries or {}), effective, today, back,
                     never_starts, never_starts is not None and old_version is None)  # fmt: skip
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
