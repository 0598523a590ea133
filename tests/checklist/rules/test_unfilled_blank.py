"""Blanks that a template left for its author, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydocs.checklist.findings import Severity
from policydocs.checklist.rules.unfilled_blank import blanks_in, findings
from policydocs.model import Practice

from .rule_subjects import first_line, foreign, ours


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("Welcome to [PRACTICE NAME].", "[PRACTICE NAME]"),
        ("Call me at [insert phone].", "[insert phone]"),
        ("Call me at [INSERT NUMBER HERE] any time.", "[INSERT NUMBER HERE]"),
        ("I am [Your Name], a therapist.", "[Your Name]"),
        ("I answer within [number of hours] hours.", "[number of hours]"),
        ("I answer within [XX] hours.", "[XX]"),
        ("Write to [e-mail address].", "[e-mail address]"),
        ("This policy begins on [Date].", "[Date]"),
        ("Our portal is [portal link].", "[portal link]"),
        ("[COMPANY] keeps your data.", "[COMPANY]"),
        ("[describe your cancellation rule]", "[describe your cancellation rule]"),
        ("Call <your phone number>.", "<your phone number>"),
        ("Hello <<First Name>>.", "<<First Name>>"),
        ("Dear «ClientName»,", "«ClientName»"),
        ("Call {{ practice.phone }}.", "{{ practice.phone }}"),
        ("Dear {{first_name}},", "{{first_name}}"),
        ("Dear {name},", "{name}"),
        ("My fee is ${amount}.", "${amount}"),
        ("{% if telehealth %}We meet by video.", "{% if telehealth %}"),
        ("TODO: say something on texting.", "TODO"),
        ("My fee is TBD.", "TBD"),
        ("The date is TBA for now.", "TBA"),
        ("Call me at XXX-XXX-XXXX.", "XXX-XXX-XXXX"),
        ("Call me at (XXX) XXX-XXXX.", "(XXX) XXX-XXXX"),
        ("Call me at 360-XXX-XXXX.", "360-XXX-XXXX"),
        ("Call me at xxx-xxxx.", "xxx-xxxx"),
        ("My fee is $XXX.", "$XXX"),
        ("Effective XX/XX/XXXX.", "XX/XX/XXXX"),
        ("I answer within XX hours.", "XX hours"),
        ("Call me at 000-000-0000.", "000-000-0000"),
        ("Call me at (123) 456-7890.", "(123) 456-7890"),
        ("See www.yourpractice.com.", "www.yourpractice.com"),
        ("Write to me@yourwebsite.com.", "me@yourwebsite.com"),
        ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
        ("You can call me at ____.", "can call me at ____"),
        ("You can call me at ________ between sessions.", "can call me at ____"),
        ("My license number is _____.", "My license number is ____"),
        ("Effective date: ______", "Effective date: ____"),
        ("Your therapist ........ is here.", "Your therapist ____"),
        ("The name of the practice is ______.", "of the practice is ____"),
    ],
)
def test_a_blank_is_found_as_it_is_written(text: str, blank: str) -> None:
    assert list(blanks_in(text)) == [blank]


@pytest.mark.parametrize(
    "text",
    [
        "[[line: Recipient]] [[box: E-mail]] [[date]] [[signature: Client]]",
        "She wrote that “their [sic] going to call.”",
        "He said [he] would call.",
        "See note [1] and note [12].",
        "As the statute says, [...] the client may revoke it.",
        "Article XX of the act; Title XX of the Social Security Act.",
        "Chapter XX describes this, and so does Section XXX.",
        "A person with XX chromosomes may be of any gender.",
        "This is about XX and XY karyotypes.",
        "John X. Doe, PhD, and Max Xi.",
        "World War II and Part IV.",
        "The Health Insurance Portability and Accountability Act [HIPAA] applies.",
        "We use Protected Health Information [PHI] with care.",
        "[ ] I agree   [x] I do not agree",
        "☐ Yes ☐ No",
        "My to-do list is long, and I will do what I can.",
        "Use Facebook, X, or LinkedIn.",
        "I < you > all.",
        "Call me at 360-555-0142 or (360) 555-0143.",
        "Name: ____________",
        "Client’s printed name ________________  Date ________",
        "Signature: ______________________ Date: __________",
        "Signature of therapist ________________",
        "______ (initials)",
        "____ I agree to receive e-mail.",
        "____ Yes ____ No",
        "Partner 1 ______________ Partner 2 ______________ Date ________",
        "_______________________________",
        "Relationship to client: ________",
        "Phone: ________ E-mail: ________",
        "Read more… and then more…",
    ],
)
def test_what_only_looks_like_a_blank_is_left_alone(text: str) -> None:
    assert list(blanks_in(text)) == []


def test_in_a_form_drawn_lines_are_for_the_client() -> None:
    text = "I, ____________, authorize my therapist to speak with ____________."

    assert list(blanks_in(text, form=True)) == []
    assert len(list(blanks_in(text))) == 2


def test_the_title_tells_a_form() -> None:
    form = foreign(
        "I, ______, allow my therapist to talk to ______.", title="Authorization to Release Records"
    )
    letter = foreign("I, ______, am your therapist. My phone is ______.", title="Office Policies")

    assert not list(findings(form))
    assert list(findings(letter))


def test_other_blanks_count_in_a_form_too() -> None:
    form = foreign("I allow [PRACTICE NAME] to talk to: ______", title="Release of Information")

    assert [finding.message for finding in findings(form) if "[PRACTICE NAME]" in finding.message]


def test_one_blank_in_many_places_is_one_finding_with_its_lines() -> None:
    subject = foreign("Welcome to [PRACTICE NAME].", "We are here.", "At [PRACTICE NAME] we care.")

    (finding,) = findings(subject)

    assert (finding.rule, finding.severity, finding.line) == ("unfilled-blank", Severity.WARNING, 1)
    assert "lines 1 and 3" in finding.message


def test_a_blank_in_the_title_is_found() -> None:
    (finding,) = findings(foreign("We are here.", title="[PRACTICE NAME] Policies"))

    assert finding.line == 1


def test_a_blank_in_a_policy_of_ours_has_its_line_and_section() -> None:
    subject = ours("We are here.\n\n## Phone {#phone}\n\nCall me at [insert phone].")

    (finding,) = findings(subject)

    assert (finding.line, finding.section) == (first_line(subject) + 4, "phone")


def test_fields_of_our_language_are_never_findings() -> None:
    subject = ours("[[line: Name]]\n\n[[box: E-mail]] [[box: Text]]\n\n[[signature: Client]] [[date]]")

    assert not list(findings(subject))


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_read_without_trouble(text: str, form: bool) -> None:
    assert all(isinstance(blank, str) for blank in blanks_in(text, form=form))


def test_a_very_long_text_takes_no_longer_than_its_length() -> None:
    assert list(blanks_in("[" * 20_000)) == []
    assert list(blanks_in("<a" * 10_000)) == []
    assert len(list(blanks_in("_" * 20_000))) <= 1


def test_a_blank_among_the_facts_that_every_handout_prints_is_found_once() -> None:
    practice = Practice("harbor", "Harbor", {"phone": "[your phone number]", "room": "[your room]"})

    unused = list(findings(ours("I do not text with clients.", practice=practice)))
    used = list(findings(ours("Call {{ practice.phone }}.", practice=practice)))

    assert [(finding.line, finding.fix) for finding in unused] == [
        (1, 'It comes from policydocs.toml: fill it in there, at  phone = "..."')
    ]
    assert len(used) == 1
    assert used[0].line > 1
    assert used[0].fix == unused[0].fix


def test_blanks_are_found_in_every_sentence_that_has_one_and_in_any_case() -> None:
    text = "I am here.\n\nWrite to me@YourPractice.COM for it.\n\nAnswer TBD.\n\nLorem Ipsum dolor."

    told = [finding.message for finding in findings(foreign(text))]
    assert len(told) == 3
    for message, blank in zip(told, ("me@YourPractice.COM", "TBD", "Lorem Ipsum"), strict=True):
        assert f"“{blank}”" in message
