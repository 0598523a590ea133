"""Topics: the taxonomy, the examples beside their tables, and how verdicts are made."""

from __future__ import annotations

import pytest

from policydocs.checklist.findings import TopicStatus
from policydocs.checklist.passages import Passage, passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics, topic_data
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section


def document(*paragraphs: str, title: str = "") -> tuple[Passage, ...]:
    blocks = tuple(Paragraph((Text(text, 1),), 1) for text in paragraphs)
    opening = Section("", (), 1, () if title else blocks)
    sections = (Section("s", (Text(title),), 2, blocks),) if title else ()
    return passages(Policy("p", FrontMatter("T"), opening, sections))


def status(topic: str, *paragraphs: str, title: str = "") -> TopicStatus:
    return judge_topics(document(*paragraphs, title=title))[topic].status


EXAMPLES = [
    (topic, name, text)
    for topic in TOPICS
    for name, texts in topic_data(topic)["examples"].items()
    for text in texts
]


@pytest.mark.parametrize(("topic", "name", "text"), EXAMPLES)
def test_a_topic_reads_its_examples(topic: str, name: str, text: str) -> None:
    assert status(topic, text) == name


def test_every_topic_is_there_in_its_order_even_for_an_empty_policy() -> None:
    verdicts = judge_topics(())

    assert list(verdicts) == list(TOPICS)
    assert {verdict.status for verdict in verdicts.values()} == {TopicStatus.ABSENT}


def test_a_clause_that_covers_does_not_silence_one_that_contradicts() -> None:
    assert (
        status("following", "I do not follow clients.", "I follow my clients on Instagram.") == "contradicted"
    )


def test_what_nobody_is_said_to_do_is_suspect_beside_a_plain_refusal() -> None:
    refused, unclear = "I do not follow clients.", "Expect a follow from our account."

    alone = judge_topics(document(unclear))["following"]
    beside = judge_topics(document(refused, unclear))["following"]

    assert alone.status == "contradicted"
    assert (beside.status, [one.text for one in beside.suspect]) == ("covered", [unclear])


def test_a_verb_that_says_what_is_done_contradicts_beside_a_refusal_too() -> None:
    refused, done = "I do not record our sessions.", "Video visits are recorded automatically."

    assert status("ai_recording", refused, done) == "contradicted"


def test_a_contradicting_sentence_comes_first_in_the_evidence() -> None:
    verdict = judge_topics(document("I do not follow clients.", "I follow my clients on Instagram."))[
        "following"
    ]

    assert verdict.evidence[0].text == "I follow my clients on Instagram."


def test_an_exception_in_reach_makes_a_clause_suspect_and_no_contradiction() -> None:
    verdict = judge_topics(document("I follow clients only if they have asked me to."))["following"]

    assert verdict.status != "contradicted"
    assert [one.text for one in verdict.suspect] == ["I follow clients only if they have asked me to."]


def test_a_heading_alone_touches_its_topic() -> None:
    assert status("texting", "To come.", title="Texting") == "partial"


def test_a_clause_that_leans_against_the_codes_counts_where_nothing_says_the_opposite() -> None:
    leaning = "Expect a follow from our account."

    alone = judge_topics(document(leaning))["following"]
    beside = judge_topics(document(leaning, "I do not follow clients."))["following"]

    assert alone.status == TopicStatus.CONTRADICTED
    assert beside.status == TopicStatus.COVERED
    assert [one.text for one in beside.suspect] == [leaning]
