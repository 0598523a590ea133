"""Checking a folder of policies: what it costs, and what is checked, for none checks the same."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measuring import ROOT
from benchmarks.peers.bench import Bench
from benchmarks.peers.prose import phrases, prose
from benchmarks.peers.race import Entry, ProgramError, entry, race, said
from benchmarks.peers.report import OURS, Row, Table

from benchmarks.peers import inputs

COLUMNS = ("what is checked",)
LICENSE = "MIT"


def validation(bench: Bench) -> Table:
    policies = sorted((ROOT / "policies").glob("*.md"))
    about = prose("validation.about", count=len(policies))
    checked = phrases("validation.checked")
    makers: dict[str, Callable[[Bench, Path], Entry]] = {
        OURS: _ours,
        "StrictDoc": _strictdoc,
        "Doorstop": _doorstop,
        "compliance-trestle": _trestle,
        "reuse": _reuse,
    }
    out = {name: bench.why_not([] if name == OURS else [name]) for name in makers}
    entries: dict[str, Entry] = {}
    for name, make in makers.items():
        if not out[name]:
            try:
                ready = make(bench, bench.folder / "validation" / name)
                said(ready)
                entries[name] = ready
            except ProgramError as reason:
                out[name] = str(reason)
    times = race(entries, rounds=bench.rounds)
    rows = [
        Row(name, why_not=out[name]) if out[name] else Row(name, times[name], (checked[name],))
        for name in makers
    ]
    return Table("Checking a folder of policies", about, COLUMNS, rows)


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "policies").glob("*.md")):
        yield path.name, path.read_text("utf-8")


def _ours(_: Bench, folder: Path) -> Entry:
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "policies", folder / "policies")
    shutil.copy(ROOT / "policydocs.toml", folder)
    inputs.git(folder, "init", "--quiet", "--template=")
    inputs.git(folder, "add", "--all")
    inputs.git(folder, "commit", "--quiet", "--message", "Policies")
    return entry(folder, [*inputs.POLICYDOCS, "validate"])


def _strictdoc(bench: Bench, folder: Path) -> Entry:
    (folder / "policies").mkdir(parents=True)
    for name, text in _texts():
        (folder / "policies" / name).write_text(inputs.as_plain_markdown(text), encoding="utf-8")
    export = [bench.program("StrictDoc"), "export", "policies", "--formats", "json"]
    return entry(folder, [*export, "--output-dir", "out"])


def _doorstop(bench: Bench, folder: Path) -> Entry:
    program = bench.program("Doorstop")
    folder.mkdir(parents=True)
    inputs.git(folder, "init", "--quiet", "--template=")
    for number, (_, text) in enumerate(_texts()):
        prefix = f"P{chr(ord('A') + number)}"
        # It wants one tree: the other documents hang on the first, and their items on its first item.
        child = [] if number == 0 else ["--parent", "PA"]
        links = "[]" if number == 0 else "\n- PA001"
        said(entry(folder, [program, "--quiet", "create", prefix, f"./{prefix}", *child]))
        for place, section in enumerate(re.split(r"(?m)^#{2,} ", inputs.as_plain_markdown(text)), 1):
            words = "".join(f"  {line}\n" if line else "\n" for line in section.splitlines())
            item = (
                f"active: true\nderived: false\nheader: ''\nlevel: 1.{place}\nlinks: {links}\n"
                f"normative: true\nref: ''\nreviewed: null\ntext: |\n{words}"
            )
            (folder / prefix / f"{prefix}{place:03}.yml").write_text(item, encoding="utf-8")
    said(entry(folder, [program, "--quiet", "review", "all"], [program, "--quiet", "clear", "all"]))
    return entry(folder, [program])


def _trestle(bench: Bench, folder: Path) -> Entry:
    program = bench.program("compliance-trestle")
    folder.mkdir(parents=True)
    said(entry(folder, [program, "init"], [program, "author", "docs", "setup", "--task-name", "policies"]))
    (template,) = folder.glob(".trestle/author/policies/*/template.md")
    front = "---\ntitle: {}\nowner: Example\nversion: 1.0.0\n---\n\n"
    template.write_text(front.format("A policy"), encoding="utf-8")
    for name, text in _texts():
        title, _, body = inputs.as_plain_markdown(text).partition("\n")
        document = front.format(title.removeprefix("# ")) + body.lstrip()
        (folder / "policies" / name).write_text(document, encoding="utf-8")
    check = [program, "author", "docs", "validate", "--task-name", "policies", "--header-validate"]
    return entry(folder, check)


def _reuse(bench: Bench, folder: Path) -> Entry:
    (folder / "LICENSES").mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSES" / f"{LICENSE}.txt")
    for name, text in _texts():
        (folder / name).write_text(inputs.as_plain_markdown(text), encoding="utf-8")
    inputs.git(folder, "init", "--quiet", "--template=")
    names = [name for name, _ in _texts()]
    annotate = [bench.program("reuse"), "annotate", "--copyright", "Example", "--license", LICENSE]
    said(entry(folder, [*annotate, *names]))
    inputs.git(folder, "add", "--all")
    return entry(folder, [bench.program("reuse"), "lint"])
