"""What goes against the codes and what only sounds so, in wordings far from the examples of the topics."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.checklist.examples import examined
from policydocs.checklist.findings import TopicStatus
from policydocs.checklist.topics import judge_topics

_LINES = (Path(__file__).parent / "stances.tsv").read_text("utf-8").splitlines()
SENTENCES = [tuple(line.split("\t")) for line in _LINES if not line.startswith("#")]


@pytest.mark.parametrize(("topic", "stance", "sentence"), SENTENCES)
def test_a_sentence_is_against_the_codes_only_where_its_writer_says_so(
    topic: str, stance: str, sentence: str
) -> None:
    verdict = judge_topics(examined(sentence).passages)[topic]

    assert (verdict.status is TopicStatus.CONTRADICTED) is (stance == "against")
