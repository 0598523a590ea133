"""The click group and command that all of policydocs is made of: lazy loading, help by task, clear ends.

Every way out of the program passes through `PolicydocsGroup.main`, so that no input ends in a traceback
and each kind of failure has the exit code of the contract.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import click

from policydocs.cli.commands import BY_NAME, COMMANDS, TASKS
from policydocs.cli.completing import offer_names
from policydocs.cli.context import Session
from policydocs.cli.fitting import fitted_to
from policydocs.cli.output import silence, standard_error, visible
from policydocs.errors import ExitCode, InputErrors, PolicydocsError

#: Set to anything to see the traceback of an unexpected fault, for a report to the maintainers.
TRACEBACK_VARIABLE = "POLICYDOCS_TRACEBACK"


def _set_quiet(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Session).output.quiet = True


def _set_start(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).start_in(value)


def common_options() -> list[click.Option]:
    """The options that stand before or after a command's name alike."""
    return [
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_set_quiet,
            help="Only the result and errors, no talk.",
        ),
        click.Option(
            ["-C", "--practice-folder"],
            metavar="DIR",
            expose_value=False,
            callback=_set_start,
            help="The practice's folder, if you are not in it.",
        ),
    ]


class PolicydocsCommand(click.Command):
    """A command whose callback returns its exit code; it takes the common options too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(common_options())
        offer_names(self)


class PolicydocsGroup(click.Group):
    """Commands by name from the table, loaded when asked for."""

    command_class = PolicydocsCommand

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        entry = BY_NAME.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in BY_NAME and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(_no_such_command(name), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table by task; loads no command."""
        width = max((len(entry.name) for entry in COMMANDS), default=0)
        for task in TASKS:
            rows = [(entry.name.ljust(width), entry.summary) for entry in COMMANDS if entry.task == task]
            if rows:
                with formatter.section(task):
                    formatter.write_dl(rows)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "policydocs",
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and end with an exit code of the contract whatever happens."""

        def run() -> object:
            return super(PolicydocsGroup, self).main(
                args=args,
                prog_name=prog_name,
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )

        if not standalone_mode:
            return run()
        sys.exit(ended(run))


def ended(run: Callable[[], object]) -> int:
    """Run it, tell what went wrong in a few lines on stderr, and give the exit code."""
    try:
        code = run()
        return int(code) if isinstance(code, int) else ExitCode.DONE
    except click.ClickException as error:
        error.show(standard_error())
        return ExitCode.USAGE
    except PolicydocsError as error:
        _tell(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("Stopped. What was finished is kept; nothing half-written was left behind.")
        return ExitCode.INTERRUPTED
    except OSError as error:
        return _ended_by_the_system(error)
    except Exception as error:  # noqa: BLE001  (the one place where a bug of ours ends; see _own_fault)
        return _own_fault(error)


def _tell(error: PolicydocsError) -> None:
    """What, where, why and how to mend, as the error says it."""
    _say(f"Error: {error}")
    if isinstance(error, InputErrors) and len(error.faults) > 1:
        _say(f"{len(error.faults)} things to mend; nothing was done.")


def _ended_by_the_system(error: OSError) -> int:
    if error.errno in (errno.EPIPE, errno.ESHUTDOWN):  # the reader went away: its right
        silence(sys.stdout)
        return ExitCode.DONE
    _give_up_output()
    place = f"{error.filename}: " if error.filename else ""
    _say(
        f"Error: {place}{error.strerror or error}.\n"
        "  The computer refused this. Check that the file or folder exists, that it may be written, "
        "that it is not open\n  in another program, and that the disk is not full. Then run the same "
        "command again."
    )
    return ExitCode.SURROUNDINGS


def _give_up_output() -> None:
    """What waits to be written to a full disk would fail once more at the very end."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        silence(sys.stdout)


def _own_fault(error: Exception) -> int:
    if os.environ.get(TRACEBACK_VARIABLE):
        raise error
    _say(
        f"Error: policydocs itself failed ({type(error).__name__}: {error}).\n"
        "  This is a mistake in policydocs, not in your policies. Please report it, with what is printed\n"
        f"  when you set {TRACEBACK_VARIABLE}=1 and run the same command again (read it first: it may\n"
        "  quote your text)."
    )
    return ExitCode.SURROUNDINGS


def _say(text: str) -> None:
    stream = standard_error()
    if stream is not None:
        click.echo(fitted_to(stream, visible(text)), file=stream)


def _no_such_command(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), BY_NAME, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else "'policydocs --help' lists them."
    return f"There is no command '{visible(name)}'. {hint}"
