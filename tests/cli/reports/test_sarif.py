"""A SARIF log against the main requirements of its schema."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from policydocs.cli.reports.outcome import Checked, Outcome, Unread
from policydocs.cli.reports.sarif import SarifReport, uri_of

from .conftest import told


@pytest.fixture
def run(outcomes: list[Outcome]) -> dict[str, Any]:
    log = json.loads(told(SarifReport(), outcomes))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_each_finding_is_a_result_that_points_at_its_rule_and_line(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]

    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "policies/social%20media.md"
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert result["message"]["text"]


def test_each_rule_stands_once_with_words_and_a_level(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == ["contradiction", "long-sentence", "topic-absent"]
    for rule in rules:
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", run["tool"]["driver"]["semanticVersion"])


def test_what_cannot_be_read_is_a_notification_of_a_run_that_failed(run: dict[str, Any]) -> None:
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]

    assert invocation["executionSuccessful"] is False
    assert notification["level"] == "error"
    assert "The date is 100% odd." in notification["message"]["text"]


def test_a_run_that_read_everything_was_successful(passing: Checked) -> None:
    log = json.loads(told(SarifReport(), [passing]))

    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is True
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("document", "uri"),
    [
        ("policies/a.md", "policies/a.md"),
        ("a b#c?d%.md", "a%20b%23c%3Fd%25.md"),
        ("a:b.md", "a%3Ab.md"),
        ("é.md", "%C3%A9.md"),
        ("/home/jo/a b.md", "file:///home/jo/a%20b.md"),
        ("C:\\Users\\jo\\a.md", "file:///C:/Users/jo/a.md"),
    ],
)
def test_a_documents_name_is_a_uri_reference(document: str, uri: str) -> None:
    assert uri_of(document) == uri
    assert urlsplit(uri).scheme in {"", "file"}
    assert unquote(uri).endswith(document.replace("\\", "/").lstrip("/"))


def test_unread_documents_keep_their_line(unread: Unread) -> None:
    log = json.loads(told(SarifReport(), [unread]))

    notification = log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]
    assert notification["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
