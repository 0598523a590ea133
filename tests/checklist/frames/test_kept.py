"""What was worked out before, where it is asked for again."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.frames.kept import KeptWhenRepeated


def test_a_value_is_kept_from_the_second_time_on() -> None:
    kept = KeptWhenRepeated[str, list[str]](4)
    made: list[str] = []

    def get(key: str) -> list[str]:
        return kept.get(key, lambda: made.append(key) or [key])  # type: ignore[func-returns-value]

    first, second, third = get("a"), get("a"), get("a")

    assert made == ["a", "a"]
    assert first == second
    assert second is third


@given(st.lists(st.integers(0, 40), max_size=300), st.integers(1, 5))
def test_whatever_comes_each_key_has_its_own_value_and_few_are_kept(keys: list[int], most: int) -> None:
    kept = KeptWhenRepeated[int, str](most)

    for key in keys:
        assert kept.get(key, partial(str, key)) == str(key)

        assert len(kept) <= most


def test_keys_that_come_once_take_no_room() -> None:
    kept = KeptWhenRepeated[int, str](3)

    for key in range(1000):
        kept.get(key, partial(str, key))

    assert len(kept) == 0
