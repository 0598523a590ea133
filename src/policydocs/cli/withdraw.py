"""`policydocs withdraw`: a version that was a mistake is taken back."""

from __future__ import annotations

from datetime import date

import click

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.ending import Manner, carry_out_ending, day_of
from policydocs.cli.options import command
from policydocs.errors import ExitCode, InputError


@command("withdraw")
@click.argument("slug", metavar="POLICY")
@click.argument("version", metavar="VERSION")
@click.option(
    "--why",
    metavar="[LANG:]TEXT",
    multiple=True,
    help="The reason, in a sentence; clients read it. es:TEXT for those who read the translation.",
)
@click.option(
    "--effective",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=day_of,
    help="The first day on which it no longer holds. [default: today]",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
@click.option("--push", is_flag=True, help="Send branch and tag to the shared copy, all or nothing.")
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
