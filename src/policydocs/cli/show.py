"""`policydocs show`: exactly what a policy said on a day, or in one of its versions."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.file_choice import FileChoice
from policydocs.cli.languages import language_option, slug_in_language
from policydocs.cli.options import DAY, as_day, command
from policydocs.cli.write_files import write_file
from policydocs.errors import ExitCode, InputError

if TYPE_CHECKING:
    from policydocs.history.rebuild import RebuiltVersion

FORMATS = ("txt", "pdf", "docx", "html")


@command("show")
@click.argument("slug", metavar="POLICY")
@click.option(
    "--on",
    "on",
    metavar="DATE",
    type=DAY,
    callback=as_day,
    help="The version in force on that day: 2025-03-04. [default: today]",
)
@click.option("--version", "version", metavar="VERSION", help="Its number, or newest, in-force, pending.")
@click.option(
    "--to", "format_", type=click.Choice(FORMATS), default="txt", show_default=True, help="The format."
)
@click.option(
    "--paper", type=click.Choice(["letter", "a4"]), help="Paper size. [default: as in that version]"
)
@click.option("--large-print", is_flag=True, help="18-point type.")
@language_option
@click.option("--clinician", metavar="ID", help="Whose, where the policy differs for each clinician.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write it; - for standard output. [default: the screen; for pdf and docx a file]",
)
def show(
    session: Session,
    *,
    slug: str,
    on: date | None,
    version: str | None,
    format_: str,
    paper: str | None,
    large_print: bool,
    language: str | None,
    clinician: str | None,
    output: str | None,
) -> ExitCode:
    """POLICY is a policy's name, or one that it had before. What you see is what its clients were handed: the
    text of the version in force on that day, with the phone number and all other facts of that version.

    \b
    Examples:
      policydocs show social-media --on 2025-03-04
      policydocs show social-media --lang es
      policydocs show social-media --version 1.0.0 --to pdf -o as-it-was.pdf

    Exit codes: 0 done, 2 no version was in force, or it cannot be read, 3 git is missing or refused.
    """
    from policydocs.cli.released_files import archive, nearby, released_folder, standing, tell_origin, wanted
    from policydocs.history.rebuild import rebuild
    from policydocs.history.released import choose, held_on, versions_of
    from policydocs.history.revisions import History

    if on is not None and version is not None:
        raise click.UsageError("--on and --version exclude each other.")
    slug = slug_in_language(session, slug, language)
    day = today()
    choice = FileChoice((format_,), paper, large_print, None)
    with History(session.root) as history:
        versions = versions_of(history, session.tree, session.config, slug)
        if not versions.releases:
            session.policy_files([versions.policy])  # an unknown name is refused, with the nearest
        release = choose(versions, version, day) if version else held_on(versions, on or day)
        made = rebuild(history, versions, release, archive(), wanted(choice))
    name, data = _one(made, clinician)
    if output == "-" or (output is None and format_ in ("txt", "html")):
        _put_out(session, data, format_)
    else:
        path = Path(output) if output else released_folder(session.root, release) / name
        write_file(path, data)
        session.output.result(nearby(path))
    tell_origin(session, made)
    session.output.talk(
        f"Version {release.version}, released on {release.tagged.date()}, {standing(versions, release, day)}."
    )
    return ExitCode.DONE


def _one(made: RebuiltVersion, clinician: str | None) -> tuple[str, bytes]:
    """The file asked for, of several where the policy differs for each clinician.

    Raises:
        InputError: several, and none was named; or nobody of that id.
    """
    files = {one.name: one.data for one in made.files}
    if made.text is not None and len(made.text.policies) > 1:
        ids = [policy.clinician.id for policy in made.text.policies if policy.clinician]
        if clinician is None or clinician not in ids:
            raise InputError(
                "this version differs for each clinician."
                if clinician is None
                else f'"{clinician}" is no clinician of this version.',
                fix=f"Say whose:  --clinician {' | '.join(ids)}",
            )
        return list(files.items())[ids.index(clinician)]
    if not files:
        raise InputError("the archive does not have this file.", fix="Try another format:  --to pdf")
    return next(iter(files.items()))


def _put_out(session: Session, data: bytes, format_: str) -> None:
    if format_ in ("txt", "html"):
        session.output.result(data.decode("utf-8"))
    elif sys.stdout is not None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
