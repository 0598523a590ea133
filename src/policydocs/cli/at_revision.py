"""The practice's policies as they were: at a version of each, or at one moment of git's history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.errors import InputError
from policydocs.history.released import WORDS, choose, revision_of, versions_of
from policydocs.history.revisions import History, Revision
from policydocs.model import Version
from policydocs.source.policy_files import PolicyFile
from policydocs.values import frozen


@frozen
class Moment:
    """Policies to look at as they were, and the session that reads them so."""

    session: Session
    files: tuple[PolicyFile, ...]


@contextmanager
def moments(session: Session, slugs: Sequence[str], said: str) -> Iterator[Iterator[Moment]]:
    """The policies as they were then; to be read within the `with`.

    Args:
        slugs: those asked for; () for all that there were, or that have such a version.
        said: a version's number, `newest`, `in-force`, `pending`, or any revision that git knows.

    Raises:
        InputError: no such version, revision or policy.
        SurroundingsError: git refused.
    """
    with History(session.root) as history:
        if _is_version(said):
            yield _versions(session, history, slugs, said)
        else:
            yield iter((_revision(session, history, slugs, history.resolve(said, list(slugs) or [""])),))


def _is_version(said: str) -> bool:
    try:
        Version.parse(said.rpartition("/")[2])
    except ValueError:
        return said.strip().lower() in WORDS
    return True


def _versions(session: Session, history: History, slugs: Sequence[str], said: str) -> Iterator[Moment]:
    names = slugs or [file.slug for file in session.policy_files()]
    for slug in names:
        versions = versions_of(history, session.tree, session.config, slug)
        if not versions.releases and not slugs:
            continue
        release = choose(versions, said, today())
        yield _revision(session, history, [release.policy], revision_of(release))


def _revision(session: Session, history: History, slugs: Sequence[str], revision: Revision) -> Moment:
    then = session.at(history.tree(revision))
    try:
        return Moment(then, then.policy_files(slugs))
    except InputError as error:
        raise InputError(
            f"{error.problem} (as of {revision.name})", path=error.path, line=error.line, fix=error.fix
        ) from error
