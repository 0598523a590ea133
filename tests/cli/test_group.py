"""How the program starts, finds its commands and ends."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

from policydocs import __version__
from policydocs.cli.commands import COMMANDS, TASKS, Entry
from policydocs.cli.group import PolicydocsCommand, ended
from policydocs.cli.main import policydocs
from policydocs.errors import InputError, InputErrors, SurroundingsError


def test_help_lists_every_command_under_its_task_in_the_order_of_the_table() -> None:
    outcome = CliRunner().invoke(policydocs, ["--help"])

    assert outcome.exit_code == 0
    places = [outcome.stdout.index(f"\n  {entry.name} ") for entry in COMMANDS]
    assert places == sorted(places)
    for task in {entry.task for entry in COMMANDS}:
        assert f"\n{task}:\n" in outcome.stdout


def test_without_a_command_the_help_is_the_result() -> None:
    outcome = CliRunner().invoke(policydocs, [])

    assert outcome.exit_code == 0
    assert outcome.stdout.startswith("Usage: policydocs")
    assert outcome.stderr == ""


def test_help_imports_no_command_and_no_large_library() -> None:
    program = (
        "import sys\n"
        "from policydocs.cli.main import policydocs\n"
        "policydocs.main(['--help'], standalone_mode=False)\n"
        "heavy = {'rich', 'pydantic', 'git', 'typst', 'docx', 'lxml', 'ruamel', 'markdown_it', 'jinja2'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stderr.strip() == "[]"


def test_a_run_that_ends_leaves_nothing_to_be_looked_through_by_the_collector() -> None:
    program = (
        "import atexit, gc, sys\n"
        "from policydocs.cli.main import main\n"
        "def look(): print(len(gc.get_objects()), gc.get_freeze_count() > 1000, file=sys.stderr)\n"
        "atexit.register(look)\n"
        "sys.argv = ['policydocs', '--version']\n"
        "main()\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    left, frozen = run.stderr.split()
    assert frozen == "True"
    assert int(left) < 1000


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_each_line_of_the_table_names_a_command_with_that_summary_and_the_common_options(
    entry: Entry,
) -> None:
    module, _, attribute = entry.target.partition(":")
    command = getattr(import_module(module), attribute)

    assert entry.task in TASKS
    assert command.name == entry.name
    assert command.help.replace("\n", " ").startswith(entry.summary)
    if isinstance(command, PolicydocsCommand):
        options = {option for parameter in command.params for option in parameter.opts}
        assert "-q" in options
        assert ("-C" in options) == (entry.name not in {"init", "demo", "restore", "schema", "completion"})


def test_the_version_is_told() -> None:
    outcome = CliRunner().invoke(policydocs, ["--version"])

    assert outcome.stdout == f"policydocs {__version__}\n"


def test_an_unknown_command_names_the_nearest_and_ends_with_2() -> None:
    outcome = CliRunner().invoke(policydocs, ["vaildate"])

    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    assert "'vaildate'" in outcome.stderr
    assert "'validate'" in outcome.stderr


def test_an_unknown_option_ends_with_2_and_names_the_nearest() -> None:
    outcome = CliRunner().invoke(policydocs, ["validate", "--strickt"])

    assert outcome.exit_code == 2
    assert "--strict" in outcome.stderr


def _raising(error: BaseException) -> Callable[[], object]:
    def run() -> object:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputError("It is odd.", path="a.md", line=3, fix="Mend it."), 2, "a.md:3: It is odd.\n  Mend it."),
        (InputErrors([InputError("One."), InputError("Two.")]), 2, "One.\nTwo.\n2 things to mend"),
        (SurroundingsError("No git."), 3, "No git."),
        (KeyboardInterrupt(), 130, "Stopped."),
        (click.Abort(), 130, "Stopped."),
        (OSError(errno.ENOSPC, "No space left on device", "x.pdf"), 3, "x.pdf: No space left on device"),
        (RecursionError("too deep"), 3, "a mistake in policydocs"),
        (click.UsageError("Not like that."), 2, "Not like that."),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_each_way_to_fail_has_its_code_and_its_words(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(_raising(error)) == code

    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_control_characters_of_a_message_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ended(_raising(InputError("\x1b[2J\x07gone", path="a\u202eb.md")))

    assert capsys.readouterr().err == "Error: a\ufffdb.md: \ufffd[2J\ufffdgone\n"


def test_a_practice_folder_that_does_not_exist_is_told() -> None:
    outcome = CliRunner().invoke(policydocs, ["-C", "nowhere", "validate"])

    assert outcome.exit_code == 2
    assert "nowhere: There is no such folder." in outcome.stderr
