"""`policydocs diff` over the real history of public policies: does it always answer, and exactly?

    .venv/bin/python -m benchmarks.compare_history GIT_FOLDER... [--pairs 400]

A GIT_FOLDER is a (bare) copy of a repository with policies in Markdown, brought beside this project and not
into it; github/site-policy and basecamp/policies have hundreds of revisions. Each of their files becomes a
practice's policy with as many commits, in a scratch folder, and the command runs, as a process of its own,
for each two that follow one another. Told are: how many it compared, and refused (naming file and line), how
many answers were exact (each section's old and new text, read from the source by itself, to the letter), and
how long the command took. Exit code 1 where one was not exact, or the command answered otherwise.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.compare_speed import START
from benchmarks.foreign_markdown import as_source

from policydocs.document import Block, BulletList, NumberedList, Paragraph, Quote, Table, plain_text
from policydocs.model import Policy
from policydocs.source.markdown import read_policy

CONFIG = b'[practice]\nid = "harbor"\nname = "Harbor Counseling"\n'
WHO = "A <a@example.org>"
_REFUSED = re.compile(r"policies/\S+\.md.*?:\d+: ")
WELL = ("exact", "refused, with file and line")


def histories(git_folder: Path) -> dict[str, list[str]]:
    """Path of a Markdown file -> its texts, the oldest first."""

    def git(*arguments: str) -> bytes:
        return subprocess.run(
            ["git", "--git-dir", str(git_folder), *arguments], check=True, capture_output=True
        ).stdout

    blobs: defaultdict[str, list[str]] = defaultdict(list)
    log = git("log", "--reverse", "--topo-order", "--raw", "--no-abbrev", "--no-renames", "--format=")
    for line in log.decode("utf-8", "replace").splitlines():
        fields, _, path = line.partition("\t")
        if line.startswith(":") and path.endswith(".md") and set(fields.split()[3]) != {"0"}:
            blobs[path].append(fields.split()[3])
    return {
        path: [git("cat-file", "blob", blob).decode("utf-8", "replace") for blob in mine]
        for path, mine in blobs.items()
    }


def practice(folder: Path, texts: Sequence[str]) -> list[str]:
    """Make a repository in which `policy.md` had those texts, one after the other; give the commits."""
    lines: list[bytes] = []
    for number, text in enumerate(texts, 1):
        files = {"policies/policy.md": text.encode("utf-8", "replace"), "policydocs.toml": CONFIG}
        moment = f"{1_700_000_000 + number} +0000"
        follows = f"from :{number - 1}\n" if number > 1 else ""
        head = f"commit refs/heads/main\nmark :{number}\ncommitter {WHO} {moment}\ndata 0\n{follows}"
        lines.append(head.encode())
        for name, data in files.items():
            lines.append(b"M 644 inline %s\ndata %d\n%s\n" % (name.encode(), len(data), data))
        lines.append(b"\n")
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=folder, check=True)
    subprocess.run(
        ["git", "fast-import", "--quiet", "--export-marks=.git/marks"],
        cwd=folder,
        input=b"".join(lines),
        check=True,
    )
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)
    marks = dict(line.split() for line in (folder / ".git/marks").read_text("ascii").splitlines())
    return [marks[f":{number}"] for number in range(1, len(texts) + 1)]


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of paragraphs, items and rows in reading order, found without the comparison's own code."""
    for block in blocks:
        match block:
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from texts_of(item.blocks)
            case Quote(blocks=inner):
                yield from texts_of(inner)
            case Table(header=header, rows=rows):
                yield from (" | ".join(plain_text(cell) for cell in row.cells) for row in (header, *rows))
            case Paragraph(inlines=inlines):
                yield plain_text(inlines)
            case _:
                raise ValueError(f"unknown block: {block}")


def sections_of(policy: Policy) -> dict[str, list[str]]:
    found = {section.id: list(texts_of(section.blocks)) for section in policy.walk()}
    return {id_: texts for id_, texts in found.items() if texts}


def told(answer: dict[str, Any], op: str) -> dict[str, list[str]]:
    """What the redline says of one side ("delete": the old one): id of a section -> its blocks' texts."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    absent = {"delete": "added", "insert": "removed"}[op]
    for section in answer["sections"]:
        for block in section["blocks"]:
            old_home = block.get("from_section", section.get("old_id", section["id"]))
            text = "".join(part for kind, part in block["words"] if kind in ("equal", op))
            if block["change"] != absent:
                found[old_home if op == "delete" else section["id"]].append(text)
            elif text:
                raise ValueError(f"a block that is {absent} has words of the other side: {text[:60]}")
    return dict(found)


def is_exact(answer: dict[str, Any], old: str, new: str) -> bool:
    """The new side in its order; of the old one, where blocks moved, the same texts in the same sections."""
    before, after = (sections_of(read_policy(text, path="policy.md", slug="policy")) for text in (old, new))
    shown = told(answer, "delete")
    same_old = {id_: sorted(texts) for id_, texts in shown.items()} == {
        id_: sorted(texts) for id_, texts in before.items()
    }
    return same_old and told(answer, "insert") == after


class Pair(NamedTuple):
    """Two revisions of a file that follow one another, as commits of a practice."""

    name: str
    folder: Path
    commits: tuple[str, str]
    texts: tuple[str, str]


def pairs(git_folders: Iterable[Path], scratch: Path) -> Iterator[Pair]:
    found = (item for folder in git_folders for item in histories(folder).items())
    for number, (path, texts) in enumerate(found):
        title = Path(path).stem if Path(path).stem != "index" else Path(path).parent.name
        sources = [as_source(text, title) for text in texts if text.strip()]
        kept = [one for at, one in enumerate(sources) if at == 0 or sources[at - 1] != one]
        if len(kept) < 2:
            continue
        folder = scratch / str(number)
        commits = practice(folder, kept)
        for at, two in enumerate(zip(pairwise(commits), pairwise(kept), strict=True), 1):
            yield Pair(f"{path}, revisions {at} and {at + 1}", folder, *two)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("git_folders", nargs="+", type=Path, metavar="GIT_FOLDER")
    parser.add_argument("--pairs", type=int, default=400, help="stop after so many (400)")
    asked = parser.parse_args()
    counted: Counter[str] = Counter()
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        for pair in islice(pairs(asked.git_folders, Path(scratch)), asked.pairs):
            start = time.perf_counter()
            run = subprocess.run(
                [*START, "diff", "policy", *pair.commits, "--format", "json"],
                cwd=pair.folder,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            seconds.append(time.perf_counter() - start)
            outcome = judged(run, *pair.texts)
            counted[outcome] += 1
            if outcome not in WELL:
                print(f"{outcome}: {pair.name}\n{run.stderr[-2000:]}")
    print(f"{len(seconds)} pairs: " + ", ".join(f"{count} {what}" for what, count in counted.most_common()))
    print(f"seconds: {statistics.median(seconds):.2f} the middle one, {max(seconds):.2f} the longest")
    sys.exit(0 if set(counted) <= set(WELL) else 1)


def judged(run: subprocess.CompletedProcess[str], old: str, new: str) -> str:
    if run.returncode == 2 and _REFUSED.search(run.stderr) and not run.stdout:
        return WELL[1]
    if run.returncode != 0 or "Traceback" in run.stderr:
        return "NO ANSWER"
    return WELL[0] if is_exact(json.loads(run.stdout), old, new) else "NOT EXACT"


if __name__ == "__main__":
    main()
