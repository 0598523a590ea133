"""Words of a sentence in one plain spelling.

Contractions are taken apart (don't: do not), hyphens divide (check-in: check in), addresses and
numbers become marks such as `<phone>`. One regular expression without nested repetition finds what is
written; what each of that stands for is worked out when it is met for the first time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policydocs.checklist.frames.wordset import wordset

EMAIL, URL, PHONE, BLANK, FIELD = "<email>", "<url>", "<phone>", "<blank>", "<field>"


class Tokens(NamedTuple):
    """The words of a sentence."""

    words: tuple[str, ...]  #: in lower case; marks of punctuation, each by itself; the marks above
    owners: frozenset[int] = frozenset()  #: which of them had a possessive ending: "client's"

    def part(self, start: int, stop: int) -> Tokens:
        """The words from one up to another."""
        owners = frozenset(index - start for index in self.owners if start <= index < stop)
        return Tokens(self.words[start:stop], owners)

    def without(self, mark: str) -> Tokens:
        """All other words."""
        kept = [index for index, word in enumerate(self.words) if word != mark]
        owners = frozenset(place for place, index in enumerate(kept) if index in self.owners)
        return Tokens(tuple(self.words[index] for index in kept), owners)


_KINDS = (
    r"(?P<field>\[\[[a-z]{1,12}[^\]\n]{0,120}\]\])"
    r"|(?P<url>(?:https?://|www\.)\S{1,300})"
    r"|(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
    r"|(?P<phone>\(?\b\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}\b|\b\d{3}[-.]\d{4}\b)"
    r"|(?P<blank>_{3,}|\[\s*\])"
    r"|(?P<joined>\be[- ]mail(?:s|ed|ing)?\b|\bon-line\b|\bweb sites?\b)"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)*'?)"
    r"|(?P<mark>[^\w\s])"
)
_KIND = re.compile(_KINDS)
#: The same without names, and before all of it what most words are: plain, with a space or a comma behind.
_WRITTEN = re.compile(r"(?!web |e )[a-z]++(?=[ ,])|" + re.sub(r"\?P<\w+>", "?:", _KINDS))
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "—", "‑": "-", "−": "-"})
_WHOLE = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("have", "to"),
    "let's": ("let", "us"),
    "dont": ("do", "not"),
    "doesnt": ("does", "not"),
    "wont": ("will", "not"),
    "cant": ("can", "not"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "y'all": ("you",),
    "yall": ("you",),
    "ya": ("you",),
    "u": ("you",),
}
_ENDINGS = {"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am"}
TITLES = wordset("dr mr mrs ms mx miss prof")
_IS_AFTER = wordset("it that there here what who how where he she when why everything nothing this")


def tokenize(text: str) -> Tokens:
    """The words and marks of a text in order.

    Args:
        text: one sentence, or a piece of one.
    """
    unified = text if text.isascii() else text.translate(_QUOTES)
    plain = unified.lower()
    if len(plain) != len(unified):  # a letter whose small form is two, as İ: no part of a word
        plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in unified)
    words: list[str] = []
    owners: list[int] = []
    for written in _WRITTEN.findall(plain):
        spelled = _SPELLED.get(written)
        if spelled is None:
            spelled = _spelled(written)
        if spelled is _ITSELF:
            words.append(written)
        elif spelled is _OWNER:
            owners.append(len(words))
            words.append(written.partition("'")[0])
        elif written != "." or not words or words[-1] not in TITLES:  # "Dr." is one word
            words += spelled
    return Tokens(tuple(words), frozenset(owners) if owners else _NOBODY)


_NOBODY: frozenset[int] = frozenset()
_ITSELF, _OWNER = ("itself",), ("owner",)  #: spelled as it is written; without its possessive ending
_MOST_SPELLED, _LONGEST_SPELLED = 20_000, 40
#: What is written to the words that it stands for, for all that was met; "." may also be part of a title.
_SPELLED: dict[str, tuple[str, ...]] = {}


def _spelled(written: str) -> tuple[str, ...]:
    """What a word, a mark or an address stands for; remembered, unless no word is so long."""
    found = None if written.isalnum() else _KIND.match(written)
    kind = found.lastgroup if found else "word"
    if kind == "word":
        spelled = _words(written)
    elif kind == "joined":
        spelled = (written.replace("-", "").replace(" ", ""),)
    elif kind == "mark":
        spelled = {"-": (), ".": (".",)}.get(written, _ITSELF)
    else:
        spelled = (f"<{kind}>",)
    if len(_SPELLED) >= _MOST_SPELLED:
        _SPELLED.clear()
    if len(written) <= _LONGEST_SPELLED:
        _SPELLED[written] = spelled
    return spelled


def _words(word: str) -> tuple[str, ...]:
    """One written word, a contraction or such, as the words that it stands for."""
    if word in _WHOLE:
        return _WHOLE[word]
    if "'" not in word:
        return _ITSELF
    if word.endswith("n't"):
        return word[:-3], "not"
    head, _, tail = word.partition("'")
    if tail in _ENDINGS:
        return head, _ENDINGS[tail]
    if tail == "s" and head in _IS_AFTER:
        return head, "is"
    if tail in ("s", ""):
        return _OWNER
    return (word.replace("'", ""),)
