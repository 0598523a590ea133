"""Options that several commands share, and the shorthand to declare a command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from inspect import cleandoc
from typing import Any, TypeVar

import click

from policydocs.cli.commands import BY_NAME
from policydocs.cli.group import PolicydocsCommand

F = TypeVar("F", bound=Callable[..., Any])


def command(name: str, *, in_practice: bool = True) -> Callable[[Callable[..., Any]], PolicydocsCommand]:
    """A command whose help begins with its line of the table; the docstring holds the rest.

    The callback gets the `Session` first (as `click.pass_obj` gives it) and returns an `ExitCode`.

    Args:
        in_practice: whether it looks at a practice's folder, so that `-C` means something to it.
    """

    def declare(function: Callable[..., Any]) -> PolicydocsCommand:
        summary = BY_NAME[name].summary
        more = cleandoc(function.__doc__ or "")
        text = f"{summary}\n\n{more}" if more else summary
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
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_as_day,
        help="Use the editions in force on that day (2019-05-01), not those that are named.",
    )(function)


def _as_day(_context: click.Context, _parameter: click.Parameter, given: datetime | None) -> date | None:
    return None if given is None else given.date()


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
