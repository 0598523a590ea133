"""What a sentence is known by: its words and what its frames say, as short names that can be counted.

`likeness` weighs them. They are named the same way when weights are learned and when they are used, so both
take them from here. Most sentences have some hundred; each counts as often as it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from policydocs.checklist.frames.frame import ClauseKind, Condition, Frame, Person, Sentence

_START, _END = "<", ">"


def words_of(sentence: Sentence) -> tuple[str, ...]:
    """The words of which runs are traits, with a mark at each end: "< i follow clients . >"."""
    return (_START, *sentence.words, _END)


def runs(words: Sequence[str]) -> Iterator[str]:
    """Every run of one to three words, joined by spaces."""
    by_three = zip(words, words[1:], words[2:], strict=False)
    return chain(words, map(" ".join, pairwise(words)), map(" ".join, by_three))


def act_name(action: str, affirmed: bool, agent: Person, kind: ClauseKind) -> str:
    """An act, affirmed or denied, by whom, in what kind of clause; the clause as a whole for no action."""
    return f"{action} {'yes' if affirmed else 'no'} {agent} {kind}"


def mood_name(action: str, affirmed: bool, mood: str) -> str:
    """An act, affirmed or denied, in a mood."""
    return f"{action} {'yes' if affirmed else 'no'} {mood}"


def condition_name(condition: Condition) -> str:
    """An exception or a condition in reach."""
    return f"if {condition}"


def readings(sentence: Sentence, frames: Iterable[Frame]) -> Iterator[str]:
    """What was read in a sentence.

    Args:
        frames: all of this sentence.

    Yields:
        "names dm", "near friend_request" (what it stands under names it), "if consent", "follow yes clinician
        main", "follow yes may".
    """
    for concept in sentence.concepts:
        yield "names " + concept
    for concept in sentence.context:
        yield "near " + concept
    for condition in sentence.conditions:
        yield condition_name(condition)
    for frame in frames:
        yield act_name(frame.action, frame.affirmed, frame.agent, frame.kind)
        for mood in frame.moods:
            yield mood_name(frame.action, frame.affirmed, mood)
