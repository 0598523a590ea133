"""Words of a sentence in one plain spelling, each with its place in the text.

Contractions are taken apart (don't: do not), hyphens divide (check-in: check in), addresses and
numbers become marks such as `<phone>`. One regular expression without nested repetition does it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policydocs.checklist.frames.wordset import wordset

EMAIL, URL, PHONE, BLANK, FIELD = "<email>", "<url>", "<phone>", "<blank>", "<field>"


class Token(NamedTuple):  # thousands are made of a page
    """A word, with its place in the text."""

    word: str  #: lower case; a mark of punctuation; or one of the marks above
    start: int  #: offsets in the text
    end: int
    owner: bool = False  #: had a possessive ending: "client's"


_TOKEN = re.compile(
    r"\[\[(?P<field>[a-z]{1,12})[^\]\n]{0,120}\]\]"
    r"|(?P<url>(?:https?://|www\.)\S{1,300})"
    r"|(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
    r"|(?P<phone>\(?\b\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}\b|\b\d{3}[-.]\d{4}\b)"
    r"|(?P<blank>_{3,}|\[\s*\])"
    r"|(?P<joined>\be[- ]mail(?:s|ed|ing)?\b|\bon-line\b|\bweb sites?\b)"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)*'?)"
    r"|(?P<mark>[^\w\s])"
)
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


def tokenize(text: str) -> tuple[Token, ...]:
    """The words and marks of a text in order.

    Args:
        text: one sentence, or a piece of one.
    """
    plain = text.translate(_QUOTES).lower()
    if len(plain) != len(text):  # a letter whose small form is longer, as İ
        plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_QUOTES))
    tokens: list[Token] = []
    for found in _TOKEN.finditer(plain):
        kind = found.lastgroup
        start, end = found.span()
        if kind == "word":
            word = found.group()
            if "'" in word or word in _WHOLE:
                tokens.extend(_words(word, start, end))
            else:
                tokens.append(Token(word, start, end))
        elif kind == "joined":
            tokens.append(Token(found.group().replace("-", "").replace(" ", ""), start, end))
        elif kind == "mark":
            title = found.group() == "." and bool(tokens) and tokens[-1].word in TITLES
            if found.group() != "-" and not title:
                tokens.append(Token(found.group(), start, end))
        else:
            tokens.append(Token(f"<{kind}>", start, end))
    return tuple(tokens)


def _words(word: str, start: int, end: int) -> list[Token]:
    """One written word, a contraction or such, as the words that it stands for."""
    if word in _WHOLE:
        return [Token(part, start, end) for part in _WHOLE[word]]
    if word.endswith("n't"):
        return [Token(word[:-3], start, end), Token("not", start, end)]
    head, _, tail = word.partition("'")
    if tail in _ENDINGS:
        return [Token(head, start, end), Token(_ENDINGS[tail], start, end)]
    if tail == "s" and head in _IS_AFTER:
        return [Token(head, start, end), Token("is", start, end)]
    if tail in ("s", ""):
        return [Token(head, start, end, owner=True)]
    return [Token(word.replace("'", ""), start, end)]
