"""How fast policies are checked: one, warm, against every checklist; and a thousand in one run of `check`.

    .venv/bin/python -m benchmarks.check_speed

Prints, each with its target: processor milliseconds for a policy of 1,500 words (at most 30, the least over
many documents of which no two have a sentence in common, headings aside; then the same for documents of one
practice, which share their standard sentences), documents a second and core in one run of `check` (at least
30), how many cores were at work, and how memory beyond what is told grows from 100 to 1,000 documents
(at most 1.5 times).
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.cli_many import START
from benchmarks.measuring import cost, tell

from policydocs.checklist.check import check_policy
from policydocs.checklist.library import checklist_ids, load_checklists
from policydocs.checklist.passages import passages
from policydocs.cli.main import NEW_THINGS_BEFORE_CLEARING_UP
from policydocs.source.read import read_reading

WORDS, TODAY = 1500, date(2026, 7, 1)
SECTIONS = {
    "Telephone and the portal": (
        "The best way to reach me between sessions is by telephone or through the portal.",
        "I return calls within one business day, and I do not check messages at night.",
        "In an emergency call 911 or go to the nearest emergency room; do not wait for my call.",
    ),
    "E-mail": (
        "Please use e-mail only to arrange or change appointments, because it is not fully private.",
        "Whatever you send me by e-mail becomes part of your record.",
    ),
    "Text messages": (
        "Text messages are not encrypted, so please use them for appointments only.",
        "If you text me about anything else I will wait until we meet to talk about it.",
    ),
    "Friend requests": (
        "I do not accept friend requests from clients on any network, whether they are current or former.",
        "Being connected there could tell others that you are a client of mine.",
    ),
    "Messages on social media": (
        "Please do not send me messages through Facebook, Instagram or LinkedIn; I do not read them there.",
        "I keep a page for my practice where I post articles about grief, and nobody needs to follow it.",
    ),
    "Searching online": (
        "I do not look for you online unless I fear for your safety, and then I will tell you.",
        "If you come across something about me online that troubles you, please bring it to a session.",
    ),
    "Reviews": (
        "I will not ask you for a review, and I cannot answer one without telling others that you come here.",
        "You may write about your own therapy wherever you like, but please leave out other clients.",
    ),
    "Meeting by chance": (
        "If we meet in a shop, I will wait for you to greet me first.",
        "Turn off location sharing on your telephone before you come if nobody is to know where you are.",
    ),
    "Recording": (
        "I do not record our sessions, and I ask you not to record them either.",
        "No program listens to us or writes my notes.",
    ),
    "Telling others": (
        "With your written permission I can speak with your doctor, your school or your family.",
        "I keep what you tell me confidential, within the limits of the law.",
    ),
    "Fees and records": (
        "A fee is charged for sessions that are canceled with less than a day's notice.",
        "Notes are kept for seven years after our last session and are then destroyed.",
    ),
    "Changes": (
        "If I change this policy, I will tell you in writing and give you the new one.",
        "You may ask me about anything in this policy, at any time.",
    ),
}
ASIDES = (
    "I have thought about this for a long time, and I am glad to tell you my reasons when we meet.",
    "Other practices do this in another way, which may suit them.",
    "The office has a ramp and an elevator, and forms are available in large print.",
    "What matters most to me is that you feel at ease here and know what to expect.",
    "Some of this may seem strict; it is meant to keep our work between the two of us.",
)

REMARKS = ("as note", "which is remark", "see paragraph", "as told under number", "numbered")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def policy_text(number: int, words: int, *, standard: bool = False) -> str:
    """A policy that never existed, of about so many words, different for each number.

    Args:
        standard: its sentences are those of the other policies, in another order.
    """
    chosen = random.Random(number)
    lines = [f"# Policy number {number}", ""]
    count, part = 0, 0
    while count < words:
        part += 1
        titles = list(SECTIONS)
        chosen.shuffle(titles)
        for title in titles:
            said = list(SECTIONS[title])
            chosen.shuffle(said)
            asides = chosen.sample(ASIDES, 2)
            # A remark in each, so that no two sentences are the same and none is read from memory.
            remarks = [f", {chosen.choice(REMARKS)} {chosen.randrange(10**6)}" for _ in (*said, *asides)]
            paragraph = " ".join(
                f"{one[:-1]}{'' if standard else remark}."
                for one, remark in zip((*said, *asides), remarks, strict=True)
            )
            item = f"Part {part} of number {number} was written on a {chosen.choice(DAYS)}."
            lines += [f"## {title}", "", paragraph, "", f"- {item}", ""]
            count += len(f"{title} {paragraph} {item}".split())
            if count >= words:
                break
    return "\n".join(lines)


def one_policy(rounds: int = 30, *, standard: bool = False) -> tuple[float, float]:
    """Least and median processor milliseconds of a check against all checklists, after ten to warm up."""
    gc.set_threshold(NEW_THINGS_BEFORE_CLEARING_UP)  # as in every command
    checklists = load_checklists(checklist_ids())
    spent = []
    for number in range(rounds + 10):
        policy = read_reading("policy.md", policy_text(number, WORDS, standard=standard).encode()).policy
        started = time.process_time()
        check_policy(policy, checklists, today=TODAY)
        spent.append((time.process_time() - started) * 1000)
    return min(spent[10:]), statistics.median(spent[10:])


def many_policies(count: int, folder: Path) -> tuple[float, float, float]:
    """Processor seconds, seconds by the clock and megabytes, beyond what is told, of one run of `check`."""
    for number in range(count):
        (folder / f"policy-{number:04}.md").write_text(policy_text(number, WORDS), encoding="utf-8")
    files = sorted(str(path) for path in folder.glob("*.md"))
    started = time.perf_counter()
    spent = cost([*START, "check", "--format", "json", *files], folder=folder)
    if spent.exit_code not in (0, 1):
        raise RuntimeError(f"check ended with {spent.exit_code}")
    return spent.cpu_s, time.perf_counter() - started, spent.peak_mb - spent.output_mb


def main() -> int:
    policy = read_reading("policy.md", policy_text(0, WORDS).encode()).policy
    length = sum(len(passage.text.split()) for passage in passages(policy))
    least, median = one_policy()
    kept = [
        tell("one policy, all checklists, warm: ms", least, 30, f"{length} words; median {median:.1f} ms")
    ]
    least, median = one_policy(standard=True)
    kept.append(tell("the same, of standard sentences: ms", least, 30, f"median {median:.1f} ms"))
    sizes = {}
    for count in (100, 1000):
        with tempfile.TemporaryDirectory() as name:
            cpu, clock, peak = many_policies(count, Path(name))
        sizes[count] = peak
        detail = (
            f"{count / cpu:.0f} a second and core; {cpu / clock:.1f} of {os.cpu_count()} cores; {peak:.0f} MB"
        )
        kept.append(tell(f"{count} policies in one run: ms each", cpu / count * 1000, 1000 / 30, detail))
    kept.append(tell("memory, 1,000 policies against 100", sizes[1000] / sizes[100], 1.5, "largest process"))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
