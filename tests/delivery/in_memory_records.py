"""Roster and ledger in plain values: the protocol `Records` without a database, and the model for one."""

from __future__ import annotations

import contextlib
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, tzinfo

from policydocs.delivery.chain import content_digest, next_hash
from policydocs.delivery.clients import Client, Recipient, Status
from policydocs.delivery.deliveries import (
    MOVES,
    TOLD,
    UNDER_WAY,
    Acknowledgment,
    Delivery,
    Edition,
    Holding,
    Item,
    News,
    State,
)
from policydocs.delivery.event_details import acknowledged_details, begun_details, moved_details
from policydocs.delivery.overview import Line, Mark, Overview, Part, PolicyCounts, days_of_notice
from policydocs.delivery.records import AlreadyToldError, Event, IllegalMoveError, Recorder
from policydocs.delivery.retention import PurgeCount, Superseded
from policydocs.delivery.roster_changes import change_details
from policydocs.delivery.soundness import Soundness
from policydocs.errors import InputError, SurroundingsError

LIVE = TOLD | UNDER_WAY


@dataclass(frozen=True)
class Letter:
    delivery: Delivery
    told: datetime | None  #: when she was first told by it


@dataclass(frozen=True)
class Link:
    """One event in the chain; its words may have been taken out."""

    event: Event | None
    digest: str
    hash: str


@dataclass
class Kept:
    """Everything that a transaction may change; all values within are frozen."""

    clients: dict[str, Client] = field(default_factory=dict)
    recipients: dict[str, str] = field(default_factory=dict)  #: recipient -> client, also of those gone
    columns: dict[str, str] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    answers: list[Acknowledgment] = field(default_factory=list)
    chain: list[Link] = field(default_factory=list)

    def copy(self) -> Kept:
        return Kept(
            dict(self.clients),
            dict(self.recipients),
            dict(self.columns),
            dict(self.letters),
            list(self.answers),
            list(self.chain),
        )


