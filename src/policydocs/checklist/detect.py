"""Named detectors: sentences that say one testable thing, found over the same frames as the topics.

Detectors are data, `data/detectors/*.toml`; `docs/detectors.md` tells how to write one. Checklists
name them for their elements ("says that consent is sought before a search").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from policydocs.checklist.findings import Evidence, TopicStatus
from policydocs.checklist.frames.lexicon import lexicon
from policydocs.checklist.frames.patterns import Pattern, PatternError, PatternTable, parse
from policydocs.checklist.frames.readings import evidence_of, reading_of
from policydocs.checklist.last_few import LastFew
from policydocs.checklist.passages import Passage
from policydocs.checklist.prepared import Preparation, Sources
from policydocs.checklist.taxonomy import TOPICS
from policydocs.checklist.topics import judge_topics
from policydocs.document import FieldKind
from policydocs.values import frozen

_KEYS = frozenset(
    ("means", "patterns", "headings", "topic", "position", "field", "label", "matches", "not_matches")
)


@frozen
class Detector:
    """What one detector looks for; each of its ways is enough."""

    id: str
    means: str  #: what a sentence says that it finds
    patterns: tuple[str, ...] = ()  #: of the language of `frames.patterns`
    headings: frozenset[str] = frozenset()  #: concepts: a heading that names one is evidence
    topic: str = ""  #: or: the evidence of a topic in a position
    position: TopicStatus = TopicStatus.COVERED
    field: FieldKind | None = None  #: or: a place to fill in of this kind
    label: str = ""  #: words that its label contains, divided by "|"; "" for any label
    matches: tuple[str, ...] = ()  #: examples, which run as tests
    not_matches: tuple[str, ...] = ()


class DetectorError(ValueError):
    """A detector file of the package that cannot be read: a fault of ours, never of the user."""


def detector_ids() -> tuple[str, ...]:
    """Every detector, by file and in the order written there."""
    return tuple(_detectors())


def detector(detector_id: str) -> Detector:
    """One detector.

    Raises:
        KeyError: there is none of this id.
    """
    return _detectors()[detector_id]


def find(detector_id: str, passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    """The sentences of a policy that a detector finds, each once, in reading order.

    Args:
        detector_id: one of `detector_ids()`.
        passages: of the whole policy; a document is read once for all detectors.

    Raises:
        KeyError: there is no such detector.
    """
    wanted = detector(detector_id)
    found: list[Evidence] = []
    if wanted.patterns or wanted.headings:
        found += _found(passages).get(detector_id, ())
    if wanted.topic:
        verdict = judge_topics(passages)[wanted.topic]
        if verdict.status is wanted.position:
            found += verdict.evidence
    if wanted.field is not None:
        found += [evidence_of(one) for one in passages if one.fields and _has_field(one, wanted)]
    return tuple(dict.fromkeys(found))


def _has_field(passage: Passage, wanted: Detector) -> bool:
    words = [word for word in wanted.label.lower().split("|") if word]
    kinds = {wanted.field}
    if words and wanted.field is FieldKind.LINE:
        kinds.add(FieldKind.DATE)  # a place for a date is a line with a label of its own
    return any(
        field.kind in kinds and (not words or any(word in field.label.lower() for word in words))
        for field in passage.fields
    )


def _find_all(passages: Sequence[Passage]) -> dict[str, list[Evidence]]:
    found: dict[str, set[int]] = {}  # by detector, the places of its sentences
    reading = reading_of(passages)
    table = _table()
    for frame in reading.frames:
        for id_, _ in table.matching(frame):
            found.setdefault(id_, set()).add(frame.sentence.position)
    by_heading = [one for one in _detectors().values() if one.headings]
    for sentence in reading.sentences:
        if sentence.passage.kind == "heading":
            for one in by_heading:
                if not one.headings.isdisjoint(sentence.concepts):
                    found.setdefault(one.id, set()).add(sentence.position)
    shown = {place: evidence_of(reading.sentences[place].passage) for place in set().union(*found.values())}
    return {id_: [shown[place] for place in sorted(places)] for id_, places in found.items()}


_found = LastFew(_find_all)  # one pass serves all detectors


@cache
def _table() -> PatternTable:
    concepts = lexicon().concepts()
    pairs: list[tuple[str, Pattern]] = []
    for one in _detectors().values():
        try:
            pairs += [(one.id, parse(text, concepts)) for text in one.patterns]
        except PatternError as error:
            raise DetectorError(f"detector {one.id}: {error}") from error
    return PatternTable(pairs)


def _tables(sources: Sources) -> dict[str, Any]:
    return {PurePosixPath(path).name: tomllib.loads(content.decode()) for path, content in sources.items()}


PREPARATION = Preparation("detectors", ("detectors/*.toml",), _tables)


@cache
def _detectors() -> dict[str, Detector]:
    return _by_id(PREPARATION.load().items())


def read_detectors(texts: Iterable[tuple[str, str]]) -> dict[str, Detector]:
    """Detectors from the text of their files.

    Args:
        texts: (file name, TOML) pairs.

    Raises:
        DetectorError: an unknown key, an id twice, a topic or field kind that does not exist.
    """
    return _by_id((name, tomllib.loads(text)) for name, text in texts)


def _by_id(tables: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Detector]:
    read: dict[str, Detector] = {}
    for name, table in tables:
        for id_, one in table.items():
            if id_ in read:
                raise DetectorError(f"{name}: {id_} is there twice")
            read[id_] = _detector(name, id_, one)
    return read


def _detector(name: str, id_: str, one: dict[str, Any]) -> Detector:
    unknown = set(one) - _KEYS
    if unknown:
        raise DetectorError(
            f"{name}: {id_} has {', '.join(sorted(unknown))}; known are {', '.join(sorted(_KEYS))}"
        )
    topic = one.get("topic", "")
    if topic and topic not in TOPICS:
        raise DetectorError(f"{name}: {id_} names the topic {topic}, which is not in the taxonomy")
    try:
        position = TopicStatus(one.get("position", "covered"))
        field = FieldKind(one["field"]) if "field" in one else None
    except ValueError as error:
        raise DetectorError(f"{name}: {id_}: {error}") from error
    if not (one.get("patterns") or one.get("headings") or topic or field):
        raise DetectorError(f"{name}: {id_} looks for nothing: give patterns, headings, topic or field")
    return Detector(
        id=id_,
        means=one["means"],
        patterns=tuple(one.get("patterns", ())),
        headings=frozenset(one.get("headings", ())),
        topic=topic,
        position=position,
        field=field,
        label=one.get("label", ""),
        matches=tuple(one.get("matches", ())),
        not_matches=tuple(one.get("not_matches", ())),
    )
