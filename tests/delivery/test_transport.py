"""What a real server on loopback answers, and what is made of it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from policydocs.delivery.credentials import Login
from policydocs.delivery.transport import (
    Envelope,
    Outcome,
    Result,
    ServerRefusedError,
    SmtpTransport,
    Timeouts,
    UnreachableError,
)
from policydocs.source.config import MailSettings, Security

from .mail_server import PASSWORD, TOKEN, USER, Authority, Faults, Running, authority, mail_server

ANA = "ana@clients.example.org"
QUICK = Timeouts(connect_s=5, reply_s=0.6, after_text_s=0.6)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("certificates"))


def message(body: str = "Hello") -> Envelope:
    return Envelope(USER, ANA, f"Subject: x\r\n\r\n{body}\r\n".encode())


def to(
    port: int,
    *,
    security: Security = "none",
    host: str = "localhost",
    login: Login | None = None,
    ca_file: Path | None = None,
) -> SmtpTransport:
    settings = MailSettings(host, USER, port, security, USER if login else None)
    return SmtpTransport(settings, login, ca_file=ca_file, timeouts=QUICK)


def sent(server: Running, *bodies: str, begun: list[str] | None = None) -> list[Result]:
    transport = to(server.port)
    begun = begun if begun is not None else []
    try:
        results = []
        for body in bodies or ("Hello",):
            transport.connect()
            results.append(transport.send(message(body), lambda: begun.append("text")))
        return results
    finally:
        transport.close()


# --- Taken ---------------------------------------------------------------------------------------


def test_a_message_is_taken_as_it_is_and_one_connection_serves_for_several() -> None:
    with mail_server() as server:
        results = sent(server, "One", ".\r\n..two\r\nFrom here\r\n.", "Three")

    assert results == [Result(Outcome.TAKEN, "250")] * 3
    assert server.mailbox.connections == 1
    assert [data.partition(b"\r\n\r\n")[2] for _, data in server.mailbox.taken] == [
        b"One\r\n",
        b".\r\n..two\r\nFrom here\r\n.\r\n",
        b"Three\r\n",
    ]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_encrypted_connection_with_a_login(certificates: Authority, security: Security) -> None:
    encrypted = {security: certificates.right}
    with mail_server(login=True, **encrypted) as server:  # type: ignore[arg-type]
        transport = to(
            server.port, security=security, login=Login(USER, PASSWORD), ca_file=certificates.ca_file
        )
        transport.connect()
        result = transport.send(message(), lambda: None)
        transport.close()

    assert result.outcome is Outcome.TAKEN


def test_a_token_instead_of_a_password(certificates: Authority) -> None:
    def connect(token: str) -> None:
        login = Login(USER, token, is_token=True)
        transport = to(server.port, security="starttls", login=login, ca_file=certificates.ca_file)
        transport.connect()
        transport.close()

    with mail_server(starttls=certificates.right, login=True) as server:
        connect(TOKEN)
        with pytest.raises(ServerRefusedError, match=r"refused the token of .* \(535\)"):
            connect("token of yesterday")


# --- Not connected -------------------------------------------------------------------------------


def test_a_certificate_for_another_name_is_refused(certificates: Authority) -> None:
    with mail_server(starttls=certificates.wrong) as server:
        with pytest.raises(ServerRefusedError, match="certificate is not valid"):
            to(server.port, security="starttls", ca_file=certificates.ca_file).connect()

        assert server.mailbox.seen == []


def test_a_certificate_of_an_unknown_authority_is_refused(certificates: Authority) -> None:
    with (
        mail_server(tls=certificates.right) as server,
        pytest.raises(ServerRefusedError, match="certificate is not valid"),
    ):
        to(server.port, security="tls").connect()


def test_a_server_that_offers_no_encryption_gets_nothing() -> None:
    with mail_server() as server:
        with pytest.raises(ServerRefusedError, match="offers no encryption"):
            to(server.port, security="starttls", login=Login(USER, PASSWORD)).connect()

        assert server.mailbox.seen == []


def test_encryption_where_none_is_spoken_is_told(certificates: Authority) -> None:
    with mail_server() as server, pytest.raises(ServerRefusedError, match="encrypted connection"):
        to(server.port, security="tls", ca_file=certificates.ca_file).connect()


def test_no_other_computer_is_spoken_to_in_the_open() -> None:
    with pytest.raises(ServerRefusedError, match="without encryption"):
        to(25, host="mail.example.org").connect()


def test_a_wrong_password_is_told_and_not_repeated(certificates: Authority) -> None:
    login = Login(USER, "wrong battery")
    with (
        mail_server(starttls=certificates.right, login=True) as server,
        pytest.raises(ServerRefusedError, match=r"refused the password of .* \(535\)") as caught,
    ):
        to(server.port, security="starttls", login=login, ca_file=certificates.ca_file).connect()

    assert "wrong battery" not in f"{caught.value!s}{caught.value!r}{login!r}"


def test_a_password_beyond_ascii_is_told(certificates: Authority) -> None:
    with (
        mail_server(starttls=certificates.right, login=True) as server,
        pytest.raises(ServerRefusedError, match=r"did not understand each other|refused the password"),
    ):
        transport = to(
            server.port, security="starttls", login=Login(USER, "pässword"), ca_file=certificates.ca_file
        )
        transport.connect()


def test_nobody_at_the_port_may_be_there_later() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnreachableError, match="cannot be reached"):
        to(port).connect()


@pytest.mark.parametrize(
    ("greeting", "kind"), [("421", UnreachableError), ("drop", UnreachableError), ("554", ServerRefusedError)]
)
def test_a_greeting_may_turn_us_away(greeting: str, kind: type[Exception]) -> None:
    with mail_server(faults=Faults(connects=[greeting])) as server, pytest.raises(kind):
        to(server.port).connect()


# --- Answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "outcome", "code", "begins"),
    [
        ("rcpt:421", Outcome.LATER, "421", False),
        ("rcpt:450", Outcome.LATER, "450", False),
        ("rcpt:452", Outcome.LATER, "452", False),
        ("rcpt:550", Outcome.REFUSED, "550", False),
        ("rcpt:552", Outcome.REFUSED, "552", False),
        ("rcpt:554", Outcome.REFUSED, "554", False),
        ("data:451", Outcome.LATER, "451", False),
        ("data:554", Outcome.REFUSED, "554", False),
        ("end:421", Outcome.LATER, "421", True),
        ("end:450", Outcome.LATER, "450", True),
        ("end:452", Outcome.LATER, "452", True),
        ("end:550", Outcome.REFUSED, "550", True),
        ("end:552", Outcome.REFUSED, "552", True),
        ("end:554", Outcome.REFUSED, "554", True),
        ("drop-before", Outcome.LATER, "", False),
        ("drop-after-taken", Outcome.UNANSWERED, "", True),
        ("drop-after-lost", Outcome.UNANSWERED, "", True),
        ("slow", Outcome.UNANSWERED, "", True),
    ],
)
def test_each_answer_has_one_meaning(fault: str, outcome: Outcome, code: str, begins: bool) -> None:
    begun: list[str] = []
    with mail_server(faults=Faults({ANA: [fault]})) as server:
        first, second = sent(server, "One", "Two", begun=begun)

    assert first == Result(outcome, code)
    assert second == Result(Outcome.TAKEN, "250")
    assert begun == ["text"] * (1 + begins)


def test_a_connection_lost_within_the_text_is_never_taken_for_sent() -> None:
    with mail_server(faults=Faults({ANA: ["drop-in"]})) as server:
        (result,) = sent(server, "x" * 70 + "\r\n" * 200_000)

    assert result.outcome in (Outcome.LATER, Outcome.UNANSWERED)
    assert server.mailbox.taken == []


def test_a_sender_who_is_not_let_in_ends_the_run() -> None:
    with mail_server(faults=Faults({"*": ["mail:550"]})) as server, pytest.raises(ServerRefusedError):
        sent(server)


def test_a_message_above_the_servers_size_is_refused_before_anything_is_said() -> None:
    with mail_server(size=1000) as server:
        results = sent(server, "x" * 2000, "short")

    assert results == [Result(Outcome.REFUSED, "552"), Result(Outcome.TAKEN, "250")]
    assert server.mailbox.seen == ["MAIL", "RCPT", "DATA"]


def test_where_the_note_before_the_text_fails_nothing_of_it_is_sent() -> None:
    class DiskFullError(Exception):
        pass

    def fail() -> None:
        raise DiskFullError

    with mail_server() as server:
        transport = to(server.port)
        transport.connect()
        with pytest.raises(DiskFullError):
            transport.send(message(), fail)

    assert server.mailbox.taken == []
