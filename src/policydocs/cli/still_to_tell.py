"""How many clients are still to be told of a change: counts alone, for `policydocs status`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from policydocs.cli.clock import now
from policydocs.cli.context import Session
from policydocs.cli.quantity import counted
from policydocs.errors import PolicydocsError
from policydocs.values import frozen


@frozen
class StillToTell:
    """What roster and ledger say; nothing where there are none."""

    known: bool = False
    clients: int = 0
    by_policy: Mapping[str, int] = field(default_factory=dict)  #: recipients
    uncertain: int = 0  #: letters of which nobody knows whether they arrived
    problem: str = ""  #: why nothing is known, where there should be something

    @property
    def said(self) -> str:
        """A sentence or two; "" where there is nothing to say."""
        parts = []
        if self.problem:
            parts.append(f"Whom to tell is not known. {self.problem}")
        if self.clients:
            verb = "is" if self.clients == 1 else "are"
            parts.append(f"{counted(self.clients, 'client')} {verb} still to be told of a change.")
        if self.uncertain:
            parts.append(f"Of {counted(self.uncertain, 'letter')} it is not sure that it arrived.")
        return " ".join(parts)

    @property
    def next_step(self) -> str:
        """What to do about it; "" for nothing."""
        if self.uncertain:
            return "Next:  policydocs notify --settle   says which letters it is not sure of."
        return "Next:  policydocs notify   shows what would be sent to whom." if self.clients else ""


def still_to_tell(session: Session) -> StillToTell:
    """Looks, and makes nothing. That they cannot be read is told, and stops nothing."""
    from policydocs.cli.ledger_place import known_records
    from policydocs.cli.ledger_versions import judged, marked

    moment = now()
    try:
        with known_records(session) as records:
            if records is None:
                return StillToTell()
            _, overview = judged(session, records, marked(session), moment)
    except PolicydocsError as error:
        return StillToTell(problem=error.problem)
    return StillToTell(
        True,
        overview.clients_to_tell,
        {one.mark.policy: one.to_tell for one in overview.policies},
        overview.under_way.get("uncertain", 0),
    )
