"""The elements of the further codes and of the federal notices, in wordings far from their examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydocs.checklist.detect import find
from policydocs.checklist.examples import examined

_LINES = (Path(__file__).parent / "varied_wordings.tsv").read_text("utf-8").splitlines()
SENTENCES = [tuple(line.split("\t")) for line in _LINES if not line.startswith("#")]


@pytest.mark.parametrize(("detector", "sentence"), SENTENCES)
def test_what_is_said_in_other_words_is_found(detector: str, sentence: str) -> None:
    assert find(detector, examined(sentence).passages) != ()


def test_a_sentence_meets_few_of_the_others() -> None:
    """A detector that finds everything would pass above: on average a sentence is evidence of its own matter
    and of some near it."""
    detectors = {detector for detector, _ in SENTENCES}
    found = 0
    for own, sentence in SENTENCES:
        read = examined(sentence).passages
        found += sum(bool(find(detector, read)) for detector in detectors - {own})

    assert found / (len(SENTENCES) * (len(detectors) - 1)) < 0.03
