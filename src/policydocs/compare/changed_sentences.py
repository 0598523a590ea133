"""The sentences that differ between the old and the new text of a block, old beside new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policydocs.compare.alignment import align
from policydocs.compare.comparison import BlockChange, Change
from policydocs.compare.similarity import likest_pairs
from policydocs.compare.units import sentences, words
from policydocs.compare.wording import SAME_SENTENCE


class SentenceChange(NamedTuple):
    """One sentence before and after; "" where it is not there."""

    old: str
    new: str

    @property
    def is_reworded(self) -> bool:
        """It stands on both sides."""
        return bool(self.old and self.new)


def changed_sentences(block: BlockChange) -> tuple[SentenceChange, ...]:
    """What differs in one block, sentence by sentence, in reading order; without the space around."""
    if block.change not in (Change.ADDED, Change.REMOVED, Change.REWORDED):
        return ()
    return differing_sentences(
        block.old.text if block.old is not None else "", block.new.text if block.new is not None else ""
    )


def differing_sentences(old: str, new: str) -> tuple[SentenceChange, ...]:
    """The sentences that differ between two texts; white space between sentences is no difference."""
    before, after = _bare(old), _bare(new)
    found: list[SentenceChange] = []
    i = j = 0
    for next_i, next_j in [*align(before, after), (len(before), len(after))]:
        found += _between(before[i:next_i], after[j:next_j])
        i, j = next_i + 1, next_j + 1
    return tuple(found)


def _bare(text: str) -> list[str]:
    return [" ".join(sentence.split()) for sentence in sentences(text) if sentence.strip()]


def _between(old: Sequence[str], new: Sequence[str]) -> list[SentenceChange]:
    if len(old) == len(new) == 1:
        pairs = [(0, 0)]
    else:
        pairs = likest_pairs([words(s) for s in old], [words(s) for s in new], at_least=SAME_SENTENCE)
    found: list[SentenceChange] = []
    i = j = 0
    for next_i, next_j in [*pairs, (len(old), len(new))]:
        found += [SentenceChange(sentence, "") for sentence in old[i:next_i]]
        found += [SentenceChange("", sentence) for sentence in new[j:next_j]]
        if next_i < len(old):
            found.append(SentenceChange(old[next_i], new[next_j]))
        i, j = next_i + 1, next_j + 1
    return found
