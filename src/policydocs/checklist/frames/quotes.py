"""Quotations that run over several sentences: each sentence gets the marks that it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from policydocs.checklist.frames.tokens import Tokens
from policydocs.checklist.frames.wordset import wordset
from policydocs.checklist.passages import Passage


def with_quotes_closed(written: Sequence[tuple[Passage, str, Tokens]]) -> Iterator[Tokens]:
    """The words of each sentence, a quotation closed at its end and opened again in the next.

    A paragraph whose marks have no partners is left as it is: an inch, or a slip. So is one that a
    single quotation without a question spans: a policy that is quoted is still the policy.

    Args:
        written: the sentences of a document in order, each with its text and its words.
    """
    for _, sentences in groupby(written, key=_block):
        block = [tokens for _, _, tokens in sentences]
        counts = [tokens.words.count('"') for tokens in block] if len(block) > 1 else [0]
        if not any(counts):
            yield from block
            continue
        whole = sum(counts) == 2 and not any(_asks(tokens.words) for tokens in block)
        even = all(count % 2 == 0 for count in counts)
        if even or whole or sum(counts) % 2:
            yield from block
        else:
            opened = False
            for tokens, count in zip(block, counts, strict=True):
                closes = opened != bool(count % 2)  # open at its end
                yield _marked(tokens, opened=opened, closes=closes)
                opened = closes


def _block(sentence: tuple[Passage, str, Tokens]) -> int:
    return sentence[0].block


def _marked(tokens: Tokens, *, opened: bool, closes: bool) -> Tokens:
    """The words between the quotation marks that they lack."""
    owners = frozenset(index + opened for index in tokens.owners)
    return Tokens((*('"' * opened), *tokens.words, *('"' * closes)), owners)


def _asks(words: Sequence[str]) -> bool:
    """It ends with a question mark."""
    return "?" in words[-2:]


def paired_quotes(words: Sequence[str]) -> frozenset[int]:
    """The quotation marks that have a partner in the sentence: one alone belongs to a longer text."""
    if '"' not in words:
        return frozenset()
    marks = [index for index, word in enumerate(words) if word == '"']
    if len(marks) % 2:
        return frozenset()
    pairs = zip(marks[::2], marks[1::2], strict=True)
    return frozenset(mark for pair in pairs if _is_speech(words[pair[0] + 1 : pair[1]]) for mark in pair)


def _is_speech(words: Sequence[str]) -> bool:
    """Words that somebody says, and not a word or two in use: please do not "check in" here."""
    return len(words) > _IN_USE or any(word in _SPOKEN for word in words)


_IN_USE = 2
_SPOKEN = wordset("i we he she they you me my your it no yes please thanks hi hello ? ! ,")
