"""One policy, checked: its topics, its checklists, the rules of good form, and what its author claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from policydocs.checklist.attest import attestations
from policydocs.checklist.claims import claim_findings
from policydocs.checklist.detect import find
from policydocs.checklist.editions import Newer, newer_findings
from policydocs.checklist.findings import (
    Finding,
    Report,
    RequirementStatus,
    RequirementVerdict,
)
from policydocs.checklist.kinds import NAMES, document_kinds, topics_of_kind
from policydocs.checklist.other_language import is_in_another_language, not_judged, topics_of_source
from policydocs.checklist.passages import Passage
from policydocs.checklist.passages import passages as passages_of
from policydocs.checklist.phrasing import NO_ADVICE, joined
from policydocs.checklist.requirements import Examined, judge
from policydocs.checklist.rules.order import rule_remarks, run_rules
from policydocs.checklist.schema import Binds, Checklist, DocumentKind, Kind, Verified
from policydocs.checklist.suspects import suspect_findings
from policydocs.checklist.topics import judge_topics
from policydocs.checklist.translation.order import translation_findings, translation_remarks
from policydocs.checklist.translation.original import Original
from policydocs.checklist.translation.standing import Lacking, missing_findings
from policydocs.checklist.wording import CONTRADICTED
from policydocs.model import Policy, Practice

NOTHING_SAID: Mapping[Binds, bool] = MappingProxyType({})


def check_policy(
    policy: Policy,
    checklists: Sequence[Checklist],
    *,
    today: date,
    practice: Practice | None = None,
    remarks: Sequence[str] = (),
    kinds: Collection[DocumentKind] | None = None,
    said: Mapping[Binds, bool] = NOTHING_SAID,
    asked: Collection[str] = (),
    as_of: date | None = None,
    newer: Sequence[Newer] = (),
    original: Original | None = None,
    lacking: Sequence[Lacking] = (),
    remarked: bool = True,
) -> Report:
    """Everything that can be said of one policy.

    Args:
        policy: as a reader of `source` made it.
        checklists: from `library.load_checklists`, in the order to report them.
        today: the day whose rules and review dates count.
        practice: its facts, where there is a repository.
        remarks: what the caller assumed, told first.
        kinds: what kind of document this is; None: read from its title and text.
        said: which rules bind the practice, as it says. A regulation that does not bind it, or of which
            it says nothing, is silent, unless the policy itself names it or it was asked for.
        asked: ids of checklists that the user asked for outright.
        as_of: the day whose editions and requirements count; None: `today`.
        newer: editions that come after those of `checklists`, where the policy names an older one.
        original: what a translation is held against, instead of the checklists; None for other documents.
        lacking: the languages that it should be translated into and is not.
        remarked: False where only the verdicts are wanted, and not what the rules of good form find.

    Returns:
        Topics, requirement verdicts in the order of the checklists, and findings: the worst first, within
        a severity the grave ones first, then what goes against a code, then by line.
    """
    passages = passages_of(policy)
    if original is not None or is_in_another_language(policy, passages):
        return _unjudged(policy, passages, original, today=today, practice=practice, remarks=remarks)
    topics = judge_topics(passages)
    told = list(remarks)
    if kinds is None:
        kinds = document_kinds(policy, passages, topics, asked)
        if not kinds:
            kinds = frozenset({DocumentKind.SOCIAL_MEDIA_POLICY})
            told.append("What kind of document this is was not clear; it was read as a social media policy.")
    topics = topics_of_kind(topics, kinds)
    vouched = attestations(policy, practice)
    examined = Examined(policy, passages, topics, find, kinds, said=said, attested=vouched)
    day = as_of or today
    verdicts: list[RequirementVerdict] = []
    graded: list[tuple[Finding, bool]] = []
    caveats: list[str] = []
    judged = [c for c in checklists if c.id in asked or _binds(c, policy, said)]
    for checklist in judged:
        result = judge(checklist, examined, today=day)
        verdicts += result.verdicts
        graded += result.findings
        told += _standing(checklist, day)
        told += _bound(checklist, said)
        found = list(_caveats(checklist, result.verdicts, kinds))
        caveats += found
        told += found
    told += [_silent(c, said) for c in checklists if not any(c is one for one in judged)]
    graded += [(finding, False) for finding in newer_findings(policy, newer, kinds, day=day)]
    graded += [(finding, False) for finding in claim_findings(policy, passages, topics, vouched)]
    graded += [(finding, False) for finding in suspect_findings(topics)]
    if remarked:
        rules = run_rules(policy, passages, today=today, practice=practice)
        graded += [(finding, False) for finding in rules]
        told += rule_remarks(policy, passages)
    graded += [(finding, False) for finding in missing_findings(lacking)]
    told.append(NO_ADVICE)
    return Report(
        document=policy.path,
        policy=policy.slug,
        topics=topics,
        requirements=tuple(verdicts),
        findings=tuple(_worst_first(graded)),
        checklists=tuple(checklist.id for checklist in checklists),
        remarks=tuple(dict.fromkeys(told)),
        caveats=tuple(caveats),
        caveats_in_short=_in_short(judged) if caveats else "",
        attestations=vouched,
    )


def _unjudged(
    policy: Policy,
    passages: tuple[Passage, ...],
    original: Original | None,
    *,
    today: date,
    practice: Practice | None,
    remarks: Sequence[str],
) -> Report:
    """The report of a document that the checklists cannot read: the rules of good form, and its source."""
    rules = run_rules(policy, passages, today=today, practice=practice)
    told = list(remarks)
    if original is None:
        found = [not_judged(policy), *rules]
    else:
        found = [*translation_findings(policy, original, practice), *rules]
        told += translation_remarks(original)
    return Report(
        document=policy.path,
        policy=policy.slug,
        topics=topics_of_source(original),
        requirements=(),
        findings=tuple(_worst_first((finding, False) for finding in found)),
        remarks=tuple(dict.fromkeys([*told, *rule_remarks(policy, passages), NO_ADVICE])),
    )


def _binds(checklist: Checklist, policy: Policy, said: Mapping[Binds, bool]) -> bool:
    if checklist.binds is None or said.get(checklist.binds, False):
        return True
    return checklist.id in (policy.front.checklists or ())


def _silent(checklist: Checklist, said: Mapping[Binds, bool]) -> str:
    assert checklist.binds is not None
    key = checklist.binds.value
    if checklist.binds in said:
        why = f"the configuration says that this practice is not covered ({key} = false)"
        mend = ""
    else:
        why = "nothing says that it binds this practice"
        mend = f" If it does, write  {key} = true  under [practice] in policydocs.toml."
    return f"{checklist.id} was not used: {why}, and the policy does not name it.{mend}"


def _bound(checklist: Checklist, said: Mapping[Binds, bool]) -> Iterator[str]:
    """That a regulation was looked at though the practice does not say that it is bound by it."""
    if checklist.binds is not None and not said.get(checklist.binds, False):
        yield (
            f"{checklist.id} was looked at because it was named; whether it binds this practice is not known "
            f"here ({checklist.binds.value} in policydocs.toml is not true)."
        )


def _worst_first(graded: Iterable[tuple[Finding, bool]]) -> Iterator[Finding]:
    """A stable order: severity, the grave before the others, what goes against a code before what is missing,
    line; then as found.
    """

    def place(pair: tuple[Finding, bool]) -> tuple[int, bool, bool, int]:
        finding, grave = pair
        return finding.severity.rank, not grave, finding.rule != CONTRADICTED, finding.line

    for finding, _ in sorted(graded, key=place):
        yield finding


def _standing(checklist: Checklist, today: date) -> Iterator[str]:
    """Whether the checklist's code holds today."""
    name = checklist.id
    if checklist.in_force is not None and checklist.in_force > today:
        yield f"{name} is not in force before {checklist.in_force}."
    if checklist.withdrawn is not None and checklist.withdrawn <= today:
        yield f"{name} was withdrawn on {checklist.withdrawn}."


