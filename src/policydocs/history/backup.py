"""Everything of a practice in one file: the repository, what is not committed yet, and the data folder."""

from __future__ import annotations

import contextlib
import io
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from policydocs.errors import InputError, SurroundingsError
from policydocs.history.backup_manifest import (
    BUNDLE,
    DATA,
    MANIFEST,
    WORKING,
    Kept,
    Manifest,
    Repository,
    add_member,
    fit_name,
    open_backup,
)
from policydocs.history.git_program import git_in, run
from policydocs.history.lock import repository_lock
from policydocs.history.surroundings import Situation
from policydocs.values import frozen

_SQLITE = b"SQLite format 3\x00"
_BESIDE_SQLITE = ("-wal", "-shm", "-journal")
#: What a program that was stopped leaves behind.
_UNFINISHED = (".keeping-", ".policydocs-")

#: What no backup holds, said with each.
NEVER = (
    "settings and hooks of git, addresses of shared copies (but the name that commits are by is kept)",
    "files that git ignores, such as handouts/ (to make anew; what was handed out is in the archive)",
    "passwords, which the system's keyring keeps",
)


@frozen
class Origin:
    """What a backup is of."""

    situation: Situation
    data: Path  #: the data folder; it need not exist
    practice: str  #: the practice's name
    made: datetime
    made_by: str


def make_backup(origin: Origin, target: Path, *, seal: Callable[[bytes], bytes] | None = None) -> Manifest:
    """Write the backup, read it back and compare it, then give it its name.

    Args:
        target: a file that does not exist, outside of the repository and of the data folder.
        seal: what encrypts it, or None.

    Raises:
        HeldByAnotherError: a release is at work.
        InputError: the target is there already, or in a place where it would be backed up itself; the
            repository is a copy without its older part.
        SurroundingsError: git refused, or the disk.
    """
    _check_target(origin, target)
    if origin.situation.shallow:
        raise InputError(
            "This copy of the repository lacks the older part of its history, so a backup would lack it too.",
            fix="Get all of it:  git fetch --unshallow   Then run the same command again.",
        )
    with repository_lock(origin.situation.places.own):
        if seal is None:
            with _finished(target) as file:
                return _written(origin, file, target)
        plain = io.BytesIO()
        manifest = _written(origin, plain, target)
        with _finished(target) as file:
            file.write(seal(plain.getvalue()))
        return manifest


def _written(origin: Origin, file: BinaryIO, target: Path) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        manifest = _fill(origin, archive)
        text = manifest.model_dump_json(indent=1).encode("utf-8")
        add_member(archive, MANIFEST, io.BytesIO(text))
    file.seek(0)
    with open_backup(file, shown=str(target)) as backup:
        backup.verify()
    file.seek(0, os.SEEK_END)
    return manifest


