"""Whether a policy refuses or offers something: a way to write to the clinician, or what the codes forbid.

What the sides of a subject are is data, `data/across.toml`: patterns over the same frames as the topics.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from policydocs.checklist.across.stance import Stance
from policydocs.checklist.findings import Evidence, TopicStatus, TopicVerdict
from policydocs.checklist.frames.frame import ClauseKind, Frame, Person, Sentence
from policydocs.checklist.frames.lexicon import lexicon
from policydocs.checklist.frames.patterns import PatternTable, parse
from policydocs.checklist.frames.readings import evidence_of, reading_of
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.prepared import DATA
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import topic_data
from policydocs.values import frozen

#: Moods in which nothing is settled.
_OPEN = frozenset(("hedged", "usually", "told", "missed", "past"))
_LONGEST = 600  #: characters of a sentence that are looked at
_DANGER = frozenset(("emergency", "in_danger"))
#: Topics where a clear position and one against the codes are opposites: True where plainly so.
_OPPOSITES = {
    "friend_requests": True,
    "following": True,
    "searching_clients": True,
    "reviews_testimonials": False,  # "you are free to write one" beside "please write one"
    "ai_recording": False,  # "please do not record" beside a scribe of the practice
}


@frozen
class Side:
    """One side of a subject."""

    subject: str
    about: str
    side: str
    said: str
    is_total: bool  #: it shuts the other side out whole
    names: frozenset[str]  #: concepts of which the sentence names one
    parts: frozenset[str]  #: words with which a refusal is of a part only
    limits: frozenset[str]  #: words with which it may be


def positions(passages: Sequence[Passage], topics: Mapping[str, TopicVerdict]) -> Iterator[Stance]:
    """The sides that a policy takes, in reading order within a subject.

    A side that shuts the other out is left out where the policy takes the other one too: "I do not text. The
    one thing that you may text me is ..." only limits it.

    Args:
        passages: of the whole policy.
        topics: what `judge_topics` says of them.
    """
    found = list(_found(passages))
    offered = {stance.subject for stance, side in found if not side.is_total}
    for stance, side in found:
        if not (side.is_total and stance.subject in offered):
            yield stance
    yield from _opposites(passages, topics)


def examples() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Subject to side ("none" for no side) to the sentences that take it; they run as tests."""
    return {
        subject: {side: one["examples"] for side, one in table.items() if isinstance(one, dict)}
        for subject, table in _data().items()
    }


def _found(passages: Sequence[Passage]) -> Iterator[tuple[Stance, Side]]:
    reading = reading_of(passages)
    conditions = {frame.sentence.position for frame in reading.frames if frame.kind is ClauseKind.CONDITION}
    told: set[tuple[str, str, int]] = set()
    for frame in reading.frames:
        if not _is_settled(frame):
            continue
        for key, _ in _table().matching(frame):
            side, sentence = _sides()[key], frame.sentence
            mark = (side.subject, side.side, sentence.position)
            conditional = sentence.position in conditions or _has_exception(sentence)
            if mark in told or not _names(sentence, side.names):
                continue
            if _is_no_refusal(sentence, side, conditional=conditional):
                continue
            told.add(mark)
            firm = not conditional and not _is_limited(sentence, side)
            yield (
                Stance(side.subject, side.about, side.side, side.said, firm, evidence_of(sentence.passage)),
                side,
            )


def _has_exception(sentence: Sentence) -> bool:
    """ "Only for scheduling" may be read as an exception; here it is the rule itself."""
    return bool(sentence.conditions) and "limit_word" not in sentence.concepts


def _is_no_refusal(sentence: Sentence, side: Side, *, conditional: bool) -> bool:
    """Of a side that shuts the other out: it is said of a part only, or on a condition."""
    return side.is_total and (conditional or not side.parts.isdisjoint(_words(sentence)))


def _is_limited(sentence: Sentence, side: Side) -> bool:
    """A refusal with one of these words may be of a part only: "My number does not take texts." """
    return side.is_total and not side.limits.isdisjoint(_words(sentence))


def _words(sentence: Sentence) -> list[str]:
    return re.findall(r"[a-z]+", sentence.passage.body[:_LONGEST].lower())


def _names(sentence: Sentence, concepts: frozenset[str]) -> bool:
    """The sentence itself says what it is about, or stands right behind what does."""
    passage = sentence.passage
    if not concepts.isdisjoint(sentence.concepts):
        return len(sentence.words) > 1  # "Text." names it and says nothing
    return bool(passage.question or passage.lead) and not concepts.isdisjoint(sentence.context)


def _is_settled(frame: Frame) -> bool:
    return (
        frame.agent not in (Person.OTHER, Person.THIRD)
        and frame.sentence.passage.kind is not PassageKind.CELL  # what a cell says, its row and column tell
        and _OPEN.isdisjoint(frame.moods)
    )


def _opposites(passages: Sequence[Passage], topics: Mapping[str, TopicVerdict]) -> Iterator[Stance]:
    for topic, plainly in _OPPOSITES.items():
        verdict = topics.get(topic)
        if verdict is None or not verdict.evidence:
            continue
        about = TOPICS[topic].title[0].lower() + TOPICS[topic].title[1:]
        if verdict.status is TopicStatus.COVERED:
            shown = _plainest(topic, verdict, passages)
            yield Stance(topic, about, "expected", "what the codes expect", plainly, shown)
        elif verdict.status is TopicStatus.CONTRADICTED and not _is_of_danger(verdict.evidence[0], passages):
            said = "the opposite of what the codes expect"
            yield Stance(topic, about, "opposite", said, plainly, verdict.evidence[0])


def _is_of_danger(evidence: Evidence, passages: Sequence[Passage]) -> bool:
    """What is done in an emergency is no contradiction of a rule for every day."""
    return any(
        not _DANGER.isdisjoint(sentence.concepts)
        for sentence in reading_of(passages).sentences
        if evidence_of(sentence.passage) == evidence
    )


def _plainest(topic: str, verdict: TopicVerdict, passages: Sequence[Passage]) -> Evidence:
    """Of the sentences that count, the first that names the topic itself."""
    names = frozenset(topic_data(topic).get("headings", ()))
    naming = {
        evidence_of(sentence.passage)
        for sentence in reading_of(passages).sentences
        if not names.isdisjoint(sentence.concepts)
    }
    return next((one for one in verdict.evidence if one in naming), verdict.evidence[0])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "across.toml").read_text("utf-8"))


@cache
def _sides() -> Mapping[str, Side]:
    """Subject and side, with a colon between them, to what they mean."""
    return {
        f"{subject}:{side}": Side(
            subject,
            table["about"],
            side,
            one["said"],
            table["total"] == side,
            frozenset(table["names"]),
            frozenset(table.get("parts", ())),
            frozenset(table.get("limits", ())),
        )
        for subject, table in _data().items()
        for side, one in table.items()
        if isinstance(one, dict) and "patterns" in one
    }


@cache
def _table() -> PatternTable[str]:
    concepts = lexicon().concepts()
    return PatternTable(
        (f"{subject}:{side}", parse(text, concepts))
        for subject, table in _data().items()
        for side, one in table.items()
        if isinstance(one, dict)
        for text in one.get("patterns", ())
    )
