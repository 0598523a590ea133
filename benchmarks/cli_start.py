"""How long the program takes to start, against what cannot be saved: loading the libraries it stands on.

    .venv/bin/python -m benchmarks.cli_start

Prints ratios of processor times measured in this one run: `policydocs --help` to `python -c "import click"`
(at most 2), and `policydocs validate`, cold, to a process that only imports the same third-party modules (at
most 2.5). The latter six times, from the least work to the most. What `validate` found in a policy it keeps
in the git directory (docs/decisions/0019): the first two are of a practice where it ran before, the others of
folders outside of git, where every policy is read anew each time.

- the sample practice, six policies and a translation, of 12,000 words: nothing changed since the last time;
- one policy of 2,500 words changed, which is held against the others, of which is kept what they say;
- one policy, the only one of its practice, read anew: the start, and reading it;
- a practice of two policies, both read anew: those with which the sample began, as they are now;
- one policy of the sample practice, where all others are read anew, too, to hold it against them;
- the whole sample practice, all of it read anew and each policy held against its checklists.

Each is compared with the modules that it loaded itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.measuring import ROOT, cheapest_cpu_s, cost, tell

POLICY = "social-media"
START = (sys.executable, "-c", "from policydocs.cli.main import main; main()")
ROUNDS = 15
SAMPLE = tuple(sorted(path.stem for path in (ROOT / "policies").glob("[!R]*.md")))

#: Runs `validate` and then prints the third-party modules that it loaded, top-level packages' submodules too.
LIST_MODULES = """
import sys, sysconfig
from pathlib import Path
from policydocs.cli.main import policydocs
try:
    policydocs.main(["validate", *sys.argv[1:]])
except SystemExit:
    pass
places = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None)
    ours = name.partition(".")[0] == "policydocs"
    if file and not ours and any(place in Path(file).resolve().parents for place in places):
        print(name, file=sys.stderr)
"""


def main() -> int:
    click = cheapest_cpu_s([sys.executable, "-c", "import click"], rounds=ROUNDS)
    start = cheapest_cpu_s([*START, "--help"], rounds=ROUNDS)
    kept = [tell("--help / import click", start / click, 2, f"{start * 1000:.0f} ms / {click * 1000:.0f} ms")]
    with tempfile.TemporaryDirectory() as name:
        in_git = practice_of(Path(name) / "git", *SAMPLE)
        subprocess.run(["git", "init", "--quiet", str(in_git)], check=True)
        anew = practice_of(Path(name) / "anew", *SAMPLE)
        alone = practice_of(Path(name) / "one", POLICY)
        first = practice_of(Path(name) / "two", POLICY, "release-of-information")
        changing = partial(change, in_git / "policies" / f"{POLICY}.md")
        kept += [
            compared("the sample practice, nothing changed", in_git),
            compared("one policy changed, the others not", in_git, POLICY, before=changing),
            compared("one policy, alone in its practice, anew", alone),
            compared("a practice of two policies, anew", first),
            compared("one policy, held against the sample's others, all anew", anew, POLICY),
            compared("the whole sample practice, anew", anew),
        ]
    return 0 if all(kept) else 1


def practice_of(folder: Path, *policies: str) -> Path:
    """The sample practice with nothing but these policies in it."""
    (folder / "policies").mkdir(parents=True)
    for name in ("policydocs.toml", *(f"policies/{policy}.md" for policy in policies)):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def change(policy: Path) -> None:
    policy.write_text(policy.read_text("utf-8") + "\nOne more sentence stands here.\n", "utf-8")


def compared(what: str, folder: Path, *policies: str, before: Callable[[], None] = lambda: None) -> bool:
    """`validate` there, to a process that only imports what that run imports of other people's modules.

    Args:
        before: done before each run.
    """
    command = [*START, "validate", *policies]
    cost(command, folder=folder)
    before()
    modules = third_party_modules(folder, *policies)
    only_imports = f"from importlib import import_module\nfor name in {modules!r}: import_module(name)"
    imports = cheapest_cpu_s([sys.executable, "-c", only_imports], rounds=ROUNDS)
    taken = []
    for _ in range(ROUNDS):
        before()
        taken.append(cost(command, folder=folder).cpu_s)
    least = min(taken)
    detail = f"{least * 1000:.0f} ms / {imports * 1000:.0f} ms"
    return tell(f"validate, cold, {what} / its third-party imports", least / imports, 2.5, detail)


def third_party_modules(folder: Path, *policies: str) -> list[str]:
    """The modules of other people that `validate` imports there, in the order in which they were loaded."""
    run = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, *policies],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [line for line in run.stderr.splitlines() if line.isascii() and " " not in line and line]


if __name__ == "__main__":
    sys.exit(main())
