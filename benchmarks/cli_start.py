"""How long the program takes to start, against what cannot be saved: loading the libraries it stands on.

    .venv/bin/python -m benchmarks.cli_start

Prints ratios of processor times measured in this one run: `policydocs --help` to `python -c "import click"`
(at most 2), and `policydocs validate`, cold, to a process that only imports the same third-party modules (at
most 2.5). The latter four times, from the least work to the most:

- one policy, the only one of its practice: the start, and reading one policy of 2,500 words;
- a practice of two policies, both validated: those with which the sample began, as they are now;
- the same policy in the sample practice: it is held against the other five, which are read for that;
- the whole sample practice: six policies and a translation, of 12,000 words, each against its checklists.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import ROOT, cheapest_cpu_s, tell

POLICY = "social-media"
START = (sys.executable, "-c", "from policydocs.cli.main import main; main()")
ROUNDS = 15

#: Runs `validate` and then prints the third-party modules that it loaded, top-level packages' submodules too.
LIST_MODULES = """
import sys, sysconfig
from pathlib import Path
from policydocs.cli.main import policydocs
try:
    policydocs.main(["validate", "social-media"])
except SystemExit:
    pass
places = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None)
    ours = name.partition(".")[0] == "policydocs"
    if file and not ours and any(place in Path(file).resolve().parents for place in places):
        print(name, file=sys.stderr)
"""


def third_party_modules() -> list[str]:
    """The modules of other people that `validate` imports, in the order in which they were loaded."""
    run = subprocess.run(
        [sys.executable, "-c", LIST_MODULES],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [line for line in run.stderr.splitlines() if line.isascii() and " " not in line and line]


def practice_of(folder: Path, *policies: str) -> Path:
    """The sample practice with nothing but these policies in it."""
    (folder / "policies").mkdir(parents=True)
    for name in ("policydocs.toml", *(f"policies/{policy}.md" for policy in policies)):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def main() -> int:
    click = cheapest_cpu_s([sys.executable, "-c", "import click"], rounds=ROUNDS)
    start = cheapest_cpu_s([*START, "--help"], rounds=ROUNDS)
    modules = third_party_modules()
    only_imports = f"from importlib import import_module\nfor name in {modules!r}: import_module(name)"
    imports = cheapest_cpu_s([sys.executable, "-c", only_imports], rounds=ROUNDS)
    kept = [tell("--help / import click", start / click, 2, f"{start * 1000:.0f} ms / {click * 1000:.0f} ms")]
    with tempfile.TemporaryDirectory() as folder_name:
        alone = practice_of(Path(folder_name) / "one", POLICY)
        first = practice_of(Path(folder_name) / "two", POLICY, "release-of-information")
        for what, arguments, folder in (
            ("one policy, alone in its practice", [POLICY], alone),
            ("a practice of two policies", [], first),
            ("one policy, held against the sample's others", [POLICY], ROOT),
            ("the whole sample practice", [], ROOT),
        ):
            command = [*START, "validate", *arguments]
            taken = cheapest_cpu_s(command, rounds=ROUNDS, folder=folder, exit_codes=(0, 1))
            detail = f"{taken * 1000:.0f} ms / {imports * 1000:.0f} ms"
            kept.append(
                tell(f"validate, cold, {what} / its third-party imports", taken / imports, 2.5, detail)
            )
    print(f"third-party imports: {', '.join(sorted({name.partition('.')[0] for name in modules}))}")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
