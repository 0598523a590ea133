"""No page is turned for the sake of a few lines, where lines a little closer save it."""

from __future__ import annotations

import io

import pikepdf
import pytest
from tests.render.render_samples import MADE_AT, paragraph, policy_with_contents

from policydocs.document import Block, Document, Letterhead, PageBreak
from policydocs.render import pdf
from policydocs.render.page_ends import has_nearly_empty_page, page_count
from policydocs.render.pdf import to_pdf
from policydocs.render.style import LARGE_PRINT, REGULAR, Measures, PageStyle, Paper

STYLES = [PageStyle(paper, large) for paper in Paper for large in (False, True)]
LINE = "I answer a message within two working days."


def lines(count: int, *, parts: int = 1) -> Document:
    blocks: list[Block] = []
    for _ in range(parts):
        blocks += [PageBreak()] if blocks else []
        blocks += [paragraph(LINE)] * count
    return Document("T", "en", Letterhead("P", ("L",)), "Version 1", "T", tuple(blocks), "A")


def made(document: Document, style: PageStyle) -> bytes:
    return to_pdf(document, style, made_at=MADE_AT)


def plainly(document: Document, style: PageStyle, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """As it is where nothing is done about its last page."""
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "has_nearly_empty_page", lambda _: False)
        return made(document, style)


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_a_page_that_would_hold_a_few_lines_is_saved(
    style: PageStyle, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = range(10, 120)
    pages = {
        count: page_count(plainly(lines(count), style, monkeypatch)) for count in (counts[0], counts[-1])
    }
    assert pages[counts[-1]] >= 4

    # The first length that runs onto a fourth page.
    low, high = counts[0], counts[-1]
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (
            (low, middle) if page_count(plainly(lines(middle), style, monkeypatch)) > 3 else (middle, high)
        )
    runs_over = lines(high)

    assert has_nearly_empty_page(plainly(runs_over, style, monkeypatch))
    assert page_count(made(runs_over, style)) == 3
    assert made(runs_over, style) == made(runs_over, style)
    # What fits as it is stays as it is.
    fits = lines(low)
    assert made(fits, style) == plainly(fits, style, monkeypatch)


def test_where_no_page_is_saved_nothing_is_closer(monkeypatch: pytest.MonkeyPatch) -> None:
    short = lines(3, parts=2)  # its second page holds three lines, as its author wanted it

    assert has_nearly_empty_page(made(short, PageStyle()))
    assert made(short, PageStyle()) == plainly(short, PageStyle(), monkeypatch)


@pytest.mark.parametrize("measures", [REGULAR, LARGE_PRINT])
def test_closer_is_four_in_a_hundred_at_most(measures: Measures) -> None:
    closer = measures.closer

    assert 0.959 <= closer.line_spacing / measures.line_spacing < 1
    assert 0.959 <= closer.paragraph_gap_pt / measures.paragraph_gap_pt < 1
    assert (closer.body_pt, closer.margin_side_mm) == (measures.body_pt, measures.margin_side_mm)


def test_pages_are_counted_as_another_reader_counts_them() -> None:
    data = made(policy_with_contents(), PageStyle())

    with pikepdf.open(io.BytesIO(data)) as file:
        assert page_count(data) == len(file.pages) > 1


@pytest.mark.parametrize("other", [b"", b"%PDF-1.7\n", b"/Type/Page /Contents 9 0 R"])
def test_what_is_written_otherwise_is_left_as_it_is(other: bytes) -> None:
    assert not has_nearly_empty_page(other)
