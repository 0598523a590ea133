"""A practice's folder to work in, and a machine without settings of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policydocs.cli.main import policydocs

CONFIG = """\
[practice]
id = "harbor"
name = "Harbor Counseling"
phone = "360-555-0100"

[[clinicians]]
id = "lee"
name = "Jo Lee"
"""

PASSES = """\
---
title: Questions
checklists: []
review_every: 12 months
reviewed: 2026-01-01
---

Please ask me about anything in this policy. My number is {{ practice.phone }}.

## Texting {#texting}

I do not text with clients.
"""

FAILS = """\
---
title: Texting
checklists: [nasw-2021]
---

Call [PRACTICE NAME] at ____.

## Texting {#texting topics="texting"}

I do not text with clients.
"""

BROKEN = "---\ntitel: Texting\n---\n\nI do not text.\n"

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No settings, no data folder and no terminal of whoever runs the tests; a day that stays."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "POLICYDOCS_DATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 2026-01-01
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "POLICYDOCS_TRACEBACK", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the current one."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def practice(empty: Path) -> Path:
    """A practice with one policy that passes, `questions`; the current folder."""
    write(empty / "policydocs.toml", CONFIG)
    write(empty / "policies" / "questions.md", PASSES)
    return empty


@pytest.fixture
def run() -> Run:
    """Runs a command in this process: `run("validate", "--strict")`."""

    def invoke(*arguments: str, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(policydocs, list(arguments), input=stdin)

    return invoke


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


@pytest.fixture
def lacking(practice: Path) -> Path:
    """The practice with a second policy that does not pass: `texting`."""
    write(practice / "policies" / "texting.md", FAILS)
    return practice


@pytest.fixture
def broken(practice: Path) -> Path:
    """The practice with a second policy that cannot be read: `texting`."""
    write(practice / "policies" / "texting.md", BROKEN)
    return practice
