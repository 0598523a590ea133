"""Which letters go now, and how: what is due, what an interrupted run left, what was asked for again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from policydocs.delivery.clients import Client, Recipient, Status, Way
from policydocs.delivery.deliveries import TOLD, UNDER_WAY, Delivery, Means, News, State
from policydocs.delivery.due import Due, Matter, Owed, Problem
from policydocs.delivery.records import Records
from policydocs.delivery.slugs import present_slugs
from policydocs.delivery.standings import Standing
from policydocs.delivery.told import FAILED, Told
from policydocs.delivery.usable import unusable
from policydocs.errors import InputError
from policydocs.values import frozen

#: Which letters a channel takes.
WAYS: Mapping[Means, frozenset[Way]] = {
    Means.EMAIL: frozenset({Way.EMAIL}),
    Means.PRINT: frozenset({Way.POST, Way.SESSION}),
    Means.DRAFT: frozenset({Way.EMAIL}),
    Means.MAIL_MERGE: frozenset({Way.EMAIL, Way.PORTAL}),
    Means.PORTAL: frozenset({Way.PORTAL}),
}
#: The channel for each way where none is named.
USUAL = {
    Way.EMAIL: Means.EMAIL,
    Way.PORTAL: Means.PORTAL,
    Way.POST: Means.PRINT,
    Way.SESSION: Means.PRINT,
}


@frozen
class Assignment:
    """One letter that goes now."""

    owed: Owed
    means: Means
    begun: Delivery | None = None  #: what an earlier run planned and did not come to
    attempt: int = 1
    why: str = ""  #: why it goes again


@frozen
class NotifyPlan:
    """What a run would do."""

    due: Due
    assignments: tuple[Assignment, ...]
    cancelled: tuple[Delivery, ...] = ()  #: planned by an earlier run, and no longer what is due
    problems: tuple[Problem, ...] = ()

    def count(self, means: Means) -> int:
        return sum(one.means is means for one in self.assignments)


def told_and_left(records: Records, standings: Sequence[Standing] = ()) -> tuple[Told, tuple[Delivery, ...]]:
    """What the ledger says, and apart from it what was planned and never came to be sent or prepared.

    Only while working alone is what was left really left: else it may be another run's.

    Args:
        standings: whose earlier slugs are known.
    """
    left = tuple(records.deliveries(states=[State.PLANNED]))
    # What she holds is asked for ready counted: the letters of many years are long to read.
    open_or_failed = records.deliveries(states=(UNDER_WAY | FAILED) - {State.PLANNED})
    ends = records.deliveries(states=TOLD, news=[News.WITHDRAWN, News.RETIRED])
    renamed = present_slugs(one.versions for one in standings)
    return Told(chain(open_or_failed, ends), records.holdings(), renamed=renamed), left


def assign(
    due: Due,
    left: Sequence[Delivery],
    records: Records,
    channel: Means | None,
    *,
    everybody: bool = False,
    standings: Sequence[Standing] = (),
) -> NotifyPlan:
    """Choose the letters of a run.

    Args:
        left: planned by an earlier run.
        channel: only what that channel takes; None: each by the way that she allowed first.
        everybody: the channel takes all who allowed one of its ways, be it not their first. To paper this is
            everybody: by post where that is allowed, else in session.
        standings: of the policies in those letters.
    """
    assignments: list[Assignment] = []
    resumed: set[str] = set()
    superseded: list[Delivery] = []
    by_recipient: dict[str, list[Delivery]] = {}
    for one in left:
        by_recipient.setdefault(one.recipient, []).append(one)
    for one_owed in due.owed:
        owed = one_owed
        means = channel or USUAL[owed.way]
        ways = tuple(one for one in (owed.ways if everybody else owed.ways[:1]) if one in WAYS[means])
        if not ways:
            continue
        if everybody:
            owed = replace(owed, ways=ways)
        begun = next(
            (one for one in by_recipient.get(owed.recipient.id, []) if _resumes(one, owed, means)), None
        )
        if begun is not None:
            resumed.add(begun.id)
        superseded += [
            one for one in by_recipient.get(owed.recipient.id, []) if one is not begun and one.attempt == 1
        ]
        assignments.append(Assignment(owed, means, begun))
    for delivery in left:
        if delivery.attempt > 1 and (channel is None or delivery.means is channel):
            again = _owed_by(records, delivery, standings)
            if again is None:
                superseded.append(delivery)
            else:
                assignments.append(Assignment(again, delivery.means, delivery, delivery.attempt))
    superseded += [one for one in left if one.attempt == 1 and one.id not in resumed and _is_over(one, due)]
    return NotifyPlan(due, tuple(assignments), tuple(dict.fromkeys(superseded)), due.problems)


def again(
    records: Records, wanted: str, why: str, *, channel: Means | None, standings: Sequence[Standing]
) -> Assignment:
    """A letter that somebody asked for once more.

    Args:
        wanted: the id of a delivery, or its first letters; or that of a client or recipient, for her newest.
        standings: of the policies in that letter.

    Raises:
        InputError: no such letter, several, or no reason.
    """
    if not " ".join(why.split()):
        raise InputError(
            "It is not said why she gets it again.",
            fix='Say it in a sentence:  --why "It was lost in the post."',
        )
    delivery = found_delivery(records, wanted)
    owed = _owed_by(records, delivery, standings)
    if owed is None:
        raise InputError(
            "That letter went to somebody who is no client any more.",
            fix="What was sent stays on record:  policydocs ledger",
        )
    allowed = owed.recipient.ways()
    way = next(
        (
            one
            for one in allowed
            if (channel is None or one in WAYS[channel]) and not unusable(owed.recipient, one)
        ),
        None,
    )
    if way is None:
        raise InputError(
            "She did not allow this channel, or what stands as her address is none.",
            fix="Leave --channel out: then a way that she allowed is taken.",
        )
    matters = {(one.recorded, one.version, one.news) for one in owed.matters}
    attempts = [
        one.attempt
        for one in records.deliveries(client=delivery.client)
        if one.recipient == delivery.recipient
        and any((item.policy, item.version, item.news) in matters for item in one.items)
    ]
    chosen = f"again: {' '.join(why.split())}"
    asked = Owed(owed.client, owed.recipient, owed.matters, (way,), chosen)
    return Assignment(asked, channel or USUAL[way], None, max(attempts) + 1, chosen)


def found_delivery(records: Records, wanted: str, states: Collection[State] | None = None) -> Delivery:
    """The delivery that an id means: its own, the first eight letters of it, or its client's or recipient's.

    Of a client the newest.

    Raises:
        InputError: there is none.
    """
    name = wanted.strip()
    every = [one for one in records.deliveries(states=states) if one.state is not State.CANCELLED]
    same = [one for one in every if one.id == name or (len(name) >= 8 and one.id.startswith(name))]
    found = same or [one for one in every if name in (one.client, one.recipient)]
    if not found:
        kind = "uncertain " if states is not None else ""
        raise InputError(
            f"The ledger has no {kind}letter of that id.",
            fix="An id is that of a client, of a recipient, or of a letter:  policydocs ledger",
        )
    return found[-1]


def _resumes(delivery: Delivery, owed: Owed, means: Means) -> bool:
    """Whether what was planned is still the very letter that is due."""
    return (
        delivery.attempt == 1
        and delivery.means is means
        and delivery.way is owed.way
        and owed.is_told_by(delivery)
        and {(one.policy, one.held, one.language) for one in delivery.items}
        == {(one.recorded, one.held, one.language) for one in owed.matters}
    )


def _is_over(delivery: Delivery, due: Due) -> bool:
    """Whether nobody is due anything any more of what was planned."""
    policies = {item.policy for item in delivery.items}
    return not any(
        one.recipient.id == delivery.recipient and policies & {matter.recorded for matter in one.matters}
        for one in due.owed
    )


def _owed_by(records: Records, delivery: Delivery, standings: Sequence[Standing]) -> Owed | None:
    """The letter that a delivery was; None where its recipient is no client any more."""
    client: Client | None = records.client(delivery.client)
    if client is None or client.status is not Status.ACTIVE:
        return None
    recipient: Recipient | None = next(
        (one for one in client.recipients if one.id == delivery.recipient), None
    )
    if recipient is None or unusable(recipient, delivery.way):
        return None
    own = {one.slug for one in standings if one.one_a_clinician}
    renamed = present_slugs(one.versions for one in standings)
    matters = tuple(
        Matter(
            renamed.get(item.policy, item.policy),
            item.news,
            item.version,
            item.held,
            item.language,
            client.clinician if renamed.get(item.policy, item.policy) in own else "",
            item.policy,
            item.back,
        )
        for item in delivery.items
    )
    return Owed(client, recipient, matters, (delivery.way,), delivery.chosen)
