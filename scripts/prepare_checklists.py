"""Write `data/prepared/*.json` anew after a change to a checklist: python scripts/prepare_checklists.py"""

from __future__ import annotations

from pathlib import Path

import policydocs.checklist
from policydocs.checklist.library import read_checklist
from policydocs.checklist.prepared import prepare


def main() -> None:
    """Every built-in checklist; files of checklists that are gone are removed."""
    data = Path(policydocs.checklist.__path__[0]) / "data"
    folder = data / "prepared"
    folder.mkdir(exist_ok=True)
    wanted = set()
    for source in sorted(data.glob("*.yaml")):
        content = source.read_bytes()
        made = folder / f"{source.stem}.json"
        made.write_bytes(prepare(read_checklist(content, path=source.name), content))
        wanted.add(made)
    for old in set(folder.glob("*.json")) - wanted:
        old.unlink()


if __name__ == "__main__":
    main()
