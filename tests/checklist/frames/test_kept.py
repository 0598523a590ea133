"""What was worked out before, where it is asked for again."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.frames.kept import KeptAWhile


class Counted:
    """A key of which all have the same hash."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counted) and other.number == self.number


def made_for(kept: KeptAWhile[int, list[int]], keys: list[int]) -> list[int]:
    """For which of the keys, asked for one after the other, a value was made."""
    made: list[int] = []

    def make(key: int) -> list[int]:
        made.append(key)
        return [key]

    for key in keys:
        assert kept.get(key, partial(make, key)) == [key]
    return made


def test_a_value_is_made_once_while_few_others_are() -> None:
    assert made_for(KeptAWhile(2), [1, 2, 1, 3, 2, 1, 3]) == [1, 2, 3]


def test_what_nobody_asks_for_is_dropped_and_what_is_asked_for_stays() -> None:
    assert made_for(KeptAWhile(2), [1, 2, 1, 3, 1, 4, 5, 1, 2]) == [1, 2, 3, 4, 5, 2]


def test_two_keys_of_one_hash_have_their_own_values() -> None:
    kept = KeptAWhile[Counted, str](4)

    assert [kept.get(Counted(n), partial(str, n)) for n in (1, 2, 1, 2)] == ["1", "2", "1", "2"]


@given(st.lists(st.integers(0, 40), max_size=300), st.integers(1, 5))
def test_each_key_has_its_value_and_no_more_than_two_lots_are_kept(keys: list[int], lot: int) -> None:
    kept = KeptAWhile[int, list[int]](lot)

    for key in keys:
        made_for(kept, [key])

        assert len(kept) <= 2 * lot
