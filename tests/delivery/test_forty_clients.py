"""A practice of forty clients served twice: mailboxes, paper packet and ledger agree to the last of them."""

from __future__ import annotations

import collections
import contextlib
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from policydocs.cli.main import policydocs
from policydocs.delivery.deliveries import Means, State
from policydocs.delivery.place import prepared_place
from policydocs.delivery.records import Records
from policydocs.delivery.sqlite.store import open_records
from policydocs.history.archive import Archive, sha256
from policydocs.model import Version

from .mail_server import Faults, Running, mail_server
from .sample import BY, CLIENTS, CONFIG, NOW, V11, SamplePractice, begun_practice, changed, given_at_intake
from .sending_driver import AT_ONCE

MAIL = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
from = "Harbor <office@harbor.example.org>"
"""
TODAY = "1803893400"  # 2027-03-01

#: What each recipient is due, written down by hand from the list of clients.
BY_EMAIL = {f"c-{n:04}.1" for n in (*range(1, 17), 20, 21, 34, 36, 37)} | {"c-0036.2"}
BY_POST = {f"c-{n:04}.1" for n in (22, 23, 24, 25, 26, 29)}
IN_SESSION = {f"c-{n:04}.1" for n in (17, 18, 19, 27, 28, 40)} | {"c-0035.2", "c-0037.2"}
IN_PORTAL = {f"c-{n:04}.1" for n in (30, 31, 32, 33)}
SPANISH = {f"c-{n:04}.1" for n in (11, 12, 13, 16, 29, 32)}
LARGE = {f"c-{n:04}.1" for n in (14, 15, 16, 26)}


def address(name: str) -> str:
    return f"{name}@clients.example.org"


#: In the first run the server fails each of these in its own way.
FAULTS = {
    address("ana"): ["rcpt:450"],  # c-0001, taken later in the same run
    address("bo"): ["rcpt:451"] * 3,  # c-0002, taken in the second run
    address("cy"): ["drop-after-taken"],  # c-0003, uncertain, and has it
    address("fay"): ["drop-after-lost"],  # c-0006, uncertain, and has it not
    address("gus"): ["drop-before"],  # c-0007
    address("hana"): ["end:452"],  # c-0008
    address("gone"): ["rcpt:550"],  # c-0020, may get post
    address("gone2"): ["end:554"],  # c-0021, in session
}


@dataclass
class Story:
    """The practice, its data folder, and a way to run commands there."""

    practice: SamplePractice
    data: Path

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(policydocs, ["-C", str(self.practice.folder), *arguments])

    @property
    def folder(self) -> Path:
        return self.data / "practices" / "harbor"

    @contextlib.contextmanager
    def records(self) -> Iterator[Records]:
        with contextlib.closing(open_records(self.folder)) as opened:
            yield opened

    def told(self) -> dict[str, tuple[State, Means, str]]:
        """The newest delivery of version 1.1.0 to each recipient."""
        with self.records() as records:
            return {
                one.recipient: (one.state, one.means, one.code)
                for one in records.deliveries()
                if one.items[0].version == V11 and one.state is not State.CANCELLED
            }

    def batches(self) -> list[Path]:
        return sorted(one for one in (self.folder / "outbox").iterdir() if not one.name.startswith("."))


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Forty clients who hold version 1.0.0, and a version 1.1.0 of which they are to be told."""
    monkeypatch.setenv("POLICYDOCS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("HOME", str(tmp_path))
    # The waits of a real run are no part of what is tested here.
    monkeypatch.setattr("policydocs.cli.notifying.PATIENCE", AT_ONCE)
    made = Story(begun_practice(tmp_path / "practice"), tmp_path / "data")
    prepared_place(made.data, "harbor")
    result = made.run("clients", "import", str(CLIENTS))
    assert result.exit_code == 0, result.output
    with made.records() as records:
        clients = list(records.clients())
        assert len(clients) == 40
        given_at_intake(records, clients, "messages", "fees")
    changed(made.practice)
    return made


def names() -> dict[str, str]:
    with CLIENTS.open(newline="") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


def test_the_plan_tells_who_gets_what_and_does_nothing(story: Story) -> None:
    result = story.run("notify", "--format", "json")

    plan = json.loads(result.stdout)
    ways = collections.defaultdict(set)
    for one in plan["plan"]:
        ways[one["way"]].add(one["recipient"])
    assert ways == {"email": BY_EMAIL, "post": BY_POST, "session": IN_SESSION, "portal": IN_PORTAL}
    assert {one["recipient"] for one in plan["plan"] if one["policies"][0]["language"] == "es"} == SPANISH
    assert {one["client"] for one in plan["problems"]} == {"c-0019", "c-0039"}
    assert result.exit_code == 1
    assert story.told() == {}
    assert not (story.folder / "outbox").exists()


def serve(story: Story, server: Running, *arguments: str) -> Result:
    story.practice.write("policydocs.toml", CONFIG + MAIL.format(port=server.port))
    return story.run("notify", *arguments)


def test_served_twice_with_faults_in_the_first_run_all_agree(story: Story) -> None:
    with mail_server(
        faults=Faults({who: list(what) for who, what in FAULTS.items()}, connects=["421"])
    ) as server:
        first = serve(story, server, "--send", "--confirm=40")
        after_first = story.told()
        second = serve(story, server, "--send", "--confirm=1")
        third = serve(story, server)
    mailbox = server.mailbox

    assert first.exit_code == 4, first.output
    assert after_first["c-0002.1"][:2] == (State.PLANNED, Means.EMAIL)
    assert second.exit_code == 1  # the uncertain ones and the problems are still open
    assert json.loads(story.run("notify", "--format", "json").stdout)["letters"] == 0
    assert "Uncertain: 2 letters" in third.stdout

    # Mailboxes: every letter by e-mail once, but to those whom the server refused or lost.
    expected = BY_EMAIL - {"c-0020.1", "c-0021.1", "c-0006.1"}
    assert len(mailbox.taken) == len(expected)
    assert len(set(mailbox.recipients)) == len(expected)
    told = story.told()
    assert {who for who, (state, *_) in told.items() if state is State.UNCERTAIN} == {"c-0003.1", "c-0006.1"}
    assert {who for who, (state, *_) in told.items() if state is State.HANDED} == expected - {"c-0003.1"}
    with story.records() as records:
        addresses = {one.id: one.email for client in records.clients() for one in client.recipients}
    assert {addresses[who] for who in expected} == set(mailbox.recipients)

    # The outbox: paper for post and session, with those who were refused; files for the portal.
    on_paper = BY_POST | IN_SESSION | {"c-0020.1", "c-0021.1"}
    assert {who for who, (state, means, _) in told.items() if means is Means.PRINT} == on_paper
    assert {who for who, (state, means, _) in told.items() if means is Means.PORTAL} == IN_PORTAL
    assert {told[who][0] for who in on_paper | IN_PORTAL} == {State.PREPARED}
    paper, portal = (
        next(one for one in story.batches() if means in one.name) for means in ("print", "portal")
    )
    assert greeted(paper / "letters.pdf") == in_roster_order(story, on_paper)
    assert count_pages(paper / "address-sheets.pdf") == len(BY_POST) + 1  # and c-0020
    rows = list(csv.reader(io.StringIO((portal / "who-gets-which.csv").read_text("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == IN_PORTAL
    words = {word for one in paper.iterdir() for word in one.stem.split("-")}
    assert not words & {part.lower() for name in names().values() for part in name.split()}

    # Nobody is forgotten: whoever is told of nothing has a reason that is shown.
    everybody = {one for one in addresses if one not in ("c-0034.2", "c-0035.1", "c-0038.1", "c-0039.1")}
    assert set(told) == everybody


def test_what_is_uncertain_is_settled_and_goes_on_by_what_is_true(story: Story) -> None:
    with mail_server(faults=Faults({who: list(what) for who, what in FAULTS.items()})) as server:
        serve(story, server, "--send", "--confirm=40")
        serve(story, server, "--send", "--confirm=1")
        had = serve(story, server, "--settle", "c-0003", "--handed")
        had_not = serve(story, server, "--settle", "c-0006.1", "--refused")
        plan = json.loads(serve(story, server, "--format", "json").stdout)

    assert (had.exit_code, had_not.exit_code) == (0, 0)
    assert [(one["recipient"], one["way"]) for one in plan["plan"]] == [("c-0006.1", "session")]
    assert plan["under_way"] and all(one["state"] == "prepared" for one in plan["under_way"])


def test_what_was_recorded_as_given_is_told_and_the_files_are_those_of_the_digests(story: Story) -> None:
    assert story.run("notify", "--channel", "print", "--confirm=14").exit_code == 1
    archive = Archive(story.data / "archive")
    with story.records() as records:
        for one in list(records.deliveries(states=[State.PREPARED])):
            for digest in (one.items[0].digest, one.items[0].notice):
                data = archive.read(digest)
                assert data is not None
                assert sha256(data) == digest
                assert data.startswith(b"%PDF")
            records.move(one.id, State.GIVEN, BY, NOW, on=date(2027, 3, 1))
        held = {one.recipient: one.version for one in records.holdings(policy="messages")}

    assert {who for who, version in held.items() if version == V11} == BY_POST | IN_SESSION
    assert held["c-0001.1"] == Version(1, 0, 0)


def test_attached_are_the_released_files_in_her_language_and_format(story: Story) -> None:
    with mail_server() as server:
        assert serve(story, server, "--channel", "email", "--confirm=22").exit_code == 1

    by_address = dict(zip(server.mailbox.recipients, server.mailbox.messages(), strict=True))
    with story.records() as records:
        recipients = [(client, one) for client in records.clients() for one in client.recipients]
        digests = {one.recipient: one.items[0] for one in records.deliveries(states=[State.HANDED])}
    for client, one in recipients:
        if one.id not in BY_EMAIL:
            continue
        message = by_address[one.email]
        notice, copy = [part.get_content() for part in message.iter_attachments()]
        assert (sha256(copy), sha256(notice)) == (digests[one.id].digest, digests[one.id].notice)
        spanish = client.language == "es"
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(copy)).pages)
        assert ("Devuelvo las llamadas" in text) is spanish
        assert ("I call back" in text) is not spanish
        assert (sha256(copy) != digests["c-0001.1"].digest) is (client.large_print or spanish)
        body = message.get_body(("plain",))
        assert body is not None
        assert one.name in body.get_content()


def greeted(packet: Path) -> list[str]:
    """The names in a packet in its order; each stands on a right-hand page."""
    found = []
    for number, page in enumerate(PdfReader(packet).pages):
        for line in page.extract_text().split("\n"):
            for start, end in (("Dear ", ","), ("Hola, ", ":")):
                if line.startswith(start) and line.endswith(end):
                    assert number % 2 == 0
                    found.append(line[len(start) : -1])
    return found


def in_roster_order(story: Story, recipients: set[str]) -> list[str]:
    with story.records() as records:
        return [one.name for client in records.clients() for one in client.recipients if one.id in recipients]


def count_pages(path: Path) -> int:
    return len(PdfReader(path).pages)
