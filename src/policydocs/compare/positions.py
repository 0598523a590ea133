"""Whether a position was turned round: denied before and affirmed now, or free before and restricted now.

Rests on the clause frames of the checklists (who does what, and whether it is denied), which read English.
Loading them takes longer than comparing two policies, so `denials` looks first.
"""

from __future__ import annotations

from collections import defaultdict

from policydocs.checklist.findings import TopicStatus
from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.frames.frame import ClauseKind, Person
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.checklist.topics import judge_topics
from policydocs.compare.denials import restricts_differently

_POSITIONED = frozenset((Person.CLINICIAN, Person.CLIENT, Person.UNSAID))


def passage(sentence: str, *, title: str = "", stem: str = "") -> Passage:
    """A sentence as the evidence engine reads it, with what it stands under."""
    return Passage(
        text=sentence,
        line=0,
        section="",
        section_title=title,
        kind=PassageKind.ITEM if stem else PassageKind.PARAGRAPH,
        stem=stem,
        titles=(title,) if title else (),
    )


def is_turned(old: Passage, new: Passage) -> bool:
    """Whether a sentence says the opposite of the one whose place it took, or frees what that restricted."""
    if _is_flipped(old, new):
        return True
    return restricts_differently(old.text, new.text) and not set(topics_of(old)).isdisjoint(topics_of(new))


def is_turned_elsewhere(old: Passage, new: Passage) -> bool:
    """The same for two sentences of a section that share little but the action and the topic.

    "I do not text" and "You can text me" count too.
    """
    return not set(topics_of(old)).isdisjoint(topics_of(new)) and _is_flipped(old, new, whoever=True)


def topics_of(sentence: Passage) -> tuple[str, ...]:
    """The topics of the taxonomy that a sentence touches, in the taxonomy's order."""
    verdicts = judge_topics((sentence,)).values()
    return tuple(verdict.topic for verdict in verdicts if verdict.status is not TopicStatus.ABSENT)


def _is_flipped(old: Passage, new: Passage, *, whoever: bool = False) -> bool:
    """An action that the main clauses of both name is denied in the one and affirmed in the other."""
    before, after = _polarities(old, whoever=whoever), _polarities(new, whoever=whoever)
    return any(
        before[action] != after[action] and len(before[action]) == len(after[action]) == 1
        for action in before.keys() & after.keys()
    )


def _polarities(sentence: Passage, *, whoever: bool) -> dict[tuple[str, bool], set[bool]]:
    """Each action of the main clauses, with whether the clinician does it, to how it is said."""
    found: defaultdict[tuple[str, bool], set[bool]] = defaultdict(set)
    for frame in read_frames((sentence,)).frames:
        if (
            frame.kind is ClauseKind.MAIN
            and frame.action
            and frame.agent in _POSITIONED
            and not frame.nominal
        ):
            found[frame.action, whoever or frame.agent is Person.CLINICIAN].add(frame.affirmed)
    return found
