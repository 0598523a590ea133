"""What an author claims of a section, `topics="texting"`, held against what the section says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policydocs.checklist.attest import Attestation, Standing
from policydocs.checklist.findings import Finding, Severity, TopicStatus, TopicVerdict
from policydocs.checklist.passages import Passage
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics
from policydocs.model import Policy, Section


def claim_findings(
    policy: Policy,
    passages: Sequence[Passage],
    topics: Mapping[str, TopicVerdict],
    attested: Sequence[Attestation] = (),
) -> Iterator[Finding]:
    """A warning for each claimed topic on which the section takes no position; where its author vouches
    for it a note, and a warning once the text has changed. In reading order.

    Args:
        attested: those of the policy, from `attest.attestations`.
    """
    vouched = {(one.section, one.line): one for one in attested}
    for section in policy.walk():
        unfound = [topic for topic in section.topics if not _is_found(topic, section, passages, topics)]
        attestation = vouched.get((section.id, section.line))
        if attestation is not None:
            yield _vouched_for(attestation, unfound, policy)
        else:
            for topic in unfound:
                yield _not_found(topic, section, policy.slug)


def _vouched_for(attestation: Attestation, unfound: Sequence[str], policy: Policy) -> Finding:
    names = ", ".join(unfound or attestation.topics)
    command = f"policydocs attest {policy.slug} {attestation.section}"
    severity, rule = Severity.NOTE, "attested"
    said = f"You vouch for {names} here; the text does not show it."
    if not unfound:
        said = f"You vouch for {names} here."
    fix = "Nothing to do. When this section changes, you are asked to look at it again."
    if not attestation.topics:
        severity, rule = Severity.WARNING, "attested-nothing"
        said = "You vouch for this section, but topics= does not say what for, so it counts for nothing."
        fix = f'Write topics="..." beside attest=, or:  {command} TOPIC'
    elif attestation.standing is Standing.STALE:
        severity, rule = Severity.WARNING, "attestation-stale"
        said = f"You vouched for {names} here, and the text has changed since, so that counts no longer."
        fix = (
            "Read the section again. If your reason still holds:  "
            f"{command}  . If not, take attest= and attested= out of the braces."
        )
    elif attestation.standing is Standing.UNSEALED:
        fix = f"To be told when the text changes, let the tool note what it says now:  {command}"
    return Finding(
        rule=rule,
        severity=severity,
        line=max(1, attestation.line),
        section=attestation.section,
        message=f"{said} Your reason: “{attestation.reason}”",
        fix=fix,
    )


def _not_found(topic: str, section: Section, slug: str) -> Finding:
    name = f"“{section.title_text}”" if section.title_text else "The opening text"
    return Finding(
        rule="topic-claimed-not-found",
        severity=Severity.WARNING,
        line=max(1, section.line),
        section=section.id,
        message=f"{name} claims the topic {topic} ({_title(topic)}), but no sentence in it takes a clear "
        "position on that.",
        fix=f"Say your position in a plain sentence, or take {topic} out of topics=. If the text says it, "
        f'vouch for it:  policydocs attest {slug} {section.id} --why "your reason"',
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
