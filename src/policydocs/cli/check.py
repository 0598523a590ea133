"""`policydocs check FILE...`: any document against checklists; needs no practice folder and no git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from textwrap import shorten

import click

from policydocs.checklist.taxonomy import TOPICS
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.given_document import STDIN, TYPES, name_to_read, read_bytes, renamed, shown_name
from policydocs.cli.many_files import found_in_each
from policydocs.cli.options import (
    as_of_option,
    checklist_option,
    command,
    evidence_option,
    report_options,
    strict_option,
)
from policydocs.cli.reports.outcome import Outcome, Unread
from policydocs.cli.reports.tell import FORMATS, Telling, Told
from policydocs.cli.telling import how_told
from policydocs.errors import ExitCode, InputError
from policydocs.source.read import read_reading
from policydocs.source.reading import Reading


@command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@checklist_option
@as_of_option
@strict_option
@evidence_option
@report_options(*FORMATS)
@click.option("--name", metavar="NAME", default="", help="What to call the text read from - (stdin).")
@click.option(
    "--type",
    "type_",
    type=click.Choice(TYPES),
    help="Read every FILE as this, whatever it is called. Without it, - is recognized by its content.",
)
def check(
    session: Session,
    *,
    files: tuple[str, ...],
    checklists: tuple[str, ...],
    as_of: date | None,
    strict: bool,
    evidence: bool,
    format_: str,
    output_file: str | None,
    name: str,
    type_: str | None,
) -> ExitCode:
    """FILE is a Word document, a web page, plain text, Markdown, RTF, an OpenDocument text or a PDF
    (.docx .html .txt .md .rtf .odt .pdf), or - for stdin.

    Without --checklist, the checklists that the document names are used, else those of policydocs.toml in
    this folder or above it, else nasw-2021 and good-practice.

    \b
    Examples:
      policydocs check old-policy.docx
      policydocs check site/*.html --checklist nasw-2021 --evidence

    Exit codes: 0 all pass, 1 one does not, 2 one cannot be read.
    """
    checker = session.checker(named=checklists, today=today(), as_of=as_of)
    how = how_told(session, format_=format_, file=output_file, strict=strict, evidence=evidence, as_of=as_of)
    telling = Telling(session.output, checker, how)

    def outcome_of(file: str) -> Outcome:
        shown = shown_name(file, name)
        try:
            reading = _read(session, file, shown, type_)
        except InputError as error:
            return Unread(shown, PurePath(shown).stem, error)
        remarks = (*reading.remarks, *_left_out(reading, all_of_it=evidence))
        return checker.check(reading.policy, remarks=remarks)

    def told_of(file: str) -> Told:
        return telling.told_of(outcome_of(file))

    with found_in_each(files, told_of, cores=1 if STDIN in files else None) as told:
        for _ in session.output.progress(files, "Checking"):
            telling.take(next(told))
    code = telling.finish()
    if format_ == "text":
        session.output.next_step(_next_step(code, files, in_practice=session.found_root is not None))
    return code


def _read(session: Session, file: str, shown: str, type_: str | None) -> Reading:
    """The document as a policy, with the practice's facts where there is one.

    Raises:
        InputError: it cannot be read; with its name, and what to do.
    """
    data = read_bytes(file, shown)
    name = name_to_read(file, shown, type_)
    practice = None if session.found_root is None else session.config.practice
    try:
        reading = read_reading(name, data, practice=practice, known_topics=TOPICS)
    except InputError as error:
        raise renamed(error, shown) from error
    return replace(reading, policy=replace(reading.policy, path=shown))


def _left_out(reading: Reading, *, all_of_it: bool) -> Iterator[str]:
    """What of the document was not judged: how much, and where it starts; each passage if asked for."""
    if not reading.left_out:
        return
    count = len(reading.left_out)
    passages = "1 passage was" if count == 1 else f"{count} passages were"
    reasons = ", ".join(dict.fromkeys(one.reason for one in reading.left_out))
    more = "" if all_of_it else " --evidence shows what."
    yield f"{passages} left out as no part of the policy ({reasons}).{more}"
    if all_of_it:
        for one in reading.left_out:
            yield f"Left out, line {one.line}: “{shorten(one.text, 70, placeholder=' …')}”"


def _next_step(code: ExitCode, files: Sequence[str], *, in_practice: bool) -> str:
    if code is ExitCode.USAGE:
        return "Next: put right what could not be read, then run the same command again."
    if code is ExitCode.DID_NOT_PASS:
        subject = "the document" if len(files) == 1 else "the documents, the worst first"
        return f"Next: mend {subject}, then run the same command again."
    if in_practice:
        return "Next:  policydocs validate   checks all policies of your practice."
    return "Next: to keep your policies in one place and print them:  policydocs init my-practice"
