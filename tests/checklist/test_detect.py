"""What detectors find: their examples."""

from __future__ import annotations

import re

import pytest

from policydocs.checklist.detect import find
from policydocs.checklist.detectors import detector, detector_ids
from policydocs.checklist.passages import Passage, passages
from policydocs.document import Field, FieldKind, Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section

_FIELD = re.compile(r"\[\[(\w+): ([^\]]*)\]\]")


def document(text: str) -> tuple[Passage, ...]:
    field = _FIELD.fullmatch(text)
    inline = Field(FieldKind(field.group(1)), field.group(2)) if field else Text(text, 1)
    return passages(Policy("p", FrontMatter("T"), Section("", (), 1, (Paragraph((inline,), 1),)), ()))


MATCHES = [(id_, text) for id_ in detector_ids() for text in detector(id_).matches]
NEAR_MISSES = [(id_, text) for id_ in detector_ids() for text in detector(id_).not_matches]


@pytest.mark.parametrize(("id_", "text"), MATCHES)
def test_a_detector_finds_its_examples(id_: str, text: str) -> None:
    assert find(id_, document(text)) != ()


@pytest.mark.parametrize(("id_", "text"), NEAR_MISSES)
def test_a_detector_leaves_its_near_misses_alone(id_: str, text: str) -> None:
    assert find(id_, document(text)) == ()


def test_evidence_is_the_sentence_with_its_place() -> None:
    (found,) = find("consent-before-search", document("Hello. I search for you only if you agree."))

    assert (found.text, found.line, found.section) == ("I search for you only if you agree.", 1, "")


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        "(",
        "1",
        "not ",
        "unless ",
        "I do not text, ",
        "Will you answer the messages of your clients? No. ",
        "a@",
        "call 360-",
        "\u2019s ",
        "client's name: ____ ",
    ],
)
def test_no_detector_is_held_up_by_a_hundred_thousand_hostile_characters(piece: str) -> None:
    # A pattern that backtracked badly, or work that grew with the square, would take hours here.
    text = f"Hello. {piece * (100_000 // len(piece))}!"
    read = document(text)
    plain = " ".join(text.split())

    found = {one.text for id_ in detector_ids() for one in find(id_, read)}

    assert [said for said in found if said not in plain] == []
