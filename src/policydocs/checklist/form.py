"""What may be written in a checklist's file: every key, its shape, and what must hold together.

Everything is strict: an unknown key, a number where text belongs, an empty text is a fault, reported with its
line (see `written`). The values are read as JSON, so that lists become tuples and dates are real days. What
the keys mean stands at the values that are made of them, in `schema`: its classes have the same names and
fields. They are two since pydantic takes longer to load than a policy to be checked, and most runs use
checklists of the toolkit alone, which were held against this form when it was prepared (see `prepared`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from policydocs.checklist.findings import Force
from policydocs.checklist.schema import Binds, DocumentKind, Kind, Position, Verified

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
ChecklistId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ElementId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
DetectorId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$", max_length=80)]
TopicId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
RequirementId = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9().,-]*(#[2-9])?$", max_length=60)
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=500)]


class Part(BaseModel):
    """What every part of a checklist keeps to."""

    # Built when first validated: a command reads whole checklists, and never a part alone.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Test(Part):
    """What to look for; any one of the ways that are named is enough."""

    __test__ = False  # no test case, whatever pytest makes of the name

    detect: tuple[DetectorId, ...] = ()
    topic: TopicId | None = None
    position: Position = Position.COVERED
    words: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _look_for_something(self) -> Self:
        if not (self.detect or self.topic or self.words):
            raise ValueError("there is nothing to look for: give `detect`, `topic` or `words`")
        return self


class Element(Test):
    """One thing that the policy says."""

    id: ElementId
    text: Words
    fix: Words
    about: tuple[TopicId, ...] = ()
    applies_when: Test | None = None
    matches: tuple[Words, ...] = ()
    not_matches: tuple[Words, ...] = ()


class Contradiction(Test):
    """What the policy must not say."""

    id: ElementId
    text: Words
    fix: Words
    unless: Test | None = None
    applies_when: Test | None = None
    matches: tuple[Words, ...] = ()
    not_matches: tuple[Words, ...] = ()


class Requirement(Part):
    """What one clause asks of a client's policy."""

    id: RequirementId
    clause: Words
    force: Force
    verified: Verified | None = None
    paraphrase: Words
    documents: tuple[DocumentKind, ...]
    topics: tuple[TopicId, ...]
    requires: tuple[Element, ...] = ()
    suggests: tuple[Element, ...] = ()
    contradicts: tuple[Contradiction, ...] = ()
    applies_when: Test | None = None
    binds: Binds | None = None
    formerly: RequirementId | None = None
    link: Url | None = None
    note: str = ""
    effective: date | None = None
    withdrawn: date | None = None
    grave: bool = False
    ours: bool = False

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        if not (self.requires or self.suggests or self.contradicts):
            raise ValueError("asks for nothing: give `requires`, `suggests` or `contradicts`")
        if not self.documents:
            raise ValueError("`documents` names no kind of document")
        seen: set[str] = set()
        parts: tuple[Element | Contradiction, ...] = (*self.requires, *self.suggests, *self.contradicts)
        for id_ in (part.id for part in parts):
            if id_ in seen:
                raise ValueError(f'"{id_}" is the id of two elements; each needs its own')
            seen.add(id_)
        return self


class Checklist(Part):
    """The requirements of one edition of one code."""

    id: ChecklistId
    title: Words
    issuer: Words
    edition: Words
    kind: Kind
    link: Url | None = None
    binds: Binds | None = None
    in_force: date | None = None
    withdrawn: date | None = None
    note: str = ""
    complete_for: tuple[DocumentKind, ...] = ()
    requirements: tuple[Requirement, ...]

    @model_validator(mode="after")
    def _ids_are_single(self) -> Self:
        if not self.requirements:
            raise ValueError("`requirements` is empty")
        seen: set[str] = set()
        for requirement in self.requirements:
            if requirement.verified is None and self.kind is not Kind.GOOD_PRACTICE:
                raise ValueError(f'"{requirement.id}" does not say how far it was `verified`')
            if requirement.id in seen:
                raise ValueError(
                    f'"{requirement.id}" is the id of two requirements; the second is "{requirement.id}#2"'
                )
            seen.add(requirement.id)
        return self
