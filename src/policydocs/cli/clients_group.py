"""`policydocs clients`: the group that its commands belong to."""

from __future__ import annotations

import click

from policydocs.cli.context import Session
from policydocs.cli.subcommands import group
from policydocs.errors import ExitCode


@group("clients", ("import", "list", "add", "edit", "show", "remove"))
def clients(ctx: click.Context) -> ExitCode | None:
    """The roster says to whom a policy's changes are told, and what each client allowed: e-mail, post, the
    portal. What nobody allowed is not done: her letters are handed over in session. It is kept on this
    computer, outside of any repository, and only you can read it.

    \b
    Examples:
      policydocs clients import clients.csv --dry-run
      policydocs clients list
      policydocs clients edit c-0007 --email-allowed

    Without a command, the list.
    """
    if ctx.invoked_subcommand is None:
        from policydocs.cli.clients_list import told_list

        return told_list(ctx.ensure_object(Session), "text", every=False)
    return None
