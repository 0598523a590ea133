"""What a release needs to know, gathered: the policies as they are, their newest versions, the repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from policydocs.checklist.findings import Report
from policydocs.checklist.taxonomy import TOPICS
from policydocs.cli.checking import Checker
from policydocs.cli.context import CHECKLISTS_FOLDER, Session
from policydocs.cli.each_other import compare_with_others
from policydocs.cli.reports.outcome import Unread
from policydocs.compare.comparison import Comparison
from policydocs.errors import InputError
from policydocs.history.candidate import Asked, Candidate
from policydocs.history.comparing import Said, compared, compared_translation, said_in, source_at
from policydocs.history.release_plan import ReleasePlan, plan_release
from policydocs.history.release_work import one_line
from policydocs.history.released import former_slugs
from policydocs.history.revisions import History
from policydocs.history.surroundings import Situation
from policydocs.history.tag_message import Passed
from policydocs.history.version_book import VersionBook
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions
from policydocs.model import Policy, Version
from policydocs.notice.notes import ENDING, NOTES_FOLDER, Note, read_note
from policydocs.render.handout_files import FONT_ENDINGS
from policydocs.source.policy_files import PolicyFile
from policydocs.source.practice import read_policy_file
from policydocs.source.tree import Tree
from policydocs.values import frozen


def gathered_plan(session: Session, situation: Situation, asked: Asked) -> ReleasePlan:
    """The plan for what was asked.

    Raises:
        InputError: a policy, a note or the configuration cannot be read; there is no such policy.
        SurroundingsError: git refused.
    """
    checker = session.checker(named=(), today=asked.today)
    with History(session.root, situation=situation) as history:
        files = session.policy_files(asked.slugs)
        slugs = dict.fromkeys(slug for file in files for slug in (file.slug, file.slug.partition(".")[0]))
        former = {slug: _former(session, slug) for slug in slugs}
        named = [name for slug, names in former.items() for name in (slug, *names)]
        # One git process for all; where policies are named, only their tags and those of their sources.
        book = history.book(named if asked.slugs else None)
        _refuse_taken_names(session, files, book)
        every = {slug: book.of(slug, former[slug]) for slug in slugs}
        gatherer = _Gatherer(session, history, checker, asked, every)
        read = [gatherer.read(file) for file in files]
        # What stays as it is still holds: a change must not contradict it.
        coming = [one.file for one in read if one.is_looked_at]
        compare_with_others(session, checker, coming, {one.file.slug: one.policies for one in read})
        candidates = [gatherer.candidate(one) for one in read]
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


class _Seen:
    """A practice's files, and those of them that were read."""

    def __init__(self, files: Tree) -> None:
        self._files = files
        self.files: dict[str, bytes] = {}

    def names(self, folder: str) -> tuple[str, ...]:
        return self._files.names(folder)

    def read(self, path: str) -> bytes | None:
        data = self._files.read(path)
        if data is not None:
            self.files[path] = data
        return data


@frozen
class _Read:
    """A policy's file and its newest version, read and compared, but not yet judged."""

    file: PolicyFile
    policies: tuple[Policy, ...]
    data: bytes  #: the file's
    before: VersionText | None
    source: PolicyVersions | None  #: of a translation: the versions of what it translates
    comparisons: tuple[Comparison, ...]
    is_looked_at: bool  #: it changed, or was asked for


@frozen
class _Gatherer:
    """What each policy is read and judged with."""

    session: Session
    history: History
    checker: Checker
    asked: Asked
    versions: Mapping[str, PolicyVersions]  #: by slug; also those of the sources of translations

    def read(self, file: PolicyFile) -> _Read:
        seen = _Seen(self.session.tree)
        policies = read_policy_file(seen, self.session.config, file, known_topics=TOPICS)
        source = self.versions[file.slug.partition(".")[0]] if file.language is not None else None
        newest = self.versions[file.slug].newest
        before = read_version(self.history, newest) if newest is not None else None
        comparisons = self._compared(before, policies, source)
        changed = any(one.changed or one.old is None for one in comparisons)
        return _Read(
            file,
            policies,
            seen.files.get(file.path, b""),
            before,
            source,
            comparisons,
            changed or bool(self.asked.slugs),
        )

    def candidate(self, read: _Read) -> Candidate:
        policies, before = read.policies, read.before
        reports = tuple(_report(self.checker, policy) for policy in (policies if read.is_looked_at else ()))
        earlier = before.policies if before and read.is_looked_at else ()
        return Candidate(
            read.file,
            policies,
            reports,
            _passed(self.checker, reports),
            self.versions[read.file.slug],
            read.comparisons,
            tuple(_report(self.checker, policy, alone=True) for policy in earlier),
            tuple(_notes(self.session, read.file.slug)),
            read.source,
            (read.data, self.session.config.practice),
        )

    def _compared(
        self, before: VersionText | None, policies: tuple[Policy, ...], source: PolicyVersions | None
    ) -> tuple[Comparison, ...]:
        """With the newest version; a translation's changes are as heavy as those of its source."""
        old, new = said_in(before), Said(policies, self.session.config.practice)
        then = _translated_now(self.session, self.history, policies, source) if source is not None else None
        if before is None or old is None or source is None or then is None:
            return compared(old, new)
        was = source_at(self.history, source, before.version)
        return compared_translation(old, new, source_old=was, source_new=then)


def _translated_now(
    session: Session, history: History, policies: Sequence[Policy], source: PolicyVersions
) -> Said | None:
    """What the source says in the version that a translation translates; as its file is, where it is to come.

    None where that cannot be known; the plan then says what is wrong with the translation.
    """
    said = policies[0].front.translates
    if said is None:
        return None
    if source.get(Version.parse(said)) is not None:
        return source_at(history, source, Version.parse(said))
    file = next((one for one in session.policy_files() if one.slug == source.policy), None)
    return None if file is None else Said(session.read(file), session.config.practice)


def _report(checker: Checker, policy: Policy, *, alone: bool = False) -> Report:
    outcome = checker.check(policy, alone=alone)
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


def _refuse_taken_names(session: Session, files: Sequence[PolicyFile], book: VersionBook) -> None:
    """A new policy cannot have the name that another had: its versions would be taken for the other's.

    Raises:
        InputError: a file has such a name.
    """
    slugs = [file.slug for file in session.policy_files() if file.language is None]
    owners = {name: slug for slug in slugs for name in book.former(slug, _former(session, slug))}
    for file in files:
        owner = owners.get(file.slug)
        if owner is not None:
            raise InputError(
                f"{owner} had the name {file.slug} before, so a version of this file would count as one of"
                f" {owner}.",
                path=file.path,
                fix=f"Give the file another name, or delete it if {owner}.md has taken its place.",
            )


def _vanished(book: VersionBook, former: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Policies that were released and whose files are gone: renamed, or to be retired."""
    known = {name for slug, names in former.items() for name in (slug, *names)}
    known |= book.renamed(former.keys()).keys()
    for slug in book.slugs():
        versions = book.of(slug)
        if slug not in known and versions.newest is not None and not versions.retirements:
            yield slug
