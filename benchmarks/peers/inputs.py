"""The texts that all programs get: the sample practice's policy, and a later version of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT
from benchmarks.peers.bench import Bench
from benchmarks.peers.install import Installed

POLICYDOCS = (sys.executable, "-m", "policydocs")
SAMPLE = "social-media"
CONFIG = '[practice]\nid = "example"\nname = "Example"\n'
_VARIABLE = re.compile(r"\{\{\s*(practice|clinician)\.(\w+)\s*\}\}")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def _facts() -> Mapping[str, Mapping[str, Any]]:
    config = tomllib.loads((ROOT / "policydocs.toml").read_text("utf-8"))
    practice = config["practice"]
    return {"practice": {**practice, **practice.get("facts", {})}, "clinician": config["clinicians"][0]}


def resolved(text: str) -> str:
    """The source of a policy as any program can read it: facts filled in, without places to write on."""
    facts = _facts()

    def value(found: re.Match[str]) -> str:
        return ", ".join(str(facts[found[1]][found[2]]).split("\n"))

    lines = [line for line in _VARIABLE.sub(value, text).splitlines() if "[[" not in line]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines) + "\n")


def sample(name: str = SAMPLE) -> str:
    return resolved((ROOT / "policies" / f"{name}.md").read_text("utf-8"))


def later(text: str) -> str:
    """The text after nine changes: words, sentences and paragraphs all over it, and a section that moved."""
    front = _FRONT.match(text)
    start = front.end() if front else 0
    blocks = text[start:].split("\n\n")
    prose = [n for n, block in enumerate(blocks) if block[:1].isalpha() and len(block.split()) > 25]
    for number, place in enumerate(prose[:: max(1, len(prose) // 8)][:8]):
        block = blocks[place].strip()
        sentences = re.split(r"(?<=[.?!])\s+", block)
        if number % 4 == 0:
            blocks[place] = re.sub(r"\b(you|your|I|my)\b", "we", block, count=1)
        elif number % 4 == 1:
            blocks[place] = f"{block} Please ask if this is not clear to you."
        elif number % 4 == 2 and len(sentences) > 1:
            blocks[place] = " ".join(sentences[1:])
        else:
            blocks[place] = f"{block}\n\nThis part was added later, after several clients had asked about it."
    opening, *sections = re.split(r"(?m)^(?=## )", "\n\n".join(blocks))
    sections.insert(2, sections.pop(-3))
    return text[:start] + opening + "".join(one.rstrip() + "\n\n" for one in sections)


def as_plain_markdown(text: str) -> str:
    """Front matter as a heading of the first level, ids away: for programs that know neither."""
    front = _FRONT.match(text)
    title = re.search(r"(?m)^title: (.*)$", front[1]) if front else None
    body = re.sub(r"(?m)[ \t]*\{#[^}\n]*\}[ \t]*$", "", text[front.end() :] if front else text)
    return f"# {title[1] if title else 'A policy'}\n\n{body.lstrip()}"


def git(folder: Path, *arguments: str) -> None:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"git {arguments[0]}: {run.stderr.strip()}")


def repository(folder: Path, versions: Sequence[Mapping[str, str]], tags: Sequence[str]) -> Path:
    """A new git repository with a commit and a tag for each of the versions: path -> text."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    for files, tag in zip(versions, tags, strict=True):
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", tag)
        git(folder, "tag", "--annotate", "--message", tag, tag)
    return folder


def stand_apart(home: Path) -> None:
    """Let every program that is run from here on know nothing of this machine's user and her files."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "HOME": str(home),
        "POLICYDOCS_DATA": str(home / "policydocs"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "NO_COLOR": "1",
    }
    for who in ("AUTHOR", "COMMITTER"):
        os.environ |= {f"GIT_{who}_NAME": "Example", f"GIT_{who}_EMAIL": "example@example.org"}


#: StrictDoc reads this file as a program; what it names are features that are off by default.
STRICTDOC_CONFIG = """
from strictdoc.core.project_config import ProjectConfig


def create_config() -> ProjectConfig:
    return ProjectConfig(project_title="Policies", project_features=["DIFF", "HTML2PDF"])
"""


def with_path(bench: Bench, name: str) -> list[str]:
    """Begins a command whose program finds the others that were installed with it by their names."""
    found = bench.peers[name]
    assert isinstance(found, Installed)
    return ["env", f"PATH={found.bin}{os.pathsep}{os.environ['PATH']}"]
