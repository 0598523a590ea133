"""`policydocs completion`: what has a shell complete commands, policies and options with the Tab key."""

from __future__ import annotations

import re

import click
from click.shell_completion import get_completion_class

from policydocs.cli.context import Session
from policydocs.cli.options import command
from policydocs.errors import ExitCode

_PROGRAM = "policydocs"
_VARIABLE = "_POLICYDOCS_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@command("completion", in_practice=False)
@click.argument("shell", type=click.Choice(SHELLS), metavar="bash | zsh | fish")
def completion(session: Session, *, shell: str) -> ExitCode:
    """Shows a few lines for your shell's settings. With them, the Tab key completes commands, options, the
    names of your policies and of checklists, and files. Names of clients are never offered.

    \b
    Examples:
      policydocs completion bash >> ~/.bashrc
      policydocs completion zsh >> ~/.zshrc
      policydocs completion fish > ~/.config/fish/completions/policydocs.fish

    Open a new terminal afterward. Windows PowerShell has no such completion yet.
    """
    session.output.result(completion_script(shell))
    return ExitCode.DONE


def completion_script(shell: str) -> str:
    """The lines of one shell, as click makes them for a program of this name.

    Args:
        shell: one of `SHELLS`.
    """
    made = get_completion_class(shell)
    assert made is not None
    # Only the names are needed: click asks bash for its version where it is made the usual way, and a script
    # that is written on one computer may be read on another.
    values = made(click.Command(_PROGRAM), {}, _PROGRAM, _VARIABLE).source_vars()
    script = re.sub(r"[ \t]+$", "", made.source_template % values, flags=re.MULTILINE).strip("\n")
    if shell == "zsh":
        # Lines in .zshrc are read before the completion of zsh is there, unless it is asked for.
        script = f"autoload -Uz compinit && compinit\n{script}"
    return script
