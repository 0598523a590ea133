"""The same input gives the same bytes, whatever the machine, the time zone, the locale or the hash seed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.render.hostile import hostile_document
from tests.render.render_samples import MADE_AT, SAMPLES
from tests.render.test_letterhead import letterhead

from policydocs.render.docx import to_docx
from policydocs.render.html import to_html
from policydocs.render.pdf import to_pdf
from policydocs.render.style import PageStyle, Paper
from policydocs.render.text import to_text

ROOT = Path(__file__).parents[2]

PROGRAM = "from tests.render.test_same_bytes import digests; print('\\n'.join(digests()))"


def digests() -> list[str]:
    """A digest for each sample in each format and style."""
    found: list[str] = []
    for name, make in [*SAMPLES.items(), ("hostile", hostile_document)]:
        document = make()
        made: dict[str, bytes] = {"txt": to_text(document).encode()}
        for style in (PageStyle(), PageStyle(Paper.A4, large_print=True)):
            kind = f"{style.paper}-{style.large_print}"
            made[f"{kind}.pdf"] = to_pdf(document, style, made_at=MADE_AT)
            made[f"{kind}.html"] = to_html(document, style).encode()
            made[f"{kind}.docx"] = to_docx(document, style, made_at=MADE_AT)
        found.extend(f"{name}-{key} {hashlib.sha256(data).hexdigest()}" for key, data in made.items())
    return found


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "77", "PYTHONUTF8": "1"},
        {"TZ": "Asia/Kolkata", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "random", "PYTHONOPTIMIZE": "1"},
    ],
)
def test_the_surroundings_change_no_byte(surroundings: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, **surroundings, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split("\n")[:-1] == digests()


def test_a_handout_on_the_same_letterhead_is_the_same() -> None:
    base = letterhead()
    document = SAMPLES["policy"]()

    first, second = (to_docx(document, PageStyle(), made_at=MADE_AT, letterhead=base) for _ in range(2))

    assert first == second
