"""Plain sentences that share words with a contradiction and are none: no topic may call one so."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.checklist.examples import examined
from policydocs.checklist.findings import TopicStatus
from policydocs.checklist.topics import judge_topics

_LINES = (Path(__file__).parent / "near_misses.txt").read_text("utf-8").splitlines()
NEAR_MISSES = [line.replace("\\n", "\n") for line in _LINES if line and not line.startswith("# ")]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_sounds_like_a_contradiction_is_none(text: str) -> None:
    verdicts = judge_topics(examined(text).passages)

    assert [id_ for id_, one in verdicts.items() if one.status is TopicStatus.CONTRADICTED] == []
