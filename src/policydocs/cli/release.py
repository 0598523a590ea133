"""`policydocs release`: what the files say becomes a version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.options import DAY, as_day, command
from policydocs.errors import ExitCode

if TYPE_CHECKING:
    from policydocs.history.release import Done
    from policydocs.history.release_plan import ReleasePlan
    from policydocs.history.surroundings import Situation

BUMPS = ("auto", "major", "minor", "patch")


@command("release")
@click.argument("slugs", metavar="[POLICY]...", nargs=-1)
@click.option(
    "--bump",
    type=click.Choice(BUMPS),
    default="auto",
    show_default=True,
    help="Which part of the number grows; auto goes by what changed.",
)
@click.option(
    "--effective",
    metavar="DATE",
    type=DAY,
    callback=as_day,
    help="The first day of the new version: 2027-03-01. [default: today, or after the days of notice]",
)
@click.option(
    "--why",
    metavar="[LANG:][SECTION=]TEXT",
    multiple=True,
    help="The reason; repeat it for several sections. es:TEXT is for the notice of the Spanish translation.",
)
@click.option(
    "--summary",
    metavar="[LANG:][SECTION=]TEXT",
    multiple=True,
    help="What changed, in your words instead of ours.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
@click.option("--push", is_flag=True, help="Send branch and versions to the shared copy, all or nothing.")
@click.option(
    "--unlock",
    is_flag=True,
    help="Finish an interrupted release, or go on after git broke off: no other git program is at work, so "
    "lock files may go.",
)
@click.option("--undo", is_flag=True, help="Undo an interrupted release that is not complete.")
def release(
    session: Session,
    *,
    slugs: tuple[str, ...],
    bump: str,
    effective: date | None,
    why: tuple[str, ...],
    summary: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    push: bool,
    unlock: bool,
    undo: bool,
) -> ExitCode:
    """POLICY is a policy's name: social-media for policies/social-media.md. Without one, every policy that
    changed is released.

    A release checks the policy, gives it a version, writes CHANGELOG.md, and makes one commit, one tag for
    each policy, the handouts and the notice. It is one step: all of it is done, or nothing. A released
    version is never changed afterward.

    \b
    Examples:
      policydocs release social-media --dry-run
      policydocs release social-media --why "texting=Many of you asked for it."
      policydocs release --bump minor --effective 2027-03-01 --yes

    \b
    Exit codes: 0 done; 1 a policy does not pass; 2 something is missing, or nothing changed; 3 git or the
    disk refused.
    """
    if unlock or undo:
        return _settle(session, unlock=unlock, undo=undo)
    from policydocs.cli.confidential import refusals_of_plan
    from policydocs.cli.releasing import gathered_plan
    from policydocs.cli.reports.release_text import told_plan
    from policydocs.compare.comparison import ChangeLevel
    from policydocs.history.candidate import Asked
    from policydocs.history.surroundings import read_situation

    moment = now()
    asked = Asked(moment, slugs, None if bump == "auto" else ChangeLevel(bump), effective, why, summary)
    situation = read_situation(session.root)
    plan = gathered_plan(session, situation, asked)
    telling = refusals_of_plan(session, plan, (*why, *summary))
    plan = replace(plan, refusals=(*plan.refusals, *telling))
    session.output.show(*told_plan(plan, asked))
    if plan.refusals:
        return _refuse(session, plan)
    if dry_run:
        session.output.next_step("This is what would be done; nothing was. To do it, leave out --dry-run.")
        return ExitCode.DONE
    if not yes and _can_ask() and not click.confirm("Release this?", err=True):
        session.output.talk("Nothing was done.")
        return ExitCode.DONE
    done = _carry_out(session, plan, situation, moment)
    if push:
        _push(session, situation.upstream, situation.branch or "", [tag.name for tag in done.tags])
    return ExitCode.DONE


def _carry_out(session: Session, plan: ReleasePlan, situation: Situation, moment: datetime) -> Done:
    """Do what was planned, and say what was made."""
    from policydocs.cli.machine import data_folder
    from policydocs.history.archive import FOLDER
    from policydocs.history.release import carry_out
    from policydocs.history.release_work import release_work

    archive = data_folder().absolute() / FOLDER
    work, remarks = release_work(
        plan, situation, session.tree, session.config, moment=moment, archive=archive
    )
    done = carry_out(work, situation)
    first = all(one.previous is None for one in plan.versions)
    _tell(session, done, (*remarks, *done.remarks), first=first)
    return done


def _settle(session: Session, *, unlock: bool, undo: bool) -> ExitCode:
    session.settles = False  # it is done here, as was asked
    from policydocs.history.left_locks import remove_left_locks
    from policydocs.history.recovery import settle
    from policydocs.history.surroundings import read_situation

    places = read_situation(session.root).places
    settled = settle(places.common_dir, unlock=unlock, undo=undo)
    if settled is None:
        session.output.result("No release was interrupted here; there is nothing to finish.")
        for lock in remove_left_locks(places) if unlock else ():
            session.output.result(f"Removed: {lock}, a lock of git's. Now run again what it stopped.")
        return ExitCode.DONE
    session.output.result(settled.said)
    for remark in settled.remarks:
        session.output.warn(remark)
    return ExitCode.DONE


def _refuse(session: Session, plan: ReleasePlan) -> ExitCode:
    for refusal in plan.refusals:
        session.output.warn(f"\nNot possible: {refusal}")
    count = len(plan.refusals)
    session.output.next_step(
        f"Nothing was released. {'One thing' if count == 1 else f'{count} things'} to put right, see above."
    )
    return max(refusal.exit_code for refusal in plan.refusals)


def _can_ask() -> bool:
    import sys

    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _tell(session: Session, done: Done, remarks: tuple[str, ...], *, first: bool) -> None:
    output = session.output
    for tag in done.tags:
        output.result(f"Released: {tag.name}")
    folders = dict.fromkeys(one.path.rpartition("/")[0] for one in done.files if one.path)
    for folder in folders:
        count = sum(one.path.startswith(f"{folder}/") for one in done.files)
        output.result(f"  {folder}/  ({count} files)")
    for remark in remarks:
        output.warn(f"Please look at this: {remark}")
    if first:  # nobody has an earlier one, so there is no notice, and nobody to be told of a change
        output.next_step(
            "Next: open the handout in the folder above, print it, and hand it out.\n"
            "To write down who got it:  policydocs give CLIENT   (clients come with  policydocs clients add)"
        )
        return
    output.next_step(
        "Next: open the handout and the notice in the folder above, and read them as a client would.\n"
        "To tell the clients of your roster:  policydocs notify"
    )


def _push(session: Session, upstream: str, branch: str, tags: list[str]) -> None:
    from policydocs.history.push import push_release

    where = push_release(session.root, upstream, branch, tags)
    session.output.talk(f"Sent to {where}: the branch and {len(tags)} version{'s' * (len(tags) != 1)}.")
