"""The language in which topics and detectors say which frames they mean."""

from __future__ import annotations

import pytest

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.frames.described import described
from policydocs.checklist.frames.frame import Frame
from policydocs.checklist.frames.lexicon import lexicon
from policydocs.checklist.frames.patterns import PatternError, PatternTable, parse
from policydocs.checklist.passages import passages
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import STATUSES, topic_data
from policydocs.document import Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section

KNOWN = lexicon().concepts()


def frames_of(text: str) -> tuple[Frame, ...]:
    opening = Section("", (), 1, (Paragraph((Text(text, 1),), 1),))
    return read_frames(passages(Policy("p", FrontMatter("T"), opening, ()))).frames


def matches(pattern: str, text: str) -> bool:
    return any(parse(pattern, KNOWN).matches(frame) for frame in frames_of(text))


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("follow no", "I do not follow you.", "I follow you."),
        ("follow by=clinician", "I follow you.", "You follow me."),
        ("follow by=we", "Clients are not followed.", "You follow me."),
        ("follow to=client", "I follow you.", "You follow me."),
        ("follow mood=may", "I may follow you.", "I follow you."),
        ("follow mood!=may", "I follow you.", "I may follow you."),
        ("follow|befriend yes", "I befriend you.", "I write to you."),
        ("* +email_noun", "Email is slow.", "Letters are slow."),
        ("follow -email_noun", "I follow you.", "I follow you by email."),
        ("follow &email_noun", "I follow you, but email is slow.", "I follow you."),
        ("follow !email_noun", "I follow you.", "I follow you, but email is slow."),
        ("respond ~email_noun", "Email? I answer it.", "I answer it."),
        ("respond ^email_noun", "I answer it.", "Email? I answer it."),
        ("search if=safety", "I search for you only in an emergency.", "I search for you."),
        ("search if=none", "I search for you.", "I search for you only in an emergency."),
        ("search if!=safety", "I search for you.", "I search for you only in an emergency."),
        ("search kind=condition", "If I search for you, I say so.", "I search for you."),
        ("* no fragment", "Never.", "I do not."),
        ("follow acts", "Following you is fun.", "They want a follow."),
        ("respond answers", "Do you text? I answer calls.", "I answer calls."),
    ],
)
def test_each_word_of_the_language_means_what_it_says(pattern: str, yes: str, no: str) -> None:
    assert matches(pattern, yes)
    assert not matches(pattern, no)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "juggle",
        "follow +juggle",
        "follow by=aunt",
        "follow mood=grumpy",
        "follow maybe",
        "follow who=client",
        "follow if=rain",
    ],
)
def test_what_means_nothing_is_refused_with_the_reason(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"\w"):
        parse(pattern, KNOWN)


def test_a_frame_is_described_in_the_words_of_the_language() -> None:
    opening = Section("", (), 1, (Paragraph((Text("I may not follow you.", 1),), 1),))
    read = read_frames(passages(Policy("p", FrontMatter("T"), opening, ())))
    (line,) = [described(frame) for frame in read.frames if frame.action == "follow"]

    assert line == "main by=clinician follow no to=client mood=may"


def test_a_table_finds_the_patterns_that_match_one_by_one_in_their_order() -> None:
    patterns = [
        (f"{topic}:{status}", parse(text, KNOWN))
        for topic in list(TOPICS)[:12]
        for status in STATUSES
        for text in topic_data(topic).get(status, ())
    ]
    table = PatternTable(patterns)
    for topic in list(TOPICS)[:12]:
        for example in topic_data(topic)["examples"]["covered"][:12]:
            for frame in frames_of(example):
                each = [(key, pattern) for key, pattern in patterns if pattern.matches(frame)]
                assert table.matching(frame) == each, example
