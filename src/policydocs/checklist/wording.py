"""What the author is told: what a clause asks, how sure we are of it, and words that would do."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.checklist.findings import Evidence, Finding, Level, Severity
from policydocs.checklist.phrasing import joined, shortened
from policydocs.checklist.schema import Checklist, Contradiction, Element, Kind, Requirement, Verified
from policydocs.values import frozen

CONTRADICTED = "requirement-contradicted"
HOW_FAR = {
    Verified.YES: "",
    Verified.PARTLY: ", confirmed in part",
    Verified.NO: ", not verified",
}


@frozen
class Placed:
    """Where a finding stands."""

    line: int
    section: str | None  #: None for the document as a whole


def cited(checklist: Checklist, requirement: Requirement) -> str:
    """ "NASW Code of Ethics 2021, 1.07(n), confirmed in part": the clause, and how far it was seen."""
    if checklist.kind is Kind.GOOD_PRACTICE:
        return f"{checklist.title}: {requirement.clause}"
    if requirement.ours:
        return f"A rule of ours, not of the {checklist.title}"
    edition = "" if checklist.kind is Kind.REGULATION else f" ({checklist.edition})"
    title = checklist.title.split(",")[0] if checklist.kind is Kind.REGULATION else checklist.title
    seen = HOW_FAR[requirement.verified] if requirement.verified else ""
    return f"{title}{edition}, {requirement.clause}{seen}"


def severity_of(checklist: Checklist, requirement: Requirement, level: Level) -> Severity:
    """An error for what a code requires; less where the clause was never seen, or is ours."""
    if level is Level.SUGGESTED:
        return Severity.NOTE
    if checklist.kind is Kind.GOOD_PRACTICE or requirement.verified is Verified.NO:
        return Severity.WARNING
    return Severity.ERROR


@frozen
class MissingWords:
    """What is told of elements that a policy lacks: the same wherever it lacks them."""

    rule: str
    severity: Severity
    message: str
    fix: str
    clause: str

    def at(self, place: Placed) -> Finding:
        """The finding for one policy."""
        return Finding(
            self.rule, self.severity, place.line, place.section, self.message, self.fix, self.clause
        )


def missing_words(
    checklist: Checklist, requirement: Requirement, level: Level, missing: Sequence[Element]
) -> MissingWords:
    """What one finding tells of all that a requirement, or its suggestions, still lack."""
    whole = len(missing) == len(requirement.requires if level is Level.REQUIRED else requirement.suggests)
    texts = joined([element.text for element in missing])
    source = cited(checklist, requirement)
    if level is Level.SUGGESTED:
        ours = "" if checklist.kind is Kind.GOOD_PRACTICE else ", our suggestion beside the clause"
        message = f"The policy could also say {texts} ({source}{ours})."
    elif whole:
        message = f"The policy does not say {texts}. {source}: {requirement.paraphrase}"
    else:
        message = f"The policy says part of this, but not {texts}. {source}: {requirement.paraphrase}"
    return MissingWords(
        rule="requirement-missing" if whole else "requirement-partial",
        severity=severity_of(checklist, requirement, level),
        message=message,
        fix=f"Write, for example: “{' '.join(dict.fromkeys(element.fix for element in missing))}”",
        clause=f"{checklist.id}/{requirement.id}",
    )


def contradiction_finding(
    checklist: Checklist,
    requirement: Requirement,
    contradiction: Contradiction,
    evidence: Sequence[Evidence],
) -> Finding:
    """One finding for all sentences that say what the clause speaks against."""
    first = evidence[0]
    others = [str(one.line) for one in evidence[1:] if one.line != first.line]
    also = f" See also line {joined(others)}." if others else ""
    return Finding(
        rule=CONTRADICTED,
        severity=severity_of(checklist, requirement, Level.REQUIRED),
        line=max(1, first.line),
        section=first.section,
        message=f"This sentence says {contradiction.text}: “{shortened(first.text)}” "
        f"{cited(checklist, requirement)}: {requirement.paraphrase}{also}",
        fix=f"Write instead, for example: “{contradiction.fix}” "
        "If the sentence means something else, reword it.",
        clause=f"{checklist.id}/{requirement.id}",
    )
