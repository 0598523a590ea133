"""What an author claims of a section, `topics="texting"`, held against what the section says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policydocs.checklist.findings import Finding, Severity, TopicStatus, TopicVerdict
from policydocs.checklist.passages import Passage
from policydocs.checklist.topics import TOPICS, judge_topics
from policydocs.model import Policy, Section


def claim_findings(
    policy: Policy, passages: Sequence[Passage], topics: Mapping[str, TopicVerdict]
) -> Iterator[Finding]:
    """A warning for each claimed topic on which the section takes no position; a note where its author
    vouches for it. In reading order."""
    for section in policy.walk():
        unfound = [topic for topic in section.topics if not _is_found(topic, section, passages, topics)]
        if not unfound:
            continue
        names = ", ".join(unfound)
        if section.attest:
            yield Finding(
                rule="attested",
                severity=Severity.NOTE,
                line=max(1, section.line),
                section=section.id,
                message=f"You vouch for {names} here; the text does not show it. "
                f"Your reason: “{section.attest}”",
                fix="Nothing to do. Look at it again whenever this section changes.",
            )
            continue
        for topic in unfound:
            yield _not_found(topic, section)


def _not_found(topic: str, section: Section) -> Finding:
    name = f"“{section.title_text}”" if section.title_text else "The opening text"
    return Finding(
        rule="topic-claimed-not-found",
        severity=Severity.WARNING,
        line=max(1, section.line),
        section=section.id,
        message=f"{name} claims the topic {topic} ({_title(topic)}), but no sentence in it takes a clear "
        "position on that.",
        fix=f"Say your position in a plain sentence, or take {topic} out of topics=. If the text says it, "
        'add attest="the reason" beside topics=.',
    )


def _is_found(
    topic: str, section: Section, passages: Sequence[Passage], topics: Mapping[str, TopicVerdict]
) -> bool:
    """Some sentence of the section or of its subsections takes a position, if only a bad one."""
    verdict = topics.get(topic)
    if verdict is None or verdict.status is TopicStatus.ABSENT:
        return False
    inside = {inner.id for inner in section.walk()}
    if verdict.status is not TopicStatus.PARTIAL and any(one.section in inside for one in verdict.evidence):
        return True
    # The whole policy's evidence may leave out what stands here: read the section by itself.
    alone = judge_topics(tuple(passage for passage in passages if passage.section in inside))
    return alone[topic].status in (TopicStatus.COVERED, TopicStatus.CONTRADICTED)


def _title(topic: str) -> str:
    return TOPICS[topic].title
