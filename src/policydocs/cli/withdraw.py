"""`policydocs withdraw`: a version that was a mistake is taken back."""

from __future__ import annotations

from datetime import date

import click

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.ending import Manner, carry_out_ending, ending_options
from policydocs.cli.options import command
from policydocs.errors import ExitCode, InputError


@command("withdraw")
@click.argument("slug", metavar="POLICY")
@click.argument("version", metavar="VERSION")
@ending_options(day_unless_given="today")
def withdraw(
    session: Session,
    *,
    slug: str,
    version: str,
    why: tuple[str, ...],
    effective: date | None,
    dry_run: bool,
    yes: bool,
    push: bool,
) -> ExitCode:
    """POLICY is a policy's name, VERSION one of its versions: 1.1.0. The version before is in force again,
    and a notice says so. The version itself stays in the history; it is never changed.

    \b
    Example:
      policydocs withdraw social-media 1.1.0 --why "It named a wrong phone number."

    Exit codes: 0 done, 2 no such version or no reason, 3 git or the disk refused.
    """
    from policydocs.history.ending import plan_withdrawal
    from policydocs.model import Version

    try:
        number = Version.parse(version.rpartition("/")[2])
    except ValueError as error:
        raise InputError(f'"{version}" is no version.', fix="Write it like 1.1.0.") from error
    return carry_out_ending(
        session,
        slug,
        why,
        lambda versions, said: plan_withdrawal(versions, number, said, today=today(), effective=effective),
        Manner(dry_run, yes, push),
        removes_files=False,
    )
