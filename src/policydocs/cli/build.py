"""`policydocs build`: the practice's policies as handouts for clients."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydocs.checklist.findings import Severity
from policydocs.cli.checking import Checker
from policydocs.cli.clock import drafted_at, today
from policydocs.cli.context import Session
from policydocs.cli.file_choice import FileChoice
from policydocs.cli.languages import language_option, slugs_in_language
from policydocs.cli.options import command, file_options
from policydocs.cli.reports.outcome import Unread
from policydocs.cli.validate import no_policies, require_folder
from policydocs.cli.write_files import write_file
from policydocs.errors import ExitCode, InputError, PolicydocsError
from policydocs.render.handout_files import HandoutFile, HandoutPlan, folder_of, handout_files, plan
from policydocs.source.policy_files import PolicyFile
from policydocs.values import record

if TYPE_CHECKING:
    from policydocs.cli.released_files import Unchanged
    from policydocs.history.versions import PolicyVersions, Release


@record
class _Made:
    """What one policy came to."""

    file: PolicyFile
    written: list[tuple[Path, HandoutFile]] = field(default_factory=list)
    to_mend: int = 0  #: findings that would stop a release
    to_look_at: int = 0
    released: bool = False  #: made as the version that its file still says
    error: PolicydocsError | None = None  #: why it could not be built


@command("build")
@click.argument("slugs", metavar="[POLICY]...", nargs=-1)
@click.option(
    "--draft", is_flag=True, help="A draft, also of a policy that says what its newest version says."
)
@click.option(
    "--version",
    "version",
    metavar="VERSION",
    help="A released version: its number, or newest, in-force, pending.",
)
@click.option("--with-notice", is_flag=True, help="With --version: also the notice of its change.")
@file_options
@language_option
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    help="Where to. [default: handouts/POLICY/draft in the practice, or handouts/POLICY/VERSION]",
)
def build(
    session: Session,
    *,
    slugs: tuple[str, ...],
    draft: bool,
    version: str | None,
    with_notice: bool,
    formats: tuple[str, ...],
    paper: str | None,
    large_print: bool,
    language: str | None,
    folder: str | None,
) -> ExitCode:
    """POLICY is a policy's name: social-media for policies/social-media.md. Without one, all are built.

    A policy whose file says what its newest version says is built as that version. Any other is a draft, and
    every page says DRAFT; what it still lacks does not stop it, but is told. --version makes the handouts of
    any version again, as they were on the day of its release.

    \b
    Examples:
      policydocs build social-media --to pdf
      policydocs build --large-print --paper a4 -o to-print
      policydocs build social-media --lang es
      policydocs build social-media --version 1.0.0
      policydocs build --version in-force

    \b
    Exit codes: 0 all were made, 2 a policy cannot be read or printed, or has no such version,
    3 a file cannot be written, or git is missing.
    """
    slugs = slugs_in_language(session, slugs, language)
    asked = FileChoice(formats, paper, large_print, Path(folder) if folder else None, with_notice)
    if with_notice and version is None:
        raise click.UsageError("--with-notice goes with --version.")
    if version is not None:
        if draft:
            raise click.UsageError("--draft and --version exclude each other.")
        return _build_versions(session, slugs, version, asked)
    day = today()
    require_folder(session)
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
    count = released = 0
    with nullcontext() if draft else _unchanged(session) as unchanged:
        for file in session.output.progress(files, "Building"):
            made = _build(session, file, wanted, checker, asked=asked, unchanged=unchanged)
            if made.written:
                session.output.result(_listing(made.written))
            count += len(made.written)
            made.written.clear()  # a thousand handouts are not kept to tell what the policies lack
            released += made.released
            if made.error or made.to_mend or made.to_look_at:
                problems.append(made)
    _tell(session, count, released, problems)
    failed = [made.error for made in problems if made.error]
    return max((error.exit_code for error in failed), default=ExitCode.DONE)


def _unchanged(session: Session) -> AbstractContextManager[Unchanged | None]:
    """What tells which policies are as released; None where there is no git, which is slow to load."""
    if not any((at / ".git").exists() for at in (session.root, *session.root.parents)):
        return nullcontext()
    from policydocs.cli.released_files import Unchanged

    return Unchanged(session)


def _build_versions(session: Session, slugs: tuple[str, ...], said: str, asked: FileChoice) -> ExitCode:
    from policydocs.cli.released_files import build_versions

    made = list(build_versions(session, slugs, said, asked))
    if not made:
        session.output.talk("No policy has a released version yet. To make the first:  policydocs release")
    return ExitCode.DONE


def _build(
    session: Session,
    file: PolicyFile,
    wanted: HandoutPlan,
    checker: Checker,
    *,
    asked: FileChoice,
    unchanged: Unchanged | None,
) -> _Made:
    """Make and write one policy's handouts; a fault of its text is its own, the others still come.

    Raises:
        SurroundingsError: a file cannot be written; then the next could not be either.
    """
    made = _Made(file)
    try:
        policies = session.read(file)
        checker.keep(file.slug, policies)
        found = unchanged.release_of(file.slug, policies) if unchanged else None
        if found is not None and unchanged is not None:
            _build_released(session, unchanged, *found, asked)
            made.released = True
            return made
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
    target = asked.folder or folder_of(session.root, file.slug)
    for one in finished:
        path = target / one.name
        write_file(path, one.data)
        made.written.append((path, one))
    return made


def _build_released(
    session: Session, unchanged: Unchanged, versions: PolicyVersions, release: Release, asked: FileChoice
) -> None:
    """The handouts of the version that the files still say, and how that version stands."""
    from policydocs.cli.released_files import standing, tell_origin

    tell_origin(session, unchanged.write(versions, release, asked))
    day = today()
    session.output.talk(f"{versions.policy}: version {release.version}, {standing(versions, release, day)}.")
    held = versions.in_force(day)
    if held is not None and held is not release:
        session.output.talk(
            f"Until then version {held.version} holds:  policydocs build {versions.policy} --version in-force"
        )


def _tell(session: Session, count: int, released: int, problems: Sequence[_Made]) -> None:
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
    if count or not released:
        output.talk(made_in_words if count else "Nothing was made.")
    broken = next((made for made in problems if made.error), None)
    if broken:
        again = "" if broken.file.fault else f" {broken.file.slug}"
        output.next_step(f"Next: mend {broken.file.path}, then run:  policydocs build{again}")
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
