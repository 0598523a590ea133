"""How wide the columns of a table are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.render_samples import row

from policydocs.document import Table
from policydocs.render.columns import column_shares, shared_out


def test_a_short_column_keeps_its_width_and_the_long_one_is_folded() -> None:
    table = Table(row("Way", "What it is for"), (row("Telephone", "word " * 40),), ())

    short, long = column_shares(table, 80)

    assert short == pytest.approx(len("Telephone") + 1.6, abs=1)
    assert long > 60


def test_two_equal_columns_share_the_room() -> None:
    table = Table(row("a" * 5, "b" * 5), (row("words " * 30, "words " * 30),), ())

    assert column_shares(table, 80) == pytest.approx([40, 40])


@given(st.lists(st.tuples(st.floats(1, 200), st.floats(1, 60)), min_size=1, max_size=8), st.floats(10, 200))
def test_the_widths_fill_the_room_and_hold_every_word(sizes: list[tuple[float, float]], room: float) -> None:
    least = [min(pair) for pair in sizes]
    natural = [max(pair) for pair in sizes]

    widths = shared_out(natural, least, room)

    if widths is None:
        assert sum(least) > room
    else:
        assert sum(widths) == pytest.approx(room)
        assert all(width >= low - 1e-6 for width, low in zip(widths, least, strict=True))
