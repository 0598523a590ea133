"""`policydocs validate`: the practice's policies against their checklists."""

from __future__ import annotations

from datetime import date

import click

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.each_other import compare_with_others
from policydocs.cli.examining import outcomes_of
from policydocs.cli.options import (
    as_of_option,
    checklist_option,
    command,
    evidence_option,
    report_options,
    strict_option,
)
from policydocs.cli.reports.tell import FORMATS, Telling
from policydocs.cli.telling import how_told
from policydocs.errors import ExitCode, InputError
from policydocs.source.config import CONFIG_NAME


@command("validate")
@click.argument("slugs", metavar="[POLICY]...", nargs=-1)
@checklist_option
@as_of_option
@strict_option
@evidence_option
@click.option(
    "--at",
    "at",
    metavar="VERSION|REV",
    help="As they were: a version (1.0.0, newest, in-force, pending) or anything that git knows.",
)
@report_options(*FORMATS)
def validate(
    session: Session,
    *,
    slugs: tuple[str, ...],
    checklists: tuple[str, ...],
    as_of: date | None,
    strict: bool,
    evidence: bool,
    at: str | None,
    format_: str,
    output_file: str | None,
) -> ExitCode:
    """POLICY is a policy's name: social-media for policies/social-media.md. Without one, all are checked.

    Each policy is held against the checklists that it names at its top, else those of policydocs.toml, and
    against your other policies: two must not say different things.

    With --as-of the editions of that day count, whichever edition of a code a policy names.

    With --at they are held against today's checklists as they were then, with the facts of that time.

    Exit codes: 0 all pass, 1 one does not, 2 one cannot be read.

    \b
    Examples:
      policydocs validate
      policydocs validate social-media --evidence
      policydocs validate --strict --format github
    """
    checker = session.checker(named=checklists, today=today(), as_of=as_of)
    how = how_told(session, format_=format_, file=output_file, strict=strict, evidence=evidence, as_of=as_of)
    telling = Telling(session.output, checker, how)
    if at is not None:
        _check_at(session, slugs, at, checklists, telling, as_of=as_of)
        return telling.finish()
    require_folder(session)
    files = session.policy_files(slugs)
    if not files and format_ == "text":
        session.output.talk(no_policies(session))
        return ExitCode.DONE
    compare_with_others(session, checker, files)
    for file in session.output.progress(files, "Checking"):
        for outcome in outcomes_of(session, checker, file):
            telling.add(outcome)
    code = telling.finish()
    if format_ == "text":
        session.output.next_step(_next_step(telling))
    return code


def _check_at(
    session: Session,
    slugs: tuple[str, ...],
    at: str,
    checklists: tuple[str, ...],
    telling: Telling,
    *,
    as_of: date | None,
) -> None:
    """Check them as they were, each with the configuration and the checklists of its own moment."""
    from policydocs.cli.at_revision import moments

    with moments(session, slugs, at) as found:
        for moment in found:
            checker = moment.session.checker(named=checklists, today=today(), as_of=as_of)
            if slugs or len(moment.files) > 1:  # of each policy's own version the others are another moment's
                compare_with_others(moment.session, checker, moment.files)
            for file in moment.files:
                for outcome in outcomes_of(moment.session, checker, file):
                    telling.add(outcome)


def require_folder(session: Session) -> None:
    """Make sure that the folder of the policies is there, though it may be empty.

    Raises:
        InputError: it is not; with the line of the configuration that names it.
    """
    folder = session.config.policies_folder
    if (session.root / folder).is_dir():
        return
    line = session.config.lines.get(("policies", "folder"))
    if line is None:
        fix = f"Make it, and write your policies there, such as {folder}/texting.md"
    else:
        fix = 'Make it, or mend the name at  folder = "..."  under [policies] there.'
    raise InputError(
        f"There is no folder {folder}/ in your practice's folder, so there are no policies.",
        path=CONFIG_NAME,
        line=line,
        fix=fix,
    )


def no_policies(session: Session) -> str:
    """What to say where there is nothing to work on."""
    folder = session.config.policies_folder
    return (
        f"There is no policy in {folder}/ yet.\n"
        f"Write one there as a Markdown file, such as {folder}/texting.md, then run:  policydocs validate\n"
        "To see what a policy can look like:  policydocs init an-empty-folder"
    )


def _next_step(telling: Telling) -> str:
    worst = telling.worst
    blank = telling.most_blank
    if blank is not None and (worst is None or worst.code is ExitCode.DONE):
        return f"Next: fill in the blanks, see above where; then run:  policydocs validate {blank.policy}"
    if worst is None or worst.code is ExitCode.DONE:
        target = f" {worst.policy}" if worst is not None and len(telling) == 1 else ""
        return f"Next: make the handouts:  policydocs build{target}"
    if worst.code is ExitCode.USAGE:
        return f"Next: mend {worst.document} at the place named above, then run:  policydocs validate"
    return f"Next: mend {worst.document}, then run:  policydocs validate {worst.policy}"
