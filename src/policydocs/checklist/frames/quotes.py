"""Quotations that run over several sentences: each sentence gets the marks that it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydocs.checklist.frames.tokens import Token
from policydocs.checklist.passages import Passage

_MARK = Token('"', 0, 0)


def with_quotes_closed(
    written: Sequence[tuple[Passage, str, tuple[Token, ...]]],
) -> Iterator[tuple[Token, ...]]:
    """The words of each sentence, a quotation closed at its end and opened again in the next.

    A paragraph whose marks have no partners is left as it is: an inch, or a slip. So is one that a
    single quotation without a question spans: a policy that is quoted is still the policy.

    Args:
        written: the sentences of a document in order, each with its text and its words.
    """
    start = 0
    while start < len(written):
        stop = start + 1
        while stop < len(written) and written[stop][0].block == written[start][0].block:
            stop += 1
        block = [tokens for _, _, tokens in written[start:stop]]
        counts = [sum(token.word == '"' for token in tokens) for tokens in block]
        whole = sum(counts) == 2 and not any(tokens[-1:] and _asks(tokens) for tokens in block)
        even = all(count % 2 == 0 for count in counts)
        if len(block) == 1 or sum(counts) % 2 or even or whole:
            yield from block
        else:
            opened = False
            for tokens, count in zip(block, counts, strict=True):
                closes = opened != bool(count % 2)  # open at its end
                yield (*((_MARK,) if opened else ()), *tokens, *((_MARK,) if closes else ()))
                opened = closes
        start = stop


def _asks(tokens: Sequence[Token]) -> bool:
    """It ends with a question mark."""
    return any(token.word == "?" for token in tokens[-2:])
