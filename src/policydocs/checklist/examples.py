"""The sentences beside a checklist's elements, tried: what is offered as words that would do has to do."""

from __future__ import annotations

from collections.abc import Iterator

from policydocs.checklist.detect import find
from policydocs.checklist.passages import passages
from policydocs.checklist.requirements import Examined
from policydocs.checklist.schema import Checklist, Contradiction, Element, Requirement
from policydocs.checklist.topics import judge_topics
from policydocs.source.markdown import read_policy


def failing_examples(checklist: Checklist) -> Iterator[str]:
    """What is wrong with the sentences of a checklist; nothing where all is well.

    Each sentence of `matches` must meet its element, none of `not_matches` may. The `fix` sentences of a
    requirement, put together as a finding offers them, must meet each of its elements, and the `fix` of a
    contradiction must not itself be one.
    """
    for requirement in checklist.requirements:
        for said in _of(requirement):
            yield f"{checklist.id}/{requirement.id}, {said}"


def _of(requirement: Requirement) -> Iterator[str]:
    elements = (*requirement.requires, *requirement.suggests)
    offered = examined(" ".join(dict.fromkeys(element.fix for element in elements)) or "None.")
    for element in elements:
        if not offered.evidence_for(element):
            yield f'{element.id}: its own fix does not meet it: "{element.fix}"'
        yield from _examples(element)
    for contradiction in requirement.contradicts:
        if _goes_against(contradiction, contradiction.fix):
            yield f'{contradiction.id}: its own fix goes against it: "{contradiction.fix}"'
        yield from _examples(contradiction)


def _goes_against(contradiction: Contradiction, text: str) -> bool:
    document = examined(text)
    excused = contradiction.unless is not None and document.meets(contradiction.unless)
    return bool(document.evidence_for(contradiction)) and not excused


def _examples(part: Element | Contradiction) -> Iterator[str]:
    for text in part.matches:
        if not examined(text).evidence_for(part):
            yield f'{part.id}: this should count, and is not found: "{text}"'
    for text in part.not_matches:
        if examined(text).evidence_for(part):
            yield f'{part.id}: this should not count, and is found: "{text}"'


def examined(text: str) -> Examined:
    """A text of a few sentences as the checklists look at it; fields are written as in a policy."""
    policy = read_policy(f"---\ntitle: Example\n---\n\n{text}\n", path="example.md", slug="example")
    sentences = passages(policy)
    return Examined(policy, sentences, judge_topics(sentences), find, ())
