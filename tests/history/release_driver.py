"""A release in a process of its own, that can end itself with SIGKILL behind any of its steps.

    python release_driver.py FOLDER DATA [STEP]        ends itself behind that step
    python release_driver.py FOLDER DATA together      dies with the first git process that is killed
    python release_driver.py FOLDER DATA settle        finishes an interrupted release, dying as above

The release is a real one with small files, so that many can be tried: one policy's text, CHANGELOG.md, a note
that goes, two tags with a file each.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from policydocs.history.artifacts import VersionFile, as_artifacts
from policydocs.history.carrying_through import THROUGH, Step, Through
from policydocs.history.git_program import git_in
from policydocs.history.journal import Stage
from policydocs.history.lock import repository_lock
from policydocs.history.recovery import settle
from policydocs.history.release import MAKING, NewTag, Release, Work, put_in_place
from policydocs.history.surroundings import read_situation
from policydocs.history.tag_message import RecordKind, TagMessage
from policydocs.model import Version
from policydocs.source.tree import Tree

SLUGS = ("calls", "messages")
STEPS = (*(step.name for step in MAKING), *(step.name for step in THROUGH))


def main(folder: Path, data: Path, last: str | None) -> None:
    if last in ("together", "settle"):
        die_with_children()
    if last == "settle":
        settle(folder / ".git")
        return
    situation = read_situation(folder)
    with repository_lock(situation.places.own) as keeps:
        release = Release(work(data), situation, keeps, Stage(situation.places.own), git_in(folder))
        for step in MAKING:
            step.do(release)
            _end_if(step.name == last)
        put_in_place(release, [Step(step.name, _ending(step, last)) for step in THROUGH])


def work(data: Path) -> Work:
    return Work(
        what="the release of calls 1.1.0, messages 1.1.0",
        commit_message="Release calls 1.1.0, messages 1.1.0\n",
        moment=datetime(2026, 3, 1, 9, tzinfo=UTC),
        files={
            "policies/messages.md": b"---\ntitle: Messages\n---\n\n## Calls {#calls}\n\nCall me at noon.\n",
            "CHANGELOG.md": b"# Changelog\n\n## Messages 1.1.0\n",
            "notes/messages/calls.md": None,
        },
        tags=tuple(_tag(slug) for slug in SLUGS),
        archive=data / "archive",
    )


def _tag(slug: str) -> NewTag:
    def files(tree: Tree) -> Sequence[VersionFile]:
        text = tree.read("policies/messages.md") or b""
        return [VersionFile(f"{slug}-1.1.0.txt", slug.encode() + text, "handout", None, False)]

    def message(made: Sequence[VersionFile]) -> TagMessage:
        day = date(2026, 4, 1)
        version = Version(1, 1, 0)
        return TagMessage(RecordKind.RELEASE, slug, version, slug.title(), day, artifacts=as_artifacts(made))

    return NewTag(f"{slug}/v1.1.0", message, files, f"handouts/{slug}/1.1.0", lambda _: True)


def _ending(step: Step, last: str | None) -> Callable[[Through], None]:
    def do(through: Through) -> None:
        step.do(through)
        _end_if(step.name == last)

    return do


def die_with_children() -> None:
    """Whoever kills a git process of ours kills us too, as when the power goes."""

    def look(_signal: int, _frame: object) -> None:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is not None and ended.si_code == os.CLD_KILLED:
            os.kill(os.getpid(), signal.SIGKILL)

    signal.signal(signal.SIGCHLD, look)


def _end_if(wanted: bool) -> None:
    if wanted:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
