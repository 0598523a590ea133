"""Commands that have commands of their own: `policydocs clients list`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from inspect import cleandoc
from typing import Any

import click

from policydocs.cli.commands import BY_NAME
from policydocs.cli.concealing import concealed
from policydocs.cli.group import PolicydocsCommand, common_options
from policydocs.cli.help_text import example_first
from policydocs.cli.output import visible

_SETTINGS = {"max_content_width": 80}


class Subcommands(click.Group):
    """A group whose commands take the common options, and that does something itself where none is named."""

    command_class = PolicydocsCommand
    order: Sequence[str] = ()  #: of its commands, in the help

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(common_options())

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(name.lower(), self.commands, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(self.commands)}."
            raise click.UsageError(f"There is no '{ctx.info_name} {visible(name)}'. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for name in self.order if name in self.commands]


def group(name: str, order: Sequence[str]) -> Callable[[Callable[..., Any]], Subcommands]:
    """A group whose help begins with its line of the table. Its callback runs before any command of it.

    Args:
        order: of its commands, in the help.
    """

    def declare(function: Callable[..., Any]) -> Subcommands:
        more = cleandoc(function.__doc__ or "")
        made = click.group(
            name,
            cls=Subcommands,
            help=example_first(f"{BY_NAME[name].summary}\n\n{more}"),
            invoke_without_command=True,
            context_settings=_SETTINGS,
        )(click.pass_context(concealed(function)))
        assert isinstance(made, Subcommands)
        made.order = order
        return made

    return declare


def subcommand(of: Subcommands, name: str) -> Callable[[Callable[..., Any]], PolicydocsCommand]:
    """One command of a group; its callback gets the `Session` first and returns an `ExitCode`."""

    def declare(function: Callable[..., Any]) -> PolicydocsCommand:
        made = of.command(
            name, help=example_first(cleandoc(function.__doc__ or "")), context_settings=_SETTINGS
        )(click.pass_obj(concealed(function)))
        assert isinstance(made, PolicydocsCommand)
        return made

    return declare
