"""The passphrase of a backup: from the environment or from the keyboard, never from a command line.

What stands on a command line is in the shell's history, and other users of the machine can see it.
"""

from __future__ import annotations

import os
import sys

import click

from policydocs.errors import InputError

VARIABLE = "POLICYDOCS_PASSPHRASE"
SHORTEST = 12


def new_passphrase() -> str:
    """One to encrypt with; asked for twice.

    Raises:
        InputError: it is too short, or there is none and nobody to ask.
    """
    given = _given(confirm=True)
    if len(given) < SHORTEST:
        raise InputError(
            f"The passphrase has fewer than {SHORTEST} characters, and could be found by trying.",
            fix="Use four or five words that do not belong together, and write them down in a safe place.",
        )
    return given


def known_passphrase() -> str:
    """The one that a backup was encrypted with. Raises InputError where there is none and nobody to ask."""
    return _given(confirm=False)


def _given(*, confirm: bool) -> str:
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputError(
            "A passphrase is needed, and there is nobody to ask.",
            fix=f"Set the environment variable {VARIABLE}, or run the command in a terminal.",
        )
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    return asked
