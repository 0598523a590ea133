"""How alike two texts are, by the words they share, and which of many belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

# Words that any two English or Spanish sentences share and that say nothing of what they are about.
_COMMON_WORDS = """
a an and are as at be but by can for from has have i if in is it me my no not of on or our she so
that the their them they this to us was we will with you your
al con de del el en es la las lo los me mi no o para por que se si su sus un una y yo
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_COMMON_WEIGHT = 0.25
TABLE_LIMIT = 40_000  #: cells of the table of likenesses up to which the best order is worked out


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """Twice the weight of the shared words over the weight of all words: 0 unlike, 1 the same words.

    Args:
        old: words in small letters, as `units.words` gives them; order does not matter.
        new: likewise.
    """
    return likeness_of_bags(Counter(old), Counter(new))


def likeness_of_bags(old: Counter[str], new: Counter[str]) -> float:
    """`likeness` of words counted already."""
    total = bag_weight(old) + bag_weight(new)
    if not total:
        return 1.0
    if len(old) > len(new):
        old, new = new, old
    shared = sum(min(count, new[word]) * weight(word) for word, count in old.items() if word in new)
    return 2 * shared / total


def weight(word: str) -> float:
    """How much a word tells: little for the commonest."""
    return _COMMON_WEIGHT if word in _COMMON else 1.0


def bag_weight(bag: Counter[str]) -> float:
    """The weight of all words of a text."""
    return sum(count * weight(word) for word, count in bag.items())


def likest_pairs(
    old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], *, at_least: float
) -> list[tuple[int, int]]:
    """Pairs (i, j), rising in both, whose likenesses add up to the most; each at least `at_least`.

    Args:
        old: the words of each text on the old side, in order.
        new: likewise on the new side.

    Returns:
        None at all where both sides are so many that the table would be too large; the caller then
        shows them as replaced.
    """
    if not old or not new or len(old) * len(new) > TABLE_LIMIT:
        return []
    old_bags, new_bags = [Counter(words) for words in old], [Counter(words) for words in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[0.0] * len(new) for _ in range(len(old))]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            value = likeness_of_bags(old_bags[i], new_bags[j])
            alike[i][j] = value if value >= at_least else 0.0
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
