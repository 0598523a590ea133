"""`policydocs check FILE...`: any document against checklists; needs no practice folder and no git."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from textwrap import shorten

import click

from policydocs.checklist.topics import TOPICS
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.options import (
    as_of_option,
    checklist_option,
    command,
    evidence_option,
    format_option,
    strict_option,
)
from policydocs.cli.reports.outcome import Unread
from policydocs.cli.reports.tell import FORMATS, Telling
from policydocs.errors import ExitCode, InputError, InputErrors
from policydocs.source.assembly import STANDARD_INPUT
from policydocs.source.read import read_reading
from policydocs.source.reading import Reading

#: The kinds of document that can be read, by the ending of their names.
TYPES = ("md", "txt", "html", "docx")
STDIN = "-"
LARGEST_BYTES = 64 * 1024 * 1024


@command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@checklist_option
@as_of_option
@strict_option
@evidence_option
@format_option(*FORMATS)
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
    name: str,
    type_: str | None,
) -> ExitCode:
    """FILE is Markdown, plain text, a web page or a Word document (.md .txt .html .docx), or - for stdin.

    Without --checklist, the checklists that the document names are used, else those of policydocs.toml in
    this folder or above it, else nasw-2021 and good-practice.

    \b
    Examples:
      policydocs check old-policy.docx
      policydocs check site/*.html --checklist nasw-2021 --evidence

    Exit codes: 0 all pass, 1 one does not, 2 one cannot be read.
    """
    checker = session.checker(named=checklists, today=today(), as_of=as_of)
    telling = Telling(session.output, checker, format_=format_, strict=strict, evidence=evidence)
    for file in session.output.progress(files, "Checking"):
        shown = _shown(file, name)
        try:
            reading = _read(session, file, shown, type_)
        except InputError as error:
            telling.add(Unread(shown, PurePath(shown).stem, error))
            continue
        remarks = (*reading.remarks, *_left_out(reading, all_of_it=evidence))
        telling.add(checker.check(reading.policy, remarks=remarks))
    code = telling.finish()
    if format_ == "text":
        session.output.next_step(_next_step(code, files, in_practice=session.found_root is not None))
    return code


def _shown(file: str, name: str) -> str:
    """What to call a document: as it was given, in characters that every format can hold."""
    if file == STDIN:
        return name or "stdin"
    return os.fsencode(file).decode("utf-8", "replace")


def _read(session: Session, file: str, shown: str, type_: str | None) -> Reading:
    """The document as a policy, with the practice's facts where there is one.

    Raises:
        InputError: it cannot be read; with its name, and what to do.
    """
    data = _bytes(file, shown)
    name = shown
    if type_ is not None:
        name = f"{PurePath(shown).stem}.{type_}"
    elif file == STDIN and not PurePath(shown).suffix:
        name = STANDARD_INPUT  # judged by its content
    practice = None if session.found_root is None else session.config.practice
    try:
        reading = read_reading(name, data, practice=practice, known_topics=TOPICS)
    except InputErrors as errors:
        raise InputErrors([_renamed(fault, shown) for fault in errors.faults]) from errors
    except InputError as error:
        raise _renamed(error, shown) from error
    return replace(reading, policy=replace(reading.policy, path=shown))


def _renamed(error: InputError, shown: str) -> InputError:
    """The same fault in the document under the name that it was given with."""
    return InputError(error.problem, path=shown, line=error.line, fix=error.fix)


def _bytes(file: str, shown: str) -> bytes:
    """The document's bytes, no more than could be a policy.

    Raises:
        InputError: there is no such file, it may not be read, or it is too large.
    """
    try:
        if file == STDIN:
            if sys.stdin is None:  # the program was started without one
                raise InputError(
                    "Nothing can be read from stdin here.", path=shown, fix="Name a file instead."
                )
            data = sys.stdin.buffer.read(LARGEST_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        fix = "Check its name, and the folder that you are in."
        raise InputError("There is no such file.", path=shown, fix=fix) from error
    except IsADirectoryError as error:
        raise _folder(shown) from error
    except (OSError, ValueError) as error:
        if Path(file).is_dir():  # Windows says "permission denied"
            raise _folder(shown) from error
        reason = error.strerror if isinstance(error, OSError) else str(error)
        fix = "Is it open in another program, or not yours to read? Then run the same command again."
        raise InputError(f"The file cannot be read: {reason}.", path=shown, fix=fix) from error
    if len(data) > LARGEST_BYTES:
        fix = "Is it the right file? A policy has a few pages."
        raise InputError(
            f"The file is larger than {LARGEST_BYTES // 2**20} MB, so it was not read.", path=shown, fix=fix
        )
    return data


def _folder(shown: str) -> InputError:
    return InputError(
        "This is a folder, not a document.",
        path=shown,
        fix=f"Name the files in it:  policydocs check {shown}/*.md",
    )


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
