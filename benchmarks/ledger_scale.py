"""How quick the ledger's views are over a million events, and what writing costs.

    python -m benchmarks.ledger_scale [--events 1000000] [--folder DIR]

Makes a ledger of 5,000 clients and 5 policies with 20 versions each, the way that commands make it (through
`Records`, in large transactions), then asks what `policydocs status` and `policydocs ledger` ask: within this
process, and by the commands themselves, each a process of its own that starts, reads the policies and
versions, and answers. Prints the least of five runs, in seconds of processor time and of the clock, and the
most memory that the process had.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.measuring import cost

from policydocs.compare.comparison import ChangeLevel
from policydocs.delivery.clients import Client, Recipient, Way
from policydocs.delivery.deliveries import AckKind, Acknowledgment, Delivery, Item, Means, State
from policydocs.delivery.overview import Mark, Part
from policydocs.delivery.quiet_known import FILE_NAME as QUIET
from policydocs.delivery.records import Recorder, Records
from policydocs.delivery.sqlite.store import FILE_NAME, open_records
from policydocs.history.tag_message import RecordKind, TagMessage, write_message
from policydocs.model import Version

BY = Recorder("Jo Lee", "front desk")
START = datetime(2020, 1, 1, 9, tzinfo=UTC)
POLICIES = ("fees", "messages", "privacy", "social-media", "texting")
CLIENTS = 5000
PRACTICE = "harbor"
CONFIG = '[practice]\nid = "harbor"\nname = "Harbor Counseling"\nphone = "360-555-0100"\n'
JO = {"NAME": "Jo Lee", "EMAIL": "jo@example.org"}
#: Of a delivery: begun, sending, handed; of every second one an acknowledgment.
EVENTS_EACH = 3.5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        home = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = home / "data" / "practices" / PRACTICE
        folder.mkdir(parents=True, exist_ok=True)
        versions = round((options.events - CLIENTS) / EVENTS_EACH / CLIENTS)
        if not (folder / FILE_NAME).exists():
            fill(folder, versions)
        measure(folder, versions)
        repository = home / "practice"
        if not repository.exists():
            release_all(repository, versions)
        measure_commands(home, repository)


def fill(folder: Path, versions: int) -> None:
    """Every client gets every version of one policy after the other, a letter for each."""
    began = time.process_time()
    with contextlib.closing(open_records(folder)) as records:
        records.put_clients(clients(), BY, START)
        for number in range(versions):
            at = START + timedelta(days=10 * number)
            policy, version = POLICIES[number % 5], Version(1, number // 5, 0)
            with records.together():
                tell_all(records, policy, version, at)
    size = (folder / FILE_NAME).stat().st_size / 1e6
    print(f"filled in {time.process_time() - began:.0f} s, {size:.0f} MB")


def clients() -> Iterator[Client]:
    for number in range(CLIENTS):
        id_ = f"c-{number:05}"
        person = Recipient(f"{id_}.1", f"Person {number}", email=f"p{number}@example.org", email_allowed=True)
        yield Client(id_, f"Person {number}", (person,), policies=None if number % 9 else ("fees", "texting"))


def tell_all(records: Records, policy: str, version: Version, at: datetime) -> None:
    held = Version(1, version.minor - 1, 0) if version.minor else None
    for number in range(CLIENTS):
        if version.minor and number % 97 == version.minor:
            continue  # some miss one
        id_ = f"c-{number:05}"
        item = Item(policy, version, held, "en", "ab" * 32)
        letter = Delivery(
            str(uuid.uuid4()),
            id_,
            f"{id_}.1",
            Way.EMAIL,
            Means.EMAIL,
            (item,),
            State.PLANNED,
            "active client",
        )
        records.begin([letter], BY, at)
        records.move(letter.id, State.SENDING, BY, at)
        records.move(letter.id, State.HANDED, BY, at, code="250")
        if number % 2:
            records.acknowledge(Acknowledgment(id_, f"{id_}.1", policy, version, AckKind.REPLY, at), BY)


def release_all(repository: Path, versions: int) -> None:
    """A practice in git with the versions of which the ledger tells, each with a sentence of its own."""
    git(repository.parent, "init", "--quiet", str(repository))
    (repository / "policies").mkdir()
    write(repository / "policydocs.toml", CONFIG)
    for number in range(versions):
        policy, version = POLICIES[number % 5], Version(1, number // 5, 0)
        day = START + timedelta(days=10 * number)
        write(repository / "policies" / f"{policy}.md", policy_text(policy, version))
        git(repository, "add", "--all")
        git(repository, "commit", "--quiet", "--message", f"{policy} {version}", day=day)
        said = TagMessage(
            RecordKind.RELEASE,
            policy,
            version,
            policy,
            day.date(),
            ChangeLevel.MAJOR if not version.minor else ChangeLevel.MINOR,
            reasons={"*": "Rents have risen."},
        )
        message = ("--cleanup=verbatim", "--message", write_message(said))
        git(repository, "tag", "--annotate", *message, f"{policy}/v{version}", day=day)


def policy_text(policy: str, version: Version) -> str:
    """Some 1,200 words, of which one sentence is the version's own."""
    sentence = "I answer messages about appointments within two working days and nothing else by text. "
    sections = [f"## Part {number}\n\n{sentence * 6}\n" for number in range(1, 15)]
    own = f"## What is new\n\nA session costs {100 + version.minor} dollars from now on.\n"
    front = f"---\ntitle: {policy.title()}\nchecklists: []\nacknowledgment: true\n---\n"
    return "\n".join([front, *sections, own])


