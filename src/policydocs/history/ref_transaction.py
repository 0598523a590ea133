"""Branch and tags moved together, and git's lock files told apart: ours from anybody else's.

git's own transaction over several refs is not proof against a kill between its renames. So every step here
can be done again: what is there already is left, what is missing is made, and a lock that a killed git left
behind is removed when it is proved to be of our transaction: it holds the very id that we were writing, or
it is the very file (device, number, time) that we noted when git had taken all its locks.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

from policydocs.errors import SurroundingsError
from policydocs.history.git_program import ask, converse, run
from policydocs.history.journal import Journal, Stage, identity_of
from policydocs.history.surroundings import Places
from policydocs.values import frozen

if TYPE_CHECKING:
    from git import Git

WAIT_S = 2.0  #: for another git program to let go of its lock
_STEP_S = 0.05
#: As git names the lock that it could not take, whatever else it says.
_LOCK = re.compile(r"Unable to create '(.+?\.lock)'")


class OverrunError(Exception):
    """The branch or a tag is not what the release found or makes: it cannot be carried through."""


class LockLeftError(SurroundingsError):
    """A lock file of git's that is not proved to be ours."""


@frozen
class RefWork:
    """A release's refs: what is needed to move them forward or back."""

    git: Git
    journal: Journal
    stage: Stage
    places: Places
    keeps: int  #: the open file that carries the repository's lock

    @property
    def locks(self) -> Mapping[Path, str]:
        """The lock files that our transaction takes, and the id that each would hold ("" for none)."""
        common = self.places.common_dir
        tags = {tag.ref: tag.id for tag in self.journal.tags}
        paths = {
            common / f"{ref}.lock": id_
            for ref, id_ in {self.journal.branch: self.journal.new, **tags}.items()
        }
        paths[self.places.git_dir / "HEAD.lock"] = ""
        paths[common / "packed-refs.lock"] = ""
        paths[common / "reftable" / "tables.list.lock"] = ""
        return paths

    def key(self, path: Path) -> str:
        common = self.places.common_dir
        return path.relative_to(common).as_posix() if path.is_relative_to(common) else path.as_posix()


def current_refs(work: RefWork) -> Mapping[str, str]:
    """The ids that branch and tags have now; a ref that does not exist is absent."""
    wanted = [work.journal.branch, *(tag.ref for tag in work.journal.tags)]
    said = run(work.git, "for-each-ref", "--format=%(objectname) %(refname)", *wanted)
    pairs = (line.partition(" ") for line in said.split("\n") if line)
    return {ref: id_ for id_, _, ref in pairs if ref in wanted}


def move_refs(work: RefWork) -> None:
    """Branch and tags as the release wants them; does what is not done yet, in one transaction.

    Raises:
        OverrunError: the branch went elsewhere, or a tag of that name is another one.
        LockLeftError: another git program holds a lock, or one that ended left it.
        SurroundingsError: git refused.
    """
    journal, now = work.journal, current_refs(work)
    branch = now.get(journal.branch)
    if branch not in (journal.old, journal.new) and not _contains(work.git, branch, journal.new):
        raise OverrunError(journal.branch)
    for tag in journal.tags:
        if now.get(tag.ref, tag.id) != tag.id:
            raise OverrunError(tag.ref)
    commands = [f"create {tag.ref} {tag.id}" for tag in journal.tags if tag.ref not in now]
    if branch == journal.old:
        commands.insert(0, f"update {journal.branch} {journal.new} {journal.old}")
    if commands:
        _transaction(work, commands, journal.what)


def take_back_refs(work: RefWork) -> None:
    """Remove the tags that carry our ids, and move the branch back where it is still ours: an undone release.

    Raises:
        SurroundingsError: git refused.
    """
    journal, now = work.journal, current_refs(work)
    commands = [f"delete {tag.ref} {tag.id}" for tag in journal.tags if now.get(tag.ref) == tag.id]
    if now.get(journal.branch) == journal.new:
        commands.append(f"update {journal.branch} {journal.old} {journal.new}")
    if commands:
        _transaction(work, commands, f"undo {journal.what}")


