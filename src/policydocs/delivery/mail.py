"""One e-mail to one recipient, as strict servers take it. There is no Cc and no Bcc anywhere.

What is attached is encoded once for all who get the same files: a message is a few lines and those bytes.
"""

from __future__ import annotations

import re
from binascii import b2a_qp
from collections.abc import Mapping
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import cached_property, lru_cache
from hashlib import sha256

from email_validator import EmailNotValidError, validate_email

from policydocs.delivery.enclosures import Enclosure
from policydocs.delivery.letters import Letter, mail_words
from policydocs.delivery.transport import Envelope
from policydocs.errors import InputError
from policydocs.model import Practice
from policydocs.values import frozen

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
#: Names and addresses that stand in a header as they are.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]{1,20}(?: [A-Za-z0-9]{1,20}){0,2}")
_PLAIN_ADDRESS = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24}")

_POLICY = policy.SMTP.clone(cte_type="7bit", max_line_length=76)


@frozen
class Sender:
    """Who the messages are from: `from` in `[mail]`, an address or `Name <address>`."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def sender_of(given: str) -> Sender:
    """The sender that the configuration names.

    Raises:
        InputError: it is no address.
    """
    name, address = parseaddr(" ".join(given.split()))
    try:
        return Sender(ascii_address(address), name)
    except ValueError as error:
        raise InputError(
            f'"{given}" is no e-mail address.',
            path="policydocs.toml",
            fix='Write in [mail]:  from = "office@example.org"',
        ) from error


def ascii_address(address: str) -> str:
    """An address as it goes over the line, its domain in ASCII; nobody is asked whether it exists.

    Raises:
        ValueError: it is none, or one that only few servers take (letters beyond ASCII before the @).
    """
    if len(address) <= 64 and _PLAIN_ADDRESS.fullmatch(address):
        return address
    try:
        found = validate_email(
            address, check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise ValueError("no usable e-mail address") from error
    if found.ascii_email is None:
        raise ValueError("no usable e-mail address")
    return found.ascii_email


def message_id(delivery: str, sender: Sender) -> str:
    """The same at every attempt of a delivery, so that a server can tell a second copy."""
    return f"<{delivery}@{sender.domain}>"


@frozen
class Attachments:
    """The files of a group of letters, encoded once."""

    enclosures: tuple[Enclosure, ...]
    names: tuple[str, ...]

    @cached_property
    def boundary(self) -> str:
        # "=_" stands in no base64 and in no quoted-printable text.
        return f"=_{sha256(''.join(one.digest for one in self.enclosures).encode()).hexdigest()[:32]}"

    @cached_property
    def tail(self) -> bytes:
        """Every part, and the line that ends the message."""
        line = f"--{self.boundary}".encode()
        parts = b"".join(b"\r\n" + line + b"\r\n" + part for part in map(self._part, range(len(self.names))))
        return parts + b"\r\n" + line + b"--\r\n"

    def _part(self, number: int) -> bytes:
        part = EmailMessage(policy=_POLICY)
        del part["MIME-Version"]
        part.set_content(
            self.enclosures[number].data,
            maintype="application",
            subtype="pdf",
            disposition="attachment",
            filename=self.names[number],
        )
        del part["MIME-Version"]
        return part.as_bytes().rstrip(b"\r\n")


def mail(
    letter: Letter,
    attachments: Attachments,
    practice: Practice,
    sender: Sender,
    *,
    delivery: str,
    at: datetime,
    headers: Mapping[str, str] | None = None,
) -> Envelope:
    """A finished message.

    Args:
        delivery: the delivery's id, of which the Message-ID is made.
        at: an aware moment, for its date.
        headers: further ones, such as `X-Unsent` of a draft.

    Raises:
        ValueError: the recipient's address is none.
    """
    to = ascii_address(letter.owed.recipient.email)
    words = mail_words(letter, practice)
    lines = [
        _from_and_subject(sender, words.subject, letter.owed.language),
        _to(letter.owed.recipient.name, to),
        f"Date: {format_datetime(at)}".encode(),
        f"Message-ID: {message_id(delivery, sender)}".encode(),
        *(f"{name}: {value}".encode() for name, value in (headers or {}).items()),
        b"MIME-Version: 1.0",
        f'Content-Type: multipart/mixed;\r\n boundary="{attachments.boundary}"'.encode(),
        b"",
        f"--{attachments.boundary}".encode(),
        _text(words.text, words.html),
    ]
    return Envelope(sender.address, to, b"\r\n".join(lines) + attachments.tail)


@lru_cache(maxsize=32)
def _from_and_subject(sender: Sender, subject: str, language: str) -> bytes:
    """The headers that many messages share, folded and encoded by the library."""
    head = EmailMessage(policy=_POLICY)
    head["From"] = _address(sender.name, sender.address)
    head["Subject"] = subject
    head["Auto-Submitted"] = "auto-generated"
    head["X-Auto-Response-Suppress"] = "All"
    head["Content-Language"] = language
    return head.as_bytes().rstrip(b"\r\n")


def _to(name: str, address: str) -> bytes:
    if _PLAIN_NAME.fullmatch(name):
        return f"To: {name} <{address}>".encode()
    head = EmailMessage(policy=_POLICY)
    head["To"] = _address(name, address)
    return head.as_bytes().rstrip(b"\r\n")


def _text(text: str, html: str) -> bytes:
    """The two readings of the words. Made by hand: the library takes as long for it as for all the rest."""
    boundary = f"=_{sha256(html.encode()).hexdigest()[:32]}".encode()
    parts = [
        b'Content-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        % subtype
        + b2a_qp(_CONTROL.sub(" ", said).replace("\n", "\r\n").encode(), istext=True).rstrip(b"\r\n")
        for subtype, said in ((b"plain", text), (b"html", html))
    ]
    opened = b'Content-Type: multipart/alternative;\r\n boundary="%s"\r\n' % boundary
    return b"\r\n".join(
        (opened, *(b"--%s\r\n%s\r\n" % (boundary, one) for one in parts), b"--%s--" % boundary)
    )


def _address(name: str, address: str) -> Address:
    """Whoever reads it sees the name; nothing in it can begin another header."""
    shown = "".join(sign if sign.isprintable() else " " for sign in name)
    user, _, domain = address.rpartition("@")
    return Address(" ".join(shown.split()), user, domain)
