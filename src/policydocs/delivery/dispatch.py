"""A run of `notify`: letters made, written down, sent or put into the outbox, so that a kill does no harm.

The caller works alone (`Records.working_alone`). What is planned is written down first, all of it or nothing.
Then each e-mail goes its way on its own; everything else is prepared by batches, each of them whole or not.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date, datetime
from pathlib import Path

from policydocs.delivery.assignments import Assignment, NotifyPlan
from policydocs.delivery.clients import Way
from policydocs.delivery.deliveries import Delivery, Means, State
from policydocs.delivery.due import Problem, items
from policydocs.delivery.enclosures import Enclosures
from policydocs.delivery.envelopes import address_labels, address_sheets
from policydocs.delivery.file_sets import NewFile, Pair, attachments_of, drafts, mail_merge, portal_sets
from policydocs.delivery.hand_over import hand_over_list
from policydocs.delivery.letters import Letter, letter
from policydocs.delivery.mail import Sender as From
from policydocs.delivery.mail import mail, message_id
from policydocs.delivery.outbox import Outbox
from policydocs.delivery.packet import PacketPrinter
from policydocs.delivery.records import Recorder, Records
from policydocs.delivery.sending import Pace, Patience, Sender, Tally
from policydocs.delivery.steps import Steps
from policydocs.delivery.transport import Envelope, Transport
from policydocs.errors import InputError
from policydocs.model import Practice
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle, Paper
from policydocs.values import frozen, record

Progress = Callable[[Iterable[Delivery]], Iterable[Delivery]]

#: How many letters wait for the disk together, where the server sets no pace. Where it does, each by itself.
AT_ONCE = 40
#: The order of the channels: what may be refused and then go another way comes first.
_ORDER = (Means.DRAFT, Means.MAIL_MERGE, Means.PORTAL, Means.PRINT)


@frozen
class Prepared:
    """One batch in the outbox."""

    means: Means
    folder: Path
    deliveries: tuple[Delivery, ...]


@record
class Report:
    """What a run did."""

    tally: Tally = field(default_factory=Tally)
    prepared: list[Prepared] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)  #: letters that could not be made


@record
class Dispatch:
    """Everything that a run works with."""

    records: Records
    enclosures: Enclosures
    outbox: Outbox
    practice: Practice
    by: Recorder
    now: Callable[[], datetime]
    today: date
    made_at: datetime
    paper: Paper
    steps: Steps
    fonts: Sequence[bytes] = ()
    sender: From | None = None  #: needed for e-mail and drafts
    transport: Transport | None = None  #: needed for e-mail
    patience: Patience = field(default_factory=Patience)
    pace: Pace = field(default_factory=Pace)
    progress: Progress = iter

    def act(self, plan: NotifyPlan, replan: Callable[[], NotifyPlan] | None = None) -> Report:
        """Send and prepare what was planned.

        Args:
            replan: what is due after the e-mails, so that who was refused gets it by another way at once.

        Raises:
            SurroundingsError: the disk or the ledger refused. A mail server that fails is in the report.
        """
        report = Report()
        wanted = {one.owed.recipient.id for one in plan.assignments}
        pairs = self._begun(plan, report)
        by_mail = [pair for pair in pairs if pair[0].means is Means.EMAIL]
        if by_mail:
            report.tally = self._send(by_mail)
        rest = [pair for pair in pairs if pair[0].means is not Means.EMAIL]
        if report.tally.refused and replan is not None:
            refused = {one.recipient for one in report.tally.refused}
            later = replan()
            moved = [
                one
                for one in later.assignments
                if one.owed.recipient.id in refused & wanted and one.means is not Means.EMAIL
            ]
            rest += self._begun(NotifyPlan(later.due, tuple(moved)), report)
        for means in _ORDER:
            same = [pair for pair in rest if pair[0].means is means]
            if same:
                report.prepared.append(self._prepare(means, in_roster_order(self.records, same)))
        return report

    # --- Writing down what is planned

    def _begun(self, plan: NotifyPlan, report: Report) -> list[Pair]:
        """Each letter with its delivery, which is in the ledger now."""
        pairs: list[Pair] = []
        new: list[Delivery] = []
        for one in plan.assignments:
            try:
                made = letter(one.owed, self.enclosures)
            except InputError as error:
                report.problems.append(
                    Problem(one.owed.client.id, one.owed.recipient.id, "", error.problem, error.fix)
                )
                continue
            delivery = one.begun or self._new(one, made)
            if one.begun is None:
                new.append(delivery)
            pairs.append((delivery, made))
        with self.records.together():
            for old in plan.cancelled:
                self.records.move(old.id, State.CANCELLED, self.by, self.now(), why="no longer what is due")
            self.records.begin(new, self.by, self.now())
        return pairs

    def _new(self, one: Assignment, made: Letter) -> Delivery:
        id_ = str(uuid.uuid4())
        return Delivery(
            id_,
            one.owed.client.id,
            one.owed.recipient.id,
            one.owed.way,
            one.means,
            items(one.owed, made.digests),
            State.PLANNED,
            one.owed.chosen,
            message_id(id_, self.sender) if self.sender and one.means in (Means.EMAIL, Means.DRAFT) else "",
            one.attempt,
        )

    # --- E-mail

    def _send(self, pairs: Sequence[Pair]) -> Tally:
        assert self.transport is not None
        letters = {delivery.id: made for delivery, made in pairs}
        attached = attachments_of(list(letters.values()))

        def compose(delivery: Delivery) -> Envelope:
            made = letters[delivery.id]
            assert self.sender is not None
            return mail(
                made,
                attached[made.group],
                self.practice,
                self.sender,
                delivery=delivery.id,
                at=self.now(),
            )

        sender = Sender(
            self.records, self.transport, compose, self.by, self.now, self.steps, self.patience, self.pace
        )
        if self.pace.per_minute is None:
            sender.at_once = AT_ONCE
        try:
            return sender.send([delivery for delivery, _ in pairs], self.progress)
        finally:
            self.transport.close()
            self.steps.close()

    # --- Everything else

    def _prepare(self, means: Means, pairs: Sequence[Pair]) -> Prepared:
        batch = self.outbox.begin(means, self.now())
        for file in self._files(means, pairs):
            batch.write(file.name, file.data)
        deliveries = [delivery for delivery, _ in pairs]
        folder = batch.finish(self.records, deliveries, self.by, self.now())
        return Prepared(means, folder, tuple(deliveries))

    def _files(self, means: Means, pairs: Sequence[Pair]) -> Iterator[NewFile]:
        match means:
            case Means.DRAFT:
                assert self.sender is not None
                return drafts(pairs, self.practice, self.sender, self.now())
            case Means.MAIL_MERGE:
                return mail_merge(pairs, self.practice)
            case Means.PORTAL:
                return portal_sets(pairs)
            case _:
                return self._on_paper(pairs)

    def _on_paper(self, pairs: Sequence[Pair]) -> Iterator[NewFile]:
        printer = PacketPrinter(self.practice, self.today, self.made_at, self.paper, self.fonts)
        by_post = {id(made) for delivery, made in pairs if delivery.way is Way.POST}
        parts = -(-len(pairs) // printer.most_letters)
        for number, part in enumerate(printer.parts(made for _, made in pairs), 1):
            suffix = f"-{number:0{len(str(parts))}}" if parts > 1 else ""
            yield NewFile(f"letters{suffix}.pdf", part.data)
            posted = [one for one in part.letters if id(one) in by_post]
            if posted:
                yield NewFile(f"address-sheets{suffix}.pdf", self._address_sheets(posted))
        addressed = [made.owed.recipient for delivery, made in pairs if delivery.way is Way.POST]
        if addressed:
            labels = address_labels(addressed, self.paper, made_at=self.made_at)
            yield NewFile("address-labels.pdf", labels)
        handed = [made for delivery, made in pairs if delivery.way is Way.SESSION]
        if handed:
            document = hand_over_list(handed, self.practice, self.today, self.enclosures.effective)
            style = PageStyle(self.paper)
            yield NewFile("to-hand-over.pdf", to_pdf(document, style, made_at=self.made_at, fonts=self.fonts))

    def _address_sheets(self, letters: Sequence[Letter]) -> bytes:
        return address_sheets([one.owed.recipient for one in letters], self.paper, made_at=self.made_at)


def in_roster_order(records: Records, pairs: Sequence[Pair]) -> list[Pair]:
    """As the roster lists them, whatever joined later."""
    place = {client.id: number for number, client in enumerate(records.clients())}
    return sorted(pairs, key=lambda pair: (place.get(pair[0].client, len(place)), pair[0].recipient))
