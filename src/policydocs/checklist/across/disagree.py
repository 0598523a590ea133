"""Policies of one practice that contradict each other: each is held against those looked at before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from policydocs.checklist.across.stance import PolicySays, Stance
from policydocs.checklist.findings import Elsewhere, Finding, Report, Severity
from policydocs.checklist.phrasing import shortened

RULE = "policies-disagree"

_Key = tuple[str, str | None]  #: path, and the clinician's id where it is made for one


class Across:
    """The policies of one practice, held against each other as they come.

    Two policies are not compared where they are one: its translations, and what it says for each clinician.
    Neither are those of two clinicians: each answers for herself.

    Args:
        others: what those say that each is held against, too, though they are not looked at themselves, or
            only later. Called when the first comes that takes any side, and only then: reading takes time.
    """

    def __init__(self, others: Callable[[], Iterable[PolicySays]] = tuple) -> None:
        self._others = others
        self._known: dict[_Key, PolicySays] = {}
        #: Subject to sides to those that take just these: what agrees, as most does, need not be looked at.
        self._taking: dict[str, dict[frozenset[str], dict[_Key, None]]] = {}
        self._told: set[tuple[str, str, str]] = set()  # in which policy, about which other, on what subject

    def added_to(self, report: Report, mine: PolicySays) -> Report:
        """The report of the policy that says this, with what `look_at` finds, the worst first as before."""
        more = self.look_at(mine)
        if not more:
            return report
        ordered = sorted((*report.findings, *more), key=lambda one: one.severity.rank)
        return replace(report, findings=tuple(ordered))

    def look_at(self, mine: PolicySays) -> tuple[Finding, ...]:
        """Where a policy disagrees with one that is known: one finding a subject, in reading order.

        A disagreement is told in one of the two policies only, the one that is looked at first.
        """
        if mine.stances:
            self._know_others()
        findings: dict[str, tuple[Finding, PolicySays]] = {}
        for subject, here in _by_subject(mine).items():
            for other in self._against(subject, frozenset(one.side for one in here)):
                if not _are_two(mine, other) or (other.policy, mine.policy, subject) in self._told:
                    continue
                finding = _disagreement(subject, here, mine, other)
                kept = findings.get(subject)
                if finding and (kept is None or finding.severity.rank < kept[0].severity.rank):
                    findings[subject] = finding, other
                if finding and finding.severity is Severity.ERROR:
                    break
        self._keep(mine)
        self._told |= {(mine.policy, other.policy, subject) for subject, (_, other) in findings.items()}
        return tuple(sorted((finding for finding, _ in findings.values()), key=lambda one: one.line))

    def _know_others(self) -> None:
        others, self._others = self._others, tuple
        for other in others():
            self._keep(other)

    def _against(self, subject: str, sides: frozenset[str]) -> list[PolicySays]:
        """Those that take none of these sides of a subject, and others, in the order in which they came."""
        taking = self._taking.get(subject, {})
        keys = {key for others, keys in taking.items() if sides.isdisjoint(others) for key in keys}
        return [said for key, said in self._known.items() if key in keys] if keys else []

    def _keep(self, said: PolicySays) -> None:
        key = (said.document, said.clinician)
        if not said.stances:
            return
        for subject, before in _by_subject(self._known[key]).items() if key in self._known else ():
            del self._taking[subject][frozenset(one.side for one in before)][key]
        self._known[key] = said
        for subject, stances in _by_subject(said).items():
            sides = frozenset(one.side for one in stances)
            self._taking.setdefault(subject, {}).setdefault(sides, {})[key] = None


def _are_two(mine: PolicySays, other: PolicySays) -> bool:
    if mine.policy == other.policy:
        return False
    return mine.clinician is None or other.clinician is None or mine.clinician == other.clinician


def _disagreement(
    subject: str, here: Sequence[Stance], mine: PolicySays, other: PolicySays
) -> Finding | None:
    first, second = _plainest(here), _plainest(_by_subject(other)[subject])
    if subject.startswith(("number:", "address:")) and not (first.firm or second.firm):
        return None  # both are facts of the practice: two on purpose
    return _finding(first, second, mine, other)


def _by_subject(policy: PolicySays) -> dict[str, list[Stance]]:
    found: dict[str, list[Stance]] = {}
    for stance in policy.stances:
        found.setdefault(stance.subject, []).append(stance)
    return found


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
