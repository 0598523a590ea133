"""Signs in somebody's document that turn the direction of its text unseen: taken out, and told.

A person sees such a document's words in another order than programs do, so that "I text, not e-mail" can be
shown as something else. The words are kept in the order in which they are stored.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from operator import is_
from typing import Any, TypeVar, cast

from policydocs.document import Text
from policydocs.source.characters import TURNING
from policydocs.source.reading import Reading

T = TypeVar("T")

MOST_BEFORE = 30  #: letters that are shown before the first one


def without_turning(reading: Reading) -> Reading:
    """A document without signs that turn its text; where there were any, with a remark that says so.

    Marks that turn nothing but themselves (U+200E, U+200F, U+061C), as names in Hebrew or Arabic have them,
    stay.
    """
    taking = _Taking()
    cleaned = taking.out_of(reading)
    if not taking.count:
        return reading
    return replace(cleaned, remarks=(*cleaned.remarks, taking.remark))


_WORDLESS = frozenset(["int", "bool", "tuple[int, ...]"])  #: types of fields in which no words can be


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields of values of a class that may hold words; () where it has none."""
    return tuple(one.name for one in fields(kind) if one.type not in _WORDLESS) if is_dataclass(kind) else ()


class _Taking:
    """Takes the signs out of any value, and counts them."""

    def __init__(self) -> None:
        self.count = 0
        self.first = ""  #: its code, and where it stood

    @property
    def remark(self) -> str:
        many = "An invisible sign" if self.count == 1 else f"{self.count} invisible signs"
        that = "turns" if self.count == 1 else "turn"
        return (
            f"{many} that {that} the direction of the text {'was' if self.count == 1 else 'were'} taken out,"
            f" the first {self.first}. A reader may have seen other words there than the document holds:"
            " please read that place."
        )

    def out_of(self, value: T) -> T:
        """The same value where it holds none."""
        return cast("T", self._cleaned(value))

    def _cleaned(self, value: object) -> object:
        if isinstance(value, Text):
            return self._text(value)
        if isinstance(value, tuple):
            made = tuple([self._cleaned(one) for one in value])
            return value if all(map(is_, made, value)) else made
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self._words(value, 0)
        changed = {}
        kind: type = type(value)
        for name in _parts(kind):
            old = getattr(value, name)
            new = self._cleaned(old)
            if new is not old:
                changed[name] = new
        return replace(cast("Any", value), **changed) if changed else value

    def _text(self, text: Text) -> Text:
        words = self._words(text.text, text.line)
        if words is text.text:
            return text
        starts = tuple(at - len(TURNING.findall(text.text[:at])) for at in text.line_starts)
        return Text(words, text.line, starts)

    def _words(self, words: str, line: int) -> str:
        match = None if words.isascii() else TURNING.search(words)
        if match is None:
            return words
        if not self.first:
            before = " ".join(words[max(0, match.start() - MOST_BEFORE) : match.start()].split())
            place = f"behind “{before}”" if before else "at the beginning of a text"
            self.first = f"(U+{ord(match[0]):04X}{f', line {line}' if line else ''}) {place}"
        self.count += len(TURNING.findall(words))
        return TURNING.sub("", words)
