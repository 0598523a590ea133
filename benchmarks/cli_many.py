"""Many policies: time grows with their number and no faster, memory does not grow with it.

    .venv/bin/python -m benchmarks.cli_many

Makes practices of 100 and of 1,000 policies that never existed, runs `validate` and `build --to pdf` on each,
and prints the ratios of processor time (at most 11) and of memory beyond what is told (at most 1.5).
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import cost, tell

START = (sys.executable, "-c", "from policydocs.cli.main import main; main()")
FEW, MANY = 100, 1000

CONFIG = """\
[practice]
id = "harbor"
name = "Harbor Counseling"
phone = "360-555-0100"
email = "office@example.org"

[[clinicians]]
id = "lee"
name = "Jo Lee"
"""

SENTENCES = (
    "I do not accept friend requests from clients on any network.",
    "Please call me at {{ practice.phone }} if you need to change an appointment.",
    "I answer e-mail within two business days, and never on weekends.",
    "I do not look for you online unless I fear for your safety, and then I will tell you.",
    "If we meet in a shop, I will wait for you to greet me first.",
    "In an emergency call 911 or go to the nearest emergency room.",
    "I will not ask you for a review, and I cannot answer one.",
    "You may ask me about anything in this policy, at any time.",
    "Text messages are not encrypted, so please use them for appointments only.",
    "I do not record our sessions, and I ask you not to record them either.",
    "If I change this policy, I will tell you in writing and give you the new one.",
    "I keep what you tell me confidential, within the limits of the law.",
)
TITLES = (
    "Telephone",
    "E-mail",
    "Texting",
    "Friends",
    "Searches",
    "Reviews",
    "Meeting by chance",
    "Recording",
)


def write_practice(folder: Path, count: int, *, seed: int = 1) -> None:
    """A practice with that many policies of about 500 words, each different."""
    chosen = random.Random(seed)
    (folder / "policies").mkdir(parents=True)
    (folder / "policydocs.toml").write_text(CONFIG, encoding="utf-8")
    for number in range(count):
        lines = ["---", f"title: Policy number {number}", "checklists: [nasw-2021, good-practice]", "---", ""]
        for title in chosen.sample(TITLES, 6):
            lines += [f"## {title}", ""]
            lines += [" ".join(chosen.sample(SENTENCES, 6)), ""]
            lines += [f"- {sentence}" for sentence in chosen.sample(SENTENCES, 2)] + [""]
        (folder / "policies" / f"policy-{number:04}.md").write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    kept = []
    with tempfile.TemporaryDirectory() as name:
        folders = {count: Path(name) / str(count) for count in (FEW, MANY)}
        for count, folder in folders.items():
            write_practice(folder, count)
        for arguments in (["validate"], ["validate", "--format", "json"], ["build", "--to", "pdf"]):
            few, many = (cost([*START, *arguments], folder=folders[count]) for count in (FEW, MANY))
            said = " ".join(arguments)
            if few.exit_code not in (0, 1) or many.exit_code != few.exit_code:
                print(f"{said}: ended with {few.exit_code} and {many.exit_code}")
                return 1
            detail = f"{many.cpu_s:.1f} s / {few.cpu_s:.1f} s of processor time"
            kept.append(tell(f"{said}, {MANY} / {FEW} policies", many.cpu_s / few.cpu_s, 11, detail))
            # What is told at the end has to be kept until then, up to twice its size as text in memory.
            beyond = (many.peak_mb - 2 * many.output_mb) / few.peak_mb
            detail = (
                f"({many.peak_mb:.0f} MB less twice {many.output_mb:.0f} MB of output) / {few.peak_mb:.0f} MB"
            )
            kept.append(tell("  its memory beyond what it tells", beyond, 1.5, detail))
        made = len(list(folders[MANY].rglob("*.pdf")))
        print(f"{made} PDFs were made of {MANY} policies")
        shutil.rmtree(folders[MANY])
    return 0 if all(kept) and made == MANY else 1


if __name__ == "__main__":
    sys.exit(main())
