"""A real mail server on loopback that fails as it is told: TLS, login, and a fault for each recipient."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "office@harbor.example.org", "correct horse"
TOKEN = "token-of-the-day"


@dataclass
class Faults:
    """What to do at each attempt for a recipient; nothing is left: the message is taken.

    `mail:450`, `rcpt:550`, `data:451` (at the command), `end:554` (after the text), `drop-before`, `drop-in`,
    `drop-after-taken`, `drop-after-lost`, `slow`.
    """

    by_recipient: dict[str, list[str]] = field(default_factory=dict)
    everybody: list[str] = field(default_factory=list)  #: for whoever has none of her own
    connects: list[str] = field(default_factory=list)  #: at each connection: "421", "554", "drop"

    def next(self, recipient: str, stage: str) -> str:
        """The fault for this attempt, where it belongs to this stage; it is used up."""
        waiting = self.by_recipient.get(recipient, self.everybody)
        if waiting and waiting[0].startswith(stage):
            return waiting.pop(0)
        return ""


@dataclass
class Mailbox:
    """What the server took."""

    folder: Path | None = None  #: where each message is a file too, for a test in another process
    taken: list[tuple[str, bytes]] = field(default_factory=list)  #: recipient, message
    seen: list[str] = field(default_factory=list)  #: the commands that matter, in their order
    connections: int = 0

    def take(self, recipient: str, data: bytes) -> None:
        self.taken.append((recipient, data))
        if self.folder is not None:
            (self.folder / f"{len(list(self.folder.iterdir())):05}.eml").write_bytes(data)

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.taken]

    def messages(self) -> Iterator[EmailMessage]:
        for _, data in self.taken:
            message = message_from_bytes(data, policy=policy.default)
            assert isinstance(message, EmailMessage)
            yield message


class _Handler:
    def __init__(self, faults: Faults, mailbox: Mailbox) -> None:
        self.faults, self.mailbox = faults, mailbox

    async def auth_XOAUTH2(self, server: SMTP, arguments: list[str]) -> AuthResult:  # noqa: N802
        said = base64.b64decode(arguments[1]).decode()
        return AuthResult(
            success=said == f"user={USER}\1auth=Bearer {TOKEN}\1\1", handled=False, auth_data=said
        )

    async def handle_MAIL(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.mailbox.seen.append("MAIL")
        fault = self.faults.next("*", "mail:")
        if fault:
            return f"{fault[5:]} no"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.mailbox.seen.append("RCPT")
        if self.faults.next(address, "drop-before"):
            _cut(server)
            return "421 never read"
        fault = self.faults.next(address, "rcpt:")
        if fault:
            return f"{fault[5:]} <{address}> is not liked here"  # a server repeats the address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        recipient, data = envelope.rcpt_tos[0], envelope.content
        assert isinstance(data, bytes)
        if self.faults.next(recipient, "drop-after-taken"):
            self.mailbox.take(recipient, data)
            _cut(server)
            return "421 never read"
        if self.faults.next(recipient, "drop-after-lost"):
            _cut(server)
            return "421 never read"
        if self.faults.next(recipient, "slow"):
            self.mailbox.take(recipient, data)
            await asyncio.sleep(1.5)
            return "250 OK at last"
        fault = self.faults.next(recipient, "end:")
        if fault:
            return f"{fault[4:]} {recipient} no"
        self.mailbox.take(recipient, data)
        return "250 OK"


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


class _Server(SMTP):
    """Fails in the middle of a text too."""

    def connection_made(self, transport: Any) -> None:
        handler: _Handler = self.event_handler
        handler.mailbox.connections += 1
        fault = handler.faults.connects.pop(0) if handler.faults.connects else ""
        if fault == "drop":
            transport.abort()
            return
        if fault:
            transport.write(f"{fault} not now\r\n".encode())
            transport.close()
            return
        super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        handler: _Handler = self.event_handler
        recipients = self.envelope.rcpt_tos if self.envelope is not None else []
        recipient = recipients[0] if recipients else ""
        handler.mailbox.seen.append("DATA")
        if handler.faults.next(recipient, "drop-in"):
            await self.push("354 go on")
            assert self._reader is not None
            await self._reader.read(10)
            _cut(self)
            return
        fault = handler.faults.next(recipient, "data:")
        if fault:
            await self.push(f"{fault[5:]} no")
            return
        await super().smtp_DATA(arg)


@dataclass(frozen=True)
class Authority:
    """Certificates of the tests' own."""

    ca_file: Path
    right: ssl.SSLContext  #: for localhost
    wrong: ssl.SSLContext  #: for another name


def authority(folder: Path) -> Authority:
    ca = trustme.CA()
    ca_file = folder / "ca.pem"
    ca.cert_pem.write_to_path(ca_file)
    right, wrong = (ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for _ in range(2))
    ca.issue_cert("localhost", "127.0.0.1").configure_cert(right)
    ca.issue_cert("elsewhere.example.org").configure_cert(wrong)
    return Authority(ca_file, right, wrong)


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    port: int
    mailbox: Mailbox
    faults: Faults


def _authenticate(_server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=good, handled=False)


@contextmanager
def mail_server(
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    login: bool = False,
    size: int | None = None,
    faults: Faults | None = None,
    mailbox: Mailbox | None = None,
) -> Iterator[Running]:
    """A server on a free port of this computer."""
    faults, mailbox = faults or Faults(), mailbox or Mailbox()
    options: dict[str, Any] = {"data_size_limit": size} if size is not None else {}
    if login:
        options |= {
            "authenticator": _authenticate,
            "auth_required": True,
            "auth_require_tls": starttls is not None,
        }
    if starttls is not None:
        options |= {"tls_context": starttls, "require_starttls": True}
    # It complains of a login without STARTTLS also where the whole connection is encrypted.
    warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")
    handler = _Handler(faults, mailbox)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(
            lambda: _Server(handler, loop=loop, hostname="localhost", **options), "127.0.0.1", 0, ssl=tls
        )
    )
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield Running(server.sockets[0].getsockname()[1], mailbox, faults)
    finally:
        asyncio.run_coroutine_threadsafe(_closed(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _closed(server: asyncio.Server) -> None:
    server.close()
    others = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
    for one in others:
        one.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.01)  # connections that were cut are closed then
