"""What `withdraw` and `retire` share: look, show, ask, do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.options import DAY, F, as_day
from policydocs.errors import ExitCode
from policydocs.values import frozen

if TYPE_CHECKING:
    from policydocs.history.ending_notice import Ending
    from policydocs.history.release import Done
    from policydocs.history.revisions import History
    from policydocs.history.surroundings import Situation
    from policydocs.history.versions import PolicyVersions

    Plan = Callable[[PolicyVersions, str], Ending]  #: of which versions, why


@frozen
class Manner:
    """How it was asked for."""

    dry_run: bool
    yes: bool
    push: bool


def ending_options(*, day_unless_given: str) -> Callable[[F], F]:
    """`--why`, `--effective`, `--dry-run`, `--yes` and `--push`.

    Args:
        day_unless_given: the day that counts without `--effective`, for its help.
    """

    def declare(function: F) -> F:
        for option in (
            click.option(
                "--push", is_flag=True, help="Send branch and tag to the shared copy, all or nothing."
            ),
            click.option("--yes", is_flag=True, help="Do not ask before it is done."),
            click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing."),
            click.option(
                "--effective",
                metavar="DATE",
                type=DAY,
                callback=as_day,
                help=f"The first day on which it no longer holds. [default: {day_unless_given}]",
            ),
            click.option(
                "--why",
                metavar="[LANG:]TEXT",
                multiple=True,
                help="The reason, in a sentence; clients read it. es:TEXT for those who read the "
                "translation.",
            ),
        ):
            function = option(function)
        return function

    return declare


def carry_out_ending(
    session: Session, slug: str, why: Sequence[str], plan: Plan, manner: Manner, *, removes_files: bool
) -> ExitCode:
    """Decide by `plan`, show it, and do it unless it is only a trial; a policy's translations go with it.

    Args:
        why: the reasons: `TEXT`, and `es:TEXT` for those who read the Spanish translation.

    Raises:
        InputError: the plan is refused, or the repository cannot take it as it stands.
        TellsOfClientError: the reason tells who is a client.
        SurroundingsError: git refused.
    """
    from policydocs.cli.confidential import refuse_clients_in
    from policydocs.cli.machine import data_folder
    from policydocs.history.archive import FOLDER
    from policydocs.history.ending import ending_work
    from policydocs.history.release import carry_out
    from policydocs.history.revisions import History
    from policydocs.history.surroundings import read_situation

    refuse_clients_in(session, why)
    moment = now()
    situation = read_situation(session.root)
    with History(session.root) as history:
        endings = _endings(session, history, slug, why, plan)
        removed = tuple(_own_files(session, slug)) if removes_files else ()
        newest = history.resolve("HEAD", [slug]).moment if situation.head else None
        _refuse(situation, removed, moment, newest)
        archive = data_folder().absolute() / FOLDER
        work = ending_work(history, endings, session.tree, moment=moment, archive=archive, removed=removed)
        _show(session, endings, removed)
        _warn_of_facts(session, history, endings[0])
        if manner.dry_run:
            session.output.next_step("This is what would be done; nothing was.")
            return ExitCode.DONE
        if not manner.yes and _can_ask() and not click.confirm("Do this?", err=True):
            session.output.talk("Nothing was done.")
            return ExitCode.DONE
        done = carry_out(work, situation)
    _tell(session, done)
    if manner.push:
        from policydocs.history.push import push_release

        tags = [tag.name for tag in done.tags]
        push_release(session.root, situation.upstream, situation.branch or "", tags)
    return ExitCode.DONE


def _endings(session: Session, history: History, slug: str, why: Sequence[str], plan: Plan) -> list[Ending]:
    """What ends: the policy, and each translation that has the version or says the same."""
    from policydocs.history.released import versions_of
    from policydocs.notice.reasons import said_in

    versions = versions_of(history, session.tree, session.config, slug)
    if not versions.releases and not versions.odd:
        session.policy_files([slug])  # an unknown name is refused, with the nearest
    own = slug.partition(".")[2] or session.config.practice.language
    book = history.book(None)
    translated = [book.of(name) for name in book.slugs() if name.startswith(f"{versions.policy}.")]
    languages = [own, *(one.policy.partition(".")[2] for one in translated)]
    first = plan(versions, _said(said_in(why, own, languages), ""))
    found = [first]
    for one in translated:
        if _goes_with(one, first):
            language = one.policy.partition(".")[2]
            found.append(plan(one, _said(said_in(why, language, languages), language)))
    return found


def _goes_with(translation: PolicyVersions, ending: Ending) -> bool:
    """Whether a translation still stands that says what ends."""
    from policydocs.history.tag_message import RecordKind

    newest = translation.newest
    if ending.kind is RecordKind.WITHDRAWAL:
        version = ending.release.version
        return translation.get(version) is not None and version not in translation.withdrawals
    return newest is not None and not any(one.version == newest.version for one in translation.retirements)


def _said(texts: Sequence[str], language: str) -> str:
    """One reason; of a translation it must be given, for the notice is in its language."""
    from policydocs.errors import InputError

    if language and not "".join(texts).strip():
        raise InputError(
            f"there is a translation ({language}), whose readers get a notice too; the reason is missing in"
            " their language.",
            fix=f'Say it in that language also:  --why "..." --why "{language}:..."',
        )
    if len(texts) > 1:
        raise InputError("--why is given twice.", fix="Join the two into one text.")
    return texts[0] if texts else ""


def _refuse(situation: Situation, removed: Sequence[str], moment: datetime, newest: datetime | None) -> None:
    """Stop where the repository cannot take it as it stands."""
    from policydocs.errors import InputError, InputErrors
    from policydocs.history.situation_refusals import situation_refusals

    touched = {situation.places.in_repository(path) for path in (*removed, "CHANGELOG.md")}
    # Other work in progress is in nobody's way: it is not committed with this.
    allowed = [path for path in situation.changed if path not in touched]
    refusals = list(situation_refusals(situation, allowed, now=moment, newest_moment=newest))
    mended_here = [one for one in refusals if isinstance(one, InputError)]
    if mended_here:
        raise InputErrors(mended_here)
    if refusals:
        raise refusals[0]


def _own_files(session: Session, slug: str) -> Sequence[str]:
    """A policy's file and its translations; of a translation its own file alone."""
    files = session.policy_files()
    return [one.path for one in files if one.slug == slug or one.slug.startswith(f"{slug}.")]


