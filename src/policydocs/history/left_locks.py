"""Lock files of git's that a program which broke off has left: they stop every release until they go."""

from __future__ import annotations

from pathlib import Path

from policydocs.errors import SurroundingsError
from policydocs.history.lock import repository_lock
from policydocs.history.ref_transaction import gone_after_waiting
from policydocs.history.surroundings import Places


def remove_left_locks(places: Places) -> tuple[Path, ...]:
    """Remove the lock files that stand in a release's way.

    The person said that no other git program is at work. All the same, one that goes by itself within a
    moment was of a program at work, and is left to it.

    Returns:
        Those removed.

    Raises:
        HeldByAnotherError: a release is at work at this moment.
        SurroundingsError: one cannot be removed: a program holds it open, or the folder cannot be written.
    """
    with repository_lock(places.own):
        left = [path for path in _locks(places) if not gone_after_waiting(path)]
        for path in left:
            _remove(path)
    return tuple(left)


def _locks(places: Places) -> list[Path]:
    """Those of the index, of HEAD, and of branches and tags."""
    common = places.common_dir
    named = (places.git_dir / "index", places.git_dir / "HEAD", common / "packed-refs")
    found = [lock for one in named if (lock := one.with_name(f"{one.name}.lock")).is_file()]
    for folder in ("heads", "tags"):
        found += sorted((common / "refs" / folder).rglob("*.lock"))
    return list(dict.fromkeys(found))


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise SurroundingsError(
            f"git's lock {path} cannot be removed: {error.strerror or error}.",
            fix="Close every other program that uses this folder, then run the same command again.",
        ) from error
