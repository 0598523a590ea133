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
from policydocs.checklist.schema import (
    Binds,
    Checklist,
    Contradiction,
    DocumentKind,
    Element,
    Position,
    Requirement,
    Test,
)
from policydocs.checklist.wording import CONTRADICTED, Placed, contradiction_finding, missing_finding
from policydocs.checklist.words import find_words
from policydocs.model import Policy, Section
from policydocs.values import frozen, record

MOST_EVIDENCE = 3  #: sentences shown for one element; one is enough to meet it

Find = Callable[[str, Sequence[Passage]], Sequence[Evidence]]
_Wanted = tuple[tuple[str, ...], str | None, Position, tuple[str, ...]]  # what a test looks for


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
    _met_by: dict[_Wanted, tuple[Evidence, ...]] = field(default_factory=dict, init=False)
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
        # Many clauses, and all editions of a code, ask for the same: it is looked for once.
        wanted = (test.detect, test.topic, test.position, test.words)
        known = self._met_by.get(wanted)
        if known is None:
            known = self._met_by[wanted] = self._look_for(test)
        return known

    def _look_for(self, test: Test) -> tuple[Evidence, ...]:
        found: list[Evidence] = []
        for id_ in test.detect:
            found += self._detected(id_)
        if test.topic:
            found += self._on_topic(test.topic, test.position)
        if test.words:
            found += find_words(test.words, self.passages)
        return _in_order(found)

    def meets(self, test: Test | None) -> bool:
        """The policy says what the test looks for; True where there is no test."""
        return test is None or bool(self.evidence_for(test))

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
    for requirement in checklist.requirements:
        judged = _Judge(checklist, requirement, examined, today)
        verdicts += judged.verdicts()
        findings += [(finding, requirement.grave) for finding in judged.findings()]
    return Judged(tuple(verdicts), tuple(_told_once(findings)))


def _told_once(findings: Sequence[tuple[Finding, bool]]) -> Iterator[tuple[Finding, bool]]:
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
    yield from kept.values()


class _Met(NamedTuple):
    """How far the elements of one level are met, contradictions aside."""

    status: RequirementStatus
    missing: tuple[Element, ...] = ()  #: those that no sentence meets, the attested left out if others are
    evidence: tuple[Evidence, ...] = ()  #: the sentences that count
    unsaid: tuple[Element, ...] = ()  #: those that no sentence meets, attested or not


_NOT_APPLICABLE = _Met(RequirementStatus.NOT_APPLICABLE)


