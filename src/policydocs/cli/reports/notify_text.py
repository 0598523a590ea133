"""A run of `notify` as a person reads it: clients by their ids, a name only in the sample of a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from policydocs.cli.output import visible
from policydocs.cli.quantity import counted
from policydocs.delivery.assignments import Assignment, NotifyPlan
from policydocs.delivery.clients import Way
from policydocs.delivery.deliveries import Delivery, Means, News, State
from policydocs.delivery.dispatch import Prepared, Report
from policydocs.delivery.due import Matter, Problem
from policydocs.delivery.enclosures import Enclosures
from policydocs.delivery.letters import Letter, cover, letter, mail_words
from policydocs.errors import PolicydocsError
from policydocs.model import Practice
from policydocs.render.text import to_text

_WAYS = {
    Way.EMAIL: "by e-mail",
    Way.POST: "on paper, by post",
    Way.SESSION: "on paper, handed over in session",
    Way.PORTAL: "in the portal",
}
_MEANS = {
    Means.EMAIL: "by e-mail",
    Means.DRAFT: "as drafts for your mail program",
    Means.MAIL_MERGE: "as a table for mail merge",
    Means.PORTAL: "as files for the portal",
    Means.PRINT: "on paper",
    Means.BY_HAND: "by hand",
}
_WIDTH = 72  #: of what is said within a margin
_MOST = 12  #: entries of a list that are shown


def told_plan(
    plan: NotifyPlan, enclosures: Enclosures, practice: Practice, today: date, *, acts: bool
) -> Iterator[str]:
    """The plan: how many letters by which way, one sample of each, problems, and what is still open.

    Args:
        acts: it is carried out next, so that no command for it need be told.
    """
    for remark in plan.due.remarks:
        yield visible(remark)
    if plan.due.remarks:
        yield ""
    if plan.assignments:
        yield f"{counted(len(plan.assignments), 'letter')} to go"
        yield ""
        for way in Way:
            same = [one for one in plan.assignments if one.owed.way is way]
            if same:
                yield f"  {len(same):>5}  {_WAYS[way]}"
        for way in Way:
            same = [one for one in plan.assignments if one.owed.way is way]
            if same:
                yield from _sample(same[0], enclosures, practice, today)
    else:
        yield "No letter is to go now."
    yield from _open_matters(plan)
    yield from _problems(plan.problems)
    if not (acts and plan.assignments):
        yield from _next_steps(plan)


def _sample(one: Assignment, enclosures: Enclosures, practice: Practice, today: date) -> Iterator[str]:
    yield ""
    yield visible(
        f"For example {_WAYS[one.owed.way]}: {one.owed.recipient.id} gets {_what(one.owed.matters)}"
    )
    try:
        text = _sample_text(letter(one.owed, enclosures), one.owed.way, practice, today)
    except PolicydocsError as error:
        yield visible(f"  The letter cannot be made: {error}")
        return
    yield ""
    for line in text.rstrip().split("\n"):
        for part in wrap(visible(line), _WIDTH, break_on_hyphens=False) or [""]:
            yield f"    | {part}".rstrip()


def _sample_text(made: Letter, way: Way, practice: Practice, today: date) -> str:
    match way:
        case Way.EMAIL:
            return _mail_sample(made, practice)
        case Way.PORTAL:
            return "\n".join(made.names)
        case _:
            return to_text(cover(made, practice, today))


def _mail_sample(made: Letter, practice: Practice) -> str:
    words = mail_words(made, practice)
    return f"Subject: {words.subject}\n\n{words.text}"


def _what(matters: Sequence[Matter]) -> str:
    return ", ".join(map(_one, matters))


def _one(matter: Matter) -> str:
    if matter.news is News.RETIRED:
        return f"the end of {matter.policy}"
    if matter.news is News.WITHDRAWN:
        return f"{matter.policy}: {matter.version} was taken back"
    return f"{matter.policy} {matter.version} (she has {matter.held})"


def _open_matters(plan: NotifyPlan) -> Iterator[str]:
    uncertain = [one for one in plan.due.under_way if one.state is State.UNCERTAIN]
    sending = [one for one in plan.due.under_way if one.state is State.SENDING]
    prepared = [one for one in plan.due.under_way if one.state is State.PREPARED]
    if uncertain:
        yield ""
        yield (
            f"Uncertain: {counted(len(uncertain), 'letter')}. The mail server may or may not have "
            f"{'it' if len(uncertain) == 1 else 'them'}:"
        )
        yield from _listed(uncertain)
        yield "  Look into your folder of sent mail, or ask. Then say what is true, for example:"
        yield f"  policydocs notify --settle {uncertain[0].recipient} --refused     (or --handed, or --given)"
    if sending:
        yield ""
        yield f"Being sent now, or left by a run that was stopped: {counted(len(sending), 'letter')}."
        yield "  If no other window is at it, the next  policydocs notify --send  finds out what is known."
    if prepared:
        yield ""
        yield f"Prepared, and not yet recorded as given: {counted(len(prepared), 'letter')}."
        yield "  When they are on their way:  policydocs ledger record --given --every CHANNEL --on DATE"
    if plan.due.first:
        yield ""
        who = [one.client.id for one in plan.due.first]
        count = len(dict.fromkeys(who))
        yield (
            f"Never given a policy that applies: {counted(count, 'client')}. That is handed over, not told "
            "as a change:"
        )
        yield f"  policydocs give {who[0]}" + ("     (and so on for the others)" if count > 1 else "")


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    if not problems:
        return
    yield ""
    yield f"{counted(len(problems), 'problem')} to put right:"
    for one in problems[:_MOST]:
        about = f", {one.policy}" if one.policy else ""
        yield visible(f"  {one.recipient or one.client}{about}: {one.problem}")
        if one.fix:
            yield from wrap(visible(one.fix), _WIDTH, initial_indent="      ", subsequent_indent="      ")
    if len(problems) > _MOST:
        yield f"  … and {len(problems) - _MOST} more; all of them:  policydocs notify --format json"


def _next_steps(plan: NotifyPlan) -> Iterator[str]:
    yield ""
    count = len(plan.assignments)
    if count:
        yield f"To do all of this:  policydocs notify --send --confirm={count}"
        if any(one.means is Means.EMAIL for one in plan.assignments):
            yield "One channel alone:  policydocs notify --channel email   (or print, eml, mailmerge, portal)"
    elif not (plan.problems or plan.due.first or plan.due.under_way):
        yield "Everybody has what is due. Who holds what:  policydocs ledger"


# --- What was done -------------------------------------------------------------------------------


def told_report(report: Report) -> Iterator[str]:
    """What came of a run."""
    tally = report.tally
    if tally.handed:
        yield f"Handed to the mail server: {counted(len(tally.handed), 'letter')}."
    for one in report.prepared:
        yield from _prepared(one)
    if tally.refused:
        yield ""
        yield f"Refused by the mail server: {counted(len(tally.refused), 'letter')}."
        yield from _listed(tally.refused)
        went_on = {one.recipient for batch in report.prepared for one in batch.deliveries}
        if {one.recipient for one in tally.refused} <= went_on:
            yield "  They are among the letters prepared above, by the next way that each client allowed."
        else:
            yield "  They go by the next way that each client allowed:  policydocs notify"
        yield "  Is an address wrong?  policydocs clients edit ID"
    if tally.uncertain:
        yield ""
        yield f"Uncertain: {counted(len(tally.uncertain), 'letter')}. It was sent, and no answer came:"
        yield from _listed(tally.uncertain)
        yield "  It is not sent again on its own. When you know what became of it:"
        yield "  policydocs notify --settle ID --handed     (or --refused, or --given)"
    if tally.waiting:
        yield ""
        yield f"Not sent yet: {counted(len(tally.waiting), 'letter')}. Run the same command again in a while."
    yield from _problems(report.problems)


def _prepared(one: Prepared) -> Iterator[str]:
    yield f"Prepared {_MEANS[one.means]}: {counted(len(one.deliveries), 'letter')}, in"
    yield f"  {one.folder}"
    if one.means is Means.PRINT:
        yield "  Print letters.pdf on both sides of the paper."
        ways = {delivery.way for delivery in one.deliveries}
        if Way.POST in ways:
            yield "  address-sheets.pdf goes into window envelopes, address-labels.pdf on others."
        if Way.SESSION in ways:
            yield "  to-hand-over.pdf lists whom you see in session."
    every = f"--every {one.means.value}"
    yield f"  When they are on their way:  policydocs ledger record --given {every} --on DATE"
    yield "  When you need the files no more:  policydocs outbox purge"


def _listed(deliveries: Sequence[Delivery]) -> Iterator[str]:
    for one in deliveries[:_MOST]:
        code = f", the server said {one.code}" if one.code else ""
        what = ", ".join(f"{item.policy} {item.version}" for item in one.items)
        yield visible(f"  {one.recipient}: {what}{code}")
    if len(deliveries) > _MOST:
        yield f"  … and {len(deliveries) - _MOST} more"
