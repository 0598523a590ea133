"""The redline beside that of other programs: the PyPI packages `redlines` and `python-redlines`, and pandoc.

    .venv/bin/python -m benchmarks.compare_others [--venv FOLDER]

Both packages are installed into a scratch environment (or into FOLDER, to be used again); where that cannot
be done, or pandoc is missing, it says so and measures the rest. Prints, from processor times of this one run:
the Word document with tracked changes of 1,500 words with ten edits, cold, to pandoc making two Word
documents and `python-redlines` comparing them (at most 0.5); and for each program, on the same texts, its
time and whether its result gives back the old and the new text exactly.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.compare_policies import HEAD, old_and_new, policy
from benchmarks.compare_speed import START, repository
from benchmarks.measuring import cheapest_cpu_s, tell

from policydocs.compare.compare import compare
from policydocs.compare.runs import Op

PACKAGES = ("redlines==0.6.2", "typing_extensions", "python-redlines[docxodus]==2.0.0")
ROUNDS = 7

REDLINES = """
import json, sys
from pathlib import Path
from redlines import Redlines
old, new = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
made = json.loads(Redlines(old, new).output_json())
sides = {"source": "", "test": ""}
for change in made["changes"]:
    for side in sides:
        key = "text" if change["type"] == "equal" else f"{side}_text"
        sides[side] += change.get(key) or ""
print("exact" if (sides["source"], sides["test"]) == (old, new) else "not exact")
"""
PYTHON_REDLINES = """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
old, new = (Path(name).read_bytes() for name in sys.argv[1:3])
Path(sys.argv[3]).write_bytes(DocxodusEngine().run_redline("Example", original=old, modified=new)[0])
"""


def environment(folder: Path) -> Path | None:
    """A Python with both packages, or None where they cannot be had."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    run = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", *PACKAGES], capture_output=True, check=False
    )
    return python if run.returncode == 0 else None


def words_said(document: Path, how: str) -> list[str]:
    """What pandoc reads in a Word document with its changes accepted or rejected, marks of lists aside."""
    run = subprocess.run(
        ["pandoc", str(document), "-t", "plain", "--wrap=none", f"--track-changes={how}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [word for word in run.stdout.split() if re.search(r"\w", word)]


def exact(redline: Path, old: Path, new: Path) -> str:
    back = words_said(redline, "reject") == words_said(old, "accept")
    forth = words_said(redline, "accept") == words_said(new, "accept")
    return "exact" if back and forth else "not exact"


def tracked_changes(folder: Path, old: str, new: str, python: Path | None) -> bool:
    """Ours against pandoc and python-redlines: from the same Markdown to a Word document."""
    repository(folder, old, new)
    diff = [*START, "diff", "policy", "--format", "docx", "-o", "ours.docx"]
    ours = cheapest_cpu_s(diff, rounds=ROUNDS, folder=folder)
    if shutil.which("pandoc") is None:
        print(f"tracked changes: {ours * 1000:.0f} ms; pandoc is missing, so that nothing is compared")
        return True
    for name, text in (("old", old), ("new", new)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    sides = [folder / f"{name}.docx" for name in ("old", "new")]
    by_pandoc = 0.0
    for side in sides:
        make = ["pandoc", str(side.with_suffix(".md")), "-o", str(side)]
        by_pandoc += cheapest_cpu_s(make, rounds=ROUNDS, folder=folder)
    print(f"policydocs: {ours * 1000:.0f} ms, {exact(folder / 'ours.docx', *handouts(folder))}")
    if python is None:
        print("python-redlines could not be installed, so that nothing is compared")
        return True
    theirs = folder / "theirs.docx"
    run = [str(python), "-c", PYTHON_REDLINES, *map(str, sides), str(theirs)]
    compared = cheapest_cpu_s(run, rounds=ROUNDS, folder=folder)
    print(f"pandoc + python-redlines: {(by_pandoc + compared) * 1000:.0f} ms, {exact(theirs, *sides)}")
    detail = f"{ours * 1000:.0f} ms / ({by_pandoc * 1000:.0f} + {compared * 1000:.0f}) ms"
    return tell(
        "tracked changes, cold / pandoc + python-redlines", ours / (by_pandoc + compared), 0.5, detail
    )


def handouts(folder: Path) -> tuple[Path, Path]:
    """The old and the new handout as `policydocs build` makes them: drafts, as the redline's sides are."""
    made = []
    for name in ("old", "new"):
        (folder / "policies" / "policy.md").write_text((folder / f"{name}.md").read_text(encoding="utf-8"))
        build = [*START, "build", "policy", "--to", "docx", "-o", name]
        subprocess.run(build, cwd=folder, check=True, capture_output=True)
        made.extend(sorted((folder / name).glob("*.docx"))[:1])
    return made[0], made[1]


def plain_redlines(folder: Path, old: str, new: str, python: Path | None) -> None:
    """Ours against `redlines`: from two texts to a list of what changed."""
    before, after = policy(old), policy(new)
    blocks = list(compare(before, after).blocks())
    texts = [(b.text(Op.DELETE), b.old, b.text(Op.INSERT), b.new) for b in blocks]
    good = all((o.text if o else "") == was and (n.text if n else "") == now for was, o, now, n in texts)
    script = (
        "import sys\nfrom pathlib import Path\nfrom policydocs.compare.compare import compare\n"
        "from policydocs.source.markdown import read_policy\n"
        "read = lambda name: read_policy(Path(name).read_text(), path=name, slug='p')\n"
        "compare(read(sys.argv[1]), read(sys.argv[2]))"
    )
    names = [str(folder / "old.md"), str(folder / "new.md")]
    for name, text in zip(names, (old, new), strict=True):
        Path(name).write_text(text, encoding="utf-8")
    ours = cheapest_cpu_s([sys.executable, "-c", script, *names], rounds=ROUNDS, folder=folder)
    told = f"policydocs {ours * 1000:.0f} ms, {'exact' if good else 'not exact'}"
    if python is None:
        print(f"{told}; redlines could not be installed")
        return
    for name, text in zip(names, (old, new), strict=True):  # it knows nothing of front matter
        Path(name).write_text(text.removeprefix(HEAD), encoding="utf-8")
    command = [str(python), "-c", REDLINES, *names]
    theirs = cheapest_cpu_s(command, rounds=1, folder=folder)
    verdict = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
    print(f"{told}; redlines {theirs * 1000:.0f} ms, {verdict}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--venv", type=Path, help="where to install the packages, to be used again")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = environment((given.venv or folder / "venv").resolve())
        (folder / "tracked").mkdir()
        kept = tracked_changes(folder / "tracked", *old_and_new(1500, 10), python)
        for words, edits in ((1500, 10), (15_000, 100)):
            print(f"{words:,} words with {edits} edits, a list of changes: ", end="", flush=True)
            plain_redlines(folder, *old_and_new(words, edits), python)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
