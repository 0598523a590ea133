"""Which blocks differ by nothing but a fact of the practice: such a change is told once, as a fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policydocs.compare.comparison import BlockChange, Change, Comparison, FactChange
from policydocs.compare.leaves import Leaf

_FACT_TABLES = ("practice.", "clinician.")


def printed_facts(comparison: Comparison) -> tuple[FactChange, ...]:
    """The facts that changed from one value to another and stand in the text."""
    return tuple(
        fact
        for fact in comparison.facts
        if fact.name.startswith(_FACT_TABLES) and fact.old and fact.new and fact.used_in
    )


def fact_alone(block: BlockChange, section: str, facts: Sequence[FactChange]) -> bool:
    """Whether the block differs by nothing but facts that its section prints.

    Args:
        section: the id of the new section that the block stands in.
        facts: as `printed_facts` gives them.
    """
    if block.old is None or block.new is None or block.change is Change.SAME or block.moved:
        return False
    mine = [fact for fact in facts if section in fact.used_in]
    if not mine:
        return False
    before = _without(block.old, ((fact.old or "", fact.name) for fact in mine))
    return before == _without(block.new, ((fact.new or "", fact.name) for fact in mine))


def _without(leaf: Leaf, values: Iterable[tuple[str, str]]) -> tuple[str, object]:
    """A leaf's text and look with each fact's name in the place of its value."""
    # Longest first: a practice's name may stand within its address.
    masks = sorted(values, key=lambda pair: len(pair[0]), reverse=True)

    def masked(text: str) -> str:
        for value, name in masks:
            text = text.replace(value, f"\0{name}\0")
        return text

    def look(part: object) -> object:
        match part:
            case str():
                return masked(part)
            case tuple():
                return tuple(look(one) for one in part)
            case bool():
                return part
            case _:  # an offset in the text, which moves with the value's length
                return None

    return masked(leaf.text), look(leaf.style)
