"""What no line may end in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.render.unbroken import parts


@pytest.mark.parametrize("number", ["555-0142", "360-555-0142", "(360) 555-0142", "1-360-555-0142"])
def test_a_phone_number_is_one_piece(number: str) -> None:
    assert list(parts(f"Call {number}.")) == [("Call ", False), (number, True), (".", False)]


@pytest.mark.parametrize("text", ["", "45 CFR 164.508", "98099-0142", "2026-11-02", "A555-0142", "555-01421"])
def test_other_numbers_are_not(text: str) -> None:
    assert [piece for piece, whole in parts(text) if whole] == []


@given(st.text("(3)60 -x"))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in parts(text)) == text
