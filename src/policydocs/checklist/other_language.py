"""Documents that the checklists cannot read: translations, and whatever else is not in English.

The detectors know English sentences only. Telling the author of a Spanish policy that it says nothing would
be false, so nothing is judged, and the report says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.findings import Finding, Severity, TopicStatus, TopicVerdict
from policydocs.checklist.passages import Passage
from policydocs.checklist.passages import passages as passages_of
from policydocs.checklist.reading import looks_english, words_of
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics
from policydocs.checklist.translation.original import Original
from policydocs.model import Policy

#: Of the words of English prose about two in five are its commonest; of Spanish or French under one in ten.
_FOREIGN_SHARE = 0.1
#: Fewer words than this say little about their language.
_ENOUGH_WORDS = 50


def is_in_another_language(policy: Policy, passages: Sequence[Passage]) -> bool:
    """Declared as another language than English and not plainly English, or plainly not English."""
    texts = [passage.text for passage in passages]
    if not policy.language.lower().startswith("en"):
        return _few(texts) or not looks_english(texts)
    return not _few(texts) and not looks_english(texts, least_share=_FOREIGN_SHARE)


def topics_of_source(original: Original | None) -> dict[str, TopicVerdict]:
    """What a translation takes a position on, by its source; the sentences stand there, so none is quoted.

    Without a source every topic is absent.
    """
    if original is None or original.policy is None:
        return {topic: TopicVerdict(topic, TopicStatus.ABSENT) for topic in TOPICS}
    judged = judge_topics(passages_of(original.policy))
    return {topic: TopicVerdict(topic, verdict.status) for topic, verdict in judged.items()}


def not_judged(policy: Policy) -> Finding:
    """That a document of its own in another language was held against nothing."""
    return Finding(
        rule="language-not-read",
        severity=Severity.WARNING,
        line=policy.front.lines.get("language", 1),
        section=None,
        message="This is not written in English, and the checklists read English only: nothing was judged.",
        fix="Write the policy in English too and check that; this text is then its translation, as "
        "policies/social-media.es.md is of policies/social-media.md. Else have somebody read it who knows "
        "the code.",
    )


def _few(texts: Sequence[str]) -> bool:
    left = _ENOUGH_WORDS
    for text in texts:
        left -= len(words_of(text))
        if left <= 0:
            return False
    return True
