"""`policydocs demo`: the whole story on a sample practice, with the commands that a user would type."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from textwrap import wrap

import click

from policydocs.cli import demo_story
from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.fitting import WIDEST, fitted
from policydocs.cli.machine import DATA_VARIABLE
from policydocs.cli.new_folder import refuse_unless_empty
from policydocs.cli.options import command
from policydocs.cli.output import Output
from policydocs.cli.write_files import make_folder
from policydocs.errors import ExitCode, InputError, SurroundingsError

_FOLDER = "policydocs-demo"
_MARGIN = 2
_NARROWEST = 40
_NARRATION = 78


@command("demo", in_practice=False)
@click.argument("folder", metavar="[DIR]", required=False)
def demo(session: Session, *, folder: str | None) -> ExitCode:
    """DIR is a new or an empty folder; without it, policydocs-demo where you are, or policydocs-demo-2 if
    that is taken. A folder with anything in it is left as it is.

    It makes a sample practice there, finds a gap in its policy and mends it, releases version 1.0.0, changes
    a promise, and releases 1.1.0 with a notice; then three clients are told of it, by letters that are made
    and not sent. Each command is shown with what it says; at the end you see which files to open. Nothing
    outside of DIR is touched, and no setting of yours is used: to be rid of it, delete the folder.

    Exit codes: 0 done, 2 the folder is not empty, 3 no git or no disk.

    \b
    Examples:
      policydocs demo
      policydocs demo my-demo
    """
    target = Path(folder) if folder else _new_folder()
    refuse_unless_empty(target, fix="Name a new folder:  policydocs demo another-folder")
    from policydocs.history.repository import git_version

    git_version()  # before anything is made
    made = not target.exists()
    make_folder(target, option="")
    try:
        with _environment(_variables(target.absolute() / demo_story.DATA)):
            with_clients = _prepared_for_clients(session.output, target)
            _tell_story(session.output, target, with_clients=with_clients)
    except BaseException:
        _remove(target, whole=made)
        raise
    _tell_end(session.output, target, with_clients=with_clients)
    return ExitCode.DONE


def _new_folder() -> Path:
    """The first that is not taken, so that the same command works again."""
    names = chain([_FOLDER], (f"{_FOLDER}-{number}" for number in count(2)))
    return next(path for path in map(Path, names) if not os.path.lexists(path))


def _prepared_for_clients(output: Output, target: Path) -> bool:
    """The file that the roster comes from; False where no client's name may be kept in that folder.

    The clients are made up, yet the commands are the real ones, which refuse such a place.
    """
    from policydocs.delivery.place import refuse_unfit

    data = target.absolute() / demo_story.DATA
    make_folder(data, option="")
    # So that the demo can be had within somebody's repository: git leaves alone what is in here.
    (data / ".gitignore").write_text("*\n", encoding="utf-8")
    try:
        refuse_unfit(data)
    except InputError as error:
        output.warn(f"The part about clients is left out. {error.problem}")
        return False
    (target / demo_story.CLIENTS_FILE).write_text(demo_story.CLIENTS, encoding="utf-8")
    return True


def _tell_story(output: Output, target: Path, *, with_clients: bool) -> None:
    practice = target / demo_story.PRACTICE
    data = target.absolute() / demo_story.DATA
    steps = [step for step in demo_story.STORY if with_clients or not step.tells]
    output.result("A private practice and its policy on social media, from first line to change.")
    output.result("The practice is made up. The commands are real: you type the same ones.")
    original = ""
    for number, step in enumerate(steps, 1):
        hanging = " " * len(f"{number}. ")
        lines = wrap(f"{number}. {step.said}", _NARRATION, subsequent_indent=hanging)
        output.result("\n" + "\n".join(lines))
        output.result(_indented(f"$ {step.shown}"))
        if step.edit:
            demo_story.edit_policy(practice, original, step.edit)
        said = _run(step, practice).replace(f"{practice}{os.sep}", "")  # as one sees it who works there
        said = said.replace(str(data), f"..{os.sep}{demo_story.DATA}")
        for paragraph in step.told(said):
            output.result(_indented(paragraph))
        original = original or (practice / demo_story.POLICY_FILE).read_bytes().decode("utf-8")


def _tell_end(output: Output, target: Path, *, with_clients: bool) -> None:
    output.result("\nThis was made. Open, and read it as a client would:")
    found: dict[Path, list[tuple[str, str]]] = {}
    for one in demo_story.TO_OPEN:
        if one.root == demo_story.DATA and not with_clients:
            continue
        folder, file = target / one.root / one.folder, one.found(target)
        if file is None:
            raise SurroundingsError(
                "A file of the demo is gone again.", path=str(folder / one.name), fix="Run the demo again."
            )
        found.setdefault(folder, []).append((str(file.relative_to(folder)), one.what))
    width = max(len(name) for files in found.values() for name, _ in files)
    for folder, files in found.items():
        output.result(f"  {folder}{os.sep}")
        for name, what in files:
            output.result(f"    {name.ljust(width)}  {what}")
    output.next_step(
        f"Next: to go on with this practice:  cd {target / demo_story.PRACTICE}   then   policydocs status\n"
        "For your own:  policydocs init my-practice"
    )


def _run(step: demo_story.Step, practice: Path) -> str:
    """What the command said on stdout.

    Raises:
        PolicydocsError: what the command raised.
        SurroundingsError: it ended otherwise than the story has it.
    """
    from policydocs.cli.main import policydocs

    results = ""
    for command_line in (step.command, *step.others):
        recorded = _Recorded()
        session = Session()
        session.output = recorded
        name, *arguments = command_line
        where = ["-C", str(practice)]
        files = [str(practice / step.file)] if step.file else []
        words = [name, str(practice), *arguments] if name == "init" else [*where, name, *arguments, *files]
        code = policydocs.main(words, standalone_mode=False, obj=session)
        if code != step.code:
            raise SurroundingsError(
                f"The demo stopped: this ended with exit code {code}, expected {step.code}:\n  {step.shown}\n"
                + "".join(recorded.said),
                fix="Run  policydocs doctor  to see whether something is missing on this computer.",
            )
        results = results or "".join(recorded.results)
    return results


class _Recorded(Output):
    """Keeps what a command says instead of saying it."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[str] = []
        self.said: list[str] = []  #: results, talk and warnings as they came

    def result(self, text: str, *, end: str = "\n") -> None:
        self.results.append(text if text.endswith(end) else text + end)
        self.said.append(self.results[-1])

    def talk(self, text: str = "") -> None:
        self.said.append(text + "\n")

    def warn(self, text: str) -> None:
        self.said.append(text + "\n")


