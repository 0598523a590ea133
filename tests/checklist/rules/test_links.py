"""Links that lead nowhere."""

from __future__ import annotations

import pytest

from policydocs.checklist.findings import Severity
from policydocs.checklist.passages import passages
from policydocs.checklist.rules.links import findings
from policydocs.checklist.rules.subject import Subject
from policydocs.document import Link, Paragraph, Text
from policydocs.model import FrontMatter, Policy, Section

from .rule_subjects import TODAY, first_line, ours


def _linked(target: str, words: str = "our page", *, is_ours: bool = True) -> Subject:
    """A document with one link on line 7 of its section `contact`."""
    block = Paragraph((Text("See ", 6), Link(target, (Text(words, 7),)), Text(".", 7)), 6)
    part = Section("contact", (Text("Contact"),), 2, (block,), line=5)
    front = FrontMatter("Office", lines={"title": 2} if is_ours else {})
    policy = Policy("office", front, Section("", (), 1, ()), (part,))
    return Subject(policy, passages(policy), TODAY)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("#friends", "no section has that id"),
        ("", "has no address"),
        ("example.org/forms", "does not begin with https://"),
        ("/forms", "does not begin with https://"),
        ("https://", "no complete web address"),
        ("https://forms", "no complete web address"),
        ("mailto:office", "no complete e-mail address"),
        ("mailto:office@", "no complete e-mail address"),
        ("mailto:office@example", "no complete e-mail address"),
        ("tel:call", "no telephone number"),
        ("tel:12", "no telephone number"),
    ],
)
def test_a_link_that_leads_nowhere_is_found_at_its_line(target: str, told: str) -> None:
    (finding,) = findings(_linked(target))

    assert (finding.rule, finding.severity, finding.line, finding.section) == (
        "dead-link",
        Severity.WARNING,
        7,
        "contact",
    )
    assert told in finding.message


@pytest.mark.parametrize(
    "target",
    [
        "#contact",
        "https://www.example.org/forms?a=b#c",
        "http://example.org",
        "mailto:office@example.org",
        "mailto:office@example.org?subject=Hello",
        "tel:+1-360-555-0142",
        "tel:988",
        "sms:3605550142",
    ],
)
def test_a_link_that_works_is_left_alone(target: str) -> None:
    assert not list(findings(_linked(target)))


def test_a_near_miss_of_a_section_is_suggested() -> None:
    (finding,) = findings(_linked("#contacts"))

    assert finding.fix == "Did you mean #contact?"


def test_words_that_say_nothing_on_paper_are_a_note() -> None:
    (finding,) = findings(_linked("https://example.org", "click here"))

    assert finding.severity is Severity.NOTE


def test_a_web_page_may_lead_to_its_neighbours() -> None:
    assert not list(findings(_linked("/forms", is_ours=False)))
    assert not list(findings(_linked("#menu", is_ours=False)))
    assert [f.severity for f in findings(_linked("mailto:office", is_ours=False))] == [Severity.NOTE]


def test_a_link_of_our_markdown_is_followed_to_its_section() -> None:
    body = "See [friends](#friending) and\n[privacy](#privacy).\n\n## Friends {#friending}\n\nNo."
    subject = ours(body)

    (finding,) = findings(subject)

    assert (finding.line, finding.section) == (first_line(subject) + 1, "")
    assert "#privacy" in finding.message
