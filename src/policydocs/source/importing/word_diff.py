"""The document's own text beside what was imported, word by word, for an owner who wants to see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from policydocs.source.importing.imported import Imported
from policydocs.source.importing.word_proof import policy_text
from policydocs.values import frozen

CONTEXT = 4  #: words shown on either side of a difference
_SIGNS = re.compile(r"[\W_]+")


@frozen
class WordChange:
    """One place at which the two differ; two that differ in signs alone are the same."""

    before: str  #: words that both have
    removed: str  #: words of the document alone
    added: str  #: words of the policy alone
    after: str


def word_changes(imported: Imported) -> tuple[WordChange, ...]:
    """Every place at which the imported policy's words are not the document's, in reading order."""
    old = imported.source_text.split()
    new = policy_text(imported.policy).split()
    return tuple(_changes(old, new))


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[WordChange]:
    left, right = [_plain(word) for word in old], [_plain(word) for word in new]
    for tag, a, b, c, d in _opcodes(left, right):
        removed = " ".join(word for word in old[a:b] if _plain(word))
        added = " ".join(word for word in new[c:d] if _plain(word))
        if tag != "equal" and (removed or added):
            yield WordChange(
                " ".join(old[max(a - CONTEXT, 0) : a]), removed, added, " ".join(old[b : b + CONTEXT])
            )


def _plain(word: str) -> str:
    return _SIGNS.sub("", word).casefold()


def _opcodes(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As difflib has them; in pieces, for it takes the square of a long text's length."""
    size = 1500
    at = to = 0
    while at < len(left) or to < len(right):
        last = at + size >= len(left) and to + size >= len(right)
        one, two = left[at : at + size], right[to : to + size]
        codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
        if not last:  # what stands at a piece's end may go on in the next
            equals = [code for code in codes if code[0] == "equal" and code[2] - code[1] > 3]
            end = equals[-1] if equals else codes[-1]
            codes = codes[: codes.index(end) + 1]
        for tag, a, b, c, d in codes:
            yield tag, at + a, at + b, to + c, to + d
        at, to = at + codes[-1][2], to + codes[-1][4]
