"""What a checklist asks, made ready once for all documents that are held against it.

What is looked for, which words tell that it is missing, and the verdict where nothing at all was found are
the same for every document: only its sentences and lines are its own. These things are no values: each is
known by itself, so that it is found again without comparing all that it holds. Documents share them: nothing
changes them once they are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from policydocs.checklist.findings import Evidence, Level, RequirementStatus, RequirementVerdict
from policydocs.checklist.schema import Checklist, Contradiction, Element, Position, Requirement, Test
from policydocs.checklist.wording import missing_words

MOST_CHECKLISTS = 64  #: made ready at a time; the toolkit has a quarter of them
MOST_WANTED = 4096  #: different things to look for that are known; the toolkit's checklists have a tenth
MOST_LACKS = 2048  #: of what a level of a requirement may lack, how much is kept in words


class Wanted:
    """What a test looks for; tests that look for the same, as those of two editions do, have one together."""

    __slots__ = ("detect", "position", "topic", "words")

    def __init__(
        self, detect: tuple[str, ...], topic: str | None, position: Position, words: tuple[str, ...]
    ) -> None:
        self.detect = detect
        self.topic = topic
        self.position = position
        self.words = words


_shared = lru_cache(maxsize=MOST_WANTED)(Wanted)


def wanted_by(test: Test) -> Wanted:
    """What a test looks for."""
    return _shared(test.detect, test.topic, test.position, test.words)


def _wanted_if(test: Test | None) -> Wanted | None:
    return None if test is None else wanted_by(test)


class AskedElement:
    """One thing that a requirement asks a policy to say."""

    __slots__ = ("applies_when", "element", "topics", "vouched_by", "wanted")

    def __init__(self, element: Element, requirement: Requirement) -> None:
        self.element = element
        self.wanted = wanted_by(element)
        self.applies_when = _wanted_if(element.applies_when)
        self.topics = element.about or requirement.topics  #: beside which it belongs
        #: of these topics, whoever vouches for one vouches for this
        self.vouched_by = (element.topic,) if element.topic else self.topics


class AskedContradiction:
    """One thing that a requirement asks a policy not to say."""

    __slots__ = ("applies_when", "contradiction", "unless", "wanted")

    def __init__(self, contradiction: Contradiction) -> None:
        self.contradiction = contradiction
        self.wanted = wanted_by(contradiction)
        self.applies_when = _wanted_if(contradiction.applies_when)
        self.unless = _wanted_if(contradiction.unless)


class AskedLevel:
    """What a requirement asks, or what it suggests; each has a verdict of its own."""

    __slots__ = (
        "_verified",
        "checklist",
        "elements",
        "id",
        "is_always_whole",
        "level",
        "not_applicable",
        "requirement",
    )

    def __init__(
        self, checklist: Checklist, requirement: Requirement, level: Level, id_: str, of: Sequence[Element]
    ) -> None:
        self.checklist = checklist
        self.requirement = requirement
        self.level = level
        self.id = f"{checklist.id}/{id_}"
        self.elements = tuple(AskedElement(element, requirement) for element in of)
        self.is_always_whole = all(one.applies_when is None for one in self.elements)
        self._verified = requirement.verified.value if requirement.verified else None
        self.not_applicable = self.verdict(RequirementStatus.NOT_APPLICABLE)

    def verdict(
        self,
        status: RequirementStatus,
        missing: tuple[str, ...] = (),
        evidence: tuple[Evidence, ...] = (),
        attested: tuple[str, ...] = (),
    ) -> RequirementVerdict:
        """How a policy meets it; `missing` and `attested` are ids of its elements."""
        asked = self.requirement
        return RequirementVerdict(
            self.id,
            self.level,
            asked.force,
            status,
            asked.topics,
            missing,
            evidence,
            self._verified,
            attested,
        )


class Lack:
    """Some elements of a level that a policy does not have."""

    __slots__ = ("ids", "nothing_said", "topics", "words")

    def __init__(self, level: AskedLevel, missing: tuple[AskedElement, ...]) -> None:
        self.ids = tuple(one.element.id for one in missing)
        self.topics = tuple(dict.fromkeys(topic for one in missing for topic in one.topics))
        elements = [one.element for one in missing]
        self.words = missing_words(level.checklist, level.requirement, level.level, elements)
        #: the verdict where no sentence meets any other element either
        self.nothing_said = level.verdict(RequirementStatus.MISSING, self.ids)


lack_of = lru_cache(maxsize=MOST_LACKS)(Lack)


class AskedRequirement:
    """What one clause asks."""

    __slots__ = ("applies_when", "contradicts", "documents", "levels", "not_applicable", "requirement")

    def __init__(self, checklist: Checklist, requirement: Requirement) -> None:
        self.requirement = requirement
        self.documents = frozenset(requirement.documents)
        self.applies_when = _wanted_if(requirement.applies_when)
        self.contradicts = tuple(map(AskedContradiction, requirement.contradicts))
        self.levels = tuple(AskedLevel(checklist, requirement, *level) for level in requirement.levels())
        self.not_applicable = tuple(level.not_applicable for level in self.levels)


_ready: dict[int, tuple[Checklist, tuple[AskedRequirement, ...]]] = {}  # by the checklist's identity


def asked_by(checklist: Checklist) -> tuple[AskedRequirement, ...]:
    """The requirements of a checklist in its order, made ready when they are first asked for."""
    known = _ready.get(id(checklist))
    if known is None:
        if len(_ready) >= MOST_CHECKLISTS:
            _ready.clear()
        asked = tuple(AskedRequirement(checklist, one) for one in checklist.requirements)
        # It is kept with what is made of it: as long as it is, no other can have its identity.
        known = _ready[id(checklist)] = (checklist, asked)
    return known[1]
