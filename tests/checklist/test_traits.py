"""What a sentence is known by."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.frames.readings import reading_of
from policydocs.checklist.passages import PassageKind, passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.traits import readings, runs
from policydocs.source.read import read_document


def test_every_run_of_one_to_three_words_is_a_trait() -> None:
    assert list(runs(("<", "we", "follow", ">"))) == [
        "<",
        "we",
        "follow",
        ">",
        "< we",
        "we follow",
        "follow >",
        "< we follow",
        "we follow >",
    ]


@given(st.lists(st.sampled_from(("we", "follow", "you", "."))))
def test_a_run_stands_in_the_sentence_as_it_is(words: list[str]) -> None:
    whole = " ".join(words)

    assert all(run in whole and len(run.split()) <= 3 for run in runs(words))


def test_what_was_read_is_a_trait_with_who_does_it_and_whether() -> None:
    text = b"# Policy\n\n## Social media\n\nWith your consent, I may follow your page."
    policy = read_document("p.md", text, known_topics=TOPICS)
    [(sentence, frames)] = [
        one
        for one in reading_of(passages(policy)).with_frames()
        if one[0].passage.kind is not PassageKind.HEADING
    ]

    found = set(readings(sentence, frames))

    assert {"names follow", "if consent", "follow yes clinician main", "follow yes may"} <= found
    assert any(name.startswith("near ") for name in found)
