"""How much a sentence resembles those that go against the codes."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.frames.frame import Frame, Sentence
from policydocs.checklist.frames.readings import reading_of
from policydocs.checklist.likeness import FILE, OUT_OF_REACH, UNIT, WORDS_COUNT, Likeness, likeness
from policydocs.checklist.passages import PassageKind, passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import alike_by_topic
from policydocs.checklist.traits import readings, runs, words_of
from policydocs.source.read import read_document

LABELLED = Path(__file__).parents[2] / "benchmarks" / "labelled"


def read(text: str, heading: str = "Policy") -> list[tuple[Sentence, tuple[Frame, ...]]]:
    policy = read_document("p.md", f"# Policy\n\n## {heading}\n\n{text}\n".encode(), known_topics=TOPICS)
    return [
        (sentence, frames)
        for sentence, frames in reading_of(passages(policy)).with_frames()
        if sentence.passage.kind is not PassageKind.HEADING
    ]


def score(text: str, topic: str) -> float:
    [(sentence, frames)] = read(text)
    return likeness().scores(sentence, frames)[topic]


@pytest.mark.parametrize(
    ("topic", "against", "not_against"),
    [
        (
            "following",
            "Whenever a client follows our page, somebody on our staff follows the client back.",
            "Whenever a client follows our page, nobody on our staff follows the client back.",
        ),
        (
            "email_limits",
            "Our e-mail is completely secure, so write to me about whatever you like.",
            "Our e-mail is not completely secure, so do not write to me about whatever you like.",
        ),
        (
            "third_party_disclosure",
            "We keep your school counselor up to date about your sessions, and no form is needed.",
            "We keep your school counselor up to date about your sessions only once you have signed a form.",
        ),
    ],
)
def test_a_sentence_that_goes_against_the_codes_scores_higher_than_its_opposite(
    topic: str, against: str, not_against: str
) -> None:
    assert score(against, topic) > 0 > score(not_against, topic)


def test_a_score_is_the_sum_of_what_the_traits_weigh() -> None:
    table: dict[str, Any] = {
        "topics": ["following", "ai_recording"],
        "bias": [-1000, -2000],
        "words": {"follow": "0:800 1:-300", "you back": "0:1200", "tape": "1:900"},
        "readings": {"names follow": "0:500", "* yes": "1:100", "follow yes clinician main": "0:250 1:-50"},
    }
    [(sentence, frames)] = read("I will follow you back.")
    spoken, meant = list(runs(words_of(sentence))), list(readings(sentence, frames))

    scores = Likeness(table).scores(sentence, frames)

    for number, topic in enumerate(table["topics"]):
        expected = float(table["bias"][number])
        for names, known, counts in ((spoken, "words", WORDS_COUNT), (meant, "readings", 1.0)):
            for name in names:
                for one in table[known].get(name, "").split():
                    which, weight = map(int, one.split(":"))
                    expected += weight * counts / len(names) ** 0.5 * (which == number)
        assert scores[topic] == pytest.approx(expected / UNIT)


def test_where_what_was_read_leaves_no_hope_the_words_are_not_looked_at() -> None:
    table = {
        "topics": ["following"],
        "bias": [-9000],
        "words": {"follow": "0:90000"},
        "readings": {"names follow": "0:500"},
    }
    [(sentence, frames)] = read("I will follow you back.")

    assert Likeness(table).scores(sentence, frames)["following"] == OUT_OF_REACH


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=200))
def test_any_text_has_a_score_for_each_topic(text: str) -> None:
    for sentence, frames in read(text.replace("#", "")):
        assert set(likeness().scores(sentence, frames)) == set(likeness().topics)


def test_what_tells_most_is_told_in_the_words_of_the_sentence() -> None:
    [(sentence, _)] = read("If you follow our page, we will gladly follow you back.")

    telling = likeness().telling(sentence, "following")

    assert telling
    assert all(run in " ".join(words_of(sentence)) for run in telling)


def test_of_runs_within_each_other_only_one_is_told() -> None:
    [(sentence, _)] = read("We record all sessions, and we do not ask before we record them.")

    told = likeness().telling(sentence, "ai_recording")

    assert not any(one != other and f" {one} " in f" {other} " for one in told for other in told)


def test_a_sentence_of_a_few_words_is_not_measured() -> None:
    [(short, frames)] = read("I follow you.")
    [(longer, more)] = read("I follow you, and all my other clients, on Instagram.")

    assert not alike_by_topic(short, frames)
    assert set(alike_by_topic(longer, more)) == set(likeness().topics)


def test_its_topics_are_those_of_the_taxonomy() -> None:
    assert set(likeness().topics) <= set(TOPICS)


def test_the_weights_were_learned_from_the_passages_that_stand_here() -> None:
    """Else: `python -m benchmarks.learn_likeness` makes them anew."""
    learned_from = json.loads(FILE.read_text(encoding="utf-8"))["learned_from"]

    assert learned_from == {
        file.stem: sha256(file.read_bytes()).hexdigest() for file in sorted(LABELLED.glob("*.jsonl"))
    }


def test_the_weights_still_fit_what_the_frames_read() -> None:
    """Readings are known by name: where the lexicon renames many, the weights have to be learned anew.

    These passages were learned from, so this says nothing of passages that were not.
    """
    right = wanted = false = 0
    for line in (LABELLED / "mixture.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        best = dict.fromkeys(likeness().topics, -99.0)
        for sentence, frames in read(one["text"], one.get("heading", "Policy")):
            for topic, found in likeness().scores(sentence, frames).items():
                best[topic] = max(best[topic], found)
        for topic in one["against"]:
            wanted += 1
            right += best[topic] > 0
        false += not one["against"] and max(best.values()) > 0

    assert wanted > 100
    assert right / wanted > 0.95
    assert false / wanted < 0.05
