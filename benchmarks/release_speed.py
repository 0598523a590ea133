"""A release of one policy, cold, against the bare programs that it cannot do without.

    python -m benchmarks.release_speed

The measure is the sum of bare `git add`, `git commit`, `git tag` and one cold Python process that compiles
the same Typst input (the handout on both papers, in both sizes). The release does everything that
docs/release.md tells, Word files, web pages and archive included; its aim is 4 times the sum. What is
measured is the processor time of all processes.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.measuring import Cost, cost

from policydocs.render import pdf
from policydocs.render.handout import handout
from policydocs.render.phrases import phrases
from policydocs.render.printable import printable
from policydocs.render.style import PageStyle, Paper
from policydocs.render.typefaces import _OURS, typefaces
from policydocs.render.typeset import typeset
from policydocs.source.practice import read_policies, read_repository_config
from policydocs.source.tree import FolderTree

ROUNDS = 7
LIMIT = 4.0
PROGRAM = [sys.executable, "-m", "policydocs"]
BARE = """
import json, pathlib, sys, typst
given = json.loads(pathlib.Path(sys.argv[1]).read_text())
fonts = typst.Fonts(include_system_fonts=False, font_paths=[given["fonts"]])
compiler = typst.Compiler(root=given["root"], font_paths=fonts, ignore_system_fonts=True)
template = (pathlib.Path(given["root"]) / "page.typ").read_bytes()
for document in given["documents"]:
    compiler.compile(template, format="pdf", sys_inputs={"document": document},
        pdf_standards=given["standards"], timestamp=0)
"""


def run(command: list[str], folder: Path) -> float:
    taken: Cost = cost(command, folder=folder)
    if taken.exit_code:
        raise RuntimeError(f"{' '.join(command)[:200]}: ended with {taken.exit_code}")
    return taken.cpu_s


def new_practice(folder: Path) -> None:
    facts = [
        "--practice",
        "Harbor",
        "--clinician",
        "Jo Lee",
        "--phone",
        "360-555-0142",
        "--email",
        "j@example.org",
    ]
    run([*PROGRAM, "init", str(folder), "--no-input", *facts], folder.parent)
    run(["git", "rm", "--quiet", "policies/release-of-information.md"], folder)
    run(["git", "commit", "--quiet", "--message", "One policy"], folder)


def typst_input(practice: Path) -> str:
    """What the bare process compiles: the very input of the release's handouts."""
    tree = FolderTree(practice)
    config = read_repository_config(tree)
    (policy,) = read_policies(tree, config)
    document = printable(
        handout(policy, config.practice, version="1.0.0", effective=date(2026, 1, 1), code="7QX2-9TDK")
    )
    faces = typefaces()
    styles = [PageStyle(paper, large) for paper in Paper for large in (False, True)]
    given = {
        "root": str(Path(pdf.__file__).parent),
        "fonts": str(_OURS),
        "standards": list(pdf.STANDARDS),
        "documents": [typeset(document, style, phrases("en"), faces) for style in styles],
    }
    return json.dumps(given)


def once(at: Path) -> tuple[float, float]:
    """Seconds of a release, and of the bare programs on the same files."""
    os.environ |= {"HOME": str(at), "POLICYDOCS_DATA": str(at / "data"), "GIT_CONFIG_NOSYSTEM": "1"}
    ours, bare = at / "ours", at / "bare"
    for folder in (ours, bare):
        new_practice(folder)
    (at / "input.json").write_text(typst_input(ours), encoding="utf-8")
    (bare / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    bare_s = sum(
        run(command, bare)
        for command in (
            ["git", "add", "--all"],
            ["git", "commit", "--quiet", "--message", "Release"],
            ["git", "tag", "--annotate", "--message", "1.0.0", "social-media/v1.0.0"],
            [sys.executable, "-c", BARE, str(at / "input.json")],
        )
    )
    return run([*PROGRAM, "release", "--yes", "-q"], ours), bare_s


def main() -> int:
    times = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as at:
            times.append(once(Path(at)))
    release_s = statistics.median(one for one, _ in times)
    bare_s = statistics.median(one for _, one in times)
    ratio = statistics.median(one / other for one, other in times)
    print(
        f"release {release_s:.2f} s, bare git and Typst {bare_s:.2f} s: {ratio:.2f} times (at most {LIMIT:g})"
    )
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
