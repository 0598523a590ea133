"""Which differences in a sentence cannot change what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.compare.typography import MEANING_WORDS, is_typographic

SAME_READING = [
    ("I will call you back.", "I will call you back"),
    ("Call me, please.", "Call me please."),
    ("Please use e-mail for this.", "Please use email for this."),
    ("Leave a voice mail.", "Leave a voicemail."),
    ("I recieve your letter.", "I receive your letter."),
    ("We keep them seperate.", "We keep them separate."),
    ("An accomodation costs nothing.", "An accommodation costs nothing."),
    ("Teh office is closed.", "The office is closed."),
    ("I do not answer texts.", "I don’t answer texts."),
    ("I can't answer texts.", "I cannot answer texts."),
    ("You dont need to sign.", "You don't need to sign."),
    ("I'll call you.", "I will call you."),
    ("The client's choice.", "The client’s choice."),
    ("Your clients’ privacy.", "Your client's privacy."),
    ("Call the the office.", "Call the office."),
    ("I need a hour.", "I need an hour."),
    ("My Policy On Texts", "My policy on texts"),
    ("It is your favour and behaviour.", "It is your favor and behavior."),
    ("I recognise cancelled visits.", "I recognize canceled visits."),
    ("Terms & conditions", "Terms and conditions"),
    ("“Quoted” words – here", '"Quoted" words - here'),
    ("Two  spaces.", "Two spaces."),
    ("A licence is needed.", "A license is needed."),
    ("My enviroment is calm.", "My environment is calm."),
]
OTHER_READING = [
    ("I may contact your family.", "I will contact your family."),
    ("I do now answer texts.", "I do not answer texts."),
    ("I do not accept texts.", "I do accept texts."),
    ("I can answer texts.", "I can't answer texts."),
    ("You may leave.", "You must leave."),
    ("Call 360-555-0142.", "Call 360-555-0143."),
    ("It costs $150.", "It costs $15."),
    ("It costs 20%.", "It costs 20."),
    ("By March 1, 2026.", "By March 2, 2026."),
    ("Within 24 hours.", "Within 48 hours."),
    ("Within two days.", "Within ten days."),
    ("Ask Morgan Lee.", "Ask Morgan Leigh."),
    ("Write to a@example.org.", "Write to b@example.org."),
    ("See www.example.org.", "See www.example.com."),
    ("I keep the record.", "I keep the records."),
    ("I bill monthly.", "I bill weekly."),
    ("Calls are free.", "Calls are a fee."),
    ("You or your lawyer.", "You and your lawyer."),
    ("I only write letters.", "I write only letters."),
    ("It may affect you.", "It may effect you."),
    ("We adapt it.", "We adopt it."),
    ("Call me.", "Text me."),
    ("Do you text?", "Do you text."),
    ("I answer calls.", "I answer calls on weekends."),
    ("It maybe late.", "It may be late."),
    ("I am notable.", "I am not able."),
    ("The principal reason.", "The principle reason."),
    ("Sign here [[line: Name]].", "Sign here [[line: Date]]."),
    ("My website.", "Our website."),
    ("I planned it.", "I planed it."),
    ("Every week.", "Each week."),
    ("Zarnow tests.", "Zarnov tests."),
]


@pytest.mark.parametrize(("old", "new"), SAME_READING)
def test_spelling_and_punctuation_are_typographic(old: str, new: str) -> None:
    assert is_typographic(old, new)
    assert is_typographic(new, old)


@pytest.mark.parametrize(("old", "new"), OTHER_READING)
def test_what_can_change_the_meaning_is_not(old: str, new: str) -> None:
    assert not is_typographic(old, new)
    assert not is_typographic(new, old)


def test_a_rare_word_that_stands_elsewhere_in_the_policy_is_no_slip() -> None:
    assert is_typographic("My enviroment.", "My environment.")
    assert not is_typographic("My enviroment.", "My environment.", elsewhere={"enviroment"})


@given(st.sampled_from(sorted(MEANING_WORDS)), st.sampled_from(sorted(MEANING_WORDS)))
def test_no_word_of_meaning_is_a_slip_for_another(one: str, other: str) -> None:
    assert (one == other) or not is_typographic(f"Then {one} calls.", f"Then {other} calls.") or {
        one, other
    } == {"cannot", "can"}  # fmt: skip


@given(st.text(max_size=60))
def test_a_sentence_is_typographic_to_itself(text: str) -> None:
    assert is_typographic(text, text)
