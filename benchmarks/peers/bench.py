"""What every job is given: a folder to work in, the programs that could be had, and how often to measure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.install import Installed, Missing


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the comparison."""

    folder: Path  #: a scratch folder that holds nothing yet
    peers: Mapping[str, Installed | Missing]
    rounds: int  #: measured runs of each program; the least counts
    quick: bool  #: leave out what takes long

    def program(self, name: str) -> str:
        """Its path; only for one that `why_not` has nothing against."""
        found = self.peers[name]
        assert isinstance(found, Installed)
        return found.program

    def why_not(self, names: Collection[str]) -> str:
        """Why what needs these programs cannot be run; nothing if it can."""
        reasons = []
        for name in names:
            found = self.peers.get(name)
            if found is None:
                reasons.append(f"{name} was left out of this run")
            elif isinstance(found, Missing):
                reasons.append(f"{name} is missing: {found.reason}")
        return "; ".join(reasons)
