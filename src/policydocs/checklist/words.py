"""Finding plain phrases in sentences: what a practice's own checklist uses instead of a detector.

`therapy dog` is found as these two words in this order, whatever the case and the punctuation around
them. `answer*` is any word that begins so. `dog ... session*` allows up to eight words between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from policydocs.checklist.findings import Evidence
from policydocs.checklist.passages import Passage, PassageKind
from policydocs.values import frozen

GAP_WORDS = 8
_WORD = re.compile(r"\w+(?:'\w+)*")
_PIECE = re.compile(r"(\.\.\.|…)|(\w+(?:'\w+)*)(\*)?")


@frozen
class _Step:
    word: str
    is_beginning: bool  #: any word that begins so
    reach: int  #: how many words may stand before it, after the step before

    def fits(self, word: str) -> bool:
        return word.startswith(self.word) if self.is_beginning else word == self.word


def find_words(phrases: Iterable[str], passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    """The sentences in which any of the phrases stands, in reading order; headings are none."""
    wanted = [steps for phrase in phrases if (steps := _steps(phrase))]
    found: list[Evidence] = []
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            continue
        words = _WORD.findall(_plain(passage.text))
        if any(_stands_in(steps, words) for steps in wanted):
            found.append(Evidence(passage.line, passage.section, passage.text))
    return tuple(found)


def _stands_in(steps: tuple[_Step, ...], words: Sequence[str]) -> bool:
    """Whether the steps follow one another; in time of words times steps, whatever the text."""
    ends = [place for place, word in enumerate(words) if steps[0].fits(word)]
    for step in steps[1:]:
        near: set[int] = set()
        for end in ends:
            near.update(range(end + 1, min(end + step.reach + 2, len(words))))
        ends = [place for place in near if step.fits(words[place])]
    return bool(ends)


@lru_cache(maxsize=512)
def _steps(phrase: str) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    reach = 0
    for gap, word, star in _PIECE.findall(_plain(phrase)):
        if gap:
            reach = GAP_WORDS
        else:
            steps.append(_Step(word, bool(star), reach))
            reach = 0
    return tuple(steps)


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").casefold()
