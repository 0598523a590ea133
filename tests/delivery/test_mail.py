"""Messages as strict servers take them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import News
from policydocs.delivery.due import Matter, Owed
from policydocs.delivery.enclosures import Enclosure, Part
from policydocs.delivery.letters import Letter, cover, mail_words
from policydocs.delivery.mail import Attachments, ascii_address, mail, sender_of
from policydocs.delivery.transport import Envelope
from policydocs.errors import InputError
from policydocs.history.archive import sha256
from policydocs.model import Practice, Version
from policydocs.render.text import to_text

AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
PRACTICE = Practice("harbor", "Harbor Counseling", {"phone": "360-555-0100", "email": "office@example.org"})
OFFICE = sender_of("Harbor Office <office@harbor.example.org>")
FILES = tuple(
    Enclosure(part, "Messages", data, sha256(data))
    for part, data in ((Part.NOTICE, b"%PDF-1 " + bytes(range(256)) * 40), (Part.COPY, b"%PDF-2 \r\n.\r\n"))
)
ATTACHMENTS = Attachments(FILES, ("letter.pdf", "document.pdf"))


def letter(name: str = "Ana Example", email: str = "ana@example.org", language: str = "en") -> Letter:
    recipient = Recipient("c-0001.1", name, email=email, email_allowed=True)
    client = Client("c-0001", name, (recipient,), language)
    matter = Matter("messages", News.VERSION, Version(1, 1, 0), Version(1, 0, 0), language)
    return Letter(Owed(client, recipient, (matter,), (Way.EMAIL, Way.SESSION), "active client"), FILES, {})


def made(of: Letter) -> Envelope:
    return mail(of, ATTACHMENTS, PRACTICE, OFFICE, delivery="0f1e", at=AT)


def read(envelope: Envelope) -> EmailMessage:
    message = message_from_bytes(envelope.data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    assert not any(part.defects for part in message.walk())
    return message


def test_a_message_says_who_to_whom_and_when_and_nothing_of_what_is_inside() -> None:
    message = read(made(letter()))

    assert message["From"] == "Harbor Office <office@harbor.example.org>"
    assert message["To"] == "Ana Example <ana@example.org>"
    assert message["Subject"] == "Updated information for your records"
    assert message["Message-ID"] == "<0f1e@harbor.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Mon, 01 Mar 2027 09:30:00 +0000"
    assert [part.get_filename() for part in message.iter_attachments()] == ["letter.pdf", "document.pdf"]
    assert [part.get_content() for part in message.iter_attachments()] == [one.data for one in FILES]


@pytest.mark.parametrize(
    ("signed", "signable", "said"),
    [
        (True, True, "asks for your signature"),
        (False, True, "you need not sign it again"),
        (False, False, ""),
    ],
)
def test_whether_she_is_to_sign_is_said_on_paper_and_by_mail(signed: bool, signable: bool, said: str) -> None:
    copy = replace(FILES[1], signed=signed, signable=signable)
    of = replace(letter(), enclosures=(FILES[0], copy))

    for made_text in (mail_words(of, PRACTICE).text, to_text(cover(of, PRACTICE, AT.date()))):
        text = " ".join(made_text.split())
        assert said in text
        assert ("sign it" in text or "signature" in text) is bool(said)


def test_text_and_html_say_the_same(tmp_path: Path) -> None:
    of = letter("Íñigo <b>Ñandú</b>", language="es")
    message = read(made(of))
    text, html = message.get_body(("plain",)), message.get_body(("html",))

    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n").strip() == mail_words(of, PRACTICE).text.strip()
    assert "<b>Ñandú" not in html.get_content()
    shown = re.sub(r"<[^>]+>", " ", html.get_content().partition("</head>")[2])
    shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
    assert shown.split() == text.get_content().split()


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=80)


@given(name=NAMES, language=st.sampled_from(["en", "es"]))
def test_whatever_a_name_holds_the_message_is_one_that_strict_servers_take(name: str, language: str) -> None:
    envelope = made(letter(name, language=language))
    lines = envelope.data.split(b"\r\n")

    assert envelope.data.isascii()
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert b"\0" not in envelope.data
    assert max(map(len, lines)) <= 998
    message = read(envelope)
    assert [each.lower() for each in message.keys()].count("to") == 1  # noqa: SIM118  (a message is no mapping)
    assert set(message.keys()) == {
        "From",
        "Subject",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "Content-Language",
        "To",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
    }
    (to,) = message["To"].addresses
    assert to.addr_spec == "ana@example.org"
    assert len(list(message.iter_attachments())) == 2


@pytest.mark.parametrize(
    ("given_address", "taken"),
    [
        ("ana@example.org", "ana@example.org"),
        ("Ana.Lu+x@Example.ORG", "Ana.Lu+x@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
    ],
)
def test_a_domain_goes_over_the_line_in_ascii(given_address: str, taken: str) -> None:
    assert ascii_address(given_address) == taken


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "ana",
        "ana@",
        "a b@example.org",
        "añá@example.org",
        "ana@example.org\r\nBcc: x@example.org",
        "@x.org",
    ],
)
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="no usable"):
        ascii_address(bad)


def test_a_sender_that_is_none_is_told_with_its_place() -> None:
    with pytest.raises(InputError, match="no e-mail address"):
        sender_of("the office")


def test_there_is_no_cc_and_no_bcc_in_the_code() -> None:
    source = Path(__file__).parents[2] / "src" / "policydocs"
    code = "\n".join(
        line
        for folder in ("delivery", "cli")
        for path in sorted((source / folder).rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
    )

    assert re.findall(r"""\[["']b?cc["']\]|["']b?cc:|\b(?:add|replace)_header\(""", code, re.IGNORECASE) == []
