"""What checking a policy results in: values, in a fixed order, never exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from policydocs.checklist.attest import Attestation
from policydocs.values import frozen

#: The rule of a blank that its author left to fill in: whoever tells of findings counts these apart.
UNFILLED_BLANK = "unfilled-blank"


class Severity(StrEnum):
    ERROR = "error"  #: a required element is missing or contradicted
    WARNING = "warning"  #: unverified clause, or practice of ours
    NOTE = "note"  #: a suggestion

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class TopicStatus(StrEnum):
    COVERED = "covered"  #: a clear position that the client can act on
    PARTIAL = "partial"  #: touched on, no clear position
    ABSENT = "absent"
    CONTRADICTED = "contradicted"  #: a position against what the codes expect


class RequirementStatus(StrEnum):
    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    CONTRADICTED = "contradicted"
    ATTESTED = "attested"  #: the author vouches for it, with a reason; we did not find it
    NOT_APPLICABLE = "not-applicable"


class Level(StrEnum):
    """Whether a checklist's clause asks for an element, or we suggest it."""

    REQUIRED = "required"
    SUGGESTED = "suggested"


class Force(StrEnum):
    """The code's own word for the clause."""

    MUST = "must"
    SHOULD = "should"


@frozen
class Evidence:
    """The sentence of the policy that meets, or goes against, what is asked."""

    line: int
    section: str  #: the section's id; "" for the opening text
    text: str  #: the sentence, whole


@frozen
class TopicVerdict:
    """What a policy says on one topic, and where."""

    topic: str
    status: TopicStatus
    evidence: tuple[Evidence, ...] = ()  #: for CONTRADICTED, the sentences that go against it come first
    suspect: tuple[Evidence, ...] = ()
    #: sentences that may go against it; the author is asked to read them


@frozen
class RequirementVerdict:
    """How a policy meets one requirement of a checklist."""

    id: str  #: "nasw-2021/1.06(h)"; with "#2" where one clause has several
    level: Level
    force: Force
    status: RequirementStatus
    topics: tuple[str, ...]
    missing: tuple[str, ...] = ()  #: ids of the elements that no sentence meets
    evidence: tuple[Evidence, ...] = ()
    verified: str | None = None  #: how far the clause was seen: yes, partly, no; None: a rule of ours
    attested: tuple[str, ...] = ()  #: ids of the elements that no sentence meets and the author vouches for


@frozen
class Elsewhere:
    """A sentence in a document of the practice, this one or another."""

    document: str  #: the path as given
    evidence: Evidence


@frozen
class Finding:
    """One thing to mend, at one place."""

    rule: str  #: its lasting identifier, such as "requirement-missing"
    severity: Severity
    line: int  #: in the source, counted from 1
    section: str | None  #: the section's id, "" for the opening text; None for the document as a whole
    message: str  #: one sentence for the author: what is wrong or missing
    fix: str  #: what to write or run
    clause: str | None = None  #: "nasw-2021/1.06(h)" where a clause asks for it
    related: tuple[Elsewhere, ...] = ()  #: other places that a reader must see to understand it


@frozen
class Report:
    """Everything found in one document, findings worst first, then by line."""

    document: str  #: the path as given
    policy: str  #: the slug
    topics: Mapping[str, TopicVerdict]  #: every topic of the taxonomy, in its order
    requirements: tuple[RequirementVerdict, ...]
    findings: tuple[Finding, ...]
    checklists: tuple[str, ...] = ()  #: ids, in the order checked
    remarks: tuple[str, ...] = field(default=())  #: what was assumed or not checked, told to the reader
    caveats: tuple[
        str, ...
    ] = ()  #: of the remarks, how far the checklists were verified and what was passed over
    caveats_in_short: str = ""  #: the same in a sentence or two; "" where there are none
    attestations: tuple[Attestation, ...] = ()  #: what its author vouches for, in reading order

    def passes(self, *, strict: bool = False) -> bool:
        """No error; with `strict` no warning either."""
        limit = Severity.WARNING.rank if strict else Severity.ERROR.rank
        return all(finding.severity.rank > limit for finding in self.findings)
