"""git's index brought to the new commit, by git's own protocol, with a lock that is provably ours.

The new index is made aside, then linked to `index.lock` and renamed: the lock is the very file that stands in
our stage, so that a later run knows whose it is.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from policydocs.history.git_program import run
from policydocs.history.journal import Journal, Stage
from policydocs.history.placing import digest_of, explained, sync_folder
from policydocs.history.ref_transaction import LockLeftError, gone_after_waiting

if TYPE_CHECKING:
    from git import Git

_TRIES = 5


def swap_index(git: Git, journal: Journal, stage: Stage, git_dir: Path, *, any_: bool = False) -> None:
    """The index of the working tree that released, with the entries of the new commit.

    Entries that somebody changed since are left as they are.

    Args:
        any_: the person said that no other git program is at work, so that a foreign lock may go.

    Raises:
        LockLeftError: another git program holds the index.
        SurroundingsError: it cannot be written, or git refused.
    """
    index, lock = git_dir / "index", git_dir / "index.lock"
    fresh = stage.folder / "index.new"
    _clear_lock(lock, fresh, any_=any_)
    for _ in range(_TRIES):
        before = digest_of(index)
        if before == journal.index and stage.index.exists():
            _copy(stage.index, fresh)
        else:
            if index.exists():
                _copy(index, fresh)
            else:
                fresh.unlink(missing_ok=True)
            _update(git, journal, fresh)
        if digest_of(fresh) == before:
            return
        _take(lock, fresh)
        if digest_of(index) != before:  # another git program was quicker
            lock.unlink(missing_ok=True)
            continue
        lock.replace(index)
        sync_folder(git_dir)
        return
    raise LockLeftError(
        "git's index changes all the time; another program is at work in this folder.",
        fix="Close it, then run the same command again.",
    )


def _update(git: Git, journal: Journal, fresh: Path) -> None:
    """Our entries, where the index still has those of the commit before."""
    env = {"GIT_INDEX_FILE": str(fresh)}
    paths = {file.path: file for file in journal.files if file.old_blob or file.new_blob}
    said = run(
        git,
        "ls-files",
        "--stage",
        "--full-name",
        "-z",
        "--",
        *(f":(top,literal){path}" for path in paths),
        env=env,
    )
    held = {}
    for entry in said.split("\0"):
        head, _, path = entry.partition("\t")
        if path:
            held[path] = head.split(" ")[1]
    lines = []
    for path, file in paths.items():
        if held.get(path, "") != file.old_blob:
            continue
        if file.new_blob:
            lines.append(f"{file.mode} {file.new_blob}\t{path}\0")
        else:
            lines.append(f"0 {'0' * len(journal.new)}\t{path}\0")
    if lines:
        run(
            git,
            "update-index",
            "-z",
            "--index-info",
            stdin="".join(lines).encode("utf-8", "surrogateescape"),
            env=env,
        )


def _take(lock: Path, fresh: Path) -> None:
    """git's lock, which is our finished index at once; where a disk knows no links, a copy of it."""
    for _ in range(2):
        try:
            os.link(fresh, lock)
        except FileExistsError:
            if not gone_after_waiting(lock):
                break
        except OSError:
            _copy_exclusively(fresh, lock)
            return
        else:
            return
    raise LockLeftError(
        f"another git program holds {lock}.",
        fix="Wait until it has ended, then run the same command again. If none is running:"
        "  policydocs release --unlock",
    )


def _copy_exclusively(fresh: Path, lock: Path) -> None:
    try:
        with lock.open("xb") as file:
            file.write(fresh.read_bytes())
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise LockLeftError(
            f"another git program holds {lock}.",
            fix="If none is running:  policydocs release --unlock",
        ) from error
    except OSError as error:
        with contextlib.suppress(OSError):
            lock.unlink()
        raise explained(error, lock, "cannot be written") from error


def _clear_lock(lock: Path, fresh: Path, *, any_: bool) -> None:
    """Remove our own lock of an earlier run; wait for anybody else's."""
    if not lock.exists():
        return
    ours = fresh.exists() and (lock.samefile(fresh) or digest_of(lock) == digest_of(fresh))
    if ours or any_:
        lock.unlink(missing_ok=True)
    elif not gone_after_waiting(lock):
        raise LockLeftError(
            f"another git program holds {lock}, or one that ended left it.",
            fix="Close every other program that uses this folder, then run:  policydocs release --unlock",
        )


def _copy(source: Path, target: Path) -> None:
    try:
        target.unlink(missing_ok=True)
        shutil.copyfile(source, target)
        with target.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise explained(error, target, "cannot be written") from error
