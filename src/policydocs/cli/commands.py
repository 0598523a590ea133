"""Every command, in the order in which `--help` shows it; a new command is a module and a line here.

The summaries stand here, not with the commands, so that `policydocs --help` imports none of them.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One command as the help lists it."""

    name: str
    task: str  #: one of TASKS
    summary: str  #: one line, an imperative; also the first line of the command's own help
    target: str  #: "module:attribute" of the click command, imported when it is asked for


#: The headings of `--help`, in order; a heading without a command is not shown.
TASKS = ("Every day", "Set up", "Write and check", "Hand out", "Release", "Tell", "Look back")

COMMANDS = (
    Entry(
        "doctor",
        "Set up",
        "See what is missing on this computer, and how to get it.",
        "policydocs.cli.doctor:doctor",
    ),
)

BY_NAME = {entry.name: entry for entry in COMMANDS}
