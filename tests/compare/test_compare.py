"""What the comparison says of whole policies, told as `section: change [moved]` and `block: change`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.compare.compare import compare
from policydocs.compare.comparison import Change, Comparison
from policydocs.compare.runs import Op
from policydocs.model import Policy
from policydocs.source.markdown import read_policy

from .conftest import HEAD, Comparing, policy

SENTENCES = [
    "I do not answer texts after six in the evening.",
    "Please call the office when something cannot wait.",
    "The portal keeps our letters apart from other mail.",
    "Every line you write becomes part of your record.",
    "A friend request from you will stay unanswered.",
    "Leave a voicemail and I return the call next day.",
]


def told(comparison: Comparison) -> list[str]:
    return [
        f"{section.section.title_text or '(opening)'}: {section.change.value}{' moved' * section.moved}"
        for section in comparison.sections
        if section.change is not Change.SAME or section.moved
    ]


def blocks_told(comparison: Comparison) -> list[str]:
    return [
        f"{block.leaf.text}: {block.change.value}{' moved' * block.moved}"
        for block in comparison.blocks()
        if block.change is not Change.SAME or block.moved
    ]


def test_a_short_item_that_moved_in_its_list_and_gained_a_word_is_the_same_item(comparing: Comparing) -> None:
    old = "- dates of visits\n- what we worked on\n- letters that came"
    new = "- dates of visits\n- letters that came\n- what we worked on, in short"
    blocks = {block.leaf.text: block for block in comparing(old, new).blocks()}

    assert blocks["what we worked on, in short"].change is Change.REWORDED
    assert sum(block.moved for block in blocks.values()) == 1


def test_a_policy_compared_with_itself_has_no_change(comparing: Comparing) -> None:
    text = "Opening words.\n\n## One\n\nText.\n\n- a\n- b\n\n## Two\n\n| a | b |\n| --- | --- |\n| c | d |\n"

    comparison = comparing(text, text)

    assert not comparison.changed
    assert told(comparison) == blocks_told(comparison) == []


def test_a_paragraph_wrapped_anew_has_no_change(comparing: Comparing) -> None:
    comparison = comparing("One two three\nfour five.\n", "One two\nthree four five.\n")

    assert not comparison.changed


def test_a_renamed_section_is_the_same_section_with_two_titles(comparing: Comparing) -> None:
    body = " ".join(SENTENCES)

    comparison = comparing(f"## Texts\n\n{body}\n", f"## Short messages\n\n{body}\n")

    (section,) = [section for section in comparison.sections if section.section.id]
    assert (section.change, section.renamed) == (Change.REWORDED, True)
    assert blocks_told(comparison) == []


def test_a_renamed_section_that_kept_its_id_is_the_same_even_if_its_text_is_new(comparing: Comparing) -> None:
    comparison = comparing(
        "## Texts {#texting}\n\nI send none.\n", "## Short messages {#texting}\n\nWrite whenever you like.\n"
    )

    assert told(comparison) == ["Short messages: reworded"]


def test_when_sections_change_places_the_fewest_count_as_moved(comparing: Comparing) -> None:
    def section(n: int) -> str:
        return f"## Part {n}\n\n{SENTENCES[n]}\n\n"

    comparison = comparing("".join(map(section, [0, 1, 2, 3])), "".join(map(section, [3, 0, 1, 2])))

    assert told(comparison) == ["Part 3: same moved"]


def test_a_section_that_moved_and_changed_is_both(comparing: Comparing) -> None:
    comparison = comparing(
        f"## A\n\n{SENTENCES[0]}\n\n## B\n\n{SENTENCES[1]} {SENTENCES[2]}\n\n## C\n\n{SENTENCES[3]}\n",
        f"## C\n\n{SENTENCES[3].replace('record', 'file')}\n\n## A\n\n{SENTENCES[0]}\n\n"
        f"## B\n\n{SENTENCES[1]} {SENTENCES[2]}\n",
    )

    assert told(comparison) == ["C: reworded moved"]


def test_an_unrelated_section_in_the_place_of_a_removed_one_is_not_mixed_with_it(
    comparing: Comparing,
) -> None:
    comparison = comparing(
        f"## Texts\n\n{SENTENCES[0]}\n\n## Record\n\n{SENTENCES[3]}\n",
        f"## Software\n\nNo program listens while we talk.\n\n## Record\n\n{SENTENCES[3]}\n",
    )

    assert sorted(told(comparison)) == ["Software: added", "Texts: removed"]


def test_a_paragraph_that_moved_to_another_section_says_from_where(comparing: Comparing) -> None:
    comparison = comparing(
        f"## Texts\n\n{SENTENCES[0]}\n\n{SENTENCES[1]}\n\n## Calls\n\n{SENTENCES[5]}\n",
        f"## Texts\n\n{SENTENCES[0]}\n\n## Calls\n\n{SENTENCES[5]}\n\n{SENTENCES[1]}\n",
    )

    (moved,) = [block for block in comparison.blocks() if block.moved]
    assert (moved.change, moved.from_section) == (Change.SAME, "texts")


def test_an_item_that_changed_places_in_its_list_is_moved_alone(comparing: Comparing) -> None:
    comparison = comparing(
        "- one apple\n- two pears\n- three plums\n", "- two pears\n- three plums\n- one apple\n"
    )

    assert blocks_told(comparison) == ["one apple: same moved"]


def test_an_item_put_into_a_numbered_list_leaves_the_others_as_they_are(comparing: Comparing) -> None:
    comparison = comparing("1. call me\n2. write to me\n", "1. call me\n2. ring the bell\n3. write to me\n")

    assert blocks_told(comparison) == ["ring the bell: added"]


def test_a_row_that_changed_is_one_block_with_its_cells(comparing: Comparing) -> None:
    table = "| Way | Use |\n| --- | --- |\n| Phone | anything you need |\n| Mail | {} |\n"

    comparison = comparing(table.format("appointments only"), table.format("appointments and forms only"))

    (row,) = [block for block in comparison.blocks() if block.change is not Change.SAME]
    assert row.leaf.kind == "row"
    assert row.text(Op.INSERT) == "Mail | appointments and forms only"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Call me.", "Call **me**.", id="emphasis"),
        pytest.param("[Call](https://a.example.org)", "[Call](https://b.example.org)", id="link target"),
        pytest.param("- Call", "1. Call", id="list style"),
        pytest.param("- Ring\n- Call", "- Ring\n  - Call", id="depth in the list"),
    ],
)
def test_the_same_words_that_look_otherwise_are_formatting(comparing: Comparing, old: str, new: str) -> None:
    changes = {block.change for block in comparing(old + "\n", new + "\n").blocks()}

    assert changes - {Change.SAME} == {Change.FORMATTING}


def test_a_new_policy_is_all_added_and_a_gone_one_all_removed() -> None:
    text = policy(f"Hello there.\n\n## A\n\n{SENTENCES[0]}\n")

    assert {block.change for block in compare(None, text).blocks()} == {Change.ADDED}
    assert {block.change for block in compare(text, None).blocks()} == {Change.REMOVED}


def test_front_matter_that_changed_is_a_fact_and_no_text() -> None:
    comparison = compare(
        policy("Text.\n", HEAD.replace("---\n\n", "on_change: notice\n---\n\n")),
        policy("Text.\n", HEAD.replace("---\n\n", "on_change: post\n---\n\n")),
    )

    assert [(fact.name, fact.old, fact.new) for fact in comparison.facts] == [("on_change", "notice", "post")]
    assert blocks_told(comparison) == []


# --- Laws ----------------------------------------------------------------------------------------

PARAGRAPHS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
LISTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(
    lambda items: "\n".join(f"- {item}" for item in items)
)
SECTIONS = st.tuples(
    st.sampled_from(["Texts", "Calls", "Mail", "Friends"]),
    st.sampled_from(["##", "###"]),
    st.lists(PARAGRAPHS | LISTS, max_size=4),
).map(lambda parts: f"{parts[1]} {parts[0]}\n\n" + "\n\n".join(parts[2]))


def as_policy(sections: list[str]) -> Policy:
    seen: set[str] = set()
    kept = ["Opening words."]
    for section in sections:
        title = section.partition("\n")[0].strip("# ")
        if title not in seen:
            seen.add(title)
            kept.append(section if seen != {title} else section.replace("### ", "## "))
    return read_policy(HEAD + "\n\n".join(kept) + "\n", path="x.md", slug="x")


POLICIES = st.lists(SECTIONS, max_size=5).map(as_policy)


@given(POLICIES, POLICIES)
def test_any_two_policies_are_compared_exactly(old: Policy, new: Policy) -> None:
    compare(old, new)  # proves itself, or raises


@given(POLICIES)
def test_any_policy_against_itself_is_unchanged(policy: Policy) -> None:
    assert not compare(policy, policy).changed


@given(POLICIES, POLICIES)
def test_both_ways_round_tell_of_a_change_or_neither_does(old: Policy, new: Policy) -> None:
    assert compare(old, new).changed == compare(new, old).changed
