"""A backup put back: everything is looked at, then made aside, then put in place; nothing is written over."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from policydocs.errors import InputError, SurroundingsError
from policydocs.history.backup_manifest import BUNDLE, DATA, WORKING, Backup, Repository
from policydocs.history.git_program import ask, git_in, run
from policydocs.values import frozen, record

_STAGE = ".policydocs-restore-"
_SOME = 3


@frozen
class Restored:
    """What was put back."""

    folder: Path  #: the repository
    practice: Path  #: the practice's folder in it
    refs: int  #: branches, tags and other refs
    uncommitted: int  #: files that were not committed, deleted ones too
    data: int  #: files of the data folder that were added
    there: int  #: files of the data folder that were there already, the same


def restore_backup(backup: Backup, folder: Path, data: Path) -> Restored:
    """Put a repository and a data folder back; all of it, or nothing.

    Killed in the middle, it may leave files of the data folder, each whole, and hidden folders whose names
    begin with `.policydocs-restore-`; the same command then does the rest.

    Args:
        folder: for the repository; absent or empty.
        data: the data folder; what is in it stays, and a file that is the same in the backup is no conflict.

    Raises:
        InputError: the backup is damaged; something stands in the way.
        SurroundingsError: git refused, or the disk.
    """
    backup.verify()
    _refuse_folder(folder)
    new = _new_data(backup, data)
    progress = _Progress()
    try:
        repository = _aside(folder.absolute().parent, progress)
        _make_repository(backup, repository)
        stage = _aside(data.absolute(), progress)
        for name in new:
            _copy(backup, name, stage / name.removeprefix(DATA))
        for name in new:
            _place(stage, data.absolute(), name.removeprefix(DATA), progress)
        if folder.exists():
            folder.rmdir()
        repository.rename(folder)
    except OSError as error:
        progress.undo()
        place = Path(error.filename) if error.filename else folder
        raise _refused(place, error) from error
    except BaseException:
        progress.undo()
        raise
    progress.clear_stages()
    manifest = backup.manifest
    return Restored(
        folder,
        folder / manifest.repository.prefix,
        len(manifest.repository.refs),
        len(backup.members(WORKING)) + len(manifest.repository.deleted),
        len(new),
        len(backup.members(DATA)) - len(new),
    )


@record
class _Progress:
    """What was made so far, so that it can be taken back."""

    stages: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def undo(self) -> None:
        for path in reversed(self.files):
            with contextlib.suppress(OSError):
                path.unlink()
        self.clear_stages()
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def clear_stages(self) -> None:
        for stage in self.stages:
            _remove_tree(stage)

    def make(self, folder: Path) -> None:
        """The folder and those above it, each its owner's alone; taken back by `undo`."""
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            one.mkdir(mode=0o700)
            self.folders.append(one)


def _aside(parent: Path, progress: _Progress) -> Path:
    """A hidden folder on the same disk as the one that its content goes to."""
    progress.make(parent)
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=parent))
    progress.stages.append(stage)
    return stage


def _refuse_folder(folder: Path) -> None:
    """Make sure that nothing is there. Raises InputError."""
    try:
        there = sorted(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        there = ["a link to nowhere"] if folder.is_symlink() else []
    except NotADirectoryError:
        there = ["a file"]
    except OSError as error:
        raise _refused(folder, error) from error
    if there:
        raise InputError(
            f"The folder is not empty: it holds {_some(there)}. Nothing was restored.",
            path=str(folder),
            fix="Name a new folder:  policydocs restore FILE my-practice",
        )


def _new_data(backup: Backup, data: Path) -> list[str]:
    """The members of the data folder that are not there yet.

    Raises:
        InputError: others are there with another content.
    """
    new, other = [], []
    for name, kept in backup.members(DATA).items():
        place = data / name.removeprefix(DATA)
        if not os.path.lexists(place):
            new.append(name)
        elif not place.is_file() or _digest(place) != kept.sha256:
            other.append(name.removeprefix(DATA))
    if other:
        raise InputError(
            f"The data folder holds other files under the same names: {_some(other)}. Nothing was restored.",
            path=str(data),
            fix="If what is there is no longer needed, move that folder away; or restore into another one:\n"
            "  POLICYDOCS_DATA names it, see  policydocs restore --help",
        )
    return new


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SOME} more" if len(names) > _SOME else ""
    return ", ".join(names[:_SOME]) + more


def _digest(place: Path) -> str:
    try:
        with place.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise _refused(place, error) from error


# --- The repository ------------------------------------------------------------------------------


