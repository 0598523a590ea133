"""Files of released versions: made again or taken from the archive, written, and told."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.file_choice import FileChoice
from policydocs.cli.machine import data_folder
from policydocs.cli.write_files import write_file
from policydocs.errors import PolicydocsError
from policydocs.history.archive import FOLDER, Archive
from policydocs.history.fingerprint import text_digest
from policydocs.history.rebuild import Origin, Rebuilt, RebuiltVersion, Wanted, rebuild
from policydocs.history.released import choose, many_versions, recorded_digest, versions_of
from policydocs.history.revisions import History
from policydocs.history.version_text import VersionText, read_version
from policydocs.history.versions import PolicyVersions, Release
from policydocs.model import Policy
from policydocs.render.style import Paper


def archive() -> Archive:
    """The archive in the user's data folder."""
    return Archive(data_folder() / FOLDER)


def released_folder(root: Path, release: Release) -> Path:
    """Where a version's files go unless `-o` says otherwise; git ignores it."""
    return root / "handouts" / release.policy / str(release.version)


def write_version(
    session: Session, history: History, versions: PolicyVersions, release: Release, asked: FileChoice
) -> RebuiltVersion:
    """Make a version's files, write them, and list them on stdout.

    Raises:
        InputError: it cannot be read or printed, and the archive does not have it.
        SurroundingsError: git refused, or a file cannot be written.
    """
    made = rebuild(history, versions, release, archive(), wanted(asked))
    folder = asked.folder or released_folder(session.root, release)
    for file in made.files:
        write_file(folder / file.name, file.data)
    if made.files:
        session.output.result(_listing(folder, made.files))
    return made


def build_versions(session: Session, slugs: Sequence[str], said: str, asked: FileChoice) -> Iterator[Release]:
    """The files of the version that somebody means, of each policy; yields each that was made.

    Raises:
        InputError: no such policy or version.
        SurroundingsError: git refused, or a file cannot be written.
    """
    with History(session.root) as history:
        if slugs:
            known = [versions_of(history, session.tree, session.config, slug) for slug in slugs]
        else:
            names = tuple(file.slug for file in session.policy_files())
            every = many_versions(history, session.tree, session.config, names)
            known = [one for one in every.values() if one.releases]
        chosen = [(one, choose(one, said, today())) for one in known]
        for versions, release in chosen:
            made = write_version(session, history, versions, release, asked)
            tell_origin(session, made)
            yield release


def tell_origin(session: Session, made: RebuiltVersion) -> None:
    """Say where the files come from, where it is not plain; on stderr."""
    kept = [one for one in made.files if one.origin is Origin.ARCHIVED]
    if kept:
        session.output.talk(
            f"{len(kept)} of {len(made.files)} come from the archive: today's programs lay them out "
            "differently, and these are the files that clients hold."
        )
    if made.remark:
        session.output.warn(f"Please look at this: {made.remark}")


def standing(versions: PolicyVersions, release: Release, today: date) -> str:
    """How a version stands today, as the end of a sentence."""
    withdrawn = versions.withdrawals.get(release.version)
    if withdrawn is not None and withdrawn.effective <= today:
        return f"withdrawn on {withdrawn.effective}"
    if all(span.release is not release for span in versions.spans()):
        return _never_in_force(versions, release, today)
    if release.effective > today:
        return f"not in force before {release.effective}"
    held = versions.in_force(today)
    if held is release:
        return f"in force since {release.effective}"
    ended = versions.retired(today)
    if ended is not None:
        return f"no longer in force: the policy was retired on {ended.effective}"
    if held is None:
        return "not in force"
    return f"superseded by {held.version} since {held.effective}"


def _never_in_force(versions: PolicyVersions, release: Release, today: date) -> str:
    """Why a version has no day on which it counts: what is there instead on the day that it was to begin."""
    other, ended = versions.in_force(release.effective), versions.retired(release.effective)
    comes = release.effective > today
    if other is not None:
        takes = "takes" if comes else "took"
        return f"never in force: {other.version} {takes} its place, effective {other.effective}"
    if ended is not None:
        ends = "ends" if ended.effective > today else "ended"
        return f"never in force: the policy {ends} on {ended.effective}, before its day, {release.effective}"
    return "never in force"


class Unchanged:
    """Tells which policies say, as their files are now, what their newest version says; use it with `with`.

    Where git does not answer, none does: then everything is a draft.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._history: History | None = None
        self._versions: dict[str, PolicyVersions] = {}

    def __enter__(self) -> Unchanged:
        session = self._session
        try:
            self._history = History(session.root)
            names = tuple(file.slug for file in session.policy_files())
            self._versions = many_versions(self._history, session.tree, session.config, names)
        except PolicydocsError:  # a draft can be made all the same
            self.__exit__(None, None, None)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._history is not None:
            self._history.__exit__(None, None, None)
        self._history, self._versions = None, {}

    def versions(self, slug: str) -> PolicyVersions | None:
        """A policy's versions, where it has any."""
        found = self._versions.get(slug)
        return found if found is not None and found.releases else None

    def release_of(self, slug: str, policies: Sequence[Policy]) -> tuple[PolicyVersions, Release] | None:
        """The newest version of a policy where it is what the files say now."""
        versions = self.versions(slug)
        release = None if versions is None else versions.newest
        if versions is None or release is None or self._history is None:
            return None
        if recorded_digest(release) != text_digest(policies):
            return None
        try:
            then = read_version(self._history, release)
        except PolicydocsError:
            return None
        return (versions, release) if self._looks_the_same(then) else None

    def write(self, versions: PolicyVersions, release: Release, asked: FileChoice) -> RebuiltVersion:
        """See `write_version`."""
        assert self._history is not None
        return write_version(self._session, self._history, versions, release, asked)

    def _looks_the_same(self, then: VersionText) -> bool:
        """Whether the letterhead, the fonts and all that is printed around the text stayed as they were."""
        now, tree = self._session.config, self._session.tree
        if (now.practice, now.handouts) != (then.config.practice, then.config.handouts):
            return False
        letterhead = now.handouts.letterhead
        return letterhead is None or tree.read(letterhead) == then.tree.read(letterhead)


def wanted(asked: FileChoice) -> Wanted:
    """The same as history knows it."""
    paper = None if asked.paper is None else Paper(asked.paper)
    return Wanted(asked.formats, paper, asked.large_print, notices=asked.notices)


def _listing(folder: Path, files: Sequence[Rebuilt]) -> str:
    width = max(len(one.name) for one in files)
    lines = [nearby(folder) + os.sep]
    lines += [f"  {one.name.ljust(width)}  {round(len(one.data) / 1000) or 1} KB" for one in files]
    return "\n".join(lines)


def nearby(path: Path) -> str:
    """A path as short as it is from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
