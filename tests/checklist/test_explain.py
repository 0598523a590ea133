"""Why a topic has its status."""

from __future__ import annotations

from cProfile import Profile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydocs.checklist.check import check_policy
from policydocs.checklist.explain import MOST_CONSIDERED, MOST_COUNTED, Explanation, explain
from policydocs.checklist.findings import TopicStatus
from policydocs.checklist.library import load_checklists
from policydocs.checklist.passages import passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics, topic_data
from policydocs.checklist.voice import Voice, sentence_for, topics_with_sentences, voice_of
from policydocs.checklist.weighing import Weight
from policydocs.errors import InputError
from policydocs.model import Policy
from policydocs.source.markdown import read_policy
from policydocs.source.read import read_document


def policy(text: str) -> Policy:
    return read_policy(
        f"---\ntitle: Social media\n---\n\n{text}\n", path="p.md", slug="p", known_topics=TOPICS
    )


def told(text: str, topic: str = "friend_requests") -> Explanation:
    checklists = load_checklists(("nasw-2021", "good-practice"), {})
    read = policy(text)
    return explain(read, topic, check_policy(read, checklists, today=date(2026, 1, 1)), checklists)


def why(text: str, topic: str = "friend_requests") -> tuple[Weight, str]:
    (one,) = told(text, topic).considered
    return one.weight, one.why


def test_a_clear_position_counts_and_says_why() -> None:
    weight, reason = why("I do not accept friend requests from clients.")

    assert weight is Weight.COVERED
    assert "denied or refused, of you or your practice" in reason


@pytest.mark.parametrize(
    ("topic", "refusal", "faint", "why"),
    [
        (
            "following",
            "I do not follow clients.",
            "Expect a follow from our account.",
            "another sentence takes the expected position",
        ),
    ],
)
def test_a_faint_contradiction_beside_a_refusal_is_told_as_one_to_read_again(
    topic: str, refusal: str, faint: str, why: str
) -> None:
    found = told(f"{refusal}\n\n{faint}", topic).considered

    assert [one.weight for one in found] == [Weight.SUSPECT, Weight.COVERED]
    assert why in found[0].why


def test_a_sentence_that_reads_like_those_against_the_codes_is_told_with_the_words_that_say_so() -> None:
    text = "The front desk checks our LinkedIn inbox twice a day and passes messages to your therapist."

    found = told(text, "social_messaging").considered[0]

    assert found.weight is Weight.AGAINST
    assert found.why.startswith("It reads like sentences that go against what the codes expect; of its words")
    assert found.why.split("“")[1].split("”")[0] in text.lower()


def test_a_sentence_that_covers_the_topic_is_told_as_that_though_more_can_be_read_in_it() -> None:
    text = (
        "Searches about you on the internet are made only with your permission, or in a crisis in which "
        "nobody can reach you."
    )

    found = told(text, "searching_clients")

    assert found.verdict.status is TopicStatus.COVERED
    assert found.considered[0].weight is Weight.COVERED
    assert "lines ." not in found.in_a_sentence


def test_what_was_read_in_the_sentence_is_told() -> None:
    (one,) = told("I may accept a friend request, unless you are my client.").considered

    assert one.features is not None
    assert (one.features.agent, one.features.affirmed) == ("clinician", True)
    assert one.features.exceptions


@pytest.mark.parametrize(
    ("text", "weight", "reason"),
    [
        ("I accept friend requests from clients.", Weight.AGAINST, "goes against"),
        ("I accept friend requests, unless you are my client.", Weight.SUSPECT, "an exception stands within"),
        ("Many therapists accept friend requests from clients.", Weight.NOTHING, "what others do"),
        ("I used to accept friend requests.", Weight.TOUCHED, "past"),
        ("I usually do not accept friend requests.", Weight.TOUCHED, "usually, with room for exceptions"),
        ("Friend requests are a thorny matter.", Weight.TOUCHED, ""),
    ],
)
def test_what_does_not_count_in_full_says_why_not(text: str, weight: Weight, reason: str) -> None:
    found, said = why(text)

    assert reason in said
    assert found is weight or (weight is Weight.TOUCHED and found is Weight.NOTHING)


def test_a_heading_takes_no_position_by_itself() -> None:
    found = told("## Friend requests\n\nWe like tea.")

    assert found.verdict.status is TopicStatus.PARTIAL
    assert found.considered[0].why.startswith("A heading names the topic")


