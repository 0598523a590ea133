"""`policydocs backup FILE`: everything of the practice in one file."""

from __future__ import annotations

from pathlib import Path

import click

from policydocs import __version__
from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.options import command
from policydocs.cli.quantity import counted
from policydocs.errors import ExitCode


@command("backup")
@click.argument("file", metavar="FILE")
@click.option("--encrypt", is_flag=True, help="Under a passphrase that you are asked for.")
def backup(session: Session, *, file: str, encrypt: bool) -> ExitCode:
    """FILE is a new file, best on another disk, such as my-practice-2027-03-01.zip.

    It holds the repository with every version, what you have not committed yet, and the data folder with a
    copy of everything that was handed out. It is read back and compared before it gets its name. What is not
    in it is told.

    With --encrypt it is an age file. The passphrase is asked for, or taken from the environment variable
    POLICYDOCS_PASSPHRASE. Without the passphrase nobody can open it again, we neither.

    \b
    Examples:
      policydocs backup E:\\my-practice-2027-03-01.zip
      policydocs backup /media/usb/my-practice-2027-03-01.zip.age --encrypt

    Exit codes: 0 done, 2 the file is there already or the passphrase is too short, 3 git or the disk refused.
    """
    from policydocs.cli.machine import data_folder
    from policydocs.history.backup import Origin, make_backup
    from policydocs.history.backup_manifest import DATA, WORKING
    from policydocs.history.surroundings import read_situation

    target = Path(file)
    origin = Origin(
        read_situation(session.root),
        data_folder().absolute(),
        session.config.practice.name,
        now(),
        f"policydocs {__version__}",
    )
    seal = None
    if encrypt:
        from policydocs.cli.passphrase import new_passphrase
        from policydocs.history import sealed

        sealed.require_library()
        passphrase = new_passphrase()

        def seal(data: bytes) -> bytes:
            return sealed.seal(data, passphrase)

    manifest = make_backup(origin, target, seal=seal)
    session.output.result(str(target))
    tags = sum(ref.startswith("refs/tags/") for ref in manifest.repository.refs)
    uncommitted, data = (sum(name.startswith(start) for name in manifest.files) for start in (WORKING, DATA))
    session.output.talk(
        f"It holds the repository with {counted(tags, 'tag')}, {counted(uncommitted, 'file')} not committed "
        f"yet, and {counted(data, 'file')} of the data folder. Each was read back and is as it should be."
    )
    session.output.talk("Not in it:\n" + "\n".join(f"  {one}" for one in manifest.left_out))
    if not encrypt:
        session.output.talk(
            "It is not encrypted: whoever has the file can read it. Keep it as you keep records, or make it "
            "with --encrypt."
        )
    session.output.next_step(
        f"To put it back, on this computer or another:  policydocs restore {target.name}"
    )
    return ExitCode.DONE
