"""How one finished message leaves: what a mail server answered, told so that nothing is ever sent twice.

The one thing that matters is whether the server may have taken a message. Until the line that ends its text
has gone out it cannot have; once that line is out and no answer came, nobody can know.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from policydocs.delivery.credentials import Login
from policydocs.errors import SurroundingsError
from policydocs.source.config import MailSettings
from policydocs.values import frozen

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_END = b".\r\n"
_TOO_LARGE = frozenset({523, 552})
_LOGIN_WANTED = frozenset({530, 534, 535, 538})


@frozen
class Envelope:
    """One message to one recipient."""

    sender: str  #: an address alone
    to: str  #: likewise
    data: bytes  #: as it goes over the line: CRLF, ASCII, no line above 998


class Outcome(StrEnum):
    """What became of one message."""

    TAKEN = "taken"  #: the server said that it has it
    LATER = "later"  #: the server has not taken it, and another time it may
    REFUSED = "refused"  #: nor will it
    UNANSWERED = "unanswered"  #: it was sent to its end, and no answer came


@frozen
class Result:
    outcome: Outcome
    code: str = ""  #: the server's reply code, never its words; "" where it gave none


class UnreachableError(SurroundingsError):
    """The server cannot be spoken to now; in a while it may."""


class ServerRefusedError(SurroundingsError):
    """The server will take nothing from us as things stand: trying again changes nothing."""


class Transport(Protocol):
    """Something that takes messages."""

    def connect(self) -> None:
        """Be ready to send; nothing where it is already.

        Raises:
            UnreachableError: not now.
            ServerRefusedError: not at all: the certificate, the password, no encryption.
        """
        ...

    def send(self, envelope: Envelope, before_text: Callable[[], None]) -> Result:
        """Hand one message over.

        Args:
            before_text: called when the server waits for the text, before its first byte goes out. If it
                raises, nothing of the text is sent.

        Raises:
            ServerRefusedError: the server takes nothing from this sender.
        """
        ...

    def close(self) -> None: ...


@frozen
class Timeouts:
    """How long a server may take, in seconds (RFC 5321, 4.5.3.2, is more patient than people are)."""

    connect_s: float = 30
    reply_s: float = 120
    after_text_s: float = 600


class SmtpTransport:
    """A mail server, over one connection that is used as long as it holds."""

    def __init__(
        self,
        settings: MailSettings,
        login: Login | None,
        *,
        ca_file: Path | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        """
        Args:
            ca_file: certificates that are trusted instead of the system's.
        """
        self._settings = settings
        self._login = login
        self._ca_file = ca_file
        self._timeouts = timeouts or Timeouts()
        self._smtp: smtplib.SMTP | None = None

    # --- Connecting

    def connect(self) -> None:
        if self._smtp is not None:
            return
        if self._settings.security == "none" and self._settings.host not in LOOPBACK:
            raise ServerRefusedError(
                f"{self._settings.host} would be spoken to without encryption, and letters to clients too.",
                path="policydocs.toml",
                fix='Write in [mail]:  security = "starttls"  or  security = "tls"',
            )
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._opened()
            self._encrypted(smtp)
            self._logged_in(smtp)
        except BaseException as error:
            _drop(smtp)
            told = self._told(error)
            if told is None:
                raise
            raise told from None  # the server's own words may name an address
        self._smtp = smtp

    def _opened(self) -> smtplib.SMTP:
        settings = self._settings
        # The name given in the greeting: not that of this computer, which concerns nobody.
        name = settings.sender.rpartition("@")[2].strip("<> ") or "localhost"
        if settings.security == "tls":
            return smtplib.SMTP_SSL(
                settings.host,
                settings.port,
                local_hostname=name,
                timeout=self._timeouts.connect_s,
                context=self._context(),
            )
        return smtplib.SMTP(
            settings.host, settings.port, local_hostname=name, timeout=self._timeouts.connect_s
        )

    def _encrypted(self, smtp: smtplib.SMTP) -> None:
        if smtp.sock is not None:
            # The line that ends a text goes out by itself: without this it waits for the server's system to
            # acknowledge what came before, a twentieth of a second for each letter.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        smtp.ehlo_or_helo_if_needed()
        if self._settings.security == "starttls":
            if not smtp.has_extn("starttls"):
                raise ServerRefusedError(
                    f"{self._settings.host} offers no encryption (STARTTLS) on port {self._settings.port}. "
                    "Nothing was sent.",
                    fix='Many servers want port 465 with  security = "tls".  If it used to work, somebody '
                    "may be in between:\n  try from another network, and ask your provider.",
                )
            smtp.starttls(context=self._context())
            smtp.ehlo_or_helo_if_needed()
        self._wait(smtp, self._timeouts.reply_s)

    def _logged_in(self, smtp: smtplib.SMTP) -> None:
        login = self._login
        if login is None:
            return
        if login.is_token:
            bearer = f"user={login.user}\1auth=Bearer {login.secret}\1\1"
            # A refusal comes as a challenge, which is answered by an empty line.
            smtp.auth("XOAUTH2", lambda challenge=None: "" if challenge else bearer)
        else:
            smtp.login(login.user, login.secret)

    def _context(self) -> ssl.SSLContext:
        try:
            context = ssl.create_default_context(cafile=str(self._ca_file) if self._ca_file else None)
        except (OSError, ssl.SSLError) as error:
            raise ServerRefusedError(
                "The file with certificates cannot be read.",
                path=str(self._ca_file),
                fix="Correct ca_file in [mail], or take the line out: most providers need none.",
            ) from error
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _told(self, error: BaseException) -> SurroundingsError | None:
        """What went wrong while connecting, in our words; None for what is none of ours."""
        where = f"{self._settings.host}, port {self._settings.port}"
        match error:
            case ssl.SSLCertVerificationError():
                return ServerRefusedError(
                    f"{where}: its certificate is not valid ({error.verify_message or 'refused'}). "
                    "Nothing was sent.",
                    fix="Is the host in [mail] spelled as your provider says? If it is, you are perhaps not "
                    "speaking with your provider:\n  try from another network. A server of your own needs "
                    "ca_file.",
                )
            case ssl.SSLError():
                return ServerRefusedError(
                    f"{where}: no encrypted connection could be made. Nothing was sent.",
                    fix='Port 587 wants  security = "starttls",  port 465 wants  security = "tls".',
                )
            case smtplib.SMTPAuthenticationError(smtp_code=code):
                return self._login_refused(code, where)
            case smtplib.SMTPNotSupportedError():
                return ServerRefusedError(
                    f"{where} takes no login of this kind. Nothing was sent.",
                    fix="Is it your provider's server for sending, often port 587?  docs/delivery.md  lists "
                    "them.",
                )
            case smtplib.SMTPHeloError(smtp_code=code):
                return self._greeting_refused(code, where)
            case smtplib.SMTPResponseException(smtp_code=code):
                return self._greeting_refused(code, where)
            case smtplib.SMTPServerDisconnected() | OSError():
                return UnreachableError(
                    f"The mail server cannot be reached: {where}.",
                    fix="Is this computer online, and are host and port in [mail] right? Then run the same "
                    "command again.",
                )
            case smtplib.SMTPException() | ValueError():  # a login that makes no sense, on either side
                return ServerRefusedError(
                    f"{where} and policydocs did not understand each other at the login. Nothing was sent.",
                    fix="A password with letters such as é does not work with every server: try another one.",
                )
        return None

    def _login_refused(self, code: int, where: str) -> SurroundingsError:
        if 400 <= code < 500:
            return UnreachableError(f"{where} could not check the password just now ({code}).")
        kind = "token" if self._login is not None and self._login.is_token else "password"
        return ServerRefusedError(
            f"{where} refused the {kind} of {self._settings.user} ({code}). Nothing was sent.",
            fix="Many providers want an app password instead of your own, and some take none any more:\n"
            "  docs/delivery.md  says what works with yours. Letters can go without it:  policydocs notify "
            "--channel eml",
        )

    def _greeting_refused(self, code: int, where: str) -> SurroundingsError:
        said = f"{where} does not take mail now ({code})."
        if 500 <= code < 600:
            return ServerRefusedError(said, fix="Ask your provider; it may block this computer's network.")
        return UnreachableError(said, fix="Run the same command again in a while.")

    # --- Sending

    def send(self, envelope: Envelope, before_text: Callable[[], None]) -> Result:
        smtp = self._smtp
        if smtp is None:
            raise UnreachableError("There is no connection to the mail server.")
        if self._is_too_large(smtp, len(envelope.data)):
            return Result(Outcome.REFUSED, "552")
        try:
            early = self._greeted(smtp, envelope)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError):
            self._give_up()
            return Result(Outcome.LATER)
        if early is not None:
            return early
        try:
            before_text()
        except BaseException:
            self._give_up()  # the server waits for a text that never comes, and drops what it has
            raise
        return self._text(smtp, envelope.data)

    def _greeted(self, smtp: smtplib.SMTP, envelope: Envelope) -> Result | None:
        """Sender and recipient named; None where the server now waits for the text."""
        size = [f"SIZE={len(envelope.data)}"] if smtp.has_extn("size") else []
        code, _ = smtp.mail(envelope.sender, size)
        if not _is_good(code):
            if code >= 500 and code not in _TOO_LARGE:
                self._give_up()
                raise ServerRefusedError(
                    f"The mail server does not let you send as {envelope.sender} ({code}).",
                    fix="Correct  from  and  user  in [mail]: most providers want the same address in both.",
                )
            return self._ended(smtp, code)
        code, _ = smtp.rcpt(envelope.to)
        if not _is_good(code):
            if code in _LOGIN_WANTED:
                self._give_up()
                raise ServerRefusedError(
                    f"The mail server wants a user name and a password first ({code}).",
                    fix="Add  user  to [mail];  docs/delivery.md  says where the password goes.",
                )
            return self._ended(smtp, code)
        code, _ = smtp.docmd("DATA")
        return None if code == 354 else self._ended(smtp, code)

    def _text(self, smtp: smtplib.SMTP, data: bytes) -> Result:
        try:
            smtp.send(_with_doubled_dots(data))
        except (smtplib.SMTPServerDisconnected, OSError):
            self._give_up()
            return Result(Outcome.LATER)  # the line that ends the text never went out
        try:
            self._wait(smtp, self._timeouts.after_text_s)
            smtp.send(_END)
            code, _ = smtp.getreply()
            self._wait(smtp, self._timeouts.reply_s)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError):
            self._give_up()
            return Result(Outcome.UNANSWERED)
        if _is_good(code):
            return Result(Outcome.TAKEN, str(code))
        if not 400 <= code < 600:  # no answer that means anything
            self._give_up()
            return Result(Outcome.UNANSWERED)
        return self._ended(smtp, code)

    def _ended(self, smtp: smtplib.SMTP, code: int) -> Result:
        """The server said no; the connection is made ready for the next message, or given up."""
        said = str(code) if 100 <= code < 1000 else ""
        if code == 421 or not 400 <= code < 600:
            self._give_up()
        else:
            try:
                smtp.rset()
            except (smtplib.SMTPServerDisconnected, OSError):
                self._give_up()
        return Result(Outcome.REFUSED if code >= 500 else Outcome.LATER, said)

    def _is_too_large(self, smtp: smtplib.SMTP, size: int) -> bool:
        most = smtp.esmtp_features.get("size", "")
        return most.isdigit() and 0 < int(most) < size

    def _wait(self, smtp: smtplib.SMTP, seconds: float) -> None:
        if smtp.sock is not None:
            smtp.sock.settimeout(seconds)

    def close(self) -> None:
        """Take leave of the server where the connection still holds; a second time is no error."""
        if self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._wait(self._smtp, 5)
                self._smtp.quit()
        self._give_up()

    def _give_up(self) -> None:
        smtp, self._smtp = self._smtp, None
        _drop(smtp)


def _with_doubled_dots(data: bytes) -> bytes:
    """A line that begins with a dot gets another one (RFC 5321, 4.5.2)."""
    doubled = data.replace(b"\n.", b"\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _is_good(code: int) -> bool:
    return 200 <= code < 300


def _drop(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        with contextlib.suppress(OSError):
            smtp.close()
