"""A checklist as data: one edition of one code, and what it asks of a client's policy.

A file is one `Checklist`. What a clause asks is broken into *elements*: things a policy says, each found
by a position on a topic, by detectors of the toolkit, or by plain words. What may be written in a file, and
how, is told by `form`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policydocs.checklist.findings import Force, Level


class Kind(StrEnum):
    CODE = "code"  #: a profession's code of ethics
    REGULATION = "regulation"  #: law: applies only to those whom it binds
    GOOD_PRACTICE = "good-practice"  #: ours, or a practice's own; no code


class Verified(StrEnum):
    """How far the clause itself was seen. Written without quotes: `verified: partly`."""

    YES = "yes"  #: its text was read
    PARTLY = "partly"  #: number and substance confirmed from a summary, or only a part read
    NO = "no"  #: from memory; the issuer's page must be checked before anyone relies on it


class Binds(StrEnum):
    """Whom a regulation binds: what the practice says of itself in `policydocs.toml`, under [practice]."""

    COVERED_ENTITY = "covered_entity"  #: under HIPAA
    PART2_PROGRAM = "part2_program"  #: a programme for substance use under 42 CFR Part 2
    PART2_RECORDS = "part2_records"  #: receives or keeps the records of one
    SELF_PAY_CLIENTS = "self_pay_clients"  #: clients without insurance, or who do not use theirs


class DocumentKind(StrEnum):
    SOCIAL_MEDIA_POLICY = "social_media_policy"
    ROI_AUTHORIZATION = "roi_authorization"
    TELEHEALTH_CONSENT = "telehealth_consent"
    PRACTICE_POLICIES = "practice_policies"
    NPP = "npp"
    GOOD_FAITH_ESTIMATE = "good_faith_estimate"


class Position(StrEnum):
    """How a policy must speak of a topic for a test to be met."""

    COVERED = "covered"  #: with a clear position
    TOUCHED = "touched"  #: at all
    CONTRADICTED = "contradicted"  #: against what the codes expect


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """What to look for; any one of the ways that are named is enough."""

    __test__ = False  # no test case, whatever pytest makes of the name

    detect: tuple[str, ...] = ()  #: detectors of the toolkit
    topic: str | None = None
    position: Position = Position.COVERED  #: on that topic
    words: tuple[str, ...] = ()  #: phrases, any of them in one sentence; see `words.py`


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Test):
    """One thing that the policy says."""

    id: str  #: stands in `missing`; one of its kind within its requirement
    text: str  #: as the end of "The policy says ...": "that clients are told", "how they are told"
    fix: str  #: a sentence or two that the author can put into her own words
    about: tuple[str, ...] = ()  #: the topics beside which it belongs; () for the requirement's own
    applies_when: Test | None = None  #: only where the policy speaks of this
    matches: tuple[str, ...] = ()  #: sentences that must meet it; see `examples.failing_examples`
    not_matches: tuple[str, ...] = ()  #: sentences that must not


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction(Test):
    """What the policy must not say."""

    id: str
    text: str  #: as the end of "The policy says ...": "that requests from clients are accepted"
    fix: str  #: what to write instead
    unless: Test | None = None  #: not held against a policy that also says this
    applies_when: Test | None = None
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one clause asks of a client's policy."""

    id: str  #: as the clause is cited, "1.06(h)"; "#2" and on where one clause yields several
    clause: str  #: for people
    force: Force
    verified: Verified | None = None  #: always given for a clause of a code or a regulation
    paraphrase: str  #: what the clause asks of the clinician, in our words
    documents: tuple[DocumentKind, ...]
    topics: tuple[str, ...]
    requires: tuple[Element, ...] = ()
    suggests: tuple[Element, ...] = ()
    contradicts: tuple[Contradiction, ...] = ()
    applies_when: Test | None = None
    binds: Binds | None = None
    #: only a practice that says so of itself; where it does not say, `applies_when` decides
    formerly: str | None = None  #: its number in the edition before this one
    link: str | None = None  #: None: the checklist's own
    note: str = ""
    effective: date | None = None  #: None: with the checklist
    withdrawn: date | None = None
    grave: bool = False  #: told before everything else of its severity
    ours: bool = False  #: a rule of ours about the code, which no clause of it makes

    def levels(self) -> tuple[tuple[Level, str, tuple[Element, ...]], ...]:
        """The verdicts that this requirement leads to: level, id and elements of each.

        The plain id goes to what is required. Where the clause also leads to suggestions, these have a
        verdict of their own under `<id>#suggests`; a requirement that only suggests keeps the plain id.
        """
        if not self.requires:
            level = Level.SUGGESTED if self.suggests else Level.REQUIRED
            return ((level, self.id, self.suggests),)
        required = (Level.REQUIRED, self.id, self.requires)
        if not self.suggests:
            return (required,)
        return (required, (Level.SUGGESTED, f"{self.id}#suggests", self.suggests))

    def tests(self) -> Iterator[Test]:
        """Everything in it that is looked for, in the order written."""
        if self.applies_when:
            yield self.applies_when
        for element in (*self.requires, *self.suggests):
            yield element
            if element.applies_when:
                yield element.applies_when
        for contradiction in self.contradicts:
            yield contradiction
            if contradiction.unless:
                yield contradiction.unless
            if contradiction.applies_when:
                yield contradiction.applies_when


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The requirements of one edition of one code."""

    id: str
    title: str
    issuer: str
    edition: str
    kind: Kind
    link: str | None = None  #: the issuer's page
    binds: Binds | None = None  #: a regulation: only a practice that says so of itself; None: everyone
    in_force: date | None = None  #: the first day; None: not known, or it has none
    withdrawn: date | None = None  #: the first day on which it no longer counts
    note: str = ""
    complete_for: tuple[DocumentKind, ...] = ()  #: the kinds of document that it is worked out for
    requirements: tuple[Requirement, ...]
