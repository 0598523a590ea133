"""A clause frame told to the author of the sentence: who does what, and what it lacks to be a position."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.frames.frame import ClauseKind, Condition, Frame, Person
from policydocs.checklist.weighing import Doubt, Weight
from policydocs.values import frozen


@frozen
class Features:
    """What was read in the clause that decided."""

    kind: str  #: main, condition, exception, reason, question ...
    agent: str  #: who acts: clinician, client, third, other, unsaid
    action: str  #: "" for the clause as a whole
    target: str | None
    affirmed: bool  #: False: denied, refused, forbidden
    moods: tuple[str, ...]  #: may, must, usually, hedged, past ...
    exceptions: tuple[str, ...]  #: in reach: consent, safety, law, prior, other
    names_only: bool  #: a noun or gerund names the action


def features_of(frame: Frame) -> Features:
    return Features(
        kind=frame.kind.value,
        agent=frame.agent.value,
        action=frame.action,
        target=frame.target.value if frame.target else None,
        affirmed=frame.affirmed,
        moods=tuple(sorted(frame.moods)),
        exceptions=tuple(sorted(frame.sentence.conditions)),
        names_only=frame.nominal,
    )


_WHO = {
    Person.CLINICIAN: "you or your practice",
    Person.CLIENT: "the client",
    Person.THIRD: "somebody else",
    Person.OTHER: "clinicians or companies elsewhere",
    Person.UNSAID: "nobody that the sentence names",
}
_MOODS = {
    "may": "may",
    "must": "must",
    "ask": "is asked to",
    "usually": "usually, with room for exceptions",
    "hedged": "hedged",
    "past": "in the past",
    "told": "in the past",
    "missed": "may not happen",
    "others": "what others do or think",
    "wished": "wished for",
    "chance": "comes by itself",
}
_CONDITIONS = {
    Condition.CONSENT: "consent",
    Condition.SAFETY: "danger",
    Condition.LAW: "the law",
    Condition.PRIOR: "a tie from before",
    Condition.OTHER: "something else",
}
_KINDS = {
    ClauseKind.CONDITION: "a condition",
    ClauseKind.EXCEPTION: "an exception",
    ClauseKind.REASON: "a reason",
    ClauseKind.CONCESSION: "a concession",
    ClauseKind.QUESTION: "a question",
    ClauseKind.QUOTE: "somebody's words in quotation marks",
    ClauseKind.CONTRAST: "an aside",
}
_LESS = {
    Doubt.NOT_DONE: "it tells how it once was, what is wished for, or what comes by itself",
    Doubt.CONSEQUENCE: "it tells what would come of it, as a reason",
    Doubt.EXCEPTION: "an exception stands within its reach",
    Doubt.OTHERS: "it tells what others do",
    Doubt.HEDGED: "it is hedged",
    Doubt.NAMED_ONLY: "it only names the act, and says of nobody that they do it",
    Doubt.LEANING: "its words are often meant otherwise, and another sentence takes the expected position",
    Doubt.REFUSED: "it does not say who does it, and another sentence says that it is not done",
    Doubt.UNLIKE: "as a whole it reads like sentences that do not",
    Doubt.MISSED: "it tells what may happen, not what is done",
}


def described_in_words(features: Features) -> str:
    """One line: who acts, affirmed or denied, how, with which exceptions in reach."""
    parts = [
        f"who: {_WHO[Person(features.agent)]}",
        "said to be so" if features.affirmed else "denied or refused",
    ]
    heard = [mood for mood in features.moods if mood != "ask" or features.agent == Person.CLIENT]
    moods = dict.fromkeys(_MOODS.get(mood, mood) for mood in heard)
    if moods:
        parts.append(", ".join(moods))
    if features.kind != ClauseKind.MAIN:
        parts.append(_KINDS[ClauseKind(features.kind)])
    if features.exceptions:
        parts.append(
            "exception near: " + ", ".join(_CONDITIONS[Condition(one)] for one in features.exceptions)
        )
    return "; ".join(parts)


def reason_of(weight: Weight, doubt: Doubt | None, frame: Frame) -> str:
    """Why a clause counts for what it counts for."""
    less = _LESS[doubt] if doubt else ""
    match weight:
        case Weight.AGAINST:
            return f"It goes against what the codes expect, plainly: {_plainly(frame)}."
        case Weight.SUSPECT:
            return (
                f"It may go against what the codes expect, but {less}."
                if less
                else ("It may go against what the codes expect; a program cannot tell.")
            )
        case Weight.COVERED:
            return f"It takes a clear position: {_plainly(frame)}."
        case Weight.TOUCHED:
            return (
                f"It speaks of this, but {less}." if less else "It speaks of this without a clear position."
            )
        case Weight.NOTHING:
            return f"It does not count: {less}." if less else "It does not count."


_MOST_TOLD = 3  #: runs of words


def resemblance_told(weight: Weight, telling: Sequence[str], *, unasked: bool) -> str:
    """Why a sentence counts for what it does by its likeness alone.

    Args:
        telling: the runs of its words that say most for it, the weightiest first.
        unasked: whether it, or one beside it, says that nobody is asked.
    """
    words = ", ".join(f"“{run}”" for run in telling[:_MOST_TOLD])
    by = f"; of its words, {words} say so most" if words else ""
    if unasked:
        by += "; and nobody is asked"
    if weight is Weight.AGAINST:
        return f"It reads like sentences that go against what the codes expect{by}."
    return f"It reads rather like sentences that go against what the codes expect{by}. A program cannot tell."


def _plainly(frame: Frame) -> str:
    said = "it is said to be so" if frame.affirmed else "it is denied or refused"
    if frame.agent is Person.UNSAID:
        return said
    return f"{said}, of {_WHO[frame.agent]}"


def shortfall_of(frame: Frame, lacking: Sequence[str]) -> str:
    """What a clause lacks to be a position, by the words of the nearest pattern that it does not meet."""
    said = list(dict.fromkeys(_lack(frame, word) for word in lacking))
    return f"No position: {', and '.join(said)}."


def _lack(frame: Frame, word: str) -> str:
    name, _, values = word.partition("=")
    if word in ("yes", "no"):
        return "it is denied" if word == "yes" else "nothing is denied or refused in it"
    if name == "by":
        return f"who acts is {_WHO[frame.agent]}"
    if name == "to":
        return (
            "it does not say that it concerns clients or yourself"
            if "none" not in values
            else "it concerns others"
        )
    if name in ("mood", "mood!"):
        return _lack_of_mood(frame, name, values)
    if name == "kind":
        return _lack_of_kind(frame)
    if name in ("if", "if!"):
        return "an exception or a condition stands within its reach"
    if word[0] in "-!^":
        return f"it speaks of something else too ({_plain(word[1:])})"
    if word in ("nominal", "verbal", "acts"):
        return "the act is only named" if word != "nominal" else "the act is done, not named"
    return "it does not stand where such a position is looked for"


def _lack_of_mood(frame: Frame, name: str, values: str) -> str:
    if name == "mood":
        return "it does not say what may, must or should be done"
    found = [mood for mood in values.split("|") if mood in frame.moods]
    said = dict.fromkeys(_MOODS.get(mood, mood) for mood in found)
    return f"it is not said firmly ({', '.join(said)})"


def _lack_of_kind(frame: Frame) -> str:
    if frame.moods & {"past", "told"}:
        return "it tells of the past"
    return f"it stands in {_KINDS.get(frame.kind, 'another kind of clause')}"


def _plain(concepts: str) -> str:
    return ", ".join(concept.replace("_", " ") for concept in concepts.split("|")[:3])
