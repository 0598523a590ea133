"""What `withdraw` and `retire` share: look, show, ask, do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.errors import ExitCode

if TYPE_CHECKING:
    from policydocs.history.ending import Ending
    from policydocs.history.versions import PolicyVersions


@dataclass(frozen=True, slots=True)
class Manner:
    """How it was asked for."""

    dry_run: bool
    yes: bool
    push: bool


def day_of(_ctx: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    return None if value is None else value.date()


def carry_out_ending(
    session: Session,
    slug: str,
    plan: Callable[[PolicyVersions, date], Ending],
    manner: Manner,
    *,
    removes_files: bool,
) -> ExitCode:
    """Decide by `plan`, show it, and do it unless it is only a trial.

    Raises:
        InputError: the plan is refused, or the repository cannot take it as it stands.
        SurroundingsError: git refused.
    """
    from policydocs.cli.machine import data_folder
    from policydocs.errors import InputError, InputErrors
    from policydocs.history.archive import FOLDER
    from policydocs.history.ending import ending_work
    from policydocs.history.release import carry_out
    from policydocs.history.released import read_version, versions_of
    from policydocs.history.revisions import History
    from policydocs.history.situation_refusals import situation_refusals
    from policydocs.history.surroundings import read_situation

    moment = now()
    situation = read_situation(session.root)
    with History(session.root) as history:
        versions = versions_of(history, session.tree, session.config, slug)
        if not versions.releases and not versions.odd:
            session.policy_files([slug])  # an unknown name is refused, with the nearest
        ending = plan(versions, moment.date())
        removed = tuple(_own_files(session, slug)) if removes_files else ()
        touched = {situation.places.in_repository(path) for path in (*removed, "CHANGELOG.md")}
        # Other work in progress is in nobody's way: it is not committed with this.
        allowed = [path for path in situation.changed if path not in touched]
        newest = history.resolve("HEAD", [slug]).moment if situation.head else None
        refusals = list(situation_refusals(situation, allowed, now=moment, newest_moment=newest))
        if refusals:
            mended_here = [one for one in refusals if isinstance(one, InputError)]
            raise InputErrors(mended_here) if mended_here else refusals[0]
        old = read_version(history, ending.release)
        back = read_version(history, ending.back) if ending.back is not None else None
        _show(session, ending, removed)
        if manner.dry_run:
            session.output.next_step("This is what would be done; nothing was.")
            return ExitCode.DONE
        if not manner.yes and _can_ask() and not click.confirm("Do this?", err=True):
            session.output.talk("Nothing was done.")
            return ExitCode.DONE
        work = ending_work(
            ending,
            old,
            back,
            session.tree,
            moment=moment,
            archive=data_folder().absolute() / FOLDER,
            removed=removed,
        )
        done = carry_out(work, situation)
    session.output.result(f"Done: {done.tags[0].name}")
    folders = dict.fromkeys(one.path.rpartition("/")[0] for one in done.files if one.path)
    for folder in folders:
        session.output.result(f"  the notice is in {folder}/")
    for remark in done.remarks:
        session.output.warn(f"Please look at this: {remark}")
    if manner.push:
        from policydocs.history.push import push_release

        push_release(session.root, situation.upstream, situation.branch or "", [done.tags[0].name])
    session.output.next_step("Next: give clients the notice." if folders else "Clients need not be told.")
    return ExitCode.DONE


def _own_files(session: Session, slug: str) -> Sequence[str]:
    """A policy's file and its translations."""
    return [file.path for file in session.policy_files() if file.slug.partition(".")[0] == slug]


def _show(session: Session, ending: Ending, removed: Sequence[str]) -> None:
    output = session.output
    output.result(f"{ending.what[:1].upper()}{ending.what[1:]}, effective {ending.effective}")
    output.result(f"  {ending.consequence}")
    output.result(f"  Why: {ending.why}")
    written = ", ".join(f"{path} is removed" for path in removed)
    output.result(
        f"  Written: CHANGELOG.md, one commit, the tag {ending.tag}{', ' if written else ''}{written}."
    )


def _can_ask() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
