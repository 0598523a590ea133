"""What the Tab key offers for an argument: names of policies and checklists, files and folders.

The name that the help shows for an argument says what it takes. Clients are never offered: their ids do not
belong on a screen that somebody else may see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import click
from click.shell_completion import CompletionItem

from policydocs.cli.context import Session
from policydocs.errors import PolicydocsError


class _Offered(click.types.StringParamType):
    """A text, some of whose values are known."""

    def __init__(self, offer: Callable[[Session], Sequence[str]]) -> None:
        self._offer = offer

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        session = ctx.ensure_object(Session)
        session.settles = False  # nothing is put right, or told, while somebody types
        try:
            names = self._offer(session)
        except (PolicydocsError, OSError):
            return []
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


class _Path(click.types.StringParamType):
    """A text that names a file or a folder: the shell itself knows which there are."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type=self._kind)]


def _policies(session: Session) -> list[str]:
    return [file.slug for file in session.policy_files()]


def _checklists(session: Session) -> tuple[str, ...]:
    from policydocs.checklist.library import checklist_ids

    return tuple(checklist_ids(session.own_checklists))


_BY_METAVAR: Mapping[str, click.ParamType[str]] = {
    "POLICY": _Offered(_policies),
    "POLICY|FILE": _Offered(_policies),
    "FILE": _Path("file"),
    "DIR": _Path("dir"),
}
_CHECKLISTS = _Offered(_checklists)


def offer_names(command: click.Command) -> None:
    """Give each parameter of a command that is a plain text what the Tab key offers for it."""
    for parameter in command.params:
        if parameter.type is not click.STRING:
            continue
        metavar = (parameter.metavar or "").strip("[].")
        if "--checklist" in parameter.opts or (command.name == "checklists" and metavar == "ID"):
            parameter.type = _CHECKLISTS
        elif metavar in _BY_METAVAR:
            parameter.type = _BY_METAVAR[metavar]
