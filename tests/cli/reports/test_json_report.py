"""The contract's JSON, key by key."""

from __future__ import annotations

import json

from policydocs.cli.reports.json_report import JsonReport
from policydocs.cli.reports.outcome import Checked, Outcome, Unread

from .conftest import told


def test_each_document_is_one_object_in_the_order_given(outcomes: list[Outcome]) -> None:
    entries = json.loads(told(JsonReport(strict=False), outcomes))

    assert [entry["document"] for entry in entries] == ["fine.md", "policies/social media.md", "a:b,c.md"]
    assert [entry["ok"] for entry in entries] == [True, False, False]


def test_a_checked_document_has_the_keys_of_the_contract(lacking: Checked) -> None:
    (entry,) = json.loads(told(JsonReport(strict=False), [lacking]))

    assert entry["policy"] == "social-media"
    assert entry["checklists"] == ["nasw-2021"]
    assert entry["remarks"][0] == "It names no checklist."
    assert entry["clinician"] == "holloway"
    assert entry["topics"] == {
        "friend_requests": {
            "status": "contradicted",
            "evidence": [
                {
                    "line": 41,
                    "section": "friending",
                    "text": "I accept friend requests [sometimes], 100% \x1b[31mgladly.",
                }
            ],
        },
        "texting": {"status": "absent", "evidence": []},
    }
    assert entry["requirements"][0] == {
        "id": "nasw-2021/1.06(h)",
        "level": "required",
        "force": "should",
        "status": "contradicted",
        "verified": None,
        "topics": ["friend_requests"],
        "missing": ["declines"],
        "attested": [],
        "evidence": entry["topics"]["friend_requests"]["evidence"],
    }
    assert entry["findings"][0] == {
        "rule": "contradiction",
        "severity": "error",
        "line": 41,
        "section": "friending",
        "clause": "nasw-2021/1.06(h)",
        "message": "It says that friend requests are accepted.",
        "fix": "Write that you decline them,\nand why.",
        "related": [],
    }
    assert entry["findings"][2]["section"] is None
    assert entry["findings"][2]["clause"] is None
    assert "error" not in entry


def test_a_document_that_cannot_be_read_has_an_error_and_no_topics(unread: Unread) -> None:
    (entry,) = json.loads(told(JsonReport(strict=False), [unread]))

    assert entry == {
        "document": "a:b,c.md",
        "policy": "c",
        "ok": False,
        "error": "a:b,c.md:3: The date is 100% odd.\n  Write\n2026-01-31.",
    }


def test_it_is_written_in_ascii_so_that_every_terminal_can_show_it(lacking: Checked) -> None:
    assert told(JsonReport(strict=False), [lacking]).isascii()


def test_no_document_is_an_empty_list() -> None:
    assert json.loads(told(JsonReport(strict=False), [])) == []
