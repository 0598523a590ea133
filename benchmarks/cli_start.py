"""How long the program takes to start, against what cannot be saved: loading the libraries it stands on.

    .venv/bin/python -m benchmarks.cli_start

Prints ratios of processor times measured in this one run: `policydocs --help` to `python -c "import click"`
(at most 2), and `policydocs validate` of the sample practice, cold, to a process that only imports the same
third-party modules (at most 2.5). What `validate` found in a policy it keeps in the git directory
(docs/decisions/0019), so that is a practice in git where it ran before.

Then, without a limit, what it costs where something has to be read anew, each compared with the modules that
it loads itself:

- one policy of 2,500 words changed, which is held against the others, of which is kept what they say;
- outside of git, where nothing is kept: one policy, alone in its practice; a practice of two policies; one
  policy of the sample practice, held against all others; the whole sample practice, of 12,000 words.
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
        kept.append(compared("the sample practice", in_git, limit=2.5))
        compared("one policy of it changed", in_git, POLICY, before=changing)
        compared("one policy, alone in its practice, nothing kept", alone)
        compared("a practice of two policies, nothing kept", first)
        compared("one policy, held against the sample's others, nothing kept", anew, POLICY)
        compared("the sample practice, nothing kept", anew)
    return 0 if all(kept) else 1


def practice_of(folder: Path, *policies: str) -> Path:
    """The sample practice with nothing but these policies in it."""
    (folder / "policies").mkdir(parents=True)
    for name in ("policydocs.toml", *(f"policies/{policy}.md" for policy in policies)):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def change(policy: Path) -> None:
    policy.write_text(policy.read_text("utf-8") + "\nOne more sentence stands here.\n", "utf-8")


def compared(
    what: str,
    folder: Path,
    *policies: str,
    before: Callable[[], None] = lambda: None,
    limit: float | None = None,
) -> bool:
    """`validate` there, to a process that only imports what that run imports of other people's modules.

    Args:
        before: done before each run.

    Returns:
        Whether the limit was kept, where there is one.
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
    name = f"validate, cold, {what} / its third-party imports"
    if limit is not None:
        return tell(name, least / imports, limit, detail)
    print(f"{name}: {least / imports:.2f}   {detail}")
    return True


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
