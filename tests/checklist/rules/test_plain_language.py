"""Reading level, long sentences, long paragraphs, capitals."""

from __future__ import annotations

import pytest

from policydocs.checklist.findings import Severity
from policydocs.checklist.rules import all_capitals, long_paragraph, long_sentence, reading_level
from policydocs.checklist.rules.order import Rule, rule_remarks

from .rule_subjects import first_line, foreign, ours

EASY = "I do not text with my clients. Please call me, and I will call you back the same day. "
HARD = (
    "Electronic communications transmitted through unsecured applications constitute a potential violation "
    "of confidentiality, and the practice consequently discourages individuals from transmitting identifying "
    "information electronically. "
)
LONG = "I will call you " + "and then I will write to you " * 5 + "today."
SPANISH = (
    "No acepto solicitudes de amistad de mis clientes en ninguna red social, porque quiero proteger su "
    "privacidad y porque nuestra relación profesional requiere claridad y respeto por las dos partes. "
)


def test_a_text_above_grade_8_is_a_warning_that_names_its_hardest_part() -> None:
    subject = ours(f"{EASY * 3}\n\n## Technology {{#technology}}\n\n{HARD * 3}")

    (finding,) = reading_level.findings(subject)

    assert (finding.rule, finding.severity, finding.section) == ("reading-level", Severity.WARNING, None)
    assert finding.line == first_line(subject) + 4
    assert "“Technology”" in finding.message


def test_an_easy_text_is_left_alone() -> None:
    assert not list(reading_level.findings(ours(EASY * 10)))


def test_a_few_hard_words_are_no_text_to_grade() -> None:
    assert not list(reading_level.findings(ours(HARD)))


def test_headings_and_fields_are_not_graded() -> None:
    body = f"{EASY * 4}\n\n## Psychotherapeutic Considerations\n\n[[line: Institutional authority]]"

    assert not list(reading_level.findings(ours(body)))


def test_list_items_count_as_sentences() -> None:
    items = "\n".join("- I will call you in the morning or send a letter" for _ in range(12))

    assert not list(reading_level.findings(ours(f"If you write to me:\n\n{items}")))
    assert not list(long_sentence.findings(ours(f"If you write to me:\n\n{items}")))


@pytest.mark.parametrize("rule", [reading_level.findings, long_sentence.findings])
def test_other_languages_are_not_judged_by_english_rules(rule: Rule) -> None:
    assert not list(rule(foreign(SPANISH * 4)))
    assert not list(rule(foreign(HARD * 4, language="es")))


def test_what_was_not_judged_is_said() -> None:
    spanish, english = foreign(SPANISH * 4), foreign(EASY * 4)

    assert "English only" in rule_remarks(spanish.policy, spanish.passages)[0]
    assert rule_remarks(english.policy, english.passages) == ()


def test_long_sentences_are_one_note_at_the_longest() -> None:
    subject = foreign(EASY, LONG, EASY, LONG.replace("today", "today and every day"))

    (finding,) = long_sentence.findings(subject)

    assert (finding.severity, finding.line) == (Severity.NOTE, 4)
    assert "2 sentences" in finding.message
    assert "Also line 2" in finding.message


def test_one_long_sentence_is_quoted() -> None:
    (finding,) = long_sentence.findings(foreign(LONG))

    assert "I will call you and then" in finding.message


def test_long_paragraphs_are_one_note() -> None:
    subject = foreign(EASY * 10, EASY, EASY * 12)

    (finding,) = long_paragraph.findings(subject)

    assert (finding.line, finding.severity) == (3, Severity.NOTE)
    assert "Also line 1" in finding.message


def test_capitals_are_one_note_and_headings_may_shout() -> None:
    subject = ours(
        "## HOW WE TALK WITH EACH OTHER HERE TODAY\n\nDO NOT SEND ME E-MAIL ABOUT YOUR THERAPY.\n\n"
        "Call 911 or NASW or HIPAA.\n\nI WILL NOT ANSWER YOUR TEXTS AT ALL."
    )

    (finding,) = all_capitals.findings(subject)

    assert (finding.severity, finding.line) == (Severity.NOTE, first_line(subject) + 2)
    assert "2 sentences" in finding.message


def test_a_short_line_in_capitals_without_a_full_stop_is_a_heading() -> None:
    assert not list(all_capitals.findings(foreign("HOW I WORK WITH THE TWO OF YOU", "I see you both.")))


def test_the_head_that_the_law_gives_a_notice_may_stand_in_capitals() -> None:
    head = "THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED."
    more = "THIS OFFICE IS CLOSED ON EVERY SECOND TUESDAY OF EACH AND EVERY MONTH OF THE YEAR."

    assert not list(all_capitals.findings(foreign(head)))
    assert list(all_capitals.findings(foreign(head, more)))
