"""Values kept as data: what goes in comes out, and what was never put in is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.cli.plain_data import as_data, from_data
from policydocs.values import frozen


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@frozen
class Part:
    name: str
    colour: Colour
    size: int = 1
    day: date | None = None


@frozen
class Whole:
    parts: tuple[Part, ...]
    by_name: Mapping[str, Part]
    pair: tuple[str, int]
    flag: bool = False
    ratio: float = 0.5


_parts = st.builds(Part, st.text(), st.sampled_from(Colour), st.integers(), st.none() | st.dates())
_wholes = st.builds(
    Whole,
    st.lists(_parts, max_size=3).map(tuple),
    st.dictionaries(st.text(), _parts, max_size=3),
    st.tuples(st.text(), st.integers()),
    st.booleans(),
    st.floats(allow_nan=False),
)


@given(_wholes)
def test_a_value_comes_back_as_it_went_in(whole: Whole) -> None:
    text = json.dumps(as_data(whole))

    assert from_data(Whole, json.loads(text)) == whole


@given(st.lists(_parts, max_size=3).map(tuple))
def test_a_list_of_values_does_too(parts: tuple[Part, ...]) -> None:
    assert from_data(tuple[Part, ...], json.loads(json.dumps(as_data(parts)))) == parts


def test_what_json_cannot_hold_is_refused_when_it_goes_in() -> None:
    with pytest.raises(TypeError, match="set cannot be kept as data"):
        as_data(({1},))


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        7,
        {"name": "a"},
        ["a", "red", 1],
        ["a", "red", 1, None, "more"],
        ["a", "green", 1, None],
        [7, "red", 1, None],
        ["a", "red", "one", None],
        ["a", "red", 1, "no day"],
        ["a", ["red"], 1, None],
    ],
    ids=repr,
)
def test_what_is_no_such_value_is_refused_when_it_comes_out(data: Any) -> None:
    with pytest.raises(ValueError):
        from_data(Part, data)


def test_a_text_is_no_list_of_texts() -> None:
    with pytest.raises(ValueError):
        from_data(tuple[str, ...], "abc")