def git(folder: Path, *arguments: str, day: datetime = START) -> None:
    who = {f"GIT_{role}_{part}": said for role in ("AUTHOR", "COMMITTER") for part, said in JO.items()}
    when = {f"GIT_{role}_DATE": day.isoformat() for role in ("AUTHOR", "COMMITTER")}
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who, **when}, check=True)


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def measure_commands(home: Path, repository: Path) -> None:
    """The commands from their start to their end; `--version` shows what the start alone takes."""
    os.environ["POLICYDOCS_DATA"] = str(home / "data")
    (home / "data" / "practices" / PRACTICE / QUIET).unlink(missing_ok=True)  # texts are compared once
    program = str(Path(sys.executable).with_name("policydocs"))
    for name, arguments in {
        "policydocs --version": ["--version"],
        "policydocs ledger": ["ledger"],
        "policydocs ledger --format csv": ["ledger", "--format", "csv"],
        "policydocs status": ["status"],
    }.items():
        command = [program, "-C", str(repository), *arguments]
        first = cost_of(command, repository)
        least = min(cost_of(command, repository) for _ in range(5))
        again = f", first of all {first[0]:.3f} s cpu" if name == "policydocs ledger" else ""
        print(f"{name:38} {least[0]:7.3f} s cpu {least[1]:7.3f} s{again}")


def cost_of(command: list[str], folder: Path) -> tuple[float, float]:
    began = time.perf_counter()
    used = cost(command, folder=folder)
    if used.exit_code:
        raise RuntimeError(f"{' '.join(command)}: ended with {used.exit_code}")
    return used.cpu_s, time.perf_counter() - began


def measure(folder: Path, versions: int) -> None:
    minor = (versions - 1) // 5
    newest = [Version(1, minor - (place >= versions % 5 and versions % 5 > 0), 0) for place in range(5)]
    marks = [
        Mark(policy, version, version, date(2026, 1, 1), 30, sign_from=Version(1, version.minor, 0))
        for policy, version in zip(POLICIES, newest, strict=True)
    ]
    today = date(2026, 6, 1)
    with contextlib.closing(open_records(folder)) as records:
        last = max(
            event.number for event in records.events(after=round(EVENTS_EACH * CLIENTS * (versions - 1)))
        )
    print(f"{last:,} events, {CLIENTS:,} clients, {len(POLICIES)} policies")

    def asked(question: Callable[[Records], object]) -> Callable[[], object]:
        def ask() -> object:
            with contextlib.closing(open_records(folder)) as records:
                return question(records)

        return ask

    def ledger(records: Records) -> object:
        parts = (Part.TO_TELL, Part.NONE_YET, Part.TO_SIGN)
        listed = [list(records.lines(mark, today, part, 10)) for mark in marks for part in parts]
        return records.overview(marks, today, UTC), listed

    told("status: open, count, close", asked(lambda records: records.overview(marks, today, UTC)))
    told("ledger: the same and its lists", asked(ledger))
    told(
        "ledger --format csv: every line", asked(lambda one: [list(one.lines(mark, today)) for mark in marks])
    )
    told("ledger export: one client's events", asked(lambda one: list(one.events(client="c-00042"))))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {memory:.0f} MB")


def told(name: str, ask: Callable[[], object]) -> None:
    least_cpu = least_clock = float("inf")
    for _ in range(5):
        cpu, clock = time.process_time(), time.perf_counter()
        ask()
        least_cpu = min(least_cpu, time.process_time() - cpu)
        least_clock = min(least_clock, time.perf_counter() - clock)
    print(f"{name:38} {least_cpu:7.3f} s cpu {least_clock:7.3f} s")


if __name__ == "__main__":
    main()
