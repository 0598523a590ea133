"""Where what concerns clients is kept: one folder a practice in the data folder, its owner's alone.

    <data folder>/practices/<the practice's id>/records.sqlite3    roster and ledger
                                               /outbox/            letters that are ready to go out
                                               /papers/            records for whoever asked for one
                 /archive/                                         what was handed out, by digest

Never in a git working tree, where one `git add` would publish who is a client, unless git ignores the place;
never where another program copies the file while it is written, which breaks a database.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from policydocs.delivery.disks import is_encrypted, network_kind
from policydocs.errors import InputError, SurroundingsError
from policydocs.values import frozen

PRACTICES = "practices"
OUTBOX = "outbox"
PAPERS = "papers"  #: records for an examiner or a client, until they were handed over
#: What lies in a practice's folder: that git ignores databases by their ending is not enough.
_WITHIN = ("records.sqlite3", "records.sqlite3-wal", f"{OUTBOX}/print/letters.pdf", f"{PAPERS}/record.pdf")
_PRACTICE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: A folder of that name on the way, in small letters -> the service that copies it elsewhere.
_SYNCHRONISED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"onedrive( - .*)?"), "OneDrive"),
    (re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"dropbox( \(.*\))?"), "Dropbox"),
    (re.compile(r"google ?drive( \(.*\))?|googledrive-.*|my drive"), "Google Drive"),
    (re.compile(r"box( sync)?|box-box"), "Box"),
    (re.compile(r"nextcloud|owncloud|syncthing|pcloud ?drive|megasync"), "a synchronising program"),
    (re.compile(r"cloudstorage"), "a synchronising program"),
)
#: Where a program leaves a mark in the top folder that it synchronises.
_MARKS: Mapping[str, str] = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync_journal.db": "Nextcloud",
}


@frozen
class Place:
    """A practice's own folder for what concerns clients."""

    folder: Path
    remarks: tuple[str, ...] = ()  #: what should be mended, and does not stop the work

    @property
    def outbox(self) -> Path:
        return self.folder / OUTBOX


def practice_folder(data: Path, practice: str) -> Path:
    """The folder of one practice, whether or not it exists.

    Args:
        data: the data folder.
        practice: the permanent id of `policydocs.toml`.

    Raises:
        InputError: the practice has no id.
    """
    if not _PRACTICE_ID.fullmatch(practice):
        raise InputError(
            "The practice has no permanent id, and its clients are kept under it.",
            path="policydocs.toml",
            fix='Add to [practice]:  id = "my-practice"   It never changes.',
        )
    return data / PRACTICES / practice


def prepared_place(data: Path, practice: str) -> Place:
    """The practice's folder, made where there is none, after a look at whether it may be there.

    Raises:
        InputError: the practice has no id; the place is in a git working tree that does not ignore it, or is
            tracked; another program copies it elsewhere; it is on a network.
        SurroundingsError: it cannot be made, or belongs to somebody else.
    """
    folder = practice_folder(data, practice)
    refuse_unfit(folder)
    make_private(folder)
    return Place(folder, remarks_on(folder))


def make_private(folder: Path) -> None:
    """The folder, and those above it that are missing, for its owner alone.

    Raises:
        SurroundingsError: it cannot be made, or it is somebody else's.
    """
    try:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir(mode=0o700, exist_ok=True)
        if os.name != "nt" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise SurroundingsError(
            f"The folder for roster and ledger cannot be made: {error.strerror or error}.",
            path=str(folder),
            fix="Give yourself the right to write there; or POLICYDOCS_DATA names another folder.",
        ) from error


# --- Places that are refused ---------------------------------------------------------------------


def refuse_unfit(folder: Path) -> None:
    """
    Raises:
        InputError: what concerns clients must not be kept there.
    """
    resolved = folder.resolve()
    service = synchronised_by(resolved)
    if service:
        raise _unfit(
            folder,
            f"{service} copies this folder to other computers while the ledger is written, which damages it, "
            "and it may tell others who is a client.",
        )
    kind = network_kind(resolved)
    if kind:
        raise _unfit(folder, f"This folder is on a network ({kind}), where a ledger cannot be kept safe.")
    tree = working_tree(resolved)
    if tree is None:
        return
    if _git_says(tree, "ls-files", "--", str(resolved)):
        raise _unfit(
            folder, "Git keeps versions of this folder: whoever gets the repository sees your clients."
        )
    if not all(_ignores(tree, resolved / one) for one in _WITHIN):
        raise _unfit(
            folder,
            "This folder is in a git working tree that does not ignore all of it, where one 'git add' would "
            "publish who is a client.",
        )


def _unfit(folder: Path, problem: str) -> InputError:
    return InputError(
        f"Roster and ledger cannot be kept here. {problem}",
        path=str(folder),
        fix="Unset POLICYDOCS_DATA, or let it name a folder on a disk of this computer, outside of any "
        "repository\n  and outside of what OneDrive, iCloud, Dropbox and the like copy.",
    )


def synchronised_by(folder: Path) -> str:
    """The service that copies the folder elsewhere; "" where none is known to."""
    for at in (folder, *folder.parents):
        name = at.name.lower()
        for pattern, service in _SYNCHRONISED:
            # "Box" is also a folder's ordinary name: there, only in the user's own folder.
            if pattern.fullmatch(name) and (service != "Box" or at.parent == Path.home()):
                return service
        for mark, service in _MARKS.items():
            if _is_there(at / mark) and at != Path.home():
                return service
    return ""


# --- Git -----------------------------------------------------------------------------------------


def working_tree(folder: Path) -> Path | None:
    """The top of the git working tree that the folder is, or would be, in; a look at the disk, no process."""
    return next((at for at in (folder, *folder.parents) if _is_there(at / ".git")), None)


def _is_there(path: Path) -> bool:
    """False too where the folder above may not be entered, for which `Path.exists` raises."""
    try:
        return path.exists()
    except OSError:
        return False


def _ignores(tree: Path, file: Path) -> bool:
    """Whether git would leave that file alone."""
    return bool(_git_says(tree, "check-ignore", "--no-index", "--", str(file)))


def _git_says(tree: Path, *arguments: str) -> str:
    """What git says; "" where it refuses, or there is no git: then the place counts as not ignored."""
    # GitPython is slow to load, and most places are in no repository.
    from policydocs.history.git_program import ask, git_in  # noqa: PLC0415

    try:
        answer = ask(git_in(tree), *arguments)
    except SurroundingsError:
        return ""
    return answer.output if answer.status == 0 else ""


# --- What should be mended -----------------------------------------------------------------------


def remarks_on(folder: Path) -> tuple[str, ...]:
    """What is worth mending and can be told at little cost: a disk that is not encrypted."""
    if is_encrypted(folder.resolve()) is False:
        return (
            "The disk that holds your clients' names is not encrypted: whoever takes the computer can read "
            "them. Switch on BitLocker (Windows), FileVault (macOS) or LUKS (Linux).",
        )
    return ()


def refuse_published(file: Path) -> None:
    """
    Raises:
        InputError: the file, which tells of clients, would stand where git does not ignore it.
    """
    resolved = file.resolve()
    tree = working_tree(resolved.parent)
    if tree is not None and not _ignores(tree, resolved):
        raise InputError(
            "This would be in a git working tree, where one 'git add' publishes who is a client.",
            path=str(file),
            fix="Name a file outside of any repository.",
        )
