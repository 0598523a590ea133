"""What a sentence counts as for a topic, by its patterns and by its likeness."""

from __future__ import annotations

import pytest

from policydocs.checklist.frames.frame import Frame, Sentence
from policydocs.checklist.frames.lexicon import lexicon
from policydocs.checklist.frames.patterns import parse
from policydocs.checklist.frames.readings import reading_of
from policydocs.checklist.passages import PassageKind, passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.weighing import (
    AGAINST_FROM,
    BESIDE_COVERED_FROM,
    SURE_FROM,
    SUSPECT_FROM,
    UNLIKE_BELOW,
    Doubt,
    Weight,
    alike_counts,
    says_enough,
    weigh,
    weigh_likeness,
)
from policydocs.source.read import read_document

BETWEEN = (AGAINST_FROM + SURE_FROM) / 2


def read(text: str) -> tuple[Sentence, tuple[Frame, ...]]:
    policy = read_document("p.md", f"# Policy\n\n{text}\n".encode(), known_topics=TOPICS)
    [found] = [
        (sentence, frames)
        for sentence, frames in reading_of(passages(policy)).with_frames()
        if sentence.passage.kind is not PassageKind.HEADING
    ]
    return found


@pytest.mark.parametrize(
    ("text", "alike", "weight"),
    [
        ("I follow clients on Instagram.", SUSPECT_FROM - 0.1, Weight.NOTHING),
        ("I follow clients on Instagram.", SUSPECT_FROM + 0.1, Weight.SUSPECT),
        ("I follow clients on Instagram.", BETWEEN, Weight.AGAINST),
        ("I follow clients on Instagram, unless they are minors.", BETWEEN, Weight.SUSPECT),
        ("I follow clients on Instagram, unless they are minors.", SURE_FROM + 1, Weight.SUSPECT),
        ("Your messages cannot be read by anyone other than me.", BETWEEN, Weight.AGAINST),
        ("I followed clients on Instagram for years.", SURE_FROM + 1, Weight.NOTHING),
        ("Many therapists follow clients on Instagram.", (AGAINST_FROM + SURE_FROM) / 2, Weight.SUSPECT),
        ("Many therapists follow clients on Instagram.", SURE_FROM + 1, Weight.AGAINST),
        ("I think that adding clients as friends can compromise their privacy.", BETWEEN, Weight.SUSPECT),
        ("I think that adding clients as friends can compromise their privacy.", 9.0, Weight.SUSPECT),
    ],
)
def test_likeness_alone_counts_where_nothing_in_reach_takes_it_back(
    text: str, alike: float, weight: Weight
) -> None:
    assert weigh_likeness(*read(text), alike) is weight


def test_a_pattern_is_not_believed_where_the_sentence_resembles_those_that_are_fine() -> None:
    _, frames = read("I follow clients on Instagram.")
    pattern = parse("follow by=clinician yes verbal", lexicon().concepts())
    [frame] = [frame for frame in frames if frame.action == "follow"]

    assert weigh("contradicted", frame, pattern, UNLIKE_BELOW + 0.1) == (Weight.AGAINST, None)
    assert weigh("contradicted", frame, pattern, UNLIKE_BELOW - 0.1) == (Weight.SUSPECT, Doubt.UNLIKE)


def test_beside_a_sentence_that_takes_the_expected_position_it_has_to_be_more_alike() -> None:
    against, covered = read("I follow clients.")[0].passage, read("I do not follow clients.")[0].passage
    between = (AGAINST_FROM + BESIDE_COVERED_FROM) / 2

    assert alike_counts(against, between, [])
    assert alike_counts(against, between, [against])
    assert not alike_counts(against, between, [covered])
    assert alike_counts(against, BESIDE_COVERED_FROM, [covered])


def sentences(text: str) -> list[tuple[Sentence, tuple[Frame, ...]]]:
    policy = read_document("p.md", f"# Policy\n\n{text}\n".encode(), known_topics=TOPICS)
    return [
        (sentence, frames)
        for sentence, frames in reading_of(passages(policy)).with_frames()
        if sentence.passage.kind is not PassageKind.HEADING
    ]


def test_what_another_sentence_excepts_counts_only_where_likeness_leaves_a_doubt() -> None:
    first, _ = sentences("I follow clients on Instagram. I make an exception in a crisis.")

    assert first[0].conditions
    assert weigh_likeness(*first, BETWEEN) is Weight.SUSPECT
    assert weigh_likeness(*first, SURE_FROM) is Weight.AGAINST


def test_a_sentence_that_takes_up_another_says_too_little_by_itself() -> None:
    assert not says_enough(read("So will your wife, your lawyer and all of your friends.")[0])
    assert says_enough(read("So your wife, your lawyer and all of your friends will.")[0])


def test_the_first_cell_of_a_row_only_names_what_the_row_is_about() -> None:
    long = "Transcription programs of all kinds, chatbots and all other assistants"
    table = f"| What | We |\n| --- | --- |\n| {long} | use {long.lower()} |"

    (first, _), (second, _) = sentences(table)

    assert not says_enough(first)
    assert says_enough(second)
