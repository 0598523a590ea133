"""`policydocs import FILE`: a document that the practice has becomes a policy in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.cli.context import Session
from policydocs.cli.given_document import TYPES, name_to_read, read_bytes, renamed, shown_name
from policydocs.cli.options import command, format_option
from policydocs.errors import ExitCode, InputError
from policydocs.values import frozen

if TYPE_CHECKING:
    from policydocs.source.importing.imported import Imported

FORMATS = ("text", "json")
STDOUT = "-"


@frozen
class Place:
    """Where the Markdown goes."""

    path: Path | None  #: None: to stdout
    shown: str  #: as the user knows it


@frozen
class Wishes:
    """What the command line asks of every document that is imported."""

    slug: str
    type_: str | None
    name: str
    use_facts: bool
    checklists: tuple[str, ...] | None


@command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--slug", metavar="NAME", default="", help="What the policy is called: social-media.")
@click.option("-o", "--output", metavar="FILE", help="Write the Markdown there; - for stdout.")
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option("--diff", is_flag=True, help="Show the document beside the result, word by word.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option(
    "--use-facts",
    is_flag=True,
    help="Put {{ practice.phone }} and the like where the text says what policydocs.toml says.",
)
@click.option(
    "--checklist", "checklists", metavar="ID", multiple=True, help="For the policy's head; repeat it."
)
@click.option("--history", is_flag=True, help="The FILEs are dated versions of one policy; release them all.")
@click.option(
    "--date", "dates", metavar="FILE=DATE", multiple=True, help="With --history: when FILE took effect."
)
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
    diff: bool,
    force: bool,
    use_facts: bool,
    checklists: tuple[str, ...],
    history: bool,
    dates: tuple[str, ...],
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
      policydocs import --history "Policy 2019.docx" "Policy 2022 FINAL.docx"

    Exit codes: 0 done, 2 it cannot be read, or a file is in the way.
    """
    wishes = Wishes(slug, type_, name, use_facts, checklists or None)
    if history:
        _refuse_with_history({"-o": output is not None, "--diff": diff})
        from policydocs.cli.import_history import import_history

        return import_history(session, files, dates, wishes, dry_run=dry_run, force=force, format_=format_)
    if len(files) > 1:
        raise InputError(
            "import takes one document at a time.",
            fix="Run it once for each; or, for dated versions of one policy, add --history.",
        )
    if dates:
        raise InputError("--date says when a version took effect; it needs --history.")
    imported, shown = read_import(session, files[0], wishes)
    place = _place(session, imported.policy.slug, output)
    if not dry_run:
        _put(session, imported, place, force=force, silent=format_ == "json")
    _tell(session, imported, shown, place, dry_run=dry_run, diff=diff, format_=format_)
    return ExitCode.DONE


def _refuse_with_history(given: dict[str, bool]) -> None:
    for option in (name for name, is_given in given.items() if is_given):
        raise InputError(
            f"{option} is for one document; with --history each document becomes a version.",
            fix=f"Leave {option} out; to look at one document first, import it with --dry-run --diff.",
        )


def read_import(session: Session, file: str, wishes: Wishes) -> tuple[Imported, str]:
    """One document imported, and what to call it.

    Raises:
        InputError: it cannot be read, or not without losing a word.
    """
    from policydocs.checklist.taxonomy import TOPICS
    from policydocs.source.importing.import_document import import_document
    from policydocs.source.names import slug_problem

    if wishes.slug and (problem := slug_problem(wishes.slug)):
        fix = "Try --slug social-media"
        raise InputError(f'the policy cannot be called "{wishes.slug}": {problem}.', fix=fix)
    shown = shown_name(file, wishes.name)
    data = read_bytes(file, shown, command="import")
    practice = None if session.found_root is None else session.config.practice
    if wishes.use_facts and practice is None:
        raise InputError(
            "--use-facts needs the facts of policydocs.toml, and there is none here.",
            fix="Go to your practice's folder, or make one:  policydocs init my-practice",
        )
    try:
        imported = import_document(
            name_to_read(file, shown, wishes.type_),
            data,
            slug=wishes.slug,
            practice=practice,
            use_facts=wishes.use_facts,
            checklists=wishes.checklists,
            known_topics=TOPICS,
        )
    except InputError as error:
        raise renamed(error, shown) from error
    return imported, shown


# --- where it goes -------------------------------------------------------------------------------


def _place(session: Session, slug: str, output: str | None) -> Place:
    if output == STDOUT or (output is None and session.found_root is None):
        return Place(None, "stdout")
    if output is not None:
        return Place(Path(output), output)
    relative = f"{session.config.policies_folder}/{slug}.md"
    return Place(session.root / relative, relative)


def _put(session: Session, imported: Imported, place: Place, *, force: bool, silent: bool) -> None:
    """Write the Markdown; nothing is replaced unasked.

    Raises:
        InputError: a file of this name is there already.
    """
    if place.path is None:
        if not silent:  # else it is in the report
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


# --- what is told --------------------------------------------------------------------------------


def _tell(
    session: Session, imported: Imported, shown: str, place: Place, *, dry_run: bool, diff: bool, format_: str
) -> None:
    from policydocs.cli.reports.import_report import ImportReport, drawn, json_report
    from policydocs.source.importing.fitting import fitting_checklists

    practice = None if session.found_root is None else session.config.practice
    report = ImportReport(
        imported,
        shown,
        None if dry_run else place.shown,
        topics_by_section(session, imported),
        fitting_checklists(imported.policy, practice),
        diff,
    )
    if format_ == "json":
        session.output.result(json_report(report))
        return
    if place.path is None and not dry_run:
        session.output.talk(session.output.drawn(*drawn(report)))
    else:
        session.output.show(*drawn(report))
    session.output.next_step(_next_step(session, imported, place, dry_run=dry_run))


def topics_by_section(session: Session, imported: Imported) -> dict[str, list[str]]:
    """The topics that each section takes a position on, by the section's id."""
    from policydocs.checklist.taxonomy import TOPICS
    from policydocs.cli.clock import today
    from policydocs.cli.reports.outcome import Checked

    if imported.policy.language.partition("-")[0] != "en":
        return {}
    checker = session.checker(named=("good-practice",), today=today())
    outcome = checker.check(imported.policy)
    found: dict[str, list[str]] = {}
    if isinstance(outcome, Checked):
        for topic, verdict in outcome.report.topics.items():
            for section in dict.fromkeys(one.section for one in verdict.evidence):
                found.setdefault(section, []).append(TOPICS[topic].title)
    return found


def _next_step(session: Session, imported: Imported, place: Place, *, dry_run: bool) -> str:
    if dry_run:
        return "Nothing was written. To write it, run the same command without --dry-run."
    if session.found_root is not None and place.path is not None and place.path.is_relative_to(session.root):
        slug = imported.policy.slug
        return (
            f"Next: read {place.shown} through, then:\n"
            f"  policydocs validate {slug}\n"
            f"  policydocs build {slug}"
        )
    if place.path is not None:
        return f"Next: read it through, then:  policydocs check {place.shown}"
    if session.found_root is not None:
        return "Next: to keep it with your policies, run the same command without -o."
    return "Next: to keep it with your policies:  policydocs init my-practice   then import it there."
