"""A program that cannot be had is named with the reason, and the others are still installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from benchmarks.peers.bench import Bench
from benchmarks.peers.install import Missing, Peer, install

NOWHERE = (
    Peer("Example", "Debian", ("example-program",), "example-program"),
    Peer("Other", "npm", ("other-program",), "other-program"),
)


def test_each_missing_program_has_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)

    found = install(NOWHERE, tmp_path)

    reasons = [one.reason for one in found.values() if isinstance(one, Missing)]
    assert reasons == [
        "not on this machine, and no right to install it: apt-get install example-program",
        "npm is not on this machine",
    ]


def test_what_needs_a_missing_program_says_why_it_does_not_run(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"Example": Missing(NOWHERE[0], "no network")}, 1, True)

    assert bench.why_not(["Example", "Other"]) == (
        "Example is missing: no network; Other was left out of this run"
    )
    assert bench.why_not([]) == ""
