"""Before a table stands a paragraph that both documents have, whatever else came or went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policydocs.render.redline.order import Fate, Step, is_stranded
from policydocs.render.redline.standing import Layout, Standing, with_room_before_tables


def layout(old: str, new: str, *, words: int = 5) -> Layout:
    """Of two pages drawn as letters: a T is a table, a dot an empty line, anything else a paragraph."""
    return Layout(
        [part == "T" for part in old],
        [part == "T" for part in new],
        worth=lambda _, __: words,
        alike=lambda i, j: old[i] == new[j] == ".",
        moved=(frozenset(), frozenset()),
    )


def shown(standing: Standing, of: Layout, old: str, new: str) -> str:
    """The redline in letters: `-a` went, `+a` came, `a>b` took its place."""
    parts = []
    for step in standing.steps(of):
        before = "" if step.old is None else old[step.old]
        after = "" if step.new is None else new[step.new]
        marks = {Fate.KEPT: after, Fate.GONE: f"-{before}", Fate.COME: f"+{after}"}
        parts.append(marks.get(step.fate, f"{before}>{after}"))
    return " ".join(parts)


def settled(old: str, new: str, kept: dict[int, int]) -> str:
    of = layout(old, new)
    return shown(with_room_before_tables(kept, of), of, old, new)


def test_what_can_stand_stays_as_it_is() -> None:
    assert settled("aT.b", "ab", {0: 0, 1: 3}) == "a -T -. b"


def test_of_two_tables_that_went_the_line_between_becomes_the_next_paragraph() -> None:
    assert settled("aT.T.bc", "abc", {0: 0, 1: 5, 2: 6}) == "a -T .>b -T -. -b c"


def test_of_two_tables_that_came_the_next_paragraph_becomes_the_line_between() -> None:
    assert settled("abc", "aT.T.bc", {0: 0, 5: 1, 6: 2}) == "a +T b>. +T +. +b c"


def test_the_table_that_stays_comes_and_goes_if_that_shows_less_as_changed() -> None:
    assert settled("aT.T.b", "aT.b", {0: 0, 1: 3, 2: 4, 3: 5}) == "a -T +T . -T -. b"


def test_where_there_are_too_few_paragraphs_all_stays_as_it_is() -> None:
    assert settled("aT.T.T.", "a", {0: 0}) == "a -T -. -T -. -T -."


PAGES = st.lists(st.sampled_from(["a", "b", "T."]), max_size=12).map(lambda parts: f"nt{''.join(parts)}qz")


@given(PAGES, PAGES)
def test_every_part_stays_once_and_no_paragraph_is_stranded(old: str, new: str) -> None:
    of = layout(old, new)

    made = with_room_before_tables({0: 0, len(new) - 1: len(old) - 1}, of).steps(of)

    assert [step.old for step in made if step.old is not None] == list(range(len(old)))
    assert [step.new for step in made if step.new is not None] == list(range(len(new)))
    room = min(len(page) - page.count("T") for page in (old, new))
    if max(old.count("T"), new.count("T")) < room:
        tables = [at for at, step in enumerate(made) if not is_paragraph(step, old, new)]
        assert not [at for at in tables if is_stranded(made, at, lambda one: is_paragraph(one, old, new))]


def test_long_texts_without_anything_in_common_are_settled_too() -> None:
    """Too many pairs to try: those that have to stay are paired one with the next."""
    old, new = (f"nt{part * 60}qz" for part in ("aaaaaaaaaaaaaaaaaaaT.", "T.aaaaaaaaaaaaaaT.aaaaaaaaaaaa"))
    of = layout(old, new)

    made = with_room_before_tables({0: 0, len(new) - 1: len(old) - 1}, of).steps(of)

    assert [step.old for step in made if step.old is not None] == list(range(len(old)))
    assert [step.new for step in made if step.new is not None] == list(range(len(new)))
    tables = [at for at, step in enumerate(made) if not is_paragraph(step, old, new)]
    assert not [at for at in tables if is_stranded(made, at, lambda one: is_paragraph(one, old, new))]


def is_paragraph(step: Step, old: str, new: str) -> bool:
    return (new[step.new] if step.new is not None else old[step.old or 0]) != "T"