def _fill(origin: Origin, archive: zipfile.ZipFile) -> Manifest:
    situation = origin.situation
    git = git_in(situation.places.top)
    left_out: list[str] = []
    files: dict[str, Kept] = {}
    listed = run(git, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    refs = dict(line.rsplit(" ", 1) for line in listed)
    if situation.head is not None or refs:
        with _bundle(situation) as stream:
            files[BUNDLE] = add_member(archive, BUNDLE, stream)
    deleted = []
    for path in sorted(situation.dirty):
        place = situation.places.top / path
        if not os.path.lexists(place):
            if fit_name(path):
                deleted.append(path)
        elif reason := _unfit(path, place):
            left_out.append(f"{path} ({reason})")
        else:
            with _opened(place) as stream:
                files[WORKING + path] = add_member(archive, WORKING + path, stream)
    for path, place in _data_files(origin.data, left_out):
        with _snapshot(place) as stream:
            files[DATA + path] = add_member(archive, DATA + path, stream)
    settings = _own_settings(situation)
    return Manifest(
        made=origin.made.isoformat(),
        made_by=origin.made_by,
        practice=origin.practice,
        folder=_folder_name(situation),
        repository=Repository(
            branch=situation.branch,
            commit=situation.head,
            refs=refs,
            prefix=situation.places.prefix,
            deleted=deleted,
            name=settings.get("user.name", ""),
            email=settings.get("user.email", ""),
        ),
        files=files,
        left_out=[*left_out, *NEVER],
    )


def _folder_name(situation: Situation) -> str:
    name = situation.places.top.name
    return name if fit_name(name) else "practice"


def _own_settings(situation: Situation) -> Mapping[str, str]:
    """The settings of this repository alone."""
    said = run(git_in(situation.places.top), "config", "--local", "--null", "--list")
    pairs = (entry.partition("\n") for entry in said.split("\0") if entry)
    return {key: value for key, _, value in pairs if value.isprintable()}


@contextlib.contextmanager
def _bundle(situation: Situation) -> Iterator[BinaryIO]:
    with tempfile.TemporaryDirectory(prefix="backup-", dir=situation.places.own) as folder:
        path = Path(folder) / BUNDLE
        also_head = ("HEAD",) if situation.head is not None else ()
        run(git_in(situation.places.top), "bundle", "create", "--quiet", str(path), "--all", *also_head)
        with path.open("rb") as stream:
            yield stream


def _unfit(path: str, place: Path) -> str:
    """Why a file cannot be in a backup; "" where it can."""
    if place.is_symlink():
        return "a link"
    if not place.is_file():
        return "no file, but a folder or a repository of its own"
    return "" if fit_name(path) else "a name that other systems cannot hold"


def _data_files(folder: Path, left_out: list[str]) -> Iterator[tuple[str, Path]]:
    """Every file of the data folder by its path in it; what cannot be kept is added to `left_out`."""
    for at, folders, names in os.walk(folder, onerror=_unreadable):
        folders.sort()
        linked = [name for name in folders if (Path(at) / name).is_symlink()]
        for name in sorted([*names, *linked]):
            place = Path(at) / name
            path = place.relative_to(folder).as_posix()
            if name.startswith(_UNFINISHED) or _is_beside_sqlite(place):
                continue
            if reason := _unfit(path, place):
                left_out.append(f"{path} of the data folder ({reason})")
            else:
                yield path, place


def _is_beside_sqlite(place: Path) -> bool:
    """Whether it is a database's side file, which the snapshot of the database has in it."""
    ending = next((one for one in _BESIDE_SQLITE if place.name.endswith(one)), "")
    main = place.with_name(place.name.removesuffix(ending))
    return bool(ending) and main.is_file() and _is_sqlite(main)


def _is_sqlite(place: Path) -> bool:
    with _opened(place) as stream:
        return stream.read(len(_SQLITE)) == _SQLITE


@contextlib.contextmanager
def _snapshot(place: Path) -> Iterator[BinaryIO]:
    """The file; of a database one whole state, also while it is written to."""
    if not _is_sqlite(place):
        with _opened(place) as stream:
            yield stream
        return
    try:
        with contextlib.closing(sqlite3.connect(place)) as database:
            data = database.serialize()
    except sqlite3.Error as error:
        raise SurroundingsError(
            f"This database cannot be read: {error}.",
            path=str(place),
            fix="Close every program that uses it, then run the same command again.",
        ) from error
    yield io.BytesIO(data)


@contextlib.contextmanager
def _opened(place: Path) -> Iterator[BinaryIO]:
    try:
        stream = place.open("rb")
    except OSError as error:
        raise _refused("A file cannot be read, so the backup would lack it", place, error) from error
    with stream:
        yield stream


def _unreadable(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # no data folder yet: nothing was kept so far
        raise _refused("The data folder cannot be read", Path(error.filename), error)


def _check_target(origin: Origin, target: Path) -> None:
    if os.path.lexists(target):
        day = origin.made.date().isoformat()
        raise InputError(
            "There is such a file already, and a backup never replaces another.",
            path=str(target),
            fix=f"Name a new one, with the day in it:  policydocs backup my-practice-{day}.zip",
        )
    where = target.resolve()
    for folder, what in ((origin.situation.places.top, "repository"), (origin.data, "data folder")):
        if where.is_relative_to(folder.resolve()):
            raise InputError(
                f"This is in the {what} itself: a backup there is lost with what it is of.",
                path=str(target),
                fix="Name a file in another folder, best on another disk.",
            )


@contextlib.contextmanager
def _finished(target: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when the block ends well, and is gone otherwise; its owner's alone."""
    try:
        number, name = tempfile.mkstemp(prefix=".policydocs-", dir=target.parent)
    except OSError as error:
        raise _refused("The backup cannot be written", target, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(number, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise _refused("The backup cannot be written", target, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _refused(said: str, place: Path, error: OSError) -> SurroundingsError:
    return SurroundingsError(
        f"{said}: {error.strerror or error}.",
        path=str(place),
        fix="Check that the folder is there and yours, and that the disk is not full. Nothing was written.",
    )
