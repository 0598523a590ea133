"""What is known of mail providers: a table with dates, which says plainly what works, and one warning."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from policydocs.errors import InputError
from policydocs.values import frozen

Password = Literal["yes", "app", "until", "no"]
Agreement = Literal["yes", "paid", "no"]
Known = Literal["own", "others"]

#: For a server that the table does not know; slower than any provider's limit that we know of.
USUAL_PER_MINUTE = 25.0

#: Addresses that anybody has for nothing: their providers sign no agreement for them, whatever the server.
FREE_DOMAINS = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "ymail.com",
        "aol.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "gmx.com",
        "gmx.net",
        "mail.com",
        "proton.me",
        "protonmail.com",
        "zoho.com",
        "comcast.net",
        "verizon.net",
        "att.net",
        "sbcglobal.net",
        "cox.net",
    }
)


@frozen
class Provider:
    """One row of `providers.toml`."""

    name: str
    hosts: tuple[str, ...]
    password: Password
    token: bool  #: whether XOAUTH2 is taken
    agreement: Agreement
    per_minute: float  #: a polite rate
    checked: date
    known: Known  #: how: its own page was read, or others say so; no account was logged into
    works: str
    source: str
    until: date | None = None  #: the last day on which a password works

    def serves(self, host: str) -> bool:
        """Whether a server is one of its own."""
        name = host.lower().rstrip(".")
        return any(name.endswith(one) if one.startswith(".") else name == one for one in self.hosts)


@cache
def providers() -> tuple[Provider, ...]:
    """The table, in its order."""
    text = files("policydocs.delivery").joinpath("providers.toml").read_text("utf-8")
    rows = tomllib.loads(text)["providers"]
    return tuple(Provider(**{**row, "hosts": tuple(row["hosts"])}) for row in rows)


def provider_of(host: str) -> Provider | None:
    """Whose server it is, where that is known."""
    return next((one for one in providers() if one.serves(host)), None)


def per_minute(host: str, *, on_this_computer: bool, wanted: int | None = None) -> float | None:
    """A polite rate; None for a server on this computer, which passes mail on at its own.

    Args:
        wanted: what the configuration says, which stands before what we know.
    """
    if wanted is not None:
        return wanted
    if on_this_computer:
        return None
    found = provider_of(host)
    return found.per_minute if found is not None else USUAL_PER_MINUTE


def refuse_hopeless(host: str, *, has_token: bool) -> None:
    """Say so at once where a password cannot work.

    Raises:
        InputError: the provider takes none.
    """
    found = provider_of(host)
    if found is None or has_token:
        return
    if found.password == "no":
        raise InputError(
            f"{found.name} takes no password from a program any more.",
            fix="What works:  policydocs notify --channel eml  (drafts to send from your mail program), or\n"
            "  --channel print.  docs/delivery.md  says more.",
        )


def warnings(host: str, sender_domain: str, today: date) -> tuple[str, ...]:
    """What she should know before letters go out by that server."""
    found = provider_of(host)
    said = []
    if sender_domain.lower() in FREE_DOMAINS or (found is not None and found.agreement == "no"):
        name = found.name if found is not None else sender_domain
        said.append(
            f"{name}: we know of no agreement to protect health information (a BAA) for this account. That\n"
            "  somebody is your client is health information. Use an account with one, a portal, or paper."
        )
    elif found is not None and found.agreement == "paid":
        said.append(
            f"{found.name}: make sure that the agreement to protect health information (BAA) is in place for "
            "your account."
        )
    if found is not None and found.until is not None:
        ends = found.until.isoformat()
        if today <= found.until:
            said.append(
                f"{found.name} takes passwords until {ends}; after that only a token works, or drafts."
            )
        else:
            said.append(f"{found.name} takes passwords only where its administrator allows it since {ends}.")
    return tuple(said)
