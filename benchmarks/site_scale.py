"""The website of a practice with 20 policies of 10 versions each, released with the real command.

    python -m benchmarks.site_scale [POLICIES [VERSIONS]]

Two are made: with the archive of the releases, and without it, so that each PDF is typeset again. What is
measured is the processor time of the whole command; for each also by version.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import ROOT, cost

PROGRAM = [sys.executable, "-m", "policydocs"]
DAY_ONE, STEP_S = 1_800_000_000, 86_400 * 40
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def build(folder: Path, policies: int, versions: int) -> None:
    """A practice with its past."""
    (folder / "policies").mkdir(parents=True)
    shutil.copyfile(ROOT / "policydocs.toml", folder / "policydocs.toml")
    for number in range(policies):
        shutil.copyfile(ROOT / "policies/social-media.md", folder / f"policies/policy-{number:02}.md")
    (folder / ".gitignore").write_text("handouts/\n", encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    for version in range(versions):
        at(version)
        if version:
            for path in (folder / "policies").glob("*.md"):
                text = path.read_text(encoding="utf-8")
                more = f"\n\nWe keep {NUMBERS[version]} chairs in the room where you wait.\n"
                path.write_text(text.rstrip() + more, encoding="utf-8")
            subprocess.run(["git", "commit", "-qam", "A change"], cwd=folder, check=True)
        asked = ["--why", "Since we moved.", "--bump", "minor"] if version else []
        command = [*PROGRAM, "release", "--yes", *asked]
        run = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(run.stderr[-2000:])


def at(version: int) -> None:
    """The clock of a version, for git too."""
    moment = DAY_ONE + version * STEP_S
    os.environ["SOURCE_DATE_EPOCH"] = str(moment)
    for who in ("AUTHOR", "COMMITTER"):
        os.environ[f"GIT_{who}_DATE"] = f"@{moment} +0000"


def main() -> None:
    """Build, make both, tell."""
    policies, versions = (int(one) for one in (*sys.argv[1:], "20", "10")[:2])
    with tempfile.TemporaryDirectory() as made:
        folder, data = Path(made) / "practice", Path(made) / "data"
        os.environ.update(POLICYDOCS_DATA=str(data), HOME=made, GIT_CONFIG_NOSYSTEM="1")
        for who in ("AUTHOR", "COMMITTER"):
            os.environ[f"GIT_{who}_NAME"] = "A. Person"
            os.environ[f"GIT_{who}_EMAIL"] = "person@example.org"
        build(folder, policies, versions)
        count = policies * versions
        print(f"{policies} policies of {versions} versions")
        for name, place in (("with the archive", data), ("without it", Path(made) / "none")):
            os.environ["POLICYDOCS_DATA"] = str(place)
            target = Path(made) / "web"
            taken = cost([*PROGRAM, "site", "-q", "-o", str(target)], folder=folder)
            files = [path for path in target.rglob("*") if path.is_file()]
            size_mb = sum(path.stat().st_size for path in files) / 2**20
            each_ms = taken.cpu_s / count * 1000
            print(
                f"  {name:17} {taken.cpu_s:6.1f} s of processor time, {each_ms:5.0f} ms a version,"
                f" {taken.peak_mb:4.0f} MB of memory; {len(files)} files, {size_mb:.1f} MB"
            )
            if taken.exit_code:
                raise RuntimeError(f"it ended with {taken.exit_code}")


if __name__ == "__main__":
    main()
