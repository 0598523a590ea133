"""Sentences that may go against what the codes expect: their author is asked to read them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policydocs.checklist.findings import Evidence, Finding, Severity, TopicVerdict
from policydocs.checklist.phrasing import shortened
from policydocs.checklist.taxonomy import TOPICS


def suspect_findings(topics: Mapping[str, TopicVerdict]) -> Iterator[Finding]:
    """One warning a sentence, in reading order, whatever else the policy says on its topic."""
    by_sentence: dict[Evidence, list[str]] = {}
    for id_, verdict in topics.items():
        for evidence in verdict.suspect:
            by_sentence.setdefault(evidence, []).append(TOPICS[id_].title)
    for evidence in sorted(by_sentence, key=lambda one: one.line):
        subject = ", ".join(by_sentence[evidence])
        yield Finding(
            rule="suspect-clause",
            severity=Severity.WARNING,
            line=max(1, evidence.line),
            section=evidence.section,
            message=f"This sentence may go against what the codes of ethics expect ({subject}): "
            f"“{shortened(evidence.text)}” A program cannot tell.",
            fix="Read it once more. If it says what the codes advise against, change it. If it names an "
            "exception, say the rule first, in its own sentence, and then the exception. If it is right as "
            "it is, leave it.",
        )
