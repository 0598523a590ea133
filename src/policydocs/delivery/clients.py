"""Who must be told: clients, the people who receive for them, and what each of them allowed.

Frozen values, no I/O. Where nothing is known nothing is allowed: what may not go by e-mail, post or a
portal is handed over in session.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from policydocs.values import frozen


class Way(StrEnum):
    """How a letter reaches a recipient."""

    EMAIL = "email"
    POST = "post"
    PORTAL = "portal"
    SESSION = "session"  #: handed over; needs no permission


class Status(StrEnum):
    """Whether somebody is in treatment now; what was sent to a former client stays on record."""

    ACTIVE = "active"
    FORMER = "former"


class Role(StrEnum):
    """For whom a recipient receives."""

    SELF = "self"
    GUARDIAN = "guardian"
    PARTNER = "partner"  #: of a couple who are clients together


@frozen
class PostalAddress:
    """Where a letter may go, and what may be seen on its outside.

    A letter at home can tell a partner or a parent that somebody is a client.
    """

    lines: tuple[str, ...]  #: as printed, without the name
    safe_to_mail: bool | None = None  #: None: nobody asked, so nothing is mailed
    name_on_envelope: str = ""  #: "" for the recipient's own name
    return_address: str = ""  #: what stands as the sender; "" for none at all


@frozen
class Recipient:
    """One person who gets a letter of her own."""

    id: str  #: the client's id and a number: "c-0007.1"; never a name
    name: str  #: as the letter addresses her
    role: Role = Role.SELF
    until: date | None = None  #: the last day on which a guardian receives
    email: str = ""
    email_allowed: bool = False
    address: PostalAddress | None = None
    post_allowed: bool = False
    portal_allowed: bool = False
    preferred: tuple[Way, ...] = ()  #: first choice first; () for e-mail, portal, post, session
    since: date | None = None  #: the first day on which she receives, as when a guardian's time is over

    def ways(self) -> tuple[Way, ...]:
        """The ways that are both possible and allowed, in the order to try them; SESSION is always last."""
        order = (*self.preferred, *(way for way in _USUAL if way not in self.preferred))
        allowed = [way for way in order if way is not Way.SESSION and self.allows(way)]
        if Way.SESSION in self.preferred:
            allowed = [way for way in allowed if order.index(way) < order.index(Way.SESSION)]
        return (*allowed, Way.SESSION)

    def allows(self, way: Way) -> bool:
        """Whether a letter may go that way: permitted, and with an address that is known."""
        match way:
            case Way.EMAIL:
                return self.email_allowed and bool(self.email)
            case Way.POST:
                return self.post_allowed and self.address is not None and self.address.safe_to_mail is True
            case Way.PORTAL:
                return self.portal_allowed
            case Way.SESSION:
                return True


_USUAL = (Way.EMAIL, Way.PORTAL, Way.POST)


@frozen
class Client:
    """One client, or a couple or family who are one case."""

    id: str  #: stable, and no name: "c-0007", or what the practice's own records use
    name: str  #: as the practice calls the case; stands on no envelope and in no file's name
    recipients: tuple[Recipient, ...]
    language: str = ""  #: "" for the practice's own
    large_print: bool = False
    status: Status = Status.ACTIVE
    policies: tuple[str, ...] | None = None  #: the slugs that apply; None: all of them
    clinician: str = ""  #: the id of her clinician; "" where the practice has one
    practice: str = ""  #: the permanent id of the practice

    def receiving(self, on: date) -> Iterator[Recipient]:
        """Who receives on that day: no guardian whose time is over, no client whose time has not come."""
        return (
            one
            for one in self.recipients
            if (one.until is None or on <= one.until) and (one.since is None or one.since <= on)
        )

    def gets(self, slug: str) -> bool:
        """Whether a policy applies to her."""
        return self.policies is None or slug in self.policies
