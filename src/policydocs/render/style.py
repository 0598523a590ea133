"""How a printed page looks: the paper, and two sets of measures that PDF and DOCX share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from policydocs.values import frozen


class Paper(StrEnum):
    LETTER = "letter"
    A4 = "a4"

    @property
    def width_mm(self) -> float:
        return 215.9 if self is Paper.LETTER else 210.0

    @property
    def height_mm(self) -> float:
        return 279.4 if self is Paper.LETTER else 297.0


@frozen
class Measures:
    """One set of type sizes (points), spaces (points) and margins (millimetres)."""

    body_pt: float
    letter_em: float  #: the width of an average letter, as a part of the size
    small_pt: float  #: header, footer, letterhead lines, labels under a line
    title_pt: float
    headings_pt: tuple[float, float, float]  #: section, subsection, and below
    line_spacing: float  #: from baseline to baseline, as a multiple of the body size
    paragraph_gap_pt: float
    margin_side_mm: float
    margin_top_mm: float
    margin_bottom_mm: float
    write_on_pt: float  #: height left above a line to write on
    row_gap_pt: float  #: below a row of such lines

    @property
    def closer(self) -> Measures:
        """The same with lines and paragraphs a twenty-fifth closer, which no reader sees."""
        share = 0.96
        return replace(
            self,
            line_spacing=round(self.line_spacing * share, 4),
            paragraph_gap_pt=round(self.paragraph_gap_pt * share, 4),
        )


#: 12 points, as plain-language guides for patients ask for, and about 80 characters a line.
REGULAR = Measures(
    body_pt=12,
    letter_em=0.45,
    small_pt=9.5,
    title_pt=21,
    headings_pt=(14.5, 12.5, 12),
    line_spacing=1.34,
    paragraph_gap_pt=7.5,
    margin_side_mm=31,
    margin_top_mm=27,
    margin_bottom_mm=25,
    write_on_pt=20,
    row_gap_pt=11.25,
)

#: After the large-print guidelines of the American Printing House for the Blind and the American Council
#: of the Blind: one sans face, 18 points throughout, bold headings of 22 and 20, wide lines, flush left.
LARGE_PRINT = Measures(
    body_pt=18,
    letter_em=0.48,
    small_pt=18,
    title_pt=22,
    headings_pt=(22, 20, 20),
    line_spacing=1.5,
    paragraph_gap_pt=13,
    margin_side_mm=25.4,
    margin_top_mm=32,
    margin_bottom_mm=30,
    # With the gap between paragraphs more than in regular type. More still, and the page to sign were two.
    write_on_pt=16,
    row_gap_pt=10,
)


@frozen
class PageStyle:
    """What the reader of a handout chose, or needs."""

    paper: Paper = Paper.LETTER
    large_print: bool = False

    @property
    def line_letters(self) -> float:
        """About how many letters a line of the page holds."""
        width_pt = (self.paper.width_mm - 2 * self.measures.margin_side_mm) / 25.4 * 72
        return width_pt / (self.measures.body_pt * self.measures.letter_em)

    @property
    def measures(self) -> Measures:
        return LARGE_PRINT if self.large_print else REGULAR


def letterhead_lines(lines: Sequence[str], style: PageStyle, separator: str) -> list[str]:
    """The lines of a letterhead; in large print the parts of one, as phone and e-mail, stand each alone."""
    return [part for line in lines for part in (line.split(separator) if style.large_print else [line])]
