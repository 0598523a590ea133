"""What one policy says on something that another may say otherwise."""

from __future__ import annotations

from policydocs.checklist.findings import Evidence
from policydocs.values import frozen


@frozen
class Stance:
    """One sentence that takes a side.

    Two policies disagree on a subject where they have no side in common.
    """

    subject: str  #: "texting", "response-time:calls"
    about: str  #: for people: "text messages", "how soon calls are answered"
    side: str  #: "refused", "24": the same for all ways to say it
    said: str  #: for people, what it says: "that you do not text with clients", "24 hours"
    firm: bool  #: without condition, exception or doubt
    evidence: Evidence


@frozen
class PolicySays:
    """All stances of one policy."""

    document: str  #: the path as given
    policy: str  #: its slug; that of a translation has a language behind a point
    clinician: str | None  #: the id of the one clinician whom it is about
    stances: tuple[Stance, ...]
