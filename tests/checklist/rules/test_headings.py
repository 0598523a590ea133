"""Headings that skip a level, repeat the title, or bear one name twice."""

from __future__ import annotations

from policydocs.checklist.findings import Severity
from policydocs.checklist.rules import heading_levels, repeated_heading

from .rule_subjects import first_line, foreign, ours, section


def test_a_skipped_level_is_found_where_it_happens() -> None:
    subject = ours("## Contact\n\nCall me.\n\n#### E-mail\n\nI read it daily.")

    (finding,) = heading_levels.findings(subject)

    assert (finding.rule, finding.severity) == ("heading-level", Severity.WARNING)
    assert (finding.line, finding.section) == (first_line(subject) + 4, "e-mail")
    assert "### E-mail" in finding.fix


def test_levels_in_order_are_left_alone() -> None:
    body = "## Contact\n\nCall.\n\n### E-mail\n\nDaily.\n\n#### Files\n\nNone.\n\n## Texting\n\nNo."

    assert not list(heading_levels.findings(ours(body)))


def test_of_a_web_page_the_first_jump_alone_is_noted() -> None:
    page = foreign(
        sections=(section("One", "a.", line=2, level=4), section("Two", "b.", line=5, level=5)),
    )

    (finding,) = heading_levels.findings(page)

    assert (finding.severity, finding.line) == (Severity.NOTE, 2)


def test_a_heading_that_repeats_the_title_is_noted() -> None:
    (finding,) = repeated_heading.findings(ours("Hello.\n\n## Texting policy\n\nI do not text."))

    assert (finding.rule, finding.severity, finding.section) == (
        "repeated-heading",
        Severity.NOTE,
        "texting-policy",
    )


def test_two_sections_of_one_name_are_noted_once_with_their_lines() -> None:
    body = "## Phone {#a}\n\nCall.\n\n## Mail\n\nWrite.\n\n## Phone {#b}\n\nRing."
    subject = ours(body)
    line = first_line(subject)

    (finding,) = repeated_heading.findings(subject)

    assert (finding.line, finding.section) == (line + 8, "b")
    assert f"lines {line} and {line + 8}" in finding.message


def test_headings_that_differ_are_left_alone() -> None:
    assert not list(repeated_heading.findings(ours("## Phone\n\nCall.\n\n## Phones\n\nRing.")))
