"""Every redline is held against both texts before anyone sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from policydocs.compare.comparison import Comparison
from policydocs.compare.leaves import leaves
from policydocs.compare.runs import Op
from policydocs.model import Policy


class InexactRedlineError(AssertionError):
    """A redline that does not give back both texts: a fault of ours that must never be shown."""


def prove(comparison: Comparison) -> None:
    """Check that the redline holds both texts whole, nothing twice and nothing else.

    Raises:
        InexactRedlineError: it does not.
    """
    for change in comparison.blocks():
        old = change.old.text if change.old else ""
        new = change.new.text if change.new else ""
        if change.text(Op.DELETE) != old or change.text(Op.INSERT) != new:
            raise InexactRedlineError("a block's redline does not give back its old and new text")
    _same_leaves((change.old.text for change in comparison.blocks() if change.old), comparison.old, "old")
    _same_leaves((change.new.text for change in comparison.blocks() if change.new), comparison.new, "new")
    shown_new = [change.new.text for change in comparison.blocks() if change.new]
    if comparison.new is not None and shown_new != list(_texts(comparison.new)):
        raise InexactRedlineError("the new text is not shown in its own order")


def _same_leaves(shown: Iterable[str], policy: Policy | None, side: str) -> None:
    if Counter(shown) != Counter([] if policy is None else _texts(policy)):
        raise InexactRedlineError(f"a block of the {side} text is missing or stands twice")


def _texts(policy: Policy) -> Iterable[str]:
    return (leaf.text for section in policy.walk() for leaf in leaves(section.blocks))
