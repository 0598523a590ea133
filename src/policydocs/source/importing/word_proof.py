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
from policydocs.source.characters import without_forbidden

MOST_SHOWN = 12
REPORT_IT = """This is a fault of policydocs; please report it. Until it is mended: copy its text
  into a .txt file, and import that."""
_WORD = re.compile(r"\w+")


def words_of(text: str) -> Counter[str]:
    """How often each word stands in a text; accents, ligatures and wide letters in one form."""
    return Counter(_words(text))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", without_forbidden(text)).replace("_", " ")
    return _WORD.findall(plain.casefold())


def lost_words(source: str, kept: str) -> list[str]:
    """The words of the source that stand less often in what was kept, in the source's order."""
    missing = words_of(source) - words_of(kept)
    if not missing:
        return []
    found: list[str] = []
    for word in _words(source):
        if missing[word] > 0:
            missing[word] -= 1
            found.append(word)
    return found


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
