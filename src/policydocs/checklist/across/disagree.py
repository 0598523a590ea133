"""Policies of one practice that contradict each other: each is held against those looked at before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from policydocs.checklist.across.contacts import contacts
from policydocs.checklist.across.figures import figures
from policydocs.checklist.across.positions import positions
from policydocs.checklist.across.stance import PolicySays, Stance
from policydocs.checklist.findings import Elsewhere, Finding, Report, Severity
from policydocs.checklist.other_language import is_in_another_language
from policydocs.checklist.passages import passages as passages_of
from policydocs.checklist.topics import judge_topics
from policydocs.checklist.wording import shortened
from policydocs.model import Policy, Practice

RULE = "policies-disagree"


def says(policy: Policy, practice: Practice | None = None) -> PolicySays:
    """What a policy says that another could say otherwise; nothing for one that is not read as English.

    Args:
        practice: its facts.
    """
    read = passages_of(policy)
    stances: tuple[Stance, ...] = ()
    if "." not in policy.slug and not is_in_another_language(policy, read):
        stances = (*positions(read, judge_topics(read)), *figures(read), *contacts(read, practice))
    whose = policy.front.clinician or (policy.clinician.id if policy.clinician else None)
    if practice is not None and len(practice.clinicians) < 2:
        whose = None  # there is nobody else whose policy it could be
    return PolicySays(policy.path, policy.slug, whose, stances)


class Across:
    """The policies of one practice, held against each other as they come.

    Two policies are not compared where they are one: its translations, and what it says for each clinician.
    Neither are those of two clinicians: each answers for herself.

    Args:
        practice: its facts.
        others: policies that each is held against, too, though they are not looked at themselves, or only
            later. Called when the first comes that takes any side, and only then: reading takes time.
    """

    def __init__(
        self, practice: Practice | None = None, others: Callable[[], Iterable[Policy]] = tuple
    ) -> None:
        self._practice = practice
        self._others = others
        self._known: dict[tuple[str, str | None], PolicySays] = {}
        self._told: set[tuple[str, str, str]] = set()  # in which policy, about which other, on what subject

    def added_to(self, report: Report, policy: Policy) -> Report:
        """The report of a policy, with what `look_at` finds, the worst first as before."""
        more = self.look_at(policy)
        if not more:
            return report
        ordered = sorted((*report.findings, *more), key=lambda one: one.severity.rank)
        return replace(report, findings=tuple(ordered))

    def look_at(self, policy: Policy) -> tuple[Finding, ...]:
        """Where this policy disagrees with one that is known: one finding a subject, in reading order.

        A disagreement is told in one of the two policies only, the one that is looked at first.
        """
        mine = says(policy, self._practice)
        if mine.stances:
            self._know_others()
        findings: dict[str, tuple[Finding, PolicySays]] = {}
        for other in self._known.values():
            if not _are_two(mine, other):
                continue
            for finding, subject in _disagreements(mine, other):
                if (other.policy, mine.policy, subject) in self._told:
                    continue
                kept = findings.get(subject)
                if kept is None or finding.severity.rank < kept[0].severity.rank:
                    findings[subject] = finding, other
        self._keep(policy, mine)
        self._told |= {(mine.policy, other.policy, subject) for subject, (_, other) in findings.items()}
        return tuple(sorted((finding for finding, _ in findings.values()), key=lambda one: one.line))

    def _know_others(self) -> None:
        others, self._others = self._others, tuple
        for other in others():
            self._keep(other, says(other, self._practice))

    def _keep(self, policy: Policy, said: PolicySays) -> None:
        if said.stances:
            self._known[policy.path, policy.clinician.id if policy.clinician else None] = said


def _are_two(mine: PolicySays, other: PolicySays) -> bool:
    if mine.policy == other.policy:
        return False
    return mine.clinician is None or other.clinician is None or mine.clinician == other.clinician


def _disagreements(mine: PolicySays, other: PolicySays) -> Iterator[tuple[Finding, str]]:
    for subject in dict.fromkeys(stance.subject for stance in mine.stances):
        here, there = _on(subject, mine), _on(subject, other)
        if not there or {one.side for one in here} & {one.side for one in there}:
            continue
        first, second = _plainest(here), _plainest(there)
        if subject.startswith(("number:", "address:")) and not (first.firm or second.firm):
            continue  # both are facts of the practice: two on purpose
        yield _finding(first, second, mine, other), subject


def _on(subject: str, policy: PolicySays) -> list[Stance]:
    return [stance for stance in policy.stances if stance.subject == subject]


def _plainest(stances: Sequence[Stance]) -> Stance:
    return next((one for one in stances if one.firm), stances[0])


def _finding(first: Stance, second: Stance, mine: PolicySays, other: PolicySays) -> Finding:
    doubtful = (
        not (first.firm and second.firm)
        or mine.clinician != other.clinician
        or first.subject.startswith(("number:", "address:"))  # which of two is for what may stand elsewhere
    )
    line = max(1, second.evidence.line)
    may = "may not agree" if doubtful else "do not agree"
    return Finding(
        rule=RULE,
        severity=Severity.WARNING if doubtful else Severity.ERROR,
        line=max(1, first.evidence.line),
        section=first.evidence.section,
        message=f"Two of your policies {may} on {first.about}. This one says {first.said}: "
        f"“{shortened(first.evidence.text)}” {other.document}, line {line}, says {second.said}: "
        f"“{shortened(second.evidence.text)}”",
        fix="Decide which holds and say the same in both. If both are right, say in each what it is about.",
        related=(Elsewhere(other.document, second.evidence),),
    )
