"""`policydocs import FILE`: a document that the practice has becomes a policy in Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.context import Session
from policydocs.cli.given_document import TYPES, name_to_read, read_bytes, renamed, shown_name
from policydocs.cli.options import command, format_option
from policydocs.errors import ExitCode, InputError

if TYPE_CHECKING:
    from policydocs.source.importing.imported import Imported

FORMATS = ("text", "json")
STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the Markdown goes."""

    path: Path | None  #: None: to stdout
    shown: str  #: as the user knows it


@command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--slug", metavar="NAME", default="", help="What the policy is called: social-media.")
@click.option("-o", "--output", metavar="FILE", help="Write the Markdown there; - for stdout.")
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option("--diff", is_flag=True, help="Show the document beside the result, word by word.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option(
    "--type",
    "type_",
    type=click.Choice(TYPES),
    help="Read FILE as this, whatever it is called. Without it, - is recognized by its content.",
)
@click.option("--name", metavar="NAME", default="", help="What to call the text read from - (stdin).")
@format_option(*FORMATS)
def import_policy(
    session: Session,
    *,
    files: tuple[str, ...],
    slug: str,
    output: str | None,
    dry_run: bool,
    diff: bool,  # noqa: ARG001
    force: bool,
    type_: str | None,
    name: str,
    format_: str,
) -> ExitCode:
    """FILE is the policy that you have: a Word document, a web page, plain text, Markdown, RTF, an
    OpenDocument text or a PDF (.docx .html .txt .md .rtf .odt .pdf), or - for stdin.

    In a practice's folder the policy is written to policies/NAME.md; elsewhere to stdout, or where -o says.
    Every word of FILE is in the result, or is listed as left out; else nothing is written.

    \b
    Examples:
      policydocs import "Social Media Policy.docx"
      policydocs import saved-page.html --dry-run --diff
      policydocs import old-policy.txt --slug texting -o texting.md

    Exit codes: 0 done, 2 it cannot be read, or a file is in the way.
    """
    if len(files) > 1:
        raise InputError(
            "import takes one document at a time.",
            fix="Run it once for each; or, for dated versions of one policy, add --history.",
        )
    shown = shown_name(files[0], name)
    imported = _imported(session, files[0], shown, slug, type_)
    place = _place(session, imported.policy.slug, output)
    if not dry_run:
        _put(session, imported, place, force=force)
    from policydocs.cli.reports.import_report import json_report, told

    if format_ == "json":
        session.output.result(json_report(imported, shown, written=None if dry_run else place.shown))
        return ExitCode.DONE
    report = told(imported, shown)
    if place.path is None and not dry_run:
        session.output.talk(report)
    else:
        session.output.result(report)
    return ExitCode.DONE


def _imported(session: Session, file: str, shown: str, slug: str, type_: str | None) -> Imported:
    from policydocs.source.importing.import_document import import_document
    from policydocs.source.names import slug_problem

    if slug and (problem := slug_problem(slug)):
        raise InputError(f'the policy cannot be called "{slug}": {problem}.', fix="Try --slug social-media")
    data = read_bytes(file, shown, command="import")
    practice = None if session.found_root is None else session.config.practice
    try:
        return import_document(name_to_read(file, shown, type_), data, slug=slug, practice=practice)
    except InputError as error:
        raise renamed(error, shown) from error


def _place(session: Session, slug: str, output: str | None) -> Place:
    if output == STDOUT or (output is None and session.found_root is None):
        return Place(None, "stdout")
    if output is not None:
        return Place(Path(output), output)
    relative = f"{session.config.policies_folder}/{slug}.md"
    return Place(session.root / relative, relative)


def _put(session: Session, imported: Imported, place: Place, *, force: bool) -> None:
    """Write the Markdown; nothing is replaced unasked.

    Raises:
        InputError: a file of this name is there already.
    """
    if place.path is None:
        session.output.result(imported.markdown)
        return
    if place.path.exists() and not force:
        raise InputError(
            "there is a file of this name already, so nothing was written.",
            path=place.shown,
            fix="Choose another name with --slug or -o; or replace it with --force.",
        )
    from policydocs.cli.write_files import write_file

    write_file(place.path, imported.markdown.encode("utf-8"))
