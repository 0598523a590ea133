"""The tracked changes as other programs settle them: pandoc and LibreOffice give the old and the new text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .tracked_samples import PAIRS, redline

pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc")

#: Pairs that LibreOffice once left an empty line in, some of them turned round only.
BOTH_WAYS = (
    "tables beside each other removed",
    "all but the last of the tables removed",
    "a table before a table",
    "text between tables replaced by a section",
    "a moved paragraph with a link",
)
#: Of all pairs those in which something stands that the others do not have.
TELLING = (
    "last paragraph replaced",
    "paragraphs moved together and reworded",
    "section moved, renamed and reworded",
    "nested lists",
    "numbered items",
    "table rows",
    "text before a table",
    *BOTH_WAYS,
    "quotes",
    "links to sections",
    "hard breaks",
    "fields",
)


def said_by_pandoc(document: bytes, how: str) -> list[str]:
    """The lines with words in them, without the marks of lists and the rules of tables.

    Pandoc leaves an empty item or row where a whole one is settled away, and does not undo looks.
    """
    run = subprocess.run(
        ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", f"--track-changes={how}"],
        input=document,
        capture_output=True,
        check=True,
    )
    lines = (re.sub(r"^(?:\s*(?:-|\d+\.)(?=\s|$))+", "", line) for line in run.stdout.decode().splitlines())
    words = (" ".join(line.split()) for line in lines)
    return [line for line in words if re.search(r"\w", line)]


@pandoc
@pytest.mark.parametrize("name", [*TELLING, "everything"])
def test_pandoc_accepts_to_the_new_handout_and_rejects_to_the_old(name: str) -> None:
    made = redline(*PAIRS[name])

    assert made.old is not None
    assert made.new is not None
    assert said_by_pandoc(made.tracked, "accept") == said_by_pandoc(made.new, "accept")
    assert said_by_pandoc(made.tracked, "reject") == said_by_pandoc(made.old, "accept")


def python_with_uno() -> str | None:
    """The Python that can talk to LibreOffice: the system's own."""
    python = "/usr/bin/python3"
    if shutil.which("soffice") is None or not Path(python).exists():
        return None
    run = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
    return python if run.returncode == 0 else None


def settled_by_libreoffice(jobs: list[tuple[Path, str]]) -> list[Any]:
    python = python_with_uno()
    if python is None:
        pytest.skip("needs LibreOffice with python3-uno")
    run = subprocess.run(
        [python, str(Path(__file__).with_name("libreoffice.py"))],
        input=json.dumps([(str(path), how) for path, how in jobs]),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return list(json.loads(run.stdout))


def test_libreoffice_accepts_to_the_new_handout_and_rejects_to_the_old(tmp_path: Path) -> None:
    """One start of the program for all pairs; paragraph by paragraph, cell by cell, without exception."""
    jobs: list[tuple[Path, str]] = []
    names = [*((name, 1) for name in TELLING), *((name, -1) for name in BOTH_WAYS)]
    for name, turn in names:
        made = redline(*PAIRS[name][::turn])
        for data, ways in (
            (made.tracked, ("accept", "reject")),
            (made.new, ("read",)),
            (made.old, ("read",)),
        ):
            assert data is not None
            path = tmp_path / f"{len(jobs)}.docx"
            path.write_bytes(data)
            jobs += [(path, how) for how in ways]

    answers = settled_by_libreoffice(jobs)

    for number, pair in enumerate(names):
        accepted, rejected, new, old = answers[4 * number : 4 * number + 4]
        assert (pair, accepted["texts"], accepted["left"]) == (pair, new["texts"], 0)
        assert (pair, rejected["texts"], rejected["left"]) == (pair, old["texts"], 0)
