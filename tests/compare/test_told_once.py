"""A fact that changed is told once, however many blocks print it."""

from policydocs.compare.compare import compare
from policydocs.compare.told_once import fact_alone, printed_facts
from policydocs.model import Practice
from policydocs.source.markdown import read_policy

from .conftest import HEAD


def practice(**facts: str) -> Practice:
    return Practice("harbor", "Harbor", {"name": "Harbor", **facts})


def alone(old: str, new: str, before: Practice, after: Practice) -> list[bool]:
    """For each block that changed: whether it did by a fact alone."""
    comparison = compare(
        read_policy(HEAD + old, path="x.md", slug="x", practice=before),
        read_policy(HEAD + new, path="x.md", slug="x", practice=after),
        old_practice=before,
        new_practice=after,
    )
    facts = printed_facts(comparison)
    return [
        fact_alone(block, section.section.id, facts)
        for section in comparison.sections
        for block in section.blocks
        if block.change != "same"
    ]


OLD, NEW = practice(phone="360-555-0142"), practice(phone="360-555-0199")
CALL = "Call {{ practice.phone }} on weekdays. At night, call {{ practice.phone }} too.\n"


def test_a_block_that_differs_by_the_fact_alone_is_told_by_it() -> None:
    assert alone(CALL, CALL, OLD, NEW) == [True]


def test_a_block_that_was_reworded_too_is_not() -> None:
    assert alone(CALL, CALL.replace("At night", "On Sundays"), OLD, NEW) == [False]


def test_a_number_written_out_by_hand_that_changed_too_counts_as_the_fact() -> None:
    assert alone("Ring 360-555-0142.\n\n" + CALL, "Ring 360-555-0142.\n\n" + CALL, OLD, NEW) == [True]


def test_a_fact_in_a_links_address_and_in_its_text_is_told_by_it() -> None:
    text = "[{{ practice.email }}](mailto:{{ practice.email }}) is **the address** to use.\n"

    assert alone(text, text, practice(email="a@example.org"), practice(email="office@example.org")) == [True]


def test_a_row_of_a_table_is_told_by_it() -> None:
    table = "| Way | Where |\n| --- | --- |\n| Phone | **{{ practice.phone }}** |\n"

    assert alone(table, table, OLD, NEW) == [True]


def test_a_fact_of_another_section_explains_nothing_here() -> None:
    old = "## A\n\nRing 360-555-0142.\n\n## B\n\n" + CALL
    new = "## A\n\nRing 360-555-0199.\n\n## B\n\n" + CALL

    assert alone(old, new, OLD, NEW) == [False, True]