class InMemoryRecords:
    """See `Records` for what each method promises."""

    def __init__(self) -> None:
        self._kept = Kept()
        self._at_work = False

    def close(self) -> None:
        """There is nothing to give back."""

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        before = self._kept.copy()
        try:
            yield
        except BaseException:
            self._kept = before
            raise

    # --- roster

    def clients(self, status: Status | None = None) -> Iterator[Client]:
        return iter([one for one in self._kept.clients.values() if status in (None, one.status)])

    def client(self, id: str) -> Client | None:  # noqa: A002
        return self._kept.clients.get(id)

    def put_clients(self, clients: Iterable[Client], by: Recorder, at: datetime) -> int:
        differing = 0
        with self.together():
            for client in clients:
                before = self.client(client.id)
                if before == client:
                    continue
                differing += 1
                ids = [one.id for one in client.recipients]
                known = self._kept.recipients
                if len(set(ids)) < len(ids) or any(known.get(one, client.id) != client.id for one in ids):
                    raise InputError("Two recipients have the same id.")
                known.update(dict.fromkeys(ids, client.id))
                self._kept.clients[client.id] = client
                kind = "client-added" if before is None else "client-changed"
                self._append(kind, by, at, change_details(before, client), client=client.id)
        return differing

    def used_ids(self, client: str) -> frozenset[str]:
        return frozenset(one for one, whose in self._kept.recipients.items() if whose == client)

    def columns(self) -> Mapping[str, str]:
        return dict(self._kept.columns)

    def remember_columns(self, columns: Mapping[str, str]) -> None:
        self._kept.columns.update(columns)

    # --- deliveries

    def begin(self, deliveries: Sequence[Delivery], by: Recorder, at: datetime) -> tuple[Delivery, ...]:
        begun = []
        with self.together():
            for delivery in deliveries:
                if delivery.state not in (State.PLANNED, State.GIVEN):
                    raise IllegalMoveError(delivery.id, None, delivery.state)
                self._require(delivery.client, delivery.recipient)
                self._refuse_second(delivery)
                one = replace(delivery, since=delivery.since or at)
                told = one.since if one.state in TOLD else None
                self._kept.letters[one.id] = Letter(one, told)
                self._about("delivery-begun", by, at, begun_details(one), one)
                begun.append(one)
        return tuple(begun)

    def move(
        self,
        delivery: str,
        to: State,
        by: Recorder,
        at: datetime,
        *,
        digests: Mapping[str, str] | None = None,
        code: str = "",
        why: str = "",
        on: date | None = None,
    ) -> Delivery:
        with self.together():
            letter = self._kept.letters.get(delivery)
            if letter is None:
                raise InputError("There is no such delivery.")
            before, given = letter.delivery, digests or {}
            if to not in MOVES[before.state]:
                raise IllegalMoveError(delivery, before.state, to)
            if to in LIVE and before.state not in LIVE:
                self._refuse_second(before)
            since = at if on is None or on == at.date() else datetime.combine(on, time(12), at.tzinfo)
            items = tuple(replace(one, digest=given.get(one.policy, one.digest)) for one in before.items)
            after = replace(before, state=to, code=code or before.code, since=since, items=items)
            self._kept.letters[delivery] = Letter(after, (letter.told or since) if to in TOLD else None)
            details = moved_details(before.state, after, digests=given, code=code, why=why, on=on)
            self._about("delivery-moved", by, at, details, after)
        return after

    def deliveries(
        self,
        *,
        states: Iterable[State] | None = None,
        client: str | None = None,
        policy: str | None = None,
        news: Iterable[News] | None = None,
    ) -> Iterator[Delivery]:
        wanted = None if states is None else set(states)
        kinds = None if news is None else set(news)
        return iter(
            [
                one.delivery
                for one in self._kept.letters.values()
                if (wanted is None or one.delivery.state in wanted)
                and client in (None, one.delivery.client)
                and (policy is None or any(policy in _names(item) for item in one.delivery.items))
                and (kinds is None or any(item.news in kinds for item in one.delivery.items))
            ]
        )

    def _refuse_second(self, delivery: Delivery) -> None:
        for letter in self._kept.letters.values():
            other = letter.delivery
            if other.recipient != delivery.recipient or other.state not in LIVE:
                continue
            if other.attempt < delivery.attempt:
                continue
            known = {(one.policy, one.version, one.news) for one in other.items}
            for item in delivery.items:
                if (item.policy, item.version, item.news) in known:
                    raise AlreadyToldError(delivery.recipient, item.policy, item.version, other.id)

    def _require(self, client: str, recipient: str) -> None:
        if client not in self._kept.clients or self._kept.recipients.get(recipient) != client:
            raise InputError("There is no such client or recipient in the roster.")

    # --- what recipients hold

    def holdings(self, policy: str | None = None, client: str | None = None) -> Iterator[Holding]:
        kept = [one for one, _ in self._held().values()]
        kept.sort(key=lambda one: (one.recipient, one.policy))
        return iter([one for one in kept if policy in (None, one.policy) and client in (None, one.client)])

    def _held(self) -> dict[tuple[str, str], tuple[Holding, bool]]:
        """Recipient and policy -> what she holds, and whether it came as a change of what she had."""
        told = [one for one in self._kept.letters.values() if one.told is not None]
        back = {
            (one.delivery.recipient, item.policy, item.version)
            for one in told
            for item in one.delivery.items
            if item.news is News.WITHDRAWN
        }
        found: dict[tuple[str, str], tuple[tuple[object, ...], Holding, bool]] = {}
        for one in told:
            letter = one.delivery
            for item in letter.items:
                for which, came_back in _gives(item):
                    if (letter.recipient, which.policy, which.version) in back:
                        continue
                    assert one.told is not None
                    holding = Holding(
                        letter.client,
                        letter.recipient,
                        which.policy,
                        which.version,
                        letter.state,
                        one.told.astimezone(UTC),
                    )
                    rank = (which.version, not came_back, -letter.attempt)
                    key = letter.recipient, which.policy
                    if key not in found or rank > found[key][0]:
                        found[key] = rank, holding, item.held is not None and not came_back
        return {key: (holding, is_change) for key, (_, holding, is_change) in found.items()}

    # --- acknowledgments

    def acknowledge(self, acknowledgment: Acknowledgment, by: Recorder, at: datetime | None = None) -> None:
        self._require(acknowledgment.client, acknowledgment.recipient)
        self._kept.answers.append(replace(acknowledgment, on=acknowledgment.on.astimezone(UTC)))
        self._append(
            "acknowledged",
            by,
            at or acknowledgment.on,
            acknowledged_details(acknowledgment),
            client=acknowledgment.client,
            recipient=acknowledgment.recipient,
        )

    def acknowledgments(
        self, policy: str | None = None, client: str | None = None
    ) -> Iterator[Acknowledgment]:
        return iter(
            [
                one
                for one in self._kept.answers
                if policy in (None, one.policy) and client in (None, one.client)
            ]
        )

    # --- views

    def overview(self, marks: Sequence[Mark], on: date, zone: tzinfo) -> Overview:
        policies, to_tell = [], set()
        for mark in marks:
            lines = list(self.lines(mark, on))
            held = [one for one in lines if one.holding is not None]
            to_tell |= {one.client for one in lines if one.to_tell}
            days = [
                days_of_notice(mark, one.holding.on.astimezone(zone).date())
                for one in held
                if one.was_change and one.holding is not None and one.holding.version >= mark.tell_from
            ]
            policies.append(
                PolicyCounts(
                    mark,
                    len(lines),
                    dict(sorted(Counter(one.holding.version for one in held if one.holding).items())),
                    sum(one.to_tell for one in lines),
                    sum(one.to_sign for one in lines),
                    in_time=sum(number >= mark.lead_days for number in days),
                    short=sum(0 < number < mark.lead_days for number in days),
                    late=sum(number <= 0 for number in days),
                )
            )
        states = Counter(one.delivery.state for one in self._kept.letters.values())
        under_way = {state.value: states[state] for state in sorted(UNDER_WAY) if states[state]}
        active = sum(one.status is Status.ACTIVE for one in self._kept.clients.values())
        return Overview(tuple(policies), active, len(to_tell), under_way)

    def lines(
        self, mark: Mark, on: date, part: Part = Part.EVERY, limit: int | None = None
    ) -> Iterator[Line]:
        held = self._held()
        every = [
            self._line(mark, client, recipient, held)
            for client in self._kept.clients.values()
            if client.status is Status.ACTIVE
            and any(map(client.gets, mark.names))
            and (not mark.clinician or client.clinician in ("", mark.clinician))
            for recipient in client.receiving(on)
        ]
        wanted = {
            Part.EVERY: every,
            Part.TO_TELL: [one for one in every if one.to_tell],
            Part.NONE_YET: [one for one in every if one.holding is None],
            Part.TO_SIGN: [one for one in every if one.to_sign],
        }[part]
        return iter(wanted[:limit])

    def _line(
        self,
        mark: Mark,
        client: Client,
        recipient: Recipient,
        held: Mapping[tuple[str, str], tuple[Holding, bool]],
    ) -> Line:
        hers = [held[recipient.id, name] for name in mark.names if (recipient.id, name) in held]
        holding, was_change = max(hers, key=lambda one: one[0].version, default=(None, False))
        answers = [
            one for one in self._kept.answers if one.recipient == recipient.id and one.policy in mark.names
        ]
        knows_end = any(
            item.news is News.RETIRED and item.policy in mark.names
            for one in self._kept.letters.values()
            if one.told is not None and one.delivery.recipient == recipient.id
            for item in one.delivery.items
        )
        signs = mark.sign_from is not None and holding is not None and holding.version >= mark.sign_from
        signed = any(mark.sign_from is not None and one.version >= mark.sign_from for one in answers)
        return Line(
            client.id,
            recipient.id,
            recipient.name,
            None if holding is None else replace(holding, policy=mark.policy),
            replace(answers[-1], policy=mark.policy) if answers else None,
            holding is not None and mark.is_due(holding.version) and not (mark.ended and knows_end),
            signs and not signed,
            was_change,
        )

    # --- the chain

    def events(self, client: str | None = None, after: int = 0) -> Iterator[Event]:
        return iter(
            [
                one.event
                for one in self._kept.chain
                if one.event is not None and one.event.number > after and client in (None, one.event.client)
            ]
        )

    def _about(
        self, kind: str, by: Recorder, at: datetime, details: Mapping[str, str], letter: Delivery
    ) -> None:
        self._append(
            kind, by, at, details, client=letter.client, recipient=letter.recipient, delivery=letter.id
        )

    def _append(
        self, kind: str, by: Recorder, at: datetime, details: Mapping[str, str], **about: str
    ) -> None:
        before = self._kept.chain[-1].hash if self._kept.chain else ""
        number = len(self._kept.chain) + 1
        event = Event(str(uuid.uuid4()), number, at.astimezone(UTC), by, kind, details=details, **about)
        digest = content_digest(event)
        hash_ = next_hash(before, digest)
        self._kept.chain.append(Link(replace(event, before=before, hash=hash_), digest, hash_))

    def check(self) -> Soundness:
        before, problems = "", []
        for number, link in enumerate(self._kept.chain, 1):
            if next_hash(before, link.digest) != link.hash:
                problems.append(f"Event {number} does not follow from the one before it.")
            if link.event is not None and content_digest(link.event) != link.digest:
                problems.append(f"Event {number} was altered.")
            before = link.hash
        purged = sum(link.event is None for link in self._kept.chain)
        return Soundness(len(self._kept.chain), purged, before, tuple(problems))

    def purgeable(self, old: Sequence[Superseded], limit: date) -> PurgeCount:
        return self._going(old, limit)[0]

    def purge(self, old: Sequence[Superseded], limit: date, by: Recorder, at: datetime) -> PurgeCount:
        count, letters, answers, clients, events = self._going(old, limit)
        if not (count.events or count.clients):
            return count
        kept = self._kept
        kept.chain = [
            replace(one, event=None) if one.event is not None and one.event.number in events else one
            for one in kept.chain
        ]
        kept.letters = {id_: one for id_, one in kept.letters.items() if id_ not in letters}
        kept.answers = [one for one in kept.answers if one not in answers]
        kept.clients = {id_: one for id_, one in kept.clients.items() if id_ not in clients}
        kept.recipients = {id_: whose for id_, whose in kept.recipients.items() if whose not in clients}
        details = {
            "events": str(count.events),
            "deliveries": str(count.deliveries),
            "acknowledgments": str(count.acknowledgments),
            "clients": str(count.clients),
            "superseded_before": limit.isoformat(),
        }
        self._append("purged", by, at, details)
        return count

    def _going(
        self, old: Sequence[Superseded], limit: date
    ) -> tuple[PurgeCount, set[str], list[Acknowledgment], set[str], set[int]]:
        over = {Edition(one.policy, one.version) for one in old}
        kept = self._kept
        past = {
            id_
            for id_, one in kept.letters.items()
            if one.delivery.state not in UNDER_WAY
            and all(Edition(item.policy, item.version) in over for item in one.delivery.items)
        }
        letters = {id_ for id_ in past if not self._goes_by(kept.letters[id_].delivery, old)}
        while needed_still := {id_ for id_ in letters if self._is_needed(id_, letters)}:
            letters -= needed_still
        left = {
            (one.delivery.recipient, Edition(item.policy, item.version))
            for id_, one in kept.letters.items()
            if id_ not in letters
            for item in one.delivery.items
        }
        answers = [
            one
            for one in kept.answers
            if Edition(one.policy, one.version) in over
            and (one.recipient, Edition(one.policy, one.version)) not in left
        ]
        needed = {one.delivery.client for id_, one in kept.letters.items() if id_ not in letters}
        needed |= {one.client for one in kept.answers if one not in answers}
        needed |= {one.client for one in self.events() if one.at.date() >= limit}
        clients = {
            id_ for id_, one in kept.clients.items() if one.status is Status.FORMER and id_ not in needed
        }
        gone = {(one.client, one.recipient, one.policy, str(one.version)) for one in answers}
        events = {
            one.number
            for one in self.events()
            if one.delivery in letters
            or (one.client and one.client in clients)
            or (
                one.kind == "acknowledged"
                and (one.client, one.recipient, one.details["policy"], one.details["version"]) in gone
            )
        }
        count = PurgeCount(len(events), len(letters), len(answers), len(clients), len(past) - len(letters))
        return count, letters, answers, clients, events

    def _is_needed(self, letter: str, going: set[str]) -> bool:
        """Whether it says of a version that stays on record that it was taken back."""
        one = self._kept.letters[letter].delivery
        back = {Edition(item.policy, item.version) for item in one.items if item.news is News.WITHDRAWN}
        return any(
            which in back
            for id_, other in self._kept.letters.items()
            if id_ not in going and other.delivery.recipient == one.recipient
            if other.delivery.state in LIVE
            for item in other.delivery.items
            for which, _ in _gives(item)
        )

    def _goes_by(self, letter: Delivery, old: Sequence[Superseded]) -> bool:
        """Whether its recipient is an active client who goes by what it gave her."""
        if self._kept.clients[letter.client].status is not Status.ACTIVE:
            return False
        names = {one.policy: one.now or one.policy for one in old}
        hers: dict[str, Edition] = {}
        for one in self.holdings(client=letter.client):
            now = names.get(one.policy, one.policy)
            which = Edition(one.policy, one.version)
            if one.recipient == letter.recipient and (now not in hers or which.version > hers[now].version):
                hers[now] = which
        return any(which in hers.values() for item in letter.items for which, _ in _gives_any(item))

    @contextlib.contextmanager
    def working_alone(self) -> Iterator[None]:
        if self._at_work:
            raise SurroundingsError("Another run is making or sending letters at this moment.")
        self._at_work = True
        try:
            yield
        finally:
            self._at_work = False


def _names(item: Item) -> tuple[str, ...]:
    return (item.policy, item.back.policy) if item.back is not None else (item.policy,)


def _gives(item: Item) -> Iterator[tuple[Edition, bool]]:
    """What she holds by it, and whether that is what holds again."""
    if item.news is News.VERSION:
        yield Edition(item.policy, item.version), False
    if item.back is not None:
        yield item.back, True


def _gives_any(item: Item) -> Iterator[tuple[Edition, bool]]:
    """What a letter is about, be it that it was taken back or that it ends."""
    yield Edition(item.policy, item.version), False
    if item.back is not None:
        yield item.back, True
