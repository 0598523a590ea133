"""What a release needs to know, gathered: the policies as they are, their newest versions, the repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from policydocs.checklist.findings import Report
from policydocs.cli.checking import Checker
from policydocs.cli.context import CHECKLISTS_FOLDER, Session
from policydocs.cli.reports.outcome import Unread
from policydocs.compare.compare import compare
from policydocs.compare.comparison import Comparison
from policydocs.history.artifacts import VersionText
from policydocs.history.release_plan import Asked, Candidate, ReleasePlan, plan_release
from policydocs.history.release_work import one_line
from policydocs.history.released import former_slugs, read_version
from policydocs.history.revisions import History
from policydocs.history.surroundings import Situation
from policydocs.history.tag_message import Passed
from policydocs.history.versions import PolicyVersions, VersionBook
from policydocs.model import Policy, Practice
from policydocs.notice.notes import ENDING, NOTES_FOLDER, Note, read_note
from policydocs.render.handout_files import FONT_ENDINGS
from policydocs.source.practice import PolicyFile
from policydocs.source.tree import Tree


def gathered_plan(session: Session, situation: Situation, asked: Asked) -> ReleasePlan:
    """The plan for what was asked.

    Raises:
        InputError: a policy, a note or the configuration cannot be read; there is no such policy.
        SurroundingsError: git refused.
    """
    checker = session.checker(named=(), today=asked.today)
    with History(session.root) as history:
        files = session.policy_files(asked.slugs)
        former = {file.slug: _former(session, file.slug) for file in files}
        named = [name for slug, names in former.items() for name in (slug, *names)]
        # One git process for all; where policies are named, only their tags.
        book = history.book(named if asked.slugs else None)
        candidates = [
            _Gatherer(session, history, checker, asked).candidate(file, book.of(file.slug, former[file.slug]))
            for file in files
        ]
        uncommitted: tuple[str, ...] = ()
        newest: datetime | None = None
        if situation.head is not None:
            head = history.resolve("HEAD", [""])
            newest = head.moment
            uncommitted = tuple(_uncommitted(session, history.tree(head)))
        return plan_release(
            candidates,
            situation,
            asked,
            session.config,
            uncommitted=uncommitted,
            newest_moment=newest,
            vanished=() if asked.slugs else tuple(_vanished(book, former)),
        )


@dataclass(frozen=True, slots=True)
class _Gatherer:
    """What each policy is read and judged with."""

    session: Session
    history: History
    checker: Checker
    asked: Asked

    def candidate(self, file: PolicyFile, versions: PolicyVersions) -> Candidate:
        policies = self.session.read(file)
        newest = versions.newest
        before = read_version(self.history, newest) if newest is not None else None
        comparisons = compared(before, policies, self.session.config.practice)
        changed = any(one.changed or one.old is None for one in comparisons)
        looked_at = policies if changed or self.asked.slugs else ()
        earlier = before.policies if before and looked_at else ()
        reports = tuple(_report(self.checker, policy) for policy in looked_at)
        return Candidate(
            file,
            policies,
            reports,
            _passed(self.checker, reports),
            versions,
            comparisons,
            tuple(_report(self.checker, policy) for policy in earlier),
            tuple(_notes(self.session, file.slug)),
        )


def compared(
    before: VersionText | None, policies: Sequence[Policy], practice: Practice
) -> tuple[Comparison, ...]:
    """Each clinician's policy beside hers of before; where there was one for all, beside that."""
    return tuple(
        compare(
            _earlier(before, policy),
            policy,
            old_practice=None if before is None else before.config.practice,
            new_practice=practice,
        )
        for policy in policies
    )


def _earlier(before: VersionText | None, policy: Policy) -> Policy | None:
    if before is None:
        return None
    whose = policy.clinician.id if policy.clinician else None
    same = [one for one in before.policies if (one.clinician.id if one.clinician else None) == whose]
    return next(iter([*same, *before.policies]), None)


def _report(checker: Checker, policy: Policy) -> Report:
    outcome = checker.check(policy)
    if isinstance(outcome, Unread):
        raise outcome.error
    return outcome.report


def _passed(checker: Checker, reports: Sequence[Report]) -> tuple[Passed, ...]:
    ids = dict.fromkeys(id_ for report in reports for id_ in report.checklists)
    return tuple(Passed(id_, one_line(checker.checklist_title(id_))) for id_ in ids)


def _notes(session: Session, slug: str) -> Iterator[Note]:
    folder = f"{NOTES_FOLDER}/{slug}"
    for name in session.tree.names(folder):
        data = session.tree.read(f"{folder}/{name}") if name.endswith(ENDING) else None
        if data is not None:
            yield read_note(f"{folder}/{name}", data)


def _uncommitted(session: Session, head: Tree) -> Iterator[str]:
    """What handouts and checks need and the last commit has not: letterhead, fonts, checklists."""
    settings = session.config.handouts
    wanted = [settings.letterhead] if settings.letterhead else []
    folders = [(settings.fonts_folder, FONT_ENDINGS)] if settings.fonts_folder else []
    for folder, endings in [*folders, (CHECKLISTS_FOLDER, (".yaml", ".yml"))]:
        known = set(head.names(folder))
        for name in session.tree.names(folder):
            if name.lower().endswith(endings) and name not in known:
                yield f"{folder}/{name}"
    for path in wanted:
        if head.read(path) is None:
            yield path


def _former(session: Session, slug: str) -> tuple[str, ...]:
    return former_slugs(session.tree, session.config.policies_folder, slug)


def _vanished(book: VersionBook, former: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Policies that were released and whose files are gone: renamed, or to be retired."""
    known = {name for slug, names in former.items() for name in (slug, *names)}
    for slug in book.slugs():
        versions = book.of(slug)
        if slug not in known and versions.newest is not None and not versions.retirements:
            yield slug
