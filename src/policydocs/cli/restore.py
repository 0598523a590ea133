"""`policydocs restore FILE`: a backup put back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from policydocs.cli.context import Session
from policydocs.cli.options import command
from policydocs.cli.quantity import counted
from policydocs.errors import ExitCode, InputError


@command("restore", in_practice=False)
@click.argument("file", metavar="FILE")
@click.argument("folder", metavar="[DIR]", required=False)
def restore(session: Session, *, file: str, folder: str | None) -> ExitCode:
    """FILE is what `policydocs backup` made. DIR is a new or an empty folder for the practice; without it, a
    new one with the name that the practice's folder had.

    Nothing is written over. Every file is compared with the digest that the backup has of it before anything
    is written, and it is all put back, or nothing. What belongs into the data folder goes there; the
    environment variable POLICYDOCS_DATA names another one. An encrypted backup asks for its passphrase, or
    takes it from POLICYDOCS_PASSPHRASE.

    \b
    Examples:
      policydocs restore my-practice-2027-03-01.zip
      policydocs restore my-practice-2027-03-01.zip.age restored

    \b
    Exit codes: 0 done, 2 it is no backup, or damaged, or something is in the way, 3 git or the disk refused.
    """
    from policydocs.cli.machine import data_folder
    from policydocs.history.backup_manifest import open_backup
    from policydocs.history.repository import git_version
    from policydocs.history.restore import restore_backup

    git_version()  # before a passphrase is asked for
    with _plain(file) as stream, open_backup(stream, shown=file) as backup:
        target = Path(folder or backup.manifest.folder)
        restored = restore_backup(backup, target, data_folder().absolute())
        made, practice = backup.manifest.made, backup.manifest.practice
    session.output.result(str(restored.practice))
    there = f"; {counted(restored.there, 'file')} there already" if restored.there else ""
    changes, data = counted(restored.uncommitted, "change"), counted(restored.data, "file")
    session.output.talk(
        f"{practice} is as it was on {made[:10]}: the repository, its {restored.refs} branches and tags,\n"
        f"{changes} not committed yet, {data} of the data folder{there}."
    )
    session.output.next_step(f"Next:  cd {restored.practice}   then   policydocs status")
    return ExitCode.DONE


@contextmanager
def _plain(file: str) -> Iterator[BinaryIO]:
    """The backup's zip, opened with its passphrase where it has one.

    Raises:
        InputError: there is no such file, or it does not open.
    """
    from policydocs.history import sealed

    try:
        stream = Path(file).open("rb")  # noqa: SIM115  (closed below; what fails here is told here)
    except OSError as error:
        raise InputError(
            f"The backup cannot be opened: {error.strerror}.", path=file, fix="Check its name and folder."
        ) from error
    with stream:
        if not sealed.is_sealed(stream.read(64)):
            yield stream
            return
        from policydocs.cli.passphrase import known_passphrase

        sealed.require_library()
        stream.seek(0)
        yield io.BytesIO(sealed.unseal(stream.read(), known_passphrase(), shown=file))
