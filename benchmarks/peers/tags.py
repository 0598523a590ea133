"""What changed between two released versions, asked of the history in git."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import ROOT
from benchmarks.peers.bench import Bench
from benchmarks.peers.prose import phrases, prose
from benchmarks.peers.race import Entry, ProgramError, entry, race, said
from benchmarks.peers.report import OURS, Row, Table

from benchmarks.peers import inputs

COLUMNS = ("tells",)
FILE = f"policies/{inputs.SAMPLE}.md"
TAGS = (f"{inputs.SAMPLE}/v1.0.0", f"{inputs.SAMPLE}/v1.1.0")


def tags(bench: Bench) -> Table:
    folder = bench.folder / "tags"
    tells = phrases("tags.tells")
    entries = _entries(bench, folder)
    needs = {
        "git show, pandiff": ("git", "pandiff", "pandoc"),
        "StrictDoc": ("StrictDoc",),
        "git diff, word by word": ("git",),
    }
    out = {name: bench.why_not(needs.get(name, ())) for name in tells}
    running: dict[str, Entry] = {}
    for name, make in entries.items():
        if not out[name]:
            try:
                said(running.setdefault(name, make()))
            except ProgramError as reason:
                out[name] = str(reason)
                del running[name]
    times = race(running, rounds=bench.rounds)
    rows = [
        Row(name, why_not=out[name]) if out[name] else Row(name, times[name], (told,))
        for name, told in tells.items()
    ]
    rows += [
        Row(
            "Doorstop",
            why_not="has no command for it; its items are files, so that `git diff` tells lines of them.",
        ),
        Row("compliance-trestle, reuse", why_not="have no comparison of two states of a document."),
    ]
    return Table("What changed between two tags", prose("tags.about"), COLUMNS, rows)


def _entries(bench: Bench, folder: Path) -> dict[str, Callable[[], Entry]]:
    practice, plain = _released(folder / "practice"), folder / "strictdoc"
    diff = ["git", "diff", "--no-color", "--word-diff", *TAGS, "--", FILE]

    def pandiff() -> Entry:
        show = [f"git show {tag}:{FILE} > {side}.md" for tag, side in zip(TAGS, ("old", "new"), strict=True)]
        compare = [bench.program("pandiff"), "old.md", "new.md"]
        return entry(practice, *(["sh", "-c", one] for one in show), compare)

    def strictdoc() -> Entry:
        versions = [
            {"policy.md": inputs.as_plain_markdown(text), "strictdoc_config.py": inputs.STRICTDOC_CONFIG}
            for text in _versions()
        ]
        inputs.repository(plain, versions, ("old", "new"))
        export = [
            bench.program("StrictDoc"),
            "export",
            ".",
            "--formats",
            "html",
            "--output-dir",
            "../changes",
        ]
        return entry(plain, [*export, "--generate-diff-git", "old..new"])

    return {
        OURS: lambda: entry(practice, [*inputs.POLICYDOCS, "diff", inputs.SAMPLE, "1.0.0", "1.1.0"]),
        "git diff, word by word": lambda: entry(practice, diff),
        "git show, pandiff": pandiff,
        "StrictDoc": strictdoc,
    }


def _versions() -> tuple[str, str]:
    old = (ROOT / FILE).read_text("utf-8")
    return old, inputs.later(old)


def _released(practice: Path) -> Path:
    """The sample policy in a practice of its own, released twice."""
    (practice / "policies").mkdir(parents=True)
    shutil.copy(ROOT / "policydocs.toml", practice)
    inputs.git(practice, "init", "--quiet", "--initial-branch=main", "--template=")
    release = [
        *inputs.POLICYDOCS,
        "release",
        inputs.SAMPLE,
        "--yes",
        "--quiet",
        "--why",
        "Clients asked for it.",
    ]
    for text, bump in zip(_versions(), ("major", "minor"), strict=True):
        (practice / FILE).write_text(text, encoding="utf-8")
        inputs.git(practice, "add", "--all")
        inputs.git(practice, "commit", "--quiet", "--message", "A change")
        said(entry(practice, [*release, "--bump", bump]))
    return practice
