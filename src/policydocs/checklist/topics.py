"""What a policy says on each topic of the taxonomy: the verdicts.

A topic is data, `data/topics/<id>.toml`: patterns over clause frames (`frames.patterns`) that make it
contradicted, covered or partial, with examples that run as tests.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, cast

from policydocs.checklist.findings import Evidence, TopicStatus, TopicVerdict
from policydocs.checklist.frames.clause_reader import CHANCE
from policydocs.checklist.frames.consent import UNASKED
from policydocs.checklist.frames.elsewhere import OTHERS
from policydocs.checklist.frames.frame import Frame, Person
from policydocs.checklist.frames.lexicon import lexicon
from policydocs.checklist.frames.patterns import Pattern, PatternTable, parse
from policydocs.checklist.frames.readings import evidence_of, reading_of
from policydocs.checklist.last_few import LastFew
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.prepared import Preparation, Sources
from policydocs.checklist.taxonomy import TOPICS
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
    return _judged(passages)


class Weight(StrEnum):
    """What a sentence counts as for a topic."""

    AGAINST = "against"  #: goes against what the codes expect
    SUSPECT = "suspect"  #: may do so: its author is asked to read it
    COVERED = "covered"  #: a clear position
    TOUCHED = "touched"  #: speaks of it
    NOTHING = "nothing"


class Doubt(StrEnum):
    """Why a sentence counts for less than its words alone would."""

    NOT_DONE = "not-done"  #: how it once was, what is wished for, or comes by itself
    CONSEQUENCE = "consequence"  #: what would come of it
    EXCEPTION = "exception"  #: an exception is in reach
    OTHERS = "others"  #: somebody else does it
    HEDGED = "hedged"
    NAMED_ONLY = "named-only"  #: a noun or a gerund names it, and nobody is said to do it
    LEANING = (
        "leaning"  #: such words are read wrongly too often to outweigh a sentence that says the opposite
    )
    REFUSED = "refused"  #: nobody is said to do it, and the clinician says elsewhere that she does not
    MISSED = "missed"  #: what may happen, not what is done: "I may not see it"


def weigh(status: str, frame: Frame, pattern: Pattern) -> tuple[Weight, Doubt | None]:
    """What a frame counts as that matches a topic's pattern, and why for less than the pattern says.

    Args:
        status: one of `STATUSES`, under which the pattern stands.
    """
    if status in ("contradicted", LEANING):
        if not _NOT_DONE.isdisjoint(frame.moods):
            return Weight.TOUCHED, Doubt.NOT_DONE
        if _weighs(frame, pattern):
            return Weight.TOUCHED, Doubt.CONSEQUENCE
        doubt = _doubt(frame, pattern)
        if status == LEANING and doubt is None:
            return Weight.SUSPECT, Doubt.LEANING
        return (Weight.SUSPECT if doubt else Weight.AGAINST), doubt
    if status == "suspect":
        return Weight.SUSPECT, None
    if status == "covered":
        missed = "missed" in frame.moods
        return (Weight.TOUCHED, Doubt.MISSED) if missed else (Weight.COVERED, None)
    if frame.agent is Person.OTHER:  # what clinicians elsewhere do touches nothing here
        return Weight.NOTHING, Doubt.OTHERS
    return Weight.TOUCHED, None


def _doubt(frame: Frame, pattern: Pattern) -> Doubt | None:
    if frame.sentence.conditions and not pattern.firm:
        return Doubt.EXCEPTION
    if frame.agent in (Person.OTHER, Person.THIRD) and not pattern.names_agent(frame.agent):
        return Doubt.OTHERS
    if "hedged" in frame.moods and UNASKED not in frame.sentence.concepts:
        return Doubt.HEDGED
    if frame.nominal and not pattern.takes_nouns:
        return Doubt.NAMED_ONLY
    return None


class _Collected:
    """What was found for one topic."""

    def __init__(self) -> None:
        self.against: list[Passage] = []
        self.suspect: list[Passage] = []
        self.leaning: list[Passage] = []
        self.covered: list[Passage] = []
        self.touched: list[Passage] = []
        self.outright = False  #: a clause says plainly that it is done
        self.refused: set[Passage] = set()  #: the clinician says plainly that it is not

    def add(self, status: str, frame: Frame, pattern: Pattern, acts: frozenset[str]) -> None:
        weight, doubt = weigh(status, frame, pattern)
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

    def verdict(self, topic: str) -> TopicVerdict:
        if leaning_counts(self.leaning, self.covered):
            self.against += self.leaning
        elif not self.outright and not self.refused.issubset(self.against):
            self.suspect += self.against
            self.against = []
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


def leaning_counts(leaning: Collection[Passage], covered: Collection[Passage]) -> bool:
    """Whether what leans against the codes contradicts them: no sentence takes the expected position."""
    return bool(leaning) and not covered


def says_outright(frame: Frame) -> bool:
    """Somebody of whom the policy speaks does it or may do it, or a verb says that it is done.

    A clause against the codes that says less counts only where the clinician does not say in another
    sentence that she does no such thing.
    """
    if frame.nominal:
        return False
    if frame.agent is Person.CLINICIAN:
        return "hedged" not in frame.moods or UNASKED in frame.sentence.concepts
    if frame.agent is Person.CLIENT:
        return not frame.answer
    return bool(frame.action) and frame.agent is Person.UNSAID


def refuses(frame: Frame, acts: frozenset[str]) -> bool:
    """The clinician, or nobody, does one of these acts, and it is said outright."""
    return (
        frame.action in acts
        and not frame.affirmed
        and not frame.nominal
        and frame.agent in (Person.CLINICIAN, Person.UNSAID)
        and _UNSURE.isdisjoint(frame.moods)
    )


_UNSURE = frozenset(("may", "hedged", "usually"))
LEANING = "leaning"
#: Done once, only asked for, by itself, or done or thought elsewhere: no position of the one who writes.
_NOT_DONE = frozenset(("told", "wished", OTHERS, CHANCE))
#: Verbs of what comes of an act: "adding clients can blur ..." gives a reason, and takes no position.
_CONSEQUENCES = frozenset(("expose", "harm"))


def _weighs(frame: Frame, pattern: Pattern) -> bool:
    """An act only named by a gerund or a noun, with what it would lead to."""
    return frame.nominal and not pattern.takes_nouns and not _CONSEQUENCES.isdisjoint(frame.concepts)


def _judge(passages: Sequence[Passage]) -> Mapping[str, TopicVerdict]:
    collected = {id_: _Collected() for id_ in TOPICS}
    rules = _rules()
    reading = reading_of(passages)
    for frame in reading.frames:
        for key, pattern in rules.table.matching(frame):
            topic, _, status = key.partition(":")
            collected[topic].add(status, frame, pattern, rules.acts[topic])
    for sentence in reading.sentences:
        if sentence.passage.kind is PassageKind.HEADING:
            for topic, concepts in rules.headings:
                if not concepts.isdisjoint(sentence.concepts):
                    collected[topic].touched.append(sentence.passage)
    return MappingProxyType({id_: one.verdict(id_) for id_, one in collected.items()})


_judged = LastFew(_judge)


def _once(passages: Iterable[Passage]) -> Iterator[Passage]:
    yield from dict.fromkeys(passages)


def _evidence(passages: Iterable[Passage]) -> tuple[Evidence, ...]:
    return tuple(evidence_of(p) for p in list(_once(passages))[:_MOST_EVIDENCE])


@frozen
class _Rules:
    table: PatternTable
    headings: tuple[tuple[str, frozenset[str]], ...]  #: a heading that names one of these touches the topic
    acts: Mapping[str, frozenset[str]]  #: by topic, what a clinician does who goes against the codes


#: "leaning" goes against what the codes expect where no sentence of the policy takes the expected position.
STATUSES = ("contradicted", "leaning", "suspect", "covered", "partial")


def matching(topic: str, frame: Frame) -> list[tuple[str, Pattern]]:
    """The patterns of one topic that a frame matches, each with the status under which it stands."""
    found = ((key.partition(":"), pattern) for key, pattern in _rules().table.matching(frame))
    return [(status, pattern) for (id_, _, status), pattern in found if id_ == topic]


@cache
def _rules() -> _Rules:
    concepts = lexicon().concepts()
    patterns: list[tuple[str, Pattern]] = []
    headings: list[tuple[str, frozenset[str]]] = []
    acts: dict[str, frozenset[str]] = {}
    for id_ in TOPICS:
        data = topic_data(id_)
        headings.append((id_, frozenset(data.get("headings", ()))))
        listed = {status: [parse(text, concepts) for text in data.get(status, ())] for status in STATUSES}
        patterns += ((f"{id_}:{status}", pattern) for status in STATUSES for pattern in listed[status])
        against = (p for p in listed["contradicted"] if p.names_agent(Person.CLINICIAN) or " by=we" in p.text)
        acts[id_] = _NOTHING.union(*(pattern.actions for pattern in against)) - {""}
    return _Rules(PatternTable(patterns), tuple(headings), MappingProxyType(acts))


_NOTHING = frozenset[str]()


def topic_data(topic: str) -> dict[str, Any]:
    """What the data file of a topic says: patterns by status, `headings`; examples under `examples`."""
    return cast(dict[str, Any], _files()[topic])
