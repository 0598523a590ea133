"""`policydocs retire`: a policy ends."""

from __future__ import annotations

from datetime import date

import click

from policydocs.cli.clock import today
from policydocs.cli.context import Session
from policydocs.cli.ending import Manner, carry_out_ending, ending_options
from policydocs.cli.options import command
from policydocs.errors import ExitCode


@command("retire")
@click.argument("slug", metavar="POLICY")
@ending_options(day_unless_given="after the days of notice")
def retire(
    session: Session,
    *,
    slug: str,
    why: tuple[str, ...],
    effective: date | None,
    dry_run: bool,
    yes: bool,
    push: bool,
) -> ExitCode:
    """POLICY is a policy's name. It ends on the day that you give, and a notice says so. Its file and its
    translations are removed; every version stays in the history.

    \b
    Example:
      policydocs retire texting --why "It is part of the social media policy now."

    Exit codes: 0 done, 2 it was never released or no reason, 3 git or the disk refused.
    """
    from policydocs.history.ending import plan_retirement

    lead_days = session.config.notice.lead_days
    return carry_out_ending(
        session,
        slug,
        why,
        lambda versions, said: plan_retirement(
            versions, said, today=today(), effective=effective, lead_days=lead_days
        ),
        Manner(dry_run, yes, push),
        removes_files=True,
    )