class _Judge:
    """One requirement, one policy."""

    def __init__(
        self, checklist: Checklist, requirement: Requirement, examined: Examined, today: date
    ) -> None:
        self.checklist = checklist
        self.requirement = requirement
        self.examined = examined
        self.applies = _applies(requirement, examined, today)
        self.against = tuple(self._contradictions()) if self.applies else ()
        self._levels = [(*level, self._met(level[2])) for level in requirement.levels()]

    def verdicts(self) -> Iterator[RequirementVerdict]:
        for number, (level, id_, elements, met) in enumerate(self._levels):
            status, missing, evidence = met.status, met.missing, met.evidence
            if number == 0 and self.against:
                opposed = _in_order([one for _, found in self.against for one in found])
                evidence = _in_order((*opposed, *evidence), keep=True)
                status, missing = RequirementStatus.CONTRADICTED, met.unsaid
            vouched = self._vouched(elements) if self.examined.vouches else ()
            yield RequirementVerdict(
                id=f"{self.checklist.id}/{id_}",
                level=level,
                force=self.requirement.force,
                status=status,
                topics=self.requirement.topics,
                missing=tuple(element.id for element in missing),
                attested=vouched,
                evidence=evidence,
                verified=self.requirement.verified.value if self.requirement.verified else None,
            )

    def findings(self) -> Iterator[Finding]:
        for contradiction, evidence in self.against:
            yield contradiction_finding(self.checklist, self.requirement, contradiction, evidence)
        for level, _, _, met in self._levels:
            if met.status in (RequirementStatus.MISSING, RequirementStatus.PARTIAL):
                place = self._place(met.missing, met.evidence)
                yield missing_finding(self.checklist, self.requirement, level, met.missing, place)

    def _met(self, elements: Sequence[Element]) -> _Met:
        if not self.applies:
            return _NOT_APPLICABLE
        counted = [element for element in elements if self.examined.meets(element.applies_when)]
        if not counted:
            return _NOT_APPLICABLE
        by_element = {element.id: self.examined.evidence_for(element)[:MOST_EVIDENCE] for element in counted}
        unsaid = tuple(element for element in counted if not by_element[element.id])
        evidence = _in_order([one for found in by_element.values() for one in found])
        if not unsaid:
            return _Met(RequirementStatus.MET, (), evidence)
        missing = tuple(element for element in unsaid if not self._is_attested(element))
        if not missing:
            return _Met(RequirementStatus.ATTESTED, unsaid, evidence, unsaid)
        partly = len(missing) < len(counted)
        status = RequirementStatus.PARTIAL if partly else RequirementStatus.MISSING
        return _Met(status, missing, evidence, unsaid)

    def _vouched(self, elements: Sequence[Element]) -> tuple[str, ...]:
        """The elements that no sentence meets and that the author vouches for."""
        if not self.applies:
            return ()
        return tuple(
            element.id
            for element in elements
            if self.examined.meets(element.applies_when)
            and not self.examined.evidence_for(element)
            and self._is_attested(element)
        )

    def _contradictions(self) -> Iterator[tuple[Contradiction, tuple[Evidence, ...]]]:
        for contradiction in self.requirement.contradicts:
            if not self.examined.meets(contradiction.applies_when):
                continue
            evidence = self.examined.evidence_for(contradiction)
            if evidence and not (contradiction.unless and self.examined.meets(contradiction.unless)):
                yield contradiction, evidence

    def _topics_of(self, element: Element) -> tuple[str, ...]:
        return element.about or self.requirement.topics

    def _is_attested(self, element: Element) -> bool:
        topics = (element.topic,) if element.topic else self._topics_of(element)
        return self.examined.is_vouched_for(topics)

    def _place(self, missing: Sequence[Element], evidence: Sequence[Evidence]) -> Placed:
        """Where the missing words would best stand: beside what the policy says on the matter."""
        topics = list(dict.fromkeys([topic for element in missing for topic in self._topics_of(element)]))
        claiming = self.examined.claiming
        if claiming:
            for topic in topics:
                if topic in claiming:
                    return _head_of(claiming[topic])
        verdicts = [verdict for topic in topics if (verdict := self._spoken_of(topic))]
        # A topic that is only touched on may have been touched anywhere: a clear position leads.
        verdicts.sort(key=lambda verdict: verdict.status is TopicStatus.PARTIAL)
        spoken = [verdict.evidence[0] for verdict in verdicts]
        for one in (*spoken, *evidence):
            section = self.examined.sections.get(one.section)
            if section is not None:
                return _head_of(section) if section.id else Placed(max(1, one.line), "")
        return Placed(1, None)

    def _spoken_of(self, topic: str) -> TopicVerdict | None:
        verdict = self.examined.topics.get(topic)
        return verdict if verdict is not None and verdict.evidence else None


def _applies(requirement: Requirement, examined: Examined, today: date) -> bool:
    if set(requirement.documents).isdisjoint(examined.kinds):
        return False
    if requirement.withdrawn is not None and requirement.withdrawn <= today:
        return False
    if requirement.effective is not None and requirement.effective > today:
        return False
    if requirement.binds is not None and requirement.binds in examined.said:
        return examined.said[requirement.binds]
    return examined.meets(requirement.applies_when)


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
