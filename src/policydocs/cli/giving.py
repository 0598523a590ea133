"""What `give` does: gather the policies, plan who received what, ask where there are several, write down."""

from __future__ import annotations

import sys
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, datetime

import click

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.ledger_place import EMPTY, known_client, known_records, recorder
from policydocs.cli.quantity import counted
from policydocs.delivery.clients import Client, Status
from policydocs.delivery.deliveries import Delivery
from policydocs.delivery.handover import Handed, Handovers, handovers, moment_of
from policydocs.delivery.records import Records
from policydocs.delivery.slugs import present_slugs
from policydocs.delivery.standings import read_standings
from policydocs.errors import ExitCode, InputError
from policydocs.history.released import choose, held_on
from policydocs.history.revisions import History
from policydocs.values import frozen

_MOST = 12  #: ids that a list shows


@frozen
class Given:
    """What the command was told of what was given."""

    slugs: tuple[str, ...]  #: () for every policy that applies
    version: str | None
    on: date | None
    language: str  #: "" for each client's own
    why: str  #: why it is given again; "" where it is not


@frozen
class _Plan:
    """What is to be written down of several clients."""

    deliveries: tuple[Delivery, ...]
    known: int  #: times that a recipient has a policy already
    problems: tuple[tuple[str, InputError], ...]  #: by the clients' ids
    names: dict[str, str] = field(default_factory=dict)  #: earlier slug -> the slug now


def give_one(session: Session, given: Given, client: str, recipient: str) -> ExitCode:
    """Write down what one client was given.

    Raises:
        InputError: no such client or policy; it is not in force; nobody receives; no text in her language.
        SurroundingsError: git, the disk or the ledger refused.
    """
    moment = now()
    given_at = moment_of(given.on, moment)
    with known_records(session) as records:
        person = known_client(records, client)
        assert records is not None
        giver = _Giver(session, records, given, given_at)
        made = giver.handovers(person, named=bool(given.slugs), recipient=recipient)
        if made is None:
            raise InputError(f"No policy that applies to her was in force on {given_at.date()}.")
        records.begin(made.deliveries, recorder(session), moment)
    renamed = giver.renamed
    for delivery in made.deliveries:
        for item in delivery.items:
            policy = renamed.get(item.policy, item.policy)
            session.output.result(f"Given to {delivery.recipient}: {policy} {item.version} ({item.language})")
    for who, policy, number in made.known:
        session.output.talk(
            f"{who} has {renamed.get(policy, policy)} {number} already, or it is on its way to her."
        )
    if not made.deliveries:
        session.output.next_step('Nothing was written. To give it all the same:  --again --why "..."')
        return ExitCode.DID_NOT_PASS if given.slugs else ExitCode.DONE
    names = {renamed.get(item.policy, item.policy) for one in made.deliveries for item in one.items}
    named = names.pop() if len(names) == 1 else "POLICY"
    session.output.next_step(f"Once she has signed:  policydocs ack {client} {named} --signed")
    return ExitCode.DONE


def give_several(
    session: Session, given: Given, clients: Sequence[str] | None, confirm: int | None
) -> ExitCode:
    """Show who was given what, and write it down once the number is confirmed: all of it or nothing.

    Args:
        clients: their ids; None for every active client.
        confirm: the number of handovers; None to ask for it.

    Raises:
        InputError: as `give_one`, but for what is wrong with a single client; another number.
        SurroundingsError: git, the disk or the ledger refused.
    """
    moment = now()
    given_at = moment_of(given.on, moment)
    with known_records(session) as records:
        if records is None or next(records.clients(), None) is None:
            session.output.talk(EMPTY)
            return ExitCode.DONE
        giver = _Giver(session, records, given, given_at)
        if clients is None:
            plan = giver.plan(list(records.clients(Status.ACTIVE)), named=False)
        else:
            people = [known_client(records, one) for one in dict.fromkeys(clients)]
            plan = giver.plan(people, named=bool(given.slugs))
        count = len(plan.deliveries)
        if confirm is not None and confirm != count:
            raise InputError(
                f"--confirm={confirm}, but the plan has {counted(count, 'handover')} now. Nothing was "
                "written.",
                fix=f"To look at it, leave --confirm out. If it is right:  --confirm={count}",
            )
        for line in _told(plan, given_at.date()):
            session.output.result(line)
        if plan.deliveries:
            if not _confirmed(count, confirm):
                session.output.talk("Nothing was written.")
                return ExitCode.DONE
            records.begin(plan.deliveries, recorder(session), moment)
            session.output.result(f"Written down: {counted(count, 'handover')} on {given_at.date()}")
    return ExitCode.DID_NOT_PASS if plan.problems else ExitCode.DONE


