"""What denies or restricts in a sentence, by its words alone: the quick look before the evidence engine's."""

from __future__ import annotations

import re
from functools import lru_cache

from policydocs.compare.units import words

_DENIAL_WORDS = "not never no none nobody nothing neither nor cannot without decline declines refuse refuses"
_DENIALS = frozenset(_DENIAL_WORDS.split())
#: They come and go with a denial and say nothing by themselves: "do not accept", "accept".
_CARRIER_WORDS = "do does did will would can could may might any some longer also now be am is are"
_CARRIERS = frozenset(_CARRIER_WORDS.split())
_RESTRICTIONS = frozenset(("only", "unless", "except", "solely", "exclusively"))
_CONTRACTION = re.compile(r"n['’]t\b")


def denies(sentence: str) -> bool:
    """A word in it denies; there is something to turn round."""
    return not _DENIALS.isdisjoint(_plain_words(sentence))


def may_turn(old: str, new: str) -> bool:
    """True of every pair that turns a position: what denies or restricts is not the same on both sides."""
    before, after = _plain_words(old), _plain_words(new)
    return any(
        [word for word in before if word in kind] != [word for word in after if word in kind]
        for kind in (_DENIALS, _RESTRICTIONS)
    )


def is_plain_denial(old: str, new: str) -> bool:
    """Nothing else differs but that one side denies: "I accept texts", "I do not accept texts"."""
    before, after = _plain_words(old), _plain_words(new)
    ignored = _DENIALS | _CARRIERS
    bare_old, bare_new = ([word for word in side if word not in ignored] for side in (before, after))
    denials_old, denials_new = (sum(word in _DENIALS for word in side) for side in (before, after))
    return bare_old == bare_new and (denials_old + denials_new) % 2 == 1


def restricts_differently(old: str, new: str) -> bool:
    """An "only" or "unless" came or went."""
    before, after = (_RESTRICTIONS.isdisjoint(_plain_words(side)) for side in (old, new))
    return before != after


@lru_cache(maxsize=4096)
def _plain_words(sentence: str) -> tuple[str, ...]:
    return tuple(words(_CONTRACTION.sub(" not", sentence)))