def _tell(session: Session, done: Done) -> None:
    for tag in done.tags:
        session.output.result(f"Done: {tag.name}")
    folders = dict.fromkeys(one.path.rpartition("/")[0] for one in done.files if one.path)
    for folder in folders:
        session.output.result(f"  the notice is in {folder}/")
    for remark in done.remarks:
        session.output.warn(f"Please look at this: {remark}")
    session.output.next_step("Next: give clients the notice." if folders else "Clients need not be told.")


def _show(session: Session, endings: Sequence[Ending], removed: Sequence[str]) -> None:
    from rich.text import Text

    from policydocs.cli.layout import pairs
    from policydocs.cli.output import visible

    for ending in endings:
        heading = f"{ending.what[:1].upper()}{ending.what[1:]}, effective {ending.effective}"
        rows = (("  Then", ending.consequence), ("  Why", ending.why))
        told = pairs([(left, Text(visible(said))) for left, said in rows])
        session.output.show(Text(visible(heading), style="bold"), told)
    tags = ", ".join(ending.tag for ending in endings)
    gone = "".join(f", {path} is removed" for path in removed)
    session.output.show(Text(visible(f"Makes: CHANGELOG.md, one commit, tag {tags}{gone}.")))


def _warn_of_facts(session: Session, history: History, ending: Ending) -> None:
    from policydocs.history.ending_notice import facts_that_differ

    for remark in facts_that_differ(history, ending):
        session.output.warn(f"Please look at this: {remark}")


def _can_ask() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
