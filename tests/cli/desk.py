"""A practice with two released versions of a policy to sign, and a roster: fixtures for what is given out."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from policydocs.delivery.clients import Way
from policydocs.delivery.deliveries import Delivery, Item, Means, State
from policydocs.delivery.records import Recorder
from policydocs.delivery.sqlite.store import open_records
from policydocs.model import Version

from .conftest import CONFIG, PASSES, Run, write

SAID = "I do not text with clients."
ROSTER = """\
id,name,email,email_allowed,language,format,status,guardian_name
c-0001,Ana Example,ana@example.org,yes,,,active,
c-0002,Bo Example,,,,large,active,
c-0003,Cy Example,cy@example.org,yes,,,active,Mo Example
c-0004,Di Example,di@example.org,yes,,,former,
"""
MARCH = "1772323200"  # 2026-03-01
NOTED = (Recorder("Jo Lee", "front desk"), datetime(2026, 3, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A practice with versions 1.0.0 (January 1) and 2.0.0 (to start on March 31) of `questions`, to sign."""
    folder = tmp_path_factory.mktemp("once")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "POLICYDOCS_DATA", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(folder))
        patch.setenv("GIT_CONFIG_GLOBAL", str(write(folder / "gitconfig", GITCONFIG)))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        practice = folder / "practice"
        write(practice / "policydocs.toml", CONFIG)
        write(practice / ".gitignore", "/handouts/\n")
        policy = write(
            practice / "policies" / "questions.md",
            PASSES.replace("review_every", "acknowledgment: true\nreview_every"),
        )
        for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "First"]):
            dated(patch, "1767225600")
            subprocess.run(["git", *arguments], cwd=practice, check=True)
        released(practice)
        policy.write_text(policy.read_text().replace(SAID, "I text with clients about appointments."))
        dated(patch, MARCH)
        released(practice, "--bump", "major", "--effective", "2026-03-31", "--why", "Many asked for it.")
        yield practice


GITCONFIG = "[user]\n\tname = Jo Lee\n\temail = jo@example.org\n"


def dated(patch: pytest.MonkeyPatch, moment: str) -> None:
    patch.setenv("SOURCE_DATE_EPOCH", moment)
    for who in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{who}_DATE", f"@{moment} +0000")


def released(practice: Path, *options: str) -> None:
    from click.testing import CliRunner

    from policydocs.cli.main import policydocs

    done = CliRunner().invoke(policydocs, ["-C", str(practice), "release", "questions", "--yes", *options])
    assert done.exit_code == 0, done.output


@pytest.fixture
def desk(released_once: Path, empty: Path, machine: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A copy of it, with a roster; the current folder. It is March 1."""
    folder = shutil.copytree(released_once, empty / "practice")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(write(machine / "gitconfig", GITCONFIG)))
    dated(monkeypatch, MARCH)
    assert run("clients", "import", "-", "-q", stdin=ROSTER).exit_code == 0
    return folder


def counts(run: Run) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(run("ledger", "--format", "json").stdout)
    (policy,) = values["policies"]
    return {key: policy[key] for key in ("held", "none_yet", "to_tell", "to_sign")}


def ledger_of(machine: Path) -> Path:
    return machine / "practices" / "harbor"


def prepared(machine: Path, number: int, means: Means = Means.PRINT) -> Delivery:
    """A letter of version 2.0.0 that was made and is not recorded as given."""
    id_ = f"c-000{number}"
    item = Item("questions", Version(2, 0, 0), Version(1, 0, 0), "en")
    letter = Delivery(
        f"0000000{number}-aaaa-4aaa-8aaa-aaaaaaaaaaaa",
        id_,
        f"{id_}.1",
        Way.SESSION,
        means,
        (item,),
        State.PLANNED,
        "active client",
    )
    with closing(open_records(ledger_of(machine))) as records:
        records.begin([letter], *NOTED)
        return records.move(letter.id, State.PREPARED, *NOTED)
