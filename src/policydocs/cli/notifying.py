"""What `notify` does: gather, plan, ask, act, report."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial

import click

from policydocs.cli.clock import made_at, now, today
from policydocs.cli.context import Session
from policydocs.cli.ledger_place import EMPTY, known_records, opened_records, practice_place, recorder
from policydocs.cli.quantity import counted
from policydocs.cli.released_files import archive
from policydocs.cli.reports.notify_json import done_entry, plan_entry
from policydocs.cli.reports.notify_text import told_plan, told_report
from policydocs.delivery.assignments import NotifyPlan, again, assign, found_delivery, told_and_left
from policydocs.delivery.credentials import login_for
from policydocs.delivery.deliveries import Delivery, Means, State
from policydocs.delivery.dispatch import Dispatch, Report
from policydocs.delivery.due import Due, who_is_due
from policydocs.delivery.enclosures import Enclosures
from policydocs.delivery.mail import Sender, sender_of
from policydocs.delivery.outbox import Outbox
from policydocs.delivery.providers import per_minute, refuse_hopeless, warnings
from policydocs.delivery.records import Records
from policydocs.delivery.sending import Pace, Patience, settle_interrupted
from policydocs.delivery.standings import Standing, read_standings
from policydocs.delivery.steps import Steps
from policydocs.delivery.transport import LOOPBACK, SmtpTransport
from policydocs.delivery.usable import unusable
from policydocs.errors import ExitCode, InputError, SurroundingsError
from policydocs.history.revisions import History
from policydocs.notice.final import date_remarks
from policydocs.render.handout_files import plan as handout_plan
from policydocs.render.style import Paper
from policydocs.source.config import MailSettings
from policydocs.values import frozen

#: How a mail server is waited for.
PATIENCE = Patience()


@frozen
class Wanted:
    """What the command was asked for."""

    slugs: tuple[str, ...]
    channel: str | None
    acts: bool
    confirm: int | None
    dry_run: bool
    again: str | None
    why: str
    format_: str
    everybody: bool = False  #: on paper, also who would get it by another way

    @property
    def means(self) -> Means | None:
        return None if self.channel is None else Means(self.channel)


@frozen
class Gathered:
    """The policies, and what makes their letters."""

    standings: tuple[Standing, ...]
    enclosures: Enclosures


def notify_clients(session: Session, wanted: Wanted) -> ExitCode:
    """Show the plan; carry it out where that is asked.

    Raises:
        InputError: no such policy; the configuration lacks what is needed; the count is not confirmed.
        SurroundingsError: git, the disk or the ledger refused; another run is at work.
    """
    with _gathered(session, wanted.slugs) as gathered:
        if not wanted.acts and wanted.again is None:
            return _look(session, wanted, gathered)
        with opened_records(session) as records, records.working_alone():
            return _act(session, wanted, gathered, records)


def settle_letter(session: Session, wanted: str, outcome: str, why: str) -> ExitCode:
    """Write down what became of a letter that is uncertain.

    Raises:
        InputError: no uncertain letter has that id.
    """
    with opened_records(session) as records, records.working_alone():
        _settled(session, records)
        delivery = found_delivery(records, wanted, [State.UNCERTAIN])
        records.move(delivery.id, State(outcome), recorder(session), now(), why=why or "settled by hand")
    said = {
        "handed": "The mail server has it; the ledger says handed over, and that is all that is known.",
        "given": "She has it; the ledger says given.",
        "refused": "It never went out. The next  policydocs notify  plans it again, by another way.",
    }
    session.output.result(f"{delivery.recipient}: {said[outcome]}")
    return ExitCode.DONE


# --- Looking -------------------------------------------------------------------------------------


def _look(session: Session, wanted: Wanted, gathered: Gathered) -> ExitCode:
    with known_records(session) as records:
        if records is None or next(records.clients(), None) is None:
            return _nothing(session, wanted, EMPTY)
        if not gathered.standings:
            return _nothing(session, wanted, _NO_VERSION)
        # Else it is another run's, which is at work.
        with suppress(SurroundingsError), records.working_alone():
            _settled(session, records)
        plan = _planned(session, wanted, gathered, records)
        return _show(session, wanted, gathered, plan)


_NO_VERSION = (
    "No policy has a released version yet, so there is nothing to tell.\n"
    "  To make the first:  policydocs release"
)


def _nothing(session: Session, wanted: Wanted, said: str) -> ExitCode:
    if wanted.format_ == "json":
        session.output.result(json.dumps(plan_entry(NotifyPlan(Due(), ())), indent=2))
    session.output.talk(said)
    return ExitCode.DONE


def _show(
    session: Session, wanted: Wanted, gathered: Gathered, plan: NotifyPlan, *, acts: bool = False
) -> ExitCode:
    if wanted.format_ == "json":
        session.output.result(json.dumps(plan_entry(plan), indent=2, ensure_ascii=False))
    else:
        practice = session.config.practice
        session.output.told("\n".join(told_plan(plan, gathered.enclosures, practice, today(), acts=acts)))
        for remark in _remarks(session, gathered, plan):
            session.output.warn(f"Please look at this: {remark}")
    return ExitCode.DID_NOT_PASS if _has_open_questions(plan) else ExitCode.DONE


def _has_open_questions(plan: NotifyPlan) -> bool:
    uncertain = (State.UNCERTAIN, State.SENDING)
    return bool(plan.problems) or any(one.state in uncertain for one in plan.due.under_way)


def _remarks(session: Session, gathered: Gathered, plan: NotifyPlan) -> Iterator[str]:
    """What she should think about before letters go: the time that clients have, and the mail provider."""
    days: dict[date, None] = {}
    for one in plan.assignments:
        for matter in one.owed.matters:
            if matter.held is not None:
                days.setdefault(gathered.enclosures.effective(matter))
    for day in sorted(days)[:3]:
        yield from date_remarks(day, today(), lead_days=session.config.notice.lead_days)
    settings = session.config.mail
    if settings is not None and any(one.means is Means.EMAIL for one in plan.assignments):
        yield from warnings(settings.host, sender_of(settings.sender).domain, today())


# --- Acting --------------------------------------------------------------------------------------


def _act(session: Session, wanted: Wanted, gathered: Gathered, records: Records) -> ExitCode:
    outbox = _settled(session, records)
    if next(records.clients(), None) is None:
        return _nothing(session, wanted, EMPTY)
    plan = _again_or_planned(session, wanted, gathered, records)
    if wanted.dry_run or not plan.assignments:
        code = _show(session, wanted, gathered, plan)
        if plan.assignments:
            session.output.next_step(
                "This is what would be done; nothing was. To do it, leave out --dry-run."
            )
        return code
    _refuse_other_count(len(plan.assignments), wanted.confirm)
    if wanted.format_ != "json":
        _show(session, wanted, gathered, plan, acts=True)
    dispatch = _dispatch(session, gathered, records, outbox, plan)
    if not _confirmed(len(plan.assignments), wanted.confirm):
        session.output.talk("Nothing was done.")
        return ExitCode.DONE
    replan = None
    if wanted.channel is None and wanted.again is None:
        replan = partial(_planned, session, wanted, gathered, records)
    report = dispatch.act(plan, replan)
    if wanted.format_ == "json":
        entry = {**plan_entry(plan), "done": done_entry(report)}
        session.output.result(json.dumps(entry, indent=2, ensure_ascii=False))
    else:
        session.output.told("\n".join(["", *told_report(report)]))
    if report.tally.stopped is not None:
        session.output.warn(f"\n{report.tally.stopped}")
    return _exit_code(plan, report)


def _settled(session: Session, records: Records) -> Outbox:
    """The outbox, once what an interrupted run left is written down as what it is; while working alone."""
    outbox = Outbox(practice_place(session).outbox)
    by = recorder(session)
    left = settle_interrupted(records, _steps(session), by, now())
    finished = outbox.recover(records, by, now())
    if left or finished:
        session.output.talk("An earlier run was interrupted. What it had done is written down now.")
    return outbox


def _again_or_planned(session: Session, wanted: Wanted, gathered: Gathered, records: Records) -> NotifyPlan:
    if wanted.again is None:
        return _planned(session, wanted, gathered, records)
    asked = again(records, wanted.again, wanted.why, channel=wanted.means, standings=gathered.standings)
    return NotifyPlan(Due(), (asked,))


def _planned(session: Session, wanted: Wanted, gathered: Gathered, records: Records) -> NotifyPlan:
    told, left = told_and_left(records, gathered.standings)
    due = who_is_due(
        records.clients(),
        told,
        gathered.standings,
        gathered.enclosures.judge,
        today=today(),
        practice=session.config.practice.id,
        language=session.config.practice.language,
        usable=unusable,
    )
    return assign(due, left, records, wanted.means, everybody=wanted.everybody, standings=gathered.standings)


def _dispatch(
    session: Session, gathered: Gathered, records: Records, outbox: Outbox, plan: NotifyPlan
) -> Dispatch:
    config = session.config
    means = {one.means for one in plan.assignments}
    pages = handout_plan(
        session.tree, config, formats=("pdf",), paper=None, large_print=False, made_at=made_at(today())
    )
    made = Dispatch(
        records,
        gathered.enclosures,
        outbox,
        config.practice,
        recorder(session),
        now,
        today(),
        made_at(today()),
        Paper(config.handouts.paper),
        _steps(session),
        pages.fonts,
        progress=_progress(session),
    )
    if Means.EMAIL in means:
        settings = _mail_settings(session)
        here = settings.host in LOOPBACK
        login = login_for(settings, os.environ)
        refuse_hopeless(settings.host, has_token=login is not None and login.is_token)
        made.sender = sender_of(settings.sender)
        ca_file = session.root / settings.ca_file if settings.ca_file else None
        made.transport = SmtpTransport(settings, login, ca_file=ca_file)
        made.pace = Pace(per_minute(settings.host, on_this_computer=here, wanted=settings.per_minute))
        made.patience = PATIENCE
    elif Means.DRAFT in means:
        made.sender = _draft_sender(session)
    return made


def _steps(session: Session) -> Steps:
    return Steps(practice_place(session).folder)


def _progress(session: Session) -> Callable[[Iterable[Delivery]], Iterable[Delivery]]:
    return lambda deliveries: session.output.progress(deliveries, "Sending")


def _mail_settings(session: Session) -> MailSettings:
    settings = session.config.mail
    if settings is None:
        raise InputError(
            "Some clients get their letter by e-mail, and policydocs.toml does not say by which server.",
            path="policydocs.toml",
            fix="Add  [mail]  with host, user and from (docs/delivery.md shows how). Without it:\n"
            "  policydocs notify --channel eml      drafts for your own mail program\n"
            "  policydocs notify --channel print    the others, on paper",
        )
    return settings


def _draft_sender(session: Session) -> Sender:
    settings = session.config.mail
    given = settings.sender if settings is not None else session.config.practice.facts.get("email", "")
    if not given:
        raise InputError(
            "The drafts have no sender.",
            path="policydocs.toml",
            fix='Write the practice\'s address:  email = "office@example.org"  below [practice].',
        )
    return sender_of(given)


def _refuse_other_count(count: int, confirm: int | None) -> None:
    """A number that is not the plan's is refused in two lines; the plan itself is shown by `notify` alone."""
    if confirm is not None and confirm != count:
        raise InputError(
            f"--confirm={confirm}, but the plan has {counted(count, 'letter')} now. Nothing was done.",
            fix=f"To look at it, write  --dry-run  in place of --confirm. If it is right:  --confirm={count}",
        )


