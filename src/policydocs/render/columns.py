"""How wide the columns of a table are, by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.document import Table, plain_text

#: A column is not made narrower than this many letters while another has more to give.
_NARROWEST = 9
#: How much wider than a letter of the text one in bold is.
_BOLD = 1.08
#: So many times more letters than other text fit into a line of a grid, which is set smaller.
GRID_LETTERS = 1.4


def column_shares(table: Table, room_letters: float, *, padding_letters: float = 1.6) -> list[float]:
    """Widths in letters that fill the room; where all words fit whole, none is broken.

    Args:
        room_letters: the width of the whole table, in letters of average width.
        padding_letters: what a column needs beside its text.
    """
    rows = [[plain_text(cell) for cell in row.cells] for row in (table.header, *table.rows)]
    rows[0] = [cell + " " * round(len(cell) * (_BOLD - 1)) for cell in rows[0]]
    columns = list(zip(*rows, strict=True))
    natural = [max(map(_longest_line, column)) + padding_letters for column in columns]
    longest = [max(map(_longest_word, column)) * _BOLD + padding_letters for column in columns]
    least = [
        max(word, min(size, _NARROWEST + padding_letters))
        for word, size in zip(longest, natural, strict=True)
    ]
    return shared_out(natural, least, room_letters) or [room_letters * size / sum(least) for size in least]


def shared_out(natural: Sequence[float], least: Sequence[float], room: float) -> list[float] | None:
    """The room dealt out between the least and the natural widths; None where it is too small for the least.

    A short column is left its whole width first, so that the long ones alone are folded.
    """
    if sum(least) > room:
        return None
    widths = list(least)
    free = room - sum(least)
    # From the column that lacks least to the one that lacks most: each takes at most an even part.
    order = sorted(range(len(widths)), key=lambda column: natural[column] - least[column])
    for position, column in enumerate(order):
        part = min(natural[column] - widths[column], free / (len(order) - position))
        widths[column] += max(0.0, part)
        free -= max(0.0, part)
    # What is left makes the widest column wider: a table is as wide as the text around it.
    widths[max(range(len(widths)), key=natural.__getitem__)] += free
    return widths


def _longest_line(text: str) -> int:
    return max(map(len, text.split("\n")))


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=1)
