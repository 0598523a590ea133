"""Headings that name one thing over a text about another."""

from __future__ import annotations

import pytest

from policydocs.checklist.findings import Severity
from policydocs.checklist.rules.misleading_heading import findings

from .rule_subjects import first_line, foreign, ours, section

FRIENDS = "I do not accept friend requests from clients on any social network, for your privacy and for mine."
EMERGENCY = "If you or someone near you is in danger, call 911 or go to the nearest emergency room at once."
EMAIL = "Please use e-mail only to change appointments. It is not secure, so leave private details out of it."


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Texting", FRIENDS),
        ("E-mail", FRIENDS),
        ("Friend requests", EMERGENCY),
        ("Reviews and testimonials", EMAIL),
        ("Recording", FRIENDS),
    ],
)
def test_a_heading_over_another_topic_is_a_warning(heading: str, text: str) -> None:
    subject = ours(f"Hello.\n\n## {heading} {{#here}}\n\n{text}")

    (finding,) = findings(subject)

    assert (finding.rule, finding.severity) == ("misleading-heading", Severity.WARNING)
    assert (finding.line, finding.section) == (first_line(subject) + 2, "here")
    assert heading in finding.message


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Friend requests", FRIENDS),
        ("Friending", "I do not accept invitations from clients on LinkedIn, Facebook or any other network."),
        ("Emergencies", EMERGENCY),
        ("E-mail", EMAIL),
        ("When it isn't an emergency", EMAIL),
        ("Communication", FRIENDS),
        ("How we stay safe together", EMAIL),
        ("Do you text with clients?", "No. I do not do that."),
        ("Reviews", "I never ask for them."),
        ("A long heading that mentions texting, reviews and a good many other things", FRIENDS),
    ],
)
def test_a_heading_that_fits_or_promises_nothing_is_left_alone(heading: str, text: str) -> None:
    assert not list(findings(ours(f"## {heading}\n\n{text}")))


def test_what_a_subsection_says_counts_for_its_section() -> None:
    assert not list(findings(ours(f"## Texting\n\n{FRIENDS}\n\n### Details\n\nI do not text with clients.")))


def test_in_another_document_it_is_a_note() -> None:
    (finding,) = findings(foreign(sections=(section("Texting", FRIENDS),)))

    assert finding.severity is Severity.NOTE
