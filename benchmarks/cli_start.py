"""How long the program takes to start, against what cannot be saved: loading the libraries it stands on.

    .venv/bin/python -m benchmarks.cli_start

Prints two ratios, each of processor times measured in this one run:
`policydocs --help` to `python -c "import click"` (at most 2), and `policydocs validate social-media` in the
sample practice, cold, to a process that only imports the same third-party modules (at most 2.5).

One policy, and always the same: what is looked at is the start, and a longer or a further sample policy is no
slower start. Until the sample had two policies and a translation, all of them were validated here; the limit
is the one of then. `cli_many` and `check_speed` look at many policies.
"""

from __future__ import annotations

import subprocess
import sys

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


def main() -> int:
    click = cheapest_cpu_s([sys.executable, "-c", "import click"], rounds=ROUNDS)
    start = cheapest_cpu_s([*START, "--help"], rounds=ROUNDS)
    modules = third_party_modules()
    only_imports = f"from importlib import import_module\nfor name in {modules!r}: import_module(name)"
    imports = cheapest_cpu_s([sys.executable, "-c", only_imports], rounds=ROUNDS)
    validate = cheapest_cpu_s([*START, "validate", POLICY], rounds=ROUNDS, exit_codes=(0, 1))
    packages = sorted({name.partition(".")[0] for name in modules})
    kept = [
        tell("--help / import click", start / click, 2, f"{start * 1000:.0f} ms / {click * 1000:.0f} ms"),
        tell(
            f"validate {POLICY}, cold / its third-party imports",
            validate / imports,
            2.5,
            f"{validate * 1000:.0f} ms / {imports * 1000:.0f} ms: {', '.join(packages)}",
        ),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