def _confirmed(count: int, confirm: int | None) -> bool:
    """Whether this many letters are meant: by the option, or typed by a person."""
    if confirm is not None:
        return True
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise InputError(
            f"The plan has {counted(count, 'letter')}, and nobody said that this is right. Nothing was done.",
            fix=f"Look at the plan. If it is right, add  --confirm={count}",
        )
    typed: str = click.prompt(f"To go on, type the number of letters ({count})", default="", err=True)
    return typed.strip() == str(count)


def _exit_code(plan: NotifyPlan, report: Report) -> ExitCode:
    tally = report.tally
    did = tally.handed or tally.refused or tally.uncertain or report.prepared
    if tally.stopped is not None and not did:
        return ExitCode.SURROUNDINGS
    if tally.stopped is not None or tally.waiting:
        return ExitCode.PARTLY_SENT
    if tally.uncertain or report.problems or _has_open_questions(plan):
        return ExitCode.DID_NOT_PASS
    return ExitCode.DONE


@contextmanager
def _gathered(session: Session, slugs: tuple[str, ...]) -> Iterator[Gathered]:
    with History(session.root) as history:
        standings = read_standings(history, session.tree, session.config, slugs)
        enclosures = Enclosures(
            history, standings, archive(), session.config, today=today(), made_at=made_at(today())
        )
        yield Gathered(standings, enclosures)
