"""A policy held against a checklist: which elements are met, by which sentence, and what is missing.

Nothing here knows a code or a topic: what is looked for, and what is told, comes from the checklist's
data. A verdict rests on sentences; where none was found the author may vouch for it (`attest`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from policydocs.checklist.asked import (
    AskedElement,
    AskedLevel,
    AskedRequirement,
    Wanted,
    asked_by,
    lack_of,
    wanted_by,
)
from policydocs.checklist.attest import Attestation, attestations, vouched_topics
from policydocs.checklist.findings import (
    Evidence,
    Finding,
    RequirementStatus,
    RequirementVerdict,
    TopicStatus,
    TopicVerdict,
)
from policydocs.checklist.passages import Passage
from policydocs.checklist.schema import Binds, Checklist, Contradiction, DocumentKind, Position, Test
from policydocs.checklist.wording import CONTRADICTED, Placed, contradiction_finding
from policydocs.checklist.words import find_words
from policydocs.model import Policy, Section
from policydocs.values import frozen, record

MOST_EVIDENCE = 3  #: sentences shown for one element; one is enough to meet it

Find = Callable[[str, Sequence[Passage]], Sequence[Evidence]]


@record
class Examined:
    """One policy as the checklists look at it: its sentences, its topics, and what was found so far."""

    policy: Policy
    passages: tuple[Passage, ...]
    topics: Mapping[str, TopicVerdict]
    find: Find  #: detector id and passages to evidence, as `detect.find`
    kinds: Collection[DocumentKind]
    against: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    #: by topic, the sentences that go against it; where a topic is not named, its first evidence
    said: Mapping[Binds, bool] = field(default_factory=dict)  #: what the practice says of itself
    attested: Sequence[Attestation] | None = None  #: what its author vouches for; None: as its headings say
    _found: dict[str, tuple[Evidence, ...]] = field(default_factory=dict, init=False)
    _met_by: dict[Wanted, tuple[Evidence, ...]] = field(default_factory=dict, init=False)
    _places: dict[tuple[str, ...], Placed | None] = field(default_factory=dict, init=False)
    _vouched: frozenset[str] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        self._vouched = vouched_topics(attestations(self.policy) if self.attested is None else self.attested)

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The sections of the policy by their ids; the first of each."""
        return {section.id: section for section in reversed([*self.policy.walk()])}

    @cached_property
    def claiming(self) -> Mapping[str, Section]:
        """By topic, the first section that claims to be about it."""
        return {topic: section for section in reversed([*self.policy.walk()]) for topic in section.topics}

    @property
    def vouches(self) -> bool:
        """Its author vouches for something."""
        return bool(self._vouched)

    def is_vouched_for(self, topics: Iterable[str]) -> bool:
        """The author vouches for one of these topics, and for the text as it is now."""
        return not self._vouched.isdisjoint(topics)

    def evidence_for(self, test: Test) -> tuple[Evidence, ...]:
        """The sentences that meet a test, each once, in reading order; () where it is not met."""
        return self.found(wanted_by(test))

    def found(self, wanted: Wanted) -> tuple[Evidence, ...]:
        """The sentences that say what is wanted, as `evidence_for` gives them."""
        # Many clauses, and all editions of a code, ask for the same: it is looked for once.
        known = self._met_by.get(wanted)
        if known is None:
            known = self._met_by[wanted] = self._look_for(wanted)
        return known

    def _look_for(self, wanted: Wanted) -> tuple[Evidence, ...]:
        found: list[Evidence] = []
        for id_ in wanted.detect:
            found += self._detected(id_)
        if wanted.topic:
            found += self._on_topic(wanted.topic, wanted.position)
        if wanted.words:
            found += find_words(wanted.words, self.passages)
        return _in_order(found)

    def meets(self, test: Test) -> bool:
        """The policy says what the test looks for."""
        return bool(self.evidence_for(test))

    def says(self, wanted: Wanted | None) -> bool:
        """The policy says what is wanted; True where nothing is."""
        return wanted is None or bool(self.found(wanted))

    def _detected(self, id_: str) -> tuple[Evidence, ...]:
        if id_ not in self._found:
            self._found[id_] = tuple(self.find(id_, self.passages))
        return self._found[id_]

    def _on_topic(self, topic: str, position: Position) -> tuple[Evidence, ...]:
        verdict = self.topics.get(topic)
        if verdict is None:
            return ()
        if position is Position.CONTRADICTED:
            if verdict.status is not TopicStatus.CONTRADICTED:
                return ()
            return self.against.get(topic) or verdict.evidence[:1]
        wanted = {TopicStatus.COVERED}
        if position is Position.TOUCHED:
            wanted |= {TopicStatus.PARTIAL, TopicStatus.CONTRADICTED}
        return verdict.evidence if verdict.status in wanted else ()

    def place_of(self, topics: tuple[str, ...]) -> Placed | None:
        """Where the policy speaks of these topics, the first that has a place; None where it does not."""
        if topics not in self._places:
            self._places[topics] = self._place_of(topics)
        return self._places[topics]

    def _place_of(self, topics: Sequence[str]) -> Placed | None:
        for topic in topics if self.claiming else ():
            if topic in self.claiming:
                return _head_of(self.claiming[topic])
        verdicts = [self.topics[topic] for topic in topics if topic in self.topics]
        # A topic that is only touched on may have been touched anywhere: a clear position leads.
        verdicts.sort(key=lambda verdict: verdict.status is TopicStatus.PARTIAL)
        return self.place_beside(verdict.evidence[0] for verdict in verdicts if verdict.evidence)

    def place_beside(self, evidence: Iterable[Evidence]) -> Placed | None:
        """Where the first sentence stands whose section is known."""
        for one in evidence:
            section = self.sections.get(one.section)
            if section is not None:
                return _head_of(section) if section.id else Placed(max(1, one.line), "")
        return None


