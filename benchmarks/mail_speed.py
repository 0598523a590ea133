"""How fast letters leave by e-mail, and in how much memory: 10,000 recipients, a sink on this computer.

    python benchmarks/mail_speed.py [RECIPIENTS]

Beside the bare loop of smtplib that sends the same messages, built before: by turns, a thousand each, since
other work on the machine comes and goes; of each the best turn counts. Ours composes each message and writes
down, before its text and after the answer, in the ledger, safe on the disk. So a disk that others keep busy
slows ours alone: the processor's time is told beside the clock's. Ends with 1 where a limit is passed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import smtplib
import socket
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import Delivery, Item, Means, News, State
from policydocs.delivery.dispatch import AT_ONCE
from policydocs.delivery.due import Matter, Owed
from policydocs.delivery.enclosures import Enclosure, Part
from policydocs.delivery.letters import Letter
from policydocs.delivery.mail import Attachments, mail, sender_of
from policydocs.delivery.records import Recorder, Records
from policydocs.delivery.sending import Sender
from policydocs.delivery.sqlite.store import open_records
from policydocs.delivery.steps import Steps
from policydocs.delivery.transport import Envelope, SmtpTransport
from policydocs.history.archive import sha256
from policydocs.model import Practice, Version
from policydocs.source.config import MailSettings

LEAST_SHARE = 0.5
MOST_MB = 200
TURN = 1000
AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
BY = Recorder("Jo Lee", "front desk")
PRACTICE = Practice("harbor", "Harbor Counseling", {"phone": "360-555-0100"})
OFFICE = sender_of("office@harbor.example.org")
#: Two files of about the size of a notice and a policy of two pages.
FILES = tuple(
    Enclosure(part, "Messages", data, sha256(data))
    for part, data in ((Part.NOTICE, bytes(range(256)) * 120), (Part.COPY, bytes(range(255, -1, -1)) * 140))
)
MATTER = Matter("messages", News.VERSION, Version(1, 1, 0), Version(1, 0, 0), "en")


def main(count: int) -> int:
    port, process = started_sink()
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            contextlib.closing(open_records(Path(folder))) as records,
        ):
            plan(records, count)
            ours, bare, after_first, at_end = by_turns(records, Path(folder), port, count)
    finally:
        process.terminate()
    share = bare / ours
    print(f"ours: {TURN / ours:.0f} letters a second; bare smtplib: {TURN / bare:.0f}")
    print(f"share of the bare loop: {share:.2f} (at least {LEAST_SHARE})")
    print(f"memory: {after_first:.0f} MB after {TURN:,}, {at_end:.0f} MB after {count:,} (at most {MOST_MB})")
    flat = at_end <= MOST_MB and at_end - after_first <= 20
    return int(share < LEAST_SHARE or not flat)


def by_turns(records: Records, folder: Path, port: int, count: int) -> tuple[float, float, float, float]:
    """The best turn of ours and of the bare loop in seconds; memory after the first turn and at the end."""
    attachments = Attachments(FILES, ("letter.pdf", "document.pdf"))
    built = [composed(letter(number), f"built-{number}", attachments) for number in range(100)]
    ours, bare, ours_cpu, bare_cpu = [], [], [], []
    after_first = 0.0
    for turn in range(count // TURN):
        start, cpu = time.perf_counter(), time.process_time()
        sent = send(records, folder, port, attachments)
        ours.append(time.perf_counter() - start)
        ours_cpu.append(time.process_time() - cpu)
        assert sent == TURN
        after_first = after_first or resident_mb()
        start, cpu = time.perf_counter(), time.process_time()
        send_bare(port, built)
        bare.append(time.perf_counter() - start)
        bare_cpu.append(time.process_time() - cpu)
        print(f"  {turn + 1}: {ours[-1]:.2f} s, bare {bare[-1]:.2f} s", flush=True)
    print(f"processor: {min(ours_cpu):.2f} s a turn, bare {min(bare_cpu):.2f} s")
    return min(ours), min(bare), after_first, resident_mb()


def send(records: Records, folder: Path, port: int, attachments: Attachments) -> int:
    """The next thousand of the plan, as a run of `notify` sends them."""
    settings = MailSettings("127.0.0.1", OFFICE.address, port, "none")
    transport = SmtpTransport(settings, None)
    planned = []
    for one in records.deliveries(states=[State.PLANNED]):
        planned.append(one)
        if len(planned) == TURN:
            break

    def compose(delivery: Delivery) -> Envelope:
        return composed(letter(int(delivery.client[2:])), delivery.id, attachments)

    sender = Sender(records, transport, compose, BY, lambda: AT, Steps(folder), at_once=AT_ONCE)
    try:
        return len(sender.send(planned).handed)
    finally:
        transport.close()


def send_bare(port: int, built: list[Envelope]) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="harbor.example.org") as smtp:
        for number in range(TURN):
            one = built[number % len(built)]
            smtp.sendmail(one.sender, [one.to], one.data)


def composed(made: Letter, delivery: str, attachments: Attachments) -> Envelope:
    return mail(made, attachments, PRACTICE, OFFICE, delivery=delivery, at=AT)


def letter(number: int) -> Letter:
    recipient = Recipient(
        f"c-{number:05}.1", f"Person {number}", email=f"p{number}@clients.example.org", email_allowed=True
    )
    client = Client(f"c-{number:05}", f"Person {number}", (recipient,))
    return Letter(Owed(client, recipient, (MATTER,), (Way.EMAIL, Way.SESSION), "active client"), FILES, {})


def plan(records: Records, count: int) -> None:
    letters = [letter(number) for number in range(count)]
    items = (Item("messages", MATTER.version, MATTER.held, "en", FILES[1].digest),)
    with records.together():
        records.put_clients((one.owed.client for one in letters), BY, AT)
        records.begin(
            [
                Delivery(
                    str(uuid.uuid4()),
                    one.owed.client.id,
                    one.owed.recipient.id,
                    Way.EMAIL,
                    Means.EMAIL,
                    items,
                    State.PLANNED,
                    one.owed.chosen,
                )
                for one in letters
            ],
            BY,
            AT,
        )


# --- The sink ------------------------------------------------------------------------------------


def started_sink() -> tuple[int, multiprocessing.Process]:
    """A server in a process of its own that takes everything and keeps nothing."""
    server = socket.create_server(("127.0.0.1", 0))
    process = multiprocessing.get_context("fork").Process(target=sink, args=(server,), daemon=True)
    process.start()
    return server.getsockname()[1], process  # type: ignore[return-value]


def sink(server: socket.socket) -> None:
    while True:
        connection, _ = server.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, contextlib.suppress(OSError):
            serve(connection)


def serve(connection: socket.socket) -> None:
    connection.sendall(b"220 sink\r\n")
    waiting = b""
    while True:
        got = connection.recv(65536)
        if not got:
            return
        waiting += got
        while b"\r\n" in waiting:
            line, _, waiting = waiting.partition(b"\r\n")
            word = line[:4].upper()
            if word == b"DATA":
                connection.sendall(b"354 go on\r\n")
                waiting = skip_text(connection, waiting)
                connection.sendall(b"250 OK\r\n")
            elif word == b"QUIT":
                connection.sendall(b"221 bye\r\n")
                return
            else:
                connection.sendall(b"250-sink\r\n250 SIZE 50000000\r\n" if word == b"EHLO" else b"250 OK\r\n")


def skip_text(connection: socket.socket, waiting: bytes) -> bytes:
    tail = waiting
    while b"\r\n.\r\n" not in tail:
        got = connection.recv(262144)
        if not got:
            raise ConnectionError
        tail = tail[-4:] + got
    return tail.partition(b"\r\n.\r\n")[2]


def resident_mb() -> float:
    """What the process holds in memory now."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
