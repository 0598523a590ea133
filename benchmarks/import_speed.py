"""What importing a Word file costs, against what cannot be saved: the converter itself.

    .venv/bin/python -m benchmarks.import_speed

Makes a policy of about 20 pages as a Word file and prints the least processor time of several runs: of
mammoth alone on that file, of `import_document` (read, recognised, written, read back, every word proved),
and the ratio of the two (at most 2); then of the whole command in a process of its own.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import docx
from benchmarks.measuring import cheapest_cpu_s

ROUNDS = 7
SECTIONS = 40
_WORDS = """I we you the a of to in on by with my our your office phone message session answer call write keep
    read share private record letter week day hour never always please clients friends requests network"""
WORDS = _WORDS.split()


def twenty_pages() -> bytes:
    """A Word file with headings, paragraphs with emphasis, lists and tables: about 9,000 words."""
    random = Random(1)

    def sentence(length: int) -> str:
        return " ".join(random.choice(WORDS) for _ in range(length)).capitalize() + "."

    document = docx.Document()
    document.add_heading("A Policy of Twenty Pages", 0)
    for number in range(SECTIONS):
        document.add_heading(f"Part {number} of the policy", 1)
        for _ in range(4):
            paragraph = document.add_paragraph(f"{sentence(12)} {sentence(14)} ")
            paragraph.add_run(sentence(6)).bold = True
            paragraph.add_run(f" {sentence(12)}")
        for _ in range(3):
            document.add_paragraph(sentence(9), style="List Bullet")
        if number % 4 == 0:
            table = document.add_table(rows=4, cols=3)
            for cell in (cell for row in table.rows for cell in row.cells):
                cell.text = sentence(4)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def least_cpu_s(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    import mammoth  # type: ignore[import-untyped]

    from policydocs.source.importing.import_document import import_document

    data = twenty_pages()
    imported = import_document("policy.docx", data)
    alone = least_cpu_s(lambda: mammoth.convert_to_html(io.BytesIO(data)))
    ours = least_cpu_s(lambda: import_document("policy.docx", data))
    print(f"{len(imported.source_text.split())} words, {len(data) // 1000} kB")
    print(f"mammoth alone    {1000 * alone:6.0f} ms of CPU")
    print(f"import_document  {1000 * ours:6.0f} ms of CPU, {ours / alone:.2f} times")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "policy.docx"
        file.write_bytes(data)
        start = "from policydocs.cli.main import main; main()"
        command = (sys.executable, "-c", start, "import", str(file), "-o", "-", "--force")
        print(f"the command      {1000 * cheapest_cpu_s(command, rounds=3):6.0f} ms of CPU, start included")


if __name__ == "__main__":
    main()
