"""What a clause says, in the few words that topics and detectors ask for."""

from __future__ import annotations

from enum import StrEnum

from policydocs.checklist.passages import Passage
from policydocs.values import frozen


class Person(StrEnum):
    """Who acts, and whom it concerns."""

    CLINICIAN = "clinician"  #: I, we, the therapist, staff, this office
    CLIENT = "client"  #: you, clients, patients, students, the people I see
    THIRD = "third"  #: family, employers, anybody
    OTHER = "other"  #: clinicians elsewhere, companies: their conduct is no position
    UNSAID = "unsaid"  #: a passive or a fragment that names nobody


class ClauseKind(StrEnum):
    MAIN = "main"
    CONDITION = "condition"  #: if, when, should you ...
    EXCEPTION = "exception"  #: unless, except, other than ...
    REASON = "reason"  #: because, since, so that ...
    CONCESSION = "concession"  #: although, even if ...
    QUESTION = "question"
    QUOTE = "quote"  #: somebody's words in quotation marks
    CONTRAST = "contrast"  #: ", not clinical ones"


class Condition(StrEnum):
    """What an exception or a condition turns on."""

    CONSENT = "consent"
    SAFETY = "safety"
    LAW = "law"
    PRIOR = "prior"  #: a tie from before therapy
    OTHER = "other"


@frozen
class Sentence:
    """What all frames of one passage share."""

    passage: Passage
    concepts: frozenset[str]  #: named in the sentence
    context: frozenset[str]  #: named in what it stands under, answers, continues or points back to
    conditions: frozenset[Condition]  #: exceptions in reach, those of the next sentence included
    position: int  #: number of the passage
    of: int = 0  #: how many passages the document has
    words: tuple[str, ...] = ()  #: as `tokens` spells them, with what it continues


@frozen
class Frame:
    """One action, or one whole clause (`action` ""), with who, whether and how."""

    sentence: Sentence
    kind: ClauseKind
    agent: Person
    target: Person | None  #: whom the action concerns, where it says so
    action: str  #: concept; "" for the clause as a whole
    affirmed: bool  #: False: denied, refused, forbidden
    moods: frozenset[
        str
    ]  #: may, must, ask, usually, hedged, past, told (was or were), missed ("may not see")
    concepts: frozenset[str]  #: named in the clause
    nominal: bool = False  #: a noun or a gerund names the action: "friend requests", "searching"
    noun: bool = False  #: a noun, not a gerund: "a search"
    answer: bool = False  #: from a question and its yes or no
