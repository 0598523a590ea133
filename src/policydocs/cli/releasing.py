"""What a release needs to know, gathered: the policies as they are, their newest versions, the repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from policydocs.checklist.findings import Report
from policydocs.cli.checking import Checker
from policydocs.cli.context import CHECKLISTS_FOLDER, Session
from policydocs.cli.reports.outcome import Unread
from policydocs.compare.compare import compare
from policydocs.compare.comparison import Comparison
from policydocs.errors import InputError
from policydocs.history.artifacts import VersionText
from policydocs.history.release_plan import Asked, Candidate, ReleasePlan, plan_release
from policydocs.history.release_work import one_line
from policydocs.history.released import read_version, versions_of
from policydocs.history.revisions import History
from policydocs.history.surroundings import Situation
from policydocs.history.tag_message import Passed
from policydocs.history.versions import VersionBook
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
        candidates = [_candidate(session, history, checker, file, asked) for file in files]
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
        )


def _candidate(
    session: Session, history: History, checker: Checker, file: PolicyFile, asked: Asked
) -> Candidate:
    policies = session.read(file)
    versions = versions_of(history, session.tree, session.config, file.slug)
    newest = versions.newest
    before = read_version(history, newest) if newest is not None else None
    comparisons = compared(before, policies, session.config.practice)
    changed = any(one.changed or one.old is None for one in comparisons)
    looked_at = policies if changed or asked.slugs else ()
    reports = tuple(_report(checker, policy) for policy in looked_at)
    old = tuple(_report(checker, policy) for policy in before.policies) if before and looked_at else ()
    return Candidate(
        file,
        policies,
        reports,
        _passed(checker, reports),
        versions,
        comparisons,
        old,
        tuple(_notes(session, file.slug)),
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


def vanished(session: Session, book: VersionBook, asked: Asked) -> Iterator[str]:
    """Policies that were released and whose files are gone: renamed, or to be retired."""
    here = {file.slug for file in session.policy_files()}
    former = set()
    for file in session.policy_files():
        try:
            former |= {slug for policy in session.read(file)[:1] for slug in policy.front.formerly}
        except InputError:
            continue
    for slug in book.slugs():
        if slug not in here and slug not in former and book.of(slug).retired(asked.today) is None:
            yield slug
