"""Options that several commands share, and the shorthand to declare a command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from inspect import cleandoc
from typing import Any, TypeVar

import click

from policydocs.cli.commands import BY_NAME
from policydocs.cli.group import PolicydocsCommand
from policydocs.cli.help_text import example_first

F = TypeVar("F", bound=Callable[..., Any])

#: The formats of a handout or a notice: those of `render.handout_files`, which no help page should load.
FILE_FORMATS = ("pdf", "docx", "html", "txt")
#: The type of an option that takes a day; with the callback `as_day`.
DAY = click.DateTime(["%Y-%m-%d"])


def as_day(_context: click.Context, _parameter: click.Parameter, given: datetime | None) -> date | None:
    """The day alone of what `DAY` reads."""
    return None if given is None else given.date()


def command(name: str, *, in_practice: bool = True) -> Callable[[Callable[..., Any]], PolicydocsCommand]:
    """A command whose help begins with its line of the table; the docstring holds the rest.

    The callback gets the `Session` first (as `click.pass_obj` gives it) and returns an `ExitCode`.

    Args:
        in_practice: whether it looks at a practice's folder, so that `-C` means something to it.
    """

    def declare(function: Callable[..., Any]) -> PolicydocsCommand:
        summary = BY_NAME[name].summary
        more = cleandoc(function.__doc__ or "")
        text = example_first(f"{summary}\n\n{more}" if more else summary)
        made = click.command(
            name, cls=PolicydocsCommand, help=text, context_settings={"max_content_width": 80}
        )(click.pass_obj(function))
        assert isinstance(made, PolicydocsCommand)
        if not in_practice:
            made.params = [parameter for parameter in made.params if "-C" not in parameter.opts]
        return made

    return declare


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`, the first one by default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        metavar="FORMAT",
        help=f"text, for people; {', '.join(formats[1:])} for programs.",
    )


def report_options(*formats: str) -> Callable[[F], F]:
    """`--format` and `-o` of a report that can also be a page for others to read."""

    def declare(function: F) -> F:
        for option in (
            click.option(
                "-o",
                "--output",
                "output_file",
                metavar="FILE",
                help="Where to write the report. [default: the screen]",
            ),
            click.option(
                "--format",
                "format_",
                type=click.Choice(formats),
                default=formats[0],
                metavar="FORMAT",
                help="text, for people; html, pdf: to show to others; json, sarif, github: for programs.",
            ),
        ):
            function = option(function)
        return function

    return declare


def checklist_option(function: F) -> F:
    """`--checklist ID`, as often as wanted."""
    return click.option(
        "--checklist",
        "checklists",
        metavar="ID",
        multiple=True,
        help="Check against this one; repeat it for several. 'policydocs checklists' lists them.",
    )(function)


def as_of_option(function: F) -> F:
    """`--as-of DATE`: the day whose editions count."""
    return click.option(
        "--as-of",
        "as_of",
        metavar="DATE",
        type=DAY,
        callback=as_day,
        help="Use the editions in force on that day (2019-05-01), not those that are named.",
    )(function)


def strict_option(function: F) -> F:
    """`--strict`: warnings fail too."""
    return click.option("--strict", is_flag=True, help="What is only to be looked at fails too.")(function)


def evidence_option(function: F) -> F:
    """`--evidence`: the sentences behind each verdict."""
    return click.option(
        "-e",
        "--evidence",
        is_flag=True,
        help="Show the sentence behind each verdict, and every idea.",
    )(function)


def file_options(function: F) -> F:
    """`--to`, `--paper` and `--large-print`: what handouts and notices are made as."""
    for option in (
        click.option("--large-print", is_flag=True, help="18-point type, for clients who need it."),
        click.option(
            "--paper",
            type=click.Choice(["letter", "a4"]),
            help="Paper size. [default: as in policydocs.toml]",
        ),
        click.option(
            "--to",
            "formats",
            metavar="LIST",
            default=",".join(FILE_FORMATS),
            show_default=True,
            callback=_formats,
            help="Which formats, with commas between them.",
        ),
    ):
        function = option(function)
    return function


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """`pdf,docx` as names; a wrong one is refused with those that there are."""
    names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
    wrong = [name for name in names if name not in FILE_FORMATS]
    if wrong or not names:
        raise click.BadParameter(f"{', '.join(wrong) or 'nothing'} is not one of {', '.join(FILE_FORMATS)}.")
    return names
