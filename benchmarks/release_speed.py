"""A release of one policy, cold, against the bare programs that it cannot do without.

    python -m benchmarks.release_speed

The measure is the sum of bare `git add`, `git commit`, `git tag` and one cold Python process that compiles
the same Typst input (on both papers, in both sizes). The release does everything that docs/release.md tells,
Word files, web pages and archive included; its aim is 4 times the sum. Two are taken: a first version, with
the handout alone, and a change, with its notice. What is measured is the processor time of all processes, and
of several rounds the least, for the release and for each of the bare programs: what else runs on the machine
only ever adds to it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Cost, cost, tell

from policydocs.history.artifacts import version_documents
from policydocs.history.rebuild import notice_of
from policydocs.history.revisions import History
from policydocs.history.version_text import read_version
from policydocs.render import pdf
from policydocs.render.phrases import phrases
from policydocs.render.printable import printable
from policydocs.render.style import PageStyle, Paper
from policydocs.render.typefaces import _OURS, typefaces
from policydocs.render.typeset import typeset

ROUNDS = 7
LIMIT = 4.0
POLICY = "social-media"
PROGRAM = [sys.executable, "-m", "policydocs"]
CHANGE = """

## Our parking lot {#parking}

You can park behind the house for free. Please do not leave your car there over night.
"""
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
    others = [path.name for path in (folder / "policies").iterdir() if path.stem != POLICY]
    run(["git", "rm", "--quiet", *(f"policies/{name}" for name in others)], folder)
    run(["git", "commit", "--quiet", "--message", "One policy"], folder)


def typst_input(practice: Path) -> str:
    """What the bare process compiles: the very input of the release that was just made."""
    faces = typefaces()
    styles = [PageStyle(paper, large) for paper in Paper for large in (False, True)]
    with History(practice) as history:
        versions = history.book().of(POLICY)
        release = versions.newest
        assert release is not None
        text = read_version(history, release)
        notice = notice_of(history, versions, release, text)
        documents = [printable(one) for one, _, _ in version_documents(text, notice)]
    given = {
        "root": str(Path(pdf.__file__).parent),
        "fonts": str(_OURS),
        "standards": list(pdf.STANDARDS),
        "documents": [
            typeset(document, style, phrases("en"), faces) for document in documents for style in styles
        ],
    }
    return json.dumps(given)


def bare_s(at: Path, ours: Path, bare: Path, version: str) -> list[float]:
    """Seconds of each bare program, on the files of the release that was just made."""
    (at / "input.json").write_text(typst_input(ours), encoding="utf-8")
    for name in ("CHANGELOG.md", f"policies/{POLICY}.md"):
        (bare / name).write_bytes((ours / name).read_bytes())
    commands = (
        ["git", "add", "--all"],
        ["git", "commit", "--quiet", "--message", "Release"],
        ["git", "tag", "--annotate", "--message", version, f"{POLICY}/v{version}"],
        [sys.executable, "-c", BARE, str(at / "input.json")],
    )
    return [run(command, bare) for command in commands]


def once(at: Path) -> Iterator[tuple[float, list[float]]]:
    """Seconds of a release, and of the bare programs on the same files: a first version, then a change."""
    os.environ |= {"HOME": str(at), "POLICYDOCS_DATA": str(at / "data"), "GIT_CONFIG_NOSYSTEM": "1"}
    ours, bare = at / "ours", at / "bare"
    for folder in (ours, bare):
        new_practice(folder)
    yield run([*PROGRAM, "release", "--yes", "-q"], ours), bare_s(at, ours, bare, "1.0.0")
    policy = ours / "policies" / f"{POLICY}.md"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.rstrip() + CHANGE, encoding="utf-8")
    release = [*PROGRAM, "release", "--yes", "-q", "--bump", "minor", "--why", "Many of you asked for it."]
    yield run(release, ours), bare_s(at, ours, bare, "1.1.0")


def main() -> int:
    rounds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as at:
            rounds.append(list(once(Path(at))))
    kept = []
    for what, times in zip(("a first version", "a change"), zip(*rounds, strict=True), strict=True):
        release_s = min(one for one, _ in times)
        bare = sum(min(each) for each in zip(*(parts for _, parts in times), strict=True))
        detail = f"release {release_s:.3f} s, bare git and Typst {bare:.3f} s"
        kept.append(tell(f"{what}, times the bare programs", release_s / bare, LIMIT, detail))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
