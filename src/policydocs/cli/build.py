"""`policydocs build`: the practice's policies as handouts for clients."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from policydocs.checklist.findings import Severity
from policydocs.cli.checking import Checker
from policydocs.cli.clock import drafted_at, today
from policydocs.cli.context import Session
from policydocs.cli.options import command
from policydocs.cli.reports.outcome import Unread
from policydocs.cli.validate import no_policies
from policydocs.cli.write_files import write_file
from policydocs.errors import ExitCode, InputError, PolicydocsError
from policydocs.render.handout_files import FORMATS, HandoutFile, HandoutPlan, folder_of, handout_files, plan
from policydocs.source.practice import PolicyFile


@dataclass
class _Made:
    """What one policy came to."""

    file: PolicyFile
    written: list[tuple[Path, HandoutFile]] = field(default_factory=list)
    to_mend: int = 0  #: findings that would stop a release
    to_look_at: int = 0
    error: PolicydocsError | None = None  #: why it could not be built


def _formats(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """`pdf,docx` as names; a wrong one is refused with those that there are."""
    names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
    wrong = [name for name in names if name not in FORMATS]
    if wrong or not names:
        raise click.BadParameter(f"{', '.join(wrong) or 'nothing'} is not one of {', '.join(FORMATS)}.")
    return names


@command("build")
@click.argument("slugs", metavar="[POLICY]...", nargs=-1)
@click.option("--draft", is_flag=True, help="Drafts of what the files say now; so far the only kind.")
@click.option(
    "--to",
    "formats",
    metavar="LIST",
    default=",".join(FORMATS),
    show_default=True,
    callback=_formats,
    help="Which formats, with commas between them.",
)
@click.option(
    "--paper", type=click.Choice(["letter", "a4"]), help="Paper size. [default: as in policydocs.toml]"
)
@click.option("--large-print", is_flag=True, help="18-point type, for clients who need it.")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    help="Where to. [default: handouts/POLICY/draft in the practice]",
)
def build(
    session: Session,
    *,
    slugs: tuple[str, ...],
    draft: bool,  # noqa: ARG001  (said for clarity; there is no other kind yet)
    formats: tuple[str, ...],
    paper: str | None,
    large_print: bool,
    folder: str | None,
) -> ExitCode:
    """POLICY is a policy's name: social-media for policies/social-media.md. Without one, all are built.

    Every page says DRAFT: it is what the file says today, not a version that was released. What a policy
    still lacks does not stop a draft, but is told.

    \b
    Examples:
      policydocs build social-media --to pdf
      policydocs build --large-print --paper a4 -o to-print

    Exit codes: 0 all were made, 2 a policy cannot be read or printed, 3 a file cannot be written.
    """
    day = today()
    files = session.policy_files(slugs)
    if not files:
        session.output.talk(no_policies(session))
        return ExitCode.DONE
    wanted = plan(
        session.tree,
        session.config,
        formats=formats,
        paper=paper,
        large_print=large_print,
        made_at=drafted_at(),
    )
    checker = session.checker(named=(), today=day)
    problems: list[_Made] = []
    count = 0
    for file in session.output.progress(files, "Building"):
        made = _build(session, file, wanted, checker, Path(folder) if folder else None)
        if made.written:
            session.output.result(_listing(made.written))
        count += len(made.written)
        if made.error or made.to_mend or made.to_look_at:
            problems.append(made)
    _tell(session, count, problems)
    failed = [made.error for made in problems if made.error]
    return max((error.exit_code for error in failed), default=ExitCode.DONE)


def _build(
    session: Session, file: PolicyFile, wanted: HandoutPlan, checker: Checker, folder: Path | None
) -> _Made:
    """Make and write one policy's handouts; a fault of its text is its own, the others still come.

    Raises:
        SurroundingsError: a file cannot be written; then the next could not be either.
    """
    made = _Made(file)
    try:
        policies = session.read(file)
        for outcome in map(checker.check, policies):
            if isinstance(outcome, Unread):
                raise outcome.error
            # What is wrong for each of several clinicians is one thing to mend.
            made.to_mend = max(made.to_mend, outcome.count(Severity.ERROR))
            made.to_look_at = max(made.to_look_at, outcome.count(Severity.WARNING))
        finished = [
            one
            for policy in policies
            for one in handout_files(policy, session.config, wanted, one_of_several=len(policies) > 1)
        ]
    except InputError as error:
        made.error = error
        return made
    target = folder or folder_of(session.root, file.slug)
    for one in finished:
        path = target / one.name
        write_file(path, one.data)
        made.written.append((path, one))
    return made


def _tell(session: Session, count: int, problems: Sequence[_Made]) -> None:
    """What was made, what was not, and what to do next; on stderr."""
    output = session.output
    output.talk()
    for made in problems:
        if made.error:
            output.warn(f"Not built: {made.file.slug}\n{made.error}")
    lacking = [made for made in problems if not made.error]
    for line in _lacking(lacking):
        output.talk(line)
    made_in_words = f"{_counted(count, 'handout')} made. Every page says DRAFT."
    output.talk(made_in_words if count else "Nothing was made.")
    broken = next((made for made in problems if made.error), None)
    if broken:
        output.next_step(f"Next: mend {broken.file.path}, then run:  policydocs build {broken.file.slug}")
    elif lacking:
        slug = lacking[0].file.slug
        output.next_step(f"Next: see what that is:  policydocs validate {slug}")
    else:
        output.next_step("Next: open one and read it through, as a client would.")


def _lacking(lacking: Sequence[_Made]) -> Iterator[str]:
    """One line a policy that would not pass; a few of many."""
    for made in lacking[:10]:
        parts = [
            f"{number} {what}"
            for number, what in ((made.to_mend, "to mend"), (made.to_look_at, "to look at"))
            if number
        ]
        yield f"{made.file.slug}: {', '.join(parts)} before clients get it."
    if len(lacking) > 10:
        yield f"... and {len(lacking) - 10} more policies with something to mend or look at."


def _listing(written: Sequence[tuple[Path, HandoutFile]]) -> str:
    """A policy's handouts under the folder that they are in, with their size."""
    width = max(len(one.name) for _, one in written)
    lines = [_nearby(written[0][0].parent) + os.sep]
    for _, one in written:
        pages = "" if one.pages is None else f"{_counted(one.pages, 'page')}, "
        lines.append(f"  {one.name.ljust(width)}  {pages}{_size(len(one.data))}")
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _nearby(path: Path) -> str:
    """A path as short as it is from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _size(count: int) -> str:
    return f"{count} bytes" if count < 1000 else f"{round(count / 1000)} KB"
