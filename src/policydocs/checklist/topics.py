"""What a policy says on each topic of the taxonomy: the verdicts.

A topic is data, `data/topics/<id>.toml`: patterns over clause frames (`frames.patterns`) that make it
contradicted, covered or partial, with examples that run as tests. Beside the patterns stands `likeness`: a
sentence that resembles those that go against the codes counts whether or not a pattern knows its wording.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, cast

from policydocs.checklist.detectors import detector_patterns
from policydocs.checklist.findings import Evidence, TopicStatus, TopicVerdict
from policydocs.checklist.frames.frame import Frame, Person, Sentence
from policydocs.checklist.frames.lexicon import lexicon
from policydocs.checklist.frames.patterns import Pattern, PatternTable, parse
from policydocs.checklist.frames.readings import evidence_of, reading_of
from policydocs.checklist.last_few import LastFew
from policydocs.checklist.likeness import likeness
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.prepared import Preparation, Sources
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.weighing import (
    SUSPECT_FROM,
    Doubt,
    Weight,
    alike_counts,
    leaning_counts,
    refuses,
    says_enough,
    says_outright,
    weigh,
    weigh_likeness,
)
from policydocs.values import frozen

_MOST_EVIDENCE = 5  #: sentences shown for a topic


def _tables(sources: Sources) -> dict[str, Any]:
    return {PurePosixPath(path).stem: tomllib.loads(content.decode()) for path, content in sources.items()}


PREPARATION = Preparation("topics", ("topics/*.toml",), _tables)


@cache
def _files() -> Mapping[str, Any]:
    """What the data files of topics say, by their names."""
    return cast(Mapping[str, Any], PREPARATION.load())


def judge_topics(passages: Sequence[Passage]) -> Mapping[str, TopicVerdict]:
    """What a policy says on each topic.

    A clause against what the codes expect contradicts the topic whatever else the policy says. Where
    an exception is in its reach it is doubtful, and stands under `suspect` for the author to read. A
    clause that only leans that way contradicts the topic where no other takes the expected position.

    Args:
        passages: of the whole policy, as `passages.passages` gives them.

    Returns:
        Every topic of `TOPICS`, in its order. Evidence is in reading order, contradictions first.
    """
    return judged(passages).topics


class _Collected:
    """What was found for one topic."""

    def __init__(self) -> None:
        self.against: list[Passage] = []
        self.suspect: list[Passage] = []
        self.leaning: list[Passage] = []
        self.covered: list[Passage] = []
        self.touched: list[Passage] = []
        self.outright = False  #: a clause says plainly that it is done
        self.alike: dict[Passage, float] = {}  #: what goes against the codes by its likeness, and how alike
        self.refused: set[Passage] = set()  #: the clinician says plainly that it is not

    def add(self, status: str, frame: Frame, pattern: Pattern, acts: frozenset[str], alike: float) -> None:
        weight, doubt = weigh(status, frame, pattern, alike)
        passage = frame.sentence.passage
        if weight is Weight.AGAINST and not self.outright:
            self.outright = says_outright(frame)
        elif weight is Weight.COVERED and refuses(frame, acts):
            self.refused.add(passage)
        if doubt is Doubt.LEANING:
            self.leaning.append(passage)
        if weight is Weight.AGAINST:
            self.against.append(passage)
        elif weight is Weight.SUSPECT:
            self.suspect.append(passage)
        elif weight is Weight.COVERED:
            self.covered.append(passage)
        elif weight is Weight.TOUCHED:
            self.touched.append(passage)

    def resembles(self, sentence: Sentence, frames: Sequence[Frame], alike: float) -> None:
        """Count a sentence by its likeness alone."""
        weight = weigh_likeness(sentence, frames, alike)
        if weight is Weight.AGAINST:
            self.alike[sentence.passage] = alike
        elif weight is Weight.SUSPECT:
            self.suspect.append(sentence.passage)

    def verdict(self, topic: str) -> TopicVerdict:
        if leaning_counts(self.leaning, self.covered):
            self.against += self.leaning
        elif not self.outright and not self.refused.issubset(self.against):
            self.suspect += self.against
            self.against = []
        for passage, alike in self.alike.items():
            (self.against if alike_counts(passage, alike, self.covered) else self.suspect).append(passage)
        if self.against:
            status, shown = TopicStatus.CONTRADICTED, [*self.against, *self.covered]
        elif self.covered:
            status, shown = TopicStatus.COVERED, self.covered
        elif self.touched or self.suspect:
            status, shown = TopicStatus.PARTIAL, [*self.suspect, *self.touched]
        else:
            status, shown = TopicStatus.ABSENT, []
        suspect = tuple(evidence_of(p) for p in _once(self.suspect) if p not in self.against)
        return TopicVerdict(topic, status, _evidence(shown), suspect)


def alike_by_topic(sentence: Sentence, frames: Sequence[Frame]) -> Mapping[str, float]:
    """How much a sentence resembles those that go against the codes; nothing for one too short to tell."""
    return likeness().scores(sentence, frames) if says_enough(sentence) else _NOT_MEASURED


@frozen
class Judged:
    """What all patterns found in a document, in one pass over its frames."""

    topics: Mapping[str, TopicVerdict]
    detected: Mapping[str, frozenset[int]]  #: by detector that found any, the places of its sentences


def _judge(passages: Sequence[Passage]) -> Judged:
    collected = {id_: _Collected() for id_ in TOPICS}
    detected: dict[str, set[int]] = {}
    rules = _rules()
    reading = reading_of(passages)
    for sentence, frames in reading.with_frames():
        if not frames:
            continue
        alike = alike_by_topic(sentence, frames)
        for frame in frames:
            for (topic, said), pattern in rules.table.matching(frame):
                if topic:
                    collected[topic].add(said, frame, pattern, rules.acts[topic], alike.get(topic, 0.0))
                else:
                    detected.setdefault(said, set()).add(sentence.position)
        if alike and max(alike.values()) > SUSPECT_FROM:
            for topic, score in alike.items():
                collected[topic].resembles(sentence, frames, score)
    for sentence in reading.sentences:
        if sentence.passage.kind is PassageKind.HEADING:
            for topic, concepts in rules.headings:
                if not concepts.isdisjoint(sentence.concepts):
                    collected[topic].touched.append(sentence.passage)
    return Judged(
        MappingProxyType({id_: one.verdict(id_) for id_, one in collected.items()}),
        MappingProxyType({id_: frozenset(places) for id_, places in detected.items()}),
    )


judged = LastFew(_judge)


def _once(passages: Iterable[Passage]) -> Iterator[Passage]:
    yield from dict.fromkeys(passages)


def _evidence(passages: Iterable[Passage]) -> tuple[Evidence, ...]:
    return tuple(evidence_of(p) for p in list(_once(passages))[:_MOST_EVIDENCE])


@frozen
class _Rules:
    #: the patterns by ("texting", "covered"): topic and status; those of detectors by ("", "asks_consent")
    table: PatternTable[tuple[str, str]]
    headings: tuple[tuple[str, frozenset[str]], ...]  #: a heading that names one of these touches the topic
    acts: Mapping[str, frozenset[str]]  #: by topic, what a clinician does who goes against the codes


#: "leaning" goes against what the codes expect where no sentence of the policy takes the expected position.
STATUSES = ("contradicted", "leaning", "suspect", "covered", "partial")


def matching(topic: str, frame: Frame) -> list[tuple[str, Pattern]]:
    """The patterns of one topic that a frame matches, each with the status under which it stands."""
    return [(status, pattern) for (id_, status), pattern in _rules().table.matching(frame) if id_ == topic]


@cache
def _rules() -> _Rules:
    concepts = lexicon().concepts()
    patterns: list[tuple[tuple[str, str], Pattern]] = []
    headings: list[tuple[str, frozenset[str]]] = []
    acts: dict[str, frozenset[str]] = {}
    for id_ in TOPICS:
        data = topic_data(id_)
        headings.append((id_, frozenset(data.get("headings", ()))))
        listed = {status: [parse(text, concepts) for text in data.get(status, ())] for status in STATUSES}
        patterns += (((id_, status), pattern) for status in STATUSES for pattern in listed[status])
        against = (p for p in listed["contradicted"] if p.names_agent(Person.CLINICIAN) or " by=we" in p.text)
        acts[id_] = _NOTHING.union(*(pattern.actions for pattern in against)) - {""}
    patterns += ((("", id_), pattern) for id_, pattern in detector_patterns(concepts))
    return _Rules(PatternTable(patterns), tuple(headings), MappingProxyType(acts))


_NOTHING = frozenset[str]()
_NOT_MEASURED: Mapping[str, float] = MappingProxyType({})


def topic_data(topic: str) -> dict[str, Any]:
    """What the data file of a topic says: patterns by status, `headings`; examples under `examples`."""
    return cast(dict[str, Any], _files()[topic])
