"""How each policy of a practice stands: its versions, what changed since, what is to mend, when to review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from policydocs.checklist.findings import Severity
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.each_other import compare_with_others
from policydocs.cli.examining import outcomes_of
from policydocs.cli.reports.outcome import Checked, Outcome, Unread, verdict
from policydocs.compare.comparison import ChangeLevel
from policydocs.errors import InputError, PolicydocsError, SurroundingsError
from policydocs.source.config import CONFIG_NAME
from policydocs.source.policy_files import PolicyFile
from policydocs.values import frozen

if TYPE_CHECKING:
    from policydocs.history.revisions import History
    from policydocs.history.versions import PolicyVersions, Release
    from policydocs.source.tree import Tree


_LOST = (
    "{slug} {version} is in force, and its file is gone. If it has another name now, write"
    '  formerly: [{slug}]  at its top; if it ended:  policydocs retire {slug} --why "..."'
)


@frozen
class Standing:
    """How one policy stands."""

    file: PolicyFile
    title: str  #: "" where it cannot be read
    findings: Mapping[Severity, int] | None  #: None where it cannot be read
    versions: PolicyVersions | None  #: None without git
    unreleased: ChangeLevel | None  #: what changed since the newest version; None: no version, or not known
    review_due: date | None  #: None where it sets itself no review, or was never read through
    saved: bool | None  #: whether git has it as it is on disk; None without git

    @property
    def is_fit(self) -> bool:
        """It could be read, and nothing in it stops a release."""
        return self.findings is not None and not self.findings[Severity.ERROR]

    @property
    def is_new(self) -> bool:
        """No version of it was ever released."""
        return self.versions is not None and self.versions.newest is None

    @property
    def is_changed(self) -> bool:
        """It says something else than its newest version."""
        return self.unreleased is not None and self.unreleased is not ChangeLevel.NONE

    @property
    def next_command(self) -> str:
        if self.file.fault is not None:  # no name to give to a command: the file must be renamed first
            return "policydocs validate"
        verb = "validate" if not self.is_fit else "release" if self.is_new or self.is_changed else "build"
        return f"policydocs {verb} {self.file.slug}"


def standings(session: Session, files: Sequence[PolicyFile]) -> tuple[list[Standing], str]:
    """How each policy stands, and why nothing is known of versions, where that is so.

    Raises:
        InputError: a checklist of the configuration does not exist.
    """
    checker = session.checker(named=(), today=today())
    compare_with_others(session, checker, files)
    past = _Past(session)
    found = []
    with past:
        for file in session.output.progress(files, "Looking"):
            outcomes = list(outcomes_of(session, checker, file))
            found.append(_standing(file, outcomes, past))
    return found, past.remark


def _without_file(versions: PolicyVersions) -> str:
    """How a policy stands that is in force and has no file any more."""
    held = versions.in_force(today())
    ending = versions.ending(today())
    version = "" if held is None else held.version
    if ending is None:
        return _LOST.format(slug=versions.policy, version=version)
    return (
        f"{versions.policy} {version} is in force until {ending.effective - timedelta(days=1)}; then it ends."
    )


class _Past:
    """What git knows of the practice's policies; nothing where it cannot be asked."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._history: History | None = None
        self._versions: dict[str, PolicyVersions] = {}
        self._unsaved: frozenset[str] = frozenset()
        self.remark = ""

    def __enter__(self) -> _Past:
        from policydocs.history.released import many_versions, without_file
        from policydocs.history.repository import unsaved_files
        from policydocs.history.revisions import History

        session = self._session
        try:
            history = History(session.root)
            names = tuple(file.slug for file in session.policy_files())
            book = history.book(None)
            self._versions = many_versions(history, session.tree, session.config, names, book=book)
            gone = without_file(book, self._versions.values(), today())
            self.remark = "\n".join(_without_file(one) for one in gone)
            self._unsaved = unsaved_files(session.root, session.config.policies_folder)
            self._history = history
        except InputError:
            self.remark = 'This folder is not in git yet:  git init; git add .; git commit -m "Begin"'
        except SurroundingsError as error:
            self.remark = f"Nothing is known of versions. {error.problem}  policydocs doctor  tells more."
        return self

    def __exit__(self, *_: object) -> None:
        if self._history is not None:
            self._history.__exit__(None, None, None)

    @property
    def is_known(self) -> bool:
        return self._history is not None

    def versions(self, slug: str) -> PolicyVersions | None:
        return self._versions.get(slug) if self.is_known else None

    def saved(self, file: PolicyFile) -> bool | None:
        return file.path not in self._unsaved if self.is_known else None

    def unreleased(self, file: PolicyFile) -> ChangeLevel | None:
        """What changed since the newest version; texts are read and compared only where the files differ."""
        versions = self.versions(file.slug)
        newest = None if versions is None else versions.newest
        if newest is None or self._history is None:
            return None
        from policydocs.history.released import revision_of

        try:
            if self._is_as_in(self._history.tree(revision_of(newest)), file.path, CONFIG_NAME):
                return ChangeLevel.NONE
            return self._level_since(newest, file)
        except PolicydocsError:  # told by `history` and `verify`; here it is only not known
            return None

    def _is_as_in(self, then: Tree, *paths: str) -> bool:
        return all(then.read(path) == self._session.tree.read(path) for path in paths)

    def _level_since(self, newest: Release, file: PolicyFile) -> ChangeLevel | None:
        from policydocs.history.comparing import Said, compared, said_in
        from policydocs.history.version_text import read_version

        assert self._history is not None
        then = read_version(self._history, newest)
        now = Said(self._session.read(file), self._session.config.practice)
        comparisons = compared(said_in(then), now)
        return max((one.level for one in comparisons), key=lambda level: level.rank, default=None)


def _standing(file: PolicyFile, outcomes: Sequence[Outcome], past: _Past) -> Standing:
    worst = min(outcomes, key=lambda outcome: verdict(outcome).rank)
    readable = [one for one in outcomes if isinstance(one, Checked)]
    is_readable = len(readable) == len(outcomes)
    return Standing(
        file,
        "" if isinstance(worst, Unread) else worst.title,
        verdict(worst).counts,
        past.versions(file.slug),
        past.unreleased(file) if is_readable else None,
        min((one.review_due for one in readable if is_readable and one.review_due), default=None),
        past.saved(file),
    )
