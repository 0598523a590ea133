"""Tracked changes in Word: accepting all gives the new handout, rejecting all the old one, to the letter."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from policydocs.render.style import PageStyle, Paper

from .accepting import Paragraph, W, body, faults, texts
from .tracked_samples import HEAD, NEW_FACTS, PAIRS, Redline, redline


def document(tracked: bytes, part: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(tracked)) as archive:
        return etree.fromstring(archive.read(part))


def count(tracked: bytes, name: str) -> int:
    return sum(1 for _ in document(tracked).iter(f"{W}{name}"))


def assert_between(made: Redline) -> None:
    """Accepted it is the new handout and rejected the old one, text and looks; and Word can open it."""
    assert made.old is not None
    assert made.new is not None
    assert body(made.tracked, "accept") == body(made.new, "accept")
    assert body(made.tracked, "reject") == body(made.old, "accept")
    assert faults(made.tracked) == []


@pytest.mark.parametrize("name", PAIRS)
def test_accepted_it_is_the_new_handout_and_rejected_the_old_one(name: str) -> None:
    assert_between(redline(*PAIRS[name]))


@pytest.mark.parametrize("name", PAIRS)
def test_the_same_holds_the_other_way_round(name: str) -> None:
    old, new = PAIRS[name]

    assert_between(redline(new, old))


@pytest.mark.parametrize("style", [PageStyle(Paper.A4), PageStyle(Paper.LETTER, large_print=True)])
def test_the_same_holds_on_other_paper_and_in_large_print(style: PageStyle) -> None:
    assert_between(redline(*PAIRS["everything"], style=style))


def test_the_same_holds_where_facts_and_title_changed_and_a_page_to_sign_came() -> None:
    text = "Call {{ practice.phone }}.\n\n## Mail\n\nWrite to {{ practice.email }}.\n"
    signed = HEAD.replace("title: Messages", "title: Letters and Calls\nacknowledgment: true")

    assert_between(redline(HEAD + text, signed + text, new_facts=NEW_FACTS, versions=("1.2.0", None)))
    assert_between(redline(signed + text, HEAD + text, new_facts=NEW_FACTS))


def test_the_same_holds_with_contents() -> None:
    head = HEAD.replace("title: Messages", "title: Messages\ncontents: true")
    old, new = PAIRS["section moved, renamed and reworded"]

    assert_between(redline(head + old, head + new))
    assert_between(redline(HEAD + old, head + new))


def test_contents_change_only_where_a_title_does() -> None:
    head = HEAD.replace("title: Messages", "title: Messages\ncontents: true\nacknowledgment: true")
    text = "Call {{ practice.phone }}.\n\n## Mail\n\nWrite to {{ practice.email }}.\n"
    new = head + text + "\n## Calls\n\nI answer by day.\n"
    made = redline(head + text, new, versions=("1.0.0", "1.0.0"))

    assert_between(made)
    assert count(made.tracked, "del") == 0


def test_a_handout_that_did_not_change_has_no_change_in_it() -> None:
    made = redline(*PAIRS["same"], versions=("1.0.0", "1.0.0"))

    assert texts(made.tracked, "accept") == texts(made.tracked, "reject")
    assert [count(made.tracked, name) for name in ("ins", "del", "moveFrom", "pPrChange", "rPrChange")] == [
        0
    ] * 5


def test_a_new_policy_is_inserted_whole_and_a_gone_one_deleted_whole() -> None:
    text = PAIRS["everything"][0]
    new, gone = redline(None, text), redline(text, None)

    assert new.new is not None
    assert body(new.tracked, "accept") == body(new.new, "accept")
    assert "".join(texts(new.tracked, "reject")) == ""
    assert gone.old is not None
    assert body(gone.tracked, "reject") == body(gone.old, "accept")
    assert "".join(texts(gone.tracked, "accept")) == ""


def test_what_moved_is_marked_as_moved_with_one_name_at_both_ends() -> None:
    tracked = redline(*PAIRS["paragraphs moved together and reworded"]).tracked

    names = [
        node.get(f"{W}name")
        for node in document(tracked).iter(f"{W}moveFromRangeStart", f"{W}moveToRangeStart")
    ]
    assert names == ["move1", "move1"]
    moved_to = ["".join(node.itertext()) for node in document(tracked).iter(f"{W}moveTo")]
    assert "I do not answer text messages after " in moved_to
    assert "nine" not in "".join(moved_to)


def test_a_row_that_came_or_went_says_so_of_the_row() -> None:
    tracked = redline(*PAIRS["table rows"]).tracked
    rows = document(tracked).iter(f"{W}tr")

    told = [
        (name, "".join(row.itertext()))
        for row in rows
        for name in ("ins", "del")
        if row.find(f"{W}trPr/{W}{name}") is not None
    ]
    assert told == [("ins", "Portalletters"), ("del", "Faxnothing")]


def test_looks_that_changed_are_a_change_of_looks_and_keep_the_words() -> None:
    old, new = "I never **ever** text.\n", "I *never* ever text.\n"

    tracked = redline(old, new, versions=("1.0.0", "1.0.0")).tracked

    assert count(tracked, "ins") == count(tracked, "del") == 0
    assert count(tracked, "rPrChange") == 2


def test_each_change_has_its_author_and_moment() -> None:
    tracked = redline(*PAIRS["everything"], author="Jo \x0b & <Lee>\n").tracked

    for node in document(tracked).iter(f"{W}ins", f"{W}del", f"{W}pPrChange", f"{W}rPrChange"):
        assert node.get(f"{W}author") == "Jo & <Lee>"
        # Two minutes later where LibreOffice would take a change for one with that before it.
        assert node.get(f"{W}date") in ("2026-03-01T09:30:00Z", "2026-03-01T09:32:00Z")


def test_a_change_without_an_author_has_a_name_all_the_same() -> None:
    (mark, *_) = document(redline(*PAIRS["words"], author="  ").tracked).iter(f"{W}ins")

    assert mark.get(f"{W}author") == "Unknown"


def test_the_running_header_tells_the_new_version_beside_the_old() -> None:
    tracked = redline(*PAIRS["words"]).tracked
    headers = [
        document(tracked, f"word/{name}.xml")
        for name in ("header1", "header2")
        if f"word/{name}.xml" in zipfile.ZipFile(io.BytesIO(tracked)).namelist()
    ]

    said = ["".join(node.itertext()) for header in headers for node in header.iter(f"{W}ins")]
    assert said == ["1.1.0"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert redline(*PAIRS["everything"]).tracked == redline(*PAIRS["everything"]).tracked


def test_words_are_marked_and_not_whole_paragraphs() -> None:
    tracked = redline(
        "Call me before six in the evening.\n", "Call me before seven in the evening.\n"
    ).tracked

    deleted = ["".join(node.itertext()) for node in document(tracked).iter(f"{W}del")]
    assert "six" in deleted


# --- A law ---------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "call",
        "me",
        "**soon**",
        "*please*",
        "today,",
        "[here](https://a.example.org)",
        "six",
        "or",
        "not.",
        "I",
        "[[box: Mail]]",
    ]
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=9).map(lambda words: "So " + " ".join(words))
LISTS = st.tuples(st.sampled_from(["-", "1."]), st.lists(SENTENCES, min_size=1, max_size=4)).map(
    lambda parts: "\n".join(f"{parts[0]} {item}" for item in parts[1])
)
NESTED = st.tuples(SENTENCES, LISTS).map(
    lambda parts: f"- {parts[0]}\n" + "\n".join(f"  {line}" for line in parts[1].split("\n"))
)
TABLES = st.lists(st.tuples(SENTENCES, SENTENCES), min_size=1, max_size=3).map(
    lambda rows: "| Way | For |\n| --- | --- |\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
)
QUOTES = SENTENCES.map(lambda text: f"> {text}")
HEADINGS = st.tuples(st.sampled_from(["##", "###"]), st.integers(1, 6)).map(
    lambda parts: f"{parts[0]} Part {parts[1]}"
)
BLOCKS = st.one_of(SENTENCES, SENTENCES, LISTS, NESTED, TABLES, QUOTES, HEADINGS)


def below_a_heading(blocks: list[str]) -> str:
    """A text that can be read: no level skipped, no heading twice, lists kept apart."""
    seen: set[str] = set()
    kept = ["Opening words.", "## First"]
    for block in blocks:
        if block.startswith("##"):
            name = block.lstrip("# ")
            if name in seen:
                continue
            seen.add(name)
        elif kept[-1][:2] in ("- ", "1.") and block[:2] in ("- ", "1."):
            kept.append("Between.")
        kept.append(block)
    return "\n\n".join(kept) + "\n"


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text and the same after some random edits."""
    blocks = draw(st.lists(BLOCKS, min_size=1, max_size=8))
    changed = list(blocks)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(len(changed) - 1, 0)))
        what = draw(st.sampled_from(["add", "remove", "replace", "move", "reword"]))
        if what == "add" or not changed:
            changed.insert(place, draw(BLOCKS))
        elif what == "remove":
            del changed[place]
        elif what == "replace":
            changed[place] = draw(BLOCKS)
        elif what == "move":
            changed.insert(draw(st.integers(0, len(changed) - 1)), changed.pop(place))
        else:
            changed[place] = changed[place].replace("call", "write to").replace("six", "half past seven")
    return below_a_heading(blocks), below_a_heading(changed)


@given(edited())
@settings(max_examples=60, deadline=None)
def test_any_edit_of_any_policy_can_be_accepted_and_rejected(texts_: tuple[str, str]) -> None:
    assert_between(redline(*texts_))


def test_the_reader_of_these_tests_sees_a_difference() -> None:
    made = redline(*PAIRS["words"])

    assert made.new is not None
    assert body(made.tracked, "reject") != body(made.new, "accept")
    (title,) = [
        part for part in body(made.new, "accept") if isinstance(part, Paragraph) and part.text == "Messages"
    ]
    assert "Title" in title.looks[0]
