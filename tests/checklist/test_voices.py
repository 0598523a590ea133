"""The examples of the topics in other voices: as "we", of "our clinicians", of "clients" instead of "you"."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from policydocs.checklist.examples import examined
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics, topic_data

EXAMPLES = [
    (topic, name, text)
    for topic in TOPICS
    for name, texts in topic_data(topic)["examples"].items()
    for text in texts
]


def _told(text: str, words: dict[str, str]) -> str:
    for written, other in words.items():
        text = re.sub(rf"\b{written}\b", other, text)
    return text[0].upper() + text[1:]


def as_we(text: str) -> str:
    return _told(
        text,
        {"I'm": "we're", "I am": "we are", "I was": "we were", "am": "are", "I": "we", "[Mm]y": "our"}
        | {"me": "us", "mine": "ours", "myself": "ourselves"},
    )


def of_our_clinicians(text: str) -> str:
    return _told(
        text,
        {"I'm": "our clinicians are", "I'll": "our clinicians will", "I'd": "our clinicians would"}
        | {"I've": "our clinicians have", "I am": "our clinicians are", "I was": "our clinicians were"}
        | {"I": "our clinicians", "[Mm]y": "their", "me": "them"},
    )


def of_clients(text: str) -> str:
    return _told(
        text,
        {"[Yy]ou're": "clients are", "[Yy]ou've": "clients have", "[Yy]ou'd": "clients would"}
        | {"[Yy]ou'll": "clients will", "[Yy]ou": "clients", "[Yy]our": "clients'", "[Yy]ours": "theirs"},
    )


@pytest.mark.parametrize(("voice", "least"), [(as_we, 0.96), (of_our_clinicians, 0.89), (of_clients, 0.91)])
def test_what_is_said_in_another_voice_is_mostly_read_as_before(
    voice: Callable[[str], str], least: float
) -> None:
    """Not always: "them" and "their" may stand for others, and some rewritten sentences are no English."""
    same = retold = 0
    for topic, name, text in EXAMPLES:
        other = voice(text)
        if other != text:
            retold += 1
            same += judge_topics(examined(other).passages)[topic].status == name

    assert retold > 500
    assert same / retold >= least
