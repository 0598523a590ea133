"""Everything that roster and ledger have of one client: for her request to see her records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from policydocs.delivery.chain import moment_text
from policydocs.delivery.clients import Client, Recipient
from policydocs.delivery.deliveries import Acknowledgment, Delivery
from policydocs.delivery.entries import (
    ACK_WORDS,
    MEANS_WORDS,
    NEWS_WORDS,
    STATE_WORDS,
    answer_values,
    item_values,
    letter_values,
)
from policydocs.delivery.records import Event
from policydocs.delivery.records_paper import heading, paper, said, table
from policydocs.delivery.roster_export import client_values
from policydocs.document import Block, Document
from policydocs.model import Practice
from policydocs.values import frozen

COLUMNS = ("event", "at", "kind", "recipient", "delivery", "what", "by", "device", "hash")


@frozen
class ClientRecord:
    """Everything of one client."""

    practice: Practice
    client: Client
    deliveries: Sequence[Delivery]
    acknowledgments: Sequence[Acknowledgment]
    events: Sequence[Event]
    made: datetime

    def day(self, moment: datetime | None) -> date | None:
        return None if moment is None else moment.astimezone(self.made.tzinfo).date()


def record_values(of: ClientRecord) -> dict[str, object]:
    """For JSON."""
    return {
        "format": 1,
        "practice": of.practice.name,
        "made": of.made.isoformat(),
        "client": client_values(of.client),
        "deliveries": [
            {**letter_values(one), "policies": list(map(item_values, one.items))} for one in of.deliveries
        ],
        "acknowledgments": [answer_values(one, of.day(one.on)) for one in of.acknowledgments],
        "events": [
            {
                "number": one.number,
                "id": one.id,
                "at": moment_text(one.at),
                "kind": one.kind,
                "recipient": one.recipient,
                "delivery": one.delivery,
                "details": dict(one.details),
                "actor": one.recorder.actor,
                "device": one.recorder.device,
                "before": one.before,
                "hash": one.hash,
            }
            for one in of.events
        ],
    }


def record_rows(of: ClientRecord) -> Iterable[tuple[str, ...]]:
    """For CSV: an event a row, in the order of `COLUMNS`."""
    for one in of.events:
        what = "; ".join(f"{key}: {value}" for key, value in one.details.items())
        by = one.recorder
        yield (
            str(one.number),
            moment_text(one.at),
            one.kind,
            one.recipient,
            one.delivery,
            what,
            by.actor,
            by.device,
            one.hash,
        )


def record_document(of: ClientRecord) -> Document:
    """The same on paper, for her to read."""
    return paper(of.practice, "What is on record about your policies", of.made, tuple(_blocks(of)))


def _blocks(of: ClientRecord) -> Iterable[Block]:
    client = of.client
    yield said(f"{client.name}, {client.id}, {client.status.value} client of {of.practice.name}.")
    yield heading("How letters reach you")
    yield table(
        ("What", "On record"),
        [
            ("Language", client.language or of.practice.language),
            ("Print", "large" if client.large_print else "regular"),
            ("Policies", "all" if client.policies is None else ", ".join(client.policies) or "none"),
        ],
    )
    for one in client.recipients:
        yield said(f"{one.name} ({one.role.value}):" if one.role != "self" else f"{one.name}:")
        yield table(("What", "On record"), list(_facts(one)))
    yield heading("What you were given")
    rows = [
        (
            item.policy,
            ": ".join(filter(None, (str(item.version), NEWS_WORDS[item.news]))),
            MEANS_WORDS[one.means],
            STATE_WORDS[one.state],
            str(of.day(one.since) or ""),
        )
        for one in of.deliveries
        for item in one.items
    ]
    if rows:
        yield table(("Policy", "Version", "By", "What is known", "Since"), rows)
    else:
        yield said("Nothing is on record.")
    if of.acknowledgments:
        yield heading("What you acknowledged")
        yield table(
            ("Policy", "Version", "How", "On", "Reason"),
            [
                (one.policy, str(one.version), ACK_WORDS[one.kind], str(of.day(one.on)), one.reason)
                for one in of.acknowledgments
            ],
        )


def _facts(one: Recipient) -> Iterable[tuple[str, str]]:
    yes = {True: "allowed", False: "not allowed"}
    yield "E-mail", f"{one.email or 'no address'}; {yes[one.email_allowed]}"
    lines = "" if one.address is None else ", ".join(one.address.lines)
    yield "Post", f"{lines or 'no address'}; {yes[one.post_allowed]}"
    if one.address is not None:
        safe = {True: "yes", False: "no", None: "not known"}
        yield "Safe to mail", safe[one.address.safe_to_mail]
    yield "Portal", yes[one.portal_allowed]
    if one.until is not None:
        yield "Receives until", one.until.isoformat()
    if one.since is not None:
        yield "Receives from", one.since.isoformat()
