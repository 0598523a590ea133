"""Whether what a client has to know fits on one page."""

from __future__ import annotations

from collections.abc import Sequence

from policydocs.document import Block, BulletList, Heading, Paragraph, plain_text

# The first page in ordinary print on letter paper, below a title of two lines; A4 holds a little more.
LINES_ON_PAGE = 33.0
LETTERS_IN_LINE = 84
LINES_OF_HEADING = 2.4  #: with the white space around it
GAP_OF_ITEM = 0.3  #: lines of white space between the items of a list


def fits_one_page(blocks: Sequence[Block]) -> bool:
    """Whether a page in ordinary print holds them; nearly right is enough.

    Where they run over, a page break behind them would leave most of a sheet empty.
    """
    lines = 0.0
    for block in blocks:
        match block:
            case Heading():
                lines += LINES_OF_HEADING
            case BulletList():
                lines += sum(_lines(item.blocks) + GAP_OF_ITEM for item in block.items)
            case _:
                lines += _lines((block,))
    return lines <= LINES_ON_PAGE


def _lines(blocks: Sequence[Block]) -> int:
    texts = (plain_text(block.inlines) for block in blocks if isinstance(block, Paragraph))
    return sum(-(-len(text) // LETTERS_IN_LINE) for text in texts)
