"""How long a handout of about two pages takes in a process that runs already, and what it needs beyond Typst.

    python benchmarks/render_pdf.py

Prints, as ratios within one run: to_pdf against the bare `typst.compile` of the very same input (at most 2),
the CPU time of all four formats together (at most 0.15 s), and how time and memory grow from 100 documents
to 1,000 (at most 11 times, and no more than the results need). Ends with 1 where a limit is passed.

The document fills its last page. One that would turn a page for a few lines is set twice, from two inputs
(docs/decisions/0003-how-a-page-is-made.md), and takes a little more than the bare compile of both.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import typst

from policydocs.document import BulletList, Document, ListItem, Paragraph, Text
from policydocs.model import FrontMatter, Policy, Practice, Section
from policydocs.render import pdf
from policydocs.render.docx import to_docx
from policydocs.render.handout import handout
from policydocs.render.html import to_html
from policydocs.render.pdf import to_pdf
from policydocs.render.phrases import phrases
from policydocs.render.printable import printable
from policydocs.render.style import PageStyle
from policydocs.render.text import to_text
from policydocs.render.typefaces import typefaces
from policydocs.render.typeset import typeset

MADE_AT = datetime(2026, 2, 3, tzinfo=UTC)
STYLE = PageStyle()
SENTENCE = "I answer a message within two working days, and I say so when I am away for longer than that. "


def policy(number: int = 0) -> Document:
    """About 1,500 words in twelve sections; the number makes it unlike the others."""
    sections = tuple(
        Section(
            f"section-{n}",
            (Text(f"How it is with matter {n} of policy {number}"),),
            2,
            (
                Paragraph((Text(f"Policy {number}. " + SENTENCE * 4),)),
                BulletList(tuple(ListItem((Paragraph((Text(SENTENCE),)),)) for _ in range(2))),
            ),
        )
        for n in range(12)
    )
    front = FrontMatter(f"Policy {number}", contents=False)
    made = Policy(f"policy-{number}", front, Section("", (), 1, ()), sections)
    practice = Practice("p", "Maple Street Counseling", {"phone": "(555) 555-0142"})
    return handout(made, practice, version="1.0.0", effective=date(2026, 3, 1))


def seconds(work: Callable[[], object], rounds: int = 25) -> float:
    """The median time of one round, in CPU seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def ratio_to_bare() -> float:
    # Each round has a text of its own: Typst remembers what it has laid out before.
    documents = iter([policy(n) for n in range(200)])
    faces = typefaces()
    template = (Path(pdf.__file__).parent / "page.typ").read_bytes()
    inputs = iter([typeset(printable(policy(1000 + n)), STYLE, phrases("en"), faces) for n in range(200)])

    def bare() -> object:
        return typst.compile(
            template,
            format="pdf",
            font_paths=faces.fonts,
            ignore_system_fonts=True,
            sys_inputs={"document": next(inputs)},
            pdf_standards=pdf.STANDARDS,
            timestamp=0,
        )

    def ours() -> object:
        return to_pdf(next(documents), STYLE, made_at=MADE_AT)

    bare(), ours()
    # By turns, since other work on the machine comes and goes.
    times = [(seconds(ours, 1), seconds(bare, 1)) for _ in range(40)]
    ours_s = statistics.median(one for one, _ in times)
    bare_s = statistics.median(one for _, one in times)
    print(f"one PDF: {ours_s * 1000:.1f} ms of CPU; bare typst.compile of the same: {bare_s * 1000:.1f} ms")
    return ours_s / bare_s


def four_formats() -> float:
    documents = iter([policy(2000 + n) for n in range(60)])
    parts: dict[str, Callable[[Document], object]] = {
        "pdf": lambda d: to_pdf(d, STYLE, made_at=MADE_AT),
        "docx": lambda d: to_docx(d, STYLE, made_at=MADE_AT),
        "html": lambda d: to_html(d, STYLE),
        "text": to_text,
    }
    for make in parts.values():
        make(policy(1))
    taken = {name: seconds(lambda make=make: make(next(documents)), 12) for name, make in parts.items()}  # type: ignore[misc]
    print(", ".join(f"{name} {one * 1000:.1f} ms" for name, one in taken.items()))
    return sum(taken.values())


def growth() -> tuple[float, float]:
    """Time of 1,000 PDFs over that of 100, and the memory that is left over after them, in MB."""

    def run(count: int, offset: int) -> float:
        start = time.process_time()
        for n in range(count):
            to_pdf(policy(offset + n), STYLE, made_at=MADE_AT)
        return time.process_time() - start

    run(20, 5_000)
    hundred = run(100, 10_000)
    before = resident_mb()
    thousand = run(1000, 20_000)
    gc.collect()
    return thousand / hundred, resident_mb() - before


def resident_mb() -> float:
    """What the process holds in memory now; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> int:
    ratio = ratio_to_bare()
    together = four_formats()
    grown, left_mb = growth()
    print(f"to_pdf : typst.compile = {ratio:.2f} (at most 2)")
    print(f"four formats together: {together:.3f} s of CPU (at most 0.15)")
    print(f"1,000 : 100 PDFs = {grown:.1f} (at most 11); memory grew by {left_mb:.0f} MB (at most 30)")
    print("To repeat: python benchmarks/render_pdf.py")
    return int(ratio > 2 or together > 0.15 or grown > 11 or left_mb > 30)


if __name__ == "__main__":
    sys.exit(main())
