"""What a print packet takes: 100 and 1,000 clients, in time and in memory.

    python -m benchmarks.packet_scale

Each size in a process of its own, with twenty groups of letters (two languages, two sizes of print, five held
versions): the processor's time must grow in proportion, and no process may hold more than 500 MB. Ends with 1
otherwise.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime

from benchmarks.measuring import cost

from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import News
from policydocs.delivery.due import Matter, Owed
from policydocs.delivery.enclosures import Enclosure, Part
from policydocs.delivery.letters import Letter
from policydocs.delivery.packet import PacketPrinter
from policydocs.document import Document, Letterhead, Paragraph, Text
from policydocs.history.archive import sha256
from policydocs.model import Practice, Version
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle, Paper

MOST_MB = 500
MOST_TIMES_TEN = 11.0
MADE_AT = datetime(2027, 3, 1, tzinfo=UTC)
SENTENCE = "I answer a message within two working days, and I say so when I am away for longer than that. "


def main() -> int:
    if len(sys.argv) > 1:
        make(int(sys.argv[1]))
        return 0
    costs = {}
    for count in (100, 1000):
        found = [cost([sys.executable, "-m", "benchmarks.packet_scale", str(count)]) for _ in range(2)]
        costs[count] = min(found, key=lambda one: one.cpu_s)
        if any(one.exit_code for one in found):
            print("a run failed")
            return 1
        print(f"{count:>5} clients: {costs[count].cpu_s:.1f} s of CPU, at most {costs[count].peak_mb:.0f} MB")
    grown = costs[1000].cpu_s / costs[100].cpu_s
    print(f"1,000 : 100 = {grown:.1f} (at most {MOST_TIMES_TEN}); memory at most {MOST_MB} MB")
    return int(grown > MOST_TIMES_TEN or costs[1000].peak_mb > MOST_MB)


def make(count: int) -> None:
    start = time.process_time()
    groups = [
        files(language, large, n) for language in ("en", "es") for large in (False, True) for n in range(5)
    ]
    printer = PacketPrinter(
        Practice("harbor", "Harbor Counseling", {"phone": "360-555-0100"}),
        date(2027, 3, 1),
        MADE_AT,
        Paper.LETTER,
    )
    pages = size = 0
    for part in printer.parts(letter(number, *groups[number % len(groups)]) for number in range(count)):
        pages += part.pages
        size += len(part.data)
    took = time.process_time() - start
    print(f"{count} clients, {pages} pages, {size / 1e6:.1f} MB, {took:.1f} s of CPU", file=sys.stderr)


def files(language: str, large: bool, number: int) -> tuple[str, bool, tuple[Enclosure, ...]]:
    """A notice of about two pages and a policy of about six, unlike those of the other groups."""
    made = []
    for part, length in ((Part.NOTICE, 8), (Part.COPY, 28)):
        document = Document(
            f"Messages {number}",
            language,
            Letterhead("Harbor Counseling"),
            "Version 1.1.0",
            "Messages",
            tuple(Paragraph((Text(f"{part} {number} {n}. {SENTENCE * 5}"),)) for n in range(length)),
            "Harbor Counseling",
        )
        data = to_pdf(document, PageStyle(large_print=large), made_at=MADE_AT)
        made.append(Enclosure(part, "Messages", data, sha256(data)))
    return language, large, tuple(made)


def letter(number: int, language: str, large: bool, enclosures: tuple[Enclosure, ...]) -> Letter:
    recipient = Recipient(f"c-{number:04}.1", f"Person {number} Example")
    client = Client(f"c-{number:04}", recipient.name, (recipient,), language, large)
    matter = Matter("messages", News.VERSION, Version(1, 1, 0), Version(1, 0, 0), language)
    return Letter(Owed(client, recipient, (matter,), (Way.SESSION,), "active client"), enclosures, {})


if __name__ == "__main__":
    sys.exit(main())