class _Giver:
    """Plans what clients were given of the same policies on the same day."""

    def __init__(self, session: Session, records: Records, given: Given, given_at: datetime) -> None:
        self._session = session
        self._records = records
        self._given = given
        self._given_at = given_at
        self._handed = tuple(_handed(session, given, given_at.date()))
        #: Earlier slug -> the slug now.
        self.renamed = dict(present_slugs(one.standing.versions for one in self._handed))

    def plan(self, people: Sequence[Client], *, named: bool) -> _Plan:
        """What several clients were given; whoever cannot be given it is a problem, and the others go on."""
        deliveries: list[Delivery] = []
        problems: list[tuple[str, InputError]] = []
        known = 0
        for person in people:
            try:
                made = self.handovers(person, named=named)
            except InputError as error:
                problems.append((person.id, error))
                continue
            if made is not None:
                deliveries += made.deliveries
                known += len(made.known)
        return _Plan(tuple(deliveries), known, tuple(problems), self.renamed)

    def handovers(self, person: Client, *, named: bool, recipient: str = "") -> Handovers | None:
        """What one client was given; None where no policy that applies to her was in force.

        Args:
            named: she and the policies were named, so that she is given them be they for her or not.
        """
        hers = [one for one in self._handed if named or one.standing.applies_to(person)]
        if not hers:
            return None
        return handovers(
            self._records,
            person,
            hers,
            iter(lambda: str(uuid.uuid4()), ""),
            on=self._given_at,
            language=self._session.config.practice.language,
            paper=self._session.config.handouts.paper,
            recipient=recipient,
            again=self._given.why,
        )


def _told(plan: _Plan, day: date) -> Iterator[str]:
    """The plan: how many get what, who is left out and why; clients by their ids."""
    if plan.deliveries:
        clients = len({one.client for one in plan.deliveries})
        yield f"{counted(len(plan.deliveries), 'handover')} to {counted(clients, 'client')}, given on {day}:"
        what = Counter(
            (plan.names.get(item.policy, item.policy), item.version, item.language)
            for one in plan.deliveries
            for item in one.items
        )
        for (policy, version, language), number in sorted(what.items()):
            yield f"  {number:>5}  {policy} {version} ({language})"
        shown = [one.recipient for one in plan.deliveries[:_MOST]]
        more = len(plan.deliveries) - len(shown)
        yield f"  To {', '.join(shown)}{f' and {more} more' if more else ''}."
    else:
        yield "There is nothing to write down."
    if plan.known:
        yield f"Left out, since she has it already or it is on its way to her: {plan.known}"
    if plan.problems:
        yield f"{counted(len(plan.problems), 'client')} cannot be given it:"
        for client, error in plan.problems[:_MOST]:
            yield f"  {client}: {error.problem}"
            yield f"      {error.fix}"
        if len(plan.problems) > _MOST:
            yield f"  … and {len(plan.problems) - _MOST} more"


def _confirmed(count: int, confirm: int | None) -> bool:
    """Whether this many handovers are meant: by the option, or typed by a person."""
    if confirm is not None:
        return True
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise InputError(
            f"The plan has {counted(count, 'handover')}, and nobody said that this is right. Nothing was "
            "written.",
            fix=f"Look at the plan. If it is right, add  --confirm={count}",
        )
    typed: str = click.prompt(f"To go on, type the number of handovers ({count})", default="", err=True)
    return typed.strip() == str(count)


def _handed(session: Session, given: Given, day: date) -> Iterator[Handed]:
    with History(session.root) as history:
        standings = read_standings(history, session.tree, session.config, given.slugs)
    known = {name for one in standings for name in one.names}
    if missing := set(given.slugs) - known:
        slug = min(missing)
        raise InputError(
            f"{slug} has no released version, so there is none to give.",
            fix=f"To make the first:  policydocs release {slug} --dry-run",
        )
    if not standings:
        raise InputError(
            "No policy has a released version yet.", fix="To make one:  policydocs release --dry-run"
        )
    for standing in standings:
        if given.version is not None:
            yield Handed(standing, choose(standing.versions, given.version, day), given.language)
        elif given.slugs:
            yield Handed(standing, held_on(standing.versions, day), given.language)
        elif (held := standing.versions.in_force(day)) is not None:
            yield Handed(standing, held, given.language)
