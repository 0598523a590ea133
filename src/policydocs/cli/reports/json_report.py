"""The contract's JSON: a list with one object a document, in the order given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policydocs.checklist.attest import Attestation
from policydocs.checklist.findings import Evidence, Finding, RequirementVerdict, TopicVerdict
from policydocs.cli.reports.outcome import Checked, Outcome, Unread
from policydocs.cli.reports.report_format import ReportFormat


class JsonReport(ReportFormat):
    """One JSON document, a line for each entry. ASCII only: it reads the same in every encoding.

    The members of our enums are texts and tuples are lists to `json`: both are handed over as they are.
    """

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._entries: list[str] = []

    def part(self, outcome: Outcome) -> str:
        entry = _unread(outcome) if isinstance(outcome, Unread) else _checked(outcome, strict=self._strict)
        return json.dumps(entry)

    def add(self, part: str) -> None:
        self._entries.append(part)

    def pieces(self) -> Iterator[str]:
        for number, entry in enumerate(self._entries):
            yield ",\n" if number else "[\n"
            yield entry
        yield "\n]\n" if self._entries else "[]\n"


def _unread(outcome: Unread) -> dict[str, Any]:
    return {
        "document": outcome.document,
        "policy": outcome.policy,
        "ok": False,
        "error": str(outcome.error),
    }


def _checked(outcome: Checked, *, strict: bool) -> dict[str, Any]:
    report = outcome.report
    entry: dict[str, Any] = {
        "document": report.document,
        "policy": report.policy,
        "ok": report.passes(strict=strict),
        "title": outcome.title,
        "checklists": report.checklists,
        "remarks": report.remarks,
        "topics": {topic: _topic(verdict) for topic, verdict in report.topics.items()},
        "requirements": [_requirement(verdict) for verdict in report.requirements],
        "attestations": [_attestation(one) for one in report.attestations],
        "findings": [_finding(finding) for finding in report.findings],
    }
    if outcome.clinician is not None:
        entry["clinician"] = outcome.clinician
    return entry


def _topic(verdict: TopicVerdict) -> dict[str, Any]:
    return {"status": verdict.status, "evidence": [_evidence(one) for one in verdict.evidence]}


def _requirement(verdict: RequirementVerdict) -> dict[str, Any]:
    return {
        "id": verdict.id,
        "level": verdict.level,
        "force": verdict.force,
        "status": verdict.status,
        "verified": verdict.verified,
        "topics": verdict.topics,
        "missing": verdict.missing,
        "attested": verdict.attested,
        "evidence": [_evidence(one) for one in verdict.evidence],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "line": finding.line,
        "section": finding.section,
        "clause": finding.clause,
        "message": finding.message,
        "fix": finding.fix,
        "related": [{"document": one.document, **_evidence(one.evidence)} for one in finding.related],
    }


def _attestation(attestation: Attestation) -> dict[str, Any]:
    return {
        "section": attestation.section,
        "line": attestation.line,
        "topics": attestation.topics,
        "reason": attestation.reason,
        "standing": attestation.standing,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"line": evidence.line, "section": evidence.section, "text": evidence.text}
