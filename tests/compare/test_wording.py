from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.compare.runs import Op, Run
from policydocs.compare.wording import redline

WORDS = st.lists(
    st.sampled_from(
        ["I", "do", "not", "accept", "texts.", "Call", "(555) 555-0142", "\n", "—", "Dr.", "you?"]
    ),
    max_size=25,
).map(" ".join)
ANY_TEXT = st.text(max_size=60)


def old_of(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs if run.op is not Op.INSERT)


def new_of(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs if run.op is not Op.DELETE)


def shown(old: str, new: str) -> str:
    marks = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}
    return "".join(marks[run.op].format(run.text) for run in redline(old, new))


@given(ANY_TEXT | WORDS, ANY_TEXT | WORDS)
def test_a_redline_gives_back_both_texts_exactly(old: str, new: str) -> None:
    runs = redline(old, new)

    assert old_of(runs) == old
    assert new_of(runs) == new


@given(ANY_TEXT | WORDS)
def test_a_text_against_itself_has_no_change(text: str) -> None:
    assert all(run.op is Op.EQUAL for run in redline(text, text))


@given(ANY_TEXT | WORDS, ANY_TEXT | WORDS)
def test_neighbouring_runs_differ_and_no_run_is_empty(old: str, new: str) -> None:
    runs = redline(old, new)

    assert all(run.text for run in runs)
    assert all(a.op is not b.op for a, b in pairwise(runs))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "If it rains, I may call a friend of yours.",
            "If it rains, I will call a friend of yours.",
            "If it rains, I [-may-]{+will+} call a friend of yours.",
            id="one word",
        ),
        pytest.param(
            "Call (555) 555-0142 before noon.",
            "Call (555) 555-0177 before noon.",
            "Call [-(555) 555-0142-]{+(555) 555-0177+} before noon.",
            id="a phone number is one unit",
        ),
        pytest.param(
            "It starts on March 1, 2026 for all.",
            "It starts on March 15, 2026 for all.",
            "It starts on [-March 1, 2026-]{+March 15, 2026+} for all.",
            id="a date is one unit",
        ),
        pytest.param(
            "The office opens at 9 a.m. on weekdays.",
            "The office opens at 10 a.m. on weekdays.",
            "The office opens at [-9 a.m.-]{+10 a.m.+} on weekdays.",
            id="a time is one unit",
        ),
        pytest.param(
            "Stay in touch. Old ships rarely sink at anchor in calm harbors.",
            "Stay in touch. Nobody will guess from my face that we know each other.",
            "Stay in touch. [-Old ships rarely sink at anchor in calm harbors.-]"
            "{+Nobody will guess from my face that we know each other.+}",
            id="a sentence beyond recognition is shown whole",
        ),
        pytest.param(
            "First one. Second one.", "Second one.", "[-First one. -]Second one.", id="a sentence gone"
        ),
        pytest.param(
            "I read mail daily. I reply within a day.",
            "I read mail daily, and I reply within a day.",
            "I read mail daily[-.-]{+, and+} I reply within a day.",
            id="two sentences made one",
        ),
    ],
)
def test_changes_snap_to_what_a_reader_takes_in_at_once(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_crowd_of_small_changes_becomes_one() -> None:
    old = "We will meet on Mondays in the red room at the north end of the long hall every week."
    new = "We can meet by Tuesday in a red house at one north door of the long hall every week."

    changes = [run for run in redline(old, new) if run.op is not Op.EQUAL]

    assert len(changes) == 2


def test_a_very_long_paragraph_is_compared() -> None:
    text = " ".join(f"word{n % 997}" for n in range(50_000))

    runs = redline(text, text.replace("word500 ", "", 1))

    assert new_of(runs) == text.replace("word500 ", "", 1)
    assert sum(len(run.text) for run in runs if run.op is not Op.EQUAL) < 50
