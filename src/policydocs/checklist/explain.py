"""Why a topic has its status: the sentences looked at, what each counts for, and why not for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from policydocs.checklist.attest import Attestation
from policydocs.checklist.findings import (
    Evidence,
    Level,
    Report,
    RequirementStatus,
    TopicStatus,
    TopicVerdict,
)
from policydocs.checklist.frames.build import Reading
from policydocs.checklist.frames.consent import UNASKED
from policydocs.checklist.frames.frame import Frame, Sentence
from policydocs.checklist.frames.lexicon import lexicon
from policydocs.checklist.frames.patterns import Pattern, parse
from policydocs.checklist.frames.readings import evidence_of, reading_of
from policydocs.checklist.frames_in_words import (
    Features,
    features_of,
    reason_of,
    resemblance_told,
    shortfall_of,
)
from policydocs.checklist.likeness import likeness
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.passages import passages as passages_of
from policydocs.checklist.schema import Checklist, Requirement
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import STATUSES, alike_by_topic, matching, topic_data
from policydocs.checklist.voice import Voice, sentence_for, voice_of
from policydocs.checklist.weighing import Doubt, Weight, alike_counts, leaning_counts, weigh, weigh_likeness
from policydocs.checklist.wording import cited
from policydocs.model import Policy
from policydocs.values import frozen

MOST_CONSIDERED = 12  #: sentences that counted for nothing
MOST_COUNTED = (
    40  #: sentences that counted, the weightiest first: no policy of a practice has so many on a topic
)
MOST_LINES = 12  #: numbers of lines in one sentence

_ORDER = list(Weight)
#: Where the topic is covered, the sentence that covers it is told as that, whatever else may be read in it.
_ORDER_OF_COVERED = [Weight.COVERED, *(one for one in Weight if one is not Weight.COVERED)]


@frozen
class Considered:
    """One sentence that was looked at for a topic."""

    evidence: Evidence
    weight: Weight
    why: str  #: one sentence: why it counts so, or why not for more
    features: Features | None  #: of the clause that decided; None for a heading


@frozen
class AskedFor:
    """A clause that asks for the topic, and how the policy meets it."""

    id: str  #: "nasw-2021/1.06(h)"
    level: Level
    status: RequirementStatus
    cited: str  #: "NASW Code of Ethics (2021), 1.06(h), confirmed in part"
    paraphrase: str
    link: str  #: "" for none


@frozen
class Explanation:
    """Why a policy has its status on one topic."""

    topic: str
    title: str
    meaning: str
    verdict: TopicVerdict
    in_a_sentence: str
    considered: tuple[Considered, ...]  #: those that counted first, each group in reading order
    left_out: int  #: further sentences that counted for nothing
    counted_left_out: int  #: further sentences that counted
    asked_for: tuple[AskedFor, ...]
    attested: tuple[Attestation, ...]  #: what its author vouches for on this topic
    voice: Voice
    would_do: str  #: a sentence of ours in the policy's voice


def explain(policy: Policy, topic: str, report: Report, checklists: Sequence[Checklist]) -> Explanation:
    """Why a policy has its status on a topic.

    Args:
        policy: in English; the topics of no other language are read.
        report: of `check_policy` for it.
        checklists: those that it was held against.

    Raises:
        KeyError: there is no such topic.
    """
    read = passages_of(policy)
    voice = voice_of(read)
    verdict = report.topics[topic]
    counted, passed_over = _considered(topic, read, contradicted=verdict.status is TopicStatus.CONTRADICTED)
    return Explanation(
        topic=topic,
        title=TOPICS[topic].title,
        meaning=TOPICS[topic].meaning,
        verdict=verdict,
        in_a_sentence=_in_a_sentence(topic, verdict, counted),
        considered=(*counted[:MOST_COUNTED], *passed_over[:MOST_CONSIDERED]),
        left_out=max(0, len(passed_over) - MOST_CONSIDERED),
        counted_left_out=max(0, len(counted) - MOST_COUNTED),
        asked_for=tuple(_asked_for(topic, report, checklists)),
        attested=tuple(one for one in report.attestations if topic in one.topics),
        voice=voice,
        would_do=sentence_for(topic, voice),
    )


def _considered(
    topic: str, passages: Sequence[Passage], *, contradicted: bool
) -> tuple[list[Considered], list[Considered]]:
    """Those that count for something, the weightiest first; and those that count for nothing.

    Args:
        contradicted: whether the topic is; else what goes against the codes does so too faintly.
    """
    reading = reading_of(passages)
    beside = _beside(topic, reading, contradicted=contradicted)
    headings = frozenset(topic_data(topic).get("headings", ()))
    counted: list[Considered] = []
    passed_over: list[Considered] = []
    for sentence, frames in reading.with_frames():
        if sentence.passage.kind is PassageKind.HEADING:
            if not headings.isdisjoint(sentence.concepts):
                why = "A heading names the topic; it takes no position by itself."
                counted.append(Considered(evidence_of(sentence.passage), Weight.TOUCHED, why, None))
            continue
        found = _weighed(topic, sentence, frames, beside)
        if found is not None:
            (counted if found.weight is not Weight.NOTHING else passed_over).append(found)
    counted.sort(key=lambda one: _ORDER.index(one.weight))
    return counted, passed_over


@frozen
class _Beside:
    """What stands beside a sentence, on which it depends what it counts for."""

    outweighed: bool  #: the topic is not contradicted: what goes against the codes does so too faintly
    leaning_counted: bool  #: what only leans against the codes was taken to contradict them
    covered: frozenset[Passage]  #: those that take the expected position


def _beside(topic: str, reading: Reading, *, contradicted: bool) -> _Beside:
    leaning: set[Passage] = set()
    covered: set[Passage] = set()
    for sentence, frames in reading.with_frames():
        alike = alike_by_topic(sentence, frames).get(topic, 0.0)
        for frame in frames:
            for status, pattern in matching(topic, frame):
                weight, doubt = weigh(status, frame, pattern, alike)
                if doubt is Doubt.LEANING:
                    leaning.add(sentence.passage)
                elif weight is Weight.COVERED:
                    covered.add(sentence.passage)
    counted = contradicted and leaning_counts(leaning, covered)
    return _Beside(not contradicted, counted, frozenset(covered))


def _weighed(topic: str, sentence: Sentence, frames: Sequence[Frame], beside: _Beside) -> Considered | None:
    """What the weightiest clause of a sentence counts for; the nearest miss where none counts."""
    measured = alike_by_topic(sentence, frames)
    alike = measured.get(topic, 0.0)
    found = _weighed_by_patterns(topic, frames, beside, alike)
    by_likeness = weigh_likeness(sentence, frames, alike) if topic in measured and frames else Weight.NOTHING
    if by_likeness is Weight.AGAINST and not alike_counts(sentence.passage, alike, beside.covered):
        by_likeness = Weight.SUSPECT
    order = _ORDER_OF_COVERED if beside.outweighed else _ORDER
    if by_likeness is Weight.NOTHING or (found and order.index(found.weight) <= order.index(by_likeness)):
        return found
    why = resemblance_told(
        by_likeness, likeness().telling(sentence, topic), unasked=UNASKED in sentence.concepts
    )
    return Considered(evidence_of(sentence.passage), by_likeness, why, found.features if found else None)


def _weighed_by_patterns(
    topic: str, frames: Sequence[Frame], beside: _Beside, alike: float
) -> Considered | None:
    best: tuple[int, Weight, Doubt | None, Frame] | None = None
    order = _ORDER_OF_COVERED if beside.outweighed else _ORDER
    for frame in frames:
        for status, pattern in matching(topic, frame):
            weight, doubt = weigh(status, frame, pattern, alike)
            if weight is Weight.AGAINST and beside.outweighed:
                weight, doubt = Weight.SUSPECT, Doubt.REFUSED
            elif doubt is Doubt.LEANING and beside.leaning_counted:
                weight, doubt = Weight.AGAINST, None
            rank = order.index(weight)
            if best is None or rank < best[0]:
                best = (rank, weight, doubt, frame)
    miss = None
    if best is None or best[1] in (Weight.TOUCHED, Weight.NOTHING):
        miss = _nearest_miss(topic, frames)
    if best is not None:
        _, weight, doubt, frame = best
        why = reason_of(weight, doubt, frame)
        if weight is Weight.TOUCHED and doubt is None and miss is not None:
            frame, why = miss[0], f"It speaks of this. {shortfall_of(miss[0], miss[1])}"
        return Considered(evidence_of(frame.sentence.passage), weight, why, features_of(frame))
    if miss is not None:
        frame, lacking = miss
        return Considered(
            evidence_of(frame.sentence.passage),
            Weight.NOTHING,
            shortfall_of(frame, lacking),
            features_of(frame),
        )
    return None


# --- Near misses ---------------------------------------------------------------------------------

#: Parts of a pattern that say what it is about; a clause that lacks one speaks of something else.
_ABOUT = "+&~"
#: Where in a document such a sentence is looked for: no reader would miss it there.
_PLACES = frozenset(("early", "late", "answers", "fragment"))
#: What is said the other way round is farther from a position than what is said less firmly.
_DISTANCES = {"yes": 3, "no": 3, "mood": 1, "mood!": 1, "kind": 1, "if": 1, "if!": 1}
_FARTHEST = 6


def _nearest_miss(topic: str, frames: Sequence[Frame]) -> tuple[Frame, tuple[str, ...]] | None:
    """The clause that is nearest to a position on the topic, and the words of the pattern that it lacks."""
    best: tuple[int, Frame, tuple[str, ...]] | None = None
    for frame in frames:
        for pattern in _positions(topic).get(frame.action, ()):
            lacking = tuple(word for word in _words(pattern) if not _meets(frame, word))
            if any(word[0] in _ABOUT or word in _PLACES for word in lacking) or not _is_specific(pattern):
                continue
            distance = sum(_DISTANCES.get(word.partition("=")[0], 2) for word in lacking)
            if lacking and (best is None or distance < best[0]):
                best = (distance, frame, lacking)
    return None if best is None or best[0] > _FARTHEST else (best[1], best[2])


def _is_specific(pattern: Pattern) -> bool:
    """It names what it is about: an action, or concepts."""
    return "" not in pattern.actions or any(word[0] in _ABOUT for word in pattern.text.split()[1:])


def _words(pattern: Pattern) -> list[str]:
    """All that it asks for besides the action; without `kind=` it asks for a main clause."""
    words = pattern.text.split()[1:]
    return words if any(word.startswith("kind=") for word in words) else [*words, "kind=main"]


def _meets(frame: Frame, word: str) -> bool:
    return _single(word).matches(frame) if word != "firm" else True


@cache
def _single(word: str) -> Pattern:
    """A pattern that asks for one thing alone, of a clause of any action and kind."""
    kind = "" if word.startswith("kind=") else " kind=ever"
    known = parse(f"*{kind} {word}", lexicon().concepts())
    return Pattern(known.text, frozenset(("", *lexicon().concepts())), known.tests)


@cache
def _positions(topic: str) -> Mapping[str, tuple[Pattern, ...]]:
    """The patterns of a topic that make a position, by action."""
    concepts = lexicon().concepts()
    data = topic_data(topic)
    found: dict[str, list[Pattern]] = {}
    for status in STATUSES[:-1]:
        for text in data.get(status, ()):
            pattern = parse(text, concepts)
            for action in pattern.actions:
                found.setdefault(action, []).append(pattern)
    return {action: tuple(patterns) for action, patterns in found.items()}


# --- Verdict and clauses -------------------------------------------------------------------------


def _in_a_sentence(topic: str, verdict: TopicVerdict, counted: Sequence[Considered]) -> str:
    def lines(*weights: Weight) -> str:
        found = dict.fromkeys(max(1, one.evidence.line) for one in counted if one.weight in weights)
        numbers = ", ".join(map(str, list(found)[:MOST_LINES]))
        if len(found) > MOST_LINES:
            numbers += f" and {len(found) - MOST_LINES} more"
        return f"line {numbers}" if len(found) == 1 else f"lines {numbers}"

    match verdict.status.value:
        case "contradicted":
            if not any(one.weight is Weight.AGAINST for one in counted):
                told = lines(Weight.SUSPECT)
                return f"A sentence goes against what the codes expect, and none says the opposite: {told}."
            return f"A sentence goes against what the codes expect: {lines(Weight.AGAINST)}."
        case "covered":
            return f"The policy takes a clear position: {lines(Weight.COVERED)}."
        case "partial":
            if not topic_data(topic).get("covered"):
                return "The policy speaks of it; only its parts can be judged, clause by clause."
            if any(one.weight is Weight.SUSPECT for one in counted):
                return f"A sentence may go against what the codes expect: {lines(Weight.SUSPECT)}."
            return (
                "The policy speaks of it, but no sentence takes a clear position that a client could act on."
            )
        case _:
            return "No sentence speaks of it."


def _asked_for(topic: str, report: Report, checklists: Sequence[Checklist]) -> Iterator[AskedFor]:
    verdicts = {verdict.id: verdict for verdict in report.requirements}
    for checklist in checklists:
        for requirement in checklist.requirements:
            if not _is_about(topic, requirement):
                continue
            for level, id_, _ in requirement.levels():
                verdict = verdicts.get(f"{checklist.id}/{id_}")
                if verdict is not None:
                    yield AskedFor(
                        id=verdict.id,
                        level=level,
                        status=verdict.status,
                        cited=cited(checklist, requirement),
                        paraphrase=requirement.paraphrase,
                        link=requirement.link or checklist.link or "",
                    )


def _is_about(topic: str, requirement: Requirement) -> bool:
    parts = (*requirement.requires, *requirement.suggests)
    return (
        topic in requirement.topics
        or any(topic in part.about or part.topic == topic for part in parts)
        or any(part.topic == topic for part in requirement.contradicts)
    )
