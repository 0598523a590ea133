"""The paragraphs of a redline, whoever made it: what each said before, what it says now, and what is marked.

Readers of the programs' outputs (`marked`, `tracked`) turn them into these. They share no code with the
comparison of policydocs, so that it is judged by them as the others are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Op = Literal["equal", "delete", "insert"]
Kind = Literal["heading", "paragraph", "item", "row"]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph, list item or row of a table, as a redline shows it."""

    kind: Kind
    runs: tuple[tuple[Op, str], ...]
    formatted: bool = False  #: its look is marked as changed
    moved: bool = False  #: it is marked as standing elsewhere
    parted: bool = False  #: where it begins or ends is marked as changed, though its words stay
    came_from: str | None = field(default=None, compare=False)  #: of a moved one: the heading it stood under

    def text(self, op: Op) -> str:
        """Its old text (delete) or its new text (insert)."""
        return "".join(text for kind, text in self.runs if kind in ("equal", op))

    @property
    def ops(self) -> set[Op]:
        """What is done to its words; the space between them does not count."""
        return {op for op, text in self.runs if text.strip()}


def words(text: str) -> list[str]:
    """Its words and numbers: what must not be lost, however lines break and marks of lists look."""
    return _WORD.findall(text)


def words_of(pieces: Iterable[Piece], op: Op) -> list[str]:
    """The words of all old (delete) or new (insert) texts, in the order of the pieces."""
    return [word for piece in pieces for word in words(piece.text(op))]


def joined(runs: Iterable[tuple[Op, str]]) -> tuple[tuple[Op, str], ...]:
    """The same runs, with neighbours of one kind as one."""
    made: list[tuple[Op, str]] = []
    for op, text in runs:
        if made and made[-1][0] == op:
            made[-1] = (op, made[-1][1] + text)
        elif text:
            made.append((op, text))
    return tuple(made)


def settle_breaks(pieces: Iterable[tuple[Piece, Op]]) -> list[Piece]:
    """Put paragraphs together that became one, and mark the parts of one that became two.

    Args:
        pieces: each with what is done to the break after it.
    """
    made: list[Piece] = []
    before: Op = "equal"  # the break before the piece at hand
    for piece, after in pieces:
        last = made[-1] if made else None
        if last is not None and before == "delete" and _both_say(last, piece, "insert"):
            made[-1] = replace(last, runs=joined((*last.runs, ("delete", " "), *piece.runs)), parted=True)
        elif piece.text("delete").strip() or piece.text("insert").strip():
            parted = last is not None and before == "insert" and _both_say(last, piece, "delete")
            made.append(replace(piece, parted=True) if parted else piece)
        before = after
    return made


def _both_say(one: Piece, other: Piece, op: Op) -> bool:
    """Whether both have text before (delete), or after (insert)."""
    return bool(one.text(op).strip() and other.text(op).strip())
