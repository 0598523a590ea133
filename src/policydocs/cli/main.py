"""`policydocs COMMAND`: where the program starts."""

from __future__ import annotations

import gc
import sys

import click

from policydocs import __version__
from policydocs.cli.context import Session
from policydocs.cli.group import PolicydocsGroup, common_options


@click.group(
    name="policydocs",
    cls=PolicydocsGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Help on one command: policydocs COMMAND --help",
)
@click.version_option(__version__, "--version", message="policydocs %(version)s")
@click.pass_context
def policydocs(ctx: click.Context) -> None:
    """Your practice's client policies: written as plain text, checked against the code of ethics, built
    into handouts.

    It helps you check your own work. It gives no legal advice.
    """
    ctx.ensure_object(Session)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


#: Python's 700 would have it look through all that a command has made some two hundred times, in vain:
#: nearly everything is needed to the end, and that is a second away.
NEW_THINGS_BEFORE_CLEARING_UP = 200_000

policydocs.params[:0] = common_options()


def main() -> None:
    """The console script's entry point: never returns, exits with a code of the contract."""
    gc.set_threshold(NEW_THINGS_BEFORE_CLEARING_UP)
    for stream in (sys.stdout, sys.stderr):
        # A letter that the terminal's encoding lacks must not stop a report (cp1252 on Windows).
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        policydocs.main()
    finally:
        # Python would look through all of it three times more before it ends, a sixth of the time of a run.
        gc.freeze()