def remove_own_locks(work: RefWork, *, any_: bool = False) -> tuple[Path, ...]:
    """Remove the lock files that a killed git of ours left; gives those that are not proved to be ours.

    Args:
        any_: the person said that no other git program is at work, so that all may go.
    """
    noted = work.stage.read_locks()
    left = []
    for path, content in work.locks.items():
        identity = identity_of(path)
        if any_ or (
            identity is not None and (noted.get(work.key(path)) == identity or _holds(path, content))
        ):
            path.unlink(missing_ok=True)
        elif identity is not None:
            left.append(path)
    return tuple(left)


def release_own_locks(work: RefWork, *, any_: bool = False) -> None:
    """The same, and wait for the locks of others.

    Raises:
        LockLeftError: one stays that is not proved to be ours.
    """
    left = [path for path in remove_own_locks(work, any_=any_) if not gone_after_waiting(path)]
    if left:
        raise LockLeftError(
            f"{work.journal.what} was interrupted, and git's lock {left[0]} is there. It may be of another"
            " git program that is at work.",
            fix="Close every other program that uses this folder, then run:  policydocs release --unlock",
        )


def _transaction(work: RefWork, commands: list[str], what: str) -> None:
    """Take all locks, note which files they are, and only then let git rename them."""
    process = converse(work.git, "update-ref", "-m", what, "--stdin", keeps=work.keeps)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        prepared = _say(process.stdin, process.stdout, ["start", *commands, "prepare"], answers=2)
        if prepared:
            found = {work.key(path): identity_of(path) for path in work.locks}
            work.stage.write_locks({key: one for key, one in found.items() if one is not None})
            if _say(process.stdin, process.stdout, ["commit"], answers=1):
                process.stdin.close()
                if process.wait() == 0:
                    return
    finally:
        if not process.stdin.closed:
            with contextlib.suppress(OSError):  # a write that failed; the pipe is closed all the same
                process.stdin.close()  # git gives its locks back when nothing more comes
        process.wait()
        said = process.stderr.read().decode("utf-8", "replace").strip()
        process.stdout.close()
        process.stderr.close()
    raise _refused(said)


def _say(stdin: IO[bytes], stdout: IO[bytes], lines: list[str], *, answers: int) -> bool:
    """Send commands; whether git answered each of the last ones with "ok"."""
    try:
        stdin.write("".join(f"{line}\n" for line in lines).encode())
        stdin.flush()
    except OSError:
        return False
    return all(stdout.readline().endswith(b": ok\n") for _ in range(answers))


def _refused(said: str) -> SurroundingsError:
    if "unknown command" in said or "usage:" in said:
        return SurroundingsError(
            "the git program is too old for a release; it needs version 2.27 or newer.",
            fix="Install a newer one; policydocs doctor says how.",
        )
    lock = _LOCK.search(said)
    if lock is not None and Path(lock[1]).exists():
        return in_the_way(Path(lock[1]))
    return SurroundingsError(
        f"git refused to make the version: {said or 'it ended without an answer'}",
        fix="Put right what git says, then run the same command again.",
    )


def in_the_way(lock: Path) -> LockLeftError:
    """A lock of another git program before a release that has not begun: what it means, and what to do."""
    return LockLeftError(
        f"git's lock {lock} is there, so nothing was released. Another git program is at work in this folder,"
        " or one that broke off left it.",
        fix="Close every other program that uses this folder, then run the same command again. If it says the"
        " same:  policydocs release --unlock  removes the lock.",
    )


def _holds(path: Path, content: str) -> bool:
    try:
        return bool(content) and path.read_bytes().strip() == content.encode()
    except OSError:
        return False


def gone_after_waiting(path: Path) -> bool:
    """Whether a lock file is let go of in time."""
    deadline = time.monotonic() + WAIT_S
    while path.exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(_STEP_S)
    return True


def _contains(git: Git, commit: str | None, ancestor: str) -> bool:
    """Whether somebody went on from our commit."""
    return commit is not None and ask(git, "merge-base", "--is-ancestor", ancestor, commit).status == 0