def _caveats(
    checklist: Checklist, verdicts: Sequence[RequirementVerdict], kinds: Collection[DocumentKind]
) -> Iterator[str]:
    """What a reader must know before she relies on the verdicts of this checklist."""
    name = checklist.id
    if all(verdict.status is RequirementStatus.NOT_APPLICABLE for verdict in verdicts):
        yield _asks_nothing(checklist, kinds)
        return
    if not set(kinds) & set(checklist.complete_for):
        yield _incomplete(checklist)
    yield from _unverified(checklist)
    passed_over = list(
        dict.fromkeys(
            verdict.id.removeprefix(f"{name}/").removesuffix("#suggests")
            for verdict in verdicts
            if verdict.status is RequirementStatus.NOT_APPLICABLE
        )
    )
    if passed_over:
        yield (
            f"{name}: not held against this document, since it does not speak of what they are about or they "
            f"ask for no words: {', '.join(passed_over)}."
        )


def _in_short(checklists: Sequence[Checklist]) -> str:
    """How many clauses nobody could confirm in the issuer's own text."""
    counts = []
    for checklist in checklists:
        doubtful = {Verified.NO, Verified.PARTLY} if checklist.kind is Kind.CODE else {Verified.NO}
        count = sum(one.verified in doubtful for one in checklist.requirements)
        if count:
            counts.append(f"{count} of {len(checklist.requirements)} clauses of {checklist.id}")
    if not counts:
        return "Some clauses were not held against this document."
    return f"Confirmed in part or not at all: {joined(counts)}."


def _asks_nothing(checklist: Checklist, kinds: Collection[DocumentKind]) -> str:
    wanted = [kind for kind in DocumentKind if any(kind in one.documents for one in checklist.requirements)]
    read_as = joined([NAMES[kind] for kind in DocumentKind if kind in kinds])
    meant_for = joined([NAMES[kind] for kind in wanted])
    return (
        f"{checklist.id} asks nothing of this document: it is for {meant_for}; "
        f"this one was read as belonging to {read_as}. If that is wrong, say in its title what it is."
    )


def _incomplete(checklist: Checklist) -> str:
    if not checklist.complete_for:
        return f"{checklist.id} covers its code in part only. {checklist.note}".strip()
    names = joined([NAMES[kind] for kind in checklist.complete_for])
    return f"{checklist.id} is worked out for {names}; for this document it looks at a few clauses only."


def _unverified(checklist: Checklist) -> Iterator[str]:
    partly = [r.clause for r in checklist.requirements if r.verified is Verified.PARTLY]
    unseen = [r.clause for r in checklist.requirements if r.verified is Verified.NO]
    page = f" Read them at {checklist.link} before you rely on them." if checklist.link else ""
    if partly and checklist.kind is Kind.CODE:
        yield (
            f"{checklist.id}: {len(partly)} of {len(checklist.requirements)} clauses were confirmed in part "
            f"only, from summaries.{'' if unseen else page}"
        )
    if unseen:
        yield f"{checklist.id}: not verified at all: {'; '.join(unseen)}.{page}"
