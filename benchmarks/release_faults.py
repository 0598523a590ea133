"""Every fault point of a release, tried: SIGKILL, or a full disk, at each writing call of git and our own.

    python -m benchmarks.release_faults

For each point a fresh repository is released under strace, which kills the process that gets there: once that
process alone, once git together with policydocs, as when the power goes; or which lets every such call from
there on fail as on a full or a read-only disk. Then the next run settles it, and
the repository must be as before or as after. What policydocs keeps in its own folder of the git directory is
not looked at, but for the journal: nobody sees it, and the next release clears it. Linux; some minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from policydocs.errors import SurroundingsError
from policydocs.history import ref_transaction
from policydocs.history.recovery import settle

DRIVER = Path(__file__).resolve().parents[1] / "tests" / "history" / "release_driver.py"
GROUPS = {
    "rename": "rename,renameat,renameat2",
    "fsync": "fsync,fdatasync",
    "link": "link,linkat",
    "unlink": "unlink,unlinkat",
    "open": "openat",
    "write": "write",
}
#: From the first call on, for these; opening and writing happen too often, so that a sample is tried.
MOST = {"open": 400, "write": 60}
STRIDE = {"open": 23}
TAGS = ["calls/v1.1.0", "messages/v1.1.0"]
OLD = "---\ntitle: Messages\n---\n\n## Calls {#calls}\n\nCall me.\n"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


def new_practice(at: Path) -> Path:
    folder = at / "practice"
    (folder / "policies").mkdir(parents=True)
    (folder / "notes" / "messages").mkdir(parents=True)
    (folder / "policydocs.toml").write_text('[practice]\nid = "harbor"\nname = "Harbor"\n')
    (folder / "policies" / "messages.md").write_text(OLD)
    (folder / "notes" / "messages" / "calls.md").write_text("It was unclear.\n")
    (folder / ".gitignore").write_text("/handouts/\n")
    git(folder, "init", "--quiet", "--template=")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "First")
    return folder


def drive(folder: Path, mode: str, strace: list[str]) -> int:
    command = [*strace, sys.executable, str(DRIVER), str(folder), str(folder.parent / "data")]
    return subprocess.run([*command, *([mode] if mode else [])], capture_output=True, check=False).returncode


def state(folder: Path) -> str:
    """ "before", "after", or what is wrong."""
    tags = [tag for tag in git(folder, "tag", "--list").split("\n") if tag]
    commits = git(folder, "rev-list", "--count", "HEAD")
    own = folder / ".git" / "policydocs"
    files = (path for path in folder.rglob("*") if own not in path.parents)
    left = [path for path in files if path.name.endswith((".lock", "policydocs-tmp"))]
    left += own.glob("journal.json")
    if left:
        return f"left: {left[0].relative_to(folder)}"
    if git(folder, "status", "--porcelain"):
        return "not clean"
    if subprocess.run(["git", "fsck"], cwd=folder, capture_output=True, check=False).returncode:
        return "damaged"
    if not tags and commits == "1":
        return "before"
    whole = all((folder / f"handouts/{tag[:-7]}/1.1.0/{tag[:-7]}-1.1.0.txt").exists() for tag in TAGS)
    return "after" if tags == TAGS and commits == "2" and whole else f"half: {commits} commits, tags {tags}"


def try_point(group: str, when: int, mode: str, error: str = "") -> tuple[str, bool]:
    """Kill or refuse there, settle; what came out, and whether it came to that at all."""
    with tempfile.TemporaryDirectory() as at:
        folder = new_practice(Path(at))
        if mode == "settle":
            drive(folder, "journal", [])
        fault = f"error={error}:when={when}+" if error else f"signal=KILL:when={when}"
        inject = f"inject={GROUPS[group]}:{fault}"
        log = Path(at) / "strace.log"
        drive(
            folder,
            mode,
            ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={GROUPS[group]}", "-e", inject],
        )
        killed = ("(INJECTED)" if error else "killed by SIGKILL") in log.read_text()
        said = ""
        try:
            settled = settle(folder / ".git")
        except SurroundingsError as told:
            said = "told, then --unlock: "
            if "--unlock" not in str(told):
                return f"stuck: {told}", killed
            settled = settle(folder / ".git", unlock=True)
        found = state(folder)
        if said or settled is None:
            return said + found, killed
        return f"settled by the next run: {found}", killed


def main() -> int:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    os.environ |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    for who in ("AUTHOR", "COMMITTER"):
        os.environ |= {f"GIT_{who}_NAME": "Jo Lee", f"GIT_{who}_EMAIL": "jo@example.org"}
    if shutil.which("strace") is None:
        print("strace is not installed")
        return 3
    ref_transaction.WAIT_S = 0.2
    total: Counter[str] = Counter()
    for mode in ("", "together", "settle"):
        for group in GROUPS:
            results: Counter[str] = Counter()
            for when in range(1, MOST.get(group, 200), STRIDE.get(group, 1)):
                outcome, killed = try_point(group, when, mode)
                if not killed:
                    break
                results[outcome] += 1
            total += results
            names = {"": "one process dies", "together": "all die", "settle": "all die, in the second half"}
            print(f"{names[mode]:28} {group:7} {sum(results.values()):4} points", dict(results), flush=True)
    for error in ("ENOSPC", "EROFS"):
        for group in ("rename", "fsync", "link", "write"):
            results = Counter()
            for when in range(1, MOST.get(group, 200)):
                outcome, failed = try_point(group, when, "", error)
                if not failed:
                    break
                results[outcome] += 1
            total += results
            print(f"{error:28} {group:7} {sum(results.values()):4} points", dict(results), flush=True)
    good = sum(
        count
        for outcome, count in total.items()
        if outcome.endswith((": before", ": after", "before", "after"))
    )
    print(f"{sum(total.values())} points, {good} as before or as after")
    return 0 if good == sum(total.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
