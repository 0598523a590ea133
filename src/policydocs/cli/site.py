"""`policydocs site`: the released policies as a website to put on one's own domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.options import command
from policydocs.cli.released_files import archive, nearby
from policydocs.errors import ExitCode

if TYPE_CHECKING:
    from policydocs.site.library import Library
    from policydocs.site.plan import Make
    from policydocs.site.shelf import Shelf

#: Where it goes unless `-o` says otherwise; git ignores it, and no policy can have this name.
DEFAULT_FOLDER = "handouts/_website"


@command("site")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    help=f"Where to. [default: {DEFAULT_FOLDER} in the practice]",
)
@click.option(
    "--base-url",
    "base_url",
    metavar="URL",
    help="Where it will stand: https://policies.example.org. The feed then has full addresses.",
)
@click.option("--force", is_flag=True, help="Also into a folder with other files; they are kept.")
def site(session: Session, *, folder: str | None, base_url: str | None, force: bool) -> ExitCode:
    """Plain pages without scripts, to open from your disk or to copy to your web space as they are: each
    policy in force, what is pending, every version with its notice and what changed, every PDF, translations
    side by side, and a feed of the changes. Only released versions stand in it, and nothing about clients.

    The folder is replaced in one step. Run it again after each release, and on the day a new version begins.

    \b
    Examples:
      policydocs site
      policydocs site -o ../website --base-url https://policies.example.org

    Exit codes: 0 done, 2 no practice or a folder with other files, 3 git or the disk refused.
    """
    from policydocs.history.revisions import History
    from policydocs.site.base_url import checked_base_url
    from policydocs.site.library import open_library
    from policydocs.site.plan import site_files
    from policydocs.site.publish import put_in_place, refuse_folder

    address = "" if base_url is None else checked_base_url(base_url)
    target = session.root / DEFAULT_FOLDER if folder is None else Path(folder)
    refuse_folder(target, practice=session.root, force=force)
    with History(session.root) as history:
        library = open_library(history, archive(), practice=session.config.practice, day=today())
        if not library.policies:
            session.output.talk(_nothing_yet())
            return ExitCode.DONE
        for shelf in session.output.progress(_versions(library), "Reading"):
            shelf.read()
        files = site_files(library, base_url=address)
        put_in_place(target, _made(session, files))
    session.output.result(f"{nearby(target)}: {_counted(library, files)}")
    for remark in library.reader.remarks:
        session.output.warn(f"Please look at this: {remark}")
    session.output.next_step(_next_step(target, address))
    return ExitCode.DONE


def _versions(library: Library) -> list[Shelf]:
    return [shelf for policy in library.policies for shelf in policy.shelves]


def _made(session: Session, files: Mapping[str, Make]) -> Iterator[tuple[str, bytes]]:
    for path, make in session.output.progress(list(files.items()), "Making"):
        yield path, make()


def _counted(library: Library, files: Mapping[str, Make]) -> str:
    versions = sum(len(policy.shelves) for policy in library.policies)
    ended = [len(library.policies), versions, len(files)]
    words = [("policy", "policies"), ("version", "versions"), ("file", "files")]
    return ", ".join(f"{n} {one if n == 1 else many}" for n, (one, many) in zip(ended, words, strict=True))


def _nothing_yet() -> str:
    return (
        "Nothing is released yet, so there is nothing to put on a website: it shows released versions only.\n"
        "Next:  policydocs release --dry-run   shows what making a first version would do.\n"
        "To look at your policies as pages while you write:  policydocs preview"
    )


def _next_step(target: Path, address: str) -> str:
    where = f"to {address}" if address else "to your web space"
    return (
        f"To look at it, open  {nearby(target / 'index.html')}  with your browser.\n"
        f"Then copy the whole folder {where}; docs/site.md tells how."
    )
