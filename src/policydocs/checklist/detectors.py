"""Named detectors: each knows the sentences that say one testable thing, by the same frames as the topics.

They are data, `data/detectors/*.toml`; `docs/detectors.md` tells how to write one. `detect` finds what they
look for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from policydocs.checklist.findings import TopicStatus
from policydocs.checklist.frames.patterns import Pattern, PatternError, parse
from policydocs.checklist.prepared import Preparation, Sources
from policydocs.checklist.taxonomy import TOPICS
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


def all_detectors() -> Iterable[Detector]:
    """The detectors of `detector_ids()`."""
    return _detectors().values()


def detector_patterns(concepts: frozenset[str]) -> Iterator[tuple[str, Pattern]]:
    """The patterns of all detectors, each with the detector's id.

    Args:
        concepts: those that the lexicon knows.

    Raises:
        DetectorError: a pattern cannot be read.
    """
    for one in _detectors().values():
        try:
            yield from [(one.id, parse(text, concepts)) for text in one.patterns]
        except PatternError as error:
            raise DetectorError(f"detector {one.id}: {error}") from error


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
