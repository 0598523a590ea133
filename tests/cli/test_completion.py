"""The Tab key, pressed in real shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run, write

ENDINGS = {
    # As bash itself does it when Tab is pressed after these words.
    "bash": "COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
    '_policydocs_completion policydocs; printf "%s\\n" "${{COMPREPLY[@]}}"',
    "fish": "complete --do-complete '{line}'",
}


@pytest.fixture
def programs(tmp_path: Path) -> str:
    """A PATH whose policydocs is the one of these tests."""
    write(tmp_path / "bin" / "policydocs", f'#!/bin/sh\nexec {sys.executable} -m policydocs "$@"\n').chmod(
        0o755
    )
    return f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"


def pressed(shell: str, words: list[str], run: Run, programs: str) -> list[str]:
    """What the shell offers after these words, the last of which is being typed."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    script = run("completion", shell).stdout
    line = " ".join(words)
    quoted = " ".join(f"'{word}'" for word in words)
    end = ENDINGS[shell].format(words=quoted, line=line)
    outcome = subprocess.run(
        [shell, "-c", f"{script}\n{end}"],
        env={**os.environ, "PATH": programs},
        capture_output=True,
        text=True,
        check=True,
    )
    assert outcome.stderr == ""
    return [offered.split("\t")[0] for offered in outcome.stdout.split("\n") if offered]


@pytest.mark.parametrize("shell", ENDINGS)
def test_a_command_is_completed(practice: Path, run: Run, programs: str, shell: str) -> None:
    assert pressed(shell, ["policydocs", "val"], run, programs) == ["validate"]


@pytest.mark.parametrize("shell", ENDINGS)
def test_a_policy_is_completed_by_its_name(practice: Path, run: Run, programs: str, shell: str) -> None:
    write(practice / "policies" / "texting.md", "# not even readable")

    assert pressed(shell, ["policydocs", "diff", ""], run, programs) == ["questions", "texting"]
    assert pressed(shell, ["policydocs", "validate", "te"], run, programs) == ["texting"]


def test_a_checklist_is_completed(practice: Path, run: Run, programs: str) -> None:
    found = pressed("bash", ["policydocs", "validate", "--checklist", "nasw-20"], run, programs)

    assert "nasw-2021" in found
    shown = pressed("bash", ["policydocs", "checklists", "show", "good-pra"], run, programs)
    assert shown == ["good-practice"]


def test_an_option_and_its_values_are_completed(practice: Path, run: Run, programs: str) -> None:
    assert pressed("bash", ["policydocs", "build", "--large"], run, programs) == ["--large-print"]
    assert pressed("bash", ["policydocs", "build", "--paper", ""], run, programs) == ["letter", "a4"]


def test_nothing_is_offered_or_said_outside_of_a_practice(empty: Path, run: Run, programs: str) -> None:
    assert pressed("bash", ["policydocs", "diff", ""], run, programs) == []


def test_clients_are_not_offered(practice: Path, run: Run, programs: str) -> None:
    added = run("clients", "add", "c-0001", "--name", "Dana Sample")
    assert added.exit_code == 0, added.stderr

    assert pressed("bash", ["policydocs", "give", ""], run, programs) == []
    assert pressed("bash", ["policydocs", "clients", "remove", ""], run, programs) == []


def test_zsh_takes_the_script(practice: Path, run: Run, programs: str) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not here")
    script = run("completion", "zsh").stdout

    outcome = subprocess.run(
        ["zsh", "-fc", f"{script}\nprint -r -- $_comps[policydocs]"],
        env={**os.environ, "PATH": programs},
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.stdout == "_policydocs_completion\n", outcome.stderr


def test_another_shell_is_refused(run: Run) -> None:
    outcome = run("completion", "powershell")

    assert outcome.exit_code == 2
    assert "bash" in outcome.stderr