@frozen
class Judged:
    """What came of one checklist."""

    verdicts: tuple[RequirementVerdict, ...]
    findings: tuple[tuple[Finding, bool], ...]  #: each with whether it is grave


def judge(checklist: Checklist, examined: Examined, *, today: date) -> Judged:
    """Hold a policy against every requirement of a checklist.

    Args:
        checklist: from `library.load_checklists`.
        examined: the policy with what its topics are.
        today: the day whose rules count: a requirement withdrawn by then asks for nothing.

    Returns:
        Verdicts in the checklist's order, the required one of a requirement before the suggested one;
        findings in the same order.
    """
    verdicts: list[RequirementVerdict] = []
    findings: list[tuple[Finding, bool]] = []
    for asked in asked_by(checklist):
        if not _applies(asked, examined, today):
            verdicts += asked.not_applicable
            continue
        against = tuple(_contradictions(asked, examined)) if asked.contradicts else ()
        grave = asked.requirement.grave
        for contradiction, evidence in against:
            told = contradiction_finding(checklist, asked.requirement, contradiction, evidence)
            findings.append((told, grave))
        for level in asked.levels:
            met = _met(level, examined)
            verdicts.append(_verdict(level, met, against, examined))
            against = ()  # told at the first level, not again at what is suggested
            if met.status in _TOLD:
                findings.append((_missing_finding(level, met, examined), grave))
    return Judged(tuple(verdicts), tuple(_told_once(findings)))


def _told_once(findings: Sequence[tuple[Finding, bool]]) -> Iterable[tuple[Finding, bool]]:
    """One sentence that goes against several clauses is one finding, at the first, which names the others."""
    kept: dict[object, tuple[Finding, bool]] = {}
    for finding, grave in findings:
        key: object = finding
        if finding.rule == CONTRADICTED:
            key = (finding.line, finding.fix)
            if key in kept and finding.clause:
                first, first_grave = kept[key]
                also = f" It goes against {finding.clause.partition('/')[2]} too."
                kept[key] = (replace(first, message=first.message + also), first_grave or grave)
                continue
        kept[key] = (finding, grave)
    return kept.values()


_Against = tuple[Contradiction, tuple[Evidence, ...]]  # what is said that must not be, and where


class _Met(NamedTuple):
    """How far the elements of one level are met, contradictions aside."""

    status: RequirementStatus
    missing: tuple[AskedElement, ...] = ()  #: that no sentence meets, the attested left out if others are
    evidence: tuple[Evidence, ...] = ()  #: the sentences that count
    unsaid: tuple[AskedElement, ...] = ()  #: those that no sentence meets, attested or not


