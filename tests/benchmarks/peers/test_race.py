"""Programs are measured by turns, and one that does not work leaves the race with its reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from benchmarks.peers.race import ProgramError, Taken, entry, race, said

needs_posix = pytest.mark.skipif(os.name != "posix", reason="processor times of children are POSIX's")


@needs_posix
def test_one_that_fails_does_not_end_the_race(tmp_path: Path) -> None:
    good = entry(tmp_path, [sys.executable, "-c", "pass"])
    bad = entry(tmp_path, [sys.executable, "-c", "raise SystemExit(3)"])

    found = race({"good": good, "bad": bad}, rounds=1)

    assert isinstance(found["good"], Taken)
    assert isinstance(found["bad"], ProgramError)
    assert "ended with 3" in str(found["bad"])


@needs_posix
def test_runs_that_crashed_are_counted_but_not_timed(tmp_path: Path) -> None:
    # Fails at every other run.
    code = (
        "import os; there = os.path.exists('n'); os.rmdir('n') if there else os.mkdir('n'); exit(not there)"
    )

    found = race({"shaky": entry(tmp_path, [sys.executable, "-c", code], tries=2)}, rounds=2)

    assert isinstance(found["shaky"], Taken)
    assert found["shaky"].crashes == 2


def test_what_a_failing_program_said_is_told(tmp_path: Path) -> None:
    one = entry(tmp_path, [sys.executable, "-c", "import sys; sys.exit('no such policy')"])

    with pytest.raises(ProgramError, match="no such policy"):
        said(one)


def test_a_code_that_means_findings_is_no_failure(tmp_path: Path) -> None:
    one = entry(tmp_path, [sys.executable, "-c", "print('differs'); raise SystemExit(1)"], exit_codes=(0, 1))

    assert said(one).strip() == "differs"
