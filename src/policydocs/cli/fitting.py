"""Talk fitted to the terminal's width: words stay whole, and so does a command that someone will copy.

A terminal breaks a long line wherever its last column happens to be: `policydocs valida` / `te`. Here a line
is broken between words instead. Two or more spaces set a command off from the words around it, in all that
policydocs says; such a piece is moved to the next line as a whole.
"""

from __future__ import annotations

import re
import shutil
from typing import IO

#: Columns used at most, however wide the window is.
WIDEST = 100
#: What a piece that is to be copied whole begins with: a program of ours or of git, or the way to a place.
_TO_COPY = re.compile(r"(policydocs|git|cd|python|source)\s|\S*[/\\](?!.*: )")
_APART = re.compile(r"(\S(?:.*?\S)??)(\s{2,}|$)")


def fitted(text: str, width: int) -> str:
    """The text with each line that is longer than `width` columns broken between words.

    Args:
        text: lines, with "\\n" between them.
        width: columns of the terminal, 1 or more.

    Returns:
        The same words. What follows a break is indented by two columns more than its line; a command longer
        than the width stands alone in its line, unbroken.
    """
    return "\n".join(line if len(line) <= width else _broken(line, width) for line in text.split("\n"))


def fitted_to(stream: IO[str] | None, text: str) -> str:
    """The text as `fitted` to the terminal that the stream is; as it is, where that is no terminal."""
    if stream is None or not stream.isatty():
        return text
    return fitted(text, max(1, min(shutil.get_terminal_size().columns, WIDEST)))


def _broken(line: str, width: int) -> str:
    margin = line[: len(line) - len(line.lstrip(" "))]
    lines, current, gap = [], margin, ""
    for piece, following in _APART.findall(line[len(margin) :].rstrip()):
        parts = [piece] if _TO_COPY.match(piece) else piece.split(" ")
        for part in parts:
            if len(current) + len(gap) + len(part) > width and current.strip():
                lines.append(current)
                current, gap = f"{margin}  ", ""
            current += gap + part
            gap = " "
        gap = following
    return "\n".join([*lines, current])