def _indented(text: str) -> str:
    # A line with colours is a drawn one: it fits already.
    fitting = "\n".join(one if "\x1b" in one else fitted(one, _NARRATION) for one in text.split("\n"))
    return "\n".join(f"{' ' * _MARGIN}{line}".rstrip() for line in fitting.split("\n"))


def _variables(data: Path) -> Mapping[str, str]:
    """What keeps the demo within its folder: its own data, and none of the user's settings of git.

    A signing key would ask for its password, a hook of the user's would run, and the sample practice's name
    would not be the author.
    """
    columns = min(shutil.get_terminal_size().columns, WIDEST)
    moment = str(int(now().timestamp()))  # where SOURCE_DATE_EPOCH stands in for the clock, for git too
    return {
        "GIT_AUTHOR_DATE": f"@{moment} +0000",
        "GIT_COMMITTER_DATE": f"@{moment} +0000",
        DATA_VARIABLE: str(data),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "0",
        "COLUMNS": str(max(columns - _MARGIN, _NARROWEST)),
    }


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """These variables for the block, as for a program that is started with them."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _remove(target: Path, *, whole: bool) -> None:
    """Take away what was made; the folder was empty or absent before."""
    if whole:
        shutil.rmtree(target, ignore_errors=True)
        return
    for name in (demo_story.PRACTICE, demo_story.DATA):
        shutil.rmtree(target / name, ignore_errors=True)
    (target / demo_story.CLIENTS_FILE).unlink(missing_ok=True)
