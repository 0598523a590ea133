"""Numbers that disagree with the practice's facts or with each other."""

from __future__ import annotations

import pytest

from policydocs.checklist.findings import Severity
from policydocs.checklist.rules.phone_number import findings
from policydocs.model import Clinician, Practice

from .rule_subjects import first_line, foreign, ours

PRACTICE = Practice(
    "alder",
    "Alder",
    {"phone": "(360) 555-0142"},
    (Clinician("maren", "Maren", {"phone": "360-555-0143"}),),
)


def test_a_number_that_the_facts_do_not_have_is_noted_once() -> None:
    subject = ours("Please call me at 360-555-0199.\n\nMy number is 360-555-0199.", practice=PRACTICE)

    (finding,) = findings(subject)

    assert (finding.rule, finding.severity, finding.line) == (
        "phone-number",
        Severity.NOTE,
        first_line(subject),
    )
    assert "360-555-0199" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Please call me at {{ practice.phone }}.",
        "Please call me at 1-360-555-0142.",
        "Please call us at 360.555.0143.",
        "My fax number is 360-555-0177.",
        "Call the crisis line at 360-555-0188, then leave me a message.",
        "Call or text 988. Call the national line at 800-555-0111 or leave us a message.",
        "Your school is at 360-555-0166.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not list(findings(ours(text, practice=PRACTICE)))


def test_two_numbers_in_a_document_without_facts_are_noted() -> None:
    (finding,) = findings(foreign("Call me at 360-555-0101.", "Leave me a message at 360-555-0102."))

    assert finding.line == 2
    assert "360-555-0101 (line 1), 360-555-0102 (line 2)" in finding.message


def test_one_number_written_two_ways_is_one_number() -> None:
    assert not list(findings(foreign("Call me at (360) 555-0101.", "My phone is 360.555.0101.")))