@pytest.mark.parametrize("topic", list(TOPICS))
def test_the_explanation_agrees_with_the_verdict(topic: str) -> None:
    examples = topic_data(topic)["examples"]

    for sentences in examples.values():
        for sentence in sentences[:4]:
            found = told(sentence, topic)
            weights = {one.weight for one in found.considered}
            if found.verdict.status is TopicStatus.CONTRADICTED:
                assert Weight.AGAINST in weights
            elif found.verdict.status is TopicStatus.COVERED:
                assert Weight.COVERED in weights
            elif found.verdict.status is TopicStatus.PARTIAL:
                assert weights & {Weight.TOUCHED, Weight.SUSPECT}
            else:
                assert weights <= {Weight.NOTHING}


def test_the_clauses_that_ask_for_it_are_named_with_how_they_are_met() -> None:
    found = told("I do not accept friend requests from clients.")

    clauses = {one.id: one.status.value for one in found.asked_for}
    assert clauses["nasw-2021/1.06(h)"] == "met"
    assert all(one.paraphrase and one.cited for one in found.asked_for)


def test_an_attestation_is_told() -> None:
    found = told('## Phones {#phones topics="texting" attest="We own none."}\n\nWe like tea.', "texting")

    assert [one.reason for one in found.attested] == ["We own none."]


def test_many_sentences_that_count_for_nothing_are_counted_not_shown() -> None:
    found = told("\n\n".join("Many therapists accept friend requests from clients." for _ in range(40)))

    assert found.left_out == 40 - len(found.considered)


def test_many_sentences_that_count_are_told_up_to_a_number_and_then_counted() -> None:
    found = told("\n\n".join(f"I do not text, whatever the {n}th of you says." for n in range(60)), "texting")

    assert len(found.considered) == MOST_COUNTED
    assert found.counted_left_out == 60 - MOST_COUNTED
    assert found.in_a_sentence.endswith("and 48 more.")


@pytest.mark.parametrize(
    "piece",
    ["a", "(", "not ", "may text ", "I do not text, ", "Will you friend me? No. ", "a@"],
)
def test_an_explanation_of_a_hundred_thousand_hostile_characters_stays_short(piece: str) -> None:
    found = told("I do not text. " + piece * (100_000 // len(piece)), "texting")

    assert found.considered
    assert len(found.considered) <= MOST_COUNTED + MOST_CONSIDERED
    assert len(found.in_a_sentence) < 200


@pytest.mark.parametrize("piece", ["I do not text, ", "Will you friend me? No. ", "unless ", "may not "])
def test_the_work_of_an_explanation_grows_with_the_text_and_no_faster(piece: str) -> None:
    def calls(size: int) -> int:
        read = policy(piece * (size // len(piece)))
        report = check_policy(read, (), today=date(2026, 1, 1))
        profile = Profile()
        profile.runcall(explain, read, "texting", report, ())
        return int(sum(one.callcount for one in profile.getstats()))

    calls(1_000)  # what is read once is read

    assert calls(12_000) <= 4.5 * calls(3_000) + 2000


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_explained(text: str) -> None:
    try:
        read = read_document("any.txt", text.encode("utf-8", "replace"))
    except InputError:
        return  # nothing to read
    report = check_policy(read, (), today=date(2026, 1, 1))

    assert explain(read, "texting", report, ()).would_do


@pytest.mark.parametrize("text", ["((((", "…", "12"])
def test_text_without_a_word_is_written_in_no_voice(text: str) -> None:
    assert voice_of(passages(policy(text))) is Voice.WE


# --- Sentences that would do ---------------------------------------------------------------------


def test_there_is_a_sentence_for_each_topic_in_their_order() -> None:
    assert list(topics_with_sentences()) == list(TOPICS)


@pytest.mark.parametrize("voice", list(Voice))
@pytest.mark.parametrize("topic", list(TOPICS))
def test_the_sentence_that_would_do_does(topic: str, voice: Voice) -> None:
    verdicts = judge_topics(passages(policy(sentence_for(topic, voice))))

    settled = TopicStatus.COVERED if topic_data(topic).get("covered") else TopicStatus.PARTIAL
    assert verdicts[topic].status is settled or topic in ("gfe_content", "part2_notice")
    assert not [one.topic for one in verdicts.values() if one.suspect]
    assert TopicStatus.CONTRADICTED not in {one.status for one in verdicts.values()}


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("I answer calls. In our sessions we talk about it.", Voice.I),
        ("We answer calls. Our office is open.", Voice.WE),
        ("The clinic answers calls.", Voice.WE),
        ("My policy is short, and our sessions are long.", Voice.I),
        ("Will I be seen? We see everybody.", Voice.WE),
    ],
)
def test_the_voice_is_that_of_the_text(text: str, voice: Voice) -> None:
    assert voice_of(passages(policy(text))) is voice
    assert told(text, "texting").would_do == sentence_for("texting", voice)
