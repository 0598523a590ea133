"""`policydocs notice`: a change told to clients."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from policydocs.cli.context import Session
from policydocs.cli.languages import language_option, slug_in_language
from policydocs.cli.options import DAY, as_day, command, file_options
from policydocs.errors import ExitCode


@command("notice")
@click.argument("slug", metavar="POLICY")
@click.argument("before", metavar="[FROM]", required=False)
@click.argument("after", metavar="[TO]", required=False)
@file_options
@click.option(
    "--effective",
    metavar="DATE",
    type=DAY,
    callback=as_day,
    help="The day on which the change starts: 2027-03-01.",
)
@click.option(
    "--why", metavar="[SECTION=]TEXT", multiple=True, help="The reason; repeat it for several sections."
)
@click.option(
    "--summary", metavar="[SECTION=]TEXT", multiple=True, help="What changed, in your words instead of ours."
)
@click.option(
    "--draft/--final",
    default=None,
    help="A draft says DRAFT and shows what is missing. [default: draft, unless TO is a version]",
)
@click.option(
    "--no-notice-because",
    "no_notice",
    metavar="TEXT",
    help="Record that this change needs no notice, and why; makes none.",
)
@click.option("--to-name", metavar="NAME", default="", help="Address it to one client by name.")
@click.option("--neutral-name", is_flag=True, help="File names that do not tell what is inside.")
@language_option
@click.option("--clinician", metavar="ID", help="Whose facts to use, where the policy differs for each.")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    help="Where to. [default: handouts/POLICY/notices in the practice]",
)
def notice(
    session: Session,
    *,
    slug: str,
    before: str | None,
    after: str | None,
    formats: tuple[str, ...],
    paper: str | None,
    large_print: bool,
    effective: date | None,
    why: tuple[str, ...],
    summary: tuple[str, ...],
    draft: bool | None,
    no_notice: str | None,
    to_name: str,
    neutral_name: bool,
    language: str | None,
    clinician: str | None,
    folder: str | None,
) -> ExitCode:
    """POLICY is a policy's name: social-media for policies/social-media.md. FROM and TO are versions
    (1.0.0) or anything that git knows; FROM is the newest version if you name none, TO your files as they
    are now.

    The notice says on one page what changed, why, when it starts, what the client needs to do, the choices
    and how to ask; then it shows the old and the new words. Every change needs a reason: give it here, or
    write it down with the edit, in notes/POLICY/SECTION.md.

    \b
    Examples:
      policydocs notice social-media
      policydocs notice social-media --final --effective 2027-03-01 \\
          --why "texting=Many of you asked for it."

    \b
    Exit codes: 0 done, also where no notice is needed; 2 a reason or the date is missing, or a version
    cannot be read; 3 a file cannot be written.
    """
    from policydocs.cli.notices import Asked, make_notice, record_no_notice

    asked = Asked(
        slug=slug_in_language(session, slug, language),
        before=before,
        after=after,
        formats=formats,
        paper=paper,
        large_print=large_print,
        effective=effective,
        why=why,
        summary=summary,
        draft=draft,
        to_name=to_name,
        neutral_name=neutral_name,
        clinician=clinician,
        folder=Path(folder) if folder else None,
    )
    if no_notice is not None:
        return record_no_notice(session, asked, no_notice)
    return make_notice(session, asked)
