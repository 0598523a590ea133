"""`policydocs validate`: the practice's policies against their checklists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from policydocs.cli.checking import Checker
from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.options import (
    checklist_option,
    command,
    evidence_option,
    format_option,
    strict_option,
)
from policydocs.cli.reports.outcome import Checked, Outcome, Unread, exit_code, worst_first
from policydocs.cli.reports.tell import FORMATS, tell
from policydocs.errors import ExitCode, InputError
from policydocs.source.practice import PolicyFile


@command("validate")
@click.argument("slugs", metavar="[POLICY]...", nargs=-1)
@checklist_option
@strict_option
@evidence_option
@format_option(*FORMATS)
def validate(
    session: Session,
    *,
    slugs: tuple[str, ...],
    checklists: tuple[str, ...],
    strict: bool,
    evidence: bool,
    format_: str,
) -> ExitCode:
    """POLICY is a policy's name: social-media for policies/social-media.md. Without one, all are checked.

    Each policy is held against the checklists that it names at its top, else those of policydocs.toml.

    Exit codes: 0 all pass, 1 one does not, 2 one cannot be read.
    """
    files = session.policy_files(slugs)
    checker = session.checker(named=checklists, today=today())
    progress = session.output.progress(files, "Checking")
    outcomes = [outcome for file in progress for outcome in outcomes_of(session, checker, file)]
    if not files and format_ == "text":
        session.output.talk(no_policies(session))
        return ExitCode.DONE
    tell(
        session.output,
        outcomes,
        checker.checklists,
        format_=format_,
        strict=strict,
        evidence=evidence,
    )
    if format_ == "text":
        session.output.next_step(_next_step(outcomes, strict=strict))
    return exit_code(outcomes, strict=strict)


def outcomes_of(session: Session, checker: Checker, file: PolicyFile) -> Iterator[Outcome]:
    """What was found in one policy's file; several where it differs for each clinician."""
    try:
        policies = session.read(file)
    except InputError as error:
        yield Unread(file.path, file.slug, error)
        return
    for policy in policies:
        yield checker.check(policy)


def no_policies(session: Session) -> str:
    """What to say where there is nothing to work on."""
    folder = session.config.policies_folder
    return (
        f"There is no policy in {folder}/ yet.\n"
        f"Write one there as a Markdown file, such as {folder}/texting.md, then run:  policydocs validate\n"
        "To see what a policy can look like:  policydocs init an-empty-folder"
    )


def _next_step(outcomes: Sequence[Outcome], *, strict: bool) -> str:
    worst = worst_first(outcomes)[0]
    if isinstance(worst, Unread):
        return f"Next: mend {worst.document} at the place named above, then run:  policydocs validate"
    if not worst.report.passes(strict=strict):
        return _mend(worst)
    target = f" {worst.report.policy}" if len(outcomes) == 1 else ""
    return f"Next: make the handouts:  policydocs build{target}"


def _mend(worst: Checked) -> str:
    report = worst.report
    return f"Next: mend {report.document}, then run:  policydocs validate {report.policy}"
