"""Headings with nothing under them."""

from __future__ import annotations

from policydocs.checklist.findings import Severity
from policydocs.checklist.rules.empty_section import findings

from .rule_subjects import first_line, foreign, ours, section


def test_a_heading_with_nothing_under_it_is_found() -> None:
    subject = ours("## Texting {#texting}\n\n## E-mail {#email}\n\nI read it daily.")

    (finding,) = findings(subject)

    assert (finding.rule, finding.severity) == ("empty-section", Severity.WARNING)
    assert (finding.line, finding.section) == (first_line(subject), "texting")
    assert "Texting" in finding.message


def test_a_heading_whose_subsection_says_something_is_not_empty() -> None:
    assert not list(findings(ours("## Contact\n\n### E-mail\n\nI read it daily.")))


def test_an_empty_subsection_is_found_by_itself() -> None:
    (finding,) = findings(ours("## Contact\n\nCall me.\n\n### E-mail\n\n### Letters\n\nI like them."))

    assert finding.section == "e-mail"


def test_a_heading_with_empty_subsections_is_told_once() -> None:
    (finding,) = findings(ours("Call me.\n\n## Contact\n\n### E-mail\n\n### Letters"))

    assert finding.section == "contact"


def test_a_field_a_list_or_a_table_is_content() -> None:
    body = "## Sign\n\n[[signature: Client]]\n\n## List\n\n- one\n\n## Table\n\n| a |\n| - |\n| c |"

    assert not list(findings(ours(body)))


def test_empty_headings_of_a_web_page_are_one_note() -> None:
    page = foreign(
        sections=(section("Menu", line=3), section("Home", line=5), section("Policy", "I text.", line=7))
    )

    (finding,) = findings(page)

    assert finding.severity is Severity.NOTE
    assert "lines 3 and 5" in finding.message
