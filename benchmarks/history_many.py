"""A repository with 1,000 policies, 10,000 versions and 50,000 commits beside one with a tenth of it.

    .venv/bin/python -m benchmarks.history_many

Both are made by `git fast-import`, each policy with ten versions. What one policy's history costs must
hang on its own versions and not on the repository: `history` and `show --on` in the large one take at
most 1.5 times as long as in the small one (git looks a name up among ten times as many). `status` looks
at all policies, and `verify` at all tags: at most 11 times as long for ten times as many. Each command's
git processes are counted too: as many, whatever the size.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measuring import cheapest_cpu_s, tell

from policydocs.compare.comparison import ChangeLevel
from policydocs.history.tag_message import RecordKind, TagMessage, write_message
from policydocs.model import Version

START = (sys.executable, "-c", "from policydocs.cli.main import main; main()")
VERSIONS = 10
SMALL, LARGE = 100, 1000
COMMITS_A_POLICY = 50
FIRST_DAY = date(2016, 1, 1)
CONFIG = '[practice]\nid = "harbor"\nname = "Harbor Counseling"\nphone = "360-555-0100"\n'
POLICY = """---
title: Policy number {number}
checklists: []
---

Please ask me about anything in this policy. You can call {{{{ practice.phone }}}}.

## Calls {{#calls}}

I answer calls within {days} days, and I do not answer them at night.
"""


def write_repository(folder: Path, policies: int) -> None:
    """All commits and tags by one process."""
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "--template="], cwd=folder, check=True)
    subprocess.run(["git", "symbolic-ref", "HEAD", "refs/heads/main"], cwd=folder, check=True)
    stream = b"".join(_stream(policies))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "pack-refs", "--all"], cwd=folder, check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)


def _stream(policies: int) -> Iterator[bytes]:
    moment = 1_451_606_400  # 2016-01-01
    yield _commit(moment, {"policydocs.toml": CONFIG})
    fillers = COMMITS_A_POLICY // VERSIONS - 1
    for round_ in range(VERSIONS):
        for number in range(policies):
            moment += 60
            text = POLICY.format(number=number, days=round_ + 1)
            yield _commit(moment, {f"policies/policy-{number:04}.md": text})
            yield _tag(number, round_, moment)
            for filler in range(fillers):
                moment += 60
                yield _commit(moment, {"notes.txt": f"{round_} {number} {filler}\n"})


def _commit(moment: int, files: dict[str, str]) -> bytes:
    who = f"committer Maren Holloway <maren@example.org> {moment} +0000"
    parts = [f"commit refs/heads/main\nmark :1\n{who}\ndata 8\nA change".encode()]
    for path, text in files.items():
        data = text.encode()
        parts.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data)
    return b"\n".join(parts) + b"\n"


def _tag(number: int, round_: int, moment: int) -> bytes:
    message = TagMessage(
        RecordKind.RELEASE,
        f"policy-{number:04}",
        Version(1, round_, 0),
        f"Policy number {number}",
        FIRST_DAY + timedelta(days=100 * round_),
        level=ChangeLevel.MINOR,
        previous=f"policy-{number:04}/v1.{round_ - 1}.0" if round_ else "",
        reasons={"*": "My hours changed."},
        toolkit="policydocs 0.1.0",
    )
    data = write_message(message).encode()
    name = f"policy-{number:04}/v1.{round_}.0"
    who = f"tagger Maren Holloway <maren@example.org> {moment} +0000"
    return f"tag {name}\nfrom :1\n{who}\ndata {len(data)}\n".encode() + data + b"\n"


def git_processes(command: list[str], folder: Path) -> int:
    """How many git processes a command starts, as git itself writes down."""
    with tempfile.TemporaryDirectory() as name:
        trace = Path(name) / "trace"
        subprocess.run(
            [*START, *command],
            cwd=folder,
            env=os.environ | {"GIT_TRACE2_EVENT": str(trace)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if not trace.exists():
            return 0
        events = (json.loads(line) for line in trace.read_text("utf-8").splitlines())
        return sum(event["event"] == "start" for event in events)


def main() -> int:
    kept = []
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small", Path(name) / "large"
        write_repository(small, SMALL)
        write_repository(large, LARGE)
        handout = Path(name) / "handout.txt"
        shown = [*START, "show", "policy-0042", "--on", "2017-03-04"]
        handout.write_bytes(subprocess.run(shown, cwd=large, capture_output=True, check=True).stdout)
        limits = (
            (["history", "policy-0042"], 1.5),
            (["show", "policy-0042", "--on", "2017-03-04"], 1.5),
            # All tags are read, for the file may be of any policy.
            (["verify", str(handout)], 11.0),
            (["status"], 11.0),
        )
        for command, limit in limits:
            rounds = 1 if command == ["status"] else 3
            few = cheapest_cpu_s([*START, *command], rounds=rounds, folder=small)
            many = cheapest_cpu_s([*START, *command], rounds=rounds, folder=large)
            counts = git_processes(command, small), git_processes(command, large)
            detail = (
                f"{many:.2f} s / {few:.2f} s of processor time; git processes {counts[1]} and {counts[0]}"
            )
            said = " ".join(command)
            kept.append(tell(f"{said}, {LARGE} / {SMALL} policies", many / few, limit, detail))
            kept.append(counts[0] == counts[1])
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
