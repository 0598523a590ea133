"""What a sentence counts as for a topic: by the patterns that its clauses match, and by its likeness."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from policydocs.checklist.frames.clause_reader import CHANCE
from policydocs.checklist.frames.consent import UNASKED
from policydocs.checklist.frames.elsewhere import OTHERS
from policydocs.checklist.frames.frame import ClauseKind, Condition, Frame, Person, Sentence
from policydocs.checklist.frames.patterns import Pattern
from policydocs.checklist.frames.small_words import AUXILIARIES
from policydocs.checklist.passages import Passage, PassageKind


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
    UNLIKE = "unlike"  #: as a whole it resembles sentences that do not go against the codes


#: A sentence of fewer words and marks says too little for its likeness to count.
FEWEST_WORDS = 8
#: Likeness from which on a sentence may go against the codes, for its author to read; goes against them; does
#: so beside another that takes the expected position; does so whatever stands near it.
SUSPECT_FROM, AGAINST_FROM, BESIDE_COVERED_FROM, SURE_FROM = -0.5, 0.5, 0.75, 1.0
#: Likeness below which a pattern is not believed.
UNLIKE_BELOW = -3.0


def weigh(status: str, frame: Frame, pattern: Pattern, alike: float = 0.0) -> tuple[Weight, Doubt | None]:
    """What a frame counts as that matches a topic's pattern, and why for less than the pattern says.

    Args:
        status: one of `STATUSES`, under which the pattern stands.
        alike: how much its sentence resembles those that go against the codes on this topic.
    """
    if status in ("contradicted", LEANING):
        if not _NOT_DONE.isdisjoint(frame.moods):
            return Weight.TOUCHED, Doubt.NOT_DONE
        if _weighs(frame, pattern):
            return Weight.TOUCHED, Doubt.CONSEQUENCE
        doubt = _doubt(frame, pattern)
        if doubt is None and alike < UNLIKE_BELOW:
            return Weight.SUSPECT, Doubt.UNLIKE
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


def says_enough(sentence: Sentence) -> bool:
    """Its own words can tell: it is not short, takes up no other ("So will your wife") and heads no row."""
    words = sentence.words
    if len(words) < FEWEST_WORDS or (words[0] in _TAKES_UP and words[1] in AUXILIARIES):
        return False
    return sentence.passage.kind is not PassageKind.CELL or bool(sentence.passage.row)


_TAKES_UP = frozenset(("so", "neither", "nor"))


def weigh_likeness(sentence: Sentence, frames: Sequence[Frame], alike: float) -> Weight:
    """What a sentence counts as by its likeness alone, whatever pattern it matches.

    A sentence that tells only how it once was or what others do counts for nothing; an act that is only
    named, with what would come of it, is left to its author. So is one with an exception in reach, and, short
    of likeness that leaves no doubt, one in which others act.
    """
    if alike < SUSPECT_FROM or all(not _NOT_DONE.isdisjoint(frame.moods) for frame in frames):
        return Weight.NOTHING
    if any(frame.nominal and not _CONSEQUENCES.isdisjoint(frame.concepts) for frame in frames):
        return Weight.SUSPECT
    sure = alike >= SURE_FROM
    if (
        alike < AGAINST_FROM
        or _is_excepted(sentence, frames, sure=sure)
        or (not sure and _is_of_others(frames))
    ):
        return Weight.SUSPECT
    return Weight.AGAINST


def _is_excepted(sentence: Sentence, frames: Sequence[Frame], *, sure: bool) -> bool:
    """An exception is in reach.

    "Nobody other than I can read it" takes nothing back. Where likeness leaves no doubt, neither does what
    another sentence excepts.
    """
    own = any(frame.kind is ClauseKind.EXCEPTION for frame in frames)
    if sure and not own:
        return False
    if sentence.conditions == {Condition.OTHER}:
        denied = any(frame.kind is ClauseKind.MAIN and not frame.affirmed for frame in frames)
        return own and not denied
    return bool(sentence.conditions)


def _is_of_others(frames: Sequence[Frame]) -> bool:
    """Whatever its main clauses say is done, others do it."""
    agents = [frame.agent for frame in frames if frame.kind is ClauseKind.MAIN]
    return bool(agents) and all(agent in (Person.OTHER, Person.THIRD) for agent in agents)


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


def leaning_counts(leaning: Collection[Passage], covered: Collection[Passage]) -> bool:
    """Whether what leans against the codes contradicts them: no sentence takes the expected position."""
    return bool(leaning) and not covered


def alike_counts(passage: Passage, alike: float, covered: Collection[Passage]) -> bool:
    """Whether a sentence that goes against the codes by its likeness contradicts the topic.

    Args:
        covered: the sentences that take the expected position: beside another it has to be more alike.
    """
    beside = any(other is not passage for other in covered)
    return alike >= (BESIDE_COVERED_FROM if beside else AGAINST_FROM)


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
