"""The sentences beside requirements, for every edition: they do what they are offered for."""

from __future__ import annotations

import pytest

from policydocs.checklist.examples import examined, failing_examples
from policydocs.checklist.library import builtin_ids, load_checklists
from policydocs.checklist.schema import Checklist
from policydocs.checklist.written import read_own

CHECKLISTS = load_checklists(builtin_ids())


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda checklist: checklist.id)
def test_what_is_offered_as_words_that_would_do_does(checklist: Checklist) -> None:
    assert [*failing_examples(checklist)] == []


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda checklist: checklist.id)
def test_a_text_about_something_else_meets_nothing(checklist: Checklist) -> None:
    tea = examined("Tea is served in the garden. The cat sleeps on the windowsill all afternoon.")

    for requirement in checklist.requirements:
        tests = (*requirement.requires, *requirement.suggests, *requirement.contradicts)
        assert [test for test in tests if tea.evidence_for(test)] == []


OWN = """\
id: dogs
title: Dogs
issuer: Us
edition: "1"
kind: good-practice
requirements:
  - id: dog
    clause: Dog
    force: should
    documents: [social_media_policy]
    topics: [public_encounters]
    paraphrase: Tell of the dog.
    requires:
      - id: named
        text: that there is a dog
        words: [dog]
        fix: There is a dog here.
        matches: [The dog is friendly.]
        not_matches: [The cat is friendly.]
    contradicts:
      - {id: hidden, text: that it is secret, words: [secret dog], fix: Leave this out.}
"""


def failing(text: str) -> list[str]:
    return [*failing_examples(read_own(text.encode(), path="checklists/dogs.yaml"))]


def test_good_examples_of_a_practices_own_have_nothing_to_tell() -> None:
    assert failing(OWN) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("fix: There is a dog here.", "fix: There is a pet here."), "its own fix does not meet it"),
        (("The dog is friendly.", "The pet is friendly."), "should count, and is not found"),
        (("The cat is friendly.", "The dog sleeps."), "should not count, and is found"),
        (("fix: Leave this out.", "fix: We have a secret dog."), "its own fix goes against it"),
    ],
)
def test_an_example_that_does_not_do_is_told(wrong: tuple[str, str], said: str) -> None:
    (told,) = failing(OWN.replace(*wrong))

    assert told.startswith("dogs/dog, ")
    assert said in told
