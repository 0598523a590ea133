"""What a checklist's parts are, and what they hold together."""

from __future__ import annotations

from dataclasses import MISSING, fields
from json import dumps

import pytest
from pydantic import ValidationError

from policydocs.checklist import form, schema
from policydocs.checklist.findings import Level
from policydocs.checklist.restored import restored
from policydocs.checklist.schema import Position, Requirement

ELEMENT: dict[str, object] = {
    "id": "told",
    "text": "that clients are told",
    "fix": "I will tell you.",
    "words": ["tell"],
}
REQUIREMENT: dict[str, object] = {
    "id": "1.07(n)",
    "clause": "1.07(n)",
    "force": "should",
    "verified": "partly",
    "paraphrase": "Tell clients.",
    "documents": ["social_media_policy"],
    "topics": ["breach_notification"],
}


CHECKLIST: dict[str, object] = {
    "id": "ours",
    "title": "Ours",
    "issuer": "We",
    "edition": "1",
    "kind": "code",
}


def requirement(**parts: object) -> Requirement:
    written = form.Requirement.model_validate_json(dumps(REQUIREMENT | parts))
    whole = {**CHECKLIST, "requirements": [written.model_dump(mode="json", exclude_defaults=True)]}
    return restored(whole).requirements[0]


def element(id_: str) -> dict[str, object]:
    return ELEMENT | {"id": id_}


def test_the_plain_id_goes_to_what_is_required() -> None:
    both = requirement(requires=[element("a")], suggests=[element("b")])

    assert [(level, id_) for level, id_, _ in both.levels()] == [
        (Level.REQUIRED, "1.07(n)"),
        (Level.SUGGESTED, "1.07(n)#suggests"),
    ]


def test_a_requirement_that_only_suggests_keeps_the_plain_id() -> None:
    assert [(level, id_) for level, id_, _ in requirement(suggests=[element("a")]).levels()] == [
        (Level.SUGGESTED, "1.07(n)")
    ]


def test_everything_that_is_looked_for_is_listed() -> None:
    whole = requirement(
        applies_when={"words": ["one"]},
        requires=[element("a") | {"applies_when": {"words": ["two"]}}],
        contradicts=[element("b") | {"unless": {"words": ["three"]}}],
    )

    assert [test.words for test in whole.tests()] == [("one",), ("tell",), ("two",), ("tell",), ("three",)]


def test_a_topic_is_to_be_covered_where_no_position_is_given() -> None:
    (test, _) = requirement(applies_when={"topic": "texting"}, requires=[element("a")]).tests()

    assert test.position is Position.COVERED


@pytest.mark.parametrize("name", ["Test", "Element", "Contradiction", "Requirement", "Checklist"])
def test_values_have_the_fields_and_defaults_of_their_form(name: str) -> None:
    written, value = getattr(form, name), getattr(schema, name)

    assert {field.name: field.default for field in fields(value)} == {
        key: MISSING if field.is_required() else field.default for key, field in written.model_fields.items()
    }


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"requires": [element("a"), element("a")]},
        {"requires": [element("a")], "suggests": [element("a")]},
        {"requires": [element("a")], "documents": []},
        {"requires": [element("a")], "id": "two words"},
        {"requires": [element("a")], "colour": "red"},
        {"requires": [element("a")], "withdrawn": "soon"},
        {"requires": [element("a") | {"words": []}]},
    ],
)
def test_a_requirement_that_does_not_hold_together_is_refused(parts: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        requirement(**parts)


def test_parts_cannot_be_changed_once_read() -> None:
    read = requirement(requires=[element("a")])

    with pytest.raises(AttributeError):
        read.note = "Another."  # type: ignore[misc]