_NOT_APPLICABLE = _Met(RequirementStatus.NOT_APPLICABLE)
_TOLD = (RequirementStatus.MISSING, RequirementStatus.PARTIAL)  # what an author is told to mend


def _applies(asked: AskedRequirement, examined: Examined, today: date) -> bool:
    requirement = asked.requirement
    if asked.documents.isdisjoint(examined.kinds):
        return False
    if requirement.withdrawn is not None and requirement.withdrawn <= today:
        return False
    if requirement.effective is not None and requirement.effective > today:
        return False
    if requirement.binds is not None and requirement.binds in examined.said:
        return examined.said[requirement.binds]
    return examined.says(asked.applies_when)


def _contradictions(asked: AskedRequirement, examined: Examined) -> Iterator[_Against]:
    for one in asked.contradicts:
        if not examined.says(one.applies_when):
            continue
        evidence = examined.found(one.wanted)
        if evidence and not (one.unless and examined.says(one.unless)):
            yield one.contradiction, evidence


def _met(level: AskedLevel, examined: Examined) -> _Met:
    counted: Sequence[AskedElement] = level.elements
    if not level.is_always_whole:
        counted = [one for one in counted if examined.says(one.applies_when)]
    if not counted:
        return _NOT_APPLICABLE
    unsaid: list[AskedElement] = []
    found: list[Evidence] = []
    for one in counted:
        said = examined.found(one.wanted)
        if said:
            found += said[:MOST_EVIDENCE]
        else:
            unsaid.append(one)
    evidence = _in_order(found)
    if not unsaid:
        return _Met(RequirementStatus.MET, (), evidence)
    open_ = tuple(unsaid)
    missing = open_
    if examined.vouches:
        missing = tuple(one for one in open_ if not examined.is_vouched_for(one.vouched_by))
        if not missing:
            return _Met(RequirementStatus.ATTESTED, open_, evidence, open_)
    partly = len(missing) < len(counted)
    status = RequirementStatus.PARTIAL if partly else RequirementStatus.MISSING
    return _Met(status, missing, evidence, open_)


def _verdict(
    level: AskedLevel, met: _Met, against: Sequence[_Against], examined: Examined
) -> RequirementVerdict:
    """The verdict on one level.

    Args:
        against: what the policy says against its requirement.
    """
    vouched = _vouched(met.unsaid, examined) if examined.vouches else ()
    if against:
        opposed = _in_order([one for _, found in against for one in found])
        evidence = _in_order((*opposed, *met.evidence), keep=True)
        return level.verdict(RequirementStatus.CONTRADICTED, _ids(met.unsaid), evidence, vouched)
    if met.status is RequirementStatus.NOT_APPLICABLE:
        return level.not_applicable
    if met.status is RequirementStatus.MISSING and not met.evidence and not vouched:
        return lack_of(level, met.missing).nothing_said
    return level.verdict(met.status, _ids(met.missing), met.evidence, vouched)


def _vouched(unsaid: Iterable[AskedElement], examined: Examined) -> tuple[str, ...]:
    """The elements that no sentence meets and that the author vouches for."""
    return _ids(one for one in unsaid if examined.is_vouched_for(one.vouched_by))


def _ids(elements: Iterable[AskedElement]) -> tuple[str, ...]:
    return tuple([one.element.id for one in elements])


def _missing_finding(level: AskedLevel, met: _Met, examined: Examined) -> Finding:
    """What is missing, told where it would best stand: beside what the policy says on the matter."""
    lack = lack_of(level, met.missing)
    place = examined.place_of(lack.topics) or examined.place_beside(met.evidence) or _AT_THE_TOP
    return lack.words.at(place)


_AT_THE_TOP = Placed(1, None)


def _head_of(section: Section) -> Placed:
    return Placed(max(1, section.line), section.id or None)


def _in_order(evidence: Sequence[Evidence], *, keep: bool = False) -> tuple[Evidence, ...]:
    """Each sentence once; by line, or as given."""
    if len(evidence) < 2:
        return tuple(evidence)
    once = dict.fromkeys(evidence)
    return tuple(once if keep else sorted(once, key=_line))


def _line(evidence: Evidence) -> int:
    return evidence.line
