"""Which paragraph, heading or row of one handout goes on as which of another, as the comparison says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policydocs.compare.comparison import Comparison
from policydocs.compare.leaves import Leaf, leaves
from policydocs.document import Block, Document, Heading, Row
from policydocs.model import Policy, Section


class LeafPair(NamedTuple):
    """Numbers of a leaf in the old and in the new document's `leaves`."""

    old: int
    new: int
    moved: bool  #: it stands elsewhere, or its section does, or the one around that


def leaf_pairs(comparison: Comparison, old: Document, new: Document) -> list[LeafPair]:
    """Pairs in the new document's order.

    Args:
        comparison: of the two policies that the documents are handouts of.
        old: the handout as made, not yet tidied for print.
        new: likewise.
    """
    if comparison.old is None or comparison.new is None:
        return []
    old_places, new_places = _Places(old, comparison.old), _Places(new, comparison.new)
    moved_sections = set(_moved(comparison))
    pairs: list[LeafPair] = []
    for section in comparison.sections:
        if section.new is None:
            continue
        elsewhere = id(section.new) in moved_sections
        if section.old is not None:
            pairs += _pair(old_places.heading(section.old), new_places.heading(section.new), elsewhere)
        for block in section.blocks:
            if block.old is not None and block.new is not None:
                moved = elsewhere or block.moved
                pairs += _pair(old_places.leaf(block.old), new_places.leaf(block.new), moved)
    return pairs


def judged_leaves(document: Document, policy: Policy | None) -> frozenset[int]:
    """Numbers of the leaves that are the policy's own text; the rest is what a handout puts around it."""
    return frozenset() if policy is None else _Places(document, policy).all()


def _pair(old: int | None, new: int | None, moved: bool) -> list[LeafPair]:
    return [] if old is None or new is None else [LeafPair(old, new, moved)]


class _Places:
    """Where each leaf and each section's heading of a policy stands in its handout."""

    def __init__(self, document: Document, policy: Policy) -> None:
        numbers = {id(leaf.block): number for number, leaf in enumerate(leaves(document.blocks))}
        self._numbers: dict[int, int] = numbers
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        titled = [section for section in policy.walk() if section.id or section.title]
        self._headings = {
            id(section): numbers[id(heading)] for section, heading in zip(titled, headings, strict=False)
        }

        own = (leaf for section in policy.walk() for leaf in leaves(section.blocks))
        self._own = [numbers[id(leaf.block)] for leaf in own if id(leaf.block) in numbers]

    def all(self) -> frozenset[int]:
        return frozenset([*self._own, *self._headings.values()])

    def heading(self, section: Section) -> int | None:
        return self._headings.get(id(section))

    def leaf(self, leaf: Leaf) -> int | None:
        block: Block | Row | None = leaf.block
        return None if block is None else self._numbers.get(id(block))


def _moved(comparison: Comparison) -> Iterator[int]:
    """The sections that stand elsewhere, and all those inside them."""
    for change in comparison.sections:
        if change.moved and change.new is not None:
            yield from (id(section) for section in change.new.walk())


def printed_numbers(made: Document, printed: Document) -> list[int | None]:
    """For each leaf of the printed document its number in the one as made, from which empty ones are gone."""
    originals = [_bare(leaf) for leaf in leaves(made.blocks)]
    numbers: list[int | None] = []
    at = 0
    for leaf in leaves(printed.blocks):
        found = _next(originals, _bare(leaf), at)
        numbers.append(found)
        at = at if found is None else found + 1
    return numbers


def _next(texts: Sequence[str], wanted: str, start: int) -> int | None:
    return next((number for number in range(start, len(texts)) if texts[number] == wanted), None)


def _bare(leaf: Leaf) -> str:
    """A leaf's text without white space, which print sets in its own way."""
    return leaf.kind + "".join(leaf.text.split())
