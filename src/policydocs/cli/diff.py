"""`policydocs diff`: what differs between two states of a policy, word by word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.context import Session
from policydocs.cli.languages import language_option, slug_in_language
from policydocs.cli.options import command
from policydocs.cli.write_files import write_file
from policydocs.errors import ExitCode

if TYPE_CHECKING:
    from policydocs.cli.redlining import Redlined

FORMATS = ("text", "json", "html", "docx")


@command("diff")
@click.argument("slug", metavar="POLICY")
@click.argument("before", metavar="[FROM]", required=False)
@click.argument("after", metavar="[TO]", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="docx is a Word document with tracked changes, to accept or reject; html is a page for the browser.",
)
@click.option("--side-by-side", is_flag=True, help="Old and new text in two columns (text only).")
@click.option(
    "--context",
    type=click.IntRange(0, 1000),
    default=1,
    show_default=True,
    metavar="N",
    help="Unchanged paragraphs shown before and after each change (text only).",
)
@language_option
@click.option("--clinician", metavar="ID", help="Whose facts to use, where the policy differs for each.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write it; - for standard output. [default: the screen; for docx a file in handouts/]",
)
def diff(
    session: Session,
    *,
    slug: str,
    before: str | None,
    after: str | None,
    format_: str,
    side_by_side: bool,
    context: int,
    language: str | None,
    clinician: str | None,
    output: str | None,
) -> ExitCode:
    """POLICY is a policy's name: social-media for policies/social-media.md.

    FROM and TO say which states to compare: a version (1.0.0 or v1.0.0) or anything that git knows
    (HEAD~1, a branch, a commit, "@{yesterday}"). FROM is the newest version if you name none, or the last
    commit where there is no version yet; TO is your files as they are now.

    \b
    Examples:
      policydocs diff social-media
      policydocs diff social-media 1.0.0 1.1.0
      policydocs diff social-media 1.0.0 --format docx -o changes.docx

    \b
    Exit codes: 0 done, also where changes were found; 2 no such version, or one that cannot be read.
    """
    from policydocs.cli.redlining import read_redline
    from policydocs.cli.source_level import weighed_by_source

    if format_ != "text" and side_by_side:
        raise click.UsageError("--side-by-side is for --format text only.")
    slug = slug_in_language(session, slug, language)
    redline = weighed_by_source(session, read_redline(session, slug, before, after, clinician), clinician)
    if format_ == "text" and output in (None, "-"):
        from policydocs.cli.reports.redline_screen import screen

        session.output.show(*screen(redline, side_by_side=side_by_side, context=context))
    else:
        _give(session, redline, format_, output, side_by_side=side_by_side, context=context)
    for remark in redline.remarks:
        session.output.talk(remark)
    return ExitCode.DONE


def _give(
    session: Session,
    redline: Redlined,
    format_: str,
    output: str | None,
    *,
    side_by_side: bool,
    context: int,
) -> None:
    """Into a file, or to standard output."""
    from policydocs.cli.redlining import as_data, default_file

    data = as_data(redline, format_, side_by_side=side_by_side, context=context)
    if output == "-" or (output is None and not _is_file(format_)):
        _put_out(session, data, format_)
        return
    path = Path(output) if output else default_file(session.root, redline, format_)
    write_file(path, data)
    session.output.result(_nearby(path))
    session.output.talk(_next_step(redline, format_))


def _is_file(format_: str) -> bool:
    """Whether it goes into a file of its own where nothing else is said.

    A web page is one for a person at a terminal; in a pipe it is the data itself.
    """
    return format_ == "docx" or (format_ == "html" and sys.stdout is not None and sys.stdout.isatty())


def _put_out(session: Session, data: bytes, format_: str) -> None:
    if format_ != "docx":
        session.output.result(data.decode("utf-8"))
    elif sys.stdout is not None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _next_step(redline: Redlined, format_: str) -> str:
    if not redline.comparison.changed:
        return "Nothing has changed between the two; the file says so."
    if format_ == "docx":
        return (
            "Open it in Word or LibreOffice: every change is marked there, to accept or to reject.\n"
            "Accept all and it is the new handout; reject all and it is the old one."
        )
    return "Open it in your browser."


def _nearby(path: Path) -> str:
    """A path as short as it is from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
