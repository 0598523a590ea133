"""Who does what to whom, in the voices in which policies are written."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydocs.checklist.frames.build import read_frames
from policydocs.checklist.frames.frame import ClauseKind, Frame, Person
from policydocs.checklist.frames.lexicon import Lexicon
from policydocs.checklist.frames.phrase_book import lexicon_book
from policydocs.checklist.passages import Passage, passages
from policydocs.document import Block, BulletList, ListItem, Paragraph, Row, Table, Text
from policydocs.model import FrontMatter, Policy, Section


def document(*blocks: Block, title: str = "") -> tuple[Passage, ...]:
    sections = (Section("s", (Text(title),), 2, blocks),) if title else ()
    return passages(Policy("p", FrontMatter("T"), Section("", (), 1, () if title else blocks), sections))


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text, 1),), 1)


def frames(text: str, action: str) -> list[Frame]:
    return [frame for frame in read_frames(document(paragraph(text))).frames if frame.action == action]


@pytest.mark.parametrize(
    ("sentence", "action", "agent", "target"),
    [
        ("I follow clients.", "follow", "clinician", "client"),
        ("We follow patients.", "follow", "clinician", "client"),
        ("The therapist follows you.", "follow", "clinician", "client"),
        ("Our counselors will follow students.", "follow", "clinician", "client"),
        ("You follow me.", "follow", "client", "clinician"),
        ("Clients may follow our staff.", "follow", "client", "clinician"),
        ("Please follow me.", "follow", "client", "clinician"),
        ("We ask clients not to follow us.", "follow", "client", "clinician"),
        ("Do not ask me to follow you.", "follow", "clinician", "client"),
        ("Many therapists follow their clients.", "follow", "other", "client"),
        ("My colleague follows clients.", "follow", "other", "client"),
        ("Your mother may follow me.", "follow", "third", "clinician"),
        ("Clients are followed by our staff.", "follow", "clinician", "client"),
        ("No client is followed.", "follow", "unsaid", "client"),
        ("I look you up.", "search", "clinician", "client"),
        ("You look me up.", "search", "client", "clinician"),
    ],
)
def test_the_one_who_acts_is_told_from_the_one_concerned(
    sentence: str, action: str, agent: str, target: str
) -> None:
    (frame, *_) = frames(sentence, action)

    assert (frame.agent, frame.target) == (agent, target)


def test_the_past_is_marked_as_past() -> None:
    assert "past" in frames("Years ago I followed two clients.", "follow")[0].moods


def test_words_in_quotation_marks_are_somebody_elses() -> None:
    (frame, *_) = frames('"I follow you" is what the ad said.', "follow")

    assert frame.kind is ClauseKind.QUOTE


def test_a_question_affirms_nothing() -> None:
    assert {frame.kind for frame in frames("Do you follow clients?", "follow")} == {ClauseKind.QUESTION}


@pytest.mark.parametrize(
    ("answer", "affirmed"), [("No.", False), ("Never!", False), ("Yes.", True), ("Of course.", True)]
)
def test_a_short_answer_settles_its_question(answer: str, affirmed: bool) -> None:
    found = [frame for frame in frames(f"Do you follow clients? {answer}", "follow") if frame.answer]

    assert [(frame.agent, frame.affirmed) for frame in found] == [("clinician", affirmed)]


def test_the_client_asks_in_her_own_person() -> None:
    found = [frame for frame in frames("Can I text you? No.", "text") if frame.answer]

    assert [(frame.agent, frame.target) for frame in found] == [("client", "clinician")]


def test_an_item_continues_its_stem() -> None:
    items = tuple(ListItem((paragraph(text),)) for text in ("follow clients;", "accept requests."))
    read = read_frames(document(paragraph("I do not:"), BulletList(items)))
    found = [(f.agent, f.action, f.affirmed) for f in read.frames if f.action in ("follow", "accept")]

    assert found == [("clinician", "follow", False), ("clinician", "accept", False)]


def test_a_cell_is_read_with_its_row_and_column() -> None:
    header = Row(((Text("If you ..."),), (Text("We will ..."),)))
    table = Table(header, (Row(((Text("send a friend request"),), (Text("not accept it"),))),), ())
    found = [f for f in read_frames(document(table)).frames if f.action == "accept"]

    assert [(f.agent, f.affirmed) for f in found] == [("clinician", False)]
    assert "friend_request" in found[0].sentence.concepts | found[0].sentence.context


def test_the_head_of_a_column_that_is_half_a_clause_repeats_nothing() -> None:
    head = Row(tuple((Text(text, 3),) for text in ("", "We do", "We don't")), 3)
    row = Row(tuple((Text(text, 5),) for text in ("Phone", "Return calls.", "Leave messages.")), 5)

    found = read_frames(document(paragraph("We follow nobody."), Table(head, (row,), ()))).frames

    assert {(frame.action, frame.affirmed) for frame in found if frame.action == "follow"} == {
        ("follow", False)
    }


def test_a_heading_gives_context_and_makes_no_frame() -> None:
    read = read_frames(document(paragraph("I don't."), title="Friend requests"))

    assert [f for f in read.frames if f.sentence.passage.kind == "heading"] == []
    assert "friend_request" in read.sentences[1].context


def calls_while_reading(text: str) -> int:
    """How many Python functions were called: work that grows with the text, on any machine."""
    read = document(paragraph(text))
    words = Lexicon(lexicon_book())  # its own, so that nothing is remembered of an earlier text
    read_frames(document(paragraph("warm up the lexicon: " + text[:2000])), words)
    count = 0

    def counting(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(counting)
    try:
        read_frames(read, words)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "I do not follow ",
        "unless you agree, ",
        "no not never ",
        "look look look up ",
        '"(',
        "if if if ",
        "Dr. a.m. St. ",
        "....",
        "don't ",
        "follow ~ up [ ",
    ],
)
def test_work_grows_with_the_length_of_hostile_text_and_no_faster(piece: str) -> None:
    short, long = piece * (3_000 // len(piece)), piece * (12_000 // len(piece))

    assert calls_while_reading(long) <= 4.5 * calls_while_reading(short) + 2000


def test_a_hundred_thousand_characters_without_a_full_stop_are_read_in_pieces() -> None:
    text = "I do not follow " * 6_250

    sentences = read_frames(document(paragraph(text))).sentences

    assert len(text) == 100_000
    assert max(len(sentence.words) for sentence in sentences) <= 400


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read_frames(document(paragraph(text)))


def test_a_verb_inside_a_name_for_clients_is_nobodys_action() -> None:
    assert frames("This page is for the people I see.", "view") == []


def frames_of(*blocks: Block) -> tuple[Frame, ...]:
    return read_frames(document(*blocks)).frames


def test_a_first_cell_with_a_verb_is_the_case_that_its_row_is_about() -> None:
    table = Table(
        Row(((Text("Situation"),), (Text("What we do"),))),
        (Row(((Text("You follow our page"),), (Text("nothing"),))),),
        (),
    )

    assert {f.kind for f in frames_of(table) if f.action == "follow"} == {ClauseKind.CONDITION}


def test_a_denial_until_something_happens_has_an_exception() -> None:
    made = frames_of(paragraph("I do not call your doctor until a form is signed."))

    assert ClauseKind.EXCEPTION in {frame.kind for frame in made}


def test_what_follows_from_a_reason_is_a_statement() -> None:
    made = frames_of(paragraph("Your pages are yours, so I do not follow them."))

    assert {(f.kind, f.affirmed) for f in made if f.action == "follow"} == {(ClauseKind.MAIN, False)}


@pytest.mark.parametrize("text", ["The old office taped all calls.", "Sessions were taped by the school."])
def test_what_was_done_once_is_told(text: str) -> None:
    assert all("told" in frame.moods for frame in frames_of(paragraph(text)) if frame.action == "record")


def test_a_relative_clause_does_not_say_whom_an_action_concerns() -> None:
    made = frames_of(paragraph("I google every medicine you take."))

    assert {frame.target for frame in made if frame.action == "search"} == {None}


def test_an_aside_does_not_cut_a_denial_off_from_its_verb() -> None:
    read = frames("I do not, when I see you at the store, greet you.", "greet")

    assert [frame.affirmed for frame in read] == [False]


def test_a_not_at_the_end_denies_the_verb_before_it() -> None:
    assert [frame.affirmed for frame in frames("From my side I follow you not.", "follow")] == [False]


def test_those_who_are_asked_to_do_something_are_the_ones_who_do_it() -> None:
    read = frames("I ask you both to hold off on posting about each other.", "post")

    assert {frame.agent for frame in read} == {Person.CLIENT}
    assert not any(frame.affirmed for frame in read)


def test_a_relative_clause_is_denied_with_its_noun() -> None:
    read = frames("A private message is not something that I respond to.", "respond")

    assert [frame.affirmed for frame in read] == [False]


def test_an_indirect_question_affirms_nothing() -> None:
    read = frames("Our clinicians are asked every month whether they will friend you online.", "befriend")

    assert {frame.kind for frame in read} == {ClauseKind.QUESTION}


def test_what_stands_before_a_colon_is_said_though_a_question_follows() -> None:
    read = frames("I will walk over to you and ask you this: how is the new dose?", "ask")

    assert ClauseKind.MAIN in {frame.kind for frame in read}


def test_the_subject_may_come_after_what_something_is_done_for() -> None:
    read = frames("To reach our goal each clinician will ask you for a review.", "solicit")

    assert {frame.agent for frame in read} == {Person.CLINICIAN}


def test_whoever_is_named_after_by_acts_and_not_whose_they_are() -> None:
    read = frames("Questions are answered the same day by your therapist.", "respond")

    assert {frame.agent for frame in read} == {Person.CLINICIAN}


def test_a_title_within_the_practice_is_staff() -> None:
    read = frames("Our social media manager follows you.", "follow")

    assert {frame.agent for frame in read} == {Person.CLINICIAN}


def test_once_a_week_is_no_condition() -> None:
    read = frames("I text clients once a week.", "text")

    assert {frame.kind for frame in read} == {ClauseKind.MAIN}


def test_in_a_form_that_the_client_initials_i_is_the_client() -> None:
    lines = (
        "I understand that Judith Moss, LPC returns calls within a day.",
        "I understand that I may text Judith about appointments.",
        "I understand that Judith will not follow me.",
        "I agree that I will not record a session.",
    )
    read = read_frames(document(*(paragraph(line) for line in lines)))
    follows = [frame for frame in read.frames if frame.action == "follow"]
    records = [frame for frame in read.frames if frame.action == "record"]

    assert {frame.agent for frame in follows} == {Person.CLINICIAN}
    assert {frame.agent for frame in records} == {Person.CLIENT}


def test_a_myth_is_not_affirmed() -> None:
    read = frames("MYTH: Your therapist will follow you.", "follow")

    assert {frame.kind for frame in read} == {ClauseKind.QUESTION}
