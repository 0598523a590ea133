"""What a checklist asks, made ready once: the same things are the same, and nothing is kept without end."""

from __future__ import annotations

from dataclasses import replace

from policydocs.checklist import asked as asked_module
from policydocs.checklist.asked import asked_by, lack_of, wanted_by
from policydocs.checklist.findings import RequirementStatus
from policydocs.checklist.library import load_checklists
from policydocs.checklist.schema import Position, Test

(GOOD_PRACTICE,) = load_checklists(("good-practice",))


def test_tests_that_look_for_the_same_share_what_they_want() -> None:
    one, same = Test(topic="texting", words=("a dog",)), Test(topic="texting", words=("a dog",))
    other = Test(topic="texting", words=("a dog",), position=Position.TOUCHED)

    assert wanted_by(one) is wanted_by(same)
    assert wanted_by(one) is not wanted_by(other)


def test_a_checklist_is_made_ready_once() -> None:
    assert asked_by(GOOD_PRACTICE) is asked_by(GOOD_PRACTICE)
    assert [one.requirement for one in asked_by(GOOD_PRACTICE)] == list(GOOD_PRACTICE.requirements)


def test_an_equal_checklist_is_another_one_and_few_are_kept() -> None:
    equal = replace(GOOD_PRACTICE)
    assert equal == GOOD_PRACTICE
    assert asked_by(equal) is not asked_by(GOOD_PRACTICE)
    assert asked_by(equal)[0].levels[0].checklist is equal

    for number in range(asked_module.MOST_CHECKLISTS + 2):
        copied = replace(GOOD_PRACTICE, id=f"copy-{number}")
        assert asked_by(copied)[0].levels[0].id.startswith(f"copy-{number}/")

    assert len(asked_module._ready) <= asked_module.MOST_CHECKLISTS


def test_what_is_lacking_is_told_with_its_ids_topics_and_verdict() -> None:
    level = asked_by(GOOD_PRACTICE)[0].levels[0]
    lack = lack_of(level, level.elements)

    assert lack is lack_of(level, level.elements)
    assert lack.ids == tuple(one.element.id for one in level.elements)
    assert level.elements[0].element.text in lack.words.message
    assert (lack.nothing_said.status, lack.nothing_said.missing) == (RequirementStatus.MISSING, lack.ids)
    assert level.not_applicable.status is RequirementStatus.NOT_APPLICABLE
