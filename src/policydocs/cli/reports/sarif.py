"""SARIF 2.1.0, for editors and code hosts (OASIS, "Static Analysis Results Interchange Format").

Documents are named by relative URI references with forward slashes, so that the log means the same on
another machine. In a DOCX, `startLine` is the paragraph's number, as everywhere in policydocs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import quote

from policydocs import __version__
from policydocs.checklist.findings import Finding, Severity
from policydocs.cli.reports.outcome import Checked, Outcome, Unread
from policydocs.cli.reports.report_format import ReportFormat

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


class SarifReport(ReportFormat):
    """One SARIF log with one run; what could not be read is a notification of the run."""

    def __init__(self) -> None:
        self._results: list[str] = []  # already JSON: a fraction of the memory
        self._rules: dict[str, Severity] = {}  # each at the worst severity that it was found with
        self._unread: list[Unread] = []

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Unread):
            self._unread.append(outcome)
            return
        for finding in outcome.report.findings:
            known = self._rules.setdefault(finding.rule, finding.severity)
            if finding.severity.rank < known.rank:
                self._rules[finding.rule] = finding.severity
            index = list(self._rules).index(finding.rule)
            self._results.append(json.dumps(_result(outcome, finding, index)))

    def pieces(self) -> Iterator[str]:
        rules = [_rule(rule, severity) for rule, severity in self._rules.items()]
        driver = {"name": "policydocs", "semanticVersion": __version__, "rules": rules}
        invocation = {
            "executionSuccessful": not self._unread,
            "toolExecutionNotifications": [_notification(outcome) for outcome in self._unread],
        }
        yield f'{{"$schema": "{SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n'
        yield f'"tool": {json.dumps({"driver": driver})},\n'
        yield f'"invocations": {json.dumps([invocation])},\n'
        yield '"columnKind": "unicodeCodePoints",\n'
        yield '"results": ['
        for number, result in enumerate(self._results):
            yield ",\n" if number else "\n"
            yield result
        yield "]}]}\n"


def _rule(rule: str, severity: Severity) -> dict[str, Any]:
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in rule.split("-")),
        "shortDescription": {"text": _sentence(rule)},
        "defaultConfiguration": {"level": _LEVEL[severity]},
    }


def _sentence(rule: str) -> str:
    return rule.replace("-", " ").capitalize() + "."


def _result(outcome: Checked, finding: Finding, rule_index: int) -> dict[str, Any]:
    properties = {"section": finding.section, "clause": finding.clause, "fix": finding.fix}
    result = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVEL[finding.severity],
        "message": {"text": f"{finding.message} {finding.fix}".strip()},
        "locations": [_location(outcome.document, finding.line)],
        "properties": {key: value for key, value in properties.items() if value is not None},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(one.document, one.evidence.line),
                "message": {"text": one.evidence.text},
            }
            for number, one in enumerate(finding.related, 1)
        ]
    return result


def _location(document: str, line: int | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": uri_of(document)}}
    if line is not None:
        place["region"] = {"startLine": max(line, 1)}
    return {"physicalLocation": place}


def _notification(outcome: Unread) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": str(outcome.error)},
        "locations": [_location(outcome.document, outcome.error.line)],
        "descriptor": {"id": "unreadable"},
    }


def uri_of(document: str) -> str:
    """A document's name as a URI reference: percent-encoded, with forward slashes; `file:` if absolute."""
    if PureWindowsPath(document).is_absolute():
        return "file:///" + quote(document.replace("\\", "/"), safe="/:")
    path = quote(document.replace(os.sep, "/"), safe="/", errors="replace")
    if path.startswith("/"):
        return "file://" + path
    # A first segment with a colon would read as a scheme; quote() has encoded it.
    return path
