"""What the text promises about changes, against what the practice has set."""

from __future__ import annotations

import pytest

from policydocs.checklist.findings import Severity
from policydocs.checklist.rules.promise_on_change import Promise, findings, promises_in

from .rule_subjects import first_line, foreign, ours

WRITTEN_AND_COPY = (
    "This policy may change. If it does, I will tell you in writing and give you a copy of the new one."
)
NOTICE = "If I change this policy, I will let you know at our next session."
POSTED = "When these rules change, the new version is posted on our website."
NOTHING = "I may change this policy at any time without notice."


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        (WRITTEN_AND_COPY, {Promise.NOTICE, Promise.COPY}),
        (NOTICE, {Promise.NOTICE}),
        (POSTED, {Promise.POSTED}),
        (NOTHING, {Promise.NOTHING}),
        ("Clients will be notified of any update to this policy.", {Promise.NOTICE}),
        ("You will receive the revised policy when it changes.", {Promise.NOTICE, Promise.COPY}),
        ("I revise this document each year and hand a copy to you.", {Promise.COPY}),
        ("Our policies are subject to change with no notice.", {Promise.NOTHING}),
        ("We will not notify you of changes to this policy.", {Promise.NOTHING}),
        ("I will never change this policy without telling you first.", {Promise.NOTICE}),
        ("This policy may change from time to time.", set()),
        ("If my fees change, I will tell you in writing.", set()),
        ("If your phone number changes, please tell me.", set()),
        ("Will you tell me if this policy changes?", set()),
        ("If someone gets into your record, I will tell you promptly.", set()),
        ("These terms may change. You do not give up any rights by signing.", set()),
        ("I may change my mind, and I will revoke this form in writing.", set()),
    ],
)
def test_promises_are_read_from_sentences(text: str, promises: set[Promise]) -> None:
    assert {promise for promise, _ in promises_in(foreign(text).passages)} == promises


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("notice-and-copy", WRITTEN_AND_COPY),
        ("notice-and-copy", NOTICE),
        ("notice-and-copy", POSTED),
        ("notice", NOTICE),
        ("post", POSTED),
        ("post", NOTHING),
        ("none", NOTHING),
        ("none", "We keep your privacy."),
    ],
)
def test_a_setting_that_keeps_the_promise_is_left_alone(setting: str, text: str) -> None:
    assert not list(findings(ours(text, head=[f"on_change: {setting}"])))


@pytest.mark.parametrize(
    ("setting", "text", "wanted"),
    [
        ("notice", WRITTEN_AND_COPY, "on_change: notice-and-copy"),
        ("post", NOTICE, "on_change: notice"),
        ("none", NOTICE, "on_change: notice"),
        ("none", POSTED, "on_change: post"),
        ("notice-and-copy", NOTHING, "on_change: none"),
        ("notice", NOTHING, "on_change: none"),
    ],
)
def test_a_setting_that_breaks_the_promise_is_an_error(setting: str, text: str, wanted: str) -> None:
    subject = ours(f"Hello.\n\n## Changes {{#changes}}\n\n{text}", head=[f"on_change: {setting}"])

    (finding,) = findings(subject)

    assert (finding.rule, finding.severity) == ("promise-on-change", Severity.ERROR)
    assert (finding.line, finding.section) == (first_line(subject) + 4, "changes")
    assert wanted in finding.fix


def test_without_a_setting_the_default_counts() -> None:
    assert list(findings(ours(NOTHING)))
    assert not list(findings(ours(WRITTEN_AND_COPY)))


def test_a_broken_notice_and_a_broken_copy_are_told_apart() -> None:
    found = list(findings(ours(WRITTEN_AND_COPY, head=["on_change: none"])))

    assert len(found) == 2


def test_another_document_has_no_setting_to_disagree_with() -> None:
    assert not list(findings(foreign(NOTHING)))
