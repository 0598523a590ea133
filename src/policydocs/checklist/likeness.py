"""How much a sentence resembles those that go against the codes.

Patterns know a wording or they do not. Weights, learned from thousands of passages that were labelled by
hand (`benchmarks/labelled/`), know which words and which readings come together in a sentence that goes
against the codes, and which in one that only sounds so. They are a plain table, `data/likeness.json`: a run
of words, or a reading of a frame, and how much it says for or against, topic by topic. A sentence's score is
their sum: the logarithm of the odds, so that 0 is as likely as not. `python -m benchmarks.learn_likeness`
makes the table; docs/decisions/0021-likeness-beside-patterns.md has the reasons and the figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from struct import Struct
from types import MappingProxyType
from typing import Any

from policydocs.checklist.frames.frame import Frame, Sentence
from policydocs.checklist.traits import act_name, condition_name, mood_name, runs, words_of

FILE = Path(__file__).parent / "data" / "likeness.json"
WORDS_COUNT = 1.5  #: what the words of a sentence count for, where what was read in it counts for 1
_SMALL = 3  #: letters
UNIT = 1000  #: weights are whole numbers of a thousandth
#: What was read in a sentence puts it so far from all topics that its words are not looked at: so it is for
#: half of all sentences, and for one in eight hundred of those that go against the codes.
OUT_OF_REACH = -5.5

Weights = str  #: "0:512 4:-300": numbers of topics, each with its weight

# A sentence adds up some hundred weights for each of a dozen topics. The weights for all topics stand side by
# side in one whole number, 32 bits each, so that one addition makes them all; 2**31 is far above any sum.
_BITS = 32
_ZERO = 1 << (_BITS - 1)


class Likeness:
    """A table of weights.

    Args:
        table: `topics` (their ids), `bias` (a weight each), `words` and `readings` (by their names), as
            `likeness.json` holds them.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.topics: tuple[str, ...] = tuple(table["topics"])
        self._bias: list[int] = table["bias"]
        self._words: dict[str, Weights] = table["words"]
        self._readings: dict[str, Weights] = table["readings"]
        self._runs = _Packed(self._words)
        self._names = _Packed(_without("names ", self._readings))
        self._near = _Packed(_without("near ", self._readings))
        self._zeros = sum(_ZERO << (_BITS * number) for number in range(len(self.topics)))
        self._out_of_reach = MappingProxyType(dict.fromkeys(self.topics, OUT_OF_REACH))
        self._lanes = Struct(f"<{len(self.topics)}I")
        self._act = cache(lambda *act: self._weigh(act_name(*act)))
        self._mood = cache(lambda *act: self._weigh(mood_name(*act)))
        self._condition = cache(lambda condition: self._weigh(condition_name(condition)))

    def scores(self, sentence: Sentence, frames: Sequence[Frame]) -> Mapping[str, float]:
        """By topic, how much a sentence resembles those that go against the codes; above 0 more than not.

        Args:
            frames: all of this sentence.
        """
        by_reading = _count_of_readings(sentence, frames) ** -0.5
        read = self._apart(self._weight_of_readings(sentence, frames))
        meant = [bias + (one - _ZERO) * by_reading for bias, one in zip(self._bias, read, strict=True)]
        if max(meant) < OUT_OF_REACH * UNIT:
            return self._out_of_reach
        by_words = WORDS_COUNT / _count_of_runs(sentence) ** 0.5
        spoken = self._apart(self._weight_of_words(words_of(sentence)))
        return {
            topic: (one + (said - _ZERO) * by_words) / UNIT
            for topic, one, said in zip(self.topics, meant, spoken, strict=True)
        }

    def telling(self, sentence: Sentence, topic: str) -> list[str]:
        """The runs of words that say most for it, the weightiest first.

        Marks at their ends are left out, and so are runs of small words alone, which tell a reader nothing,
        and any that stands within another.
        """
        number = self.topics.index(topic)
        weights: dict[str, int] = {}
        for run in runs(words_of(sentence)):
            plain = run.strip("<> .,;:()\"'?!—-")
            if any(len(word) > _SMALL for word in plain.split()):
                for known, weight in _parted(self._words.get(run, "")):
                    if known == number and weight > 0:
                        weights[plain] = max(weight, weights.get(plain, 0))
        told: list[str] = []
        for run in sorted(weights, key=lambda run: -weights[run]):
            if not any(f" {run} " in f" {other} " or f" {other} " in f" {run} " for other in told):
                told.append(run)
        return told

    def _apart(self, together: int) -> tuple[int, ...]:
        """The sums by topic, each with `_ZERO` added so that none is negative."""
        return self._lanes.unpack((together + self._zeros).to_bytes(self._lanes.size, "little"))

    def _weight_of_words(self, words: Sequence[str]) -> int:
        packed, known = self._runs, self._words
        return sum([packed[run] for run in runs(words) if run in known])

    def _weight_of_readings(self, sentence: Sentence, frames: Sequence[Frame]) -> int:
        weight = sum(map(self._names.__getitem__, sentence.concepts))
        weight += sum(map(self._near.__getitem__, sentence.context))
        weight += sum(map(self._condition, sentence.conditions))
        for frame in frames:
            weight += self._act(frame.action, frame.affirmed, frame.agent, frame.kind)
            for mood in frame.moods:
                weight += self._mood(frame.action, frame.affirmed, mood)
        return weight

    def _weigh(self, reading: str) -> int:
        return _side_by_side(self._readings.get(reading, ""))


class _Packed(dict[str, int]):
    """What runs of words, or names of concepts, weigh for all topics side by side: worked out when first met.

    Args:
        weights: by runs or names.
    """

    def __init__(self, weights: Mapping[str, Weights]) -> None:
        self._weights = weights

    def __missing__(self, name: str) -> int:
        self[name] = packed = _side_by_side(self._weights.get(name, ""))
        return packed


def _without(prefix: str, readings: Mapping[str, Weights]) -> dict[str, Weights]:
    """Those that begin with a prefix, without it."""
    return {
        name.removeprefix(prefix): weights for name, weights in readings.items() if name.startswith(prefix)
    }


def _parted(weights: Weights) -> Iterator[tuple[int, int]]:
    for one in weights.split():
        topic, _, weight = one.partition(":")
        yield int(topic), int(weight)


def _side_by_side(weights: Weights) -> int:
    """The weights of all topics in one whole number."""
    return sum(weight << (_BITS * topic) for topic, weight in _parted(weights))


def _count_of_runs(sentence: Sentence) -> int:
    """How many runs of one to three words there are."""
    return 3 * len(sentence.words) + 3


def _count_of_readings(sentence: Sentence, frames: Sequence[Frame]) -> int:
    acts = len(frames)
    for frame in frames:
        acts += len(frame.moods)
    return max(1, len(sentence.concepts) + len(sentence.context) + len(sentence.conditions) + acts)


@cache
def likeness() -> Likeness:
    """The package's own table."""
    return Likeness(json.loads(FILE.read_text(encoding="utf-8")))
