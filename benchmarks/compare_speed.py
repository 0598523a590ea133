"""How long the comparison takes: cold, in process, as policies grow, and where it is hardest.

    .venv/bin/python -m benchmarks.compare_speed [--flat]

Prints, each from processor times of this one run:
`policydocs diff` of 1,500 words with ten edits, cold, to a process that only imports the same third-party
modules (at most 2.5); the comparison alone in process (at most 20 ms); 15,000 words with 100 edits (at most
0.3 s) beside one flat difflib call over the same words without its junk heuristic, measured on a tenth of
them unless `--flat` asks for all (about half a minute); the cost per word from 1 x to 64 x at the same
density of edits, which must not grow by more than a half; and the worst cases (at most 10 s each).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from benchmarks.compare_policies import old_and_new, policy, worst_cases
from benchmarks.measuring import cheapest_cpu_s, tell

from policydocs.compare import units
from policydocs.compare.compare import compare
from policydocs.model import Policy

START = (sys.executable, "-c", "from policydocs.cli.main import main; main()")
CONFIG = '[practice]\nid = "example"\nname = "Example"\n'
ROUNDS = 9

LIST_MODULES = """
import sys, sysconfig
from pathlib import Path
from policydocs.cli.main import policydocs
try:
    policydocs.main(["diff", "policy"])
except SystemExit:
    pass
places = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None)
    ours = name.partition(".")[0] == "policydocs"
    if file and not ours and any(place in Path(file).resolve().parents for place in places):
        print(name, file=sys.stderr)
"""


def cpu_s(run: Callable[[], object], *, rounds: int = 5) -> float:
    """The least processor time of several calls in this process."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def repository(folder: Path, old: str, new: str) -> None:
    """A practice's folder whose policy was committed as `old` and says `new` now."""

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=Example", "-c", "user.email=example@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)

    (folder / "policies").mkdir()
    (folder / "policydocs.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "policies" / "policy.md").write_text(old, encoding="utf-8")
    git("init", "--quiet", "--template=")
    git("add", ".")
    git("commit", "--quiet", "--message", "First")
    (folder / "policies" / "policy.md").write_text(new, encoding="utf-8")


def cold(old: str, new: str) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repository(folder, old, new)
        listed = subprocess.run(
            [sys.executable, "-c", LIST_MODULES],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
        modules = [line for line in listed.stderr.splitlines() if line.isascii() and line and " " not in line]
        only_imports = f"from importlib import import_module\nfor name in {modules!r}: import_module(name)"
        imports = cheapest_cpu_s([sys.executable, "-c", only_imports], rounds=ROUNDS, folder=folder)
        diff = cheapest_cpu_s([*START, "diff", "policy"], rounds=ROUNDS, folder=folder)
    packages = ", ".join(sorted({module.partition(".")[0] for module in modules}))
    detail = f"{diff * 1000:.0f} ms / {imports * 1000:.0f} ms: {packages}"
    return tell("diff, cold / its third-party imports", diff / imports, 2.5, detail)


def flat_difflib(old: str, new: str) -> None:
    """Over words and the white space between them, as programs do that must give back the very text."""
    pieces = re.compile(r"\s+|\S+")
    SequenceMatcher(None, pieces.findall(old), pieces.findall(new), autojunk=False).get_opcodes()


def long_text(*, all_of_it: bool) -> bool:
    old, new = old_and_new(15_000, 100)
    before, after = policy(old), policy(new)
    took = cpu_s(lambda: compare(before, after))
    share = 1 if all_of_it else 10
    few = old_and_new(15_000 // share, 100 // share)
    flat = cpu_s(lambda: flat_difflib(*few), rounds=1)
    return tell(
        "15,000 words with 100 edits, s",
        took,
        0.3,
        f"flat difflib takes {flat:.2f} s for {15_000 // share:,} words; it grows with their square and more",
    )


def _from_nothing(old: Policy, new: Policy) -> None:
    """A comparison that finds no words cut by the one before: a small text's would all still be there."""
    units._words.cache_clear()
    compare(old, new)


def growth() -> bool:
    costs: dict[int, float] = {}
    for times in (1, 4, 16, 64):
        old, new = (policy(text) for text in old_and_new(1500 * times, 10 * times))
        costs[times] = cpu_s(partial(_from_nothing, old, new), rounds=3) / times
    shown = ", ".join(f"{times} x {cost * times * 1000:.0f} ms" for times, cost in costs.items())
    return tell("cost per word, 64 x / 1 x", costs[64] / costs[1], 1.5, shown)


def main() -> int:
    old, new = old_and_new(1500, 10)
    before, after = policy(old), policy(new)
    kept = [cold(old, new)]
    alone = cpu_s(lambda: compare(before, after), rounds=20)
    kept.append(tell("the comparison alone, ms", alone * 1000, 20, "1,500 words with ten edits"))
    kept.append(long_text(all_of_it="--flat" in sys.argv))
    kept.append(growth())
    for name, (left, right) in worst_cases().items():
        kept.append(tell(f"{name}, s", cpu_s(partial(compare, left, right), rounds=1), 10, ""))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
