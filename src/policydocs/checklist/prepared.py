"""Data of the package worked out beforehand: reading YAML and TOML would take half of a command's time.

`data/prepared/` holds, as JSON, what is made of the data files that people write, each with the SHA-256 of
these files. It is used only where that digest is right: an edited file always counts, prepared or not.
`python -m policydocs.checklist.prepare` writes the prepared files anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from policydocs.values import frozen

DATA = Path(__file__).parent / "data"

Sources = Mapping[str, bytes]  #: data files by their paths below the data folder


@frozen
class Preparation:
    """One prepared file: what it is made of, and how."""

    name: str  #: of the file in `data/prepared/`, without ".json"
    patterns: tuple[str, ...]  #: its sources below the data folder, in order: "topics/*.toml"
    make: Callable[[Sources], Any]  #: what JSON can hold, of the sources

    def load(self, data: Path = DATA) -> Any:
        """What was prepared of just these sources; made on the spot where nothing was."""
        sources = self.sources(data)
        try:
            kept = (data / "prepared" / f"{self.name}.json").read_bytes()
        except FileNotFoundError:
            return self.make(sources)
        if not kept.startswith(_head(sources)):
            return self.make(sources)
        return json.loads(kept)["made"]

    def sources(self, data: Path = DATA) -> Sources:
        """The files that it is made of."""
        paths = (path for pattern in self.patterns for path in sorted(data.glob(pattern)))
        return {path.relative_to(data).as_posix(): path.read_bytes() for path in paths}

    def content(self, data: Path = DATA) -> bytes:
        """What the prepared file has to hold: the same bytes for the same sources."""
        sources = self.sources(data)
        made = json.dumps(self.make(sources), ensure_ascii=False, separators=(",", ":"))
        return _head(sources) + made.encode() + b"}\n"


def _head(sources: Sources) -> bytes:
    """How the prepared file of these sources begins."""
    digest = sha256()
    for path, content in sources.items():
        digest.update(f"{path} {len(content)}\n".encode())
        digest.update(content)
    return f'{{"sha256":"{digest.hexdigest()}","made":'.encode()
