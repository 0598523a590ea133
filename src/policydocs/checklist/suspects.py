"""Sentences that may go against what the codes expect: their author is asked to read them again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from policydocs.checklist.findings import Evidence, Finding, Severity, TopicVerdict
from policydocs.checklist.schema import DocumentKind
from policydocs.checklist.topics import TOPICS
from policydocs.checklist.wording import shortened

#: A notice of privacy practices has to list what may go out without permission, 45 CFR 164.520(b)(1)(ii).
_OF_A_NOTICE = frozenset({"third_party_disclosure"})


def suspect_findings(
    topics: Mapping[str, TopicVerdict], kinds: Collection[DocumentKind] = ()
) -> Iterator[Finding]:
    """One warning a sentence, in reading order, whatever else the policy says on its topic.

    Args:
        kinds: of the document. What a notice of privacy practices, and nothing else, says of disclosures
            without permission is what it is for, so that this alone makes no sentence suspect in it.
    """
    passed_over = _OF_A_NOTICE if set(kinds) == {DocumentKind.NPP} else frozenset()
    by_sentence: dict[Evidence, list[str]] = {}
    for id_, verdict in topics.items():
        if id_ in passed_over:
            continue
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
            fix="Read it once more. If it names an exception, say the rule first, in its own sentence, and "
            "then the exception. If it is right as it is, leave it.",
        )