def _make_repository(backup: Backup, at: Path) -> None:
    """The repository with its refs and files as they were, in an empty folder."""
    state = backup.manifest.repository
    git = git_in(at)
    run(git, "init", "--quiet", "--template=")
    run(git, "symbolic-ref", "HEAD", state.branch or "refs/heads/main")
    for key, value in (("user.name", state.name), ("user.email", state.email)):
        if value:
            run(git, "config", "--local", key, value)
    if BUNDLE in backup.manifest.files:
        with _bundle_file(backup, at) as bundle:
            _take_refs(backup, at, bundle)
    if state.commit is not None:
        if state.branch is None:
            run(git, "update-ref", "--no-deref", "HEAD", state.commit)
        run(git, "-c", f"core.hooksPath={os.devnull}", "reset", "--hard", "--quiet", state.commit)
    for path in state.deleted:
        place = _in_working_tree(at, path, backup.shown)
        if place.is_dir() and not place.is_symlink():
            raise _stands_in_the_way(backup.shown, path)
        place.unlink(missing_ok=True)
    for name in backup.members(WORKING):
        path = name.removeprefix(WORKING)
        place = _in_working_tree(at, path, backup.shown)
        if place.is_symlink():  # git's own link goes, not what it points to
            place.unlink()
        _copy(backup, name, place, replaces=True)


@contextlib.contextmanager
def _bundle_file(backup: Backup, at: Path) -> Iterator[Path]:
    path = at / ".git" / BUNDLE
    _copy(backup, BUNDLE, path)
    yield path
    path.unlink()


def _take_refs(backup: Backup, at: Path, bundle: Path) -> None:
    """Fetch every ref; git compares each object with its name, and we the refs with the manifest's."""
    state: Repository = backup.manifest.repository
    git = git_in(at)
    wanted = ["+refs/*:refs/*", *(["HEAD"] if state.commit is not None else [])]
    fetched = ask(
        git,
        *("-c", f"core.hooksPath={os.devnull}", "-c", "gc.auto=0"),
        *("fetch", "--quiet", "--update-head-ok", "--no-recurse-submodules"),
        *(str(bundle), *wanted),
    )
    if fetched.status:
        raise InputError(
            f"The repository in the backup cannot be read: {fetched.error.strip()}",
            path=backup.shown,
            fix="Use another copy of it. Nothing was restored.",
        )
    (at / ".git" / "FETCH_HEAD").unlink(missing_ok=True)
    listed = run(git, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    if dict(line.rsplit(" ", 1) for line in listed) != state.refs:
        raise InputError(
            "The repository in the backup does not hold the branches and versions that its list names.",
            path=backup.shown,
            fix="Use another copy of it. Nothing was restored.",
        )


def _in_working_tree(at: Path, path: str, shown: str) -> Path:
    """The place of a file, which no link in the working tree leads out of."""
    place = at / path
    for folder in place.relative_to(at).parents:
        if (at / folder).is_symlink():
            raise _stands_in_the_way(shown, path)
    return place


def _stands_in_the_way(shown: str, path: str) -> InputError:
    return InputError(
        f"A link or folder in the repository stands in the way of the uncommitted file {path}.",
        path=shown,
        fix="policydocs makes no such backup; do not trust this file. Nothing was restored.",
    )


# --- Files ---------------------------------------------------------------------------------------


def _copy(backup: Backup, name: str, place: Path, *, replaces: bool = False) -> None:
    """Write a member out; a new file, its owner's alone, unless it replaces one of a fresh checkout."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if replaces:
        with place.open("wb") as stream:
            backup.copy(name, stream)
        return
    with open(place, "xb", opener=_private) as stream:
        backup.copy(name, stream)
        stream.flush()
        os.fsync(stream.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _place(stage: Path, data: Path, path: str, progress: _Progress) -> None:
    """Move one file from the stage to its place, which nothing took meanwhile."""
    place = data / path
    progress.make(place.parent)
    if os.path.lexists(place):
        raise FileExistsError(17, "another program has just put a file there", str(place))
    (stage / path).rename(place)
    progress.files.append(place)


def _remove_tree(folder: Path) -> None:
    """Remove a folder of ours; git's object files are read-only, which Windows does not remove."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            with contextlib.suppress(OSError):
                path.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def _refused(place: Path, error: OSError) -> SurroundingsError:
    return SurroundingsError(
        f"It cannot be restored: {error.strerror or error}.",
        path=str(place),
        fix="Check that the folder is yours and that the disk is not full. Nothing was restored.",
    )
