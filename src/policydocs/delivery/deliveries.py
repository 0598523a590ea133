"""One letter on its way to one recipient: what it holds, and the states that it can be in.

    planned ──► prepared ──► given | returned
       │            │  ▲
       │            ▼  │ (a permitted other way)
       ├──► sending ──► handed ──► given | returned
       │         ├────► refused
       │         └────► uncertain ──► handed | given | refused   (settled by a person)
       └──► cancelled

`handed` says that a mail server took the message, and never that it was read or arrived.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from policydocs.delivery.clients import Way
from policydocs.model import Version
from policydocs.values import frozen, frozen_ordered


class Means(StrEnum):
    """What makes a letter go: `notify --channel`."""

    EMAIL = "email"
    PRINT = "print"
    DRAFT = "eml"
    MAIL_MERGE = "mailmerge"
    PORTAL = "portal"
    BY_HAND = "by-hand"  #: recorded with `give`, no file of ours


class State(StrEnum):
    """Where a delivery stands."""

    PLANNED = "planned"
    PREPARED = "prepared"  #: a file was made; whether it went out is not known
    SENDING = "sending"  #: written down before the first byte goes out
    HANDED = "handed"  #: the mail server said that it took it
    GIVEN = "given"
    REFUSED = "refused"
    RETURNED = "returned"
    UNCERTAIN = "uncertain"  #: sent, and no answer came: never sent again on its own
    CANCELLED = "cancelled"


#: From each state, the states that may follow it.
MOVES: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.PREPARED, State.SENDING, State.GIVEN, State.CANCELLED}),
    State.PREPARED: frozenset({State.PREPARED, State.GIVEN, State.RETURNED, State.CANCELLED}),
    State.SENDING: frozenset({State.HANDED, State.REFUSED, State.UNCERTAIN, State.PLANNED}),
    State.HANDED: frozenset({State.GIVEN, State.RETURNED}),
    State.GIVEN: frozenset({State.RETURNED}),
    State.REFUSED: frozenset(),
    State.RETURNED: frozenset({State.GIVEN}),
    State.UNCERTAIN: frozenset({State.HANDED, State.GIVEN, State.REFUSED}),
    State.CANCELLED: frozenset(),
}

#: Whoever has a version in one of these states counts as told of it.
TOLD = frozenset({State.HANDED, State.GIVEN})
#: In these a letter is on its way, so that no second one is begun.
UNDER_WAY = frozenset({State.PLANNED, State.PREPARED, State.SENDING, State.UNCERTAIN})


class News(StrEnum):
    """What a letter tells of a version: each once, for a version that was given may be taken back later."""

    VERSION = "version"  #: this is the one that holds, or will
    WITHDRAWN = "withdrawn"  #: it was taken back; the one before holds again
    RETIRED = "retired"  #: it was the last one: the policy ends


@frozen_ordered
class Edition:
    """One version, by the slug that the policy had when it was released."""

    policy: str
    version: Version


@frozen
class Item:
    """One policy in a letter."""

    #: The slug of the source, also where a translation is given; the one that the version was released under,
    #: be the policy renamed since, so that each version has one name in the ledger for good.
    policy: str
    version: Version
    held: Version | None  #: the version that she held before; None: her first
    language: str  #: of the text that was given
    digest: str = ""  #: SHA-256 of the exact file; "" until it is made
    news: News = News.VERSION  #: nobody is told twice of the same version and news
    notice: str = ""  #: SHA-256 of the notice that went with it; "" for none
    back: Edition | None = None  #: of a version that was taken back: what holds again, and came with it


@frozen
class Delivery:
    """One letter to one recipient."""

    id: str  #: a UUID
    client: str
    recipient: str
    way: Way
    means: Means
    items: tuple[Item, ...]
    state: State
    chosen: str  #: how she came to be a recipient: "active client; policy applies to all"
    message_id: str = ""  #: stable: the same at every attempt
    attempt: int = 1  #: more than 1 only where somebody asked for it again, and said why
    code: str = ""  #: the server's reply code, never its words
    since: datetime | None = None  #: when the state began


@frozen
class Holding:
    """The newest version of a policy that a recipient was told of."""

    client: str
    recipient: str
    policy: str
    version: Version
    state: State
    on: datetime


class AckKind(StrEnum):
    """How a client answered."""

    SIGNED = "signed"
    REPLY = "reply"
    DECLINED = "declined"
    NOT_OBTAINED = "not-obtained"  #: with the reason


@frozen
class Acknowledgment:
    """That a client has received a version, or why this could not be had in writing."""

    client: str
    recipient: str
    policy: str
    version: Version
    kind: AckKind
    on: datetime
    reason: str = ""  #: for DECLINED and NOT_OBTAINED
