from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from policydocs.compare.alignment import align, longest_rising

FEW_LETTERS = st.lists(st.sampled_from("abcd"), max_size=40)


@given(FEW_LETTERS, FEW_LETTERS)
def test_pairs_are_equal_elements_and_rise_on_both_sides(old: list[str], new: list[str]) -> None:
    pairs = align(old, new)

    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@given(FEW_LETTERS)
def test_a_sequence_stands_against_itself_whole(letters: list[str]) -> None:
    assert align(letters, letters) == [(i, i) for i in range(len(letters))]


def test_one_of_many_like_elements_removed_leaves_all_others_paired() -> None:
    assert len(align(["same"] * 5000, ["same"] * 4999)) == 4999


def test_long_sequences_are_divided_where_elements_stand_once() -> None:
    old = [f"line {n}" if n % 3 else "again" for n in range(3000)]
    new = [*old[:1000], "put in", *old[1000:2000], *old[2001:]]

    pairs = align(old, new)

    assert len(pairs) == 2999
    assert (1000, 1001) in pairs


def test_many_repeated_elements_with_nothing_unique_are_still_paired_in_order() -> None:
    old = ["a", "b"] * 1000
    new = ["b", "c"] * 1000

    pairs = align(old, new)

    assert len(pairs) >= 900
    assert all(old[i] == new[j] for i, j in pairs)


def test_the_longest_rising_chain_leaves_out_as_few_as_possible() -> None:
    assert longest_rising([3, 0, 1, 2]) == [1, 2, 3]
    assert longest_rising([]) == []


def test_among_chains_of_one_length_the_heavier_stays() -> None:
    assert longest_rising([1, 0], [10, 500]) == [1]
    assert longest_rising([1, 0], [500, 10]) == [0]
