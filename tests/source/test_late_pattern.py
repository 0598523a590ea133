"""Patterns that are compiled when they are first tried find what compiled ones do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.source.late_pattern import LatePattern

WRITTEN = r"\b(call|text)s?\b|[0-9]+"


@given(st.text(alphabet="cal texs12 ,\n", max_size=40))
def test_it_finds_what_the_compiled_pattern_finds(text: str) -> None:
    late, compiled = LatePattern(WRITTEN, re.IGNORECASE), re.compile(WRITTEN, re.IGNORECASE)

    for name in ("search", "match", "fullmatch"):
        assert str(getattr(late, name)(text)) == str(getattr(compiled, name)(text))
    assert [found.span() for found in late.finditer(text)] == [
        found.span() for found in compiled.finditer(text)
    ]
    assert late.sub("-", text) == compiled.sub("-", text)


def test_it_is_compiled_when_it_is_first_tried() -> None:
    late = LatePattern("(")  # no pattern: it would not compile

    with pytest.raises(re.error):
        late.search("text")
