"""SARIF 2.1.0, for editors and code hosts (OASIS, "Static Analysis Results Interchange Format").

Documents are named by relative URI references with forward slashes, so that the log means the same on
another machine. In a DOCX, `startLine` is the paragraph's number, as everywhere in policydocs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import quote

from policydocs import __version__
from policydocs.checklist.findings import Finding, Severity
from policydocs.cli.reports.outcome import Checked, Outcome, Unread

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif_report(outcomes: Iterable[Outcome]) -> str:
    """One SARIF log with one run; what could not be read is a notification of the run."""
    outcomes = list(outcomes)
    checked = [outcome for outcome in outcomes if isinstance(outcome, Checked)]
    unread = [outcome for outcome in outcomes if isinstance(outcome, Unread)]
    rules = _rules(finding for outcome in checked for finding in outcome.report.findings)
    places = {rule["id"]: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "policydocs", "semanticVersion": __version__, "rules": rules}},
        "invocations": [
            {
                "executionSuccessful": not unread,
                "toolExecutionNotifications": [_notification(outcome) for outcome in unread],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(outcome, finding, places) for outcome in checked for finding in outcome.report.findings
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rules(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Each rule once, by its id, at the worst severity that it was found with."""
    worst: dict[str, Severity] = {}
    for finding in findings:
        known = worst.setdefault(finding.rule, finding.severity)
        if finding.severity.rank < known.rank:
            worst[finding.rule] = finding.severity
    return [
        {
            "id": rule,
            "name": "".join(word.capitalize() for word in rule.split("-")),
            "shortDescription": {"text": _sentence(rule)},
            "defaultConfiguration": {"level": _LEVEL[severity]},
        }
        for rule, severity in sorted(worst.items())
    ]


def _sentence(rule: str) -> str:
    return rule.replace("-", " ").capitalize() + "."


def _result(outcome: Checked, finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    properties = {"section": finding.section, "clause": finding.clause, "fix": finding.fix}
    return {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _LEVEL[finding.severity],
        "message": {"text": f"{finding.message} {finding.fix}".strip()},
        "locations": [_location(outcome.document, finding.line)],
        "properties": {key: value for key, value in properties.items() if value is not None},
    }


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
