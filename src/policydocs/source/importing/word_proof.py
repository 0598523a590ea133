"""The proof that an import lost nothing: each word of the source is in the result, or listed as left out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from policydocs.document import (
    Inlines,
    Link,
    NumberedList,
    block_inlines,
    plain_text,
    walk_blocks,
    walk_inlines,
)
from policydocs.errors import InputError
from policydocs.model import Policy
from policydocs.source.characters import TURNING, without_forbidden

MOST_SHOWN = 12
MOST_REGROUPED = 1000  #: words; more than a page's markup can part or join
REPORT_IT = """This is a fault of policydocs; please report it. Until it is mended: copy its text
  into a .txt file, and import that."""
_WORD = re.compile(r"\w+")


def words_of(text: str) -> Counter[str]:
    """How often each word stands in a text; accents, ligatures and wide letters in one form."""
    return Counter(_words(text))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", TURNING.sub("", without_forbidden(text))).replace("_", " ")
    return _WORD.findall(plain.casefold())


def lost_words(source: str, kept: str) -> list[str]:
    """The words of the source that stand less often in what was kept, in the source's order.

    Letters that only stand closer together, or further apart, are no lost word: a web page may show one word
    where its elements make two.
    """
    lost = _missing(source, kept)
    return _not_regrouped(lost, _missing(kept, source)) if lost else []


def _missing(text: str, other: str) -> list[str]:
    """The words of a text that stand less often in the other, in their order."""
    missing = words_of(text) - words_of(other)
    return _take(_words(text), missing) if missing else []


def _take(words: list[str], counts: Counter[str]) -> list[str]:
    """As many of each word as counted, in the order of the words."""
    counts = Counter(counts)
    found: list[str] = []
    for word in words:
        if counts[word] > 0:
            counts[word] -= 1
            found.append(word)
    return found


def _not_regrouped(lost: list[str], surplus: list[str]) -> list[str]:
    """Without words that are there in several pieces, and pieces that are there as one word."""
    if max(len(lost), len(surplus)) > MOST_REGROUPED:
        return lost
    left = Counter(lost)
    spare = Counter(surplus)
    for word in lost:
        if left[word] > 0 and (run := _run(word, surplus, spare)):
            left[word] -= 1
            spare.subtract(run)
    for word in surplus:
        pieces = _pieces(word, left)
        if spare[word] > 0 and pieces is not None:
            spare[word] -= 1
            left.subtract(pieces)
    return _take(lost, left)


def _run(whole: str, words: list[str], spare: Counter[str]) -> list[str]:
    """Several words in a row that make up one; [] where none do."""
    for start, first in enumerate(words):
        made = [first]
        while len("".join(made)) < len(whole) and start + len(made) < len(words):
            made.append(words[start + len(made)])
        if len(made) > 1 and "".join(made) == whole and not Counter(made) - spare:
            return made
    return []


def _pieces(whole: str, words: Counter[str], most: int = 6) -> list[str] | None:
    """Several of the words that make up one, in whatever order they were found; None where none do."""
    for word, count in words.items() if most else ():
        if count <= 0 or not whole.startswith(word) or (word == whole and most == 6):
            continue
        if word == whole:
            return [word]
        rest = _pieces(whole[len(word) :], words - Counter([word]), most - 1)
        if rest is not None:
            return [word, *rest]
    return None


def require_all_words(source: str, policy: Policy, others: Iterable[str], *, path: str) -> None:
    """Nothing was lost.

    Args:
        source: the document's own text.
        policy: what came of it.
        others: texts that were left out on purpose, and are listed.

    Raises:
        InputError: a word of the source is in neither. It is a fault of this program, never silent.
    """
    lost = lost_words(source, " ".join([policy_text(policy), *others]))
    if lost:
        shown = " ".join(lost[:MOST_SHOWN])
        more = f" ... ({len(lost)} words)" if len(lost) > MOST_SHOWN else ""
        raise InputError(
            f"some words of this document would be lost: “{shown}{more}”. So nothing was written.",
            path=path,
            fix=REPORT_IT,
        )


def policy_text(policy: Policy) -> str:
    """Everything that a policy says or points to: title, headings, text, labels, where links lead."""
    return "\n".join(_said(policy))


def _said(policy: Policy) -> Iterator[str]:
    yield policy.title
    yield policy.front.acknowledgment.statement
    for section in policy.walk():
        yield from _shown(section.title)
        for block in walk_blocks(section.blocks):
            if isinstance(block, NumberedList):  # the numbers are printed
                yield " ".join(str(block.start + at) for at in range(len(block.items)))
            for inlines in block_inlines(block):
                yield from _shown(inlines)


def _shown(inlines: Inlines) -> Iterator[str]:
    yield plain_text(inlines)
    for inline in walk_inlines(inlines):
        if isinstance(inline, Link):
            yield inline.target
