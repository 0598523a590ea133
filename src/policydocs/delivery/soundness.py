"""Whether a ledger is whole: what was looked at, and what is wrong with it."""

from __future__ import annotations

from policydocs.values import frozen


@frozen
class Soundness:
    """What `ledger check` found."""

    events: int
    purged: int  #: of them, those whose words were taken out
    last_hash: (
        str  #: of the last event; "" where there is none. Noted down, it proves that nothing was cut off
    )
    problems: tuple[str, ...]  #: no names in them

    @property
    def is_sound(self) -> bool:
        return not self.problems
